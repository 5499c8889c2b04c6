package org.rapport.ui

import androidx.compose.foundation.gestures.detectTapGestures
import androidx.compose.foundation.layout.Box
import androidx.compose.foundation.layout.fillMaxWidth
import androidx.compose.foundation.layout.height
import androidx.compose.foundation.lazy.LazyListScope
import androidx.compose.runtime.Composable
import androidx.compose.runtime.getValue
import androidx.compose.runtime.remember
import androidx.compose.runtime.rememberUpdatedState
import androidx.compose.ui.Modifier
import androidx.compose.ui.input.pointer.pointerInput
import androidx.compose.ui.unit.dp
import org.rapport.bridge.EditorBridge
import org.rapport.bridge.Page
import org.rapport.core.AuthorSpan
import org.rapport.core.LineKind
import org.rapport.core.Present

/** Somebody's caret, where it is in a block. */
internal data class Caret(val name: String, val person: String, val place: Int)

/**
 * The section that is being typed into, a field a paragraph: only those that are seen are laid out, and a keystroke lays
 * out one. `before` says how many items of the list stand above.
 */
internal fun LazyListScope.noteField(sheet: Sheet, before: Int, others: List<Present>, authors: List<AuthorSpan>?, unknown: String) {
    sheet.base = before
    val (page, blocks) = sheet.page to sheet.blocks
    val carets = sheet.writing.bridge.caretsOf(others, unknown)
    val numbers = page.numbers()
    items(blocks.all.size, key = { blocks.all[it].id }, contentType = { 0 }) { index ->
        val block = blocks.all[index]
        val start = blocks.start(index)
        val line = page.lineAt(start + block.lead)
        val typed = if (block.id == sheet.writing.here) blocks.field(index, page.typed) else null
        val looks = page.looksOf(index, blocks, authors, if (block.id == sheet.writing.here) null else sheet.writing.across)
        val here = carets.filter { blocks.indexAt(it.place) == index }.map { it.copy(place = it.place - start) }
        NoteBlock(
            sheet, block, typed, line, numbers[start] ?: 0,
            remember(looks) { looks }, remember(here) { here },
            first = index == 0, hint = page.text.isEmpty(),
        )
    }
    item(key = "below") { Below(sheet) }
}

/** The rest of the paper: a touch in it puts the caret at the end. */
@Composable
private fun Below(sheet: Sheet) {
    val now by rememberUpdatedState(sheet)
    Box(
        Modifier.fillMaxWidth().height(120.dp).pointerInput(Unit) {
            detectTapGestures {
                now.writing.go(now.writing.page.text.length)
                now.focus(now.writing.here)
            }
        },
    )
}

private fun EditorBridge.caretsOf(others: List<Present>, unknown: String): List<Caret> {
    val here = runCatching { carets() }.getOrDefault(emptyList())
    return here.map { caret ->
        val who = others.firstOrNull { it.device == caret.device }
        Caret(who?.name?.ifEmpty { null } ?: unknown, who?.person?.text ?: caret.device.text, caret.head.toInt())
    }
}

/** The numbers of numbered lines, by where these begin with their return. */
private fun Page.numbers(): Map<Int, Int> {
    if (lead.kind != LineKind.NUMBERED && lines.none { it.line.kind == LineKind.NUMBERED }) return emptyMap()
    val numbers = HashMap<Int, Int>()
    var number = 0
    for ((start, line) in eachLine()) {
        number = if (line.kind == LineKind.NUMBERED) number + 1 else 0
        if (number > 0) numbers[(start - 1).coerceAtLeast(0)] = number
    }
    return numbers
}
