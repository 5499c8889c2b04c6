package org.rapport.contract

import java.time.Duration
import java.time.Instant
import java.time.LocalDate
import kotlinx.coroutines.runBlocking
import org.junit.Assert.assertEquals
import org.junit.Assert.assertTrue
import org.junit.Test
import org.rapport.core.*
import org.rapport.id.OccurrenceKey

/** Reminders: planned, shown, put off, explained. */
class RemindersTest : DeviceTest() {
    // 7 January 2026, 9:00 in Zurich.
    private val at = Instant.ofEpochMilli(1_767_772_800_000)
    private val hour = Duration.ofHours(1)

    private suspend fun step(): Pair<GoalId, StepId> {
        val goal = privateGoal()
        return goal to core.goals().addStep(goal, StepDraft("Ask three questions", due = Due.On(LocalDate.of(2026, 1, 7))))
    }

    @Test
    fun whatIsToComeArrivesWholeAndGoesWhenItIsDone() = runBlocking {
        val seen = Seen<ReminderUpcoming>()
        val observer = object : RemindersObserver {
            override fun onReminders(upcoming: ReminderUpcoming) = seen.values.put(upcoming)
        }
        core.reminders().watch(OsBudget.Android(exact = true), observer).use {
            assertEquals(ReminderHanded.Alarm(null), seen.values.poll()?.handed)
            val (goal, step) = step()
            val upcoming = seen.until { it.pushes.isNotEmpty() }
            val push = upcoming.pushes.single()
            assertEquals(listOf(at, Wall(LocalDate.of(2026, 1, 7), "09:00"), ReminderText.Step), listOf(push.at, push.wall, push.text))
            assertEquals(ReminderHanded.Alarm(ReminderAlarm(push.id, at, 600_000)), upcoming.handed)
            val row = core.reminders().rows(push.parts.map { it.id }).single()
            val about = row.about as ReminderAbout.Step
            assertEquals(listOf(step, goal, "Ask three questions"), listOf(about.step, about.goal, row.title))
            core.goals().tick(goal, step)
            seen.until { it.pushes.isEmpty() }
        }
        Unit
    }

    @Test
    fun oneIsShownOncePutOffAndExplained() = runBlocking {
        val reminders = core.reminders()
        step()
        val push = reminders.plan(OsBudget.Android(exact = false)).pushes.single()
        clock.answer = { at - hour }
        assertEquals(ReminderVerdict.Move(at, ReminderHeld.LATE)::class, reminders.mayShow(push.id)::class)
        reminders.plan(OsBudget.Android(exact = false))
        clock.answer = { at }
        val shown = reminders.mayShow(push.id) as ReminderVerdict.Show
        assertEquals(push.parts.map { it.id } to true, shown.parts to shown.loud)
        assertEquals(ReminderVerdict.Suppress(ReminderHeld.SHOWN), reminders.mayShow(push.id))
        val one = shown.parts.single()
        assertTrue(ReminderSnooze.THIS_EVENING in reminders.snoozes(one))
        reminders.snooze(one, ReminderSnooze.HOUR)
        assertEquals(at + hour, reminders.plan(OsBudget.Ios).pushes.single().at)
        val why = reminders.why(one)
        assertEquals(ReminderFate.Coming(at + hour, ReminderHeld.SNOOZED), why.fate)
        assertEquals(ReminderBecause.StepDue(LocalDate.of(2026, 1, 7)), why.because)
        assertEquals("reminder", fails<Failure.NotFound> { reminders.done(OccurrenceKey("no name of one")) }.what)
    }

    @Test
    fun whatIsChosenIsKept() = runBlocking {
        step()
        core.reminders().setQuietHours(QuietHours("22:00", "10:00"))
        core.reminders().setKind(ReminderKind.LOG, false)
        reopen()
        val reminders = core.reminders()
        val settings = reminders.settings()
        assertEquals(QuietHours("22:00", "10:00") to listOf(ReminderKind.LOG), settings.quiet to settings.off)
        val push = reminders.plan(OsBudget.None).pushes.single()
        assertEquals(at + hour to ReminderHeld.QUIET_HOURS, push.at to push.parts.single().held)
        reminders.pause(LocalDate.of(2026, 1, 30))
        assertTrue(reminders.plan(OsBudget.None).pushes.isEmpty())
        val same = fails<Failure.Invalid> { reminders.setQuietHours(QuietHours("08:00", "08:00")) }
        assertEquals(Field.QUIET_HOURS, same.`field`)
    }
}
