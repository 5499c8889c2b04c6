import RapportCore
import XCTest

/// A profile and what is kept in it.
final class LifeTests: DeviceTest {
    func testAProfileIsMadeOnceAndOpenedAgain() async throws {
        let me = try await core.people().me()
        XCTAssertEqual(me.profile.name, "Ada")
        try await reopen()
        let again = try await core.people().me()
        XCTAssertEqual(again, me)
        try await core.shutdown()
        let made = await failure { _ = try await Rapport.create(config: config, platform: platform, name: "Ada") }
        XCTAssertEqual(made, .Conflict(what: "profile_exists"))
        let nowhere = Config(folder: folder.appendingPathComponent("nobody").path)
        let missing = await failure { _ = try await Rapport.open(config: nowhere, platform: platform) }
        XCTAssertEqual(missing, .NotFound(what: "profile"))
    }

    func testTheLifeOfAGoal() async throws {
        let goals = try core.goals()
        let goal = try await privateGoal()
        let step = try await goals.addStep(goal: goal, draft: StepDraft(text: "Ask", due: .on("2026-01-05")))
        let today = try await core.home().steps.first
        XCTAssertEqual(today?.step, step)
        XCTAssertEqual(today?.due, "2026-01-05")
        XCTAssertEqual(today?.goal, goal)
        XCTAssertNil(today?.meeting)
        try await goals.turn(goal: goal, turn: .start)
        try await goals.tick(goal: goal, step: step)
        let view = try await goals.view(goal: goal)
        XCTAssertEqual(view.row.progress, 1000)
        XCTAssertEqual(view.steps.first?.doneByName, "Ada")
        try await goals.turn(goal: goal, turn: .achieve)
        let open = try await goals.rows(filter: GoalFilter())
        XCTAssertTrue(open.isEmpty)
        let all = try await goals.rows(filter: GoalFilter(withPast: true))
        XCTAssertEqual(all.map(\.stage), [.achieved])
        try await reopen()
        let kept = try await core.goals().rows(filter: GoalFilter(withPast: true))
        XCTAssertEqual(kept, all)
    }

    func testBadInputNamesItsField() async throws {
        let goals = try core.goals()
        let goal = try await privateGoal()
        let empty = await failure { _ = try await privateGoal(" ") }
        XCTAssertEqual(empty, .Invalid(field: .title, problem: .empty))
        let early = await failure { try await goals.edit(goal: goal, edit: .due("1969-12-31")) }
        XCTAssertEqual(early, .Invalid(field: .date, problem: .dateOutOfRange(first: .first, last: "2200-12-31")))
        let weight = await failure { try await goals.edit(goal: goal, edit: .weight(11)) }
        XCTAssertEqual(weight, .Invalid(field: .weight, problem: .outOfRange(min: 1, max: 10)))
        let missing = await failure { _ = try await goals.view(goal: GoalKey(text: "goal-")) }
        XCTAssertEqual(missing, .NotFound(what: "goal"))
    }

    func testANewKeyIsAskedForOnce() async throws {
        let people = try core.people()
        let space = try await people.me().space
        let first = try await people.key(space: space)
        XCTAssertEqual(first.number, 1)
        XCTAssertFalse(first.rotating)
        try await people.renewKey(space: space)
        try await people.renewKey(space: space)
        try await reopen()
        let asked = try await core.people().key(space: space)
        XCTAssertEqual(asked, KeyView(number: 1, since: first.since, rotating: true))
    }

    func testTheFirstValueArrivesBeforeWatchReturns() async throws {
        _ = try await privateGoal("one")
        let seen = GoalsSeen()
        var lists = seen.lists.makeAsyncIterator()
        let subscription = try await core.goals().watchRows(filter: GoalFilter(), limit: 50, observer: seen)
        let first = await lists.next()
        XCTAssertEqual(first?.map(\.title), ["one"])
        _ = try await privateGoal("two")
        let second = await lists.next()
        XCTAssertEqual(Set(second?.map(\.title) ?? []), ["one", "two"])
        try subscription.cancel()
    }
}
