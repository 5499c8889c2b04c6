import Foundation
import RapportCore
import RapportPresentation
import RapportTesting
import Testing

@MainActor @Suite(.timeLimit(.minutes(1)))
struct TrendTests {
    private func trend(_ scores: [Int64?], lowest: Int64 = 1_000, highest: Int64 = 5_000) -> TrendView {
        let part = PartTrendView(part: "mood", name: "Mood", scores: scores, step: .steady, whole: .better)
        let days: [Day] = scores.indices.map { "2027-03-0\($0 + 1)" }
        return TrendView(
            instrument: "pulse", name: "Pulse", person: PersonId(text: "p"), personName: "Ada", days: days,
            parts: [part], lowest: lowest, highest: highest, changeThatMatters: 2, alert: nil)
    }

    private func drawing(_ scores: [Int64?], lowest: Int64 = 1_000, highest: Int64 = 5_000) -> TrendDrawing {
        let trend = trend(scores, lowest: lowest, highest: highest)
        return TrendDrawing(trend.parts[0], of: trend)
    }

    @Test func theLineGoesFromLeftToRightAndGoodIsAbove() {
        typealias Point = TrendDrawing.Point
        let line = drawing([1_000, 3_000, 5_000]).lines
        #expect(line.map { $0.map(\.x) } == [[0, 0.5, 1]] && line.map { $0.map(\.y) } == [[1, 0.5, 0]])
        // A day without a score is a gap, and what lies outside stays at the edge.
        let gaps = drawing([2_000, nil, 9_000, -9_000]).lines
        #expect(gaps.map(\.count) == [1, 2] && gaps[1].map(\.y) == [0, 1])
        #expect(drawing([4_000]).lines.first?.first?.x == 0.5)
        #expect(drawing([]).lines.isEmpty && drawing([nil, nil]).lines.isEmpty)
        // Where there is but one score, it is drawn and nothing is divided by nothing.
        #expect(drawing([1_000, 1_000], lowest: 1_000, highest: 1_000).lines[0].allSatisfy { $0.y == 1 })
    }

    @Test func whoDoesNotSeeItHearsIt() {
        let told = drawing([2_000, nil, 4_500]).words
        #expect(told.known && Set(told.arguments.keys) == Set(wordPlaces[told.key] ?? []))
        #expect(told.arguments["first"] == .points(2_000) && told.arguments["last"] == .points(4_500))
        #expect(told.arguments["from"] == .day("2027-03-01") && told.arguments["to"] == .day("2027-03-03"))
        #expect(told.arguments["movement"] == .words(Words("movement.better")))
        for few in [drawing([nil, 3_000]).words, drawing([nil]).words, drawing([]).words] {
            #expect(few.known && Set(few.arguments.keys) == Set(wordPlaces[few.key] ?? []))
        }
        for movement in [ScoreMovement.better, .worse, .steady, .unclear, .nothing] {
            #expect(Words(keyed("movement", movement)).known)
        }
    }

    @Test func everyResultHasWords() {
        let bands: [ScoreBand?] = [nil, .veryLow, .low, .medium, .high, .veryHigh]
        for band in bands {
            for score in [nil, Int64(2_500)] {
                let words = ScoreView(part: "a", name: "A", thousandths: score, band: band).words
                #expect(words.known && Set(words.arguments.keys) == Set(wordPlaces[words.key] ?? []))
            }
        }
        #expect(Words(keyed("check_in_alert", CheckInAlert.running)).known)
        #expect(Words(keyed("check_in_alert", CheckInAlert.drop)).known)
        for about in [InstrumentAbout.person, .pair, .goal] { #expect(Words(keyed("instrument_about", about)).known) }
    }

    @Test func howOftenOneIsAskedIsChosenAndWhatDoesNotFitIsRefused() async throws {
        let phone = try await Phone.first("Ada")
        let trend = try phone.home.trend(.mine(AskedCheckIn("pulse")))
        await trend.appear()
        #expect(trend.shown.value?.days.isEmpty == true && trend.rhythm == 7)
        #expect(await trend.ask(everyDays: 30) && trend.rhythm == 30)
        #expect(trend.rhythms == [nil, 7, 14, 28, 30])
        #expect(await !trend.ask(everyDays: 0))
        #expect(trend.acting.failure?.what.known == true && trend.rhythm == 30)
        #expect(await trend.ask(everyDays: nil) && trend.rhythm == nil)
        let nothing = try phone.home.trend(.mine(AskedCheckIn("gse")))
        await nothing.appear()
        #expect(nothing.shown.failure?.what.known == true || nothing.shown.value != nil)
        try await phone.end()
    }
}
