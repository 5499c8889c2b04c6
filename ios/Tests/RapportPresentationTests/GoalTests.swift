import Foundation
import RapportCore
import RapportPresentation
import RapportTesting
import Testing

@MainActor @Suite(.timeLimit(.minutes(2)))
struct GoalTests {
    @Test func aGoalFromTheFirstWordToTheLastStep() async throws {
        let phone = try await Phone.first("Ada")
        let home = try phone.home
        await home.today.appear()
        await home.goals.appear()
        #expect(home.goals.shown.value?.isEmpty == true)
        home.goals.title.text = "Learn to listen"
        let goal = home.goal(try #require(await home.goals.begin(in: .private)))
        await goal.appear()
        #expect(goal.shown.value?.row.title == "Learn to listen")
        let today = try #require(home.today.shown.value?.today)
        goal.step.text = "Ask one question"
        await goal.addStep(due: .on(today))
        #expect(goal.step.isEmpty)
        await until { home.today.shown.value?.steps.count == 1 }

        // Ticked on Today, taken back, ticked again.
        let step = try #require(home.today.shown.value?.steps.first)
        #expect(step.goal == goal.id && step.meeting == nil)
        await home.today.tick(step)
        await until { home.today.shown.value?.steps.isEmpty == true }
        await home.today.untick()
        await until { home.today.shown.value?.steps.count == 1 }
        #expect(home.today.ticked == nil)
        await home.today.tick(step)
        await until { goal.shown.value?.steps.first?.state == .done }

        goal.comment.text = "That went well"
        await goal.addComment(.review)
        goal.milestone.text = "A whole evening"
        await goal.addMilestone()
        await until { goal.shown.value?.milestones.count == 1 && goal.shown.value?.comments.count == 1 }
        await goal.edit(.why("I want to understand"))
        #expect(await goal.turn(.start))
        #expect(await goal.turn(.achieve))
        await until { home.goals.shown.value?.isEmpty == true }
        await home.goals.show(past: true)
        #expect(home.goals.shown.value?.map(\.stage) == [.achieved])
        await home.search.look(for: "listen")
        #expect(home.search.hits.map(\.title) == ["Learn to listen"])
        try await phone.end()
    }

    @Test func whatIsRefusedIsShownAndKept() async throws {
        let phone = try await Phone.first("Ada")
        let home = try phone.home
        home.goals.title.text = "   "
        #expect(await home.goals.begin(in: .private) == nil)
        #expect(home.goals.acting.failure(at: .title) == .Invalid(field: .title, problem: .empty))
        #expect(home.goals.acting.failure(at: .due) == nil)
        home.goals.title.text = "Listen"
        let goal = home.goal(try #require(await home.goals.begin(in: .private)))
        #expect(home.goals.acting.failure == nil)
        await goal.appear()
        #expect(await !goal.turn(.nod))
        guard case .NotAllowed? = goal.acting.failure else { throw Failure.Stopped }
        goal.acting.dismiss()
        #expect(goal.acting.failure == nil)
        #expect(await goal.delete())
        let gone = home.goal(GoalKey(text: "goal-"))
        await gone.appear()
        #expect(gone.shown.failure == .NotFound(what: "goal"))
        #expect(gone.shown.failure?.remedy == .goBack)
        try await phone.end()
    }

    @Test func myProfileAndMyWords() async throws {
        let phone = try await Phone.first("Ada")
        let home = try phone.home
        await home.people.appear()
        #expect(await home.people.edit(.pronouns("she/her")))
        #expect(home.people.me?.profile.pronouns == "she/her")
        #expect(await !home.people.edit(.zone("nowhere at all")))
        await home.devices.appear()
        #expect(home.devices.shown.value?.wordsUnconfirmed == true)
        await home.devices.showWords()
        #expect(home.devices.words?.split(separator: " ").count == 24)
        await home.devices.confirmWords()
        #expect(home.devices.words == nil)
        await until { home.devices.shown.value?.wordsUnconfirmed == false }
        await home.devices.showWords()
        #expect(home.devices.words == nil)
        let report = await home.devices.report()
        #expect(report?.contains("Ada") == false)
        home.devices.disappear()
        try await phone.end()
    }
}
