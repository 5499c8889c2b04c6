import RapportCore
import RapportPresentation
import SwiftUI

/// One goal: steps, milestones, comments, and what may be done with it now.
struct GoalScreen: View {
    let model: GoalModel
    @State private var asksToDelete = false
    @State private var reason: Asked?
    @Environment(\.dismiss) private var dismiss

    /// What needs a reason before it is done.
    enum Asked: String, Identifiable {
        case drop, revise
        var id: String { rawValue }
    }

    var body: some View {
        ShownView(shown: model.shown, again: { await model.appear() }) { goal in
            List {
                TroubleBanner(acting: model.acting)
                if goal.needsUpdate { Label(say("sync.needs_update"), systemImage: "arrow.down.app") }
                GoalFields(model: model, goal: goal)
                steps(goal)
                milestones(goal)
                ProgressSection(model: model, goal: goal)
                comments(goal)
                hints(goal)
            }
            .navigationTitle(goal.row.title)
            .toolbar { Menu(say("read.menu"), systemImage: "ellipsis.circle") { turns(goal) } }
            .sheet(item: $reason) { asked in
                ReasonSheet(
                    reason: model.reason, acting: model.acting,
                    prompt: say(asked == .drop ? "screen.goal.drop_reason" : "screen.goal.revise_reason")
                ) {
                    switch asked {
                    case .drop: await model.drop()
                    case .revise: await model.revise(to: goal.wording)
                    }
                }
            }
        }
        .confirmationDialog(say("screen.goal.delete_question"), isPresented: $asksToDelete, titleVisibility: .visible) {
            Button(say("common.delete"), role: .destructive) { Task { if await model.delete() { dismiss() } } }
        }
        .task { await model.appear() }
        .onDisappear { model.disappear() }
    }

    private func steps(_ goal: GoalView) -> some View {
        Section(say("screen.goal.steps")) {
            ForEach(goal.steps, id: \.id) { step in
                StepRow(text: step.text, done: step.state == .done, detail: detail(step)) { await model.tick(step) }
                    .disabled(!goal.can.editSteps)
                    .swipeActions {
                        Button(say("common.delete"), role: .destructive) { Task { await model.edit(step.id, .delete) } }
                        Button(say("screen.goal.cancel_step")) { Task { await model.edit(step.id, .cancel) } }
                    }
                    .movable { await model.move(step, $0) }
            }
            .onMove { from, to in Row.drop(from, to, of: goal.steps) { await model.move($0, $1) } }
            .moveDisabled(!goal.can.editSteps)
            if goal.can.editSteps {
                DraftField(model.step, prompt: say("screen.goal.add_step")) { await model.addStep() }
            }
        }
    }

    private func milestones(_ goal: GoalView) -> some View {
        Section(say("screen.goal.milestones")) {
            ForEach(goal.milestones, id: \.id) { milestone in
                StepRow(
                    text: milestone.title, done: milestone.reached, detail: milestone.due.map(When.day) ?? ""
                ) { await model.edit(milestone.id, .reach(reached: !milestone.reached)) }
                .disabled(!goal.can.editSteps)
                .movable { await model.move(milestone, $0) }
            }
            .onMove { from, to in Row.drop(from, to, of: goal.milestones) { await model.move($0, $1) } }
            .moveDisabled(!goal.can.editSteps)
            if goal.can.edit {
                DraftField(model.milestone, prompt: say("screen.goal.add_milestone")) { await model.addMilestone() }
            }
        }
    }

    private func comments(_ goal: GoalView) -> some View {
        Section(say("screen.goal.comments")) {
            ForEach(goal.comments, id: \.id) { comment in
                VStack(alignment: .leading) {
                    Text(verbatim: comment.text)
                    Text(key: "common.by_at", ["name": .text(comment.byName), "when": .instant(comment.at)])
                        .font(.caption).foregroundStyle(.secondary)
                }
                .accessibilityElement(children: .combine)
            }
            DraftField(model.comment, prompt: say("screen.goal.add_comment"), symbol: "paperplane.fill") {
                await model.addComment()
            }
        }
    }

    @ViewBuilder private func hints(_ goal: GoalView) -> some View {
        if !goal.hints.isEmpty {
            Section(say("screen.goal.hints")) {
                ForEach(goal.hints, id: \.self) { Label(Speaking.shared.say($0.words), systemImage: "lightbulb") }
            }
        }
    }

    @ViewBuilder private func turns(_ goal: GoalView) -> some View {
        let can = goal.can
        if can.nod { act("screen.goal.nod", .nod) }
        if can.propose { act("common.share", .propose) }
        if can.start { act("screen.goal.start", .start) }
        if can.pause { act("screen.goal.pause", .pause) }
        if can.resume { act("screen.goal.resume", .resume) }
        if can.achieve {
            act("screen.goal.achieve", .achieve)
            act("screen.goal.partly_achieve", .partlyAchieve)
        }
        if can.share {
            ForEach(model.pairings, id: \.id) { pairing in
                Button(say("screen.goal.share", ["name": .text(pairing.partnerName)])) {
                    Task { if await model.share(with: pairing.space) != nil { dismiss() } }
                }
            }
        }
        if can.revise { Button(say("screen.goal.revise")) { reason = .revise } }
        if can.drop { Button(say("screen.goal.drop")) { reason = .drop } }
        if can.delete { Button(say("common.delete"), role: .destructive) { asksToDelete = true } }
    }

    private func act(_ key: String, _ turn: GoalTurn) -> some View {
        Button(say(key)) { Task { await model.turn(turn) } }
    }

    private func detail(_ step: StepView) -> String {
        if let at = step.done {
            return say("screen.goal.done_by", ["name": .text(step.doneByName), "when": .instant(at)])
        }
        return [step.assigneeName, step.due.map(When.due) ?? ""].filter { !$0.isEmpty }.joined(separator: " · ")
    }
}
