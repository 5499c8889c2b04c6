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
import org.rapport.core.AuthorSpan
import org.rapport.core.LineKind
import org.rapport.core.Mark

/** A page with its looks. The text itself is never touched, so places in it are places of the core. */
internal fun Page.styled(colours: ColorScheme, authors: List<AuthorSpan>? = null): AnnotatedString = AnnotatedString.Builder(text).apply {
    val lines = eachLine().toList()
    lines.forEachIndexed { at, (start, line) ->
        val end = lines.getOrNull(at + 1)?.let { it.first - 1 } ?: text.length
        val style = when (line.kind) {
            LineKind.HEADING1 -> SpanStyle(fontSize = 24.sp, fontWeight = FontWeight.Bold)
            LineKind.HEADING2 -> SpanStyle(fontSize = 20.sp, fontWeight = FontWeight.Bold)
            LineKind.HEADING3 -> SpanStyle(fontSize = 17.sp, fontWeight = FontWeight.Bold)
            LineKind.QUOTE -> SpanStyle(fontStyle = FontStyle.Italic, color = colours.onSurfaceVariant)
            LineKind.CHECK -> if (line.done) SpanStyle(color = colours.onSurfaceVariant, textDecoration = TextDecoration.LineThrough) else null
            else -> null
        }
        if (style != null && start < end) addStyle(style, start, end)
    }
    for (span in marks) {
        val style = when (span.mark) {
            is Mark.Bold -> SpanStyle(fontWeight = FontWeight.Bold)
            is Mark.Italic -> SpanStyle(fontStyle = FontStyle.Italic)
            is Mark.Link -> SpanStyle(color = colours.primary, textDecoration = TextDecoration.Underline)
            is Mark.Mention -> SpanStyle(color = colours.tertiary, background = colours.tertiaryContainer, fontWeight = FontWeight.Medium)
        }
        val end = span.to.toInt().coerceAtMost(text.length)
        if (span.from.toInt() < end) addStyle(style, span.from.toInt(), end)
    }
    var at = 0
    for (span in authors.orEmpty()) {
        val end = (at + span.units.toInt()).coerceAtMost(text.length)
        span.person?.let { if (at < end) addStyle(SpanStyle(background = personColour(it.text).copy(alpha = 0.22f)), at, end) }
        at = end
    }
}.toAnnotatedString()

private val people = listOf(
    Color(0xFF2F7D6B), Color(0xFF9C4DA0), Color(0xFF2E6FB7), Color(0xFFB4582A), Color(0xFF7A7A1E), Color(0xFFB33A5B),
)

/** The same person has the same colour everywhere on this device. */
internal fun personColour(name: String): Color = people[(name.hashCode() and Int.MAX_VALUE) % people.size]
