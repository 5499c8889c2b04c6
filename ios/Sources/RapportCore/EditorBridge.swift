/// Between a text view and the core's editor: collects what is typed, hands it over, and gives what
/// others changed, with the place of the caret. All places are UTF-16 units, as in both.
///
/// While a keyboard composes (marked text), nothing is exchanged: a change of others would end the
/// composition. What came meanwhile is there with the first exchange after it.
public struct EditorBridge {
    /// What the view has to do after an exchange.
    public enum Outcome: Equatable, Sendable {
        /// Apply these in order, then put the selection there.
        case changes([Change], Selection)
        /// The text is as it is, but draw its lines anew: a line break came or went.
        case lines(NoteText, [Change], Selection)
        /// View and core did not agree: show this instead.
        case whole(NoteText, Selection)
    }

    /// The text on the screen.
    public private(set) var screen: [UInt16]
    public private(set) var selection = Selection(caret: 0)
    /// Whether a keyboard composes.
    public private(set) var composing = false
    private var queue: [Queued] = []

    /// What the core was not told yet, in the order in which it was done.
    private enum Queued {
        case typed(TypedEdit)
        case chosen(Edit)

        var edit: Edit {
            switch self {
            case .typed(let typed): typed.edit
            case .chosen(let edit): edit
            }
        }

        /// Whether lines may have become something else by it.
        var touchesLines: Bool {
            if case .typed(let typed) = self { typed.touchesLines } else { true }
        }
    }

    public init(_ whole: NoteText) {
        screen = Array(whole.text.utf16)
    }

    public var text: String { String(decoding: screen, as: UTF16.self) }

    /// Whether something typed was not handed over yet.
    public var pending: Bool { !queue.isEmpty }

    /// The person replaced a stretch of the text; the view shows it already.
    public mutating func replaced(at: Int, delete: Int, insert: [UInt16], marks: Marks? = nil) {
        let at = min(max(at, 0), screen.count)
        var next = TypedEdit(
            at: at, delete: min(max(delete, 0), screen.count - at), insert: insert, marks: marks,
            touchesLines: false)
        keepPairsWhole(&next)
        // What is still half of a character becomes the sign for one that cannot be read, as in the edit.
        next.insert = Array(String(decoding: next.insert, as: UTF16.self).utf16)
        let gone = screen[next.at..<next.at + next.delete]
        next.touchesLines = gone.contains(0x0A) || next.insert.contains(0x0A)
        screen.replaceSubrange(next.at..<next.at + next.delete, with: next.insert)
        // Until the view says otherwise: behind what was typed.
        selection = Selection(caret: next.at + next.insert.count)
        if case .typed(var last) = queue.last, last.join(next, screen: screen) {
            queue[queue.count - 1] = .typed(last)
        } else {
            queue.append(.typed(next))
        }
    }

    /// The selection as the view has it.
    public mutating func selected(_ selection: Selection) {
        self.selection = selection
    }

    /// Whether the view has marked text now.
    public mutating func composes(_ now: Bool) {
        composing = now
    }

    /// A mark or a line kind that the person chose; handed over behind what was typed.
    public mutating func choose(_ edit: Edit) {
        queue.append(.chosen(edit))
    }

    /// Hands over what was typed and gives what others changed. Nothing while a keyboard composes.
    public mutating func exchange(with editor: any NoteEditorProtocol) throws -> Outcome? {
        guard !composing else { return nil }
        let lines = queue.contains(where: \.touchesLines)
        do {
            let changes = try editor.exchange(edits: queue.map(\.edit))
            queue = []
            apply(changes)
            return lines ? .lines(try editor.whole(), changes, selection) : .changes(changes, selection)
        } catch Failure.Invalid {
            // None of it was done. The core is right, and this screen begins again.
            return try begin(anew: editor)
        }
    }

    /// Takes back the person's own last step, or does it again.
    public mutating func step(_ changes: [Change], of editor: any NoteEditorProtocol) throws -> Outcome {
        apply(changes)
        for case .splice(let at, _, let insert, _, _) in changes {
            selection = Selection(caret: Int(at) + insert.utf16.count)
        }
        return .lines(try editor.whole(), changes, selection)
    }

    /// Shows what the core has.
    public mutating func begin(anew editor: any NoteEditorProtocol) throws -> Outcome {
        let whole = try editor.whole()
        queue = []
        screen = Array(whole.text.utf16)
        selection = Selection(start: min(selection.start, screen.count), end: min(selection.end, screen.count))
        return .whole(whole, selection)
    }

    private mutating func apply(_ changes: [Change]) {
        for case .splice(let at, let delete, let insert, _, _) in changes {
            let units = Array(insert.utf16)
            let from = min(Int(at), screen.count)
            let to = min(from + Int(delete), screen.count)
            screen.replaceSubrange(from..<to, with: units)
            selection = selection.moved(at: from, delete: to - from, insert: units.count)
        }
    }

    /// A view may report half of a character's two units; the core takes whole ones only.
    private func keepPairsWhole(_ edit: inout TypedEdit) {
        func splits(_ place: Int) -> Bool {
            place > 0 && place < screen.count && UTF16.isLeadSurrogate(screen[place - 1])
                && UTF16.isTrailSurrogate(screen[place])
        }
        if splits(edit.at) {
            edit.at -= 1
            edit.delete += 1
            edit.insert.insert(screen[edit.at], at: 0)
        }
        let end = edit.at + edit.delete
        if splits(end) {
            edit.insert.append(screen[end])
            edit.delete += 1
        }
    }
}
