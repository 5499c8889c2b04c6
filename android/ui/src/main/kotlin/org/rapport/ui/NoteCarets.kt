package org.rapport.ui

import androidx.compose.ui.geometry.CornerRadius
import androidx.compose.ui.geometry.Offset
import androidx.compose.ui.geometry.Size
import androidx.compose.ui.graphics.Color
import androidx.compose.ui.graphics.drawscope.DrawScope
import androidx.compose.ui.text.TextLayoutResult
import androidx.compose.ui.text.TextMeasurer
import androidx.compose.ui.text.TextStyle
import androidx.compose.ui.text.drawText
import androidx.compose.ui.unit.dp

/** A thin line in the person's colour with their name above, like a flag. */
internal fun DrawScope.draw(caret: Caret, layout: TextLayoutResult, measurer: TextMeasurer, style: TextStyle) {
    val rect = layout.getCursorRect(caret.place.coerceIn(0, layout.layoutInput.text.length))
    val colour = personColour(caret.person)
    drawLine(colour, Offset(rect.left, rect.top), Offset(rect.left, rect.bottom), strokeWidth = 2.dp.toPx())
    val name = measurer.measure(caret.name, style.copy(color = Color.White), maxLines = 1)
    val room = 4.dp.toPx()
    val left = (rect.left - 1.dp.toPx()).coerceIn(0f, maxOf(0f, size.width - name.size.width - 2 * room))
    val top = rect.top - name.size.height
    drawRoundRect(colour, Offset(left, top), Size(name.size.width + 2 * room, name.size.height.toFloat()), CornerRadius(3.dp.toPx()))
    drawText(name, topLeft = Offset(left + room, top))
}
