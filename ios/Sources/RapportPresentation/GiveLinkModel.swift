import Observation
import RapportCore

/// Taking in another device of the same person: its link, and the code that both devices show.
@MainActor @Observable
public final class GiveLinkModel: Identifiable {
    /// What the new device reads, as a QR code or as a text.
    public private(set) var link: String?
    /// Devices meet at a relay, and there is none yet.
    public private(set) var needsRelay = false
    public let relay: Draft
    public let pairUp: PairUp
    private let areas: Areas

    public init(_ areas: Areas, drafts: any Drafts) {
        self.areas = areas
        relay = Draft("link.relay", drafts)
        pairUp = PairUp(linking: areas, acting: Acting())
    }

    /// Goes on with the link that still waits; gives one where there is none.
    public func appear() async {
        if let id = pairUp.invite?.id { return await pairUp.follow(id) }
        let (devices, sync) = (areas.devices, areas.sync)
        guard
            let (line, links) = await pairUp.acting.run({ (try await sync.line(), try await devices.links()) })
        else { return }
        needsRelay = !line.hasRelay
        if let open = links.last(where: { $0.given && $0.waits }) {
            await show(open.id)
        } else if !needsRelay {
            await give()
        }
    }

    /// Agrees to the relay at which the devices meet; `plainHttp` only after somebody was shown
    /// `pairUp.acting.unencrypted` and wants that relay.
    public func agree(plainHttp: Bool = false) async {
        let (sync, named) = (areas.sync, relay.text)
        guard await pairUp.acting.run({ try await sync.agreeToRelay(link: named, plainHttp: plainHttp) }) != nil
        else { return }
        relay.clear()
        needsRelay = false
        await give()
    }

    /// Gives a link: the first one, or another one when that came to nothing.
    public func give() async {
        let devices = areas.devices
        if let id = await pairUp.acting.run({ try await devices.link() }) { await show(id) }
    }

    /// Takes the link back.
    public func revoke() async {
        await pairUp.giveUp()
        if pairUp.acting.failure == nil { link = nil }
    }

    public func leave() {
        pairUp.stop()
    }

    private func show(_ id: BoxId) async {
        let people = areas.people
        link = await pairUp.acting.run { try await people.inviteLink(invite: id) }
        await pairUp.follow(id)
    }
}
