import RapportCore
import XCTest

/// Check-ins: answered, kept, put right, and whom to turn to.
final class CheckInsTests: DeviceTest {
    private func mood(_ value: Int64) -> [AnswerView] {
        [AnswerView(item: "mood", number: value, text: "")]
    }

    func testADraftIsThereAfterOpeningAgainAndGoneWithTheAnswer() async throws {
        try await core.checkins().draft(instrument: "pulse", answers: mood(2))
        try await reopen()
        let checkins = try core.checkins()
        let begun = try await checkins.form(instrument: "pulse", language: "de-CH")
        XCTAssertEqual(begun.draft, mood(2))
        XCTAssertEqual(begun.name, "Puls")
        let checkin = try await checkins.answer(instrument: "pulse", language: "en", answers: mood(2))
        let rows = try await checkins.mine(language: "en")
        XCTAssertEqual(rows.map(\.id), [checkin])
        XCTAssertEqual(rows.first?.scores.first?.band, .low)
        XCTAssertEqual(rows.first?.low, true)
        let soon = await failure { _ = try await checkins.answer(instrument: "pulse", language: "en", answers: mood(3)) }
        XCTAssertEqual(soon, .NotAllowed(field: .instrument, rule: .tooSoon(day: "2026-01-06")))
        try await checkins.correct(checkin: checkin, answers: mood(3))
        let trend = try await checkins.trend(instrument: "pulse", language: "en")
        XCTAssertEqual(trend.parts.first?.scores, [3000])
    }

    func testWhatCannotBeTakenIsRefusedByItsPlace() async throws {
        let checkins = try core.checkins()
        let missing = await failure { _ = try await checkins.form(instrument: "who5", language: "en") }
        XCTAssertEqual(missing, .NotFound(what: "file"))
        let words = await failure { _ = try await checkins.loadTexts(file: "{\n\"instrument\": 5}") }
        XCTAssertEqual(words, .Invalid(field: .instrument, problem: .inFile(line: 2, column: 15, fault: .wrongType)))
        let help = try await checkins.help()
        XCTAssertTrue(help.places.isEmpty)
    }
}
