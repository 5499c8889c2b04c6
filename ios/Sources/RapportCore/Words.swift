import Foundation

/// Something to be said to a person: the key of a text in bindings/strings and what goes into it.
/// The words themselves are the String Catalog's.
public struct Words: Hashable, Sendable {
    public let key: String
    public let arguments: [String: Argument]

    public init(_ key: String, _ arguments: [String: Argument] = [:]) {
        self.key = key
        self.arguments = arguments
    }

    /// What goes into a text. The screen's side formats it for the person's language.
    public enum Argument: Hashable, Sendable {
        case text(String)
        case number(Int)
        case bytes(Int)
        /// Thousandths of a point.
        case points(Int64)
        case instant(Date)
        case day(Day)
        case civil(Civil)
        case time(TimeOfDay)
        case words(Words)
        /// One of these.
        case list([Words])
        /// All of these.
        case all([Words])
    }

    /// The arguments in the order in which the catalog's text takes them.
    public var ordered: [Place] {
        (wordPlaces[key] ?? []).map { name in
            let argument = arguments[name] ?? .text("")
            if wordCounts[key] == name, case .number(let number) = argument { return .count(number) }
            return .shown(argument)
        }
    }

    /// One place of a text, filled.
    public enum Place: Hashable, Sendable {
        /// The number that decides the form of the text.
        case count(Int)
        case shown(Argument)
    }

    /// Whether the catalog has a text for it.
    public var known: Bool { wordPlaces[key] != nil }

    /// This, or other words where the catalog knows none for it: for codes that a newer core may give.
    public func or(_ other: Words) -> Words { known ? self : other }
}

/// Says words in the person's language.
public protocol WordBook: Sendable {
    func say(_ words: Words) -> String
}
