package org.rapport.ui

import androidx.compose.ui.geometry.Rect
import androidx.compose.ui.geometry.Size
import androidx.compose.ui.test.junit4.v2.createComposeRule
import androidx.compose.ui.text.TextLayoutResult
import androidx.compose.ui.text.TextMeasurer
import androidx.compose.ui.text.TextStyle
import androidx.compose.ui.text.rememberTextMeasurer
import androidx.compose.ui.text.style.TextDirection
import androidx.compose.ui.unit.Constraints
import androidx.compose.ui.unit.sp
import org.junit.Assert.assertEquals
import org.junit.Assert.assertNotNull
import org.junit.Assert.assertNull
import org.junit.Assert.assertTrue
import org.junit.Rule
import org.junit.Test

/** Where the name at somebody's caret stands. */
class NoteCaretsTest {
    @get:Rule
    val rule = createComposeRule()

    private lateinit var measurer: TextMeasurer

    private fun laid(text: String, width: Int = 400): TextLayoutResult =
        measurer.measure(text, TextStyle(fontSize = 17.sp, lineHeight = 27.sp, textDirection = TextDirection.Content), constraints = Constraints.fixedWidth(width))

    private fun flag(layout: TextLayoutResult, place: Int, size: Size): Rect? =
        layout.placeOfFlag(layout.getCursorRect(place), size, layout.size.width.toFloat(), gap = 5f)

    @Test
    fun aNameNeverCoversWords() {
        rule.setContent { measurer = rememberTextMeasurer() }
        rule.waitForIdle()
        val texts = listOf(
            "", "Short", "Why did you leave? Say it in one sentence, without excuses, and then say nothing more for a while.",
            "A line\nand another one that is so long that it goes on in the next line of the screen\n\nend",
            "\u05e9\u05dc\u05d5\u05dd \u05e2\u05d5\u05dc\u05dd, \u05de\u05d4 \u05e9\u05dc\u05d5\u05de\u05da \u05d4\u05d9\u05d5\u05dd? \u05d8\u05d5\u05d1 \u05de\u05d0\u05d5\u05d3 \u05ea\u05d5\u05d3\u05d4 \u05e8\u05d1\u05d4",
        )
        var shown = 0
        for (text in texts) for (width in listOf(120, 260, 400)) for (size in listOf(Size(40f, 16f), Size(110f, 20f), Size(300f, 16f))) {
            val layout = laid(text, width)
            for (place in 0..text.length) {
                val flag = flag(layout, place, size) ?: continue
                shown++
                assertTrue("$flag in $width", flag.left >= 0 && flag.right <= width && flag.top >= 0 && flag.bottom <= layout.size.height)
                for (at in text.indices) assertTrue("“$text” at $place covers $at", !flag.overlaps(layout.getBoundingBox(at)) || text[at].isWhitespace())
            }
        }
        assertTrue("$shown", shown > 30)
    }

    @Test
    fun itStandsBesideTheCaretWhereALineEnds() {
        rule.setContent { measurer = rememberTextMeasurer() }
        rule.waitForIdle()
        val layout = laid("Write it down")
        val end = checkNotNull(flag(layout, 13, Size(40f, 16f)))
        assertEquals(layout.getCursorRect(13).left + 5f, end.left)
        assertNull("between words there is no room", flag(layout, 5, Size(40f, 16f)))
        assertNotNull(flag(laid(""), 0, Size(40f, 16f)))
    }
}
