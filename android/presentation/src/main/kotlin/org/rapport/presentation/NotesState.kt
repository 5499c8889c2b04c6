package org.rapport.presentation

import org.rapport.core.NoteRow
import org.rapport.core.PairingRow

/** All notes, the last changed first. */
data class NotesState(val rows: Loaded<List<NoteRow>>, val pairs: List<PairingRow>)
