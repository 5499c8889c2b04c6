package org.rapport.presentation

import org.rapport.core.CheckInRow
import org.rapport.core.InstrumentRow
import org.rapport.core.PairingRow

sealed interface CheckInsEvent {
    /** `about` is the pair, for an instrument that is about one. */
    data class Answer(val instrument: InstrumentRow, val about: PairingRow?) : CheckInsEvent
    data class Open(val row: CheckInRow) : CheckInsEvent
    data object Help : CheckInsEvent

    /** The words of an instrument, from a file. */
    data class File(val text: String) : CheckInsEvent
    data object Retry : CheckInsEvent
}
