/// Where the person is in a text: from `start` up to `end`, in UTF-16 units. A caret when both are equal.
public struct Selection: Hashable, Sendable {
    public var start: Int
    public var end: Int

    public init(start: Int, end: Int) {
        self.start = start
        self.end = end
    }

    public init(caret: Int) {
        self.init(start: caret, end: caret)
    }

    public var isCaret: Bool { start == end }

    /// The same place after a stretch became another: between the same neighbours as long as these
    /// are there. What somebody else puts exactly where a caret stands comes behind it; what they
    /// put at the edge of a selection stays outside of it.
    public func moved(at: Int, delete: Int, insert: Int) -> Selection {
        func follow(_ place: Int, stays: Bool) -> Int {
            if place < at || (place == at && stays) { return place }
            // The end of what went: the right neighbour is still there.
            if place >= at + delete { return place - delete + insert }
            return at
        }
        if isCaret { return Selection(caret: follow(start, stays: true)) }
        let start = follow(start, stays: false)
        return Selection(start: start, end: max(start, follow(end, stays: true)))
    }
}
