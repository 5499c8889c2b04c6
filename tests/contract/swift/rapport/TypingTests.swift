import RapportCore
import XCTest

/// An open note: UTF-16 offsets, order, undo, two screens.
final class TypingTests: DeviceTest {
    func testTextIsCountedInUtf16() async throws {
        let (begun, editor) = try await openNote()
        let start = "👩‍🏫 שלום مرحبا e\u{301}"
        let nothing = try editor.exchange(edits: [splice(0, 0, start)])
        XCTAssertTrue(nothing.isEmpty)
        let before = start.components(separatedBy: "ם")[0]
        _ = try editor.exchange(edits: [splice(before.utf16.count, 0, "🙂")])
        let expected = start.replacingOccurrences(of: "ם", with: "🙂ם")
        XCTAssertEqual(try editor.whole().text, expected)
        // Half of the teacher once something stands before her, and behind the end: nothing of it is done.
        for wrong in [splice(2, 0, "x"), splice(expected.utf16.count + 2, 0, "x"), splice(0, 9999, "")] {
            let refused = await failure { _ = try editor.exchange(edits: [splice(0, 0, "y"), wrong]) }
            guard case .Invalid(.note, _)? = refused else { return XCTFail("\(String(describing: refused))") }
        }
        XCTAssertEqual(try editor.whole().text, expected)
        try await editor.durable()
        let kept = try await stored(begun)
        XCTAssertEqual(kept, expected)
    }

    func testAThousandSplicesKeepTheirOrder() async throws {
        let (begun, editor) = try await openNote()
        let text = (0..<1000).map { "\($0) " }.joined().prefix(1000)
        for (at, sign) in text.enumerated() {
            _ = try editor.exchange(edits: [splice(at, 0, String(sign))])
        }
        XCTAssertEqual(try editor.whole().text, String(text))
        try await editor.durable()
        try await reopen()
        let kept = try await stored(begun)
        XCTAssertEqual(kept, String(text))
    }

    func testRandomSplicesAreAsAModelSays() async throws {
        let seed = UInt64.random(in: 0...UInt64.max)
        var (dice, model) = (Dice(seed: seed), [String]())
        let (begun, editor) = try await openNote()
        func units(_ until: Int) -> Int { model[..<until].map(\.utf16.count).reduce(0, +) }
        for _ in 0..<500 {
            let edits = (0...dice.below(3)).map { _ in
                let at = dice.below(model.count + 1)
                let end = at + dice.below(min(4, model.count - at + 1))
                let signs = (0..<dice.below(5)).map { _ in ["a", "b", " ", "\n", "🙂", "ש", "é"][dice.below(7)] }
                let edit = splice(units(at), units(end) - units(at), signs.joined())
                model.replaceSubrange(at..<end, with: signs)
                return edit
            }
            XCTAssertTrue(try editor.exchange(edits: edits).isEmpty, "seed \(seed)")
        }
        XCTAssertEqual(try editor.whole().text, model.joined(), "seed \(seed)")
        try await editor.finish()
        let kept = try await stored(begun)
        XCTAssertEqual(kept, model.joined(), "seed \(seed)")
    }

    /// What a screen shows, changed as it is told to.
    private final class Screen {
        let editor: NoteEditor
        private var units: [UInt16]
        var text: String { String(decoding: units, as: UTF16.self) }

        init(_ editor: NoteEditor) throws {
            self.editor = editor
            units = try Array(editor.whole().text.utf16)
        }

        func show(_ changes: [Change]) {
            for case .splice(let at, let delete, let insert, _, _) in changes {
                units.replaceSubrange(Int(at)..<Int(at + delete), with: insert.utf16)
            }
        }

        func type(_ dice: inout Dice) throws {
            let at = dice.below(units.count + 1)
            let delete = dice.below(min(3, units.count - at + 1))
            let insert = String("xyz\n".prefix(dice.below(5)))
            units.replaceSubrange(at..<(at + delete), with: insert.utf16)
            show(try editor.exchange(edits: [.splice(at: UInt32(at), delete: UInt32(delete), insert: insert)]))
        }
    }

    func testTwoScreensOfOneSectionEndUpEqual() async throws {
        let seed = UInt64.random(in: 0...UInt64.max)
        var dice = Dice(seed: seed)
        let (begun, first) = try await openNote()
        let second = try await core.notes().open(note: begun.note, section: begun.section)
        let screens = [try Screen(first), try Screen(second)]
        for _ in 0..<60 {
            for _ in 0...dice.below(4) { try screens[dice.below(2)].type(&dice) }
            if dice.below(3) == 0 { try await screens[dice.below(2)].editor.finish() }
            for screen in screens { XCTAssertEqual(try screen.editor.whole().text, screen.text, "seed \(seed)") }
        }
        for screen in screens { try await screen.editor.finish() }
        for screen in screens { screen.show(try screen.editor.exchange(edits: [])) }
        let kept = try await stored(begun)
        for screen in screens { XCTAssertEqual(screen.text, kept, "seed \(seed)") }
    }

    func testUndoAndRedo() async throws {
        let (_, editor) = try await openNote()
        _ = try editor.exchange(edits: [splice(0, 0, "words")])
        XCTAssertTrue(try editor.canUndo())
        guard case .splice(0, 5, "", _, _)? = try editor.undo().first else { return XCTFail("not taken back") }
        XCTAssertEqual(try editor.whole().text, "")
        XCTAssertTrue(try editor.canRedo())
        _ = try editor.redo()
        XCTAssertEqual(try editor.whole().text, "words")
    }
}
