package org.rapport.presentation

import org.rapport.core.NoteRow
import org.rapport.core.PairingRow

/** All notes, the last changed first. `draft` is the new one that is being named, if it is. */
data class NotesState(val rows: Loaded<List<NoteRow>>, val pairs: List<PairingRow>, val draft: Draft? = null) {
    /** `pair` is who it is shared with; nobody for a private one. */
    data class Draft(val title: String, val pair: PairingRow?)
}
