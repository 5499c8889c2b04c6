package org.rapport.ui

import androidx.compose.foundation.lazy.LazyListState
import androidx.compose.foundation.lazy.rememberLazyListState
import androidx.compose.runtime.Composable
import androidx.compose.runtime.DisposableEffect
import androidx.compose.runtime.LaunchedEffect
import androidx.compose.runtime.Stable
import androidx.compose.runtime.getValue
import androidx.compose.runtime.mutableIntStateOf
import androidx.compose.runtime.mutableStateOf
import androidx.compose.runtime.remember
import androidx.compose.runtime.setValue
import androidx.compose.runtime.withFrameNanos
import androidx.compose.ui.focus.FocusRequester
import androidx.compose.ui.text.TextLayoutResult
import kotlinx.coroutines.delay
import org.rapport.presentation.NoteEvent
import org.rapport.presentation.Writing

/** How long nobody types before what is composed is handed over all the same. */
private const val REST_MS = 1_500L

/** What the fields of an open section have in common: which of them has the keyboard, and where each one drew its lines. */
@Stable
class Sheet internal constructor(val writing: Writing, internal val list: LazyListState) {
    internal var page by mutableStateOf(writing.page)
    internal var blocks by mutableStateOf(writing.blocks)
    internal var strokes by mutableIntStateOf(0)

    /** The block whose field has the keyboard. */
    internal var focused by mutableStateOf<Long?>(null)

    /** Where in the list the first block stands. */
    internal var base = 0
    internal val layouts = HashMap<Long, TextLayoutResult>()
    private val requesters = HashMap<Long, FocusRequester>()

    internal fun look() {
        page = writing.page
        blocks = writing.blocks
    }

    internal fun enter(id: Long) {
        focused = id
        writing.enter(id)
    }

    internal fun left(id: Long) {
        // A field that went with its paragraph was not left by the person.
        if (focused == id && writing.blocks.indexOf(id) != null) focused = null
    }

    internal fun placed(id: Long, requester: FocusRequester) {
        requesters[id] = requester
    }

    internal fun gone(id: Long, requester: FocusRequester) {
        if (requesters[id] === requester) requesters -= id
        layouts -= id
    }

    /** The keyboard goes where the caret is. */
    internal suspend fun follow() {
        val id = writing.here
        if (focused == null || focused == id) return
        if (id !in requesters) {
            list.scrollToItem(base + (writing.blocks.indexOf(id) ?: return))
            withFrameNanos {}
        }
        focus(id)
    }

    internal fun focus(id: Long) {
        val requester = requesters[id] ?: return
        focused = id
        requester.requestFocus()
    }
}

@Composable
internal fun rememberSheet(writing: Writing, onEvent: (NoteEvent) -> Unit): Sheet {
    val list = rememberLazyListState()
    val sheet = remember(writing) { Sheet(writing, list) }
    DisposableEffect(sheet) {
        val end = writing.watch(sheet::look)
        sheet.look()
        onDispose { end() }
    }
    LaunchedEffect(sheet.strokes) {
        delay(REST_MS)
        onEvent(NoteEvent.Rest)
    }
    LaunchedEffect(sheet, sheet.page, sheet.blocks) { sheet.follow() }
    LaunchedEffect(sheet, sheet.focused == null) {
        if (sheet.focused == null) writing.bridge.leave()
    }
    return sheet
}
