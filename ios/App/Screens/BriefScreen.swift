import RapportCore
import RapportPresentation
import SwiftUI

/// What one wants to know in the two minutes before a meeting.
struct BriefScreen: View {
    let model: BriefModel

    var body: some View {
        ShownView(shown: model.shown, again: { await model.appear() }) { brief in
            List {
                TroubleBanner(acting: model.acting)
                Section {
                    MeetingRowView(row: brief.row)
                    if let day = brief.last.flatMap({ CivilParts($0.slot) })?.day {
                        Text(key: "brief.last", ["day": .day(day)])
                        Text(brief.counts.words)
                    } else {
                        Text(key: "screen.brief.first_time")
                    }
                }
                Section(say("brief.agenda")) {
                    ForEach(brief.agenda, id: \.id) { PointRow(point: $0) }
                    DraftField(model.point, prompt: say("screen.meeting.add_point")) { await model.addPoint() }
                }
                if model.quiet { Section { Text(key: "screen.brief.nothing").foregroundStyle(.secondary) } }
                if !brief.leftOver.isEmpty {
                    Section(say("brief.left_over")) { ForEach(brief.leftOver, id: \.id) { PointRow(point: $0) } }
                }
                if !brief.actions.isEmpty {
                    Section(say("brief.actions")) {
                        ForEach(brief.actions, id: \.id) { step in
                            StepRow(text: step.text, done: step.state == .done, detail: step.assigneeName) {
                                await model.tick(step)
                            }
                        }
                    }
                }
                if !brief.steps.isEmpty { steps(brief) }
                if !brief.goals.isEmpty { goals(brief) }
            }
        }
        .navigationTitle(say("screen.meeting.brief"))
        .task { await model.appear() }
        .onDisappear { model.disappear() }
    }

    private func steps(_ brief: BriefView) -> some View {
        Section(say("brief.steps")) {
            ForEach(brief.steps, id: \.step.id) { row in
                StepRow(text: row.step.text, done: false, detail: row.goalTitle) { await model.tick(row) }
            }
        }
    }

    private func goals(_ brief: BriefView) -> some View {
        Section(say("brief.goals")) {
            ForEach(brief.goals, id: \.goal) { goal in
                NavigationLink(value: Destination.goal(goal.goal)) {
                    VStack(alignment: .leading) {
                        Text(verbatim: goal.title).font(.headline)
                        Text(verbatim: goal.changes.map { Speaking.shared.say($0) }.joined(separator: " · "))
                            .font(.caption).foregroundStyle(.secondary)
                    }
                    .accessibilityElement(children: .combine)
                }
            }
        }
    }
}

/// A point to talk about, and whose it is.
private struct PointRow: View {
    let point: AgendaView

    var body: some View {
        VStack(alignment: .leading) {
            Text(verbatim: point.text)
            Text(verbatim: point.byName).font(.caption).foregroundStyle(.secondary)
        }
        .accessibilityElement(children: .combine)
    }
}
