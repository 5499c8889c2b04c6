package org.rapport.ui

import androidx.compose.ui.geometry.CornerRadius
import androidx.compose.ui.geometry.Offset
import androidx.compose.ui.geometry.Rect
import androidx.compose.ui.geometry.Size
import androidx.compose.ui.graphics.Color
import androidx.compose.ui.graphics.drawscope.DrawScope
import androidx.compose.ui.text.TextLayoutResult
import androidx.compose.ui.text.TextMeasurer
import androidx.compose.ui.text.TextStyle
import androidx.compose.ui.text.drawText
import androidx.compose.ui.unit.dp

/** A thin line in the person's colour with a knob, and with their name where no words stand; who it is also stands above the note. */
internal fun DrawScope.draw(caret: Caret, layout: TextLayoutResult, measurer: TextMeasurer, style: TextStyle) {
    val rect = layout.getCursorRect(caret.place.coerceIn(0, layout.layoutInput.text.length))
    val colour = personColour(caret.person)
    drawLine(colour, Offset(rect.left, rect.top), Offset(rect.left, rect.bottom), strokeWidth = 2.dp.toPx())
    drawCircle(colour, 3.dp.toPx(), Offset(rect.left, rect.top + 2.dp.toPx()))
    val name = measurer.measure(caret.name, style.copy(color = Color.White), maxLines = 1)
    val room = 4.dp.toPx()
    val flag = layout.placeOfFlag(rect, Size(name.size.width + 2 * room, name.size.height.toFloat()), size.width, gap = 5.dp.toPx()) ?: return
    drawRoundRect(colour, flag.topLeft, flag.size, CornerRadius(3.dp.toPx()))
    drawText(name, topLeft = Offset(flag.left + room, flag.top))
}

/** Beside a caret, or above or below it, where the flag of `size` covers no words and stays in its paragraph; null where there is no such place. */
internal fun TextLayoutResult.placeOfFlag(caret: Rect, size: Size, width: Float, gap: Float): Rect? {
    val beside = caret.center.y - size.height / 2
    val along = (caret.left - 1).coerceIn(0f, maxOf(0f, width - size.width))
    return listOf(
        Offset(caret.left + gap, beside),
        Offset(caret.left - gap - size.width, beside),
        Offset(along, caret.top - size.height),
        Offset(along, caret.bottom),
    ).map { Rect(it, size) }.firstOrNull { flag ->
        flag.left >= 0 && flag.right <= width && flag.top >= 0 && flag.bottom <= this.size.height && (0 until lineCount).none { flag.overlaps(words(it)) }
    }
}

/** What of a line is words. */
private fun TextLayoutResult.words(line: Int) = Rect(getLineLeft(line), getLineTop(line), getLineRight(line), getLineBottom(line))
