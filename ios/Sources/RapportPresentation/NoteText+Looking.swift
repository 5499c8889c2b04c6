import RapportCore

extension NoteText {
    /// Whether a mark lies on all of a stretch.
    public func has(_ mark: Mark, all stretch: Selection) -> Bool {
        var place = stretch.start
        // They come by where they begin.
        for span in marks where span.mark == mark && Int(span.from) <= place { place = max(place, Int(span.to)) }
        return !stretch.isCaret && place >= stretch.end
    }

    /// What the line of a place is.
    public func line(at place: Int) -> Line {
        lines.last { Int($0.at) < place }?.line ?? lead
    }
}
