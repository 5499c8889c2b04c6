package org.rapport.presentation

import java.time.LocalDate
import org.rapport.core.CancelReason
import org.rapport.core.Mode
import org.rapport.core.PairingRow
import org.rapport.core.PersonId
import org.rapport.core.SeriesView

/** One series, with what is being asked about it. */
data class SeriesState(
    val series: Loaded<SeriesView>,
    val asked: Asked?,
    val today: LocalDate? = null,
    val pairs: List<PairingRow> = emptyList(),
) {
    /** Whether the other one of the pair did it. */
    fun theirs(by: PersonId): Boolean = pairs.any { it.space == series.here?.row?.space && it.partner == by }

    /** A sheet that wants something entered before it is done. `of` is the day that names a time. */
    sealed interface Asked {
        data class Move(val of: LocalDate, val day: LocalDate?, val time: String, val zone: String) : Asked
        data class Skip(val of: LocalDate, val reason: CancelReason, val note: String) : Asked
        data class Pause(val first: LocalDate?, val last: LocalDate?) : Asked
        data class Resume(val from: LocalDate?) : Asked
        data class End(val reason: CancelReason, val note: String) : Asked
        data class Edit(val title: String, val mode: Mode?, val place: String) : Asked
    }
}
