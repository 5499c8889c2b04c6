import RapportCore
import RapportPresentation
import SwiftUI

/// How far a goal is: what was written down, and writing down more.
struct ProgressSection: View {
    let model: GoalModel
    let goal: GoalView
    @State private var writing = false

    var body: some View {
        Section(say("screen.goal.progress")) {
            ForEach(goal.entries, id: \.id) { entry in
                VStack(alignment: .leading) {
                    if let reading = entry.reading { Text(verbatim: words(reading)).font(.headline) }
                    if !entry.note.isEmpty { Text(verbatim: entry.note) }
                    Text(key: "common.by_at", ["name": .text(entry.byName), "when": .instant(entry.at)])
                        .font(.caption).foregroundStyle(.secondary)
                }
                .accessibilityElement(children: .combine)
                .swipeActions {
                    if goal.can.progress {
                        Button(say("common.delete"), role: .destructive) { Task { await model.delete(entry.id) } }
                    }
                }
            }
            if goal.can.progress {
                Button(say("screen.goal.add_progress"), systemImage: "chart.line.uptrend.xyaxis") { writing = true }
                    .sheet(isPresented: $writing) { EntrySheet(model: model, measure: goal.wording.measure) }
            }
        }
    }

    private func words(_ reading: Reading) -> String {
        switch reading {
        case .amount(let amount):
            [Decimal(string: amount)?.formatted() ?? amount, goal.wording.measure?.unit ?? ""].joined(separator: " ")
        case .reached(let reached): say(reached ? "screen.goal.reached" : "screen.goal.not_reached")
        case .level(let level): say(keyed("gas", level))
        case .share(let share): say("read.progress", ["n": .number(Int(share / 10))])
        }
    }
}

/// One more entry.
private struct EntrySheet: View {
    let model: GoalModel
    let measure: Measure?
    @Environment(\.dismiss) private var dismiss

    var body: some View {
        @Bindable var entry = model.entry
        @Bindable var happened = model.happened
        NavigationStack {
            Form {
                reading($entry.value)
                TextField(say("screen.goal.progress_note"), text: $happened.text, axis: .vertical)
                TroubleBanner(acting: model.acting)
            }
            .navigationTitle(say("screen.goal.add_progress"))
            .toolbar {
                ToolbarItem(placement: .cancellationAction) { Button(say("common.cancel")) { dismiss() } }
                ToolbarItem(placement: .confirmationAction) {
                    Button(say("common.done")) { Task { if await model.addEntry() { dismiss() } } }
                        .disabled(model.acting.busy)
                }
            }
        }
    }

    @ViewBuilder private func reading(_ form: Binding<EntryForm>) -> some View {
        switch measure?.kind {
        case .amount, .percent, .rating:
            LabeledContent(measure?.unit ?? "") {
                TextField(say("screen.goal.reading"), text: form.amount).keyboardType(.decimalPad)
            }
        case .yesNo: Toggle(say("screen.goal.reached"), isOn: form.reached)
        case .levels:
            Picker(say("screen.goal.levels"), selection: form.level) {
                ForEach(EntryForm.levels, id: \.self) { Text(Words(keyed("gas", $0))).tag($0) }
            }
        case .newer, nil:
            Stepper(value: form.percent, in: 0...100, step: 5) {
                LabeledContent(say("screen.goal.estimate")) {
                    Text(key: "read.progress", ["n": .number(form.wrappedValue.percent)])
                }
            }
        }
    }
}
