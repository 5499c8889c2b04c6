import Foundation

extension Date {
    init(millis: Int64) { self.init(timeIntervalSince1970: Double(millis) / 1000) }

    /// The nearest millisecond since 1970, as the core counts: a date counts in fractions that are not quite
    /// thousandths. A date that no such number reaches, or that is no number at all, becomes the end of the numbers,
    /// which the core refuses with an error that can be caught.
    var millis: Int64 {
        let nearest = (timeIntervalSince1970 * 1000).rounded()
        return Int64(exactly: nearest) ?? (nearest < 0 ? .min : .max)
    }
}
