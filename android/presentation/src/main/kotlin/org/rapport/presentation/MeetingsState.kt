package org.rapport.presentation

import java.time.LocalDate
import org.rapport.core.MeetingRow
import org.rapport.core.Mode
import org.rapport.core.PairingRow
import org.rapport.core.SeriesRow

/** Meetings ahead and behind, and series, `ended` ones too; `draft` is the meeting that is being proposed, if one is. */
data class MeetingsState(
    val coming: Loaded<List<MeetingRow>>,
    val past: List<MeetingRow>,
    val today: LocalDate?,
    val pairs: List<PairingRow>,
    val draft: Draft?,
    val series: List<SeriesRow> = emptyList(),
    val ended: List<SeriesRow> = emptyList(),
) {
    /** `day` and `time` as the person picked them; `pair` is whom to meet. */
    data class Draft(
        val pair: PairingRow?,
        val day: LocalDate?,
        val time: String,
        val minutes: String,
        val title: String,
        val mode: Mode?,
        val place: String,
    )
}
