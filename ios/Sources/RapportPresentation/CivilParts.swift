import Foundation
import RapportCore

/// The parts of a wall time as the core writes it, `2026-03-29T02:30[Europe/Zurich]`. Reading and
/// writing only: what a time means is the core's.
public struct CivilParts: Hashable, Sendable {
    public let day: Day
    public let time: TimeOfDay
    public let zone: Zone

    public init(day: Day, time: TimeOfDay, zone: Zone) {
        self.day = day
        self.time = time
        self.zone = zone
    }

    public init?(_ civil: Civil) {
        let halves = civil.split(separator: "T", maxSplits: 1)
        guard halves.count == 2, let day = CalendarDay(String(halves[0])), let open = halves[1].firstIndex(of: "["),
            halves[1].last == "]"
        else { return nil }
        self.day = day
        time = String(halves[1][..<open])
        zone = String(halves[1][halves[1].index(after: open)...].dropLast())
    }

    /// What a date picker shows in a calendar of this zone.
    public init(shown date: Date, in zone: TimeZone) {
        let parts = Self.calendar(zone).dateComponents([.hour, .minute], from: date)
        func digits(_ number: Int?) -> String {
            let text = String(number ?? 0)
            return text.count < 2 ? "0" + text : text
        }
        day = CalendarDay(date, in: zone)
        time = "\(digits(parts.hour)):\(digits(parts.minute))"
        self.zone = zone.identifier
    }

    /// The date at which a date picker in a calendar of this zone shows these parts.
    public func shown(in zone: TimeZone) -> Date? {
        date(in: Self.calendar(zone))
    }

    public var civil: Civil { "\(day)T\(time)[\(zone)]" }

    /// A date with these parts in UTC, for a formatter that shows UTC: no clock change moves it.
    public var printable: Date? {
        Self.utc.flatMap { date(in: Self.calendar($0)) }
    }

    private func date(in calendar: Calendar) -> Date? {
        var parts = day.components
        let numbers = time.split(separator: ":").compactMap { Int($0) }
        guard numbers.count == 2 else { return nil }
        (parts.hour, parts.minute) = (numbers[0], numbers[1])
        return calendar.date(from: parts)
    }

    private static let utc = TimeZone(identifier: "UTC")

    private static func calendar(_ zone: TimeZone) -> Calendar {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = zone
        return calendar
    }
}
