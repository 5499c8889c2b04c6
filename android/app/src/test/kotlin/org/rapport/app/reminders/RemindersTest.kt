package org.rapport.app.reminders

import androidx.compose.ui.semantics.SemanticsProperties
import androidx.compose.ui.semantics.getOrNull
import androidx.compose.ui.test.hasText
import androidx.compose.ui.test.isToggleable
import androidx.compose.ui.test.onFirst
import androidx.compose.ui.test.performClick
import androidx.test.ext.junit.runners.AndroidJUnit4
import kotlinx.coroutines.runBlocking
import org.junit.Test
import org.junit.runner.RunWith
import org.rapport.app.RapportApplication
import org.rapport.app.TwoPeopleTest
import org.rapport.bridge.name
import org.rapport.core.*
import org.rapport.presentation.Route
import org.robolectric.annotation.Config as Phone
import kotlin.test.assertEquals

/** Reminders as a person sees and chooses them, over the real core. */
@RunWith(AndroidJUnit4::class)
@Phone(qualifiers = "w412dp-h915dp-xhdpi")
class RemindersTest : TwoPeopleTest() {
    private val app get() = screen.activity.application as RapportApplication
    private val reminders get() = core.reminders

    private fun settings() = runBlocking { reminders.settings() }

    private fun plan() = runBlocking { reminders.plan(app.reminding.budget) }

    private fun marks(reminder: OccurrenceId) = runBlocking { reminders.why(reminder).marks.map { it.state } }

    private fun switch(text: String) {
        val row = hasText(text) and isToggleable()
        scrollTo(row)
        fun on() = nodes(row).firstOrNull()?.config?.getOrNull(SemanticsProperties.ToggleableState)
        val before = on()
        rest()
        screen.onAllNodes(row).onFirst().performClick()
        // It turns what is shown, so that is waited for before it is turned again.
        until("$text is turned") { on() != before }
    }

    /** A goal with a step that is due in some days, and the screen of reminders in front. */
    private fun planned(): GoalId {
        begin()
        val due = runBlocking { core.rapport.home() }.today.plusDays(3)
        val goal = runBlocking {
            core.goals.begin(NewGoal(Place.Private, "Speak up")).also {
                core.goals.turn(it, GoalTurn.Start)
                core.goals.addStep(it, StepDraft("Say one sentence", due = Due.On(due)))
            }
        }
        go(Route.Reminders)
        see("Say one sentence")
        return goal
    }

    @Test
    fun quietHoursKindsAndThePauseAreChosenAndThePlanFollows() {
        planned()
        switch(words.screenRemindersQuiet)
        until("no quiet hours") { settings().quiet == null }
        switch(words.screenRemindersQuiet)
        until("the usual ones") { settings().quiet == runBlocking { reminders.usualQuiet() } }
        switch(words.screenRemindersQuietWeekends)
        until("quiet weekends") { settings().quietWeekends }
        // There is one device, so there is nothing to choose.
        scrollTo(words.screenRemindersRings)
        scrollTo(words.screenRemindersRingsThis)
        assertEquals(emptyList(), texts().filter { it == words.screenRemindersRingsLast })

        // A kind that is switched off does not come, and says why.
        switch(words.name(ReminderKind.STEP))
        until("steps are off") { settings().off == listOf(ReminderKind.STEP) && plan().pushes.isEmpty() }
        button(words.screenRemindersWhyNot)
        see(words.name(ReminderHeld.KIND_OFF))
        tap(words.commonClose)
        switch(words.name(ReminderKind.STEP))
        until("steps are on") { settings().off.isEmpty() && plan().pushes.isNotEmpty() }
    }

    @Test
    fun itSaysWhyOneComesAndPutsItOff() {
        planned()
        val part = plan().pushes.flatMap { it.parts }.single()
        button(words.screenRemindersWhy)
        see(words.reminderBecauseStepDue("").removeSuffix("."))
        val snooze = runBlocking { reminders.snoozes(part.id) }.first()
        tap(words.name(snooze))
        until("it is put off") { ReminderState.SNOOZED in marks(part.id) }
        until("the answer is closed") { texts().none { it == words.commonClose } }
    }

    @Test
    fun whatIsDoneOnTheLockScreenIsTickedAndComesNoMore() {
        val goal = planned()
        val push = plan().pushes.single()
        runBlocking { app.reminding.done(push.id, push.parts.map { it.id }) }
        until("the step is ticked") { runBlocking { core.goals.view(goal).steps.single().state == StepState.DONE } }
        see(words.screenRemindersPlannedNone)
        assertEquals(emptyList(), plan().pushes)
    }
}
