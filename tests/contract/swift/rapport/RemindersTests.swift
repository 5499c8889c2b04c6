import RapportCore
import XCTest

/// Reminders: planned, shown, put off, explained.
final class RemindersTests: DeviceTest {
    // 7 January 2026, 9:00 in Zurich.
    private let at = Date(timeIntervalSince1970: 1_767_772_800)
    private let hour: TimeInterval = 3_600

    private func step() async throws -> StepId {
        let goal = try await privateGoal()
        return try await core.goals().addStep(goal: goal, draft: StepDraft(text: "Ask", due: .on("2026-01-07")))
    }

    func testRequestsForTheSystemAndWhatTheyLeadTo() async throws {
        let reminders = try core.reminders()
        let step = try await step()
        let plan = try await reminders.plan(budget: .ios)
        XCTAssertEqual(plan.pushes.map(\.text), [.step])
        guard case .requests(let requests) = plan.handed else { return XCTFail("\(plan.handed)") }
        XCTAssertEqual(requests.map(\.push), plan.pushes.map(\.id))
        XCTAssertEqual(requests.map(\.at), [at])
        XCTAssertEqual(requests.map(\.wall), [Wall(day: "2026-01-07", time: "09:00")])
        let rows = try await reminders.rows(reminders: plan.pushes[0].parts.map(\.id))
        XCTAssertEqual(rows.map(\.title), ["Ask"])
        guard case .step(let named, _, _, _)? = rows[0].about else { return XCTFail("\(rows)") }
        XCTAssertEqual(named, step)
        // The system has shown it while the app slept.
        clock.answers { [at, hour] in at + hour }
        try await reminders.shown(pushes: requests.map(\.push))
        let why = try await reminders.why(reminder: plan.pushes[0].parts[0].id)
        XCTAssertEqual(why.fate, .was(state: .shown))
        XCTAssertEqual(why.because, .stepDue(day: "2026-01-07"))
        _ = try await reminders.snooze(reminder: why.id, to: .hour)
        let later = try await reminders.plan(budget: .ios)
        XCTAssertEqual(later.pushes.map(\.at), [at + 2 * hour])
    }

    func testWhatIsChosenIsKept() async throws {
        try await core.reminders().setQuietHours(hours: QuietHours(begin: "22:00", end: "10:00"))
        try await reopen()
        let reminders = try core.reminders()
        let settings = try await reminders.settings()
        XCTAssertEqual(settings.quiet, QuietHours(begin: "22:00", end: "10:00"))
        let same = await failure {
            try await reminders.setQuietHours(hours: QuietHours(begin: "08:00", end: "08:00"))
        }
        XCTAssertEqual(same, .Invalid(field: .quietHours, problem: .same))
    }
}
