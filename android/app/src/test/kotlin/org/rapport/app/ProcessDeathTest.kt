package org.rapport.app

import android.os.Bundle
import androidx.compose.ui.semantics.SemanticsProperties
import androidx.compose.ui.semantics.getOrNull
import androidx.compose.ui.test.SemanticsMatcher
import androidx.compose.ui.test.hasClickAction
import androidx.compose.ui.test.hasContentDescription
import androidx.compose.ui.test.hasScrollAction
import androidx.compose.ui.test.hasSetTextAction
import androidx.compose.ui.test.hasText
import androidx.compose.ui.test.isSelected
import androidx.compose.ui.test.junit4.v2.createEmptyComposeRule
import androidx.compose.ui.test.onFirst
import androidx.compose.ui.test.onNodeWithTag
import androidx.compose.ui.test.performClick
import androidx.compose.ui.test.performScrollToNode
import androidx.compose.ui.test.performTextInput
import androidx.test.core.app.ApplicationProvider
import androidx.test.ext.junit.runners.AndroidJUnit4
import kotlinx.coroutines.runBlocking
import org.junit.After
import org.junit.Before
import org.junit.Rule
import org.junit.Test
import org.junit.runner.RunWith
import org.rapport.core.GoalFilter
import org.rapport.core.NewNote
import org.rapport.core.Place
import org.rapport.presentation.AppEvent
import org.rapport.presentation.Route
import org.rapport.words.Words
import org.robolectric.Robolectric
import org.robolectric.android.controller.ActivityController
import org.robolectric.annotation.Config
import kotlin.test.assertEquals

/**
 * The process is killed in the middle of something: another activity, presenter and core go on from what was saved.
 * Questions in dialogs, which never come to rest under Robolectric, are in the tests of `ui`.
 */
@RunWith(AndroidJUnit4::class)
@Config(qualifiers = "w412dp-h915dp-xhdpi")
class ProcessDeathTest {
    @get:Rule
    val screen = createEmptyComposeRule()

    private val app = ApplicationProvider.getApplicationContext<TestRapportApplication>()
    private val words = Words.of("en")
    private lateinit var activity: ActivityController<MainActivity>

    @Before
    fun open() {
        activity = Robolectric.buildActivity(MainActivity::class.java).setup()
    }

    @After
    fun end() {
        activity.pause().stop().destroy()
    }

    private fun nodes(matcher: SemanticsMatcher) = screen.onAllNodes(matcher).fetchSemanticsNodes()

    private fun texts() = nodes(SemanticsMatcher.keyIsDefined(SemanticsProperties.Text)).flatMap { it.config.getOrNull(SemanticsProperties.Text).orEmpty() }.map { it.text }

    /** What comes back from the core is taken on the screen's thread, which runs only while it is waited for. */
    private fun until(what: String, found: () -> Boolean) = try {
        screen.waitUntil(20_000) {
            screen.waitForIdle()
            found()
        }
    } catch (late: Throwable) {
        throw AssertionError("not in 20 seconds: $what; on the screen: ${texts()}", late)
    }

    private fun see(text: String) = until(text) { texts().any { text in it } }

    private fun seeTyped(text: String) = until("“$text” in a field") { nodes(hasSetTextAction() and hasText(text)).isNotEmpty() }

    private fun tap(matcher: SemanticsMatcher) {
        until("a button ${matcher.description}") { nodes(matcher and hasClickAction()).isNotEmpty() }
        screen.onAllNodes(matcher and hasClickAction()).onFirst().performClick()
    }

    private fun tap(text: String) = tap(hasText(text))

    private fun type(text: String, label: String) {
        until("a field $label") { nodes(hasSetTextAction() and hasText(label)).isNotEmpty() }
        screen.onNode(hasSetTextAction() and hasText(label)).performTextInput(text)
    }

    private fun scrollTo(matcher: SemanticsMatcher) = screen.onNode(hasScrollAction()).performScrollToNode(matcher)

    /** As the system does it: it keeps the bundle, and everything else is gone. */
    private fun kill() {
        val kept = Bundle()
        activity.pause().stop().saveInstanceState(kept).destroy()
        // Nothing of the old process but the bundle and the disk; the core is made anew.
        runBlocking { app.door.shutdown() }
        activity = Robolectric.buildActivity(MainActivity::class.java).setup(kept)
    }

    private fun begin() {
        see(words.screenWelcomeNameQuestion)
        screen.onNode(hasSetTextAction()).performTextInput("Ada")
        tap(words.screenWelcomeStart)
        see(words.screenTodayHello("Ada"))
    }

    private val core get() = checkNotNull(app.door.core)

    private fun newGoal(title: String) {
        tap(words.navGoals)
        see(words.screenGoalsEmpty)
        tap(hasContentDescription(words.screenGoalsNew))
        type(title, words.fieldTitle)
    }

    @Test
    fun aNameThatIsNotGivenYet() {
        see(words.screenWelcomeNameQuestion)
        screen.onNode(hasSetTextAction()).performTextInput("Ad")
        kill()
        seeTyped("Ad")
        screen.onNode(hasSetTextAction()).performTextInput("a")
        tap(words.screenWelcomeStart)
        see(words.screenTodayHello("Ada"))
    }

    @Test
    fun aGoalThatIsNotWrittenDownYet() {
        begin()
        newGoal("Speak up")
        kill()
        seeTyped("Speak up")
        assertEquals(0, runBlocking { core.goals.rows(GoalFilter()).size })
        tap(words.commonSave)
        see(words.screenGoalSteps)
        assertEquals(listOf("Speak up"), runBlocking { core.goals.rows(GoalFilter()).map { it.title } })
    }

    @Test
    fun aStepAndACommentOnAGoal() {
        begin()
        newGoal("Speak up")
        tap(words.commonSave)
        type("Ask Jon", words.screenGoalAddStep)
        kill()
        seeTyped("Ask Jon")
        tap(hasContentDescription(words.screenGoalAddStep))
        until("the step") { runBlocking { core.goals.view(core.goals.rows(GoalFilter()).single().id).steps.any { it.text == "Ask Jon" } } }
        scrollTo(hasSetTextAction() and hasText(words.screenGoalAddComment))
        type("Well beg", words.screenGoalAddComment)
        kill()
        see(words.screenGoalSteps)
        scrollTo(hasSetTextAction() and hasText("Well beg"))
        screen.onNode(hasSetTextAction() and hasText("Well beg")).performTextInput("un")
        tap(hasContentDescription(words.screenGoalAddComment))
        until("the comment") { runBlocking { core.goals.view(core.goals.rows(GoalFilter()).single().id).comments.any { it.text == "Well begun" } } }
    }

    @Test
    fun aWordInTheMiddleOfANote() {
        begin()
        val begun = runBlocking { core.notes.begin(NewNote(Place.Private, "Monday")) }
        activity.get().model.presenter.on(AppEvent.Go(Route.Note(begun.note)))
        until("the field") { nodes(androidx.compose.ui.test.hasTestTag("note")).isNotEmpty() }
        screen.onNodeWithTag("note").performTextInput("It went well.\nBetter than I fea")
        kill()
        seeTyped("Better than I fea")
        screen.onNodeWithTag("note").performTextInput("red")
        kill()
        seeTyped("Better than I feared")
        see("Monday")
    }

    @Test
    fun aPulseInTheMiddleOfAnswering() {
        begin()
        activity.get().model.presenter.on(AppEvent.Go(Route.CheckIn("pulse")))
        see("How are you doing these days?")
        tap("Well")
        scrollTo(hasSetTextAction())
        screen.onNode(hasSetTextAction()).performTextInput("A good we")
        kill()
        see("How are you doing these days?")
        until("the answer") { nodes(hasText("Well") and isSelected()).isNotEmpty() }
        scrollTo(hasSetTextAction())
        seeTyped("A good we")
        screen.onNode(hasSetTextAction()).performTextInput("ek")
        assertEquals(0, runBlocking { core.checkins.mine("en").size })
        scrollTo(hasText(words.screenCheckinSend))
        tap(words.screenCheckinSend)
        see(words.screenCheckinKept)
        val answers = runBlocking { core.checkins.mine("en").single().answers.map { it.number?.toString() ?: it.text } }
        assertEquals(listOf("4", "A good week"), answers)
    }

    @Test
    fun anActThatHasJustBegunIsDoneOnceAndTheWayBackIsKept() {
        begin()
        newGoal("Speak up")
        tap(words.commonSave)
        // Killed before anything of it came back.
        kill()
        until("the core") { app.door.core != null }
        until("the goal once") { runBlocking { core.goals.rows(GoalFilter()).size == 1 } }
        assertEquals(listOf("Speak up"), runBlocking { core.goals.rows(GoalFilter()).map { it.title } })
    }
}
