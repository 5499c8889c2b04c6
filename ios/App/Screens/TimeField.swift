import RapportCore
import RapportPresentation
import SwiftUI

/// A time of day by the clock of the phone.
struct TimeField: View {
    let title: String
    let time: TimeOfDay
    let choose: (TimeOfDay) -> Void

    var body: some View {
        DatePicker(
            title,
            selection: Binding(
                get: { CivilParts(day: .first, time: time, zone: "UTC").printable ?? .now },
                set: { date in
                    if let utc = TimeZone(identifier: "UTC") { choose(CivilParts(shown: date, in: utc).time) }
                }),
            displayedComponents: .hourAndMinute
        )
        .environment(\.timeZone, TimeZone(identifier: "UTC") ?? .autoupdatingCurrent)
    }
}
