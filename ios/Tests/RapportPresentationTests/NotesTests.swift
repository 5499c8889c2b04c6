import RapportCore
import RapportPresentation
import RapportTesting
import Testing

/// The list of notes, over the real core.
@MainActor @Suite(.timeLimit(.minutes(2)))
struct NotesTests {
    @Test func oneBegunHereIsPrivateStandsInTheListAndIsOpened() async throws {
        let phone = try await Phone.first("Ada")
        let notes = try phone.home.notes
        await notes.appear()
        await until { notes.shown.value?.isEmpty == true }
        notes.title.text = "What I learned 🧭"
        let id = try #require(await notes.begin(in: .private))
        #expect(notes.title.isEmpty && notes.acting.failure == nil)
        await until { notes.shown.value?.map(\.id) == [id] }
        let row = try #require(notes.shown.value?.first)
        #expect(row.title == "What I learned 🧭" && !row.shared && row.snippet.isEmpty)
        let note = try phone.home.note(id)
        await note.appear()
        await until { note.shown.value?.sections.count == 1 }
        let section = note.section(try #require(note.shown.value?.sections.first?.id))
        await TextView(section).type("Ask first.")
        await note.leave()
        await until { notes.shown.value?.first?.snippet == "Ask first." }
        notes.disappear()
        try await phone.end()
    }

    @Test(.enabled(if: Relay.program != nil, "no rapport-relay beside the library"))
    func oneWithAPairReachesTheOther() async throws {
        try await withPair { ada, bea, _ in
            let notes = try ada.home.notes
            await notes.appear()
            await until { notes.pairings.count == 1 }
            let space = try #require(notes.pairings.first?.space)
            notes.title.text = "For both"
            let id = try #require(await notes.begin(in: .in(space)))
            let theirs = try bea.home.notes
            await theirs.appear()
            await until { theirs.shown.value?.contains { $0.id == id && $0.shared && $0.title == "For both" } == true }
        }
    }

    @Test func aTitleThatCannotBeTakenStaysAndSaysWhy() async throws {
        let phone = try await Phone.first("Ada")
        let notes = try phone.home.notes
        notes.title.text = String(repeating: "x", count: 1_000)
        #expect(await notes.begin(in: .private) == nil)
        #expect(notes.acting.failure(at: .title) != nil && notes.title.text.count == 1_000)
        try await phone.end()
    }
}
