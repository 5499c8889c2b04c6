package org.rapport.app

import androidx.compose.ui.semantics.SemanticsActions
import androidx.compose.ui.semantics.getOrNull
import androidx.compose.ui.test.hasAnyAncestor
import androidx.compose.ui.test.hasSetTextAction
import androidx.compose.ui.test.hasTestTag
import androidx.compose.ui.test.hasText
import androidx.compose.ui.test.isDialog
import androidx.compose.ui.test.isToggleable
import androidx.compose.ui.test.onFirst
import androidx.compose.ui.test.onNodeWithContentDescription
import androidx.compose.ui.test.performClick
import androidx.compose.ui.test.performTextReplacement
import androidx.test.ext.junit.runners.AndroidJUnit4
import kotlinx.coroutines.runBlocking
import org.junit.Test
import org.junit.runner.RunWith
import org.rapport.core.GoalFilter
import org.rapport.core.GoalTurn
import org.rapport.core.NewGoal
import org.rapport.core.NewNote
import org.rapport.core.Place
import org.rapport.core.Reading
import org.rapport.presentation.Route
import org.robolectric.annotation.Config

/** Searching and moving rows, as a person does it over the real core. */
@RunWith(AndroidJUnit4::class)
@Config(qualifiers = "w412dp-h915dp-xhdpi")
class DailyActsTest : TwoPeopleTest() {
    @Test
    fun aWordLeadsToWhereItStands() {
        begin()
        runBlocking {
            core.goals.begin(NewGoal(Place.Private, "Speak up in the team"))
            core.notes.begin(NewNote(Place.Private, "What Jonas said"))
        }
        screen.onNodeWithContentDescription(words.navSearch).performClick()
        type("zebra")
        see(words.screenSearchEmpty("zebra"))
        screen.onNode(hasSetTextAction()).performTextReplacement("spe")
        tap("Speak up in the team")
        see(words.screenGoalSteps)
        screen.onNodeWithContentDescription(words.commonBack).performClick()
        until("what was looked for") { nodes(hasSetTextAction() and hasText("spe")).isNotEmpty() }
        // Half of what was typed last is a beginning; a part from the middle of a word is none.
        screen.onNode(hasSetTextAction()).performTextReplacement("jon")
        tap("What Jonas said")
        until("the note") { nodes(hasTestTag("note")).isNotEmpty() && texts().any { "What Jonas said" in it } }
    }

    @Test
    fun theKeyOfAPairIsRenewedAndBothGoOn() {
        meet()
        go(Route.Devices)
        scrollTo(words.screenDevicesKey)
        val space = runBlocking { core.people.pairings().single().space }
        val before = runBlocking { core.people.key(space).number }
        button(words.screenDevicesKeyRenew)
        see(words.screenDevicesKeyRenewQuestion("Bea"))
        tap(words.commonCancel)
        until("the question is gone") { texts().none { it == words.screenDevicesKeyRenewQuestion("Bea") } }
        button(words.screenDevicesKeyRenew)
        see(words.screenDevicesKeyRenewQuestion("Bea"))
        rest()
        screen.onAllNodes(hasText(words.screenDevicesKeyRenew) and hasAnyAncestor(isDialog())).onFirst().performClick()
        until("a new key") { runBlocking { core.people.key(space) }.let { it.number == before + 1u && !it.rotating } }
        see(words.screenDevicesKeySince((before + 1u).toLong(), "").substringBefore(","))
        bea.beginGoal("After the new key")
        until("what Bea writes under it") { runBlocking { core.goals.rows(GoalFilter()) }.any { it.title == "After the new key" } }
    }

    @Test
    fun aMovedStepStandsInItsNewPlaceForBoth() {
        meet()
        bea.beginGoal("Speak up", "First", "Second", "Third")
        tap(words.navGoals)
        tap("Speak up")
        val step = { text: String -> isToggleable() and hasText(text) }
        until("the steps") { listOf("First", "Second", "Third").all { nodes(step(it)).isNotEmpty() } }
        act("Third", words.readMoveUp)
        until("Bea sees it in the middle") { bea.steps().keys.toList() == listOf("First", "Third", "Second") }
        until("and so does Ada") { order("First", "Third", "Second") }
        act("First", words.readMoveDown)
        until("Bea sees it again") { bea.steps().keys.toList() == listOf("Third", "First", "Second") }
        until("and so does Ada again") { order("Third", "First", "Second") }
    }

    @Test
    fun howFarAGoalHasComeIsSaidInANumberAndInWords() {
        begin()
        val goal = runBlocking { core.goals.begin(NewGoal(Place.Private, "Speak up")).also { core.goals.turn(it, GoalTurn.Start) } }
        go(Route.Goal(goal))
        button(words.screenGoalAddProgress)
        see(words.screenGoalEstimate)
        tap(words.countPercent(50))
        typeInSheet("Asked a question in front of everybody")
        tap(words.commonSave)
        until("what was said") {
            runBlocking { core.goals.view(goal).entries.map { it.reading to it.note } } == listOf(Reading.Share(500u) to "Asked a question in front of everybody")
        }
        scrollTo(hasText("Asked a question in front of everybody", substring = true))
    }

    private fun order(vararg steps: String) = steps.map { nodes(isToggleable() and hasText(it)).singleOrNull()?.positionInRoot?.y ?: return false }
        .zipWithNext().all { (one, two) -> one < two }

    /** What TalkBack offers for a row. */
    private fun act(row: String, name: String) {
        fun offered() = nodes(isToggleable() and hasText(row)).singleOrNull()?.config?.getOrNull(SemanticsActions.CustomActions)?.firstOrNull { it.label == name }
        until("$name for $row") { offered() != null }
        rest()
        screen.runOnIdle { checkNotNull(offered()).action() }
    }
}
