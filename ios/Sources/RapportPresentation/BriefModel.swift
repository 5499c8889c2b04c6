import Observation
import RapportCore

/// What one wants to know in the two minutes before a meeting.
@MainActor @Observable
public final class BriefModel: Watched<any MeetingsProtocol, MeetingId, BriefView> {
    /// A point that occurs to somebody while they read.
    public let point: Draft
    private let goals: any GoalsProtocol

    public init(_ id: MeetingId, meetings: any MeetingsProtocol, goals: any GoalsProtocol, drafts: any Drafts) {
        self.goals = goals
        // The same as on the screen of the meeting: what was begun there goes on here.
        point = Draft("\(id.text).point", drafts)
        super.init(id, in: meetings) { try await $0.briefs(of: $1) }
    }

    /// Whether there is nothing to be told but the agenda.
    public var quiet: Bool {
        guard let brief = shown.value else { return true }
        return brief.leftOver.isEmpty && brief.actions.isEmpty && brief.steps.isEmpty && brief.goals.isEmpty
    }

    public func addPoint() async {
        let text = point.text
        if await act({ _ = try await $0.addAgendaItem(meeting: $1, text: text) }) { point.clear() }
    }

    /// Ticks a step of a goal; it leaves the list by itself.
    public func tick(_ row: BriefStep) async {
        let goals = goals
        await acting.run { try await goals.tick(goal: row.goal, step: row.step.id, done: true) }
    }

    /// Ticks what was agreed last time, or opens it again.
    public func tick(_ action: StepView) async {
        guard let last = shown.value?.last?.id else { return }
        let done = action.state != .done
        await act { area, _ in try await area.tickAction(meeting: last, id: action.id, done: done) }
    }
}

extension BriefGoal {
    /// What happened to it since the two last met, one thing after the other.
    public var changes: [Words] {
        let counts = [
            ("count.steps_done_since", stepsDone), ("count.milestones_since", milestonesReached),
            ("count.entries_since", progress), ("count.versions", revisions),
        ]
        return [stage.words] + counts.filter { $0.1 > 0 }.map { Words($0.0, ["n": .number(Int($0.1))]) }
    }
}

extension MeetingCounts {
    /// What the two have done together so far.
    public var words: Words {
        let held = Words("count.meetings", ["n": .number(Int(held))])
        let walks = Words("brief.activities", ["n": .number(Int(activities))])
        return Words("brief.so_far", ["what": .all(activities > 0 ? [held, walks] : [held])])
    }
}
