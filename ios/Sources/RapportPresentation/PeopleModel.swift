import Observation
import RapportCore

/// The people one works with, and oneself as they see one.
@MainActor @Observable
public final class PeopleModel {
    public private(set) var shown = Shown<[PairingRow]>.loading
    public private(set) var me: PersonCard?
    /// Invites that still wait for somebody.
    public private(set) var invites: [InviteView] = []
    public let acting = Acting()
    private let people: any PeopleProtocol
    private let drafts: any Drafts
    @ObservationIgnored private var fields: [Field: EditedText] = [:]
    private let pairs = Watcher()
    private let waiting = Watcher()

    public init(_ people: any PeopleProtocol, drafts: any Drafts) {
        self.people = people
        self.drafts = drafts
    }

    /// A field of one's own card to type in, the same as long as the screen is there.
    public func field(_ field: Field, _ edit: @escaping @Sendable (String) -> PersonEdit) -> EditedText {
        if let known = fields[field] { return known }
        let text = EditedText("me.\(field)", drafts) { [weak self] text in await self?.edit(edit(text)) ?? false }
        fields[field] = text
        return text
    }

    public func appear() async {
        let people = people
        await pairs.follow(
            { try await people.pairingLists() }, each: { [weak self] in self?.shown = .ready($0) },
            failed: { shown = .failed($0) })
        await waiting.follow(
            { try await people.inviteLists() },
            each: { [weak self] all in self?.invites = all.filter(\.waits) }, failed: { _ in })
        await readMe()
    }

    public func disappear() {
        pairs.stop()
        waiting.stop()
    }

    /// Somebody as they show themselves to the pair.
    public func card(_ pairing: PairingRow) async -> PersonCard? {
        let people = people
        return await acting.run { try await people.person(space: pairing.space, person: pairing.partner) }
    }

    @discardableResult public func turn(_ pairing: PairingId, _ turn: PairingTurn) async -> Bool {
        let people = people
        let done: Void? = await acting.run { try await people.turnPairing(pairing: pairing, turn: turn) }
        return done != nil
    }

    @discardableResult public func edit(_ edit: PersonEdit) async -> Bool {
        let people = people
        let done: Void? = await acting.run { try await people.editMe(edit: edit) }
        await readMe()
        return done != nil
    }

    public func cancel(_ invite: BoxId) async {
        let people = people
        await acting.run { try await people.cancelInvite(invite: invite) }
    }

    private func readMe() async {
        let people = people
        if let card = try? await people.me() { me = card }
    }
}
