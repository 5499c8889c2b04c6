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

    @Test func rowsGoUpAndDownAndWhereTheyAreDropped() async throws {
        let phone = try await Phone.first("Ada")
        let home = try phone.home
        home.goals.title.text = "Listen"
        let goal = home.goal(try #require(await home.goals.begin(in: .private)))
        await goal.appear()
        goal.milestone.text = "A week"
        await goal.addMilestone()
        goal.milestone.text = "A month"
        await goal.addMilestone()
        await until { goal.shown.value?.milestones.count == 2 }
        let week = try #require(goal.shown.value?.milestones.first)
        for text in ["one", "two", "three", "four"] {
            goal.step.text = text
            await goal.addStep()
        }
        func texts() -> [String] { goal.shown.value?.steps.map(\.text) ?? [] }
        func step(_ text: String) throws -> StepView {
            try #require(goal.shown.value?.steps.first { $0.text == text })
        }
        await until { texts() == ["one", "two", "three", "four"] }
        #expect(await goal.move(try step("two"), .up))
        await until { texts() == ["two", "one", "three", "four"] }
        #expect(await goal.move(try step("one"), .down))
        await until { texts() == ["two", "three", "one", "four"] }
        #expect(await goal.move(try step("four"), .before(0)))
        await until { texts() == ["four", "two", "three", "one"] }
        #expect(await goal.move(try step("four"), .before(3)))
        await until { texts() == ["two", "three", "four", "one"] }
        #expect(await !goal.move(try step("two"), .up))
        #expect(await !goal.move(try step("one"), .down))

        // Steps are shown milestone by milestone: among those of the same they go up and down.
        for text in ["five", "six"] {
            goal.step.text = text
            await goal.addStep(milestone: week.id)
        }
        await until { texts().count == 6 }
        let (own, loose) = (["five", "six"], ["two", "three", "four", "one"])
        let ownFirst = texts() == own + loose
        #expect(ownFirst || texts() == loose + own)
        #expect(await !goal.move(try step("five"), .up))
        #expect(await goal.move(try step("six"), .up))
        await until { texts().filter(own.contains) == ["six", "five"] }
        // Dropped among the others, it belongs to them.
        #expect(await goal.move(try step("five"), .before(ownFirst ? 4 : 2)))
        await until { texts().filter((loose + ["five"]).contains) == ["two", "three", "five", "four", "one"] }
        #expect(try step("five").milestone == nil && step("six").milestone == week.id)
        #expect(await goal.move(week, .down))
        await until { goal.shown.value?.milestones.map(\.title) == ["A month", "A week"] }
        #expect(goal.acting.failure == nil)
        try await phone.end()
    }

    @Test func howFarItIsIsWrittenDownInTheMeasureOfTheGoal() async throws {
        let phone = try await Phone.first("Ada")
        let home = try phone.home
        home.goals.title.text = "Listen"
        let goal = home.goal(try #require(await home.goals.begin(in: .private)))
        await goal.appear()
        goal.entry.value.percent = 40
        // As long as it is a draft there is nothing to write down.
        #expect(await !goal.addEntry())
        #expect(goal.acting.failure != nil && goal.entry.value.percent == 40)
        #expect(await goal.turn(.start))
        goal.happened.text = "A first talk"
        await goal.addEntry()
        #expect(goal.acting.failure == nil)
        await until { goal.shown.value?.entries.count == 1 }
        let first = try #require(goal.shown.value?.entries.first)
        #expect(first.reading == .share(400) && first.note == "A first talk" && first.byName == "Ada")
        #expect(goal.entry.value == EntryForm() && goal.happened.isEmpty)

        let talks = Measure(kind: .amount, baseline: "0", target: "10", unit: "talks")
        #expect(await goal.edit(.measure(talks)))
        await until { goal.shown.value?.wording.measure == talks }
        goal.entry.value.amount = "many"
        goal.happened.text = "A second one"
        #expect(await !goal.addEntry())
        #expect(goal.acting.failure != nil && goal.happened.text == "A second one")
        #expect(home.goal(goal.id).entry.value.amount == "many")
        goal.entry.value.amount = "2.5"
        #expect(await !goal.addEntry(mark: .comma))
        #expect(goal.entry.value.amount == "2.5")
        #expect(await goal.addEntry(mark: .point))
        await until { goal.shown.value?.entries.count == 2 }
        #expect(goal.shown.value?.entries.contains { $0.reading == .amount("2.5") } == true)
        #expect(goal.shown.value?.row.progress == 250)
        // With a comma for a decimal mark, a point stands between thousands.
        for (typed, read) in [("1.000", "1000"), ("1,25", "1.25")] {
            let before = goal.shown.value?.entries.count ?? 0
            goal.entry.value.amount = typed
            #expect(await goal.addEntry(mark: .comma))
            await until { goal.shown.value?.entries.count == before + 1 }
            let last = try #require(goal.shown.value?.entries.last)
            #expect(last.reading == .amount(read))
            await goal.delete(last.id)
            await until { goal.shown.value?.entries.count == before }
        }
        await goal.delete(first.id)
        await until { goal.shown.value?.entries.count == 1 }
        try await phone.end()
    }

    @Test func whyAGoalIsLetGoIsKeptUntilItIsSaid() async throws {
        let drafts = MemoryDrafts()
        let phone = try await Phone.first("Ada", drafts: drafts)
        let home = try phone.home
        home.goals.title.text = "Listen"
        let id = try #require(await home.goals.begin(in: .private))
        home.goal(id).reason.text = "Too much at once"
        // After a kill, the screen is another one.
        let goal = home.goal(id)
        await goal.appear()
        #expect(goal.reason.text == "Too much at once")
        #expect(await goal.turn(.start))
        #expect(await goal.drop())
        #expect(goal.reason.isEmpty)
        await until { goal.shown.value?.state == .dropped(reason: "Too much at once") }
        try await phone.end()
    }

    @Test func aFieldKeepsWhatIsTypedUntilItIsTaken() async throws {
        let phone = try await Phone.first("Ada")
        let home = try phone.home
        home.goals.title.text = "Listen"
        let goal = home.goal(try #require(await home.goals.begin(in: .private)))
        await goal.appear()
        let why = goal.field(.why) { .why($0) }
        #expect(why === goal.field(.why) { .why($0) } && why.text("nothing yet") == "nothing yet")
        why.type("It matters")
        // What comes meanwhile does not take it away; after a kill it is there again.
        #expect(why.text("from elsewhere") == "It matters")
        #expect(home.goal(goal.id).field(.why) { .why($0) }.text("") == "It matters")
        await why.leave("")
        await until { goal.shown.value?.wording.why == "It matters" }
        #expect(why.text("It matters") == "It matters" && why.text("changed there") == "changed there")
        // An empty text is a text, and a refused one stays.
        let title = goal.field(.title) { .title($0) }
        title.type("")
        await title.leave("Listen")
        #expect(goal.acting.failure(at: .title) != nil && title.text("Listen").isEmpty)
        title.type("Listen")
        await title.leave("Listen")
        #expect(title.text("Learn to listen") == "Learn to listen")
        why.type("")
        await why.leave("It matters")
        await until { goal.shown.value?.wording.why == "" }

        await home.people.appear()
        let name = home.people.field(.name) { .name($0) }
        name.type("Ada L.")
        #expect(home.people.field(.name) { .name($0) }.text("Ada") == "Ada L.")
        await name.leave("Ada")
        #expect(home.people.me?.profile.name == "Ada L.")
        try await phone.end()
    }

    @Test func searchLooksEverywhereAndTheLastQuestionCounts() async throws {
        let phone = try await Phone.first("Ada")
        let home = try phone.home
        let areas = try #require(phone.app.areas)
        let goal = try await areas.goals.begin(new: NewGoal(place: .private, title: "Learn to listen"))
        let note = try await areas.notes.begin(new: NewNote(place: .private, title: "Monday"))
        let editor = try await areas.notes.open(note: note.note, section: note.section)
        _ = try editor.exchange(edits: [.splice(at: 0, delete: 0, insert: "We listened to the whole story")])
        try await editor.finish()
        let search = home.search
        await search.look(for: "liste")
        #expect(Set(search.hits.map(\.what)) == [.goal(goal), .note(id: note.note, section: note.section)])
        #expect(search.hits(.notes).first?.excerpt.contains { $0.hit } == true)
        #expect(search.hits(.meetings).isEmpty && !search.foundNothing)
        await search.look(for: "nowhere to be found")
        #expect(search.foundNothing && search.hits.isEmpty)
        async let early: Void = search.look(for: "monday")
        async let late: Void = search.look(for: "learn")
        _ = await (early, late)
        #expect(search.hits.map(\.title) == [search.searched == "learn" ? "Learn to listen" : "Monday"])
        await search.look(for: "  ")
        #expect(search.hits.isEmpty && !search.foundNothing)
        for group in SearchModel.Group.allCases { #expect(group.words.known) }
        try await phone.end()
        await search.look(for: "learn")
        #expect(search.acting.failure == .Stopped)
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
