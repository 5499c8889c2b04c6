import Foundation
import RapportCore
import RapportTesting
import Testing

@testable import RapportPresentation

/// The system's list of notifications, brought to what is wanted by the difference alone.
@MainActor @Suite(.timeLimit(.minutes(1)))
struct NoticeTests {
    private func notice(_ name: String, day: Int = 1, text: String = "A step is due") -> Notice {
        Notice(
            name: name, time: .wall(day: "2027-03-\(day < 10 ? "0" : "")\(day)", time: "09:00"), text: text,
            loud: true, parts: [OccurrenceKey(text: name)])
    }

    @Test func onlyWhatDiffersIsTouched() async {
        let list = FakeNotifications()
        let board = NoticeBoard(list, drafts: MemoryDrafts())
        await board.set(["a", "b", "c"].map { notice($0) })
        #expect(await list.calls == ["add a", "add b", "add c"])
        await list.forgetCalls()
        await board.set(["a", "b", "c"].map { notice($0) })
        #expect(await list.calls.isEmpty)
        // One goes, one comes, one at another time, one in other words, one that cannot be read.
        await list.spoil("c")
        await board.set([notice("a", day: 2), notice("c"), notice("d", text: "Something else")])
        #expect(await list.calls == ["remove b", "add a", "add c", "add d"])
        await list.forgetCalls()
        await board.set([])
        #expect(await list.calls == ["remove a", "remove c", "remove d"])
    }

    @Test func neverMoreThanFortyAndTheNearestFirst() async {
        let list = FakeNotifications()
        let board = NoticeBoard(list, drafts: MemoryDrafts())
        let all = (0..<100).map { notice("n\($0)") }
        await board.set(all)
        #expect(await list.pending().map(\.name) == (0..<40).map { "n\($0)" })
        // Two weeks later the next forty: room is made before they come, so none is lost.
        await board.set(Array(all.dropFirst(60)))
        #expect(await list.pending().map(\.name) == (60..<100).map { "n\($0)" })
    }

    @Test func whatTheSystemLostIsNoPromise() async {
        let list = FakeNotifications(limit: 2)
        let board = NoticeBoard(list, drafts: MemoryDrafts())
        await board.set(["a", "b", "c"].map { notice($0) })
        #expect(await board.shown().isEmpty)
        await list.ring("a")
        #expect(await board.shown() == ["a"])
    }

    @Test func whatWasShownIsKnownInTheNextProcessToo() async {
        let (list, drafts) = (FakeNotifications(), MemoryDrafts())
        await NoticeBoard(list, drafts: drafts).set(["a", "b"].map { notice($0) })
        await list.ring("a")
        let next = NoticeBoard(list, drafts: drafts)
        #expect(await next.shown() == ["a"])
        // Without leave nothing was shown, whatever waits no more.
        await list.decide(.refused)
        #expect(await next.shown().isEmpty)
        await next.set([notice("b")])
        await list.decide(.given)
        #expect(await next.shown().isEmpty)
    }

    @Test func whoeverAsksLastHasTheSay() async {
        let list = FakeNotifications()
        let board = NoticeBoard(list, drafts: MemoryDrafts())
        let (old, new) = ((0..<40).map { notice("old\($0)") }, (0..<40).map { notice("new\($0)") })
        async let first: Void = board.set(old)
        async let second: Void = board.set(new)
        _ = await (first, second)
        let last = await list.pending().map(\.name)
        #expect(Set(last.map { $0.prefix(3) }).count == 1 && last.count == 40)
    }

    @Test func aPlanIsHandedOverAsItIs() {
        let wall = Wall(day: "2027-03-01", time: "09:00")
        let moment = Date(timeIntervalSince1970: 5)
        func request(_ push: String, floats: Bool = true, repeats: ReminderWeekly? = nil) -> ReminderRequest {
            ReminderRequest(push: PushKey(text: push), at: moment, wall: wall, floats: floats, repeats: repeats)
        }
        let part = ReminderPart(id: OccurrenceKey(text: "a"), due: moment, held: nil)
        let push = ReminderPush(
            id: PushKey(text: "a"), at: moment, wall: wall, parts: [part], exempt: false, loud: true, text: .step)
        let notices = Notice.each(
            [
                request("a", repeats: ReminderWeekly(day: .sunday, time: "09:00")), request("b", floats: false),
                request("refresh"),
            ], of: [push], say: \.key)
        #expect(notices.map(\.name) == ["a", "b", "refresh"])
        #expect(notices[0].time == .weekly(weekday: 1, time: "09:00") && notices[1].time == .moment(moment))
        #expect(notices[0].loud && notices[0].parts == [part.id] && notices[0].text == "reminder.text.step")
        // The last one asks to open the app, and says nothing else.
        #expect(notices[2].text == "reminder.text.refresh" && notices[2].parts.isEmpty)
        #expect(notices[2].time == .wall(day: wall.day, time: wall.time))
    }

    @Test func timesArePartsOfACalendar() {
        let wall = Notice.Time.wall(day: "2027-03-28", time: "02:30")
        #expect(wall.parts == DateComponents(year: 2027, month: 3, day: 28, hour: 2, minute: 30) && !wall.repeats)
        let weekly = Notice.Time.weekly(weekday: 1, time: "09:05")
        #expect(weekly.parts == DateComponents(hour: 9, minute: 5, weekday: 1) && weekly.repeats)
        let moment = Notice.Time.moment(Date(timeIntervalSince1970: 1_774_751_400))
        #expect(moment.parts?.date == Date(timeIntervalSince1970: 1_774_751_400) && !moment.repeats)
        #expect(moment.parts?.timeZone == TimeZone(identifier: "UTC"))
        for odd in [Notice.Time.wall(day: .first, time: ""), .weekly(weekday: 1, time: "9")] {
            #expect(odd.parts == nil)
        }
    }
}
