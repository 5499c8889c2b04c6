package org.rapport.ui

import androidx.compose.ui.geometry.Offset
import androidx.compose.ui.input.key.Key
import androidx.compose.ui.input.key.KeyEvent
import androidx.compose.ui.input.key.KeyEventType
import androidx.compose.ui.input.key.isAltPressed
import androidx.compose.ui.input.key.isCtrlPressed
import androidx.compose.ui.input.key.isMetaPressed
import androidx.compose.ui.input.key.isShiftPressed
import androidx.compose.ui.input.key.key
import androidx.compose.ui.input.key.type
import androidx.compose.ui.text.TextLayoutResult
import androidx.compose.ui.text.style.ResolvedTextDirection
import org.rapport.core.Mark
import org.rapport.presentation.Block

/** Keys of a real keyboard that mean more than one paragraph. All others are the field's own. */
internal fun Sheet.key(event: KeyEvent, block: Block, layout: TextLayoutResult?, shell: Shell): Boolean {
    if (event.type != KeyEventType.KeyDown) return false
    val act = (if (event.isCtrlPressed || event.isMetaPressed) held(event, shell) else if (event.isAltPressed) null else moved(event, block, layout)) ?: return false
    act()
    return true
}

private fun Sheet.held(event: KeyEvent, shell: Shell): (() -> Unit)? = when (event.key) {
    // The platform's own undo would take back what others wrote, too.
    Key.Z -> if (event.isShiftPressed) writing.bridge::redo else writing.bridge::undo
    Key.Y -> writing.bridge::redo
    Key.B -> ({ writing.bridge.toggle(Mark.Bold) })
    Key.I -> ({ writing.bridge.toggle(Mark.Italic) })
    Key.A -> writing::selectAll
    Key.C -> if (writing.across == null) null else ({ shell.copy(writing.selected) })
    Key.X -> if (writing.across == null) null else ({
        shell.copy(writing.selected)
        writing.replace("")
    })
    else -> null
}

private fun Sheet.moved(event: KeyEvent, block: Block, layout: TextLayoutResult?): (() -> Unit)? {
    val index = writing.blocks.indexOf(block.id)?.takeIf { block.id == writing.here } ?: return null
    val start = writing.blocks.start(index)
    val typed = writing.page.typed
    val at = typed.head - start
    val across = writing.across != null
    val extend = event.isShiftPressed
    // An arrow goes where it points, so in a paragraph from the right it is the other way round.
    val fromRight = layout != null && layout.layoutInput.text.isNotEmpty() && layout.getParagraphDirection(0) == ResolvedTextDirection.Rtl
    fun step(forward: Boolean): (() -> Unit)? {
        val edge = if (forward) at >= block.text.length else at <= block.lead
        return if (across || edge && (extend || typed.selection.isEmpty)) ({ writing.step(forward, extend) }) else null
    }
    return when (event.key) {
        Key.DirectionLeft -> step(fromRight)
        Key.DirectionRight -> step(!fromRight)
        Key.DirectionUp -> vertical(index, at - block.lead, layout, -1, extend, across)
        Key.DirectionDown -> vertical(index, at - block.lead, layout, 1, extend, across)
        Key.Delete -> when {
            across -> ({ writing.replace("") })
            typed.selection.isEmpty && at == block.text.length && typed.head < writing.page.text.length -> ({
                writing.step(forward = true, extend = true)
                writing.replace("")
            })
            else -> null
        }
        else -> null
    }
}

/** Up from the first line of a paragraph, or down from its last, to the line of the next one that lies there. */
private fun Sheet.vertical(index: Int, at: Int, layout: TextLayoutResult?, by: Int, extend: Boolean, across: Boolean): (() -> Unit)? {
    val drawn = layout?.takeIf { at <= it.layoutInput.text.length } ?: return null
    val row = drawn.getLineForOffset(at)
    val x = drawn.getHorizontalPosition(at, true)
    if (row + by in 0 until drawn.lineCount) {
        // Inside of the paragraph the field knows itself, unless the selection is not its own.
        if (!across) return null
        return { writing.go(place(index, drawn, row + by, x), extend) }
    }
    val next = index + by
    if (next !in writing.blocks.all.indices) {
        return if (extend || across) ({ writing.go(if (by < 0) 0 else writing.page.text.length, extend) }) else null
    }
    val block = writing.blocks.all[next]
    val there = layouts[block.id]
    val place = if (there == null) writing.blocks.start(next) + if (by < 0) block.text.length else block.lead
    else place(next, there, if (by < 0) there.lineCount - 1 else 0, x)
    return { writing.go(place, extend) }
}

private fun Sheet.place(index: Int, layout: TextLayoutResult, row: Int, x: Float): Int {
    val middle = (layout.getLineTop(row) + layout.getLineBottom(row)) / 2
    val block = writing.blocks.all[index]
    return writing.blocks.start(index) + (block.lead + layout.getOffsetForPosition(Offset(x, middle))).coerceAtMost(block.text.length)
}
