import Observation
import RapportCore

/// One section of a note that somebody types in. The text view tells it what happened and does what
/// `show` is given; the text itself is not observed, so a keystroke draws nothing anew.
@MainActor @Observable
public final class SectionModel {
    /// The whole text to begin with.
    public private(set) var shown = Shown<NoteText>.loading
    public private(set) var others: [Present] = []
    /// Others' carets in the places of this screen.
    public private(set) var carets: [DeviceCaret] = []
    public private(set) var canUndo = false
    public private(set) var canRedo = false
    /// Whether everything typed so far survives a crash.
    public private(set) var saved = true
    public let acting = Acting()
    /// The text view's: does to the text what an exchange brought.
    @ObservationIgnored public var show: (@MainActor (EditorBridge.Outcome) -> Void)?
    private let note: NoteId
    private let section: SectionId
    private let notes: any NotesProtocol
    @ObservationIgnored private var editor: NoteEditor?
    @ObservationIgnored private var bridge: EditorBridge?
    /// The whole text, as long as nothing has changed since the core gave it: it costs as much as there is.
    @ObservationIgnored private var whole: NoteText?
    @ObservationIgnored private var saving = false
    private let waiting = Watcher()
    private let present = Watcher()

    init(note: NoteId, section: SectionId, notes: any NotesProtocol) {
        self.note = note
        self.section = section
        self.notes = notes
    }

    /// The text on the screen now.
    public var text: String { bridge?.text ?? "" }
    public var selection: Selection { bridge?.selection ?? Selection(caret: 0) }

    /// Opens the section, once; a screen that comes back finds it open.
    public func open() async {
        guard editor == nil else { return }
        let (notes, note, section) = (notes, note, section)
        do {
            let editor = try await notes.open(note: note, section: section)
            let whole = try editor.whole()
            (self.editor, bridge) = (editor, EditorBridge(whole))
            shown = .ready(whole)
            await waiting.follow(
                { try await editor.waiting() }, each: { [weak self] waits in if waits { self?.exchange() } },
                failed: { shown = .failed($0) })
            await present.follow(
                { try await editor.others() },
                each: { [weak self] others in
                    self?.others = others
                    self?.exchange()
                },
                failed: { _ in })
        } catch {
            shown = .failed(failure(of: error))
        }
    }

    /// Hands over what is left, makes it travel, and lets go of the section.
    public func close() async {
        waiting.stop()
        present.stop()
        guard let editor else { return }
        composes(false)
        await acting.run { try await editor.finish() }
        try? editor.setCaret(caret: nil)
        (self.editor, bridge, show, whole) = (nil, nil, nil, nil)
        (shown, others, carets) = (.loading, [], [])
    }

    /// The text view replaced a stretch, in UTF-16 units; `marks` where it knows them.
    public func replaced(at: Int, delete: Int, insert: [UInt16], marks: Marks? = nil) {
        bridge?.replaced(at: at, delete: delete, insert: insert, marks: marks)
        whole = nil
        put(false, \.saved)
        exchange()
        save()
    }

    /// The caret moved, or something was selected.
    public func selected(_ selection: Selection) {
        bridge?.selected(selection)
        tellCaret()
    }

    /// A keyboard began or ended a composition. What others did waits as long as it lasts.
    public func composes(_ now: Bool) {
        guard bridge?.composing != now else { return }
        bridge?.composes(now)
        if !now { exchange() }
    }

    /// Sets a mark on what is selected, or takes it away.
    public func mark(_ mark: Mark, on: Bool) {
        guard !selection.isCaret else { return }
        choose(.mark(from: UInt32(selection.start), to: UInt32(selection.end), mark: mark, on: on))
    }

    /// Sets a mark on what is selected; takes it away where all of that has it.
    public func toggle(_ mark: Mark) {
        guard let whole = look() else { return }
        self.mark(mark, on: !whole.has(mark, all: selection))
    }

    /// Ticks the line of the caret, or opens it again.
    public func tick() {
        guard let whole = look() else { return }
        line(nil, done: !whole.line(at: selection.start).done)
    }

    /// Makes the line of the caret something else, or ticks it.
    public func line(_ kind: LineKind?, done: Bool? = nil, at: Int? = nil) {
        choose(.line(at: UInt32(at ?? selection.start), kind: kind, done: done))
    }

    /// Has the text drawn anew, in letters of another size. A composition is left alone.
    public func redraw() {
        guard let editor, let bridge, !bridge.composing else { return }
        exchange()
        told { .lines(try editor.whole(), [], selection) }
    }

    public func undo() {
        step { try $0.undo() }
    }

    public func redo() {
        step { try $0.redo() }
    }

    private func choose(_ edit: Edit) {
        bridge?.choose(edit)
        whole = nil
        put(false, \.saved)
        exchange()
        save()
    }

    private func step(_ take: (NoteEditor) throws -> [Change]) {
        guard let editor, bridge?.composing == false else { return }
        exchange()
        told { try bridge?.step(take(editor), of: editor) }
        save()
    }

    private func exchange() {
        guard let editor else { return }
        told { try bridge?.exchange(with: editor) }
    }

    /// What the core has now.
    private func look() -> NoteText? {
        if whole == nil { whole = try? editor?.whole() }
        return whole
    }

    /// Shows a value. One that is there already draws nothing anew.
    private func put<Value: Equatable>(_ value: Value, _ place: ReferenceWritableKeyPath<SectionModel, Value>) {
        if self[keyPath: place] != value { self[keyPath: place] = value }
    }

    /// Does what the core answers, and shows why where it refuses.
    private func told(_ ask: () throws -> EditorBridge.Outcome?) {
        do {
            guard let outcome = try ask() else { return }
            switch outcome {
            case .changes(let changes, _): if !changes.isEmpty { whole = nil }
            case .lines(let now, _, _), .whole(let now, _): whole = now
            }
            show?(outcome)
            put(try editor?.canUndo() ?? false, \.canUndo)
            put(try editor?.canRedo() ?? false, \.canRedo)
            put(others.isEmpty ? [] : try editor?.carets() ?? [], \.carets)
            tellCaret()
        } catch {
            shown = .failed(failure(of: error))
        }
    }

    private func tellCaret() {
        guard let bridge, !bridge.composing, !bridge.pending else { return }
        // Where somebody is, is worth no failure.
        try? editor?.setCaret(
            caret: OwnCaret(anchor: UInt32(bridge.selection.start), head: UInt32(bridge.selection.end)))
    }

    /// Waits until what was typed is written down; one wait at a time, however fast somebody types.
    private func save() {
        guard !saving, let editor else { return }
        saving = true
        Task {
            while !saved {
                saved = true
                if await acting.run({ try await editor.durable() }) == nil {
                    saved = false
                    break
                }
            }
            saving = false
        }
    }
}
