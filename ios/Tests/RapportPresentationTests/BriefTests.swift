import Foundation
import RapportCore
import RapportPresentation
import RapportTesting
import Testing

/// What one knows before a meeting.
@MainActor @Suite(.timeLimit(.minutes(3)), .enabled(if: Relay.program != nil, "no rapport-relay beside the library"))
struct BriefTests {
    @Test func theSecondMeetingKnowsWhatTheFirstLeftAndWhatChangedSince() async throws {
        try await withPair { ada, bea, _ in
            let (ours, theirs) = (try ada.home, try bea.home)
            await ours.meetings.appear()
            await theirs.meetings.appear()
            let first = try require(await ours.meetings.propose(now: Date(timeIntervalSinceNow: -60)))
            await until { theirs.meetings.shown.value?.contains { $0.id == first } == true }
            let (mine, hers) = (ours.meeting(first), theirs.meeting(first))
            await mine.appear()
            await hers.appear()
            let before = ours.brief(first)
            await before.appear()
            #expect(before.quiet && before.shown.value?.last == nil)
            mine.point.text = "How to begin"
            await mine.addPoint()
            mine.action.text = "Send the advert"
            await mine.addAction()
            #expect(await hers.turn(.confirm))
            await until { mine.shown.value?.can.hold == true }
            #expect(await mine.turn(.hold))

            // Since then a goal was begun, with a step.
            let space = try require(theirs.people.shown.value?.first?.space)
            theirs.goals.title.text = "Speak up"
            let goal = theirs.goal(try require(await theirs.goals.begin(in: .in(space))))
            await goal.appear()
            goal.step.text = "Say one sentence"
            await goal.addStep()
            #expect(await goal.turn(.propose))
            await ours.goals.appear()
            await until { ours.goals.shown.value?.contains { $0.id == goal.id } == true }
            let nod = ours.goal(goal.id)
            await nod.appear()
            await until { nod.shown.value?.can.nod == true }
            #expect(await nod.turn(.nod))

            let second = try require(await ours.meetings.propose(now: Date(timeIntervalSinceNow: 3600)))
            let brief = ours.brief(second)
            await brief.appear()
            await until { brief.shown.value?.steps.first?.step.text == "Say one sentence" }
            let told = try require(brief.shown.value)
            #expect(told.last?.id == first && told.counts.held == 1)
            #expect(told.leftOver.map(\.text) == ["How to begin"] && told.actions.map(\.text) == ["Send the advert"])
            #expect(told.goals.map(\.title) == ["Speak up"] && told.agenda.isEmpty && !brief.quiet)
            #expect(told.goals.first?.changes.first?.key == "goal.state.active")
            #expect(told.counts.words.arguments["what"] == .all([Words("count.meetings", ["n": .number(1)])]))

            // What is done is ticked where it is read, and what occurs to somebody is put down.
            await brief.tick(try require(told.steps.first))
            await until { brief.shown.value?.steps.isEmpty == true }
            await until { brief.shown.value?.goals.first?.stepsDone == 1 }
            await brief.tick(try require(told.actions.first))
            await until { brief.shown.value?.actions.first?.state == .done }
            brief.point.text = "The next weeks"
            await brief.addPoint()
            #expect(brief.point.isEmpty)
            await until { brief.shown.value?.agenda.map(\.text) == ["The next weeks"] }
        }
    }
}
