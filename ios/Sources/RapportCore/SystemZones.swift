import Foundation

/// Time zones as this device knows them.
public final class SystemZones: DeviceZones {
    public init() {}

    public func changes(zone: String, fromMs: Int64, toMs: Int64) throws -> [ZoneChange] {
        guard let rules = TimeZone(identifier: zone) else { throw PortFailure.Unknown }
        func offset(_ date: Date) -> Int32 { Int32(clamping: rules.secondsFromGMT(for: date)) }
        var here = Date(timeIntervalSince1970: Double(fromMs) / 1000)
        let end = Date(timeIntervalSince1970: Double(toMs) / 1000)
        var now = offset(here)
        var found = [ZoneChange(atMs: fromMs, offsetS: now)]
        // A change is looked up a moment after it: at the very instant, systems differ.
        while let next = rules.nextDaylightSavingTimeTransition(after: here), next > here, next < end {
            let after = offset(next.addingTimeInterval(1))
            // Where summer time became the time of all year, no clock was changed.
            if after != now {
                found.append(ZoneChange(atMs: Int64((next.timeIntervalSince1970 * 1000).rounded()), offsetS: after))
            }
            (here, now) = (next, after)
        }
        return found
    }

    /// What this device calls its zone now.
    public static var here: String { TimeZone.autoupdatingCurrent.identifier }
}
