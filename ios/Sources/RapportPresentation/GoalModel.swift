import Observation
import RapportCore

/// One goal with everything on it. What may be done stands in `view.can`.
@MainActor @Observable
public final class GoalModel: Watched<any GoalsProtocol, GoalId, GoalView> {
    /// The pairs that a private goal could be shared with.
    public private(set) var pairings: [PairingRow] = []
    public let step: Draft
    public let milestone: Draft
    public let comment: Draft
    /// Why it is let go, or becomes something else.
    public let reason: Draft
    /// What has happened, for the next entry of progress.
    public let happened: Draft
    public let entry: FormDraft<EntryForm>
    private let people: any PeopleProtocol
    private let drafts: any Drafts
    @ObservationIgnored private var fields: [Field: EditedText] = [:]

    public init(_ id: GoalId, goals: any GoalsProtocol, people: any PeopleProtocol, drafts: any Drafts) {
        self.people = people
        self.drafts = drafts
        step = Draft("\(id.text).step", drafts)
        milestone = Draft("\(id.text).milestone", drafts)
        comment = Draft("\(id.text).comment", drafts)
        reason = Draft("\(id.text).reason", drafts)
        happened = Draft("\(id.text).happened", drafts)
        entry = FormDraft("\(id.text).entry", drafts, start: EntryForm())
        super.init(id, in: goals) { try await $0.values(of: $1) }
    }

    override public func appear() async {
        await super.appear()
        // Without names a goal can still be read.
        let people = people
        pairings = (try? await people.pairings()) ?? []
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

    /// Puts a step elsewhere in the list, which is shown milestone by milestone: up and down among those of its
    /// own, or where it is dropped. Whether it went anywhere.
    @discardableResult public func move(_ step: StepView, _ move: RowMove) async -> Bool {
        guard let place = StepPlace(of: step, moved: move, in: shown.value?.steps ?? []) else { return false }
        return await act {
            try await $0.moveStep(goal: $1, step: step.id, after: place.after, milestone: place.milestone)
        }
    }

    public func addMilestone(due: Day? = nil) async {
        let title = milestone.text
        if await act({ _ = try await $0.addMilestone(goal: $1, title: title, due: due) }) { milestone.clear() }
    }

    public func edit(_ milestone: MilestoneId, _ edit: MilestoneEdit) async {
        await act { try await $0.editMilestone(goal: $1, id: milestone, edit: edit) }
    }

    /// Puts a milestone elsewhere in the list. Whether it went anywhere.
    @discardableResult public func move(_ milestone: MilestoneView, _ move: RowMove) async -> Bool {
        let rows = (shown.value?.milestones ?? []).map(\.id)
        guard let behind = move.behind(milestone.id, in: rows) else { return false }
        return await act { try await $0.moveMilestone(goal: $1, id: milestone.id, after: behind.row) }
    }

    public func addComment(_ kind: CommentKind = .remark, on: On = .whole) async {
        let text = comment.text
        if await act({ _ = try await $0.addComment(goal: $1, kind: kind, on: on, text: text) }) { comment.clear() }
    }

    /// Writes down how far it is, in the measure of the goal, and what has happened. A figure is read with
    /// the decimal mark of where one lives.
    @discardableResult public func addEntry(mark: DecimalMark = .here) async -> Bool {
        let (reading, note) = (entry.value.reading(by: shown.value?.wording.measure), happened.text)
        let done = await act { goals, id in
            var read = reading
            if case .amount(let typed) = reading { read = .amount(try await goals.figure(typed: typed, mark: mark)) }
            _ = try await goals.addProgress(goal: id, reading: read, note: note)
        }
        if done {
            entry.clear()
            happened.clear()
        }
        return done
    }

    public func delete(_ entry: ProgressId) async {
        await act { try await $0.deleteProgress(goal: $1, id: entry) }
    }

    /// A field of the wording to type in, the same as long as the screen is there.
    public func field(_ field: Field, _ edit: @escaping @Sendable (String) -> GoalEdit) -> EditedText {
        if let known = fields[field] { return known }
        let text = EditedText("\(id.text).\(field)", drafts) { [weak self] text in
            await self?.edit(edit(text)) ?? false
        }
        fields[field] = text
        return text
    }

    /// Changes one field; a field at a time merges best with what the other one does.
    @discardableResult public func edit(_ edit: GoalEdit) async -> Bool {
        await act { try await $0.edit(goal: $1, edit: edit) }
    }

    /// Makes it a new version, for the reason that was written.
    @discardableResult public func revise(to wording: Wording) async -> Bool {
        let why = reason.text
        let done = await act { _ = try await $0.revise(goal: $1, reason: why, to: wording) }
        if done { reason.clear() }
        return done
    }

    /// Lets it go, for the reason that was written.
    @discardableResult public func drop() async -> Bool {
        let done = await turn(.drop(reason: reason.text))
        if done { reason.clear() }
        return done
    }

    @discardableResult public func turn(_ turn: GoalTurn) async -> Bool {
        await act { try await $0.turn(goal: $1, turn: turn) }
    }

    /// Shares a private goal; the shared one has an id of its own, to go on with.
    public func share(with space: SpaceId) async -> GoalId? {
        await ask { try await $0.share(goal: $1, with: space) }
    }

    public func delete() async -> Bool {
        await act { try await $0.delete(goal: $1) }
    }
}
