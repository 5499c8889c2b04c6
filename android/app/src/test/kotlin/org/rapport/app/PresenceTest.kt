package org.rapport.app

import android.graphics.Bitmap
import androidx.compose.ui.geometry.Rect
import androidx.compose.ui.graphics.asAndroidBitmap
import androidx.compose.ui.semantics.SemanticsActions
import androidx.compose.ui.semantics.getOrNull
import androidx.compose.ui.test.captureToImage
import androidx.compose.ui.test.hasTestTag
import androidx.compose.ui.test.onNodeWithTag
import androidx.compose.ui.text.TextLayoutResult
import androidx.test.ext.junit.runners.AndroidJUnit4
import org.junit.Test
import org.junit.runner.RunWith
import org.rapport.core.Edit
import org.rapport.core.OwnCaret
import org.robolectric.annotation.Config
import kotlin.test.assertTrue

/** Two people in one note over the relay: who is there, who writes, and where. */
@RunWith(AndroidJUnit4::class)
@Config(qualifiers = "w412dp-h915dp-xhdpi")
class PresenceTest : TwoPeopleTest() {
    private fun picture(): Bitmap {
        // A caret of one's own that comes and goes would be a difference too.
        screen.waitForIdle()
        return screen.onNodeWithTag("note").captureToImage().asAndroidBitmap()
    }

    private fun caretAt(place: Int): Rect {
        val found = mutableListOf<TextLayoutResult>()
        nodes(hasTestTag("note")).single().config.getOrNull(SemanticsActions.GetTextLayoutResult)?.action?.invoke(found)
        return found.single().getCursorRect(place)
    }

    /** How many of the dots along the caret's line look otherwise. */
    private fun changed(before: Bitmap, after: Bitmap, caret: Rect): Int =
        (caret.top.toInt() + 2 until caret.bottom.toInt() - 2).count { y -> (-1..1).any { x -> (caret.left.toInt() + x).coerceIn(0, before.width - 1).let { before.getPixel(it, y) != after.getPixel(it, y) } } }

    @Test
    fun whoIsInTheNoteIsSaidAndTheirCaretStandsWhereTheyAre() {
        meet()
        bea.beginNote("Monday", "It began with two of us.")
        tap(words.navNotes)
        tap("Monday")
        until("the note") { nodes(hasTestTag("note")).isNotEmpty() }
        val alone = picture()
        bea.stayInNote().use { editor ->
            editor.setCaret(OwnCaret(3u, 3u))
            see(words.screenNoteHere("Bea"))
            until("Bea's caret") { caretAt(3).let { changed(alone, picture(), it) > it.height * 3 / 4 } }
            val first = picture()
            editor.setCaret(OwnCaret(14u, 14u))
            until("it moves") { caretAt(14).let { changed(first, picture(), it) > it.height * 3 / 4 } }
            assertTrue(caretAt(3).let { changed(alone, picture(), it) < it.height / 4 }, "and stands in one place")
            editor.exchange(listOf(Edit.Splice(14u, 0u, "all ")))
            see(words.screenNoteWriting("Bea"))
            until("what she writes") { texts().any { "with all two" in it } || nodes(hasTestTag("note")).any { "with all two" in it.config.toString() } }
        }
        until("she has gone") { texts().none { it == words.screenNoteHere("Bea") || it == words.screenNoteWriting("Bea") } }
    }
}
