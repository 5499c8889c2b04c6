import Foundation
import RapportCore
import RapportPresentation
import RapportTesting
import Testing

/// Check-ins between two phones: nothing is seen before it is shown, and then by both.
@MainActor @Suite(.timeLimit(.minutes(3)), .enabled(if: Relay.program != nil, "no rapport-relay beside the library"))
struct CheckInSharingTests {
    private func answer(
        _ asked: AskedCheckIn, _ number: Int64, on home: HomeModel
    ) async throws -> CheckInResultModel {
        let model = home.checkIn(asked)
        await model.appear()
        model.choose(number, for: try require(model.shown.value?.items.first { $0.kind == .scale }))
        let result = home.result(try require(await model.send()))
        #expect(model.sent == result.id)
        await result.appear()
        return result
    }

    @Test func whatIsShownTheOtherPhoneSeesAndNothingElse() async throws {
        try await withPair { ada, bea, _ in
            let (ours, theirs) = (try ada.home, try bea.home)
            await ours.checkIns.appear()
            await theirs.checkIns.appear()
            // Two things to answer: one for herself, one for the pair. One of them she keeps.
            let kept = try await answer(AskedCheckIn("domains"), 5, on: theirs)
            let result = try await answer(AskedCheckIn("pulse"), 1, on: theirs)
            #expect(result.offers.map(\.partnerName) == ["Ada"] && result.readers.isEmpty)
            result.ask(.with(try require(result.offers.first)))
            #expect(result.asks?.question.arguments["name"] == .text("Ada"))
            await theirs.syncLine.now()
            await ours.syncLine.now()
            #expect(ours.checkIns.theirs.isEmpty)

            #expect(await result.confirm()?.value == true)
            #expect(result.readers.map(\.partnerName) == ["Ada"] && result.offers.isEmpty)
            await until { ours.checkIns.theirs.map(\.id) == [result.id] }
            let row = try require(ours.checkIns.theirs.first)
            #expect(!row.mine && row.personName == "Bea" && row.answers.map(\.number) == [1])
            #expect(kept.shown.value?.sharedIn.isEmpty == true)
            // Who reads it can show it to nobody, and is told of no help of theirs.
            let seen = ours.result(result.id)
            await seen.appear()
            #expect(seen.shown.value?.low == true && seen.help == nil)
            #expect(seen.offers.isEmpty && seen.readers.isEmpty)
            let trend = ours.trend(.shown(instrument: row.instrument, space: row.space, person: row.person))
            await trend.appear()
            #expect(trend.shown.value?.personName == "Bea" && trend.drawings.first?.lines.map(\.count) == [1])

            // What was put right is shown again by an act of its own.
            let right = theirs.correction(of: result.id)
            await right.appear()
            right.choose(2, for: try require(right.shown.value?.items.first))
            #expect(await right.send() == result.id)
            await until { result.offers.count == 1 }
            #expect(ours.checkIns.theirs.first?.answers.map(\.number) == [1])
            result.ask(.with(try require(result.offers.first)))
            #expect(await result.confirm()?.value == true)
            await until { ours.checkIns.theirs.first?.answers.map(\.number) == [2] }
            await until { seen.shown.value?.answers.map(\.number) == [2] }
            // Once more there is nothing new to show, and that is said.
            result.ask(.with(try require(result.offers.first)))
            #expect(await result.confirm()?.value == false)
            #expect(result.acting.failure?.what.key == "rule.shared_already")
        }
    }

    @Test func whatIsDueStandsOnTodayAndIsGoneWhenItIsAnswered() async throws {
        try await withPair { ada, _, _ in
            let home = try ada.home
            await home.today.appear()
            await until { home.today.shown.value?.checkIns.count == 1 }
            let waiting = try require(home.today.shown.value?.checkIns.first)
            #expect(waiting.asked == AskedCheckIn("pulse") && waiting.since == home.today.shown.value?.today)
            await until { home.today.name(of: waiting) != "pulse" }
            home.answering = home.checkIn(waiting.asked)
            let form = try require(home.answering)
            await form.appear()
            form.choose(4, for: try require(form.shown.value?.items.first))
            await form.send()
            #expect(form.sent != nil)
            await until { home.today.shown.value?.checkIns.isEmpty == true }
        }
    }

    @Test func whatIsAboutAPairIsAskedForThatPair() async throws {
        try await withPair { ada, _, _ in
            let home = try ada.home
            await home.checkIns.appear()
            let pairing = try require(home.people.shown.value?.first)
            let asked = AskedCheckIn("match", about: pairing.space)
            let choice = try require(home.checkIns.choices.first { $0.id == asked })
            #expect(choice.pairing?.partnerName == "Bea")
            let result = try await answer(asked, 4, on: home)
            #expect(result.shown.value?.about == pairing.space && result.shown.value?.low == false)
            #expect(result.offers.map(\.space) == [pairing.space])
            // Without the pair it cannot be answered at all.
            let alone = home.checkIn(AskedCheckIn("match"))
            await alone.appear()
            if alone.shown.value != nil {
                alone.choose(3, for: try require(alone.shown.value?.items.first))
                #expect(await alone.send() == nil && alone.acting.failure?.what.known == true)
            }
        }
    }
}
