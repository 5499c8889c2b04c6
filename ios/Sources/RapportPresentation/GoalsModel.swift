import Observation
import RapportCore

/// The list of goals, and beginning one.
@MainActor @Observable
public final class GoalsModel: ListModel<any GoalsProtocol, GoalRow, GoalId> {
    public private(set) var withPast = false

    public init(goals: any GoalsProtocol, people: any PeopleProtocol, drafts: any Drafts) {
        super.init(
            goals, people: people, title: Draft("goals.title", drafts), lists: { try await $0.lists(GoalFilter()) },
            begin: { try await $0.begin(new: NewGoal(place: $1, title: $2)) })
    }

    /// Whether goals that are over stand in the list, too.
    public func show(past: Bool) async {
        withPast = past
        await follow { try await $0.lists(GoalFilter(withPast: past)) }
    }
}
