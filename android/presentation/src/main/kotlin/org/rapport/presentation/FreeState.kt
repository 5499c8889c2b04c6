package org.rapport.presentation

import java.time.LocalDate
import org.rapport.core.CalendarTaken
import org.rapport.core.FreeTimesView
import org.rapport.core.PairingRow
import org.rapport.core.Weekday

/** What one says about one's own time; `taken` is what came of the calendar that was just given. */
data class FreeState(
    val times: Loaded<FreeTimesView>,
    val asked: Asked?,
    val taken: CalendarTaken? = null,
    val today: LocalDate? = null,
    val pairs: List<PairingRow> = emptyList(),
) {
    /** A sheet that wants something entered before it is done. */
    sealed interface Asked {
        data class Hours(val day: Weekday, val from: String, val to: String) : Asked
        data class Away(val first: LocalDate?, val last: LocalDate?) : Asked
    }
}
