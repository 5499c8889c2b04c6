import RapportCore
import RapportPresentation
import SwiftUI

/// Choosing a rhythm: the first time, how often from then on, and until when.
struct PlanFields: View {
    let choice: PlanChoice

    var body: some View {
        @Bindable var form = choice.form
        Section {
            DatePicker(say("screen.series.first"), selection: $form.value.first.date)
            Stepper(value: $form.value.minutes, in: 5...480, step: 5) {
                Text(key: "count.minutes", ["n": .number(Int(form.value.minutes))])
            }
            Picker(say("field.cadence"), selection: $form.value.rhythm) {
                ForEach(Array(choice.offered.enumerated()), id: \.offset) { at, rhythm in
                    Text(rhythm.words).tag(at)
                }
            }
            Picker(say("screen.series.ends"), selection: $form.value.end) {
                ForEach(PlanForm.End.allCases, id: \.self) { Text($0.words).tag($0) }
            }
            switch form.value.end {
            case .never: EmptyView()
            case .on: DatePicker(say("field.end"), selection: $form.value.last.date, displayedComponents: .date)
            case .after:
                Stepper(value: $form.value.times, in: 1...200) {
                    Text(key: "count.times", ["n": .number(Int(form.value.times))])
                }
            }
        }
        .task(id: form.value.first) { await choice.offer() }
    }
}

extension WhenForm {
    /// What a date picker shows, in the zone of this phone; now as long as nothing was chosen.
    var date: Date {
        get { parts(now: .now, in: .autoupdatingCurrent).shown(in: .autoupdatingCurrent) ?? .now }
        set { choose(newValue, in: .autoupdatingCurrent) }
    }
}

/// Days on end that somebody chooses.
struct SpanFields: View {
    @Binding var span: SpanForm
    let first: String
    let last: String

    var body: some View {
        DatePicker(first, selection: $span.first.date, displayedComponents: .date)
        DatePicker(
            last,
            selection: Binding(
                get: { span.last == WhenForm() ? span.first.date : span.last.date }, set: { span.last.date = $0 }),
            displayedComponents: .date)
    }
}

/// A sheet in which something is chosen; it stays, with what was chosen, when that is refused.
struct ChoiceSheet<Content: View>: View {
    let title: String
    let acting: Acting
    /// Whether it was done.
    let done: () async -> Bool
    @ViewBuilder let content: Content
    @Environment(\.dismiss) private var dismiss

    var body: some View {
        NavigationStack {
            Form {
                content
                TroubleBanner(acting: acting)
            }
            .navigationTitle(title)
            .toolbar {
                ToolbarItem(placement: .cancellationAction) { Button(say("common.cancel")) { dismiss() } }
                ToolbarItem(placement: .confirmationAction) {
                    Button(say("common.done")) { Task { if await done() { dismiss() } } }.disabled(acting.busy)
                }
            }
        }
    }
}
