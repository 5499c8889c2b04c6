import Observation
import RapportCore

/// Today: the next meeting, what is to be done, what waits for an answer, how sync stands.
@MainActor @Observable
public final class TodayModel {
    public private(set) var shown = Shown<HomeView>.loading
    /// The step that was ticked last, for as long as it can be taken back here.
    public private(set) var ticked: TodayStep?
    public let acting = Acting()
    /// What instruments are called, as far as it was asked.
    private var names: [String: String] = [:]
    private let core: any RapportProtocol
    private let goals: any GoalsProtocol
    private let meetings: any MeetingsProtocol
    private let checkIns: any CheckInsProtocol
    private let language: String
    private let watcher = Watcher()

    public init(_ areas: Areas, language: String = Reader.language) {
        core = areas.core
        goals = areas.goals
        meetings = areas.meetings
        checkIns = areas.checkIns
        self.language = language
    }

    public func appear() async {
        let core = core
        await watcher.follow(
            { try await core.homes() },
            each: { [weak self] home in
                self?.shown = .ready(home)
                Task { await self?.readNames(for: home.checkIns) }
            },
            failed: { shown = .failed($0) })
    }

    /// What a check-in is called that waits; its identifier until that is known.
    public func name(of waiting: TodayCheckIn) -> String {
        names[waiting.instrument] ?? waiting.instrument
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

    private func readNames(for waiting: [TodayCheckIn]) async {
        guard waiting.contains(where: { names[$0.instrument] == nil }) else { return }
        let (checkIns, language) = (checkIns, language)
        let rows = (try? await checkIns.instruments(language: language)) ?? []
        names = Dictionary(
            rows.filter { !$0.name.isEmpty }.map { ($0.id, $0.name) }, uniquingKeysWith: { first, _ in first })
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

extension TodayCheckIn {
    /// What is opened for it.
    public var asked: AskedCheckIn { AskedCheckIn(instrument, about: about) }
}
