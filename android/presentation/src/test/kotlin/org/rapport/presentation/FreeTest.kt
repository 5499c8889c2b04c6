package org.rapport.presentation

import java.time.Instant
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
import org.rapport.bridge.Door
import org.rapport.bridge.Opener
import org.rapport.core.*
import org.rapport.id.*

/** Free times and times for both behind their screens, over fakes. */
@OptIn(ExperimentalCoroutinesApi::class)
class FreeTest {
    private val core = FakeCore()
    private val navigator = Navigator()
    private val drafts = Drafts()
    private val evening = Hours(Weekday.TUESDAY, "17:00", "20:00")

    private fun test(body: suspend TestScope.(CoroutineScope) -> Unit) = runTest {
        val scope = CoroutineScope(StandardTestDispatcher(testScheduler))
        core.pairs.value = listOf(bea)
        body(scope)
        scope.cancel()
    }

    private fun TestScope.free(scope: CoroutineScope, drafts: Drafts = this@FreeTest.drafts) = FreePresenter(core.open, drafts, navigator, scope).also { runCurrent() }

    @Test
    fun hoursAreAddedToThoseThatAreThereAndTakenAway() = test { scope ->
        core.freeTimes.value = core.freeTimes.value.copy(weekly = listOf(evening))
        val free = free(scope)
        free.on(FreeEvent.AskHours)
        // What is asked begins with the day of the last ones.
        assertEquals(Weekday.TUESDAY, (free.state.value.asked as FreeState.Asked.Hours).day)
        free.on(FreeEvent.Answer(FreeState.Asked.Hours(Weekday.SATURDAY, "09:00", "12:00")))
        free.on(FreeEvent.AnswerDone)
        runCurrent()
        assertNull(free.state.value.asked)
        free.on(FreeEvent.Remove(evening))
        runCurrent()
        assertEquals(listOf("weekly TUESDAY 17:00-20:00, SATURDAY 09:00-12:00", "weekly "), core.done)
    }

    @Test
    fun oneDayAwayOrMore() = test { scope ->
        val free = free(scope)
        free.on(FreeEvent.AskAway)
        free.on(FreeEvent.AnswerDone)
        runCurrent()
        free.on(FreeEvent.AskAway)
        free.on(FreeEvent.Answer(FreeState.Asked.Away(day, day.plusDays(6))))
        free.on(FreeEvent.AnswerDone)
        runCurrent()
        free.on(FreeEvent.Back(Days(day, day)))
        runCurrent()
        assertEquals(listOf("away 2026-01-05 2026-01-05", "away 2026-01-05 2026-01-11", "back 2026-01-05 2026-01-05"), core.done)
    }

    @Test
    fun peaceAndTheClockAreSetAndTakenBack() = test { scope ->
        val free = free(scope)
        for (event in listOf(FreeEvent.PeaceOn(true), FreeEvent.Peace(Quiet("21:00", "08:00")), FreeEvent.PeaceOn(false), FreeEvent.Zone("America/Lima"), FreeEvent.Zone(null))) {
            free.on(event)
            runCurrent()
        }
        assertEquals(listOf("quiet 22:15 06:45", "quiet 21:00 08:00", "quiet null null", "zone America/Lima", "zone null"), core.done)
    }

    @Test
    fun aCalendarSaysWhatWasTakenUntilItIsForgotten() = test { scope ->
        val free = free(scope)
        free.on(FreeEvent.File("BEGIN:VCALENDAR"))
        runCurrent()
        assertEquals(CalendarTaken(2u, 1u, emptyList()), free.state.value.taken)
        free.on(FreeEvent.Forget)
        runCurrent()
        assertNull(free.state.value.taken)
        assertEquals(listOf("calendar BEGIN:VCALENDAR", "forget"), core.done)
        core.failing = Failure.Invalid(Field.CALENDAR, Problem.NotACalendar(3u))
        free.on(FreeEvent.File("hello"))
        runCurrent()
        assertEquals(Field.CALENDAR, (free.failure.value as Failure.Invalid).`field`)
    }

    @Test
    fun aCalendarOfAnotherAppComesToTheFreeTimesAlsoBeforeTheCoreIsOpen() = test { scope ->
        val opener = object : Opener {
            override suspend fun open() = core.open
            override suspend fun create(name: String) = core.open
            override suspend fun createGuest(name: String, link: String, plainHttp: Boolean) = core.open
            override suspend fun createRecovering(name: String, words: String, relay: String, plainHttp: Boolean) = core.open
        }
        val app = AppPresenter(Door(opener, StandardTestDispatcher(testScheduler)), scope)
        app.on(AppEvent.Calendar("early"))
        runCurrent()
        app.on(AppEvent.Go(Route.Today))
        runCurrent()
        app.on(AppEvent.Calendar("later"))
        runCurrent()
        assertEquals(listOf("calendar early", "calendar later"), core.done.filter { it.startsWith("calendar") })
        assertEquals(Route.Free, (app.state.value as AppState.Inside).route)
    }

    @Test
    fun aSheetComesBackAfterAKill() = test { scope ->
        for (asked in listOf(FreeState.Asked.Hours(Weekday.FRIDAY, "07:30", "00:00"), FreeState.Asked.Away(day, null), FreeState.Asked.Away(null, null))) {
            assertEquals(asked, FreeSheet.read(FreeSheet.write(asked)))
        }
        assertNull(FreeSheet.read("newer\nx"))
        free(scope).on(FreeEvent.AskAway)
        val again = free(scope, Drafts(drafts.all()))
        assertEquals(FreeState.Asked.Away(day, null), again.state.value.asked)
        assertTrue(again.back())
        assertEquals(false, again.back())
    }

    @Test
    fun aTimeForBothIsProposedAsItStandsOnOnesOwnWall() = test { scope ->
        core.slots.value = SlotsView("Bea", true, true, listOf(SlotView(Instant.EPOCH, 45u, "2026-01-06T17:00[Europe/Zurich]", "2026-01-06T11:00[America/Lima]", 0u, emptyList())))
        val free = free(scope)
        free.on(FreeEvent.Find(bea))
        assertEquals(Route.Slots(bea.space), navigator.here)
        val slots = SlotsPresenter(bea.space, core.open, drafts, navigator, scope)
        runCurrent()
        slots.on(SlotsEvent.Minutes(45u))
        runCurrent()
        slots.on(SlotsEvent.Further)
        runCurrent()
        assertEquals(1, core.slots.count)
        slots.on(SlotsEvent.Propose(checkNotNull(slots.state.value.slots.here).slots.single()))
        runCurrent()
        assertEquals(listOf("slots space-1 60 14", "slots space-1 45 14", "slots space-1 45 56", "propose 2026-01-06T17:00[Europe/Zurich] 45 space-1"), core.done)
        assertEquals(listOf(Route.Today, Route.Meeting(MeetingKey("meeting-1"))), navigator.way.value)
        assertEquals(false, slots.state.value.further)
        val again = SlotsPresenter(bea.space, core.open, Drafts(drafts.all()), navigator, scope)
        assertEquals(45u, again.state.value.minutes)
    }

    @Test
    fun whoHasSaidNothingIsLedToSayIt() = test { scope ->
        val slots = SlotsPresenter(bea.space, core.open, drafts, navigator, scope)
        runCurrent()
        core.failing = Failure.StorageDamaged("free")
        slots.on(SlotsEvent.Retry)
        runCurrent()
        assertTrue(slots.state.value.slots is Loaded.Failed)
        core.failing = null
        slots.on(SlotsEvent.Retry)
        runCurrent()
        assertTrue(slots.state.value.slots is Loaded.Here)
        slots.on(SlotsEvent.Say)
        assertEquals(Route.Free, navigator.here)
    }
}
