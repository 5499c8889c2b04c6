import Foundation

/// A day of the calendar, wherever one is: no time of day and no time zone, so it is no `Date`. There is none that
/// the calendar does not have. The core's own functions call it `Day`.
public struct CalendarDay: Hashable, Comparable, Sendable {
    public let year: Int
    public let month: Int
    public let day: Int

    /// Nothing where the calendar has no such day; years are 1 to 9999.
    public init?(year: Int, month: Int, day: Int) {
        guard 1...9999 ~= year, 1...12 ~= month, 1...Self.length(of: month, in: year) ~= day else { return nil }
        (self.year, self.month, self.day) = (year, month, day)
    }

    /// The day of a date in a zone; beyond the years 1 to 9999 their end.
    public init(_ date: Date, in zone: TimeZone) {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = zone
        let named = CalendarDay(calendar.dateComponents([.era, .year, .month, .day], from: date))
        self = named ?? CalendarDay(checked: date < Date(timeIntervalSince1970: 0) ? (1, 1, 1) : (9999, 12, 31))
    }

    /// The day that these name in the Gregorian calendar, if they name one.
    public init?(_ components: DateComponents) {
        guard let year = components.year, let month = components.month, let day = components.day,
            components.era ?? 1 == 1
        else { return nil }
        self.init(year: year, month: month, day: day)
    }

    /// For calendars and formatters; names no zone.
    public var components: DateComponents { DateComponents(year: year, month: month, day: day) }

    /// The first one that the core keeps, 1 January 1970.
    public static let first = CalendarDay(checked: (1970, 1, 1))

    public static func < (one: CalendarDay, other: CalendarDay) -> Bool {
        (one.year, one.month, one.day) < (other.year, other.month, other.day)
    }

    private init(checked: (Int, Int, Int)) { (year, month, day) = checked }

    private static func length(of month: Int, in year: Int) -> Int {
        switch month {
        case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }
}

/// Reads and writes `2026-03-01`.
extension CalendarDay: LosslessStringConvertible, Codable {
    public init?(_ text: String) {
        let parts = text.utf8.split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false)
        guard parts.map(\.count) == [4, 2, 2] else { return nil }
        var numbers: [Int] = []
        for part in parts {
            guard part.allSatisfy({ UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 }) else { return nil }
            numbers.append(part.reduce(0) { $0 * 10 + Int($1 - UInt8(ascii: "0")) })
        }
        self.init(year: numbers[0], month: numbers[1], day: numbers[2])
    }

    public var description: String {
        func digits(_ number: Int, _ count: Int) -> String {
            let text = String(number)
            return String(repeating: "0", count: count - text.count) + text
        }
        return "\(digits(year, 4))-\(digits(month, 2))-\(digits(day, 2))"
    }

    public init(from decoder: Decoder) throws {
        let container = try decoder.singleValueContainer()
        guard let day = CalendarDay(try container.decode(String.self)) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "no day of the calendar")
        }
        self = day
    }

    public func encode(to encoder: Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }

    /// What the core gave.
    init(core text: String) throws {
        guard let day = CalendarDay(text) else { throw Failure.Bug(reference: "day") }
        self = day
    }
}
