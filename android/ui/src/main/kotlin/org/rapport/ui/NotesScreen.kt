package org.rapport.ui

import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.layout.Row
import androidx.compose.foundation.lazy.items
import androidx.compose.material.icons.Icons
import androidx.compose.material.icons.filled.Edit
import androidx.compose.material.icons.filled.Lock
import androidx.compose.material.icons.filled.Person
import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.runtime.getValue
import androidx.compose.runtime.mutableStateOf
import androidx.compose.runtime.remember
import androidx.compose.runtime.setValue
import androidx.compose.ui.text.style.TextOverflow
import androidx.compose.ui.unit.dp
import org.rapport.core.NoteRow
import org.rapport.core.PairingRow
import org.rapport.presentation.NotesEvent
import org.rapport.presentation.NotesState

/** All notes, the last changed first. */
@Composable
fun NotesScreen(state: NotesState, around: Surroundings, onEvent: (NotesEvent) -> Unit) {
    val words = LocalWords.current
    var asks by remember { mutableStateOf(false) }
    Frame(words.screenNotesTitle, around, large = true, button = { NewButton(words.screenNotesAdd) { asks = true } }) { inner ->
        Shown(state.rows, { onEvent(NotesEvent.Retry) }) { rows ->
            Body(inner, spacing = 12) {
                if (rows.isEmpty()) item { NoticeBody(Icons.Filled.Edit, words.screenNotesEmpty, words.screenNotesEmptyDo) }
                items(rows, key = { it.id.text }) { row -> NoteCard(row) { onEvent(NotesEvent.Open(row)) } }
            }
        }
    }
    if (asks) NewNote(state.pairs, { asks = false }) { title, pair ->
        asks = false
        onEvent(NotesEvent.New(pair, title))
    }
}

@Composable
private fun NoteCard(row: NoteRow, onOpen: () -> Unit) {
    val words = LocalWords.current
    Slip(onClick = onOpen) {
        Text(row.title.ifEmpty { words.screenNoteUntitled }, style = MaterialTheme.typography.titleMedium)
        if (row.snippet.isNotEmpty()) Text(
            row.snippet,
            style = MaterialTheme.typography.bodyMedium,
            color = MaterialTheme.colorScheme.onSurfaceVariant,
            maxLines = 2,
            overflow = TextOverflow.Ellipsis,
        )
        Row(horizontalArrangement = Arrangement.spacedBy(16.dp)) {
            if (row.shared) Mark(Icons.Filled.Person, words.commonShared) else Mark(Icons.Filled.Lock, words.commonPrivate)
            Text(LocalMoments.current.at(row.changedMs), style = MaterialTheme.typography.bodySmall, color = MaterialTheme.colorScheme.onSurfaceVariant)
        }
    }
}

@Composable
private fun NewNote(pairs: List<PairingRow>, onNo: () -> Unit, onYes: (String, PairingRow?) -> Unit) {
    val words = LocalWords.current
    var title by remember { mutableStateOf("") }
    var pair by remember { mutableStateOf<PairingRow?>(null) }
    Ask(words.screenNoteTitle, words.commonSave, { onYes(title, pair) }, onNo, enabled = title.isNotBlank()) {
        Column(verticalArrangement = Arrangement.spacedBy(12.dp)) {
            DraftField(title, { title = it }, words.fieldTitle)
            Choice<PairingRow?>(listOf(null) + pairs, pair, { it?.let { words.screenNotesNewShared(words.partner(it)) } ?: words.screenNotesNewPrivate }, { pair = it })
        }
    }
}
