package org.rapport.presentation

import org.rapport.core.NoteRow
import org.rapport.core.PairingRow

sealed interface NotesEvent {
    data class Open(val row: NoteRow) : NotesEvent

    /** A note with somebody, or for oneself; it is opened at once. */
    data class New(val pair: PairingRow?, val title: String) : NotesEvent
    data object Retry : NotesEvent
}
