import RapportCore
import RapportPresentation
import SwiftUI

/// The wording of a goal, a field at a time.
struct GoalFields: View {
    let model: GoalModel
    let goal: GoalView

    var body: some View {
        Section {
            LabeledContent {
                Text(goal.row.stage.words)
            } label: {
                ProgressView(value: Double(goal.row.progress), total: 1000)
                    .accessibilityLabel(say("read.progress", ["n": .number(Int(goal.row.progress / 10))]))
            }
            field("field.title", .title, goal.wording.title) { .title($0) }
            field("screen.goal.why", .why, goal.wording.why) { .why($0) }
            field("screen.goal.specific", .specific, goal.wording.specific) { .specific($0) }
            field("screen.goal.means", .means, goal.wording.means) { .means($0) }
            field("screen.goal.test", .test, goal.wording.test) { .test($0) }
            if let due = goal.wording.due {
                LabeledContent(say("screen.goal.due")) { Text(verbatim: When.day(due)) }
            }
        }
    }

    @ViewBuilder
    private func field(
        _ key: String, _ field: Field, _ text: String, _ change: @escaping @Sendable (String) -> GoalEdit
    ) -> some View {
        if goal.can.edit {
            EditedField(title: say(key), now: text, text: model.field(field, change))
        } else if !text.isEmpty {
            LabeledContent(say(key)) { Text(verbatim: text) }
        }
    }
}

/// A field that hands over what was written when somebody leaves it.
struct EditedField: View {
    let title: String
    /// What everybody has in it.
    let now: String
    let text: EditedText
    @FocusState private var typing: Bool

    var body: some View {
        VStack(alignment: .leading) {
            Text(verbatim: title).font(.caption).foregroundStyle(.secondary).accessibilityHidden(true)
            TextField(
                title, text: Binding(get: { text.text(now) }, set: { text.type($0) }), axis: .vertical
            )
            .focused($typing)
        }
        .onChange(of: typing) { if !typing { leave() } }
        .onDisappear { leave() }
    }

    private func leave() {
        Task { await text.leave(now) }
    }
}

/// Asks for a reason before something is done.
struct ReasonSheet: View {
    @Bindable var reason: Draft
    let acting: Acting
    let prompt: String
    /// Whether it was done; a refusal stays on the screen, with what was written.
    let done: () async -> Bool
    @Environment(\.dismiss) private var dismiss

    var body: some View {
        NavigationStack {
            Form {
                TextField(prompt, text: $reason.text, axis: .vertical)
                TroubleBanner(acting: acting)
            }
            .navigationTitle(prompt)
            .navigationBarTitleDisplayMode(.inline)
            .toolbar {
                ToolbarItem(placement: .cancellationAction) { Button(say("common.cancel")) { dismiss() } }
                ToolbarItem(placement: .confirmationAction) {
                    Button(say("common.done")) {
                        Task { if await done() { dismiss() } }
                    }
                }
            }
        }
        .presentationDetents([.medium])
    }
}
