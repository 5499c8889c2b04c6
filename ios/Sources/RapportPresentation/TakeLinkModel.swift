import Observation
import RapportCore

/// Making this device one of somebody who uses the app on another one already. Before the first link was
/// answered there is no profile here; then there is one that belongs to nobody until it was taken in.
@MainActor @Observable
public final class TakeLinkModel: Identifiable, Scanned {
    /// What this device is called; asked for before the first link only.
    public let name: Draft
    public let link: Draft
    public let acting = Acting()
    /// The link that is being answered, or was answered last.
    public private(set) var pairUp: PairUp?
    private(set) var areas: Areas?
    private let home: ProfileHome
    private let begun: @MainActor () async -> Void
    private let done: @MainActor (Rapport) -> Void
    private let safety = Watcher()
    private var ended = false

    /// `begun` is told that there is a profile now, `done` that it is somebody's.
    init(
        home: ProfileHome, drafts: any Drafts, called: String = "", begun: @escaping @MainActor () async -> Void = {},
        done: @escaping @MainActor (Rapport) -> Void
    ) {
        self.home = home
        self.begun = begun
        self.done = done
        name = Draft("link.name", drafts)
        link = Draft("link.link", drafts)
        if name.isEmpty { name.text = called }
    }

    /// Whether this device waits in a profile that is nobody's yet.
    public var waits: Bool { areas != nil }

    /// A link is being answered and must not be put aside.
    public var underWay: Bool { pairUp?.invite?.waits == true }

    public var answered: Bool { underWay || acting.unencrypted != nil }

    public var canTake: Bool { !link.isEmpty && (waits || !name.isEmpty) && !acting.busy && !underWay }

    /// A text from outside: a link that was opened, something pasted. It stands in the field, to be looked
    /// at before it is answered.
    public func show(_ text: String) async {
        if text.utf16.count > JoinModel.longest {
            await answer(text)
        } else {
            acting.dismiss()
            link.text = text
        }
    }

    public func take(_ text: String) async {
        await show(text)
        await take()
    }

    /// Answers the link. What is none is refused by the core, and stays to be corrected. `plainHttp` only
    /// after somebody was shown `acting.unencrypted` and wants that relay.
    public func take(plainHttp: Bool = false) async {
        guard !link.isEmpty, !acting.busy, !underWay else { return }
        await answer(link.text, plainHttp: plainHttp)
    }

    /// Goes on in a profile that waits: with the link that was answered last.
    func resume(_ areas: Areas) async {
        await wait(in: areas)
        if ended { return }
        let devices = areas.devices
        if let last = await acting.run({ try await devices.links().last }) { await follow(last?.id, areas) }
    }

    private func answer(_ text: String, plainHttp: Bool = false) async {
        let (home, called) = (home, name.text)
        if let areas {
            let people = areas.people
            let id = await acting.run { try await people.join(link: text, plainHttp: plainHttp) }
            guard let id else { return }
            link.clear()
            await follow(id, areas)
        } else {
            let made = await acting.run {
                try Areas(await home.createGuest(name: called, link: text, plainHttp: plainHttp))
            }
            guard let made else { return }
            link.clear()
            name.clear()
            await resume(made)
            await begun()
        }
    }

    private func follow(_ id: BoxId?, _ areas: Areas) async {
        guard let id else { return }
        let one = pairUp ?? PairUp(linking: areas, acting: acting)
        pairUp = one
        await one.follow(id)
    }

    /// From when it is no longer nobody's on, this screen has done what it is for.
    private func wait(in areas: Areas) async {
        self.areas = areas
        let devices = areas.devices
        await safety.follow(
            { try await devices.values() },
            each: { [weak self] now in
                guard let self, !now.guest, !self.ended else { return }
                self.end()
                self.done(areas.core)
            },
            failed: { _ in })
    }

    func end() {
        ended = true
        safety.stop()
        pairUp?.stop()
    }
}
