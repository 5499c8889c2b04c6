import Foundation
import RapportCore
import RapportPresentation
import RapportTesting
import Testing

/// Times for the two of a pair, by the clocks of both.
@MainActor @Suite(.timeLimit(.minutes(3)), .enabled(if: Relay.program != nil, "no rapport-relay beside the library"))
struct SlotsTests {
    @Test func aTimeForBothIsFoundAndBecomesAMeeting() async throws {
        try await withPair { ada, bea, _ in
            let (ours, theirs) = (try ada.home, try bea.home)
            let space = try require(ours.people.shown.value?.first?.space)
            let slots = ours.slots(of: space)
            await slots.appear()
            #expect(slots.shown.value?.with == "Bea" && slots.shown.value?.iSaid == false)
            let (mine, hers) = (ours.freeTimes(), theirs.freeTimes())
            await mine.appear()
            await hers.appear()
            // Each says some hours by their own clock.
            #expect(await mine.setZone("Europe/Zurich"))
            mine.hours.value.from = "14:00"
            mine.hours.value.to = "23:00"
            #expect(await mine.addHours())
            await until { slots.shown.value?.iSaid == true }
            #expect(slots.shown.value?.theySaid == false && slots.shown.value?.slots.isEmpty == true)
            #expect(await hers.setZone("America/New_York"))
            hers.hours.value.from = "12:00"
            hers.hours.value.to = "16:00"
            #expect(await hers.addHours())
            await until { slots.shown.value?.slots.isEmpty == false }
            let found = try require(slots.shown.value)
            #expect(found.slots.map(\.points) == found.slots.map(\.points).sorted())
            let best = try require(found.slots.first)
            #expect(best.minutes == 60)
            #expect(best.mine.hasSuffix("[Europe/Zurich]") && best.theirs.hasSuffix("[America/New_York]"))
            #expect(best.reasons.allSatisfy { $0.words.first?.known == true })

            // Longer than what both have, nothing is there; further ahead only as far as the core looks.
            let before = found.slots.count
            slots.form.value.minutes = 300
            await slots.appear()
            #expect(slots.shown.value?.slots.isEmpty == true)
            slots.form.value.minutes = 45
            await slots.appear()
            #expect(await slots.lookFurther())
            #expect((slots.shown.value?.slots.count ?? 0) > before && slots.form.value.days == 28)
            var rounds = 0
            while await slots.lookFurther() { rounds += 1 }
            #expect(slots.acting.failure?.remedy == .correct(.date))
            #expect(rounds > 0 && slots.form.value.days > 100 && slots.shown.value?.slots.isEmpty == false)

            slots.title.text = "An hour"
            slots.form.value.mode = .video
            let chosen = try require(slots.shown.value?.slots.first)
            let id = try require(await slots.propose(chosen))
            #expect(slots.title.isEmpty && slots.form.value == SlotsForm())
            await theirs.meetings.appear()
            await until { theirs.meetings.shown.value?.contains { $0.id == id } == true }
            let row = try require(theirs.meetings.shown.value?.first { $0.id == id })
            #expect(row.slot == chosen.mine && row.minutes == 45 && row.mode == .video && row.title == "An hour")
        }
    }
}
