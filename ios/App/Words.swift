import Foundation
import RapportCore
import RapportPresentation
import SwiftUI

/// Says words from the String Catalog, in the person's language.
struct CatalogBook: WordBook {
    func say(_ words: Words) -> String {
        let format = Bundle.main.localizedString(forKey: words.key, value: words.key, table: nil)
        let places = words.ordered
        guard !places.isEmpty else { return format }
        let arguments: [any CVarArg] = places.map { place in
            switch place {
            case .count(let number): number
            case .shown(let argument): shown(argument)
            }
        }
        return String(format: format, locale: .current, arguments: arguments)
    }

    private func shown(_ argument: Words.Argument) -> String {
        switch argument {
        case .text(let text): text
        case .number(let number): number.formatted()
        case .bytes(let bytes): Int64(bytes).formatted(.byteCount(style: .file))
        case .points(let thousandths): (Decimal(thousandths) / 1000).formatted()
        case .instant(let date): When.instant(date)
        case .day(let day): When.day(day)
        case .civil(let civil): When.civil(civil)
        case .time(let time): When.time(time)
        case .words(let words): say(words)
        case .list(let list): list.map(say).formatted(.list(type: .or))
        case .all(let list): list.map(say).formatted()
        }
    }
}

/// Days and times in the person's language and calendar.
enum When {
    static func instant(_ date: Date) -> String {
        date.formatted(.relative(presentation: .named))
    }

    static func day(_ day: Day) -> String {
        printed(CivilParts(day: day, time: "12:00", zone: "UTC"), time: .omitted)
    }

    static func time(_ time: TimeOfDay) -> String {
        let parts = CivilParts(day: .first, time: time, zone: "UTC")
        guard let date = parts.printable, let utc = TimeZone(identifier: "UTC") else { return time }
        return date.formatted(Date.FormatStyle(date: .omitted, time: .shortened, timeZone: utc))
    }

    /// A wall time as it was agreed; with its zone where that is not the phone's.
    static func civil(_ civil: Civil) -> String {
        guard let parts = CivilParts(civil) else { return civil }
        let text = printed(parts, time: .shortened)
        return parts.zone == SystemZones.here ? text : "\(text) (\(parts.zone))"
    }

    static func due(_ due: Due) -> String {
        switch due {
        case .on(let day): self.day(day)
        case .at(let civil): self.civil(civil)
        }
    }

    private static func printed(_ parts: CivilParts, time: Date.FormatStyle.TimeStyle) -> String {
        guard let date = parts.printable, let utc = TimeZone(identifier: "UTC") else { return parts.day.description }
        return date.formatted(Date.FormatStyle(date: .abbreviated, time: time, timeZone: utc))
    }
}

/// A text of the catalog by its key.
func say(_ key: String, _ arguments: [String: Words.Argument] = [:]) -> String {
    Speaking.shared.say(Words(key, arguments))
}

extension Text {
    init(_ words: Words) {
        self.init(verbatim: Speaking.shared.say(words))
    }

    /// A text of the catalog by its key.
    init(key: String, _ arguments: [String: Words.Argument] = [:]) {
        self.init(Words(key, arguments))
    }
}
