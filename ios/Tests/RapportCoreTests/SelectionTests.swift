import RapportCore
import RapportTesting
import Testing

/// A caret stays between its neighbours whatever others do.
struct SelectionTests {
    @Test(arguments: UInt64(1)...40)
    func aCaretKeepsItsNeighbours(seed: UInt64) {
        var dice = Dice(seed: seed)
        for _ in 0..<500 {
            // Each unit has a name of its own, so that it is known again after the change.
            let before = Array(0..<dice.below(30))
            let at = dice.below(before.count + 1)
            let delete = dice.below(before.count - at + 1)
            let insert = (0..<dice.below(5)).map { 1000 + $0 }
            var after = before
            after.replaceSubrange(at..<at + delete, with: insert)
            let caret = dice.below(before.count + 1)
            let moved = Selection(caret: caret).moved(at: at, delete: delete, insert: insert.count)
            #expect(moved.isCaret && (0...after.count).contains(moved.start), "seed \(seed)")
            if caret > 0, let left = after.firstIndex(of: before[caret - 1]) {
                #expect(moved.start == left + 1, "seed \(seed): left neighbour")
            } else if caret < before.count, let right = after.firstIndex(of: before[caret]) {
                #expect(moved.start == right || caret == 0, "seed \(seed): right neighbour")
            }
        }
    }

    @Test(arguments: UInt64(1)...40)
    func aSelectionHoldsWhatItHeldAndNothingElse(seed: UInt64) {
        var dice = Dice(seed: seed)
        for _ in 0..<500 {
            let before = Array(0..<(1 + dice.below(30)))
            let at = dice.below(before.count + 1)
            let delete = dice.below(before.count - at + 1)
            let insert = (0..<dice.below(5)).map { 1000 + $0 }
            var after = before
            after.replaceSubrange(at..<at + delete, with: insert)
            let start = dice.below(before.count)
            let end = start + 1 + dice.below(before.count - start)
            let moved = Selection(start: start, end: end).moved(at: at, delete: delete, insert: insert.count)
            let kept = after[moved.start..<moved.end].filter { $0 < 1000 }
            #expect(kept == before[start..<end].filter { after.contains($0) }, "seed \(seed)")
            if at == start && delete == 0 || at >= end {
                #expect(after[moved.start..<moved.end].allSatisfy { $0 < 1000 })
            }
        }
    }
}
