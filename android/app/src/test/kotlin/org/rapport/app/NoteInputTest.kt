package org.rapport.app

import android.view.View
import android.view.ViewGroup
import android.view.inputmethod.EditorInfo
import android.view.inputmethod.InputConnection
import android.view.inputmethod.InputMethodManager
import androidx.compose.ui.semantics.SemanticsProperties
import androidx.compose.ui.semantics.getOrNull
import androidx.compose.ui.test.ExperimentalTestApi
import androidx.compose.ui.test.hasTestTag
import androidx.compose.ui.test.onNodeWithTag
import androidx.compose.ui.test.performClick
import androidx.compose.ui.test.performTextInputSelection
import androidx.compose.ui.text.TextRange
import androidx.test.ext.junit.runners.AndroidJUnit4
import kotlinx.coroutines.runBlocking
import org.junit.Test
import org.junit.runner.RunWith
import org.robolectric.annotation.Config
import org.robolectric.annotation.Implementation
import org.robolectric.annotation.Implements
import org.robolectric.shadows.ShadowInputMethodManager
import kotlin.test.assertEquals
import kotlin.test.assertNotNull
import kotlin.test.assertTrue

/** Counts how often a field ends what the keyboard composes and begins anew with it. */
@Implements(InputMethodManager::class)
class CountedKeyboard : ShadowInputMethodManager() {
    @Implementation
    override fun restartInput(view: View) {
        restarts++
        super.restartInput(view)
    }

    companion object {
        var restarts = 0
    }
}

/** A keyboard that composes, on the real view, while the other one types into the same paragraph over the relay. */
@RunWith(AndroidJUnit4::class)
@OptIn(ExperimentalTestApi::class)
@Config(qualifiers = "w412dp-h915dp-xhdpi", shadows = [CountedKeyboard::class])
class NoteInputTest : TwoPeopleTest() {
    private fun View.all(): Sequence<View> = sequenceOf(this) + ((this as? ViewGroup)?.let { group -> (0 until group.childCount).asSequence().flatMap { group.getChildAt(it).all() } }.orEmpty())

    /** What the system asks of the view that has the keyboard. */
    private fun connection(): InputConnection? =
        screen.runOnUiThread { screen.activity.window.decorView.all().filter { it.onCheckIsTextEditor() }.firstNotNullOfOrNull { it.onCreateInputConnection(EditorInfo()) } }

    private fun onScreen() = nodes(hasTestTag("note")).single().config.getOrNull(SemanticsProperties.EditableText)?.text.orEmpty()

    private fun inCore() = runBlocking { core.notes.view(core.notes.rows().single().id).sections.single().text.text }

    @Test
    fun whatOthersTypeEndsNoComposition() {
        meet()
        bea.beginNote("Monday", "It began with two of us.")
        tap(words.navNotes)
        tap("Monday")
        until("the note") { nodes(hasTestTag("note")).isNotEmpty() }
        screen.onNodeWithTag("note").performClick()
        for ((round, place) in listOf("before" to "It began", "inside" to "two of", "after" to "us.").withIndex()) {
            val (where, of) = place
            val at = onScreen().indexOf("two of")
            screen.onNodeWithTag("note").performTextInputSelection(TextRange(at))
            until("a keyboard") { connection() != null }
            val keyboard = assertNotNull(connection())
            screen.waitForIdle()
            val restarts = CountedKeyboard.restarts
            screen.runOnUiThread { assertTrue(keyboard.setComposingText("qui", 1)) }
            until("what is composed") { "quitwo of" in onScreen() }
            bea.typeBefore(of, "[$round]")
            until("what Bea wrote $where") { "[$round]" in inCore() }
            // It has come here, and what the keyboard composes goes on as if nothing had.
            screen.waitForIdle()
            screen.runOnUiThread { assertTrue(keyboard.setComposingText("quiet ", 1), "the keyboard’s connection is open, $where") }
            until("one word, and not two") { "quiet two of" in onScreen() && "quiquiet" !in onScreen() }
            assertEquals(restarts, CountedKeyboard.restarts, "nobody began anew with the keyboard, $where")
            screen.runOnUiThread { assertTrue(keyboard.finishComposingText()) }
            until("both texts are one, $where") { "[$round]" in onScreen() && bea.noteText() == onScreen() }
            assertTrue("quiet " in bea.noteText())
        }
        assertEquals(3, Regex("quiet ").findAll(bea.noteText()).count(), bea.noteText())
    }
}
