import Observation
import RapportCore

/// The list of goals, and beginning one.
@MainActor @Observable
public final class GoalsModel {
    public private(set) var shown = Shown<[GoalRow]>.loading
    public private(set) var pairings: [PairingRow] = []
    public private(set) var withPast = false
    public let title: Draft
    public let acting = Acting()
    private let goals: any GoalsProtocol
    private let people: any PeopleProtocol
    private let rows = Watcher()
    private let pairs = Watcher()

    public init(goals: any GoalsProtocol, people: any PeopleProtocol, drafts: any Drafts) {
        self.goals = goals
        self.people = people
        title = Draft("goals.title", drafts)
    }

    public func appear() async {
        let (goals, people, filter) = (goals, people, GoalFilter(withPast: withPast))
        await rows.follow(
            { try await goals.lists(filter) }, each: { [weak self] in self?.shown = .ready($0) },
            failed: { shown = .failed($0) })
        await pairs.follow(
            { try await people.pairingLists() }, each: { [weak self] in self?.pairings = $0 }, failed: { _ in })
    }

    public func disappear() {
        rows.stop()
        pairs.stop()
    }

    /// Whether goals that are over stand in the list, too.
    public func show(past: Bool) async {
        withPast = past
        await appear()
    }

    /// Begins a goal with the title that was written. Gives its id, to open it.
    public func begin(in place: Place, forPartner: Bool = false) async -> GoalId? {
        let (goals, new) = (goals, NewGoal(place: place, title: title.text, forPartner: forPartner))
        let made = await acting.run { try await goals.begin(new: new) }
        if made != nil { title.clear() }
        return made
    }
}
