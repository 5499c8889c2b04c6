import RapportCore
import RapportPresentation
import SwiftUI

/// The list of goals.
struct GoalsView: View {
    let home: HomeModel
    let model: GoalsModel
    @State private var opened: GoalId?

    var body: some View {
        ShownView(shown: model.shown) { rows in
            List {
                TroubleBanner(acting: model.acting)
                Section {
                    DraftField(model.title, prompt: say("screen.goals.new")) { await begin(.private) }
                    ForEach(model.pairings, id: \.id) { pairing in
                        Button(say("screen.goals.new_shared", ["name": .text(pairing.partnerName)])) {
                            Task { await begin(.in(pairing.space)) }
                        }
                        .disabled(model.title.isEmpty)
                    }
                }
                Section {
                    ForEach(rows, id: \.id) { row in
                        NavigationLink(value: Destination.goal(row.id)) { GoalRowView(row: row) }
                    }
                    if rows.isEmpty {
                        ContentUnavailableView(
                            say("screen.goals.empty"), systemImage: "flag",
                            description: Text(key: "screen.goals.empty_do"))
                    }
                }
            }
            .animation(.default, value: rows)
        }
        .navigationTitle(say("screen.goals.title"))
        .toolbar {
            NavigationLink(value: Destination.search) { Label(say("nav.search"), systemImage: "magnifyingglass") }
            Toggle(
                say("screen.goals.filter_over"), systemImage: "line.3.horizontal.decrease",
                isOn: Binding(get: { model.withPast }, set: { past in Task { await model.show(past: past) } }))
        }
        .navigationDestination(item: $opened) { Destination.goal($0).view(home) }
        .task { await model.appear() }
    }

    private func begin(_ place: Place) async {
        opened = await model.begin(in: place)
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
