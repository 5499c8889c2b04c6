package org.rapport.ui

import androidx.compose.foundation.layout.Row
import androidx.compose.foundation.layout.fillMaxWidth
import androidx.compose.foundation.text.BasicTextField
import androidx.compose.foundation.text.KeyboardOptions
import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.runtime.DisposableEffect
import androidx.compose.runtime.SideEffect
import androidx.compose.runtime.getValue
import androidx.compose.runtime.mutableStateOf
import androidx.compose.runtime.remember
import androidx.compose.runtime.setValue
import androidx.compose.ui.Modifier
import androidx.compose.ui.draw.drawWithContent
import androidx.compose.ui.focus.FocusRequester
import androidx.compose.ui.focus.focusRequester
import androidx.compose.ui.focus.onFocusChanged
import androidx.compose.ui.graphics.SolidColor
import androidx.compose.ui.input.key.onPreviewKeyEvent
import androidx.compose.ui.platform.LocalDensity
import androidx.compose.ui.platform.testTag
import androidx.compose.ui.semantics.contentDescription
import androidx.compose.ui.semantics.semantics
import androidx.compose.ui.text.AnnotatedString
import androidx.compose.ui.text.TextLayoutResult
import androidx.compose.ui.text.TextRange
import androidx.compose.ui.text.input.KeyboardCapitalization
import androidx.compose.ui.text.input.OffsetMapping
import androidx.compose.ui.text.input.TextFieldValue
import androidx.compose.ui.text.input.TransformedText
import androidx.compose.ui.text.input.VisualTransformation
import androidx.compose.ui.text.rememberTextMeasurer
import androidx.compose.ui.text.style.LineHeightStyle
import androidx.compose.ui.text.style.TextDirection
import androidx.compose.ui.unit.dp
import androidx.compose.ui.unit.sp
import org.rapport.bridge.Stretch
import org.rapport.bridge.TypedText
import org.rapport.core.Line
import org.rapport.presentation.Block

/** How high a line is. */
private const val LINE = 27

/** One paragraph: its sign of a list, and its field. `typed` is there when it has the caret. */
@Composable
internal fun NoteBlock(
    sheet: Sheet,
    block: Block,
    typed: TypedText?,
    line: Line,
    number: Int,
    looks: List<Look>,
    carets: List<Caret>,
    first: Boolean,
    hint: Boolean,
) {
    val words = LocalWords.current
    val colours = MaterialTheme.colorScheme
    val shell = LocalShell.current
    var layout by remember { mutableStateOf<TextLayoutResult?>(null) }
    val requester = remember { FocusRequester() }
    DisposableEffect(block.id) {
        sheet.placed(block.id, requester)
        onDispose { sheet.gone(block.id, requester) }
    }
    SideEffect { sheet.writing.shown(block.id, block.text) }
    val styled = remember(block.text, line, looks, colours) { styled(block.text, line, looks, colours) }
    val measurer = rememberTextMeasurer()
    val small = MaterialTheme.typography.labelSmall
    Row(Modifier.fillMaxWidth()) {
        BlockSign(line, number, block.shown, with(LocalDensity.current) { LINE.sp.toDp() }) { done ->
            sheet.writing.blocks.indexOf(block.id)?.let { sheet.writing.bridge.tick(sheet.writing.blocks.start(it) + block.lead, done) }
        }
        BasicTextField(
            value = TextFieldValue(
                styled,
                typed?.let { TextRange(it.anchor, it.head) } ?: TextRange(block.lead),
                typed?.composing?.let { TextRange(it.start, it.end) },
            ),
            onValueChange = { new ->
                sheet.strokes++
                sheet.writing.typed(
                    block.id,
                    TypedText(new.text, new.selection.start, new.selection.end, new.composition?.let { Stretch(it.min, it.max) }),
                )
            },
            modifier = Modifier.weight(1f)
                .testTag(if (typed != null) "note" else "paragraph")
                // Each paragraph is read as what it says; only one without words needs a name.
                .semantics { if (block.shown.isBlank() || first) contentDescription = words.screenNoteTitle }
                .focusRequester(requester)
                .onFocusChanged { if (it.isFocused) sheet.enter(block.id) else sheet.left(block.id) }
                .onPreviewKeyEvent { sheet.key(it, block, layout, shell) }
                .drawWithContent {
                    drawContent()
                    layout?.takeIf { it.layoutInput.text.length == block.text.length - block.lead }?.let { drawn ->
                        for (caret in carets) draw(caret.copy(place = caret.place - block.lead), drawn, measurer, small)
                    }
                },
            textStyle = MaterialTheme.typography.bodyLarge.copy(
                color = colours.onSurface,
                fontSize = 17.sp,
                lineHeight = LINE.sp,
                lineHeightStyle = LineHeightStyle(LineHeightStyle.Alignment.Proportional, LineHeightStyle.Trim.None),
                textDirection = TextDirection.Content,
            ),
            keyboardOptions = KeyboardOptions(capitalization = KeyboardCapitalization.Sentences),
            cursorBrush = SolidColor(colours.primary),
            visualTransformation = if (block.lead == 0) VisualTransformation.None else WithoutReturn,
            onTextLayout = {
                layout = it
                sheet.layouts[block.id] = it
            },
            decorationBox = { field ->
                if (hint) Text(words.screenNoteHint, style = MaterialTheme.typography.bodyLarge, color = colours.onSurfaceVariant)
                field()
            },
        )
    }
}

/** The return at the beginning of a block is there for the keyboard only. */
private object WithoutReturn : VisualTransformation {
    override fun filter(text: AnnotatedString) =
        if (text.startsWith('\n')) TransformedText(text.subSequence(1, text.length), Places) else TransformedText(text, OffsetMapping.Identity)

    private object Places : OffsetMapping {
        override fun originalToTransformed(offset: Int) = (offset - 1).coerceAtLeast(0)
        override fun transformedToOriginal(offset: Int) = offset + 1
    }
}
