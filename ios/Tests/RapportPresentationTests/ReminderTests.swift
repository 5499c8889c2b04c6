import Foundation
import RapportCore
import RapportPresentation
import RapportTesting
import Testing

/// Reminders over the real core and a list that behaves as iOS does.
@MainActor @Suite(.timeLimit(.minutes(3)))
struct ReminderTests {
    private func day(ahead days: Int) throws -> Day {
        let utc = try require(TimeZone(identifier: "UTC"))
        return CivilParts(shown: Date(timeIntervalSinceNow: Double(days) * 86_400), in: utc).day
    }

    /// Somebody with a goal and steps that are due in some days, with the app in front.
    private func someone(
        _ list: FakeNotifications, due days: [Int] = [3]
    ) async throws -> (Phone, GoalModel) {
        let phone = try await Phone.first("Ada", notifications: list)
        await phone.app.enter()
        let goals = try phone.home.goals
        goals.title.text = "Speak up"
        let goal = try phone.home.goal(try require(await goals.begin(in: .private)))
        await goal.appear()
        for ahead in days {
            goal.step.text = "Say one sentence, \(ahead)"
            await goal.addStep(due: .on(try day(ahead: ahead)))
        }
        await until { goal.shown.value?.steps.count == days.count }
        return (phone, goal)
    }

    private func notice(_ list: FakeNotifications) async throws -> Notice {
        try require(await list.pending().compactMap(\.notice).first { !$0.parts.isEmpty })
    }

    @Test func leaveIsAskedWhenTheFirstReminderIsMadeAndNotBefore() async throws {
        let list = FakeNotifications(.undecided)
        let phone = try await Phone.first("Ada", notifications: list)
        await phone.app.enter()
        #expect(await list.calls.isEmpty)
        let goals = try phone.home.goals
        goals.title.text = "Speak up"
        let goal = try phone.home.goal(try require(await goals.begin(in: .private)))
        goal.step.text = "Say one sentence"
        await goal.addStep(due: .on(try day(ahead: 3)))
        let center = try phone.home.reminders
        await until { center.waits.contains { $0 != "refresh" } }
        #expect(await list.calls.first == "ask" && center.leave == .given)
        // It is put once, whatever comes after it.
        goal.step.text = "Say two"
        await goal.addStep(due: .on(try day(ahead: 4)))
        await until { center.waits.filter { $0 != "refresh" }.count == 2 }
        #expect(await list.calls.filter { $0 == "ask" }.count == 1)
        // Nobody's words stand on the lock screen, and it goes by the clock of the phone.
        let step = try await notice(list)
        #expect(!step.text.isEmpty && !step.text.contains("Say") && step.parts.count == 1)
        if case .wall = step.time {} else { Issue.record("\(step.time)") }
        try await phone.end()
    }

    @Test func withoutLeaveNothingIsHandedOverAndEverythingIsStillToldHere() async throws {
        let list = FakeNotifications(.undecided, answers: .refused)
        let (phone, _) = try await someone(list)
        let center = try phone.home.reminders
        await until { center.leave == .refused }
        #expect(await list.pending().isEmpty && center.waits.isEmpty)
        let model = try phone.home.plannedReminders()
        await model.appear()
        #expect(model.coming.first?.lines.first?.title == "Say one sentence, 3")
        #expect(model.coming.first?.lines.first?.because?.key == "reminder.because.step_due")
        // The core knows it, and whoever asks why hears it.
        let part = try require(await phone.app.areas?.reminders.plan(budget: .ios).pushes.first?.parts.first)
        #expect(part.held == .notAllowed)
        // Given later in the settings of the system, it is used with the next waking.
        await list.decide(.given)
        await phone.app.leave()
        await phone.app.enter()
        #expect(center.leave == .given && !center.waits.isEmpty)
        try await phone.end()
    }

    @Test func whatRingsWithoutBeingSeenDoesNotCountAsShown() async throws {
        let list = FakeNotifications()
        let (phone, _) = try await someone(list)
        let center = try phone.home.reminders
        await until { !center.waits.isEmpty }
        let step = try await notice(list)
        // In the settings of the system everything is switched off but the sound; then its time comes.
        await list.only([])
        await list.ring(step.name)
        await center.replan()
        #expect(center.leave == .refused)
        #expect(await list.shown.isEmpty)
        let plan = try await require(phone.app.areas?.reminders).plan(budget: .ios)
        #expect(plan.pushes.first?.parts.first?.held == .notAllowed)
        // One place is enough: the list of notifications, without a banner and without a sound.
        await list.only(.list)
        await center.replan()
        #expect(center.leave == .given)
        await until { center.waits.contains(step.name) }
        try await phone.end()
    }

    @Test(arguments: NotificationLeave.allCases)
    func leaveIsWorthWhatItsPlacesShow(_ leave: NotificationLeave) {
        #expect(leave.within([]) == (leave == .given ? .refused : leave))
        for place in [NotificationPlaces.banner, .lockScreen, .list] { #expect(leave.within(place) == leave) }
    }

    @Test func whatIsDoneIsTakenAwayAndNothingElseIsTouched() async throws {
        let list = FakeNotifications()
        let (phone, goal) = try await someone(list, due: [3, 4])
        let center = try phone.home.reminders
        await until { center.waits.count >= 2 }
        let before = center.waits
        await list.forgetCalls()
        // Planned anew, nothing is new.
        await phone.app.clockChanged()
        await center.replan()
        #expect(await list.calls.isEmpty && center.waits == before)
        await goal.tick(try require(goal.shown.value?.steps.first))
        await until { center.waits.count == before.count - 1 }
        #expect(await list.calls.filter { $0.hasPrefix("add") && !$0.contains("refresh") }.isEmpty)
        try await phone.end()
    }

    @Test func whatIsHandedOverIsWhatIsPlannedTheNearestFirst() async throws {
        let list = FakeNotifications()
        let (phone, _) = try await someone(list, due: Array(1...13) + Array(1...13))
        let center = try phone.home.reminders
        await center.replan()
        let model = try phone.home.plannedReminders()
        await model.appear()
        #expect(center.waits == model.coming.map(\.id.text) && !center.waits.isEmpty && center.waits.count <= 40)
        // More than there is room for stands among what does not come, with the reason.
        #expect(model.leftOut.contains { $0.fate?.key == "reminder.held.week_full" })
        try await phone.end()
    }

    @Test func doneOnTheLockScreenTicksTheStep() async throws {
        let list = FakeNotifications()
        let (phone, goal) = try await someone(list)
        let center = try phone.home.reminders
        await until { !center.waits.isEmpty }
        let step = try await notice(list)
        // The app sleeps; an answer wakes its core for a moment.
        await phone.app.leave()
        await phone.app.respond(to: step, with: .done)
        let asleep = await failure { _ = try await require(phone.app.areas).core.home() }
        #expect(asleep == .Stopped)
        await phone.app.enter()
        await until { goal.shown.value?.steps.first?.state == .done }
        #expect(await list.pending().filter { $0.name == step.name }.isEmpty)
        #expect(try phone.home.led == nil)
        try await phone.end()
    }

    @Test func openLeadsToWhatItIsAbout() async throws {
        let list = FakeNotifications()
        let (phone, goal) = try await someone(list)
        let center = try phone.home.reminders
        await until { !center.waits.isEmpty }
        await phone.app.respond(to: try await notice(list), with: NoticeAction(named: "tapped"))
        #expect(try phone.home.led == .goal(goal.id))
        // What asks to open the app leads nowhere else; what is gone is no mistake.
        try phone.home.led = nil
        let gone = Notice(
            name: "x", time: .moment(.distantPast), text: "", loud: false, parts: [OccurrenceKey(text: "nothing")])
        for action in [NoticeAction.open, .done, .dismiss, .later(.hour)] {
            await phone.app.respond(to: gone, with: action)
        }
        #expect(try phone.home.led == nil)
        try phone.home.open(.checkIn(instrument: "pulse", pair: nil))
        #expect(try phone.home.answering === phone.home.checkIn(AskedCheckIn("pulse")))
        try await phone.end()
    }

    @Test func whoPutsItOffThreeTimesIsAskedSomethingElse() async throws {
        let list = FakeNotifications()
        let (phone, _) = try await someone(list)
        let center = try phone.home.reminders
        await until { !center.waits.isEmpty }
        let step = try await notice(list)
        for _ in 0..<3 {
            await phone.app.respond(to: step, with: NoticeAction(named: "later"))
            #expect(center.told == nil)
        }
        await phone.app.respond(to: step, with: .later(.tomorrow))
        #expect(center.told?.words.key == "screen.reminders.snoozed_enough" && center.told?.words.known == true)
        #expect(try phone.home.led == nil && phone.home.showsReminders)
        if case .putOffEnough(let row) = center.told { #expect(row.about != nil) } else { Issue.record("nothing told") }
        let model = try phone.home.plannedReminders()
        let why = try require(await model.why(try require(step.parts.first)))
        #expect(why.marks.filter { $0.state == .snoozed }.count == 3)
        #expect(why.fate.words.known && why.because?.words.known == true)
        // None at all: then the kind is off.
        await center.decide(.step, on: false)
        await model.appear()
        #expect(center.told == nil && model.shown.value?.off == [.step])
        try await phone.end()
    }

    @Test func whoDismissesTwiceIsToldThatItComesLessOften() async throws {
        let list = FakeNotifications()
        let (phone, _) = try await someone(list, due: [2, 4, 6])
        let center = try phone.home.reminders
        await until { center.waits.filter { $0 != "refresh" }.count == 3 }
        let steps = await list.pending().compactMap(\.notice).filter { !$0.parts.isEmpty }
        let dismiss = NoticeAction(named: "com.apple.UNNotificationDismissActionIdentifier")
        await phone.app.respond(to: steps[0], with: dismiss)
        #expect(center.told == nil)
        await phone.app.respond(to: steps[1], with: dismiss)
        #expect(center.told == .rarer(.step) && center.told?.words.known == true)
        #expect(try phone.home.showsReminders)
        await center.decide(.step, on: true)
        #expect(center.told == nil)
        try await phone.end()
    }

    @Test func whatWasShownIsToldAndWhatWasLostComesAgain() async throws {
        let list = FakeNotifications()
        let (phone, _) = try await someone(list)
        let center = try phone.home.reminders
        await until { !center.waits.isEmpty }
        let step = try await notice(list)
        await list.ring(step.name)
        // Its time lies ahead by the clock of the core, so nothing became of it yet; it is handed over once more.
        await center.replan()
        #expect(center.waits.contains(step.name))
        #expect(await list.shown == [step.name])
        try await phone.end()
    }

    @Test func whatSomebodyWantsIsSetAndSaidWhereItDoesNotFit() async throws {
        let list = FakeNotifications()
        let (phone, _) = try await someone(list, due: [3, 5])
        let center = try phone.home.reminders
        await until { center.waits.count >= 2 }
        let model = try phone.home.plannedReminders()
        await model.appear()
        #expect(await model.set { try await $0.setKind(kind: .step, on: false) })
        #expect(model.shown.value?.off == [.step] && model.coming.flatMap(\.lines).isEmpty)
        #expect(model.leftOut.first?.fate?.key == "reminder.held.kind_off")
        await until { center.waits.filter { $0 != "refresh" }.isEmpty }
        #expect(await model.set { try await $0.setKind(kind: .step, on: true) })
        await until { center.waits.filter { $0 != "refresh" }.count == 2 }

        #expect(await !model.set { try await $0.setQuietHours(hours: QuietHours(begin: "09:00", end: "09:00")) })
        #expect(model.acting.failure?.what.known == true && model.acting.failure?.advice.known == true)
        #expect(await model.set { try await $0.setQuietHours(hours: nil) } && model.shown.value?.quiet == nil)
        // Switched on again they are what the core begins with.
        let usual = try require(model.usualQuiet)
        #expect(await model.set { try await $0.setQuietHours(hours: usual) })
        #expect(model.shown.value?.quiet == QuietHours(begin: "21:00", end: "08:00"))

        let utc = try require(TimeZone(identifier: "UTC"))
        model.until.value.choose(Date(timeIntervalSinceNow: 20 * 86_400), in: utc)
        #expect(await model.pause(in: utc))
        #expect(model.shown.value?.pausedUntil == (try day(ahead: 20)) && model.until.value == WhenForm())
        await until { center.waits.filter { $0 != "refresh" }.isEmpty }
        #expect(await model.set { try await $0.pause(until: nil) } && model.coming.count >= 2)
        try await phone.end()
    }

    @Test func everythingThatIsSaidOfRemindersHasWords() {
        let texts: [ReminderText] =
            [.meeting, .log, .step, .checkIn, .idle, .watch, .concern, .several(n: 2), .refresh]
            + ReminderKind.choices.map { .rarer(kind: $0) }
        let becauses: [ReminderBecause] = [
            .meetingAt(slot: ""), .meetingOver(slot: ""), .stepDue(day: .first), .checkInDue(day: .first),
            .quietSince(day: .first), .concernOpen(by: ""),
        ]
        let held: [ReminderHeld] = [
            .over, .quietHours, .weekend, .paused, .kindOff, .dayFull, .weekFull, .merged, .replaced, .rarer, .tooLate,
            .shown, .late, .snoozed, .silent, .notAllowed, .unknownZone, .farAhead,
        ]
        let states: [ReminderState] = [
            .planned, .shown, .done, .snoozed, .dismissed, .expired, .suppressed, .missed,
        ]
        let fates: [ReminderFate] = [.coming(at: .now, held: nil), .coming(at: .now, held: .merged), .out(at: .now)]
        let all =
            texts.map(\.words) + becauses.map(\.words) + held.map(\.words) + states.map(\.words) + fates.map(\.words)
            + ReminderKind.choices.map(\.words)
        for words in all {
            #expect(words.known && Set(words.arguments.keys) == Set(wordPlaces[words.key] ?? []), "\(words.key)")
        }
    }
}
