import Observation
import RapportCore

/// Two people becoming a pair, from an invite that was given or taken to its end.
@MainActor @Observable
public final class PairUp {
    public private(set) var invite: InviteView?
    public let acting = Acting()
    private let people: any PeopleProtocol
    private let sync: any SyncProtocol
    private let watcher = Watcher()

    init(people: any PeopleProtocol, sync: any SyncProtocol) {
        self.people = people
        self.sync = sync
    }

    /// Follows one invite. Sync has to run for it to go on.
    func follow(_ id: BoxId) async {
        let (people, sync) = (people, sync)
        await watcher.follow(
            { try await people.inviteLists() },
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

    /// Whether the two are a pair.
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
