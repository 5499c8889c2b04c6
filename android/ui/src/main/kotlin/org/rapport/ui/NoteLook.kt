package org.rapport.ui

import androidx.compose.material3.ColorScheme
import androidx.compose.ui.graphics.Color
import androidx.compose.ui.text.AnnotatedString
import androidx.compose.ui.text.SpanStyle
import androidx.compose.ui.text.font.FontStyle
import androidx.compose.ui.text.font.FontWeight
import androidx.compose.ui.text.style.TextDecoration
import androidx.compose.ui.unit.sp
import org.rapport.bridge.Page
import org.rapport.bridge.Stretch
import org.rapport.core.AuthorSpan
import org.rapport.core.Line
import org.rapport.core.LineKind
import org.rapport.core.Mark
import org.rapport.presentation.Blocks

/** A page with its looks. The text itself is never touched, so places in it are places of the core. */
internal fun Page.styled(colours: ColorScheme): AnnotatedString = AnnotatedString.Builder(text).apply {
    val lines = eachLine().toList()
    lines.forEachIndexed { at, (start, line) ->
        val end = lines.getOrNull(at + 1)?.let { it.first - 1 } ?: text.length
        line.style(colours)?.let { if (start < end) addStyle(it, start, end) }
    }
    for (span in marks) {
        val end = span.to.toInt().coerceAtMost(text.length)
        if (span.from.toInt() < end) addStyle(span.mark.style(colours), span.from.toInt(), end)
    }
}.toAnnotatedString()

/** How a stretch of one block looks: a mark, who wrote it, or being selected with the paragraphs around. */
internal data class Look(val start: Int, val end: Int, val mark: Mark? = null, val writer: String? = null)

internal fun styled(text: String, line: Line, looks: List<Look>, colours: ColorScheme): AnnotatedString = AnnotatedString.Builder(text).apply {
    line.style(colours)?.let { addStyle(it, 0, text.length) }
    for (look in looks) addStyle(
        look.mark?.style(colours)
            ?: SpanStyle(background = look.writer?.let { personColour(it).copy(alpha = 0.22f) } ?: colours.primary.copy(alpha = 0.4f)),
        look.start, look.end,
    )
}.toAnnotatedString()

/** What of the page's looks falls on one block, in its own places. `across` is a selection that goes over it. */
internal fun Page.looksOf(index: Int, blocks: Blocks, authors: List<AuthorSpan>?, across: Stretch?): List<Look> {
    val start = blocks.start(index)
    val end = start + blocks.all[index].text.length
    val looks = ArrayList<Look>()
    fun add(from: Int, to: Int, mark: Mark? = null, writer: String? = null) {
        if (from < end && to > start && from < to) looks += Look(maxOf(from, start) - start, minOf(to, end) - start, mark, writer)
    }
    for (span in marks) add(span.from.toInt(), span.to.toInt(), mark = span.mark)
    var at = 0
    for (span in authors.orEmpty()) {
        val to = at + span.units.toInt()
        span.person?.let { add(at, to, writer = it.text) }
        at = to
    }
    across?.let { add(it.start, it.end) }
    return looks
}

private fun Line.style(colours: ColorScheme): SpanStyle? = when (kind) {
    LineKind.HEADING1 -> SpanStyle(fontSize = 24.sp, fontWeight = FontWeight.Bold)
    LineKind.HEADING2 -> SpanStyle(fontSize = 20.sp, fontWeight = FontWeight.Bold)
    LineKind.HEADING3 -> SpanStyle(fontSize = 17.sp, fontWeight = FontWeight.Bold)
    LineKind.QUOTE -> SpanStyle(fontStyle = FontStyle.Italic, color = colours.onSurfaceVariant)
    LineKind.CHECK -> if (done) SpanStyle(color = colours.onSurfaceVariant, textDecoration = TextDecoration.LineThrough) else null
    else -> null
}

private fun Mark.style(colours: ColorScheme): SpanStyle = when (this) {
    is Mark.Bold -> SpanStyle(fontWeight = FontWeight.Bold)
    is Mark.Italic -> SpanStyle(fontStyle = FontStyle.Italic)
    is Mark.Link -> SpanStyle(color = colours.primary, textDecoration = TextDecoration.Underline)
    is Mark.Mention -> SpanStyle(color = colours.tertiary, background = colours.tertiaryContainer, fontWeight = FontWeight.Medium)
}

private val people = listOf(
    Color(0xFF2F7D6B), Color(0xFF9C4DA0), Color(0xFF2E6FB7), Color(0xFFB4582A), Color(0xFF7A7A1E), Color(0xFFB33A5B),
)

/** The same person has the same colour everywhere on this device. */
internal fun personColour(name: String): Color = people[(name.hashCode() and Int.MAX_VALUE) % people.size]
