import Foundation

/// Time zones as this device knows them.
public final class SystemZones: DeviceZones {
    public init() {}

    public func changes(zone: String, from: Date, to: Date) throws -> [ZoneChange] {
        guard let rules = TimeZone(identifier: zone) else { throw PortFailure.Unknown }
        func offset(_ date: Date) -> Int32 { Int32(clamping: rules.secondsFromGMT(for: date)) }
        var (here, now) = (from, offset(from))
        var found = [ZoneChange(at: from, offsetS: now)]
        // A change is looked up a moment after it: at the very instant, systems differ.
        while let next = rules.nextDaylightSavingTimeTransition(after: here), next > here, next < to {
            let after = offset(next.addingTimeInterval(1))
            // Where summer time became the time of all year, no clock was changed.
            if after != now {
                found.append(ZoneChange(at: next, offsetS: after))
            }
            (here, now) = (next, after)
        }
        return found
    }

    /// What this device calls its zone now.
    public static var here: String { TimeZone.autoupdatingCurrent.identifier }
}
