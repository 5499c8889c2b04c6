import RapportCore
import RapportPresentation
import SwiftUI

/// The wording of a goal, a field at a time.
struct GoalFields: View {
    let goal: GoalView
    let edit: (GoalEdit) -> Void

    var body: some View {
        Section {
            LabeledContent {
                Text(goal.row.stage.words)
            } label: {
                ProgressView(value: Double(goal.row.progress), total: 1000)
                    .accessibilityLabel(say("read.progress", ["n": .number(Int(goal.row.progress / 10))]))
            }
            field("field.title", goal.wording.title) { .title($0) }
            field("screen.goal.why", goal.wording.why) { .why($0) }
            field("screen.goal.specific", goal.wording.specific) { .specific($0) }
            field("screen.goal.means", goal.wording.means) { .means($0) }
            field("screen.goal.test", goal.wording.test) { .test($0) }
            if let due = goal.wording.due {
                LabeledContent(say("screen.goal.due")) { Text(verbatim: When.day(due)) }
            }
        }
    }

    @ViewBuilder
    private func field(_ key: String, _ text: String, _ change: @escaping (String) -> GoalEdit) -> some View {
        if goal.can.edit {
            EditedField(title: say(key), text: text) { edit(change($0)) }
        } else if !text.isEmpty {
            LabeledContent(say(key)) { Text(verbatim: text) }
        }
    }
}

/// A field that hands over what was written when somebody leaves it. What others write shows while nobody types.
struct EditedField: View {
    let title: String
    let text: String
    let done: (String) -> Void
    @State private var typed = ""
    @FocusState private var typing: Bool

    var body: some View {
        VStack(alignment: .leading) {
            Text(verbatim: title).font(.caption).foregroundStyle(.secondary)
            TextField(title, text: $typed, axis: .vertical).focused($typing)
        }
        .onAppear { typed = text }
        .onChange(of: text) { if !typing { typed = text } }
        .onChange(of: typing) { if !typing && typed != text { done(typed) } }
        .onDisappear { if typed != text { done(typed) } }
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
