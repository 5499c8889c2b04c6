import RapportCore
import RapportPresentation
import SwiftUI

/// The list of goals.
struct GoalsView: View {
    let home: HomeModel
    let model: GoalsModel

    var body: some View {
        ListView(
            home: home, model: model,
            words: ListWords(
                title: say("screen.goals.title"), begin: say("screen.goals.new"),
                share: { say("screen.goals.new_shared", ["name": .text($0)]) }, empty: say("screen.goals.empty"),
                todo: say("screen.goals.empty_do")),
            symbol: "flag", id: \.id, destination: { .goal($0) }, row: { GoalRowView(row: $0) }
        )
        .toolbar {
            Toggle(
                say("screen.goals.filter_over"), systemImage: "line.3.horizontal.decrease",
                isOn: Binding(get: { model.withPast }, set: { past in Task { await model.show(past: past) } }))
        }
    }
}

/// One goal in a list.
struct GoalRowView: View {
    let row: GoalRow

    var body: some View {
        VStack(alignment: .leading, spacing: 6) {
            Beside {
                Text(verbatim: row.title).font(.headline)
                Spacer(minLength: 0)
                Text(row.stage.words).font(.caption).foregroundStyle(.secondary)
            }
            ProgressView(value: Double(row.progress), total: 1000)
                .accessibilityLabel(say("read.progress", ["n": .number(Int(row.progress / 10))]))
            Beside {
                Image(systemName: row.shared ? "person.2" : "lock")
                    .accessibilityLabel(say(row.shared ? "common.shared" : "common.private"))
                if !row.nextStep.isEmpty { Text(key: "screen.goals.next_step", ["step": .text(row.nextStep)]) }
                Spacer(minLength: 0)
                if let due = row.due {
                    Text(key: row.overdue ? "screen.goals.overdue" : "screen.goals.due", ["day": .day(due)])
                        .foregroundStyle(row.overdue ? .red : .secondary)
                }
            }
            .font(.caption)
        }
        .accessibilityElement(children: .combine)
    }
}
