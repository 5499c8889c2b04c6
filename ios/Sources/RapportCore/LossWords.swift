extension LossRow {
    /// What could not be brought back of it, a sentence each.
    public var words: [Words] {
        let sort = thing("\(kind)")
        let what = title.isEmpty ? sort : Words("lost.called", ["thing": .words(sort), "title": .text(title)])
        var all: [Words] = []
        if changes > 0 {
            let changes = Words("count.changes", ["n": .number(Int(changes))])
            all.append(Words("lost.changes", ["what": .words(what), "changes": .words(changes)]))
        }
        if moved { all.append(Words("lost.moved", ["what": .words(what)])) }
        return all
    }
}
