import Observation
import RapportCore

/// Two people becoming a pair, or one person's devices coming together: from an invite that was given or
/// taken to its end.
@MainActor @Observable
public final class PairUp {
    public private(set) var invite: InviteView?
    public let acting: Acting
    private let people: any PeopleProtocol
    private let sync: any SyncProtocol
    private let lists: @Sendable () async throws -> AsyncStream<[InviteView]>
    private let watcher = Watcher()

    /// For invites into a pair.
    init(people: any PeopleProtocol, sync: any SyncProtocol) {
        acting = Acting()
        self.people = people
        self.sync = sync
        lists = { try await people.inviteLists() }
    }

    /// For links of one's own devices.
    init(linking areas: Areas, acting: Acting) {
        let devices = areas.devices
        self.acting = acting
        people = areas.people
        sync = areas.sync
        lists = { try await devices.linkLists() }
    }

    /// Follows one invite. Sync has to run for it to go on.
    func follow(_ id: BoxId) async {
        let (lists, sync) = (lists, sync)
        await watcher.follow(
            { try await lists() },
            each: { [weak self] invites in self?.invite = invites.first { $0.id == id } },
            failed: { _ in })
        await acting.run { try await sync.start() }
    }

    /// The short words that both screens show, while they are to be compared.
    public var code: String? {
        if case .compare(let code)? = invite?.stage { code } else { nil }
    }

    /// Why it came to nothing.
    public var failed: Words? {
        guard case .failed(let why)? = invite?.stage else { return nil }
        return InviteEnd.words(why)
    }

    /// Whether the two have come together.
    public var done: Bool { invite?.stage == .done }

    /// Both screens show the same words.
    public func same() async {
        guard let id = invite?.id else { return }
        await acting.run { try await people.confirm(invite: id) }
    }

    /// The words differ, or somebody changed their mind: the invite ends.
    public func giveUp() async {
        guard let id = invite?.id else { return }
        await acting.run { try await people.cancelInvite(invite: id) }
    }

    func stop() {
        watcher.stop()
    }
}
