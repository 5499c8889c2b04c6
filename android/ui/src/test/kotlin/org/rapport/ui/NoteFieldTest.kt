package org.rapport.ui

import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.layout.fillMaxSize
import androidx.compose.foundation.lazy.LazyColumn
import androidx.compose.runtime.SideEffect
import androidx.compose.ui.Modifier
import androidx.compose.ui.input.key.Key
import androidx.compose.ui.semantics.SemanticsProperties
import androidx.compose.ui.test.ExperimentalTestApi
import androidx.compose.ui.test.assertIsFocused
import androidx.compose.ui.test.assertIsOn
import androidx.compose.ui.test.hasContentDescription
import androidx.compose.ui.test.hasSetTextAction
import androidx.compose.ui.test.hasText
import androidx.compose.ui.test.isToggleable
import androidx.compose.ui.test.junit4.v2.createComposeRule
import androidx.compose.ui.test.onNodeWithContentDescription
import androidx.compose.ui.test.onNodeWithTag
import androidx.compose.ui.test.performClick
import androidx.compose.ui.test.performKeyInput
import androidx.compose.ui.test.performTextInput
import androidx.compose.ui.test.pressKey
import androidx.compose.ui.test.withKeyDown
import androidx.compose.ui.test.withKeysDown
import java.nio.file.Files
import java.time.ZoneId
import java.util.Locale
import kotlinx.coroutines.runBlocking
import org.junit.After
import org.junit.Assert.assertEquals
import org.junit.Assert.assertTrue
import org.junit.Rule
import org.junit.Test
import org.rapport.bridge.EditorBridge
import org.rapport.bridge.JavaZones
import org.rapport.bridge.coreOpener
import org.rapport.core.Config
import org.rapport.core.Edit
import org.rapport.core.KeyVault
import org.rapport.core.LineKind
import org.rapport.core.NewNote
import org.rapport.core.NoteEditor
import org.rapport.core.Place
import org.rapport.core.Platform
import org.rapport.presentation.NoteState
import org.rapport.words.Words

/** A note as a person writes it, a field a paragraph, over the real core. */
@OptIn(ExperimentalTestApi::class)
class NoteFieldTest {
    @get:Rule
    val rule = createComposeRule()

    private val folder = Files.createTempDirectory("rapport").toFile()
    private val vault = object : KeyVault {
        @Volatile
        var key: ByteArray? = null
        override fun load() = key
        override fun store(key: ByteArray) {
            this.key = key
        }
    }
    private val core = runBlocking { coreOpener(Config("$folder/ada", "Europe/Zurich")) { Platform(vault, JavaZones()) }.create("Ada") }
    private val words = Words.of("en")
    private lateinit var open: NoteState.Open
    private lateinit var mine: NoteEditor
    private lateinit var theirs: NoteEditor
    private lateinit var sheet: Sheet
    private var copied = ""

    private val shell = object : Shell by NoShell {
        override fun copy(text: String) {
            copied = text
        }
    }

    @After
    fun end() {
        // A field that goes says so once more.
        rule.runOnIdle { open.bridge.end() }
        runBlocking { core.rapport.shutdown() }
        folder.deleteRecursively()
    }

    private fun show(text: String, caret: Int) {
        runBlocking {
            val begun = core.notes.begin(NewNote(Place.Private, "Monday"))
            theirs = core.notes.open(begun.note, begun.section)
            theirs.exchange(listOf(Edit.Splice(0u, 0u, text)))
            theirs.finish()
            mine = core.notes.open(begun.note, begun.section)
            open = NoteState.Open(begun.section, EditorBridge(mine))
        }
        open.bridge.onFailure = { throw it }
        open.writing.go(caret)
        rule.setContent {
            RapportTheme(dark = false) {
                androidx.compose.runtime.CompositionLocalProvider(LocalShell provides shell) {
                    Told(words, Locale.UK, ZoneId.of("Europe/Zurich"), null) {
                        Column(Modifier.fillMaxSize()) {
                            val here = rememberSheet(open.writing) {}
                            SideEffect { sheet = here }
                            LazyColumn(Modifier.weight(1f), here.list) { noteField(here, 0, emptyList(), null, "") }
                            FormatBar(open, ofMeeting = false) {}
                        }
                    }
                }
            }
        }
        rule.waitForIdle()
    }

    private fun enter() = rule.runOnIdle { sheet.focus(open.writing.here) }.also { rule.waitForIdle() }

    private val field get() = rule.onNodeWithTag("note")

    private fun press(keys: List<Key>) {
        for (key in keys) field.performKeyInput { pressKey(key) }
        rule.waitForIdle()
    }

    private fun shift(keys: List<Key>) {
        for (key in keys) field.performKeyInput { withKeyDown(Key.ShiftLeft) { pressKey(key) } }
        rule.waitForIdle()
    }

    private val text get() = open.writing.page.text
    private val head get() = open.writing.page.typed.head

    /** The text here, on the core, and in the fields that are seen. */
    private fun assertText(expected: String) {
        rule.waitForIdle()
        assertEquals(expected, text)
        assertEquals(expected.split('\n'), rule.onAllNodes(hasSetTextAction()).fetchSemanticsNodes().sortedBy { it.positionInRoot.y }.map { it.config[SemanticsProperties.EditableText].text })
        runBlocking {
            mine.finish()
            assertEquals(expected, core.notes.rows().single().let { core.notes.view(it.id) }.sections.single().text.text)
        }
    }

    @Test
    fun returnSplitsAndBackspaceAtTheBeginningJoins() {
        show("one two", 3)
        enter()
        press(listOf(Key.Enter))
        assertText("one\n two")
        field.assertIsFocused().performTextInput("and")
        press(listOf(Key.MoveHome, Key.Backspace))
        assertText("oneand two")
        field.assertIsFocused()
        assertEquals(3, head)
        press(listOf(Key.Enter, Key.Enter))
        assertText("one\n\nand two")
        press(listOf(Key.DirectionLeft, Key.Delete))
        assertText("one\nand two")
    }

    @Test
    fun arrowsGoFromParagraphToParagraph() {
        show("first one\n\nsecond", 0)
        enter()
        press(listOf(Key.DirectionDown))
        assertEquals(10, head)
        press(listOf(Key.DirectionDown))
        assertEquals(11, head)
        field.assertIsFocused()
        press(listOf(Key.MoveEnd, Key.DirectionUp, Key.DirectionUp))
        assertEquals("the same side of the page", true, head < 9)
        open.writing.go(9)
        press(listOf(Key.DirectionRight, Key.DirectionRight))
        assertEquals(11, head)
        press(listOf(Key.DirectionLeft))
        assertEquals(10, head)
        field.performTextInput("x")
        assertText("first one\nx\nsecond")
    }

    @Test
    fun aSelectionGoesOverParagraphs() {
        show("one\ntwo\nthree", 1)
        enter()
        shift(listOf(Key.DirectionDown, Key.DirectionDown))
        assertEquals("ne\ntwo\nt", open.writing.selected)
        field.performKeyInput { withKeysDown(listOf(Key.CtrlLeft)) { pressKey(Key.C) } }
        assertEquals("ne\ntwo\nt", copied)
        field.performTextInput("X")
        assertText("oXhree")
        field.performKeyInput { withKeyDown(Key.CtrlLeft) { pressKey(Key.Z) } }
        assertText("one\ntwo\nthree")
        field.performKeyInput { withKeyDown(Key.CtrlLeft) { pressKey(Key.A) } }
        press(listOf(Key.Backspace))
        assertText("")
    }

    @Test
    fun paragraphsAreTakenByTouch() {
        show("one\ntwo\nthree", 1)
        enter()
        rule.onNodeWithContentDescription(words.screenNoteSelectMore).performClick().performClick()
        rule.onNodeWithContentDescription(words.commonCopy).performClick()
        assertEquals("one\ntwo", copied)
        rule.onNodeWithContentDescription(words.screenNoteDeleteSelected).performClick()
        assertText("\nthree")
    }

    @Test
    fun aTouchInAnotherParagraphPutsTheCaretThere() {
        show("one\ntwo\nthree", 1)
        enter()
        rule.onNode(hasSetTextAction() and hasText("three")).performClick()
        rule.waitForIdle()
        assertTrue("$head", head in 8..13)
        field.assertIsFocused().performTextInput("X")
        assertEquals(2, text.count { it == '\n' })
        assertTrue(text, "X" in text.substringAfterLast('\n'))
    }

    @Test
    fun othersWriteAboveAndTheFieldKeepsTheKeyboard() {
        show("one\ntwo", 5)
        enter()
        theirs.exchange(listOf(Edit.Splice(0u, 0u, "zero\nand a half\n")))
        // What is typed on one screen reaches the other on the core's own thread.
        runBlocking { theirs.finish() }
        rule.runOnIdle { open.bridge.othersWait() }
        field.assertIsFocused().performTextInput("X")
        assertText("zero\nand a half\none\ntXwo")
    }

    @Test
    fun onlyWhatIsSeenIsThere() {
        val long = List(2_000) { "Line $it" }.joinToString("\n")
        show(long, 0)
        enter()
        assertTrue(rule.onAllNodes(hasSetTextAction()).fetchSemanticsNodes().size < 80)
        // The caret goes far away, as with undo, and the keyboard with it.
        rule.runOnIdle { open.writing.go(long.length) }
        field.assertIsFocused().performTextInput(".")
        rule.waitForIdle()
        assertTrue(text.endsWith("Line 1999."))
    }

    @Test
    fun boxesAreTicked() {
        show("one\ntwo", 5)
        rule.runOnIdle { open.bridge.toggle(LineKind.CHECK) }
        rule.onNode(isToggleable() and hasContentDescription("two")).performClick().assertIsOn()
        assertEquals(true, open.writing.page.lineAt(4).done)
    }
}
