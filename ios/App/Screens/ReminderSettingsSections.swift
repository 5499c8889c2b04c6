import RapportCore
import RapportPresentation
import SwiftUI

/// What somebody wants of their reminders, on all their devices.
struct ReminderSettingsSections: View {
    let model: RemindersModel
    let settings: ReminderSettings

    var body: some View {
        pause
        quiet
        Section(say("screen.reminders.kinds")) {
            ForEach(ReminderKind.choices, id: \.self) { kind in
                Toggle(
                    Speaking.shared.say(kind.words),
                    isOn: Binding(
                        get: { !settings.off.contains(kind) },
                        set: { on in change { try await $0.setKind(kind: kind, on: on) } }))
            }
        }
        Section {
            TimeField(title: say("screen.reminders.usual"), time: settings.usual) { time in
                change { try await $0.setUsualTime(time: time) }
            }
            Picker(
                say("screen.reminders.rings"),
                selection: Binding(
                    get: { settings.rings },
                    set: { device in change { try await $0.setRingingDevice(device: device) } })
            ) {
                Text(key: "screen.reminders.rings_last").tag(DeviceKey?.none)
                ForEach(model.devices.filter(\.current), id: \.id) { device in
                    Text(device.thisDevice ? Words("screen.reminders.rings_this") : device.words)
                        .tag(Optional(device.id))
                }
            }
        }
    }

    private var pause: some View {
        Section {
            if let day = settings.pausedUntil {
                Text(key: "screen.reminders.paused", ["day": .day(day)])
                Button(say("screen.reminders.go_on")) { change { try await $0.pause(until: nil) } }
            } else {
                @Bindable var until = model.until
                DatePicker(
                    say("screen.reminders.pause_until"),
                    selection: Binding(
                        get: {
                            until.value.parts(now: .now, in: .autoupdatingCurrent).shown(in: .autoupdatingCurrent)
                                ?? .now
                        },
                        set: { until.value.choose($0, in: .autoupdatingCurrent) }),
                    displayedComponents: .date)
                Button(say("screen.reminders.pause"), systemImage: "bell.slash") { Task { await model.pause() } }
            }
        }
    }

    private var quiet: some View {
        Section {
            Toggle(
                say("screen.reminders.quiet"),
                isOn: Binding(
                    get: { settings.quiet != nil },
                    set: { on in
                        let hours = on ? model.usualQuiet : nil
                        change { try await $0.setQuietHours(hours: hours) }
                    }))
            if let hours = settings.quiet {
                TimeField(title: say("screen.reminders.quiet_from"), time: hours.begin) { time in
                    change { try await $0.setQuietHours(hours: QuietHours(begin: time, end: hours.end)) }
                }
                TimeField(title: say("screen.reminders.quiet_to"), time: hours.end) { time in
                    change { try await $0.setQuietHours(hours: QuietHours(begin: hours.begin, end: time)) }
                }
            }
            Toggle(
                say("screen.reminders.quiet_weekends"),
                isOn: Binding(
                    get: { settings.quietWeekends },
                    set: { on in change { try await $0.setQuietWeekends(quiet: on) } }))
        } footer: {
            Text(key: "screen.reminders.quiet_explained")
        }
    }

    private func change(_ act: @escaping @Sendable (any RemindersProtocol) async throws -> Void) {
        Task { await model.set(act) }
    }
}
