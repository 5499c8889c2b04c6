import Foundation
import RapportCore
import RapportTesting
import Testing

/// A keyboard on a screen: it types, and composes marked text over the caret or a selection, telling the
/// bridge in the order in which the text view does.
private final class Keyboard {
    let me: Screen
    /// The marked text, while it composes.
    private(set) var marked: Range<Int>?
    private var named: UInt32 = 0
    private let names: UInt32

    init(_ me: Screen, names: UInt32) {
        self.me = me
        self.names = names
    }

    /// A sign that stands nowhere else, so that it is known again; one in five is two units.
    private func sign() -> String {
        named += 1
        let scalar = named.isMultiple(of: 5) ? 0x20000 + names + named : 0x4E00 + names + named
        return Unicode.Scalar(scalar).map(String.init) ?? "?"
    }

    private func signs(_ count: Int) -> String {
        (0..<count).map { _ in sign() }.joined()
    }

    /// Whole characters around two places.
    private func characters(_ one: Int, _ other: Int) -> Range<Int> {
        let units = me.bridge.screen
        func whole(_ place: Int) -> Int {
            place > 0 && place < units.count && UTF16.isTrailSurrogate(units[place]) ? place - 1 : place
        }
        let (one, other) = (whole(min(one, units.count)), whole(min(other, units.count)))
        return min(one, other)..<max(one, other)
    }

    private func put(_ text: String, in range: Range<Int>) {
        me.types(text, at: range.lowerBound, delete: range.count)
    }

    func types(_ dice: inout Dice) {
        guard marked == nil else { return }
        let at = dice.below(me.bridge.screen.count + 1)
        put(dice.below(8) == 0 ? "\n" : signs(dice.below(3)), in: characters(at, at + dice.below(3)))
    }

    func moves(_ dice: inout Dice) {
        guard marked == nil else { return }
        let range = characters(dice.below(me.bridge.screen.count + 1), dice.below(me.bridge.screen.count + 1))
        let caret = dice.below(2) == 0
        me.bridge.selected(Selection(start: caret ? range.upperBound : range.lowerBound, end: range.upperBound))
    }

    /// Begins to compose over what is selected, or goes on composing.
    func composes(_ dice: inout Dice) {
        me.bridge.composes(true)
        let text = signs(1 + dice.below(3))
        let over = marked ?? me.bridge.selection.start..<me.bridge.selection.end
        put(text, in: over)
        marked = over.lowerBound..<over.lowerBound + text.utf16.count
    }

    /// Takes another word for what was composed, or leaves it as it is.
    func commits(_ dice: inout Dice) {
        guard let over = marked else { return }
        if dice.below(2) == 0 { put(signs(1 + dice.below(2)), in: over) }
        ends()
    }

    func cancels() {
        guard let over = marked else { return }
        put("", in: over)
        ends()
    }

    private func ends() {
        marked = nil
        me.bridge.composes(false)
    }

    /// Exchanges, and looks whether that left the person's place and word alone.
    func exchanges(_ seed: UInt64) async throws {
        let (before, caret) = (me.bridge.screen, me.bridge.selection)
        let outcome = try await me.exchanges()
        if marked != nil {
            #expect(outcome == nil && me.bridge.composing, "seed \(seed): the composition goes on")
            #expect(me.bridge.screen == before && me.bridge.selection == caret, "seed \(seed)")
            return
        }
        if case .whole? = outcome { Issue.record("seed \(seed): screen and core did not agree") }
        let after = me.bridge.selection
        #expect(0 <= after.start && after.start <= after.end && after.end <= me.bridge.screen.count, "seed \(seed)")
        guard caret.isCaret else { return }
        #expect(after.isCaret, "seed \(seed)")
        // Between its neighbours, as far as these are there; what came just here stands behind it.
        if caret.start > 0, let left = place(of: before, caret.start - 1) {
            #expect(after.start == left + 1, "seed \(seed): its left neighbour")
        } else if caret.start < before.count, let right = place(of: before, caret.start) {
            #expect(after.start <= right, "seed \(seed): its right neighbour")
        }
    }

    /// Where a unit of the text before stands now: line feeds and halves of characters are not known again.
    private func place(of before: [UInt16], _ at: Int) -> Int? {
        let unit = before[at]
        if unit == 0x0A || UTF16.isLeadSurrogate(unit) { return nil }
        guard UTF16.isTrailSurrogate(unit) else { return me.bridge.screen.firstIndex(of: unit) }
        let pair = [before[at - 1], unit]
        return me.bridge.screen.indices.dropLast().first { Array(me.bridge.screen[$0...$0 + 1]) == pair }.map { $0 + 1 }
    }
}

struct CompositionTests {
    /// Any interleaving of typing, composing and what another phone does.
    @Test(arguments: UInt64(1)...16)
    func aCompositionIsNeverDisturbedAndNothingIsLost(seed: UInt64) async throws {
        var dice = Dice(seed: seed)
        try await withTwoScreens("begin") { first, second in
            let keyboards = [Keyboard(first, names: 0), Keyboard(second, names: 0x1000)]
            for _ in 0..<160 {
                let one = keyboards[dice.below(2)]
                switch dice.below(12) {
                case 0...2: one.types(&dice)
                case 3: one.moves(&dice)
                case 4...6: one.composes(&dice)
                case 7: one.commits(&dice)
                case 8: one.cancels()
                default: try await one.exchanges(seed)
                }
                let (me, marked) = (one.me.bridge, one.marked)
                #expect(me.composing == (marked != nil), "seed \(seed)")
            }
            for one in keyboards + keyboards {
                one.commits(&dice)
                try await one.exchanges(seed)
            }
            #expect(first.bridge.text == second.bridge.text, "seed \(seed)")
            #expect(try first.editor.whole().text == first.bridge.text, "seed \(seed)")
            #expect(try second.editor.whole().text == second.bridge.text, "seed \(seed)")
        }
    }

    @Test func aCancelledCompositionLeavesNoTrace() async throws {
        try await withTwoScreens("ab") { me, other in
            me.types("c", at: 2)
            try await me.exchanges()
            me.bridge.composes(true)
            me.types("k", at: 1)
            me.types("か", at: 1, delete: 1)
            other.types("!", at: 0)
            try await other.exchanges()
            me.types("", at: 1, delete: 1)
            me.bridge.composes(false)
            try await me.exchanges()
            #expect(me.bridge.text == "!abc")
            // The next step back is that of what was typed before it.
            _ = try me.bridge.step(me.editor.undo(), of: me.editor)
            #expect(!me.bridge.text.contains("c") && !me.bridge.text.contains("k"))
        }
    }

    @Test func whatIsChosenWhileComposingComesAfterTheWord() async throws {
        try await withTwoScreens("ab") { me, other in
            me.bridge.composes(true)
            me.types("k", at: 1)
            me.bridge.choose(.mark(from: 0, to: 2, mark: .bold, on: true))
            me.types("漢字", at: 1, delete: 1)
            other.types("!", at: 0)
            try await other.exchanges()
            #expect(try await me.exchanges() == nil && me.bridge.pending)
            me.bridge.composes(false)
            try await me.exchanges()
            #expect(me.bridge.text == "!a漢字b" && !me.bridge.pending)
            let bold = try me.editor.whole().marks.filter { $0.mark == .bold }
            #expect(bold.contains { $0.from <= 1 && $0.to >= 2 })
        }
    }
}
