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
    Frame(words.screenNotesTitle, around, large = true, button = { NewButton(words.screenNotesAdd) { onEvent(NotesEvent.New) } }) { inner ->
        Shown(state.rows, { onEvent(NotesEvent.Retry) }) { rows ->
            Body(inner, spacing = 12) {
                if (rows.isEmpty()) item { NoticeBody(Icons.Filled.Edit, words.screenNotesEmpty, words.screenNotesEmptyDo) }
                items(rows, key = { it.id.text }) { row -> NoteCard(row) { onEvent(NotesEvent.Open(row)) } }
            }
        }
    }
    state.draft?.let { NewNote(it, state.pairs, onEvent) }
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
            Text(LocalMoments.current.at(row.changed), style = MaterialTheme.typography.bodySmall, color = MaterialTheme.colorScheme.onSurfaceVariant)
        }
    }
}

@Composable
private fun NewNote(draft: NotesState.Draft, pairs: List<PairingRow>, onEvent: (NotesEvent) -> Unit) {
    val words = LocalWords.current
    Ask(words.screenNoteTitle, words.commonSave, { onEvent(NotesEvent.Write) }, { onEvent(NotesEvent.Close) }, enabled = draft.title.isNotBlank()) {
        Column(verticalArrangement = Arrangement.spacedBy(12.dp)) {
            DraftField(draft.title, { onEvent(NotesEvent.Title(it)) }, words.fieldTitle)
            Choice<PairingRow?>(
                listOf(null) + pairs,
                draft.pair,
                { pair -> pair?.let { words.screenNotesNewShared(words.partner(it)) } ?: words.screenNotesNewPrivate },
                { onEvent(NotesEvent.For(it)) },
            )
        }
    }
}
