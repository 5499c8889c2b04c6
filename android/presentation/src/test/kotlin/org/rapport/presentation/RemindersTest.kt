package org.rapport.presentation

import java.time.Instant
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.ExperimentalCoroutinesApi
import kotlinx.coroutines.test.TestScope
import kotlinx.coroutines.test.runCurrent
import org.junit.Assert.assertEquals
import org.junit.Assert.assertNull
import org.junit.Assert.assertTrue
import org.junit.Test
import org.rapport.core.*
import org.rapport.id.*

/** Reminders behind their screen, over fakes. */
@OptIn(ExperimentalCoroutinesApi::class)
class RemindersTest {
    private val core = FakeCore()
    private val navigator = Navigator()
    private val here = DeviceRow(DeviceKey("device-1"), "", true, true)
    private val other = DeviceRow(DeviceKey("device-2"), "", false, true)

    private fun part(name: String) = ReminderPart(OccurrenceKey(name), Instant.EPOCH, null)

    private fun push(vararg parts: String) = ReminderPush(
        PushKey(parts.first()), Instant.ofEpochMilli(5_000_000), Wall(day.plusDays(1), "09:00"), parts.map(::part), false, true, ReminderText.CheckIn,
    )

    private fun TestScope.reminders(scope: CoroutineScope) = RemindersPresenter(core.open, navigator, scope) { OsBudget.None }.also { runCurrent() }

    @Test
    fun whatComesWhatDoesNotAndWhatCameStandBesideWhatTheyAreAbout() = test { scope ->
        core.upcoming.value = ReminderUpcoming(listOf(push("a", "b")), ReminderHanded.Nothing)
        core.leftOut = listOf(ReminderLeftOut(OccurrenceKey("c"), ReminderHeld.WEEK_FULL))
        core.lives = listOf(ReminderWhy(OccurrenceKey("d"), null, ReminderFate.Was(ReminderState.DONE), emptyList()))
        val state = reminders(scope).state.value
        assertEquals(listOf("a", "b"), state.planned.single().rows.map { it.id.text })
        assertEquals(listOf("c" to ReminderHeld.WEEK_FULL), state.leftOut.map { it.row.id.text to it.why })
        assertEquals(listOf("d"), state.lives.map { it.row.id.text })
        assertEquals(day, state.today)
    }

    @Test
    fun anotherPlanIsReadAnewAndOneThatCannotBeReadIsTriedAgain() = test { scope ->
        val reminders = reminders(scope)
        assertEquals(emptyList<Any>(), reminders.state.value.planned)
        core.upcoming.set(ReminderUpcoming(listOf(push("a")), ReminderHanded.Nothing))
        testScheduler.advanceTimeBy(100)
        runCurrent()
        assertEquals(1, reminders.state.value.planned.size)
        reminders.on(RemindersEvent.Retry)
        runCurrent()
        assertEquals(1, core.upcoming.count)
    }

    @Test
    fun quietHoursBeginAsTheCoreUsuallyKeepsThem() = test { scope ->
        val reminders = reminders(scope)
        for (event in listOf(RemindersEvent.QuietOn(true), RemindersEvent.Quiet(QuietHours("23:00", "06:00")), RemindersEvent.QuietOn(false))) {
            reminders.on(event)
            runCurrent()
        }
        assertEquals(listOf("quiet hours 22:15 06:45", "quiet hours 23:00 06:00", "quiet hours null null"), core.done)
        assertNull(checkNotNull(reminders.state.value.settings.here).quiet)
    }

    @Test
    fun whatWasSetIsShownAtOnceAndARefusalLeavesItAsItWas() = test { scope ->
        val reminders = reminders(scope)
        reminders.on(RemindersEvent.QuietOn(true))
        runCurrent()
        assertEquals(QuietHours("22:15", "06:45"), reminders.state.value.settings.here?.quiet)
        core.failing = Failure.Invalid(Field.TIME, Problem.Empty)
        reminders.on(RemindersEvent.Quiet(QuietHours("08:00", "08:00")))
        runCurrent()
        assertEquals(Field.TIME, (reminders.failure.value as Failure.Invalid).`field`)
        assertEquals(QuietHours("22:15", "06:45"), reminders.state.value.settings.here?.quiet)
    }

    @Test
    fun everythingElseIsSetToo() = test { scope ->
        val reminders = reminders(scope)
        val events = listOf(
            RemindersEvent.QuietWeekends(true), RemindersEvent.Usual("07:30"), RemindersEvent.Kind(ReminderKind.IDLE, false), RemindersEvent.Exact(true),
            RemindersEvent.Rings(other.id), RemindersEvent.Rings(null), RemindersEvent.Pause(day), RemindersEvent.Pause(null),
        )
        for (event in events) {
            reminders.on(event)
            runCurrent()
        }
        assertEquals(
            listOf("weekends true", "usual 07:30", "kind IDLE false", "exact true", "rings device-2", "rings null", "pause 2026-01-05", "pause null"),
            core.done,
        )
    }

    @Test
    fun onlyDevicesThatAreInUseCanRing() = test { scope ->
        core.safety.value = SafetyView(listOf(here, other, DeviceRow(DeviceKey("device-3"), "", false, false)), false, false, null, null)
        assertEquals(listOf(here, other), reminders(scope).state.value.devices)
    }

    @Test
    fun whyIsToldWithHowLongItCanWaitAndGoesWithTheFirstStepBack() = test { scope ->
        core.upcoming.value = ReminderUpcoming(listOf(push("a")), ReminderHanded.Nothing)
        val reminders = reminders(scope)
        val row = reminders.state.value.planned.single().rows.single()
        reminders.on(RemindersEvent.AskWhy(row))
        runCurrent()
        val asked = checkNotNull(reminders.state.value.asked)
        assertEquals(ReminderBecause.CheckInDue(day) to listOf(ReminderSnooze.HOUR), asked.why.because to asked.snoozes)
        assertTrue(reminders.back())
        assertEquals(false, reminders.back())
        reminders.on(RemindersEvent.AskWhy(row))
        runCurrent()
        reminders.on(RemindersEvent.Snooze(row, ReminderSnooze.HOUR))
        runCurrent()
        assertNull(reminders.state.value.asked)
        assertEquals(listOf("snooze a HOUR false"), core.done)
        reminders.on(RemindersEvent.Open(row))
        assertEquals(Route.CheckIn("pulse", null), navigator.here)
    }
}
