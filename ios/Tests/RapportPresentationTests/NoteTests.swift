import Foundation
import Observation
import RapportCore
import RapportPresentation
import RapportTesting
import Testing

@MainActor @Suite(.timeLimit(.minutes(2)))
struct NoteTests {
    private func withNote(_ work: @MainActor (Phone, NoteModel, SectionId) async throws -> Void) async throws {
        let phone = try await Phone.first("Ada")
        let areas = try #require(phone.app.areas)
        let begun = try await areas.notes.begin(new: NewNote(place: .private, title: "Monday"))
        let note = try phone.home.note(begun.note)
        await note.appear()
        try await work(phone, note, begun.section)
        try await phone.end()
    }

    @Test func lettersOfAnotherSizeAreDrawnFromTheWholeText() async throws {
        let phone = try await Phone.first("Ada")
        let areas = try #require(phone.app.areas)
        let begun = try await areas.notes.begin(new: NewNote(place: .private, title: "Monday"))
        let note = try phone.home.note(begun.note)
        let section = note.section(begun.section)
        let view = await TextView(section)
        view.type("Hello")
        var drawn: [NoteText] = []
        section.show = { outcome in
            if case .lines(let whole, let changes, _) = outcome, changes.isEmpty { drawn.append(whole) }
        }
        section.redraw()
        #expect(drawn.map(\.text) == ["Hello"])
        section.composes(true)
        section.redraw()
        #expect(drawn.count == 1)
        await note.leave()
        section.redraw()
        #expect(drawn.count == 1)
        try await phone.end()
    }

    @Test func whatIsTypedIsThereAfterTheScreenWasClosed() async throws {
        try await withNote { phone, note, section in
            let view = await TextView(note.section(section))
            view.type("Heute: zugehört.")
            view.type("\n- eine Frage")
            #expect(note.section(section).canUndo)
            await until { note.section(section).saved }
            await note.leave()
            await note.appear()
            await until { note.shown.value?.sections.first?.text.text == "Heute: zugehört.\n- eine Frage" }
            let again = await TextView(note.section(section))
            #expect(again.text == "Heute: zugehört.\n- eine Frage")
            await note.readVersions()
            #expect(!note.versions.isEmpty)
            #expect(await note.authors(of: section).map(\.name) == ["Ada"])
            await note.look(at: try #require(note.versions.last))
            #expect(note.earlier?.view.sections.first?.text.text.contains("zugehört") == true)
            note.backToNow()
            await note.leave()
        }
    }

    @Test func marksLinesAndStepsBack() async throws {
        try await withNote { phone, note, section in
            let model = note.section(section)
            let view = await TextView(model)
            view.type("ask\nlisten")
            model.selected(Selection(start: 0, end: 3))
            model.mark(.bold, on: true)
            model.line(.check, at: 5)
            model.line(nil, done: true, at: 5)
            let areas = try #require(phone.app.areas)
            await until { model.saved }
            let text = try #require(try await areas.notes.view(note: note.id).sections.first?.text)
            #expect(text.marks == [MarkSpan(from: 0, to: 3, mark: .bold)])
            #expect(text.lines.map(\.line) == [Line(kind: .check, done: true)])
            for _ in 0..<20 where model.canUndo { model.undo() }
            #expect(view.text.isEmpty && !model.canUndo && model.canRedo)
            for _ in 0..<20 where model.canRedo { model.redo() }
            #expect(view.text == "ask\nlisten")
            await note.leave()
        }
    }

    @Test func marksAndTicksGoOnAndOff() async throws {
        try await withNote { phone, note, section in
            let model = note.section(section)
            let view = await TextView(model)
            view.type("ask\nlisten")
            func whole() async throws -> NoteText {
                await until { model.saved }
                return try #require(try await phone.app.areas?.notes.view(note: note.id).sections.first?.text)
            }
            model.selected(Selection(start: 0, end: 3))
            model.toggle(.bold)
            var text = try await whole()
            #expect(text.has(.bold, all: Selection(start: 0, end: 3)))
            // A part of it has it, all of it not: the rest gets it, too.
            model.selected(Selection(start: 0, end: 6))
            model.toggle(.bold)
            text = try await whole()
            #expect(text.has(.bold, all: Selection(start: 0, end: 6)))
            model.toggle(.bold)
            text = try await whole()
            #expect(text.marks.isEmpty)
            model.selected(Selection(caret: 6))
            model.line(.check)
            model.tick()
            text = try await whole()
            #expect(text.line(at: 6) == Line(kind: .check, done: true))
            model.tick()
            text = try await whole()
            #expect(text.line(at: 6) == Line(kind: .check, done: false))
            text = try await whole()
            #expect(text.line(at: 3).kind == .paragraph)
            await note.leave()
        }
    }

    @Test func aFurtherKeystrokeDrawsNothingAnew() async throws {
        try await withNote { _, note, section in
            let model = note.section(section)
            let view = await TextView(model)
            view.type("a")
            let drawn = Drawn()
            withObservationTracking {
                _ = (model.shown, model.others, model.carets, model.canUndo, model.canRedo)
            } onChange: {
                drawn.mark()
            }
            view.type("b")
            #expect(model.text == "ab" && !drawn.marked)
            model.undo()
            #expect(drawn.marked)
            await note.leave()
        }
    }

    @Test func aCompositionHoldsBackUntilItEnds() async throws {
        try await withNote { _, note, section in
            let model = note.section(section)
            let view = await TextView(model)
            model.composes(true)
            view.type("k")
            view.type("か", at: 0, delete: 1)
            #expect(!model.canUndo)
            view.type("家族", at: 0, delete: 1)
            model.composes(false)
            #expect(model.canUndo && view.text == "家族")
            model.undo()
            #expect(view.text.isEmpty)
            await note.leave()
        }
    }

    @Test func aNoteThatIsGoneIsAState() async throws {
        try await withNote { phone, note, section in
            let gone = try phone.home.note(NoteKey(text: "note-"))
            await gone.appear()
            #expect(gone.shown.failure == .NotFound(what: "note"))
            #expect(gone.readOnly)
            await gone.section(section).open()
            #expect(gone.section(section).shown.failure != nil)
        }
    }
}

/// Whether something that is observed has changed.
private final class Drawn: @unchecked Sendable {
    private let lock = NSLock()
    private var changed = false

    var marked: Bool { lock.withLock { changed } }

    func mark() { lock.withLock { changed = true } }
}
