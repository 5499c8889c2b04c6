import RapportCore
import RapportPresentation
import SwiftUI
import UniformTypeIdentifiers

/// What one says about one's own time.
struct FreeTimesScreen: View {
    let model: FreeTimesModel
    @State private var adding = false
    @State private var leaving = false
    @State private var choosing = false

    var body: some View {
        ShownView(shown: model.shown, again: { await model.appear() }) { free in
            List {
                TroubleBanner(acting: model.acting)
                weekly(free)
                quiet(free)
                away(free)
                calendar(free)
                ZoneSection(model: model, zone: free.zone)
            }
        }
        .navigationTitle(say("screen.free.title"))
        .sheet(isPresented: $adding) { HoursSheet(model: model) }
        .sheet(isPresented: $leaving) {
            @Bindable var away = model.away
            ChoiceSheet(title: say("screen.free.add_away"), acting: model.acting) {
                await model.addAway()
            } content: {
                SpanFields(span: $away.value, first: say("screen.reminders.quiet_from"), last: say("field.end"))
            }
        }
        .fileImporter(isPresented: $choosing, allowedContentTypes: [.calendarEvent, .data]) { chosen in
            if case .success(let file) = chosen { Task { await model.load(file) } }
        }
        .task { await model.appear() }
        .onDisappear { model.disappear() }
    }

    private func weekly(_ free: FreeTimesView) -> some View {
        Section {
            ForEach(free.weekly, id: \.self) { hours in
                let text = say("screen.free.hours", ["from": .time(hours.from), "to": .time(hours.to)])
                let row = [Speaking.shared.say(hours.day.words), text].joined(separator: ", ")
                RemovableRow(text: row) { await model.remove(hours) }
            }
            if free.weekly.isEmpty { Text(key: "screen.free.weekly_none").foregroundStyle(.secondary) }
            Button(say("field.availability"), systemImage: "plus") { adding = true }
        } header: {
            Text(key: "screen.free.weekly")
        } footer: {
            Text(key: "screen.free.seen")
        }
    }

    private func quiet(_ free: FreeTimesView) -> some View {
        Section {
            Toggle(
                say("field.quiet_hours"),
                isOn: Binding(get: { free.quiet != nil }, set: { on in Task { await model.setQuiet(on: on) } }))
            if let quiet = free.quiet {
                TimeField(title: say("screen.reminders.quiet_from"), time: quiet.from) { time in
                    Task { await model.setQuiet(from: time, to: quiet.to) }
                }
                TimeField(title: say("screen.reminders.quiet_to"), time: quiet.to) { time in
                    Task { await model.setQuiet(from: quiet.from, to: time) }
                }
            }
        } footer: {
            Text(key: "screen.free.quiet_explained")
        }
    }

    private func away(_ free: FreeTimesView) -> some View {
        Section(say("field.absence")) {
            ForEach(free.away, id: \.self) { days in
                RemovableRow(
                    text: say("screen.free.away", ["first": .day(days.first), "last": .day(days.last)])
                ) { await model.remove(days) }
            }
            if free.away.isEmpty { Text(key: "screen.free.away_none").foregroundStyle(.secondary) }
            Button(say("screen.free.add_away"), systemImage: "plus") { leaving = true }
        }
    }

    private func calendar(_ free: FreeTimesView) -> some View {
        Section {
            Button(say("screen.free.load"), systemImage: "doc.badge.plus") { choosing = true }
            if let taken = model.taken {
                Text(taken.words)
                ForEach(Array(taken.leftOut.enumerated()), id: \.offset) { _, one in
                    Text(one.words).font(.caption).foregroundStyle(.secondary)
                }
            }
            if free.busyTimes > 0 || free.busyDays > 0 {
                Text(key: "availability.busy", ["n": .number(Int(free.busyTimes))])
                Button(say("screen.free.forget"), role: .destructive) { Task { await model.forgetCalendar() } }
            }
        } header: {
            Text(key: "field.calendar")
        } footer: {
            Text(key: "screen.free.calendar_explained")
        }
    }
}

/// A row with the button that takes it away.
private struct RemovableRow: View {
    let text: String
    let remove: () async -> Bool

    var body: some View {
        HStack {
            Text(verbatim: text)
            Spacer()
            Button(say("screen.free.remove", ["what": .text(text)]), systemImage: "minus.circle", role: .destructive) {
                Task { await remove() }
            }
            .labelStyle(.iconOnly).buttonStyle(.borderless).frame(minWidth: 44, minHeight: 44)
        }
    }
}

/// Hours of one day of every week.
private struct HoursSheet: View {
    let model: FreeTimesModel

    var body: some View {
        @Bindable var hours = model.hours
        ChoiceSheet(title: say("screen.free.weekly"), acting: model.acting) {
            await model.addHours()
        } content: {
            Picker(say("screen.series.days"), selection: $hours.value.weekday) {
                ForEach(Weekday.choices, id: \.self) { Text($0.words).tag($0) }
            }
            TimeField(title: say("screen.reminders.quiet_from"), time: hours.value.from) { hours.value.from = $0 }
            TimeField(title: say("screen.reminders.quiet_to"), time: hours.value.to) { hours.value.to = $0 }
        }
    }
}

/// Where one's clock is.
private struct ZoneSection: View {
    let model: FreeTimesModel
    let zone: Zone

    var body: some View {
        @Bindable var typed = model.zone
        Section(say("field.zone")) {
            Text(verbatim: zone)
            TextField(say("screen.free.zone_hint"), text: $typed.text).autocorrectionDisabled()
            ForEach(model.zones.prefix(12), id: \.self) { found in
                Button(found) { Task { await model.setZone(found) } }
            }
            Button(say("screen.free.zone_device")) { Task { await model.setZone(nil) } }
        }
    }
}
