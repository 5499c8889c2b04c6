import Observation
import RapportCore

/// Inviting somebody. The relay is asked for with the first invite.
@MainActor @Observable
public final class InviteModel: Identifiable {
    public let relay: Draft
    public let pairUp: PairUp
    public var seat = Seat.mentor
    /// What the other one gets, as a link or as a QR code.
    public private(set) var link: String?
    /// Whether a relay has to be named before anybody can be invited.
    public private(set) var needsRelay = false
    private let people: any PeopleProtocol
    private let sync: any SyncProtocol

    public init(people: any PeopleProtocol, sync: any SyncProtocol, drafts: any Drafts) {
        self.people = people
        self.sync = sync
        relay = Draft("invite.relay", drafts)
        pairUp = PairUp(people: people, sync: sync)
    }

    /// Looks whether there is a relay, and goes on with an invite that still waits.
    public func appear() async {
        let (people, sync) = (people, sync)
        guard
            let (line, invites) = await pairUp.acting.run({ (try await sync.line(), try await people.invites()) })
        else { return }
        needsRelay = !line.hasRelay
        if let open = invites.last(where: { $0.given && $0.waits }) { await show(open.id) }
    }

    /// Invites; `plainHttp` only after somebody was shown `pairUp.acting.unencrypted` and wants that relay.
    public func invite(plainHttp: Bool = false) async {
        let (people, sync, seat) = (people, sync, seat)
        let named = needsRelay ? relay.text : nil
        let made = await pairUp.acting.run {
            if let named { _ = try await sync.agreeToRelay(link: named, plainHttp: plainHttp) }
            return try await people.invite(seat: seat)
        }
        guard let made else { return }
        relay.clear()
        needsRelay = false
        await show(made)
    }

    /// Takes the invite back.
    public func revoke() async {
        await pairUp.giveUp()
        if pairUp.acting.failure == nil { link = nil }
    }

    public func leave() {
        pairUp.stop()
    }

    private func show(_ id: BoxId) async {
        link = await pairUp.acting.run { try await people.inviteLink(invite: id) }
        await pairUp.follow(id)
    }
}

extension InviteView {
    /// Whether it may still become a pair.
    var waits: Bool {
        switch stage {
        case .waiting, .compare, .confirmed: true
        case .done, .failed: false
        }
    }
}
