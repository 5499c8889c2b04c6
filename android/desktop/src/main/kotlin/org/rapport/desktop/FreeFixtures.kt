package org.rapport.desktop

import java.time.Instant
import java.time.LocalDate
import org.rapport.core.*
import org.rapport.presentation.FreeState
import org.rapport.presentation.Loaded
import org.rapport.presentation.SlotsState

/** When the same pair could meet: from what pictures of free times are drawn. */
object FreeFixtures {
    private val nothing = FreeTimesView("Europe/Zurich", emptyList(), emptyList(), null, 0u, 0u)
    private val times = FreeTimesView(
        "Europe/Zurich", listOf(Hours(Weekday.TUESDAY, "17:00", "20:00"), Hours(Weekday.SATURDAY, "09:00", "12:30")),
        listOf(Days(LocalDate.of(2026, 5, 22), LocalDate.of(2026, 5, 25)), Days(LocalDate.of(2026, 6, 3), LocalDate.of(2026, 6, 3))),
        Quiet("21:00", "08:00"), 11u, 2u,
    )
    val shown = FreeState(
        Loaded.Here(times), null, CalendarTaken(11u, 2u, listOf(LeftOutView(214u, Field.CALENDAR, Problem.NotACalendar(214u)))), Fixtures.today, listOf(Fixtures.pair),
    )
    val empty = FreeState(Loaded.Here(nothing), null, null, Fixtures.today, listOf(Fixtures.pair))

    private fun slot(day: Int, mine: String, theirs: String, vararg reasons: SlotReason) = SlotView(
        Instant.ofEpochSecond(day.toLong()), 60u, "2026-05-${day}T$mine[Europe/Zurich]", "2026-05-${day}T$theirs[America/Lima]", reasons.sumOf { it.points.toInt() }.toUInt(), reasons.toList(),
    )

    val slots = SlotsState(
        Loaded.Here(
            SlotsView(
                "Bea", true, true,
                listOf(
                    slot(12, "17:00", "10:00"),
                    slot(16, "16:00", "09:00", SlotReason(SlotCost.LATER, Whose.BOTH, 4u)),
                    slot(19, "15:30", "08:30", SlotReason(SlotCost.RIM, Whose.THEIRS, 3u), SlotReason(SlotCost.NOT_ROUND, Whose.BOTH, 1u), SlotReason(SlotCost.OUTSIDE_HOURS, Whose.MINE, 5u)),
                ),
            ),
        ),
    )
    val unsaid = SlotsState(Loaded.Here(SlotsView("Bea", false, false, emptyList())))
}
