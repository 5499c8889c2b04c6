import RapportCore

/// Tests write days as text. An app cannot: a day that does not exist would end it.
extension CalendarDay: ExpressibleByStringInterpolation {
    public init(stringLiteral text: String) {
        guard let day = CalendarDay(text) else { preconditionFailure("\(text) is no day") }
        self = day
    }
}
