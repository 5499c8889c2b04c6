package org.rapport.ui

import androidx.compose.runtime.getValue
import androidx.compose.runtime.key
import androidx.compose.runtime.mutableIntStateOf
import androidx.compose.runtime.mutableStateOf
import androidx.compose.runtime.setValue
import androidx.compose.ui.test.ExperimentalTestApi
import androidx.compose.ui.test.assertIsOff
import androidx.compose.ui.test.assertIsOn
import androidx.compose.ui.test.hasSetTextAction
import androidx.compose.ui.test.hasText
import androidx.compose.ui.test.isToggleable
import androidx.compose.ui.test.junit4.v2.createComposeRule
import androidx.compose.ui.test.onAllNodesWithText
import androidx.compose.ui.test.onNodeWithContentDescription
import androidx.compose.ui.test.onNodeWithTag
import androidx.compose.ui.test.onNodeWithText
import androidx.compose.ui.test.performClick
import androidx.compose.ui.test.performScrollToNode
import androidx.compose.ui.test.hasScrollAction
import androidx.compose.ui.test.performTextInput
import java.io.File
import java.nio.file.Files
import java.time.ZoneId
import java.util.Locale
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.SupervisorJob
import kotlinx.coroutines.cancel
import kotlinx.coroutines.runBlocking
import kotlinx.coroutines.swing.Swing
import org.junit.After
import org.junit.Assert.assertEquals
import org.junit.Rule
import org.junit.Test
import org.rapport.bridge.Door
import org.rapport.bridge.JavaZones
import org.rapport.bridge.coreOpener
import org.rapport.core.Config
import org.rapport.core.GoalFilter
import org.rapport.core.KeyVault
import org.rapport.core.NewGoal
import org.rapport.core.Place
import org.rapport.core.Platform
import org.rapport.core.StepState
import org.rapport.presentation.AppEvent
import org.rapport.presentation.AppPresenter
import org.rapport.presentation.Route
import org.rapport.words.Words

/** The main acts as a person does them, over the real core. */
@OptIn(ExperimentalTestApi::class)
class MainActsTest {
    @get:Rule
    val rule = createComposeRule()

    private val folder: File = Files.createTempDirectory("rapport").toFile()
    private val vault = object : KeyVault {
        @Volatile
        var key: ByteArray? = null
        override fun load() = key
        override fun store(key: ByteArray) {
            this.key = key
        }
    }
    private fun door() = Door(coreOpener(Config("$folder/ada", "Europe/Zurich")) { Platform(vault, JavaZones()) })
    private var door = door()
    private val scope = CoroutineScope(Dispatchers.Swing + SupervisorJob())
    private val words = Words.of("en")

    @After
    fun end() {
        runBlocking { door.shutdown() }
        scope.cancel()
        folder.deleteRecursively()
    }

    private var app by mutableStateOf<AppPresenter?>(null)
    private var turns by mutableIntStateOf(0)

    /** The screen is made anew, and the presenter stays. */
    private fun turn() {
        rule.runOnIdle { turns++ }
        rule.waitForIdle()
    }

    private fun show() {
        app = AppPresenter(door, scope)
        rule.setContent { app?.let { key(it, turns) { RapportTheme(dark = false) { RapportApp(it, words, locale = Locale.UK, zone = ZoneId.of("Europe/Zurich")) } } } }
    }

    /** Of the process only the saved text and the disk are left. */
    private fun kill() {
        val kept = rule.runOnIdle { checkNotNull(app).save() }
        app = null
        rule.waitForIdle()
        runBlocking { door.shutdown() }
        door = door()
        app = AppPresenter(door, scope, kept)
    }

    private fun until(text: String) = rule.waitUntil(10_000) { rule.onAllNodesWithText(text, substring = true).fetchSemanticsNodes().isNotEmpty() }

    private fun begin() {
        show()
        until(words.screenWelcomeNameQuestion)
        rule.onNode(hasSetTextAction()).performTextInput("Ada")
        rule.onNodeWithText(words.screenWelcomeStart).performClick()
        until(words.screenTodayHello("Ada"))
    }

    @Test
    fun aPersonWritesDownAGoalAndTicksAStep() {
        begin()
        rule.onNodeWithText(words.navGoals).performClick()
        until(words.screenGoalsEmpty)
        rule.onNodeWithContentDescription(words.screenGoalsNew).performClick()
        until(words.commonPrivateExplained)
        rule.onNode(hasSetTextAction() and hasText(words.fieldTitle)).performTextInput("Speak up")
        rule.onNodeWithText(words.commonSave).performClick()
        until(words.screenGoalSteps)

        rule.onNode(hasSetTextAction() and hasText(words.screenGoalAddStep)).performTextInput("Ask Jonas")
        rule.onNodeWithContentDescription(words.screenGoalAddStep).performClick()
        rule.waitUntil(10_000) { rule.onAllNodesWithText("Ask Jonas").fetchSemanticsNodes().any { node -> node.config.any { it.key.name == "ToggleableState" } } }
        rule.onNode(isToggleable() and hasText("Ask Jonas")).assertIsOff().performClick()
        rule.waitUntil(10_000) { steps() == listOf("Ask Jonas" to StepState.DONE) }
        rule.waitForIdle()
        rule.onNode(isToggleable() and hasText("Ask Jonas")).assertIsOn()
    }

    private fun steps() = runBlocking {
        val core = checkNotNull(door.core)
        val goal = core.goals.rows(GoalFilter()).single()
        core.goals.view(goal.id).steps.map { it.text to it.state }
    }

    @Test
    fun aQuestionIsStillAskedAfterTheProcessWasKilled() {
        begin()
        val goal = runBlocking { checkNotNull(door.core).goals.begin(NewGoal(Place.Private, "Speak up")) }
        rule.runOnIdle { checkNotNull(app).on(AppEvent.Go(Route.Goal(goal))) }
        until(words.screenGoalSteps)
        rule.onAllNodes(hasScrollAction())[0].performScrollToNode(hasText(words.screenGoalWhy))
        rule.onNodeWithText(words.screenGoalWhy).performClick()
        until(words.commonSave)
        rule.onNode(hasSetTextAction() and hasText(words.fieldWhy)).performTextInput("Because")
        rule.waitForIdle()
        kill()
        until("Because")
        rule.onNodeWithText(words.commonSave).performClick()
        rule.waitUntil(10_000) { runBlocking { checkNotNull(door.core).goals.view(goal).wording.why } == "Because" }
    }

    @Test
    fun aPersonTypesANote() {
        begin()
        rule.onNodeWithText(words.navNotes).performClick()
        until(words.screenNotesEmpty)
        rule.onNodeWithContentDescription(words.screenNotesAdd).performClick()
        until(words.screenNotesNewPrivate)
        rule.onNode(hasSetTextAction() and hasText(words.fieldTitle)).performTextInput("Monday")
        rule.onNodeWithText(words.commonSave).performClick()
        rule.waitUntil(10_000) { rule.onAllNodesWithText("Monday").fetchSemanticsNodes().isNotEmpty() && runCatching { rule.onNodeWithTag("note").fetchSemanticsNode() }.isSuccess }
        rule.onNodeWithTag("note").performTextInput("It went well.")
        rule.onNodeWithContentDescription(words.blockH2).performClick()
        rule.onNodeWithTag("note").performTextInput("\nBetter than I had feared 🙂")
        rule.onNodeWithContentDescription(words.commonBack).performClick()
        until("It went well.")
        rule.waitUntil(10_000) { text() == "It went well.\nBetter than I had feared 🙂" }
    }

    private fun seeTyped(text: String) = rule.waitUntil(10_000) { rule.onAllNodes(hasSetTextAction() and hasText(text)).fetchSemanticsNodes().isNotEmpty() }

    /** Turned and killed, with the same in the field each time. */
    private fun survives(text: String) {
        rule.waitForIdle()
        turn()
        seeTyped(text)
        kill()
        seeTyped(text)
    }

    @Test
    fun aNoteThatHasNoNameYetAndOneThatGetsAnother() {
        begin()
        rule.onNodeWithText(words.navNotes).performClick()
        until(words.screenNotesEmpty)
        rule.onNodeWithContentDescription(words.screenNotesAdd).performClick()
        until(words.screenNotesNewPrivate)
        rule.onNode(hasSetTextAction() and hasText(words.fieldTitle)).performTextInput("Mon")
        survives("Mon")
        rule.onNode(hasSetTextAction() and hasText("Mon")).performTextInput("day")
        rule.onNodeWithText(words.commonSave).performClick()
        rule.waitUntil(10_000) { notes() == listOf("Monday") && runCatching { rule.onNodeWithTag("note").fetchSemanticsNode() }.isSuccess }

        fun menu(text: String) {
            rule.onNodeWithContentDescription(words.readMenu).performClick()
            until(text)
            rule.onNodeWithText(text).performClick()
            until(words.commonSave)
        }
        menu(words.screenNoteAddSection)
        rule.onNode(hasSetTextAction() and hasText(words.screenNoteSectionTitle)).performTextInput("Questions")
        survives("Questions")
        rule.onNodeWithText(words.commonSave).performClick()
        rule.waitUntil(10_000) { runBlocking { checkNotNull(door.core).notes.run { view(rows().single().id) } }.sections.any { it.title == "Questions" } }
        rule.waitUntil(10_000) { rule.onAllNodesWithText(words.commonSave).fetchSemanticsNodes().isEmpty() }

        menu(words.fieldTitle)
        rule.onNode(hasSetTextAction() and hasText("Monday")).performTextInput(" again")
        survives("Monday again")
        rule.onNodeWithText(words.commonSave).performClick()
        rule.waitUntil(10_000) { notes() == listOf("Monday again") }
    }

    private fun notes() = runBlocking { checkNotNull(door.core).notes.rows().map { it.title } }

    @Test
    fun onesOwnNewName() {
        begin()
        rule.onNodeWithText(words.navPeople).performClick()
        until(words.screenPeopleMe)
        rule.onNodeWithContentDescription(words.commonEdit).performClick()
        until(words.screenProfileTitle)
        rule.onNode(hasSetTextAction()).performTextInput(" Lovelace")
        survives("Ada Lovelace")
        rule.onNodeWithText(words.commonSave).performClick()
        rule.waitUntil(10_000) { runBlocking { checkNotNull(door.core).people.me().profile.name } == "Ada Lovelace" }
    }

    private fun text() = runBlocking {
        val core = checkNotNull(door.core)
        core.notes.view(core.notes.rows().single().id).sections.single().text.text
    }

    @Test
    fun whatIsNoInviteIsToldAndChangesNothing() {
        begin()
        rule.onNodeWithText(words.navPeople).performClick()
        until(words.screenPeopleEmpty)
        rule.onNode(hasScrollAction()).performScrollToNode(hasText(words.screenWelcomeHaveInvite))
        rule.onNodeWithText(words.screenWelcomeHaveInvite).performClick()
        until(words.screenJoinPaste)
        rule.onNode(hasSetTextAction()).performTextInput("https://example.org/not-ours")
        rule.onNode(hasText(words.screenJoinTitle) and androidx.compose.ui.test.hasClickAction()).performClick()
        until(words.problemNotAnInvite(words.fieldInvite))
        assertEquals(0, runBlocking { checkNotNull(door.core).people.invites().size })
    }
}
