package org.rapport.ui

import androidx.compose.foundation.layout.Box
import androidx.compose.foundation.layout.BoxScope
import androidx.compose.foundation.layout.fillMaxWidth
import androidx.compose.foundation.layout.offset
import androidx.compose.foundation.layout.padding
import androidx.compose.foundation.layout.size
import androidx.compose.foundation.layout.width
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
import androidx.compose.ui.unit.dp
import org.rapport.bridge.Page
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
        Gutter(page, layout, null)
    }
}

/** What stands before the lines of lists. With `onTick` boxes can be ticked. */
@Composable
internal fun BoxScope.Gutter(page: Page, layout: TextLayoutResult?, onTick: ((Int, Boolean) -> Unit)?) {
    if (layout == null || layout.layoutInput.text.length != page.text.length) return
    val density = LocalDensity.current
    val words = LocalWords.current
    var number = 0
    for ((start, line) in page.eachLine()) {
        number = if (line.kind == LineKind.NUMBERED) number + 1 else 0
        val sign = when (line.kind) {
            LineKind.BULLET -> "•"
            LineKind.NUMBERED -> "$number."
            LineKind.QUOTE -> "❝"
            else -> null
        }
        if (sign == null && line.kind != LineKind.CHECK) continue
        val row = layout.getLineForOffset(start.coerceAtMost(page.text.length))
        val (top, height) = with(density) { layout.getLineTop(row).toDp() to (layout.getLineBottom(row) - layout.getLineTop(row)).toDp() }
        if (sign != null) Box(Modifier.offset(y = top).size(GUTTER.dp, height).clearAndSetSemantics {}, Alignment.Center) {
            Text(sign, style = MaterialTheme.typography.bodyLarge, color = MaterialTheme.colorScheme.primary, maxLines = 1)
        } else {
            // Larger than the line, so that a finger finds it.
            val name = page.text.substring(start).substringBefore('\n').ifEmpty { words.blockCheck }
            Box(
                Modifier.offset(y = top + (height - 48.dp) / 2).width(GUTTER.dp).size(GUTTER.dp, 48.dp)
                    .then(if (onTick == null) Modifier else Modifier.toggleable(line.done, role = Role.Checkbox) { onTick(start, it) })
                    .semantics { contentDescription = name },
                Alignment.Center,
            ) { Tick(line.done, Modifier.size(20.dp)) }
        }
    }
}
