package org.rapport.app

import androidx.compose.ui.semantics.SemanticsProperties
import androidx.compose.ui.semantics.getOrNull
import androidx.compose.ui.test.SemanticsMatcher
import androidx.compose.ui.test.hasClickAction
import androidx.compose.ui.test.hasSetTextAction
import androidx.compose.ui.test.hasText
import androidx.compose.ui.test.isSelected
import androidx.compose.ui.test.onFirst
import androidx.compose.ui.test.onNodeWithContentDescription
import androidx.compose.ui.test.performClick
import androidx.compose.ui.test.performTextInput
import androidx.test.ext.junit.runners.AndroidJUnit4
import kotlinx.coroutines.runBlocking
import org.junit.Test
import org.junit.runner.RunWith
import org.rapport.bridge.name
import org.rapport.core.ScoreBand
import org.rapport.presentation.AppEvent
import org.rapport.presentation.Route
import org.robolectric.annotation.Config
import kotlin.test.assertEquals
import kotlin.test.assertTrue

/** Check-ins as a person does them: answered, kept, and shown to the other one by a yes. */
@RunWith(AndroidJUnit4::class)
@Config(qualifiers = "w412dp-h915dp-xhdpi")
class CheckInsTest : TwoPeopleTest() {
    private fun openList() {
        // One that is due is called the same until its own name is there, and says more.
        val alone = SemanticsMatcher("that and nothing else") { it.config.getOrNull(SemanticsProperties.Text)?.size == 1 }
        val way = hasText(words.screenCheckinTitle) and hasClickAction() and alone
        scrollTo(way)
        rest()
        screen.onNode(way).performClick()
        see(words.screenCheckinExplained)
    }

    private fun choose(text: String) {
        scrollTo(text)
        tap(text)
        until("$text is chosen") { nodes(hasText(text) and isSelected()).isNotEmpty() }
    }

    private fun answer(mood: String) {
        tap("Pulse")
        see("How are you doing these days?")
        choose(mood)
        scrollTo(words.screenCheckinSend)
        tap(words.screenCheckinSend)
        see(words.screenCheckinKept)
    }

    private fun mine() = runBlocking { core.checkins.mine("en") }

    @Test
    fun aLowPulseTellsNobodyUntilItIsShared() {
        meet()
        openList()
        answer("Hard")
        see(words.name(ScoreBand.LOW))
        see(words.checkInLow)
        see(words.checkInHelpEmpty)
        assertEquals(listOf(emptyList<Any>()), mine().map { it.sharedIn })
        scrollTo(words.screenCheckinShare("Bea"))
        tap(words.screenCheckinShare("Bea"))
        see(words.screenCheckinShareQuestion("Bea"))
        tap(words.screenCheckinKeep)
        assertEquals(listOf(emptyList<Any>()), mine().map { it.sharedIn })
        // What is sent later arrives later: had the check-in been sent it would be there by then.
        bea.beginGoal("Rest", "Sleep")
        until("the goal here") { runBlocking { core.goals.rows(org.rapport.core.GoalFilter()) }.isNotEmpty() }
        assertEquals(emptyList(), bea.shown())
        scrollTo(words.screenCheckinShare("Bea"))
        tap(words.screenCheckinShare("Bea"))
        tap(words.screenCheckinShareYes)
        see(words.screenCheckinSharedWith("Bea"))
        until("Bea reads it") { bea.shown() == listOf(mapOf("mood" to "2")) }
    }

    @Test
    fun anAnswerIsPutRightAndTheTrendIsToldInWords() {
        begin()
        openList()
        answer("Well")
        scrollTo(words.screenCheckinCorrect)
        tap(words.screenCheckinCorrect)
        choose("So-so")
        scrollTo(hasSetTextAction())
        screen.onNode(hasSetTextAction()).performTextInput("A long week")
        scrollTo(words.screenCheckinSave)
        tap(words.screenCheckinSave)
        see(words.screenCheckinCorrected)
        until("both answers") { mine().single().answers.map { it.number?.toString() ?: it.text } == listOf("3", "A long week") }
        scrollTo(words.screenCheckinTrend)
        tap(words.screenCheckinTrend)
        val today = words.timeToday
        until("the drawing in words") {
            runCatching {
                screen.onNodeWithContentDescription(
                    words.screenCheckinTrendTold(part = "How you are doing", first = "3", from = today, last = "3", to = today, lowest = "1", highest = "5", movement = words.movementNothing),
                ).fetchSemanticsNode()
            }.isSuccess
        }
    }

    @Test
    fun onceAnsweredItSaysFromWhenOnItMakesSenseAgain() {
        begin()
        openList()
        answer("Well")
        screen.onNodeWithContentDescription(words.commonBack).performClick()
        tap("Pulse")
        see(words.screenCheckinNotBefore(words.timeTomorrow))
        scrollTo(words.screenCheckinSend)
        screen.onAllNodes(hasText(words.screenCheckinSend) and hasClickAction()).onFirst().performClick()
        assertEquals(1, mine().size)
    }

    @Test
    fun theHelpDirectoryIsEmptyUntilASignedFileIsPutIn() {
        begin()
        screen.activity.model.presenter.on(AppEvent.Go(Route.Help))
        see(words.checkInHelpEmpty)
        see(words.screenCheckinHelpEmptyDo)
        val signed = runBlocking {
            core.checkins.signHelp("""{"help": 1, "entries": [{"name": "Night line", "about": "Somebody listens.", "region": "UK", "languages": ["en"], "urgent": true,
                "phone": "+44 20 7946 0018", "hours": "every night", "source": "https://example.org/help", "checked": "2026-05-02"}]}""")
        }
        val key = signed.lines()[1].removePrefix("key ")
        scrollTo(hasSetTextAction())
        screen.onNode(hasSetTextAction()).performTextInput(key)
        scrollTo(words.screenCheckinHelpTrust)
        tap(words.screenCheckinHelpTrust)
        see(words.screenCheckinHelpTrusted(key))
        screen.activity.model.presenter.on(AppEvent.File("not signed"))
        until("why not") { screen.activity.model.presenter.state.value.let { it is org.rapport.presentation.AppState.Inside && it.screen.presenter.failure.value != null } }
        tap(words.commonOk)
        screen.activity.model.presenter.on(AppEvent.File(signed))
        see("Night line")
        see(words.screenCheckinHelpUrgent)
        tap(words.screenCheckinHelpCall("+44 20 7946 0018"))
        val started = org.robolectric.Shadows.shadowOf(screen.activity).nextStartedActivity
        assertEquals(android.content.Intent.ACTION_DIAL to "tel:+442079460018", started.action to started.dataString)
        assertTrue(runBlocking { core.checkins.help() }.places.isNotEmpty())
    }
}
