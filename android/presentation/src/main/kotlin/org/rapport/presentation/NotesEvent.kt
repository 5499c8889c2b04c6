package org.rapport.presentation

import org.rapport.core.NoteRow
import org.rapport.core.PairingRow

sealed interface NotesEvent {
    data class Open(val row: NoteRow) : NotesEvent

    data object New : NotesEvent
    data class Title(val text: String) : NotesEvent

    /** A note with somebody, or for oneself. */
    data class For(val pair: PairingRow?) : NotesEvent

    /** Begins it, and opens it at once. */
    data object Write : NotesEvent
    data object Close : NotesEvent
    data object Retry : NotesEvent
}
