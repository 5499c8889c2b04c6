import RapportCore
import RapportPresentation
import RapportTesting
import Testing

/// Two people in one note, over a relay: what reaches the section that somebody looks at.
@MainActor @Suite(.timeLimit(.minutes(3)), .enabled(if: Relay.program != nil, "no rapport-relay beside the library"))
struct PresenceTests {
    @Test func theOthersCaretAndThatTheyAreWritingReachTheSection() async throws {
        try await withPair { ada, bea, _ in
            let space = try require(try ada.home.people.shown.value?.first?.space)
            let notes = try require(ada.app.areas?.notes)
            let begun = try await notes.begin(new: NewNote(place: .in(space), title: "Monday"))
            let (mine, hers) = (try ada.home.note(begun.note), try bea.home.note(begun.note))
            await hers.appearWhenThere(bea)
            await mine.appear()
            let (here, there) = (mine.section(begun.section), hers.section(begun.section))
            let (left, right) = (await TextView(here), await TextView(there))
            await until { here.others.map(\.name) == ["Bea"] && there.others.map(\.name) == ["Ada"] }
            #expect(!here.others.contains(where: \.writing) && !there.others.contains(where: \.writing))

            right.type("Ask first.")
            await until { left.text == "Ask first." && here.others.contains(where: \.writing) }
            await until { here.carets.map(\.head) == [10] }
            // What is written before it moves it here, before the other one knows.
            left.type("To do: ", at: 0)
            #expect(here.carets.map(\.head) == [17])
            await until { right.text == "To do: Ask first." && there.carets.map(\.head) == [7] }
            there.selected(Selection(start: 7, end: 10))
            await until { here.carets.map { [$0.anchor, $0.head] } == [[7, 10]] }
            // Whoever rests is still there, and does not write.
            await until { here.others.map(\.writing) == [false] }
            await hers.leave()
            await until { here.others.isEmpty && here.carets.isEmpty }
            await mine.leave()
        }
    }
}
