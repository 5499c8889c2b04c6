import Observation
import RapportCore

/// Joining by an invite: pasted, scanned, or opened as a link.
@MainActor @Observable
public final class JoinModel: Identifiable, Scanned {
    public let link: Draft
    public let pairUp: PairUp
    public var acting: Acting { pairUp.acting }
    private let people: any PeopleProtocol

    public init(people: any PeopleProtocol, sync: any SyncProtocol, drafts: any Drafts) {
        self.people = people
        pairUp = PairUp(people: people, sync: sync)
        link = Draft("join.link", drafts)
    }

    public var canJoin: Bool { !link.isEmpty && !pairUp.acting.busy && pairUp.invite == nil }

    /// Whether an invite is being answered, or waits for a word about its relay.
    public var answered: Bool { pairUp.invite != nil || pairUp.acting.unencrypted != nil }

    /// An invite is on its way and must not be put aside.
    public var underWay: Bool { pairUp.invite?.waits == true }

    /// A text from outside: a link that was opened, something pasted or scanned. It stands in the field, to
    /// be looked at before it is answered.
    public func show(_ text: String) async {
        if text.utf16.count > Self.longest {
            await answer(text)
        } else {
            pairUp.acting.dismiss()
            link.text = text
        }
    }

    /// The same, answered at once: whoever holds the camera has looked at it.
    public func take(_ text: String) async {
        await show(text)
        await join()
    }

    /// Answers the invite. What is no invite is refused by the core, and stays to be corrected.
    /// `plainHttp` only after somebody was shown `pairUp.acting.unencrypted` and wants that relay.
    public func join(plainHttp: Bool = false) async {
        guard canJoin else { return }
        await answer(link.text, plainHttp: plainHttp)
    }

    public func leave() {
        pairUp.stop()
    }

    private func answer(_ text: String, plainHttp: Bool = false) async {
        let people = people
        if let id = await pairUp.acting.run({ try await people.join(link: text, plainHttp: plainHttp) }) {
            link.clear()
            await pairUp.follow(id)
        }
    }

    /// No field shows more, and no draft keeps more. The core, which takes less, says what is wrong with it.
    static let longest = 4_096
}
