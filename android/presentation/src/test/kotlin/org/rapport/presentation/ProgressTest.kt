package org.rapport.presentation

import java.util.Locale
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.ExperimentalCoroutinesApi
import kotlinx.coroutines.test.TestScope
import kotlinx.coroutines.test.advanceUntilIdle
import org.junit.Assert.assertEquals
import org.junit.Assert.assertNull
import org.junit.Test
import org.rapport.core.DecimalMark
import org.rapport.core.Failure
import org.rapport.core.Field
import org.rapport.core.GasLevel
import org.rapport.core.Measure
import org.rapport.core.MeasureKind
import org.rapport.core.Problem
import org.rapport.core.Reading
import org.rapport.id.GoalKey

/** Writing down how far a goal has come, in what it is measured by. */
@OptIn(ExperimentalCoroutinesApi::class)
class ProgressTest {
    private val core = FakeCore()
    private val drafts = Drafts()

    private fun TestScope.goal(scope: CoroutineScope, kind: MeasureKind?) =
        GoalPresenter(GoalKey("goal-1"), core.open, drafts, Navigator(), scope) { DecimalMark.COMMA }.also {
            core.goalView.set(goalView(kind?.let { Measure(it, "0", "10", "talks") }))
            advanceUntilIdle()
        }

    @Test
    fun aFigureIsReadByTheCoreWithTheMarkOfWhereOneLives() = test { scope ->
        val goal = goal(scope, MeasureKind.AMOUNT)
        goal.on(GoalEvent.Entry(GoalState.Entry(figure = "1.000,5", note = "A talk")))
        goal.on(GoalEvent.AddEntry)
        advanceUntilIdle()
        assertEquals(listOf("figure 1.000,5 COMMA", "addProgress ${Reading.Amount("4.5")} A talk"), core.done)
        assertNull(goal.state.value.entry)
    }

    @Test
    fun whatIsNoNumberIsToldAndStaysAsItWasTyped() = test { scope ->
        val goal = goal(scope, MeasureKind.AMOUNT)
        val typed = GoalState.Entry(figure = "1.5", note = "A talk")
        goal.on(GoalEvent.Entry(typed))
        core.failing = Failure.Invalid(Field.READING, Problem.NotANumber)
        goal.on(GoalEvent.AddEntry)
        advanceUntilIdle()
        assertEquals(core.failing, goal.failure.value)
        assertEquals(typed, goal.state.value.entry)
        assertEquals(emptyList<String>(), core.done)
    }

    @Test
    fun eachMeasureHasItsOwnAnswer() = test { scope ->
        val all = GoalState.Entry(share = 250u, level = GasLevel.MORE, reached = true, note = "So")
        val said = listOf(
            MeasureKind.YES_NO to Reading.Reached(true),
            MeasureKind.LEVELS to Reading.Level(GasLevel.MORE),
            MeasureKind.PERCENT to null,
            null to Reading.Share(250u),
        )
        for ((kind, reading) in said) {
            val goal = goal(scope, kind)
            core.done.clear()
            goal.on(GoalEvent.Entry(all))
            goal.on(GoalEvent.AddEntry)
            advanceUntilIdle()
            assertEquals("$kind", listOf("addProgress $reading So"), core.done)
        }
    }

    @Test
    fun anEntryThatIsBeingWrittenOutlivesItsProcess() = test { scope ->
        val typed = GoalState.Entry(250u, "A talk", "1,5", GasLevel.LESS, false)
        goal(scope, MeasureKind.AMOUNT).on(GoalEvent.Entry(typed))
        val again = GoalPresenter(GoalKey("goal-1"), core.open, Drafts(drafts.all()), Navigator(), scope)
        assertEquals(typed, again.state.value.entry)
    }

    @Test
    fun theMarkIsThatOfTheDevice() {
        val before = Locale.getDefault()
        try {
            val marks = listOf("de-DE", "de-CH", "en-GB", "fr-FR").map { Locale.setDefault(Locale.forLanguageTag(it)); readersMark() }
            assertEquals(listOf(DecimalMark.COMMA, DecimalMark.POINT, DecimalMark.POINT, DecimalMark.COMMA), marks)
        } finally {
            Locale.setDefault(before)
        }
    }
}
