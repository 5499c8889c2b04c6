import Foundation
import RapportCore
import RapportTesting
import Testing

/// A screen over an open note of the real core: what a text view does, without one.
final class Screen {
    let editor: NoteEditor
    var bridge: EditorBridge

    init(_ editor: NoteEditor) throws {
        self.editor = editor
        bridge = EditorBridge(try editor.whole())
    }

    /// The person replaces a stretch; the caret goes behind what they put there.
    func types(_ insert: String, at: Int, delete: Int = 0) {
        bridge.replaced(at: at, delete: delete, insert: Array(insert.utf16))
        bridge.selected(Selection(caret: at + insert.utf16.count))
    }

    /// Hands over, and ends the burst of typing: only then others get it.
    @discardableResult func exchanges() async throws -> EditorBridge.Outcome? {
        let outcome = try bridge.exchange(with: editor)
        try await editor.finish()
        return outcome
    }

    /// What stands left and right of the caret.
    var neighbours: [UInt16?] {
        let caret = bridge.selection.start
        return [
            caret > 0 ? bridge.screen[caret - 1] : nil, caret < bridge.screen.count ? bridge.screen[caret] : nil,
        ]
    }
}

/// Two screens on one section: each is to the other as somebody else's phone.
func withTwoScreens(_ start: String = "", _ work: (Screen, Screen) async throws -> Void) async throws {
    try await withPerson { _, core in
        let begun = try await core.notes().begin(new: NewNote(place: .private, title: "Monday"))
        let first = try Screen(await core.notes().open(note: begun.note, section: begun.section))
        first.types(start, at: 0)
        try await first.exchanges()
        let second = try Screen(await core.notes().open(note: begun.note, section: begun.section))
        try await work(first, second)
    }
}

struct BridgeTests {
    static let family = "👩‍👩‍👧‍👦"
    static let rightToLeft = "שלום مرحبا"

    @Test(arguments: ["", "x", "🙂", family, rightToLeft, "e\u{301}"])
    func aRemoteSpliceLeavesTheCaretBetweenItsNeighbours(_ insert: String) async throws {
        let start = "one \(Self.family) two \(Self.rightToLeft) three"
        for place in ["one ".utf16.count, "one \(Self.family)".utf16.count, start.utf16.count - 5] {
            try await withTwoScreens(start) { me, other in
                me.bridge.selected(Selection(caret: place))
                let before = me.neighbours
                // Before, after, and well away from the caret; never a neighbour itself.
                other.types(insert, at: 0)
                other.types(insert, at: other.bridge.screen.count)
                try await other.exchanges()
                try await me.exchanges()
                #expect(me.neighbours == before)
                #expect(me.bridge.text == insert + start + insert)
            }
        }
    }

    @Test(arguments: ["before", "inside", "after"])
    func aRemoteSpliceNeverEndsAComposition(_ where: String) async throws {
        try await withTwoScreens("ab") { me, other in
            // Marked text grows between a and b: n, に, にほ, 日本.
            me.bridge.composes(true)
            me.types("n", at: 1)
            me.types("に", at: 1, delete: 1)
            let at = ["before": 0, "inside": 1, "after": 2][`where`] ?? 0
            other.types("🙂", at: at)
            try await other.exchanges()
            #expect(try await me.exchanges() == nil)
            #expect(me.bridge.text == "aにb")
            me.types("にほ", at: 1, delete: 1)
            me.types("日本", at: 1, delete: 2)
            #expect(try await me.exchanges() == nil)
            me.bridge.composes(false)
            let outcome = try #require(try await me.exchanges())
            guard case .changes(let changes, _) = outcome else { throw Failure.Stopped }
            #expect(changes.count == 1)
            try await other.exchanges()
            #expect(me.bridge.text == other.bridge.text)
            let caret = me.bridge.selection.start
            #expect(me.bridge.screen[caret - 1] == "本".utf16.first)
            #expect(try me.editor.whole().text == me.bridge.text)
        }
    }

    @Test func aCompositionIsOneEditAndOneStepBack() async throws {
        try await withTwoScreens("ab") { me, _ in
            me.bridge.composes(true)
            for (text, delete) in [("k", 0), ("か", 1), ("かn", 1), ("漢字", 2)] { me.types(text, at: 1, delete: delete) }
            me.bridge.composes(false)
            try await me.exchanges()
            #expect(me.bridge.text == "a漢字b")
            _ = try me.bridge.step(me.editor.undo(), of: me.editor)
            #expect(!me.bridge.text.contains("漢"))
            #expect(try me.editor.whole().text == me.bridge.text)
        }
    }

    @Test func undoAfterRemoteEditsLeavesTheirTextAlone() async throws {
        try await withTwoScreens { me, other in
            me.types("mine ", at: 0)
            try await me.exchanges()
            try await other.exchanges()
            other.types("theirs ", at: 0)
            try await other.exchanges()
            try await me.exchanges()
            _ = try me.bridge.step(me.editor.undo(), of: me.editor)
            #expect(me.bridge.text == "theirs ")
            _ = try me.bridge.step(me.editor.redo(), of: me.editor)
            #expect(me.bridge.text == "theirs mine ")
        }
    }

    @Test func halfACharacterIsGivenWhole() async throws {
        // A view that tells only what differs: 🙂 and 🙃 share their first unit.
        try await withTwoScreens("a🙂b") { me, other in
            me.bridge.replaced(at: 2, delete: 1, insert: [0xDE43])
            try await me.exchanges()
            try await other.exchanges()
            #expect(me.bridge.text == "a🙃b" && other.bridge.text == "a🙃b")
        }
    }

    @Test func aHundredKilobytesArePasted() async throws {
        // Few line breaks: a library with debug assertions looks through the whole text at each.
        let line = "Was wir besprochen haben – \(Self.family) "
        let pasted = cleanText(String(repeating: String(repeating: line, count: 40) + "\r\n", count: 50))
        #expect(pasted.utf8.count > 100_000 && !pasted.contains("\r"))
        try await withTwoScreens("ab") { me, other in
            me.types(pasted, at: 1)
            try await me.exchanges()
            try await other.exchanges()
            #expect(other.bridge.text == "a\(pasted)b")
        }
    }

    @Test func whatDoesNotFitBeginsAnew() async throws {
        try await withTwoScreens("ab") { me, _ in
            me.bridge.choose(.mark(from: 0, to: 99, mark: .bold, on: true))
            guard case .whole(let whole, _)? = try await me.exchanges() else { throw Failure.Stopped }
            #expect(whole.text == "ab" && me.bridge.text == "ab" && !me.bridge.pending)
        }
    }

    /// Any interleaving of two screens, with compositions: in the end both show the document.
    @Test(arguments: UInt64(1)...12)
    func anyInterleavingEndsAlike(seed: UInt64) async throws {
        let pieces = ["a", "bc", " ", "\n", "🙂", Self.family, Self.rightToLeft, "e\u{301}", "日本"]
        var dice = Dice(seed: seed)
        try await withTwoScreens("start") { first, second in
            for _ in 0..<200 {
                let me = dice.below(2) == 0 ? first : second
                switch dice.below(6) {
                case 0: try await me.exchanges()
                case 1: me.bridge.composes(!me.bridge.composing)
                default:
                    // Whole characters, as a keyboard has them.
                    let text = me.bridge.text
                    let from = text.index(text.startIndex, offsetBy: dice.below(text.count + 1))
                    let to = text.index(
                        from, offsetBy: min(dice.below(3), text.distance(from: from, to: text.endIndex)))
                    let at = text[..<from].utf16.count
                    me.types(pieces[dice.below(pieces.count)], at: at, delete: text[from..<to].utf16.count)
                }
            }
            for me in [first, second, first] {
                me.bridge.composes(false)
                try await me.exchanges()
            }
            #expect(first.bridge.text == second.bridge.text, "seed \(seed)")
            #expect(try first.editor.whole().text == first.bridge.text, "seed \(seed)")
        }
    }
}
