import Observation
import RapportCore

/// Joining by an invite: pasted, scanned, or opened as a link.
@MainActor @Observable
public final class JoinModel: Identifiable {
    public let link: Draft
    public let pairUp: PairUp
    /// Whether somebody allowed a relay without TLS for this invite.
    public var plainHttp = false
    private let people: any PeopleProtocol

    public init(people: any PeopleProtocol, sync: any SyncProtocol, drafts: any Drafts, link: String? = nil) {
        self.people = people
        pairUp = PairUp(people: people, sync: sync)
        self.link = Draft("join.link", drafts)
        if let link { self.link.text = link }
    }

    public var canJoin: Bool { !link.isEmpty && !pairUp.acting.busy && pairUp.invite == nil }

    /// Answers the invite. What is no invite is refused by the core, and stays to be corrected.
    public func join() async {
        guard canJoin else { return }
        let (text, plainHttp) = (link.text, plainHttp)
        if let id = await pairUp.acting.run({ try await people.join(link: text, plainHttp: plainHttp) }) {
            link.clear()
            await pairUp.follow(id)
        }
    }

    public func leave() {
        pairUp.stop()
    }
}
