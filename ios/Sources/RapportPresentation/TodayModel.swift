import Observation
import RapportCore

/// Today: the next meeting, what is to be done, how sync stands.
@MainActor @Observable
public final class TodayModel {
    public private(set) var shown = Shown<HomeView>.loading
    /// The step that was ticked last, for as long as it can be taken back here.
    public private(set) var ticked: TodayStep?
    public let acting = Acting()
    private let core: any RapportProtocol
    private let goals: any GoalsProtocol
    private let meetings: any MeetingsProtocol
    private let watcher = Watcher()

    public init(core: any RapportProtocol, goals: any GoalsProtocol, meetings: any MeetingsProtocol) {
        self.core = core
        self.goals = goals
        self.meetings = meetings
    }

    public func appear() async {
        let core = core
        await watcher.follow(
            { try await core.homes() }, each: { [weak self] in self?.shown = .ready($0) },
            failed: { shown = .failed($0) })
    }

    public func disappear() {
        watcher.stop()
    }

    /// Ticks a step; it leaves the list by itself.
    public func tick(_ step: TodayStep) async {
        if await set(step, done: true) { ticked = step }
    }

    /// Opens the step again that was ticked last.
    public func untick() async {
        guard let step = ticked else { return }
        if await set(step, done: false) { ticked = nil }
    }

    private func set(_ step: TodayStep, done: Bool) async -> Bool {
        let (goals, meetings) = (goals, meetings)
        let gone: Void? = await acting.run {
            if let goal = step.goal { try await goals.tick(goal: goal, step: step.step, done: done) }
            if let meeting = step.meeting {
                try await meetings.tickAction(meeting: meeting, id: step.step, done: done)
            }
        }
        return gone != nil
    }
}
