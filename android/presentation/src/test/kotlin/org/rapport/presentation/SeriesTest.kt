package org.rapport.presentation

import java.time.LocalDate
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.ExperimentalCoroutinesApi
import kotlinx.coroutines.cancel
import kotlinx.coroutines.test.StandardTestDispatcher
import kotlinx.coroutines.test.TestScope
import kotlinx.coroutines.test.runCurrent
import kotlinx.coroutines.test.runTest
import org.junit.Assert.assertEquals
import org.junit.Assert.assertNull
import org.junit.Assert.assertTrue
import org.junit.Test
import org.rapport.core.*
import org.rapport.id.*

/** Series behind their screens, over fakes. */
@OptIn(ExperimentalCoroutinesApi::class)
class SeriesTest {
    private val core = FakeCore()
    private val navigator = Navigator()
    private val drafts = Drafts()
    private val id = SeriesKey("series-1")

    private fun test(body: suspend TestScope.(CoroutineScope) -> Unit) = runTest {
        val scope = CoroutineScope(StandardTestDispatcher(testScheduler))
        core.pairs.value = listOf(bea)
        body(scope)
        scope.cancel()
    }

    private fun TestScope.series(scope: CoroutineScope, drafts: Drafts = this@SeriesTest.drafts) =
        SeriesPresenter(id, core.open, drafts, navigator, scope).also { runCurrent() }

    private fun TestScope.plan(scope: CoroutineScope, series: SeriesId? = null, drafts: Drafts = this@SeriesTest.drafts) =
        PlanPresenter(series, core.open, drafts, navigator, scope) { "Europe/Zurich" }.also { runCurrent() }

    @Test
    fun theListHasThoseThatGoOnAndThoseThatWereEnded() = test { scope ->
        core.seriesRows.value = listOf(seriesRow())
        core.endedSeries = listOf(seriesRow("series-0", MeetingStage.CANCELLED))
        val list = MeetingsPresenter(core.open, drafts, navigator, scope)
        runCurrent()
        assertEquals(listOf("series-1") to listOf("series-0"), list.state.value.series.map { it.id.text } to list.state.value.ended.map { it.id.text })
        list.on(MeetingsEvent.OpenSeries(list.state.value.ended.single()))
        assertEquals(Route.Series(SeriesKey("series-0")), navigator.here)
        list.on(MeetingsEvent.NewSeries)
        assertEquals(Route.Plan(), navigator.here)
    }

    @Test
    fun aSeriesIsProposedFromWhatTheCoreOffersForItsFirstDay() = test { scope ->
        navigator.go(Route.Plan())
        val plan = plan(scope)
        assertEquals(day to bea, plan.state.value.draft.day to plan.state.value.draft.pair)
        assertEquals(listOf(Weekday.MONDAY), plan.state.value.week)
        plan.on(PlanEvent.Write(plan.state.value.draft.copy(time = "17:30", minutes = "45", more = setOf(Weekday.THURSDAY), ends = PlanState.Until.TIMES, times = "6", title = "Ours")))
        plan.on(PlanEvent.Done)
        runCurrent()
        assertEquals(listOf("proposeSeries 2026-01-05T17:30[Europe/Zurich] 45 1 MONDAY+THURSDAY after 6 space-1 Ours"), core.done)
        assertEquals(listOf(Route.Today, Route.Series(SeriesKey("series-2"))), navigator.way.value)
        assertEquals("", drafts["plan."])
    }

    @Test
    fun anotherDayBringsItsOwnRhythms() = test { scope ->
        val plan = plan(scope)
        core.rhythms = listOf(Rhythm(1u, PlanDays.Weekly(listOf(Weekday.TUESDAY), Weekday.MONDAY)), Rhythm(1u, PlanDays.Date(6u)))
        plan.on(PlanEvent.Write(plan.state.value.draft.copy(day = day.plusDays(1), rhythm = 1)))
        runCurrent()
        assertEquals(PlanDays.Date(6u), plan.state.value.rhythm?.on)
        assertNull(plan.state.value.week)
        plan.on(PlanEvent.Write(plan.state.value.draft.copy(ends = PlanState.Until.DAY)))
        plan.on(PlanEvent.Done)
        runCurrent()
        assertEquals(Field.END, (plan.failure.value as Failure.Invalid).`field`)
        plan.on(PlanEvent.Write(plan.state.value.draft.copy(last = LocalDate.of(2026, 6, 30))))
        plan.on(PlanEvent.Done)
        runCurrent()
        assertEquals(listOf("proposeSeries 2026-01-06T16:00[Europe/Zurich] 60 1 on 6 2026-06-30 space-1 "), core.done)
    }

    @Test
    fun whatWasFilledInComesBackAfterAKill() = test { scope ->
        val draft = PlanState.Draft(
            null, day, "09:15", "America/Lima", "30", 1, setOf(Weekday.FRIDAY, Weekday.SUNDAY), PlanState.Until.DAY, day.plusDays(90), "4", "A\ttitle", Mode.PHONE, "There",
        )
        assertEquals(draft, PlanSheet.read(PlanSheet.write(draft)))
        assertNull(PlanSheet.read("something else"))
        plan(scope).on(PlanEvent.Write(draft))
        val again = plan(scope, drafts = Drafts(drafts.all()))
        assertEquals(draft.copy(pair = bea), again.state.value.draft)
        assertEquals(2, again.state.value.rhythms.size)
    }

    @Test
    fun anotherRhythmBeginsWithTheOneThatIsThere() = test { scope ->
        navigator.go(Route.Series(id))
        navigator.go(Route.Plan(id))
        val plan = plan(scope, id)
        assertEquals(Triple(day.plusDays(7), "16:30", "Europe/Zurich"), plan.state.value.draft.let { Triple(it.day, it.time, it.zone) })
        plan.on(PlanEvent.Done)
        runCurrent()
        assertEquals(listOf("changeSeries 2026-01-12T16:30[Europe/Zurich] 60 1 MONDAY never"), core.done)
        assertEquals(Route.Series(id), navigator.here)
    }

    @Test
    fun whatWasProposedIsAgreedToExactly() = test { scope ->
        core.oneSeries.value = seriesView(wish = WishView(bea.partner, "Bea", weekly.copy(every = 2u)))
        val series = series(scope)
        series.on(SeriesEvent.Confirm)
        runCurrent()
        series.on(SeriesEvent.Agree)
        runCurrent()
        series.on(SeriesEvent.AgreeTo(MovedView(day, "2026-01-06T09:00[Europe/Zurich]", bea.partner, "Bea", false)))
        runCurrent()
        assertEquals(
            listOf("confirmSeries series-1", "agreeToChange 2026-01-05T16:30[Europe/Zurich] 60 2 MONDAY never", "agreeToTime 2026-01-05 2026-01-06T09:00[Europe/Zurich]"),
            core.done,
        )
        assertTrue(series.state.value.theirs(bea.partner))
        assertEquals(false, series.state.value.theirs(PersonKey("somebody")))
    }

    @Test
    fun oneTimeIsMovedLeftOutAndOpened() = test { scope ->
        val series = series(scope)
        series.on(SeriesEvent.AskMove(seriesTime))
        series.on(SeriesEvent.Answer((series.state.value.asked as SeriesState.Asked.Move).copy(day = day.plusDays(8), time = "17:00")))
        series.on(SeriesEvent.AnswerDone)
        runCurrent()
        assertNull(series.state.value.asked)
        series.on(SeriesEvent.AskSkip(seriesTime))
        series.on(SeriesEvent.Answer(SeriesState.Asked.Skip(seriesTime.of, CancelReason.CLASH, "Exams")))
        series.on(SeriesEvent.AnswerDone)
        runCurrent()
        series.on(SeriesEvent.Open(seriesTime))
        runCurrent()
        assertEquals(listOf("moveTime 2026-01-12 2026-01-13T17:00[Europe/Zurich]", "skipTime 2026-01-12 CLASH Exams", "openTime 2026-01-12"), core.done)
        assertEquals(Route.Meeting(MeetingKey("meeting-9")), navigator.here)
        series.on(SeriesEvent.Open(seriesTime.copy(meeting = MeetingKey("meeting-3"))))
        runCurrent()
        assertEquals(3 to Route.Meeting(MeetingKey("meeting-3")), core.done.size to navigator.here)
    }

    @Test
    fun itIsPausedTakenUpAgainRenamedAndEnded() = test { scope ->
        val series = series(scope)
        series.on(SeriesEvent.AskPause)
        series.on(SeriesEvent.AnswerDone)
        runCurrent()
        assertEquals(Field.END, (series.failure.value as Failure.Invalid).`field`)
        series.on(SeriesEvent.Answer(SeriesState.Asked.Pause(day, day.plusDays(20))))
        series.on(SeriesEvent.AnswerDone)
        runCurrent()
        series.on(SeriesEvent.AskResume)
        series.on(SeriesEvent.AnswerDone)
        runCurrent()
        series.on(SeriesEvent.AskEdit)
        series.on(SeriesEvent.Answer((series.state.value.asked as SeriesState.Asked.Edit).copy(place = "The library")))
        series.on(SeriesEvent.AnswerDone)
        runCurrent()
        series.on(SeriesEvent.AskEnd)
        series.on(SeriesEvent.Answer(SeriesState.Asked.End(CancelReason.NOT_NEEDED, "")))
        series.on(SeriesEvent.AnswerDone)
        runCurrent()
        assertEquals(
            listOf("pauseSeries 2026-01-05 2026-01-25", "resumeSeries 2026-01-05", "editSeries ${SeriesEdit.Place("The library")}", "endSeries NOT_NEEDED "),
            core.done,
        )
    }

    @Test
    fun aSheetComesBackAfterAKillAndTheWayBackClosesIt() = test { scope ->
        for (asked in listOf(
            SeriesState.Asked.Move(day, null, "17:00", "Asia/Tokyo"), SeriesState.Asked.Skip(day, CancelReason.ILL, "two\nlines"), SeriesState.Asked.Pause(day, null),
            SeriesState.Asked.Resume(day), SeriesState.Asked.End(CancelReason.NO_WAY, ""), SeriesState.Asked.Edit("A", Mode.VIDEO, "B"), SeriesState.Asked.Edit("", null, ""),
        )) assertEquals(asked, SeriesSheet.read(SeriesSheet.write(asked)))
        assertNull(SeriesSheet.read("") ?: SeriesSheet.read("newer\nx"))
        series(scope).on(SeriesEvent.AskEnd)
        val again = series(scope, Drafts(drafts.all()))
        assertEquals(SeriesState.Asked.End(CancelReason.UNSAID, ""), again.state.value.asked)
        assertTrue(again.back())
        assertEquals(false, again.back())
        assertNull(again.state.value.asked)
    }

    @Test
    fun thePlacesComeBackAfterAKill() {
        for (route in listOf(Route.Series(id), Route.Plan(), Route.Plan(id), Route.Brief(MeetingKey("m")), Route.Free, Route.Slots(SpaceKey("s")))) {
            assertEquals(route, Route.read(Route.write(route)))
        }
    }
}
