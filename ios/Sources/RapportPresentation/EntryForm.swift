import Foundation
import RapportCore

/// How far somebody says they are.
public struct EntryForm: Codable, Equatable, Sendable {
    /// What was typed where the measure is a figure.
    public var amount = ""
    public var reached = false
    /// One's own estimate in percent.
    public var percent = 0
    private var attained = 2

    public init() {}

    public static let levels: [GasLevel] = [.muchLess, .less, .expected, .more, .muchMore]

    public var level: GasLevel {
        get { Self.levels.indices.contains(attained) ? Self.levels[attained] : .expected }
        set { attained = Self.levels.firstIndex(of: newValue) ?? 2 }
    }

    /// What it says in the measure of a goal, a figure as it was typed. Whether it fits, the core says.
    public func reading(by measure: Measure?) -> Reading {
        switch measure?.kind {
        case .amount, .percent, .rating: .amount(amount)
        case .yesNo: .reached(reached)
        case .levels: .level(level)
        case .newer, nil: .share(UInt32(clamping: percent * 10))
        }
    }
}

extension DecimalMark {
    /// What stands between a number and its parts where somebody lives.
    public init(of locale: Locale) {
        self = locale.decimalSeparator == "," ? .comma : .point
    }

    /// Where this device is.
    public static var here: DecimalMark { DecimalMark(of: .current) }
}
