package org.rapport.presentation

import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.ExperimentalCoroutinesApi
import kotlinx.coroutines.test.StandardTestDispatcher
import kotlinx.coroutines.test.runCurrent
import org.junit.Assert.assertEquals
import org.junit.Assert.assertNull
import org.junit.Assert.assertTrue
import org.junit.Test
import org.rapport.core.*
import org.rapport.id.*

/** Check-ins behind their screens, over fakes. */
@OptIn(ExperimentalCoroutinesApi::class)
class CheckInsTest {
    private val core = FakeCore()
    private val navigator = Navigator()
    private val drafts = Drafts()
    private val pulse = Route.CheckIn("pulse")

    private fun form(lasting: CoroutineScope, scope: CoroutineScope = lasting, route: Route.CheckIn = pulse) =
        CheckInPresenter(route, core.open, drafts, navigator, lasting, scope) { "en" }

    @Test
    fun eachAnswerIsKeptAtOnceAndTheLastOneCounts() = test { scope ->
        val form = form(scope)
        runCurrent()
        form.on(CheckInEvent.Number("mood", 4))
        form.on(CheckInEvent.Words("note", "A"))
        form.on(CheckInEvent.Words("note", "A good week"))
        runCurrent()
        assertEquals("draft mood=4 note=A good week", core.done.last())
        form.on(CheckInEvent.Number("mood", null))
        form.on(CheckInEvent.Words("note", ""))
        runCurrent()
        assertEquals("draft ", core.done.last())
    }

    @Test
    fun whatWasChosenJustBeforeLeavingIsKeptToo() = test { scope ->
        val own = CoroutineScope(StandardTestDispatcher(testScheduler))
        val form = form(scope, own)
        runCurrent()
        form.on(CheckInEvent.Number("mood", 2))
        form.end()
        runCurrent()
        assertEquals(listOf("draft mood=2"), core.done)
        val again = form(scope)
        runCurrent()
        assertEquals(2L, again.state.value.answers["mood"]?.number)
    }

    @Test
    fun noDraftComesAfterTheAnswer() = test { scope ->
        navigator.go(pulse)
        val form = form(scope)
        runCurrent()
        form.on(CheckInEvent.Number("mood", 4))
        form.on(CheckInEvent.Finish)
        form.on(CheckInEvent.Number("mood", 1))
        runCurrent()
        assertEquals("answer pulse mood=4 null", core.done.last())
        assertEquals(emptyList<AnswerView>(), core.draft)
        assertEquals(listOf(Route.Today, Route.Result(CheckInKey("check-1"))), navigator.way.value)
    }

    @Test
    fun aRefusedAnswerStaysAndSaysWhy() = test { scope ->
        navigator.go(pulse)
        val form = form(scope)
        runCurrent()
        core.failing = Failure.NotAllowed(Field.INSTRUMENT, Rule.TooSoon(day))
        form.on(CheckInEvent.Number("mood", 4))
        form.on(CheckInEvent.Finish)
        runCurrent()
        assertTrue(form.failure.value is Failure.NotAllowed)
        assertEquals(pulse to 4L, navigator.here to form.state.value.answers["mood"]?.number)
        core.failing = null
        form.on(CheckInEvent.Words("note", "\uD83D"))
        runCurrent()
        assertEquals(Field.ANSWER, (form.failure.value as Failure.Invalid).`field`)
    }

    @Test
    fun correctingBeginsWithWhatWasAnsweredAndSurvivesTheProcess() = test { scope ->
        core.mine.value = listOf(checkIn("check-1", listOf(AnswerView("mood", 2, ""))))
        val route = Route.CheckIn("pulse", null, CheckInKey("check-1"))
        navigator.go(Route.Result(CheckInKey("check-1")))
        navigator.go(route)
        form(scope, route = route).also { runCurrent() }.on(CheckInEvent.Words("note", "Now I know"))
        val other = CheckInPresenter(route, core.open, Drafts(drafts.all()), navigator, scope, scope) { "en" }
        runCurrent()
        other.on(CheckInEvent.Number("mood", 3))
        other.on(CheckInEvent.Finish)
        runCurrent()
        assertEquals(listOf("correct check-1 mood=3 note=Now I know"), core.done)
        assertEquals(Route.Result(CheckInKey("check-1")), navigator.here)
    }

    @Test
    fun nobodyIsShownAnythingBeforeAYes() = test { scope ->
        core.pairs.value = listOf(bea)
        core.mine.value = listOf(checkIn("check-1", emptyList(), low = true))
        val result = ResultPresenter(CheckInKey("check-1"), core.open, drafts, navigator, scope) { "en" }
        runCurrent()
        assertEquals(core.help, result.state.value.help)
        result.on(ResultEvent.Ask(ResultState.Asked.Share(bea)))
        result.on(ResultEvent.No)
        result.on(ResultEvent.Yes)
        runCurrent()
        assertEquals(emptyList<String>(), core.done)
        result.on(ResultEvent.Ask(ResultState.Asked.Share(bea)))
        // Another process asks the same question.
        val again = ResultPresenter(CheckInKey("check-1"), core.open, Drafts(drafts.all()), navigator, scope) { "en" }
        runCurrent()
        assertEquals(ResultState.Asked.Share(bea), again.state.value.asked)
        again.on(ResultEvent.Yes)
        runCurrent()
        assertEquals(listOf("share check-1 space-1"), core.done)
        assertNull(again.state.value.asked)
    }

    @Test
    fun theTrendOfAShownOneIsThatOfWhoeverShowedIt() = test { scope ->
        core.shown.value = listOf(checkIn("check-2", emptyList(), mine = false))
        val result = ResultPresenter(CheckInKey("check-2"), core.open, drafts, navigator, scope) { "en" }
        runCurrent()
        result.on(ResultEvent.Trend)
        assertEquals(Route.Trend("pulse", SpaceKey("space-1"), PersonKey("person-1")), navigator.here)
    }

    @Test
    fun theListLooksForDraftsWhenSomebodyComesBack() = test { scope ->
        navigator.go(Route.CheckIns)
        val list = CheckInsPresenter(core.open, navigator, scope) { "en" }
        runCurrent()
        assertEquals(false, list.state.value.instruments[0].begun)
        navigator.go(pulse)
        core.draft += AnswerView("mood", 1, "")
        runCurrent()
        navigator.back()
        runCurrent()
        assertEquals(true, list.state.value.instruments[0].begun)
        list.on(CheckInsEvent.Answer(list.state.value.instruments[1], bea))
        assertEquals(Route.CheckIn("match", SpaceKey("space-1")), navigator.here)
    }

    @Test
    fun howOftenOneIsAskedIsSetAndShown() = test { scope ->
        val form = form(scope)
        runCurrent()
        assertEquals(CheckInState.Rhythm(7u), form.state.value.rhythm)
        form.on(CheckInEvent.Rhythm(null))
        runCurrent()
        assertEquals(CheckInState.Rhythm(null), form.state.value.rhythm)
        assertEquals(listOf("rhythm pulse null"), core.done)
    }

    @Test
    fun theDirectoryIsFilledByAKeyAndAFile() = test { scope ->
        val help = HelpPresenter(core.open, drafts, scope)
        runCurrent()
        help.on(HelpEvent.Key(" ab "))
        help.on(HelpEvent.Trust)
        runCurrent()
        core.help = HelpView(emptyList(), "ab")
        help.on(HelpEvent.File("places"))
        runCurrent()
        assertEquals(listOf("trust ab", "help places"), core.done)
        assertEquals("ab" to "", help.state.value.help.here?.trustedKey to help.state.value.key)
    }

    @Test
    fun todayNamesADueCheckInAndOpensIt() = test { scope ->
        val due = TodayCheckIn("match", SpaceKey("space-1"), "Bea", day)
        core.home.value = core.home.value.copy(checkIns = listOf(due))
        val today = TodayPresenter(core.open, navigator, scope) { "en" }
        runCurrent()
        assertEquals("match", today.state.value.named[due.instrument])
        today.on(TodayEvent.Answer(due))
        assertEquals(Route.CheckIn("match", SpaceKey("space-1")), navigator.here)
    }

    @Test
    fun everyPlaceComesBackAfterAKill() {
        val routes = listOf(
            Route.CheckIns, Route.Help, Route.CheckIn("pulse"), Route.CheckIn("match", SpaceKey("s")), Route.CheckIn("match", SpaceKey("s"), CheckInKey("c")),
            Route.CheckIn("pulse", null, CheckInKey("c")), Route.Result(CheckInKey("c")), Route.Trend("pulse"), Route.Trend("match", SpaceKey("s")),
            Route.Trend("pulse", SpaceKey("s"), PersonKey("p")),
        )
        for (route in routes) assertEquals(route, Route.read(Route.write(route)))
    }
}
