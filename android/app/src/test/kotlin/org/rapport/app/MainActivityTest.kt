package org.rapport.app

import android.content.Intent
import android.net.Uri
import androidx.compose.ui.test.assertIsOn
import androidx.compose.ui.test.hasClickAction
import androidx.compose.ui.test.hasSetTextAction
import androidx.compose.ui.test.hasText
import androidx.compose.ui.test.isToggleable
import androidx.compose.ui.test.onNodeWithContentDescription
import androidx.compose.ui.test.onNodeWithTag
import androidx.compose.ui.test.performClick
import androidx.compose.ui.test.performScrollTo
import androidx.compose.ui.test.performTextInput
import androidx.test.ext.junit.runners.AndroidJUnit4
import androidx.test.platform.app.InstrumentationRegistry
import kotlinx.coroutines.runBlocking
import org.junit.Test
import org.junit.runner.RunWith
import org.rapport.core.StepState
import org.robolectric.annotation.Config
import kotlin.test.assertEquals
import kotlin.test.assertTrue

/** The app as a person uses it: the real activity, core and relay, and another person with a core of their own. */
@RunWith(AndroidJUnit4::class)
@Config(qualifiers = "w412dp-h915dp-xhdpi")
class MainActivityTest : TwoPeopleTest() {
    @Test
    fun twoPeopleMeetByAShortCodeAndTickSteps() {
        meet(during = ::turn)
        bea.beginGoal("Speak up", "Ask Jonas", "Write it down")
        tap(words.navGoals)
        see("Speak up")
        tap("Speak up")
        val step = { text: String -> isToggleable() and hasText(text) }
        until("the steps") { nodes(step("Ask Jonas")).isNotEmpty() && nodes(step("Write it down")).isNotEmpty() }
        screen.onNode(step("Ask Jonas")).performClick()
        until("Bea sees the tick") { bea.steps()["Ask Jonas"] == StepState.DONE }
        turn()
        bea.tick("Write it down")
        until("Ada sees Bea's tick") {
            runCatching { screen.onNode(step("Write it down")).assertIsOn() }.isSuccess
        }
        screen.onNode(step("Ask Jonas")).assertIsOn()
    }

    @Test
    fun aNoteThatBothWroteOfflineIsTheSameOnBoth() {
        meet()
        bea.beginNote("Monday", "It began.")
        tap(words.navNotes)
        see("Monday")
        tap("Monday")
        until("the note") { nodes(hasSetTextAction() and hasText("It began.", substring = true)).isNotEmpty() }
        // Neither has a network now.
        bea.online(false)
        runBlocking { core.sync.stop() }
        screen.onNodeWithTag("note").performTextInput("Ada's line. ")
        bea.typeOn(" Bea's line.")
        turn()
        screen.onNodeWithContentDescription(words.commonBack).performClick()
        see("Ada's line.")
        bea.online()
        runBlocking { core.sync.start() }
        until("both lines at Bea's") { "Ada's line." in bea.noteText() && "Bea's line." in bea.noteText() }
        tap("Monday")
        until("the same text here: ${bea.noteText()}") { nodes(hasSetTextAction() and hasText(bea.noteText())).isNotEmpty() }
    }

    @Test
    fun anInviteOnAFreshPhoneIsJoinedAfterTheName() {
        see(words.screenWelcomeNameQuestion)
        met = true
        open(bea.invite(relay.link))
        see(words.screenWelcomeInviteWaits)
        turn()
        see(words.screenWelcomeInviteWaits)
        type("Ada")
        tap(words.screenWelcomeStart)
        see(words.screenJoinPaste)
        tap(words.screenJoinTitle)
        see(words.screenJoinCompare)
        until("Bea's code") { bea.code != null }
        see(checkNotNull(bea.code))
        tap(words.screenJoinMatch)
        bea.confirm()
        see(words.screenJoinWelcome("Bea"))
        tap(words.commonDone)
        see(words.screenTodayHello("Ada"))
        until("Bea's pair") { bea.space != null }
        // What Bea's phone has already may be on its way to this one.
        until("the pair here") { runBlocking { core.people.pairings() }.map { it.partnerName to it.iMentor } == listOf("Bea" to false) }
    }

    /** As the system does it for an activity that is there once. */
    private fun open(link: String) = screen.activityRule.scenario.onActivity {
        InstrumentationRegistry.getInstrumentation().callActivityOnNewIntent(it, Intent(Intent.ACTION_VIEW, Uri.parse(link)))
    }

    @Test
    fun aLinkThatIsNoInviteIsToldAndChangesNothing() {
        begin()
        val notOurs = words.problemNotAnInvite(words.fieldInvite)
        val told = mapOf(
            "https://relay.example.org/j#v1.AAAA" to notOurs,
            "rapport://elsewhere" to notOurs,
            "rapport:" + "x".repeat(100_000) to words.adviceShorten,
        )
        for ((link, why) in told) {
            open(link)
            see(words.screenJoinPaste)
            // A long link pushes the button off the screen.
            screen.onNode(hasText(words.screenJoinTitle) and hasClickAction()).performScrollTo().performClick()
            see(why)
            tap(words.commonOk)
        }
        assertEquals(emptyList(), runBlocking { core.people.invites() })
    }

    @Test
    fun whatWasTypedSurvivesTheTurningOfTheScreen() {
        type("Ad")
        turn()
        until("the draft") { nodes(hasSetTextAction() and hasText("Ad")).isNotEmpty() }
        type("a")
        tap(words.screenWelcomeStart)
        see(words.screenTodayHello("Ada"))
        turn()
        see(words.screenTodayHello("Ada"))
        assertTrue(texts().none { it == words.screenWelcomeStart })
    }
}
