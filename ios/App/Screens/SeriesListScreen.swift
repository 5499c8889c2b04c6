import RapportCore
import RapportPresentation
import SwiftUI

/// What two people meet for again and again.
struct SeriesListScreen: View {
    let home: HomeModel
    let model: SeriesListModel
    @State private var proposing = false
    @State private var opened: SeriesId?

    var body: some View {
        ShownView(shown: model.shown, again: { await model.appear() }) { rows in
            List {
                TroubleBanner(acting: model.acting)
                Section {
                    ForEach(rows, id: \.id) { row in
                        NavigationLink(value: Destination.series(row.id)) { SeriesRowView(row: row) }
                    }
                    if !model.pairings.isEmpty {
                        Button(say("screen.series.new"), systemImage: "plus") { proposing = true }
                    }
                }
                if !model.ended.isEmpty {
                    Section(say("screen.series.ended")) {
                        ForEach(model.ended, id: \.id) { row in
                            NavigationLink(value: Destination.series(row.id)) { SeriesRowView(row: row) }
                        }
                    }
                }
            }
        }
        .navigationTitle(say("screen.series.heading"))
        .sheet(isPresented: $proposing) { ProposeSeriesSheet(model: model) { opened = $0 } }
        .navigationDestination(item: $opened) { Destination.series($0).view(home) }
        .task { await model.appear() }
        .onDisappear { model.disappear() }
    }
}

/// One series in a list.
struct SeriesRowView: View {
    let row: SeriesRow

    var body: some View {
        VStack(alignment: .leading) {
            Text(verbatim: row.title.isEmpty ? say("screen.meeting.with", ["name": .text(row.with)]) : row.title)
                .font(.headline)
            Text(row.plan.words)
            if let next = row.next { Text(verbatim: When.civil(next.slot)) }
            Beside {
                Text(row.stage.words)
                if row.waitsForMe { Text(key: "series.waits").bold() }
            }
            .font(.caption).foregroundStyle(.secondary)
        }
        .accessibilityElement(children: .combine)
    }
}

/// Proposing a series.
private struct ProposeSeriesSheet: View {
    @Bindable var model: SeriesListModel
    let made: (SeriesId) -> Void

    var body: some View {
        @Bindable var form = model.form
        ChoiceSheet(title: say("screen.series.new"), acting: model.acting) {
            guard let id = await model.propose() else { return false }
            made(id)
            return true
        } content: {
            Picker(say("nav.people"), selection: Binding(get: { model.space }, set: { form.value.space = $0 })) {
                ForEach(model.pairings, id: \.id) { Text(verbatim: $0.partnerName).tag(Optional($0.space)) }
            }
            PlanFields(choice: model.plan)
            Section {
                ModePicker(mode: $form.value.mode)
                TextField(say("field.title"), text: $model.title.text)
                TextField(say("screen.meeting.place_hint"), text: $model.place.text)
            }
        }
    }
}
