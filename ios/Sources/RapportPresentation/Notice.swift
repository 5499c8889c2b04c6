import Foundation
import RapportCore

/// One entry of the system's list.
public struct Notice: Hashable, Codable, Sendable {
    /// The same as long as it is the same reminder.
    public let name: String
    public let time: Time
    /// What stands on the lock screen, in the person's language.
    public let text: String
    /// Whether it makes a sound.
    public let loud: Bool
    /// The reminders in it; none in one that asks to open the app.
    public let parts: [OccurrenceKey]

    public init(name: String, time: Time, text: String, loud: Bool, parts: [OccurrenceKey]) {
        self.name = name
        self.time = time
        self.text = text
        self.loud = loud
        self.parts = parts
    }

    public enum Time: Hashable, Codable, Sendable {
        /// By the clock of the phone, wherever that is then.
        case wall(day: Day, time: TimeOfDay)
        case moment(Date)
        /// Each week by the clock of the phone; Sunday is 1, as the system counts.
        case weekly(weekday: Int, time: TimeOfDay)

        /// What a calendar waits for; nothing where these are no times.
        public var parts: DateComponents? {
            switch self {
            case .wall(let day, let time):
                let numbers = Self.numbers(time, ":")
                guard numbers.count == 2 else { return nil }
                var parts = day.components
                (parts.hour, parts.minute) = (numbers[0], numbers[1])
                return parts
            case .moment(let date):
                var calendar = Calendar(identifier: .gregorian)
                guard let utc = TimeZone(identifier: "UTC") else { return nil }
                calendar.timeZone = utc
                var parts = calendar.dateComponents([.year, .month, .day, .hour, .minute, .second], from: date)
                (parts.calendar, parts.timeZone) = (calendar, utc)
                return parts
            case .weekly(let weekday, let time):
                let numbers = Self.numbers(time, ":")
                guard numbers.count == 2 else { return nil }
                return DateComponents(hour: numbers[0], minute: numbers[1], weekday: weekday)
            }
        }

        public var repeats: Bool {
            if case .weekly = self { true } else { false }
        }

        private static func numbers(_ text: String, _ separator: Character) -> [Int] {
            text.split(separator: separator).compactMap { Int($0) }
        }
    }
}
