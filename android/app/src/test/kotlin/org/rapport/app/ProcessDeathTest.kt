package org.rapport.app

import android.os.Bundle
import androidx.compose.ui.semantics.SemanticsProperties
import androidx.compose.ui.semantics.getOrNull
import androidx.compose.ui.test.SemanticsMatcher
import androidx.compose.ui.test.hasAnyAncestor
import androidx.compose.ui.test.hasClickAction
import androidx.compose.ui.test.hasContentDescription
import androidx.compose.ui.test.hasScrollAction
import androidx.compose.ui.test.hasSetTextAction
import androidx.compose.ui.test.hasText
import androidx.compose.ui.test.isDialog
import androidx.compose.ui.test.isEnabled
import androidx.compose.ui.test.isSelected
import androidx.compose.ui.test.junit4.v2.createEmptyComposeRule
import androidx.compose.ui.test.onFirst
import androidx.compose.ui.test.onNodeWithTag
import androidx.compose.ui.test.performClick
import androidx.compose.ui.test.performScrollToNode
import androidx.compose.ui.test.performTextInput
import androidx.compose.ui.test.performTextReplacement
import androidx.test.core.app.ApplicationProvider
import androidx.test.ext.junit.runners.AndroidJUnit4
import kotlinx.coroutines.runBlocking
import org.junit.After
import org.junit.Before
import org.junit.Rule
import org.junit.Test
import org.junit.rules.TemporaryFolder
import org.junit.runner.RunWith
import org.rapport.app.people.Partner
import org.rapport.app.people.Relay
import org.rapport.core.GoalFilter
import org.rapport.core.InviteStage
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
    @get:Rule(order = 0)
    val folder = TemporaryFolder()

    @get:Rule(order = 1)
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
        // While something is being done its buttons are there already, or still, and do nothing.
        val button = matcher and hasClickAction() and isEnabled()
        until("a button ${matcher.description}") { nodes(button).isNotEmpty() }
        screen.onAllNodes(button).onFirst().performClick()
    }

    private fun tap(text: String) = tap(hasText(text))

    private fun type(text: String, label: String) {
        until("a field $label") { nodes(hasSetTextAction() and hasText(label)).isNotEmpty() }
        screen.onNode(hasSetTextAction() and hasText(label)).performTextInput(text)
    }

    private fun scrollTo(matcher: SemanticsMatcher) =
        until("${matcher.description} in what scrolls") { runCatching { screen.onNode(hasScrollAction()).performScrollToNode(matcher) }.isSuccess }

    /** As the system does it: it keeps the bundle, and everything else is gone. */
    private fun kill() {
        val kept = Bundle()
        activity.pause().stop().saveInstanceState(kept).destroy()
        // The application object lives on here, which it does not on a phone: it has to see that nobody looks any more.
        until("the app is left") { !app.inFront.value }
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

    /** The old device lives on; the new one dies after each step. */
    @Test
    fun aNewDeviceInTheMiddleOfItsSteps() {
        Relay(folder.newFolder()).use { relay ->
            Partner(folder.newFolder(), "Bea").use { bea ->
                val link = bea.link(relay.link)
                tap(words.screenWelcomeLinkDevice)
                see(words.screenLinkTakeExplained)
                screen.onNode(hasSetTextAction() and hasText(words.screenLinkName)).performTextReplacement("Kitchen tablet")
                type(link, words.screenLinkPaste)
                kill()
                seeTyped("Kitchen tablet")
                seeTyped(link)
                tap(words.screenLinkTake)
                until("a profile") { app.door.core?.guest == true }
                kill()
                see(words.screenLinkCompare)
                until("Bea's code") { bea.linkCode != null }
                kill()
                see(checkNotNull(bea.linkCode))
                tap(words.screenJoinMatch)
                until("one's own yes") { texts().none { it == words.screenJoinMatch } }
                kill()
                until("the guest again") { app.door.core?.guest == true }
                bea.confirmLink()
                see(words.screenLinkDoneTaken)
                kill()
                see(words.screenTodayHello("Bea"))
                assertEquals(false, runBlocking { core.devices.view().guest })
            }
        }
    }

    @Test
    fun theNameAndTheRemovalOfAnotherDevice() {
        begin()
        Relay(folder.newFolder()).use { relay ->
            runBlocking { core.sync.agreeToRelay(relay.link) }
            val box = runBlocking { core.devices.link() }
            Partner(folder.newFolder(), "Tablet", link = runBlocking { core.people.inviteLink(box) }).use { tablet ->
                tablet.online()
                until("both codes") { tablet.linkCode != null && runBlocking { core.devices.links() }.single().stage is InviteStage.Compare }
                runBlocking { core.people.confirm(box) }
                tablet.confirmLink()
                until("the tablet") { runBlocking { core.devices.view() }.devices.any { it.name == "Tablet" } }
                activity.get().model.presenter.on(AppEvent.Go(Route.Devices))
                see(words.screenDevicesTitle)
                val rename = hasContentDescription("${words.screenDevicesRename}: Tablet")
                scrollTo(rename)
                tap(rename)
                seeTyped("Tablet")
                screen.onNode(hasSetTextAction() and hasText("Tablet")).performTextReplacement("Kitchen")
                kill()
                seeTyped("Kitchen")
                tap(words.commonSave)
                until("its name") { runBlocking { core.devices.view() }.devices.any { it.name == "Kitchen" } }
                val remove = hasContentDescription("${words.screenDevicesRemove}: Kitchen")
                scrollTo(remove)
                tap(remove)
                see(words.screenDevicesRemoveQuestion("Kitchen"))
                kill()
                see(words.screenDevicesRemoveQuestion("Kitchen"))
                tap(hasText(words.screenDevicesRemove) and hasAnyAncestor(isDialog()))
                until("it is gone") { runBlocking { core.devices.view() }.devices.none { it.name == "Kitchen" && it.current } }
            }
        }
    }

    /** The relay and the other one live on; this phone dies after each step. */
    @Test
    fun anInviteInTheMiddleOfItsSteps() {
        begin()
        Relay(folder.newFolder()).use { relay ->
            Partner(folder.newFolder(), "Bea").use { bea ->
                tap(words.screenTodayFirstInvite)
                tap(words.screenInviteAsMentee)
                see(words.screenInviteRelayQuestion)
                screen.onNode(hasSetTextAction()).performTextInput(relay.link)
                kill()
                see(words.screenInviteRelayQuestion)
                until("the relay that was typed") { nodes(hasSetTextAction() and hasText(relay.link)).isNotEmpty() }
                tap(words.commonNext)
                see("/j#v1.")
                val link = texts().first { "/j#v1." in it }
                kill()
                see(link)
                bea.join(link)
                see(words.screenJoinCompare)
                until("Bea's code") { bea.code != null }
                kill()
                see(checkNotNull(bea.code))
                tap(words.screenJoinMatch)
                until("one's own yes") { texts().none { it == words.screenJoinMatch } }
                kill()
                bea.confirm()
                until("Bea's pair") { bea.space != null }
                until("the pair here") { runBlocking { core.people.pairings() }.singleOrNull()?.partnerName == "Bea" }
                bea.beginGoal("What we begin with")
                until("what Bea wrote") { runBlocking { core.goals.rows(GoalFilter()) }.any { it.title == "What we begin with" } }
            }
        }
    }
}
