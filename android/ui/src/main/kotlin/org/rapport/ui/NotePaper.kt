package org.rapport.ui

import androidx.compose.foundation.layout.Box
import androidx.compose.foundation.layout.BoxScope
import androidx.compose.foundation.layout.fillMaxSize
import androidx.compose.foundation.layout.fillMaxWidth
import androidx.compose.foundation.layout.offset
import androidx.compose.foundation.layout.padding
import androidx.compose.foundation.layout.size
import androidx.compose.foundation.selection.toggleable
import androidx.compose.foundation.text.selection.SelectionContainer
import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.runtime.getValue
import androidx.compose.runtime.mutableStateOf
import androidx.compose.runtime.remember
import androidx.compose.runtime.setValue
import androidx.compose.ui.Alignment
import androidx.compose.ui.Modifier
import androidx.compose.ui.platform.LocalDensity
import androidx.compose.ui.semantics.Role
import androidx.compose.ui.semantics.clearAndSetSemantics
import androidx.compose.ui.semantics.contentDescription
import androidx.compose.ui.semantics.semantics
import androidx.compose.ui.text.TextLayoutResult
import androidx.compose.ui.unit.Dp
import androidx.compose.ui.unit.dp
import org.rapport.bridge.Page
import org.rapport.core.Line
import org.rapport.core.LineKind

/** Room at the side where dots, numbers and boxes of lists stand. */
internal const val GUTTER = 36

/** A page that is only read. */
@Composable
fun NotePaper(page: Page) {
    var layout by remember { mutableStateOf<TextLayoutResult?>(null) }
    Box(Modifier.fillMaxWidth()) {
        SelectionContainer(Modifier.padding(start = GUTTER.dp)) {
            Text(page.styled(MaterialTheme.colorScheme), Modifier.fillMaxWidth(), style = MaterialTheme.typography.bodyLarge, onTextLayout = { layout = it })
        }
        Gutter(page, layout)
    }
}

/** What stands before the lines of lists. */
@Composable
private fun BoxScope.Gutter(page: Page, layout: TextLayoutResult?) {
    if (layout == null || layout.layoutInput.text.length != page.text.length) return
    val density = LocalDensity.current
    var number = 0
    for ((start, line) in page.eachLine()) {
        number = if (line.kind == LineKind.NUMBERED) number + 1 else 0
        if (line.kind.isPlain) continue
        val row = layout.getLineForOffset(start.coerceAtMost(page.text.length))
        val (top, height) = with(density) { layout.getLineTop(row).toDp() to (layout.getLineBottom(row) - layout.getLineTop(row)).toDp() }
        Box(Modifier.offset(y = top).size(GUTTER.dp, height), Alignment.Center) {
            LineSign(line, number, page.text.substring(start).substringBefore('\n'), null)
        }
    }
}

/** What stands before one paragraph, beside its first line of this height. */
@Composable
internal fun BlockSign(line: Line, number: Int, text: String, height: Dp, onTick: (Boolean) -> Unit) =
    Box(Modifier.size(GUTTER.dp, height), Alignment.Center) { if (!line.kind.isPlain) LineSign(line, number, text, onTick) }

private val LineKind.isPlain: Boolean
    get() = this != LineKind.BULLET && this != LineKind.NUMBERED && this != LineKind.QUOTE && this != LineKind.CHECK

/** With `onTick` a box can be ticked. */
@Composable
private fun LineSign(line: Line, number: Int, text: String, onTick: ((Boolean) -> Unit)?) {
    val words = LocalWords.current
    val sign = when (line.kind) {
        LineKind.BULLET -> "•"
        LineKind.NUMBERED -> "$number."
        LineKind.QUOTE -> "❝"
        else -> null
    }
    if (sign != null) return Text(
        sign,
        Modifier.clearAndSetSemantics {},
        style = MaterialTheme.typography.bodyLarge,
        color = MaterialTheme.colorScheme.primary,
        maxLines = 1,
    )
    // As high as the line: a finger finds it in 48 points all the same, and between two of them the nearer one.
    Box(
        Modifier.fillMaxSize()
            .then(if (onTick == null) Modifier else Modifier.toggleable(line.done, role = Role.Checkbox, onValueChange = onTick))
            .semantics { contentDescription = text.ifEmpty { words.blockCheck } },
        Alignment.Center,
    ) { Tick(line.done, Modifier.size(20.dp)) }
}
