import Foundation
import RapportCore
import RapportPresentation
import RapportTesting
import Testing

/// Meetings of a pair, with dialogs that are left in the middle.
@MainActor @Suite(.timeLimit(.minutes(3)), .enabled(if: Relay.program != nil, "no rapport-relay beside the library"))
struct MeetingTests {
    @Test func whatWasChosenInADialogSurvivesAKill() async throws {
        try await withPair { ada, bea, _ in
            let zurich = try require(TimeZone(identifier: "Europe/Zurich"))
            let slot = try require(CivilParts("2027-03-01T16:00[Europe/Zurich]"))
            let areas = try require(ada.app.areas)
            let folder = ada.device.folder.appendingPathComponent("drafts")
            /// The same screen in another process: nothing but the files is the same.
            @MainActor func meetings() -> MeetingsModel {
                MeetingsModel(meetings: areas.meetings, people: areas.people, drafts: FileDrafts(folder: folder))
            }
            @MainActor func meeting(_ id: MeetingId) -> MeetingModel {
                MeetingModel(id, meetings: areas.meetings, notes: areas.notes, drafts: FileDrafts(folder: folder))
            }

            let left = meetings()
            left.title.text = "First evening"
            left.form.value.when.choose(try require(slot.shown(in: zurich)), in: zurich)
            left.form.value.minutes = 90
            left.form.value.mode = .phone
            let list = meetings()
            await list.appear()
            #expect(list.title.text == "First evening" && list.form.value.mode == .phone)
            let id = try require(await list.propose())
            #expect(list.title.isEmpty && list.form.value == ProposeForm())
            #expect(meetings().form.value == ProposeForm())

            let asked = meeting(id)
            await asked.appear()
            #expect(asked.shown.value?.row.slot == slot.civil && asked.shown.value?.row.minutes == 90)
            let later = try require(CivilParts("2027-03-02T18:30[Europe/Zurich]"))
            asked.other.value.choose(try require(later.shown(in: zurich)), in: zurich)
            let moving = meeting(id)
            await moving.appear()
            let moved = meeting(try require(await moving.move()))
            #expect(moving.other.value == WhenForm())
            await moved.appear()
            #expect(moved.shown.value?.row.slot == later.civil && moved.shown.value?.row.minutes == 90)
        }
    }

    @Test func howItWasIsWrittenDownAfterwards() async throws {
        try await withPair { ada, bea, _ in
            let (ours, theirs) = (try ada.home, try bea.home)
            await ours.meetings.appear()
            await theirs.meetings.appear()
            // As long ago as the core lets one propose: a time that has come.
            let id = try require(await ours.meetings.propose(now: Date(timeIntervalSinceNow: -60)))
            await until { theirs.meetings.shown.value?.contains { $0.id == id } == true }
            let (mine, hers) = (ours.meeting(id), theirs.meeting(id))
            await mine.appear()
            await hers.appear()
            #expect(await hers.turn(.confirm))
            await until { mine.shown.value?.can.hold == true }
            #expect(await mine.turn(.hold))
            await until { mine.shown.value?.can.log == true }
            #expect(mine.took == 45)
            let bea = try require(mine.shown.value?.attendance.first { $0.name == "Bea" })
            mine.log.value.took = 30
            mine.log.value[bea.person] = .late
            let again = ours.meeting(id)
            await again.appear()
            #expect(again.took == 30 && again.log.value[bea.person] == .late)
            #expect(await again.writeDown())
            #expect(ours.meeting(id).log.value == LogForm())
            await until { hers.shown.value?.row.stage == .logged }
            #expect(hers.shown.value?.took == 30)
            #expect(hers.shown.value?.attendance.first { $0.name == "Bea" }?.attendance == .late)
        }
    }

    @Test func pointsOfTheAgendaAreMovedAndActionsTickedOnToday() async throws {
        try await withPair { ada, _, _ in
            let home = try ada.home
            await home.meetings.appear()
            await home.today.appear()
            let meeting = home.meeting(try require(await home.meetings.propose()))
            await meeting.appear()
            for text in ["one", "two", "three"] {
                meeting.point.text = text
                await meeting.addPoint()
            }
            @MainActor func texts() -> [String] { meeting.shown.value?.agenda.map(\.text) ?? [] }
            await until { texts() == ["one", "two", "three"] }
            let last = try require(meeting.shown.value?.agenda.last)
            #expect(await meeting.move(last.id, .up))
            await until { texts() == ["one", "three", "two"] }
            #expect(await meeting.move(last.id, .before(0)))
            await until { texts() == ["three", "one", "two"] }
            #expect(await !meeting.move(last.id, .up))

            // A step born in a meeting says on Today where it is ticked.
            meeting.action.text = "Send the advert"
            await meeting.addAction(due: .on(try require(home.today.shown.value?.today)))
            await until { home.today.shown.value?.steps.count == 1 }
            let step = try require(home.today.shown.value?.steps.first)
            #expect(step.meeting == meeting.id && step.goal == nil)
            await home.search.look(for: "advert")
            #expect(home.search.hits(.meetings).map(\.what) == [.meeting(meeting.id)])
            await home.today.tick(step)
            await until { meeting.shown.value?.actions.first?.state == .done }
        }
    }
}
