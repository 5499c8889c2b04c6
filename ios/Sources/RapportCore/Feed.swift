import Foundation

/// Hands on what one watch brings, the newest only: a screen that is busy skips what is old.
/// The core calls it on its one notifier thread, so it must never wait.
final class Feed<Value: Sendable>: Sendable {
    let values: AsyncStream<Value>
    private let out: AsyncStream<Value>.Continuation

    init() {
        (values, out) = AsyncStream.makeStream(of: Value.self, bufferingPolicy: .bufferingNewest(1))
    }

    func take(_ value: Value) {
        out.yield(value)
    }

    /// The values of the watch that `begin` starts. The first is there when this returns; the watch
    /// ends with the task that reads them, or with the last copy of the stream.
    static func open(_ begin: (Feed<Value>) async throws -> Subscription) async throws -> AsyncStream<Value> {
        let feed = Feed<Value>()
        let subscription = try await begin(feed)
        // Letting go ends the watch without waiting. `cancel` would wait for a call that is under way, and
        // that call waits for the lock of the task whose cancellation runs this closure.
        feed.out.onTermination = { _ in withExtendedLifetime(subscription) {} }
        return feed.values
    }
}

extension Feed: HomeObserver where Value == HomeView {
    func onHome(home: HomeView) { take(home) }
}

extension Feed: GoalObserver where Value == GoalView {
    func onGoal(goal: GoalView) { take(goal) }
}

extension Feed: GoalsObserver where Value == [GoalRow] {
    func onGoals(goals: [GoalRow]) { take(goals) }
}

extension Feed: MeetingObserver where Value == MeetingView {
    func onMeeting(meeting: MeetingView) { take(meeting) }
}

extension Feed: MeetingsObserver where Value == [MeetingRow] {
    func onMeetings(meetings: [MeetingRow]) { take(meetings) }
}

extension Feed: BriefObserver where Value == BriefView {
    func onBrief(brief: BriefView) { take(brief) }
}

extension Feed: OneSeriesObserver where Value == SeriesView {
    func onOneSeries(series: SeriesView) { take(series) }
}

extension Feed: SeriesObserver where Value == [SeriesRow] {
    func onSeries(series: [SeriesRow]) { take(series) }
}

extension Feed: AvailabilityObserver where Value == FreeTimesView {
    func onAvailability(view: FreeTimesView) { take(view) }
}

extension Feed: SlotsObserver where Value == SlotsView {
    func onSlots(slots: SlotsView) { take(slots) }
}

extension Feed: NoteObserver where Value == NoteView {
    func onNote(note: NoteView) { take(note) }
}

extension Feed: NotesObserver where Value == [NoteRow] {
    func onNotes(notes: [NoteRow]) { take(notes) }
}

extension Feed: CheckInsObserver where Value == [CheckInRow] {
    func onCheckIns(rows: [CheckInRow]) { take(rows) }
}

extension Feed: RemindersObserver where Value == ReminderUpcoming {
    func onReminders(upcoming: ReminderUpcoming) { take(upcoming) }
}

extension Feed: NoteEditorObserver where Value == Bool {
    func onWaiting(waits: Bool) { take(waits) }
}

extension Feed: PresentObserver where Value == [Present] {
    func onPresent(present: [Present]) { take(present) }
}

extension Feed: InvitesObserver where Value == [InviteView] {
    func onInvites(invites: [InviteView]) { take(invites) }
}

extension Feed: PairingsObserver where Value == [PairingRow] {
    func onPairings(pairings: [PairingRow]) { take(pairings) }
}

extension Feed: LinksObserver where Value == [InviteView] {
    func onLinks(links: [InviteView]) { take(links) }
}

extension Feed: SafetyObserver where Value == SafetyView {
    func onSafety(safety: SafetyView) { take(safety) }
}

extension Feed: SyncObserver where Value == SyncView {
    func onSync(sync: SyncView) { take(sync) }
}
