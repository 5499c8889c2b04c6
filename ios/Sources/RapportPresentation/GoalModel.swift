import Observation
import RapportCore

/// One goal with everything on it. What may be done stands in `view.can`.
@MainActor @Observable
public final class GoalModel {
    public let id: GoalId
    public private(set) var shown = Shown<GoalView>.loading
    /// The pairs that a private goal could be shared with.
    public private(set) var pairings: [PairingRow] = []
    public let step: Draft
    public let milestone: Draft
    public let comment: Draft
    public let acting = Acting()
    private let goals: any GoalsProtocol
    private let people: any PeopleProtocol
    private let watcher = Watcher()

    public init(_ id: GoalId, goals: any GoalsProtocol, people: any PeopleProtocol, drafts: any Drafts) {
        self.id = id
        self.goals = goals
        self.people = people
        step = Draft("\(id.text).step", drafts)
        milestone = Draft("\(id.text).milestone", drafts)
        comment = Draft("\(id.text).comment", drafts)
    }

    public func appear() async {
        let (goals, people, id) = (goals, people, id)
        await watcher.follow(
            { try await goals.values(of: id) }, each: { [weak self] in self?.shown = .ready($0) },
            failed: { shown = .failed($0) })
        // Without names a goal can still be read.
        pairings = (try? await people.pairings()) ?? []
    }

    public func disappear() {
        watcher.stop()
    }

    public func tick(_ step: StepView) async {
        let done = step.state != .done
        await act { try await $0.tick(goal: $1, step: step.id, done: done) }
    }

    public func addStep(due: Due? = nil, milestone: MilestoneId? = nil) async {
        let draft = StepDraft(text: step.text, milestone: milestone, due: due)
        if await act({ _ = try await $0.addStep(goal: $1, draft: draft) }) { step.clear() }
    }

    public func edit(_ step: StepId, _ edit: StepEdit) async {
        await act { try await $0.editStep(goal: $1, step: step, edit: edit) }
    }

    public func addMilestone(due: Day? = nil) async {
        let title = milestone.text
        if await act({ _ = try await $0.addMilestone(goal: $1, title: title, due: due) }) { milestone.clear() }
    }

    public func edit(_ milestone: MilestoneId, _ edit: MilestoneEdit) async {
        await act { try await $0.editMilestone(goal: $1, id: milestone, edit: edit) }
    }

    public func addComment(_ kind: CommentKind = .remark, on: On = .whole) async {
        let text = comment.text
        if await act({ _ = try await $0.addComment(goal: $1, kind: kind, on: on, text: text) }) { comment.clear() }
    }

    public func addProgress(_ reading: Reading?, note: String) async -> Bool {
        await act { _ = try await $0.addProgress(goal: $1, reading: reading, note: note) }
    }

    /// Changes one field; a field at a time merges best with what the other one does.
    @discardableResult public func edit(_ edit: GoalEdit) async -> Bool {
        await act { try await $0.edit(goal: $1, edit: edit) }
    }

    @discardableResult public func revise(reason: String, to wording: Wording) async -> Bool {
        await act { _ = try await $0.revise(goal: $1, reason: reason, to: wording) }
    }

    @discardableResult public func turn(_ turn: GoalTurn) async -> Bool {
        await act { try await $0.turn(goal: $1, turn: turn) }
    }

    /// Shares a private goal; the shared one has an id of its own, to go on with.
    public func share(with space: SpaceId) async -> GoalId? {
        let (goals, id) = (goals, id)
        return await acting.run { try await goals.share(goal: id, with: space) }
    }

    public func delete() async -> Bool {
        await act { try await $0.delete(goal: $1) }
    }

    @discardableResult
    private func act(_ work: (any GoalsProtocol, GoalId) async throws -> Void) async -> Bool {
        let (goals, id) = (goals, id)
        let done: Void? = await acting.run { try await work(goals, id) }
        return done != nil
    }
}
