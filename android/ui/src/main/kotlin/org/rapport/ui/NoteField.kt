package org.rapport.ui

import androidx.compose.foundation.layout.Box
import androidx.compose.foundation.layout.fillMaxWidth
import androidx.compose.foundation.layout.heightIn
import androidx.compose.foundation.layout.padding
import androidx.compose.foundation.text.BasicTextField
import androidx.compose.foundation.text.KeyboardOptions
import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.runtime.DisposableEffect
import androidx.compose.runtime.LaunchedEffect
import androidx.compose.runtime.getValue
import androidx.compose.runtime.mutableIntStateOf
import androidx.compose.runtime.mutableStateOf
import androidx.compose.runtime.remember
import androidx.compose.runtime.setValue
import androidx.compose.ui.Modifier
import androidx.compose.ui.draw.drawWithContent
import androidx.compose.ui.focus.onFocusChanged
import androidx.compose.ui.geometry.CornerRadius
import androidx.compose.ui.geometry.Offset
import androidx.compose.ui.geometry.Size
import androidx.compose.ui.graphics.SolidColor
import androidx.compose.ui.graphics.drawscope.DrawScope
import androidx.compose.ui.input.key.Key
import androidx.compose.ui.input.key.KeyEventType
import androidx.compose.ui.input.key.isCtrlPressed
import androidx.compose.ui.input.key.isMetaPressed
import androidx.compose.ui.input.key.isShiftPressed
import androidx.compose.ui.input.key.key
import androidx.compose.ui.input.key.onPreviewKeyEvent
import androidx.compose.ui.input.key.type
import androidx.compose.ui.platform.testTag
import androidx.compose.ui.semantics.contentDescription
import androidx.compose.ui.semantics.semantics
import androidx.compose.ui.text.TextLayoutResult
import androidx.compose.ui.text.TextMeasurer
import androidx.compose.ui.text.TextRange
import androidx.compose.ui.text.drawText
import androidx.compose.ui.text.input.KeyboardCapitalization
import androidx.compose.ui.text.input.TextFieldValue
import androidx.compose.ui.text.rememberTextMeasurer
import androidx.compose.ui.text.style.TextDirection
import androidx.compose.ui.unit.dp
import androidx.compose.ui.unit.sp
import kotlinx.coroutines.delay
import org.rapport.bridge.EditorBridge
import org.rapport.bridge.Page
import org.rapport.bridge.Stretch
import org.rapport.bridge.TypedText
import org.rapport.core.AuthorSpan
import org.rapport.core.Mark
import org.rapport.core.Present
import org.rapport.presentation.NoteEvent

/** How long nobody types before what is composed is handed over all the same. */
private const val REST_MS = 1_500L

/** Somebody's caret on this page. */
private class Caret(val name: String, val person: String, val place: Int)

/** The section that is being typed into. The bridge has the text; the field only shows it and says what was typed. */
@Composable
fun NoteField(bridge: EditorBridge, others: List<Present>, authors: List<AuthorSpan>?, onEvent: (NoteEvent) -> Unit) {
    val words = LocalWords.current
    val colours = MaterialTheme.colorScheme
    var page by remember(bridge) { mutableStateOf(bridge.page) }
    var strokes by remember(bridge) { mutableIntStateOf(0) }
    var layout by remember(bridge) { mutableStateOf<TextLayoutResult?>(null) }
    DisposableEffect(bridge) {
        val end = bridge.watch { page = it }
        page = bridge.page
        onDispose { end() }
    }
    LaunchedEffect(strokes) {
        delay(REST_MS)
        onEvent(NoteEvent.Rest)
    }
    val styled = remember(page, colours, authors) { page.styled(colours, authors) }
    val carets = remember(page, others) { bridge.caretsOf(others, words.commonUnknownPerson) }
    val measurer = rememberTextMeasurer()
    val small = MaterialTheme.typography.labelSmall
    Box(Modifier.fillMaxWidth()) {
        BasicTextField(
            value = TextFieldValue(
                styled,
                TextRange(page.typed.anchor, page.typed.head),
                page.typed.composing?.let { TextRange(it.start, it.end) },
            ),
            onValueChange = { new ->
                strokes++
                bridge.typed(TypedText(new.text, new.selection.start, new.selection.end, new.composition?.let { Stretch(it.min, it.max) }))
            },
            modifier = Modifier.padding(start = GUTTER.dp).fillMaxWidth().heightIn(min = 160.dp)
                .testTag("note")
                .semantics { contentDescription = words.screenNoteTitle }
                .onFocusChanged { if (!it.isFocused) bridge.leave() }
                .onPreviewKeyEvent { event ->
                    // The platform's own undo would take back what others wrote, too.
                    val held = event.isCtrlPressed || event.isMetaPressed
                    val act = when {
                        !held || event.type != KeyEventType.KeyDown -> null
                        event.key == Key.Z -> if (event.isShiftPressed) bridge::redo else bridge::undo
                        event.key == Key.Y -> bridge::redo
                        event.key == Key.B -> ({ bridge.toggle(Mark.Bold) })
                        event.key == Key.I -> ({ bridge.toggle(Mark.Italic) })
                        else -> null
                    }
                    act?.invoke()
                    act != null
                }
                .drawWithContent {
                    drawContent()
                    layout?.takeIf { it.layoutInput.text.length == page.text.length }?.let { drawn ->
                        for (caret in carets) draw(caret, drawn, measurer, small)
                    }
                },
            textStyle = MaterialTheme.typography.bodyLarge.copy(
                color = colours.onSurface,
                fontSize = 17.sp,
                lineHeight = 27.sp,
                textDirection = TextDirection.Content,
            ),
            keyboardOptions = KeyboardOptions(capitalization = KeyboardCapitalization.Sentences),
            cursorBrush = SolidColor(colours.primary),
            onTextLayout = { layout = it },
            decorationBox = { field ->
                if (page.text.isEmpty()) Text(words.screenNoteHint, style = MaterialTheme.typography.bodyLarge, color = colours.onSurfaceVariant)
                field()
            },
        )
        Gutter(page, layout) { start, done -> bridge.tick(start, done) }
    }
}

private fun EditorBridge.caretsOf(others: List<Present>, unknown: String): List<Caret> {
    val here = runCatching { carets() }.getOrDefault(emptyList())
    return here.map { caret ->
        val who = others.firstOrNull { it.device == caret.device }
        Caret(who?.name?.ifEmpty { null } ?: unknown, who?.person?.text ?: caret.device.text, caret.head.toInt())
    }
}

/** A thin line in the person's colour with their name above, like a flag. */
private fun DrawScope.draw(caret: Caret, layout: TextLayoutResult, measurer: TextMeasurer, style: androidx.compose.ui.text.TextStyle) {
    val rect = layout.getCursorRect(caret.place.coerceIn(0, layout.layoutInput.text.length))
    val colour = personColour(caret.person)
    drawLine(colour, Offset(rect.left, rect.top), Offset(rect.left, rect.bottom), strokeWidth = 2.dp.toPx())
    val name = measurer.measure(caret.name, style.copy(color = androidx.compose.ui.graphics.Color.White), maxLines = 1)
    val room = 4.dp.toPx()
    val left = (rect.left - 1.dp.toPx()).coerceIn(0f, maxOf(0f, size.width - name.size.width - 2 * room))
    val top = rect.top - name.size.height
    drawRoundRect(colour, Offset(left, top), Size(name.size.width + 2 * room, name.size.height.toFloat()), CornerRadius(3.dp.toPx()))
    drawText(name, topLeft = Offset(left + room, top))
}
