import Observation
import RapportCore

/// Hands what the core plans to the system, and what people do with it back to the core. What comes when is the
/// core's; this only keeps the system's list like the plan, and asks for leave when there is something to show.
@MainActor @Observable
public final class ReminderCenter {
    /// Whether the device lets the app show reminders.
    public private(set) var leave = NotificationLeave.undecided
    /// What is to be said once.
    public private(set) var told: ReminderTold?
    private let reminders: any RemindersProtocol
    private let goals: any GoalsProtocol
    private let meetings: any MeetingsProtocol
    private let list: any NotificationList
    private let board: NoticeBoard
    private let watcher = Watcher()
    @ObservationIgnored private var watches = false
    @ObservationIgnored private var inFront = false
    @ObservationIgnored private var newest = 0
    /// The question is put once, however many plans come while it stands there.
    @ObservationIgnored private var asking: Task<NotificationLeave, Never>?

    init(_ areas: Areas, list: any NotificationList, drafts: any Drafts) {
        reminders = areas.reminders
        goals = areas.goals
        meetings = areas.meetings
        self.list = list
        board = NoticeBoard(list, drafts: drafts)
    }

    /// Names of what waits in the system's list, as it was seen last.
    public var waits: [String] { board.waits }

    /// The app comes to the front: this device is the one in use, and from now on each change of the plan is handed on.
    public func enter() async {
        inFront = true
        let reminders = reminders
        try? await reminders.used()
        await replan()
        guard !watches else { return }
        watches = true
        await watcher.follow(
            { try await reminders.upcoming() },
            each: { [weak self] upcoming in Task { await self?.hand(upcoming.handed, pushes: upcoming.pushes) } },
            failed: { _ in watches = false })
    }

    public func leaveFront() {
        inFront = false
    }

    /// Plans anew: after a start, a change of the clock or the zone, a refresh in the background. What the system has
    /// shown meanwhile is told first, so that what it lost is planned again.
    public func replan() async {
        leave = await list.leave()
        let (reminders, shown) = (reminders, await board.shown())
        await tellLeave()
        try? await reminders.shown(pushes: shown.map { PushKey(text: $0) })
        // Where nothing can be planned, what the system has stays as it is.
        guard let plan = try? await reminders.plan(budget: .ios) else { return }
        await hand(plan.handed, pushes: plan.pushes)
    }

    /// What somebody does with a notification. Gives what is to be opened.
    public func respond(to notice: Notice, with action: NoticeAction) async -> ReminderAbout? {
        told = nil
        var about: ReminderAbout?
        for part in notice.parts {
            let reminders = reminders
            let row = try? await reminders.rows(reminders: [part]).first
            about = about ?? row?.about
            await act(on: part, row, with: action)
        }
        await replan()
        return action == .open ? about : nil
    }

    /// A kind that became rarer comes as often as before, or does not come any more.
    public func decide(_ kind: ReminderKind, on: Bool) async {
        told = nil
        let reminders = reminders
        try? await reminders.restore(kind: kind)
        if !on { try? await reminders.setKind(kind: kind, on: false) }
    }

    public func dismissTold() {
        told = nil
    }

    /// Asks the system for leave, for who wants it before the first reminder.
    public func ask() async {
        leave = await list.leave()
        guard leave == .undecided else { return }
        let list = list
        let task = asking ?? Task { await list.ask() }
        asking = task
        leave = await task.value
        asking = nil
        await tellLeave()
    }

    /// What the device does not show must not count as shown. As long as nobody was asked, nobody has said no.
    private func tellLeave() async {
        let (reminders, allowed) = (reminders, leave != .refused)
        try? await reminders.setAllowed(allowed: allowed)
    }

    private func act(on part: OccurrenceKey, _ row: ReminderRow?, with action: NoticeAction) async {
        let reminders = reminders
        do {
            switch action {
            case .open: _ = try await reminders.opened(reminder: part)
            case .done:
                if case .step(let step, let goal, let meeting, _) = row?.about {
                    if let goal { try await goals.tick(goal: goal, step: step, done: true) }
                    if let meeting { try await meetings.tickAction(meeting: meeting, id: step, done: true) }
                }
                _ = try await reminders.done(reminder: part)
            case .later(let snooze): _ = try await reminders.snooze(reminder: part, to: snooze, overQuiet: false)
            case .dismiss:
                let acted = try await reminders.dismiss(reminder: part)
                if let kind = acted.rarer { told = .rarer(kind) }
            }
        } catch Failure.NotAllowed where action.putsOff {
            if let row { told = .putOffEnough(row) }
        } catch {
            // Nothing is known of it any more: what it was about is gone, and so is the notification.
        }
    }

    private func hand(_ handed: ReminderHanded, pushes: [ReminderPush]) async {
        guard case .requests(let requests) = handed else { return }
        let notices = Notice.each(requests, of: pushes)
        newest += 1
        let mine = newest
        if inFront, notices.contains(where: { !$0.parts.isEmpty }), leave == .undecided { await ask() }
        // While somebody was asked, a newer plan may have come.
        if leave == .given, mine == newest { await board.set(notices) }
    }
}

/// What is to be said once, with what can be done about it.
public enum ReminderTold: Hashable, Sendable {
    /// From now on it comes half as often.
    case rarer(ReminderKind)
    /// It was put off three times: does another time suit better, or none?
    case putOffEnough(ReminderRow)

    public var words: Words {
        switch self {
        case .rarer(let kind): ReminderText.rarer(kind: kind).words
        case .putOffEnough: Words("screen.reminders.snoozed_enough")
        }
    }

    public var kind: ReminderKind {
        switch self {
        case .rarer(let kind): kind
        case .putOffEnough(let row): row.kind
        }
    }
}

/// What can be done with a notification where it is shown.
public enum NoticeAction: Hashable, Sendable {
    case open, done, dismiss
    case later(ReminderSnooze)

    var putsOff: Bool {
        if case .later = self { true } else { false }
    }
}

extension NoticeAction {
    /// What the system calls it. Whoever taps the notification itself opens it.
    public init(named name: String) {
        self =
            switch name {
            case "done": .done
            case "later": .later(.hour)
            case "com.apple.UNNotificationDismissActionIdentifier": .dismiss
            default: .open
            }
    }
}
