package org.rapport.app

import androidx.compose.ui.semantics.SemanticsActions
import androidx.compose.ui.semantics.getOrNull
import androidx.compose.ui.test.SemanticsMatcher
import androidx.compose.ui.test.hasSetTextAction
import androidx.compose.ui.test.hasText
import androidx.test.ext.junit.runners.AndroidJUnit4
import java.time.LocalDate
import java.time.ZoneId
import java.util.Locale
import kotlinx.coroutines.runBlocking
import org.junit.Assert.assertEquals
import org.junit.Test
import org.junit.runner.RunWith
import org.rapport.bridge.told
import org.rapport.core.DecimalMark
import org.rapport.core.Failure
import org.rapport.core.Field
import org.rapport.core.GoalEdit
import org.rapport.core.GoalFilter
import org.rapport.core.GoalId
import org.rapport.core.GoalTurn
import org.rapport.core.Measure
import org.rapport.core.MeasureKind
import org.rapport.core.NewGoal
import org.rapport.core.Place
import org.rapport.core.Problem
import org.rapport.core.Reading
import org.rapport.ui.Moments
import org.rapport.words.Words
import org.robolectric.annotation.Config

/** How far a goal has come, as a person writes it down over the real core: who may, and in German. */
@RunWith(AndroidJUnit4::class)
@Config(qualifiers = "de-rDE-w412dp-h915dp-xhdpi")
class ProgressTest : TwoPeopleTest() {
    override val words = Words.of("de")

    private fun entries(goal: GoalId) = runBlocking { core.goals.view(goal).entries.map { it.reading to it.note } }

    private fun write(figure: String, note: String) {
        scrollTo(words.screenGoalAddProgress)
        tap(words.screenGoalAddProgress)
        type(figure, hasSetTextAction() and hasText("${words.screenGoalReading} (Wörter)"))
        type(note, hasSetTextAction() and hasText(words.screenGoalProgressNote))
        tap(words.commonSave)
    }

    private fun offers(name: String) = SemanticsMatcher("offers $name") { node ->
        node.config.getOrNull(SemanticsActions.CustomActions).orEmpty().any { it.label == name }
    }

    @Test
    fun aFigureIsTypedAndReadAsItIsWrittenHere() {
        begin()
        val goal = runBlocking {
            core.goals.begin(NewGoal(Place.Private, "Schreiben")).also {
                core.goals.edit(it, GoalEdit.Measure(Measure(MeasureKind.AMOUNT, "0", "4000", "Wörter")))
                core.goals.turn(it, GoalTurn.Start)
            }
        }
        tap(words.navGoals)
        tap("Schreiben")
        write("1.000", "Der Anfang")
        until("a thousand") { entries(goal) == listOf<Pair<Reading?, String>>(Reading.Amount("1000") to "Der Anfang") }
        assertEquals(250u, runBlocking { core.goals.rows(GoalFilter()) }.single().progress)
        see("1.000 Wörter · Der Anfang")
        fun delete() = nodes(offers(words.commonDelete)).singleOrNull()
            ?.config?.getOrNull(SemanticsActions.CustomActions)?.single { it.label == words.commonDelete }
        until("a way to take it away") { delete() != null }
        screen.runOnIdle { checkNotNull(delete()).action() }
        until("nothing") { entries(goal).isEmpty() && texts().none { "Der Anfang" in it } }
    }

    @Test
    fun whatIsNoNumberHereIsToldAndStays() {
        begin()
        val goal = runBlocking {
            core.goals.begin(NewGoal(Place.Private, "Schreiben")).also {
                core.goals.edit(it, GoalEdit.Measure(Measure(MeasureKind.AMOUNT, "0", "4000", "Wörter")))
                core.goals.turn(it, GoalTurn.Start)
            }
        }
        tap(words.navGoals)
        tap("Schreiben")
        write("1.5", "Der Anfang")
        val told = words.told(Failure.Invalid(Field.READING, Problem.NotANumber))
        see(told.what)
        until("what was typed") { nodes(hasSetTextAction() and hasText("1.5")).isNotEmpty() }
        assertEquals(emptyList<Any>(), entries(goal))
    }

    @Test
    fun whatIsShownIsReadAgainAsTheSame() {
        begin()
        val marks = mapOf("de-DE" to DecimalMark.COMMA, "de-CH" to DecimalMark.POINT, "en-GB" to DecimalMark.POINT, "fr-FR" to DecimalMark.COMMA)
        for ((tag, mark) in marks) {
            val moments = Moments(words, Locale.forLanguageTag(tag), LocalDate.of(2026, 1, 5), ZoneId.of("Europe/Zurich"))
            for (figure in listOf("0", "-3", "12.5", "0.125", "1000", "1.125", "1234567.891", "-1000000000000")) {
                assertEquals("$tag ${moments.figure(figure)}", figure, runBlocking { core.goals.figure(moments.figure(figure), mark) })
            }
        }
    }

    @Test
    fun progressIsOfferedToTheOwnerOnly() {
        meet()
        bea.beginGoal("Zuhören", "Eine Frage")
        bea.propose("Zuhören")
        tap(words.navGoals)
        tap("Zuhören")
        tap(words.screenGoalNod)
        until("it is agreed") { runBlocking { core.goals.rows(GoalFilter()) }.single().stage == org.rapport.core.GoalStage.ACTIVE }
        val can = runBlocking { core.goals.view(core.goals.rows(GoalFilter()).single().id).can }
        assertEquals(true to false, can.editSteps to can.progress)
        scrollTo(words.screenGoalComments)
        assertEquals(emptyList<Any>(), nodes(hasText(words.screenGoalAddProgress)))
    }
}
