import Foundation
import RapportCore
import RapportPresentation
import RapportTesting
import Testing

/// Meetings that come again and again, on the phones of both.
@MainActor @Suite(.timeLimit(.minutes(3)), .enabled(if: Relay.program != nil, "no rapport-relay beside the library"))
struct SeriesTests {
    static let zurich = "Europe/Zurich"

    /// What a date picker in Zurich gives for a day, which was a Tuesday for all that follows.
    private func shown(_ text: String) throws -> Date {
        let zone = try require(TimeZone(identifier: Self.zurich))
        return try require(try require(CivilParts("\(text)[\(Self.zurich)]")).shown(in: zone))
    }

    private var zone: TimeZone { TimeZone(identifier: Self.zurich) ?? .autoupdatingCurrent }

    /// A series every second week, six times, that both agreed to.
    private func agreed(_ ours: HomeModel, _ theirs: HomeModel) async throws -> (SeriesModel, SeriesModel) {
        await ours.series.appear()
        await theirs.series.appear()
        let choice = ours.series.plan
        choice.form.value.first.choose(try shown("2035-03-06T17:00"), in: zone)
        await choice.offer(in: zone)
        #expect(choice.offered.map(\.every) == [1, 2, 1, 1])
        #expect(
            choice.offered.map(\.words.key) == ["series.weeks", "series.weeks", "series.nth", "series.dates"])
        choice.form.value.rhythm = 1
        choice.form.value.end = .after
        choice.form.value.times = 6
        ours.series.title.text = "Our hour"
        let id = try require(await ours.series.propose(in: zone))
        #expect(ours.series.title.isEmpty && choice.form.value == PlanForm())
        await until { theirs.series.shown.value?.first?.waitsForMe == true }
        let (mine, hers) = (ours.series(id), theirs.series(id))
        await mine.appear()
        await hers.appear()
        #expect(mine.shown.value?.can.confirm == false && hers.shown.value?.can.confirm == true)
        #expect(await hers.confirm())
        // Each screen hears of it for itself.
        await until { [mine, hers].allSatisfy { $0.shown.value?.row.stage == .confirmed } }
        return (mine, hers)
    }

    @Test func aSeriesIsProposedAgreedToAndGetsAnotherRhythm() async throws {
        try await withPair { ada, bea, _ in
            let (ours, theirs) = (try ada.home, try bea.home)
            let (mine, hers) = try await agreed(ours, theirs)
            let view = try require(hers.shown.value)
            #expect(view.row.plan.ends == .after(6) && view.row.plan.minutes == 60)
            #expect(view.times.map(\.of).prefix(2) == ["2035-03-06", "2035-03-20"])
            #expect(view.times.count == 6 && view.times.allSatisfy(\.agreed))
            #expect(view.history.map(\.did.words.key) == ["series.did.propose", "series.did.confirm"])
            #expect(view.row.plan.words.arguments["time"] == .time("17:00"))
            await until { theirs.series.shown.value?.first?.next?.of == "2035-03-06" }

            // Another rhythm: it waits for the yes to exactly that.
            mine.plan.form.value.first.choose(try shown("2035-04-03T18:30"), in: zone)
            mine.plan.form.value.rhythm = 2
            #expect(await mine.change(in: zone))
            #expect(mine.plan.form.value == PlanForm())
            await until { hers.shown.value?.wish != nil }
            #expect(hers.shown.value?.can.agree == true && mine.shown.value?.can.agree == false)
            let wish = try require(hers.shown.value?.wish)
            #expect(wish.byName == "Ada" && wish.plan.on == .onWeekday(nth: .first, day: .tuesday))
            #expect(await hers.agree(to: wish))
            await until { mine.shown.value?.plans.count == 2 }
            #expect(mine.shown.value?.wish == nil)
            await until { mine.shown.value?.times.first { $0.of == "2035-05-01" } != nil }
            // The same yes a second time is one to nothing.
            #expect(await !hers.agree(to: wish))
            #expect(hers.acting.failure != nil)
        }
    }

    @Test func todayLeadsToATimeThatNobodyHasOpened() async throws {
        try await withPair { ada, bea, _ in
            let (ours, theirs) = (try ada.home, try bea.home)
            _ = try await agreed(ours, theirs)
            await ours.today.appear()
            await until { ours.today.shown.value?.nextMeeting != nil }
            let next = try require(ours.today.shown.value?.nextMeeting)
            #expect(next.slot == "2035-03-06T17:00[\(Self.zurich)]" && next.stage == .confirmed && next.with == "Bea")
            // Whoever looks at it opens it, and both have the same one.
            let meeting = ours.meeting(next.id)
            await meeting.appear()
            #expect(meeting.shown.value?.row.title == "Our hour")
            await theirs.today.appear()
            await until { theirs.today.shown.value?.nextMeeting?.id == next.id }
        }
    }

    @Test func oneTimeIsMovedAnotherLeftOutOneOpenedAndTheRestIsEnded() async throws {
        try await withPair { ada, bea, _ in
            let (ours, theirs) = (try ada.home, try bea.home)
            let (mine, hers) = try await agreed(ours, theirs)
            @MainActor func time(_ of: Day, _ model: SeriesModel) throws -> SeriesTimeView {
                try require(model.shown.value?.times.first { $0.of == of })
            }
            // Moved: what is chosen begins with where it is, and only the other one can say yes.
            let second = try time("2035-03-20", mine)
            #expect(mine.other.value.parts(of: second, in: zone).civil == second.slot)
            mine.other.value.choose(try shown("2035-03-21T18:00"), for: second, in: zone)
            let third = try time("2035-04-03", mine)
            #expect(mine.other.value.parts(of: third, in: zone).civil == third.slot)
            #expect(await mine.move(second, in: zone))
            await until { hers.moved(second)?.canAgree == true }
            await until { mine.moved(second) != nil }
            #expect(mine.moved(second)?.canAgree == false && mine.moved(second)?.agreed == false)
            #expect(await hers.agree(to: try require(hers.moved(second))))
            await until { mine.moved(second)?.agreed == true }
            #expect(try time("2035-03-20", mine).slot == "2035-03-21T18:00[\(Self.zurich)]")

            hers.note.text = "A visit"
            #expect(await hers.skip(third, because: .clash))
            #expect(hers.note.isEmpty)
            await until { mine.shown.value?.skipped.first?.note == "A visit" }
            #expect(mine.shown.value?.skipped.first?.reason == .clash)
            #expect(mine.shown.value?.times.contains { $0.of == "2035-04-03" } == false)

            // Opened by one, it is the same for both.
            let meeting = try require(await mine.open(try time("2035-03-06", mine)))
            await until { (try? time("2035-03-06", hers).meeting) == meeting }
            #expect(await hers.open(try time("2035-03-06", hers)) == meeting)

            // Days off, shortened, and then no more at all.
            mine.pause.value.first.choose(try shown("2035-04-10T12:00"), in: zone)
            mine.pause.value.last.choose(try shown("2035-04-30T12:00"), in: zone)
            #expect(await mine.rest(in: zone))
            await until { hers.shown.value?.pauses == [PauseView(first: "2035-04-10", last: "2035-04-30")] }
            #expect(hers.shown.value?.times.contains { $0.of == "2035-04-17" } == false)
            hers.resume.value.choose(try shown("2035-04-16T12:00"), in: zone)
            #expect(await hers.goOn(in: zone))
            await until { mine.shown.value?.times.contains { $0.of == "2035-04-17" } == true }
            #expect(mine.resume.value == WhenForm() && mine.pause.value == SpanForm())
            #expect(await mine.end(because: .notNeeded))
            await until { theirs.series.ended.map(\.id) == [mine.id] }
            await until { theirs.series.shown.value?.isEmpty == true }
            await until { hers.shown.value?.row.stage == .cancelled }
            #expect(
                hers.shown.value?.can
                    == SeriesCan(
                        confirm: false, agree: false, change: false, end: false, edit: false))
            #expect(hers.shown.value?.history.last?.did.words.key == "series.did.cancel")
        }
    }

    @Test func afterAMeetingTheNextOneIsProposedWithWhatWasLeftOver() async throws {
        try await withPair { ada, bea, _ in
            let (ours, theirs) = (try ada.home, try bea.home)
            _ = try await agreed(ours, theirs)
            await ours.meetings.appear()
            await theirs.meetings.appear()
            let id = try require(await ours.meetings.propose(now: Date(timeIntervalSinceNow: -60)))
            await until { theirs.meetings.shown.value?.contains { $0.id == id } == true }
            let (mine, hers) = (ours.meeting(id), theirs.meeting(id))
            await mine.appear()
            await hers.appear()
            mine.point.text = "Left over"
            await mine.addPoint()
            #expect(await hers.turn(.confirm))
            await until { mine.shown.value?.can.hold == true }
            #expect(mine.next == nil)
            #expect(await mine.turn(.hold))
            await until { mine.next != nil }
            #expect(mine.next?.slot == "2035-03-06T17:00[\(Self.zurich)]" && mine.next?.of == "2035-03-06")
            let next = ours.meeting(try require(await mine.proposeNext()))
            #expect(mine.next == nil)
            await next.appear()
            #expect(next.shown.value?.agenda.map(\.text) == ["Left over"])
            #expect(next.shown.value?.agenda.first?.carriedFrom == id)
        }
    }

    @Test func whatWasChosenForASeriesSurvivesAKillAndARefusal() async throws {
        let phone = try await Phone.first("Ada")
        let areas = try require(phone.app.areas)
        let folder = phone.device.folder.appendingPathComponent("drafts")
        @MainActor func list() -> SeriesListModel {
            SeriesListModel(
                meetings: areas.meetings, people: areas.people, drafts: FileDrafts(folder: folder))
        }
        let left = list()
        left.title.text = "Our hour"
        left.form.value.mode = .phone
        left.plan.form.value.first.choose(try shown("2035-03-31T17:00"), in: zone)
        left.plan.form.value.rhythm = 3
        let again = list()
        await again.appear()
        #expect(again.title.text == "Our hour" && again.form.value.mode == .phone)
        await again.plan.offer(in: zone)
        #expect(again.plan.offered.last?.on == .date(date: 31))
        #expect(again.shown.value?.isEmpty == true && again.space == nil)
        #expect(await again.propose(in: zone) == nil)
        #expect(again.title.text == "Our hour" && again.plan.form.value.rhythm == 3)
        try await phone.end()
    }
}

/// What is said of series, briefs and times, looked up in the catalog.
@MainActor struct SeriesWordsTests {
    private func plan(_ on: PlanDays) -> SeriesPlan {
        SeriesPlan(start: "2035-03-06T17:00[Europe/Zurich]", minutes: 60, every: 2, on: on, ends: .never)
    }

    @Test func everythingHasWordsAndTheirArguments() {
        let nths: [Nth] = [.first, .second, .third, .fourth, .fifth, .last]
        let plans =
            [
                .daily, .weekly(days: Weekday.choices, begins: .monday), .date(date: 31), .lastDate,
            ].map(plan) + nths.map { plan(.onWeekday(nth: $0, day: .friday)) }
        let ends: [Ends] = [.never, .on("2035-03-06"), .after(3)]
        let did: [SeriesDid] = [
            .propose(plan: plan(.daily)), .confirm, .moveOne(of: .first, to: ""), .agreeOne(of: .first, to: ""),
            .moveRest(plan: plan(.daily)), .agreeRest(plan: plan(.daily)), .skip(of: .first, reason: .ill, note: ""),
            .pause(first: .first, last: .first), .resume(from: .first), .cancel(reason: .ill, note: ""), .newer,
        ]
        let costs: [SlotCost] = [.later, .outsideHours, .rim, .notRound]
        let reasons = costs.flatMap { cost in
            [Whose.mine, .theirs, .both].map { SlotReason(cost: cost, whose: $0, points: 1) }
        }
        let counts = [0, 2].map { MeetingCounts(held: 3, activities: $0, missed: 1) }
        let goal = BriefGoal(
            goal: GoalKey(text: ""), title: "", stage: .active, turns: 1, revisions: 1, progress: 1, stepsDone: 1,
            milestonesReached: 1)
        let left = LeftOutView(line: 3, field: .calendar, problem: .repeatNotTaken(at: 2))
        let all =
            plans.flatMap { [$0.words, $0.often, $0.lasts] } + ends.map(\.words) + did.map(\.words)
            + PlanForm.End.allCases.map(\.words) + CancelReason.choices.map(\.words) + reasons.flatMap(\.words)
            + counts.map(\.words) + goal.changes + [left.words, CalendarTaken(times: 1, days: 2, leftOut: []).words]
        for words in all { expectFull(words) }
        #expect(goal.changes.count == 5)
        #expect(plans.first?.firstDay == .day("2035-03-06") && plans.first?.zone == "Europe/Zurich")
    }

    /// Each text is there and is given what it takes, also those within it.
    private func expectFull(_ words: Words) {
        #expect(words.known && Set(words.arguments.keys) == Set(wordPlaces[words.key] ?? []), "\(words.key)")
        for argument in words.arguments.values {
            switch argument {
            case .words(let inner): expectFull(inner)
            case .list(let list), .all(let list): list.forEach(expectFull)
            default: break
            }
        }
    }
}
