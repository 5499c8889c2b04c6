import RapportCore

// What is said of series, as keys with arguments. The compiler holds these lists complete.

extension Rhythm {
    /// On which days: every second week on Tuesday.
    public var words: Words {
        let every = Words.Argument.number(Int(every))
        return switch on {
        case .daily: Words("series.days", ["n": every])
        case .weekly(let days, _): Words("series.weeks", ["n": every, "days": .all(days.map(\.words))])
        case .date(let date): Words("series.dates", ["n": every, "date": .number(Int(date))])
        case .lastDate: Words("series.last_date", ["n": every])
        case .onWeekday(let nth, let day):
            Words("series.nth", ["n": every, "which": .words(nth.words), "day": .words(day.words)])
        }
    }
}

extension SeriesPlan {
    /// On which days.
    public var often: Words { Rhythm(every: every, on: on).words }

    /// On which days and at what time, as a sentence.
    public var words: Words {
        Words("screen.series.plan", ["often": .words(often), "time": .time(CivilParts(start)?.time ?? start)])
    }

    /// How long each of them takes.
    public var lasts: Words {
        Words("screen.series.lasts", ["minutes": .words(Words("count.minutes", ["n": .number(Int(minutes))]))])
    }

    /// From when on there are times.
    public var from: Words { Words("series.from", ["day": firstDay]) }

    /// The day of the first time.
    public var firstDay: Words.Argument { CivilParts(start).map { .day($0.day) } ?? .text(start) }

    /// Where its times are meant.
    public var zone: Zone { CivilParts(start)?.zone ?? start }
}

extension PlanForm.End {
    public var words: Words {
        switch self {
        case .never: Words("screen.series.ends_never")
        case .on: Field.end.words
        case .after: Field.count.words
        }
    }
}

extension Ends {
    public var words: Words {
        switch self {
        case .never: Words("screen.series.ends_never")
        case .on(let day): Words("series.until", ["day": .day(day)])
        case .after(let times): Words("count.times", ["n": .number(Int(times))])
        }
    }
}

extension Weekday {
    /// In the order of a list.
    public static let choices: [Weekday] = [.monday, .tuesday, .wednesday, .thursday, .friday, .saturday, .sunday]

    public var words: Words { Words(keyed("weekday", self)) }
}

extension Nth {
    var words: Words {
        switch self {
        case .first: Words("series.nth_1")
        case .second: Words("series.nth_2")
        case .third: Words("series.nth_3")
        case .fourth: Words("series.nth_4")
        case .fifth: Words("series.nth_5")
        case .last: Words("series.nth_0")
        }
    }
}

extension CancelReason {
    /// In the order of a menu.
    public static let choices: [CancelReason] = [.ill, .noTime, .clash, .notNeeded, .noWay, .unsaid]

    public var words: Words { Words(keyed("cancel_reason", self)) }
}

extension SeriesDid {
    /// A few words that came with it.
    public var note: String? {
        switch self {
        case .skip(_, _, let note), .cancel(_, let note): note.isEmpty ? nil : note
        case .propose, .confirm, .moveOne, .agreeOne, .moveRest, .agreeRest, .pause, .resume, .newer: nil
        }
    }

    /// What somebody did, behind their name.
    public var words: Words {
        let arguments: [String: Words.Argument] =
            switch self {
            case .propose, .confirm, .newer: [:]
            case .moveOne(let of, let to): ["day": .day(of), "to": .civil(to)]
            case .agreeOne(let of, _): ["day": .day(of)]
            case .moveRest(let plan), .agreeRest(let plan): ["day": plan.firstDay]
            case .skip(let of, let reason, _): ["day": .day(of), "why": .words(reason.words)]
            case .pause(let first, let last): ["first": .day(first), "last": .day(last)]
            case .resume(let from): ["day": .day(from)]
            case .cancel(let reason, _): ["why": .words(reason.words)]
            }
        return Words(keyed("series.did", self), arguments)
    }
}
