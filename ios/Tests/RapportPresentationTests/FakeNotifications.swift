import RapportCore
import RapportPresentation

/// A list of notifications that behaves as iOS does: it keeps 64 and loses more without a word, one with a known
/// name takes the place of the other, nothing is shown without leave, and what is shown waits no more.
actor FakeNotifications: NotificationList {
    private let limit: Int
    private var waiting: [(notice: Notice, broken: Bool)] = []
    private var decided: NotificationLeave
    private var places: NotificationPlaces = [.banner, .lockScreen, .list]
    private let answer: NotificationLeave
    /// What stands in the list of what was shown.
    private(set) var shown: [String] = []
    /// What was asked of it, in order.
    private(set) var calls: [String] = []

    init(_ decided: NotificationLeave = .given, answers answer: NotificationLeave = .given, limit: Int = 64) {
        self.limit = limit
        self.decided = decided
        self.answer = answer
    }

    func leave() -> NotificationLeave { decided.within(places) }

    func ask() -> NotificationLeave {
        calls.append("ask")
        if decided == .undecided { decided = answer }
        return leave()
    }

    func pending() -> [PendingNotice] {
        waiting.map { PendingNotice(name: $0.notice.name, notice: $0.broken ? nil : $0.notice) }
    }

    func add(_ notice: Notice) throws {
        calls.append("add \(notice.name)")
        if decided != .given { throw Failure.NotAllowed(field: .reminder, rule: .settled) }
        waiting.removeAll { $0.notice.name == notice.name }
        if waiting.count < limit { waiting.append((notice, false)) }
    }

    func remove(_ names: [String]) {
        calls += names.map { "remove \($0)" }
        waiting.removeAll { names.contains($0.notice.name) }
    }

    /// The time of one has come.
    func ring(_ name: String) {
        guard let at = waiting.firstIndex(where: { $0.notice.name == name }) else { return }
        if leave() == .given { shown.append(name) }
        if !waiting[at].notice.time.repeats { waiting.remove(at: at) }
    }

    /// An older version of the app gave it, in another shape.
    func spoil(_ name: String) {
        for at in waiting.indices where waiting[at].notice.name == name { waiting[at].broken = true }
    }

    func decide(_ leave: NotificationLeave) {
        decided = leave
    }

    /// The person lets this app show things only here; it may still ring.
    func only(_ places: NotificationPlaces) {
        self.places = places
    }

    func forgetCalls() {
        calls = []
    }
}
