import RapportCore
import RapportPresentation
import SwiftUI

/// Meetings ahead and past.
struct MeetingsView: View {
    let home: HomeModel
    let model: MeetingsModel
    @State private var proposing = false
    @State private var opened: MeetingId?

    var body: some View {
        ShownView(shown: model.shown, again: { await model.appear() }) { rows in
            List {
                TroubleBanner(acting: model.acting)
                Section(say("screen.meetings.ahead")) {
                    ForEach(rows, id: \.id) { row in
                        NavigationLink(value: Destination.meeting(row.id)) { MeetingRowView(row: row) }
                    }
                    if rows.isEmpty { Text(key: "screen.meetings.empty_do").foregroundStyle(.secondary) }
                }
                Section {
                    NavigationLink(value: Destination.seriesList(nil)) {
                        Label(say("screen.series.heading"), systemImage: "repeat")
                    }
                    NavigationLink(value: Destination.freeTimes) {
                        Label(say("screen.free.title"), systemImage: "calendar.badge.clock")
                    }
                    ForEach(model.pairings, id: \.id) { pair in
                        NavigationLink(value: Destination.slots(pair.space)) {
                            VStack(alignment: .leading) {
                                Text(key: "screen.free.find")
                                Text(key: "screen.meeting.with", ["name": .text(pair.partnerName)]).font(.caption)
                            }
                            .accessibilityElement(children: .combine)
                        }
                    }
                }
                if !model.past.isEmpty {
                    Section(say("screen.meetings.past")) {
                        ForEach(model.past, id: \.id) { row in
                            NavigationLink(value: Destination.meeting(row.id)) { MeetingRowView(row: row) }
                        }
                    }
                }
            }
        }
        .navigationTitle(say("screen.meetings.title"))
        .toolbar {
            NavigationLink(value: Destination.search) { Label(say("nav.search"), systemImage: "magnifyingglass") }
            Button(say("screen.meetings.new"), systemImage: "plus") { proposing = true }
                .disabled(model.pairings.isEmpty)
        }
        .sheet(isPresented: $proposing) {
            ProposeSheet(model: model) { made in
                proposing = false
                opened = made
            }
        }
        .navigationDestination(item: $opened) { Destination.meeting($0).view(home) }
        .task { await model.appear() }
    }
}

/// One meeting in a list.
struct MeetingRowView: View {
    let row: MeetingRow

    var body: some View {
        VStack(alignment: .leading) {
            Text(verbatim: row.title.isEmpty ? say("screen.meeting.with", ["name": .text(row.with)]) : row.title)
                .font(.headline)
            Text(verbatim: When.civil(row.slot))
            Beside {
                Text(row.stage.words)
                if let mode = row.mode { Text(Words(keyed("mode", mode))) }
                if !row.place.isEmpty { Text(verbatim: row.place) }
            }
            .font(.caption).foregroundStyle(.secondary)
        }
        .accessibilityElement(children: .combine)
    }
}

/// Proposing a meeting.
struct ProposeSheet: View {
    @Bindable var model: MeetingsModel
    let done: (MeetingId) -> Void
    @Environment(\.dismiss) private var dismiss

    var body: some View {
        @Bindable var form = model.form
        NavigationStack {
            Form {
                Picker(
                    say("nav.people"), selection: Binding(get: { model.space }, set: { form.value.space = $0 })
                ) {
                    ForEach(model.pairings, id: \.id) { Text(verbatim: $0.partnerName).tag(Optional($0.space)) }
                }
                WhenPicker(when: $form.value.when)
                Stepper(value: $form.value.minutes, in: 5...480, step: 5) {
                    Text(key: "count.minutes", ["n": .number(Int(form.value.minutes))])
                }
                ModePicker(mode: $form.value.mode)
                TextField(say("field.title"), text: $model.title.text)
                TextField(say("screen.meeting.place_hint"), text: $model.place.text)
                TroubleBanner(acting: model.acting)
            }
            .navigationTitle(say("screen.meetings.new"))
            .toolbar {
                ToolbarItem(placement: .cancellationAction) { Button(say("common.cancel")) { dismiss() } }
                ToolbarItem(placement: .confirmationAction) {
                    Button(say("screen.meeting.propose")) { Task { await propose() } }.disabled(model.acting.busy)
                }
            }
        }
    }

    private func propose() async {
        if let made = await model.propose() { done(made) }
    }
}

/// A date and a time in the zone of this phone.
struct WhenPicker: View {
    @Binding var when: WhenForm

    var body: some View {
        DatePicker(
            say("screen.meeting.when"),
            selection: Binding(
                get: { when.parts(now: .now, in: .autoupdatingCurrent).shown(in: .autoupdatingCurrent) ?? .now },
                set: { when.choose($0, in: .autoupdatingCurrent) }))
    }
}

/// How people meet.
struct ModePicker: View {
    @Binding var mode: Mode?

    var body: some View {
        Picker(say("screen.meeting.mode"), selection: $mode) {
            Text(key: "common.none").tag(Mode?.none)
            ForEach(Mode.choices, id: \.self) {
                Text(Words(keyed("mode", $0))).tag(Optional($0))
            }
        }
    }
}
