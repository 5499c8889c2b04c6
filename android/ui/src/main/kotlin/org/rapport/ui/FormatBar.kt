package org.rapport.ui

import androidx.compose.foundation.horizontalScroll
import androidx.compose.foundation.layout.Box
import androidx.compose.foundation.layout.Row
import androidx.compose.foundation.layout.fillMaxWidth
import androidx.compose.foundation.layout.padding
import androidx.compose.foundation.layout.size
import androidx.compose.foundation.rememberScrollState
import androidx.compose.foundation.selection.toggleable
import androidx.compose.foundation.clickable
import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.Surface
import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.runtime.DisposableEffect
import androidx.compose.runtime.getValue
import androidx.compose.runtime.mutableIntStateOf
import androidx.compose.runtime.remember
import androidx.compose.runtime.setValue
import androidx.compose.ui.Alignment
import androidx.compose.ui.Modifier
import androidx.compose.ui.draw.clip
import androidx.compose.ui.focus.focusProperties
import androidx.compose.ui.graphics.Color
import androidx.compose.ui.platform.LocalDensity
import androidx.compose.ui.semantics.Role
import androidx.compose.ui.semantics.contentDescription
import androidx.compose.ui.semantics.semantics
import androidx.compose.ui.text.font.FontStyle
import androidx.compose.ui.text.font.FontWeight
import androidx.compose.ui.unit.dp
import androidx.compose.ui.unit.TextUnit
import org.rapport.bridge.EditorBridge
import org.rapport.core.LineKind
import org.rapport.core.Mark
import org.rapport.presentation.NoteEvent
import org.rapport.presentation.NoteState

/** Bold, italic, heading, list, box; one's own steps back and forth; whole paragraphs to copy or delete. It never takes the keyboard from the text. */
@Composable
fun FormatBar(open: NoteState.Open, ofMeeting: Boolean, onEvent: (NoteEvent) -> Unit) {
    val words = LocalWords.current
    val shell = LocalShell.current
    val (bridge, writing) = open.bridge to open.writing
    // Read anew after each change of the page.
    var seen by remember(bridge) { mutableIntStateOf(0) }
    DisposableEffect(bridge) {
        val end = bridge.watch { seen++ }
        onDispose { end() }
    }
    Surface(color = MaterialTheme.colorScheme.surfaceContainer) {
        Row(Modifier.fillMaxWidth().horizontalScroll(rememberScrollState()).padding(horizontal = 8.dp, vertical = 4.dp)) {
            seen.let {
                val line = bridge.page.lineAt(bridge.page.typed.head).kind
                Key("B", words.markBold, bridge.isOn(Mark.Bold), FontWeight.Black) { bridge.toggle(Mark.Bold) }
                Key("I", words.markItalic, bridge.isOn(Mark.Italic), style = FontStyle.Italic) { bridge.toggle(Mark.Italic) }
                Key("H", words.blockH2, line == LineKind.HEADING2, FontWeight.Bold) { bridge.toggle(LineKind.HEADING2) }
                Key("•", words.blockBullet, line == LineKind.BULLET, FontWeight.Black) { bridge.toggle(LineKind.BULLET) }
                Key("✓", words.blockCheck, line == LineKind.CHECK, FontWeight.Bold) { bridge.toggle(LineKind.CHECK) }
                Act("↶", words.screenNoteUndoOwn, bridge.canUndo) { bridge.undo() }
                Act("↷", words.screenNoteRedoOwn, bridge.canRedo) { bridge.redo() }
                // A finger's own selection ends with its paragraph; this takes one more with each touch.
                Act("¶", words.screenNoteSelectMore, bridge.page.text.isNotEmpty()) { writing.selectMore() }
                if (!bridge.page.typed.selection.isEmpty) {
                    Act("⧉", words.commonCopy, true) { shell.copy(writing.selected) }
                    Act("⌫", words.screenNoteDeleteSelected, true) { writing.replace("") }
                }
                if (ofMeeting) {
                    val text = bridge.currentLine()
                    Act("➔", words.screenNoteMakeStep, text.isNotBlank()) { onEvent(NoteEvent.MakeStep(text.trim())) }
                }
            }
        }
    }
}

private fun EditorBridge.currentLine(): String {
    val (text, head) = page.text to page.typed.head
    return text.substring(0, head).substringAfterLast('\n') + text.substring(head).substringBefore('\n')
}

@Composable
private fun Key(sign: String, name: String, on: Boolean, weight: FontWeight = FontWeight.Normal, style: FontStyle = FontStyle.Normal, onToggle: () -> Unit) = Box(
    Modifier.size(48.dp).focusProperties { canFocus = false }.clip(MaterialTheme.shapes.small)
        .toggleable(on, role = Role.Switch) { onToggle() }
        .semantics { contentDescription = name },
    Alignment.Center,
) {
    Surface(
        shape = MaterialTheme.shapes.small,
        color = if (on) MaterialTheme.colorScheme.primaryContainer else Color.Transparent,
        contentColor = if (on) MaterialTheme.colorScheme.onPrimaryContainer else MaterialTheme.colorScheme.onSurface,
    ) {
        Box(Modifier.size(40.dp), Alignment.Center) { Text(sign, fontSize = still(18), lineHeight = still(24), fontWeight = weight, fontStyle = style) }
    }
}

/** These are pictures, though drawn as letters: they do not grow with the text. */
@Composable
private fun still(size: Int): TextUnit = with(LocalDensity.current) { size.dp.toSp() }

@Composable
private fun Act(sign: String, name: String, enabled: Boolean, onAct: () -> Unit) = Box(
    Modifier.size(48.dp).focusProperties { canFocus = false }.clip(MaterialTheme.shapes.small)
        .clickable(enabled, role = Role.Button, onClick = onAct)
        .semantics { contentDescription = name },
    Alignment.Center,
) {
    val colour = MaterialTheme.colorScheme.onSurface
    Text(sign, fontSize = still(20), lineHeight = still(26), color = if (enabled) colour else colour.copy(alpha = 0.38f))
}
