import RapportCore

/// The line of one part of a trend, in a square from 0 to 1 that begins above on the left, and what it
/// says to whoever does not see it.
public struct TrendDrawing: Equatable, Sendable, Identifiable {
    public struct Point: Equatable, Sendable {
        public let x: Double
        public let y: Double
    }

    public let id: String
    public let name: String
    /// One line for each run of days with a score: a day without one is a gap.
    public let lines: [[Point]]
    /// The last score and what became of it, in words.
    public let words: Words

    public init(_ part: PartTrendView, of trend: TrendView) {
        id = part.part
        name = part.name
        let across = max(part.scores.count - 1, 1)
        let alone = part.scores.count == 1
        let range = Double(max(trend.highest - trend.lowest, 1))
        var lines: [[Point]] = [[]]
        for (nth, score) in part.scores.enumerated() {
            guard let score else {
                lines.append([])
                continue
            }
            let height = Double(min(max(score, trend.lowest), trend.highest) - trend.lowest) / range
            lines[lines.count - 1].append(Point(x: alone ? 0.5 : Double(nth) / Double(across), y: 1 - height))
        }
        self.lines = lines.filter { !$0.isEmpty }
        words = Self.told(part, of: trend)
    }

    private static func told(_ part: PartTrendView, of trend: TrendView) -> Words {
        let scored = zip(trend.days, part.scores).compactMap { day, score in score.map { (day, $0) } }
        let name = Words.Argument.text(part.name)
        guard let (from, first) = scored.first, let (to, last) = scored.last else {
            return Words("screen.checkin.score_none", ["part": name])
        }
        if scored.count == 1 { return Words("screen.checkin.score", ["part": name, "score": .points(last)]) }
        return Words(
            "screen.checkin.trend_told",
            [
                "part": name, "first": .points(first), "from": .day(from), "last": .points(last), "to": .day(to),
                "lowest": .points(trend.lowest), "highest": .points(trend.highest),
                "movement": .words(Words(keyed("movement", part.whole))),
            ])
    }
}

extension ScoreView {
    /// The score as a line.
    public var words: Words {
        guard let thousandths else { return Words("screen.checkin.score_none", ["part": .text(name)]) }
        guard let band else {
            return Words("screen.checkin.score", ["part": .text(name), "score": .points(thousandths)])
        }
        return Words(
            "screen.checkin.score_band",
            ["part": .text(name), "score": .points(thousandths), "band": .words(Words(keyed("band", band)))])
    }
}
