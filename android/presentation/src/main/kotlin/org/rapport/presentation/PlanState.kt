package org.rapport.presentation

import java.time.LocalDate
import org.rapport.core.Mode
import org.rapport.core.PairingRow
import org.rapport.core.PlanDays
import org.rapport.core.Rhythm
import org.rapport.core.SeriesView
import org.rapport.core.Weekday

/** A series that is being proposed, or with `series` another rhythm for one that is there. */
data class PlanState(
    val series: Loaded<SeriesView>?,
    val pairs: List<PairingRow>,
    val rhythms: List<Rhythm>,
    val draft: Draft,
) {
    /** The chosen one, as the core offers it for the first day. */
    val rhythm: Rhythm? get() = rhythms.getOrNull(draft.rhythm)

    /** The days of the week that the first time brings with it; nothing where it is no matter of a week. */
    val week: List<Weekday>? get() = (rhythm?.on as? PlanDays.Weekly)?.days

    /** `rhythm` is a place in what the core offers, `more` are days of a week besides that of the first time. */
    data class Draft(
        val pair: PairingRow? = null,
        val day: LocalDate? = null,
        val time: String = "16:00",
        val zone: String = "",
        val minutes: String = "60",
        val rhythm: Int = 0,
        val more: Set<Weekday> = emptySet(),
        val ends: Until = Until.NEVER,
        val last: LocalDate? = null,
        val times: String = "10",
        val title: String = "",
        val mode: Mode? = null,
        val place: String = "",
    )

    enum class Until { NEVER, DAY, TIMES }
}
