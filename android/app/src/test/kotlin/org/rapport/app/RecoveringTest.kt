package org.rapport.app

import androidx.compose.ui.semantics.SemanticsActions
import androidx.compose.ui.test.hasAnyAncestor
import androidx.compose.ui.test.hasClickAction
import androidx.compose.ui.test.hasSetTextAction
import androidx.compose.ui.test.hasText
import androidx.compose.ui.test.isDialog
import androidx.compose.ui.test.isEnabled
import androidx.compose.ui.test.onFirst
import androidx.compose.ui.test.performClick
import androidx.compose.ui.test.performSemanticsAction
import androidx.compose.ui.test.performTextReplacement
import androidx.test.ext.junit.runners.AndroidJUnit4
import kotlinx.coroutines.runBlocking
import org.junit.Test
import org.junit.runner.RunWith
import org.rapport.core.GoalFilter
import org.rapport.presentation.Route
import org.robolectric.annotation.Config
import kotlin.test.assertFalse
import kotlin.test.assertTrue

/** A phone is gone, and its person comes back on this one with their words. */
@RunWith(AndroidJUnit4::class)
@Config(qualifiers = "w412dp-h915dp-xhdpi")
class RecoveringTest : TwoPeopleTest() {
    /** What is on the paper, typed and sent off. */
    private fun enter(typed: String, place: String? = null) {
        type(typed, hasSetTextAction() and hasText(words.screenRecoverWords))
        place?.let { type(it, hasSetTextAction() and hasText(words.screenRecoverRelay)) }
        tap(words.screenRecoverGo)
    }

    @Test
    fun everythingIsThereAgainAndTheLostPhoneIsRemoved() {
        met = true
        bea.beginOwnGoal("Sleep before midnight")
        val (paper, place) = bea.paper(relay.link)
        tap(words.screenWelcomeRecover)
        see(words.screenRecoverExplained)
        turn()
        see(words.screenRecoverExplained)
        enter(paper, place)
        see(words.screenTodayHello("Bea"))
        until("what was written before") { runBlocking { core.goals.rows(GoalFilter()) }.any { it.title == "Sleep before midnight" } }
        until("both devices") { runBlocking { core.devices.view() }.devices.size == 2 }
        // The words are here until it is said once more that they are on paper.
        go(Route.Devices)
        button(words.screenDevicesWordsShow)
        see(paper.split(' ')[3])
        see(place)
        button(words.screenDevicesWordsWritten)
        until("the words are gone") { !runBlocking { core.devices.view() }.wordsUnconfirmed }
        // The list is another one since, and may still be moving under a finger.
        val enter = hasText(words.screenRecoverEnter) and hasClickAction() and isEnabled()
        scrollTo(enter)
        screen.onAllNodes(enter).onFirst().performSemanticsAction(SemanticsActions.OnClick)
        type(paper, hasSetTextAction() and hasText(words.screenRecoverWords))
        val done = hasText(words.screenRecoverEnter) and hasClickAction() and isEnabled() and hasAnyAncestor(isDialog())
        until("the words can be given") { nodes(done).isNotEmpty() }
        screen.onNode(done).performClick()
        until("the words are back") { runBlocking { core.devices.view() }.wordsUnconfirmed }
    }

    @Test
    fun wordsThatLeadNowhereAreToldAndTakeOthers() {
        met = true
        val (paper, place) = bea.paper(relay.link)
        tap(words.screenWelcomeRecover)
        enter("hello", place)
        see(words.problemWordCount(words.fieldRecoveryWords, 1u))
        assertFalse("hello" in screen.activity.model.presenter.save().values.joinToString())
        screen.onNode(hasSetTextAction() and hasText("hello")).performTextReplacement("abandon ".repeat(23) + "art")
        tap(words.screenRecoverGo)
        see(words.screenRecoverNotThere)
        turn()
        see(words.screenRecoverNotThere)
        tap(words.screenRecoverAgain)
        until("the words are asked for") { nodes(hasSetTextAction() and hasText(words.screenRecoverWords)).isNotEmpty() }
        enter(paper)
        see(words.screenTodayHello("Bea"))
        assertTrue(runBlocking { core.devices.view() }.recovery == null)
    }
}
