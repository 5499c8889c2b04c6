package org.rapport.desktop

import java.time.Instant
import java.time.LocalDate
import java.time.ZoneOffset
import org.rapport.core.*
import org.rapport.id.*
import org.rapport.presentation.Loaded
import org.rapport.presentation.PlanState
import org.rapport.presentation.SeriesState

/** When the same pair meets again and again: from what pictures of series are drawn. */
object SeriesFixtures {
    private val space = Fixtures.pair.space
    private val ada = PersonKey("ada")
    private val bea = Fixtures.pair.partner

    private fun may(day: Int): LocalDate = Fixtures.today.withDayOfMonth(day)

    private fun at(day: Int, hour: Int): Instant = may(day).atTime(hour, 0).toInstant(ZoneOffset.UTC)

    private val weekly = PlanDays.Weekly(listOf(Weekday.TUESDAY), Weekday.MONDAY)
    private val plan = SeriesPlan("2026-05-12T16:30[Europe/Zurich]", 45u, 2u, weekly, Ends.On(LocalDate.of(2026, 12, 15)))

    private fun time(of: LocalDate, slot: String = "${of}T16:30[Europe/Zurich]", moved: Boolean = false, agreed: Boolean = true, meeting: MeetingId? = null) =
        SeriesTimeView(of, slot, Instant.EPOCH, 45u, moved, agreed, meeting)

    private val times = listOf(
        time(may(12), meeting = MeetingKey("m1")),
        time(may(26), "2026-05-27T18:00[Europe/Zurich]", moved = true, agreed = false),
        time(LocalDate.of(2026, 6, 9)),
    )
    val row = SeriesRow(SeriesKey("s1"), space, "Our hour", "Bea", MeetingStage.CONFIRMED, plan, Mode.VIDEO, "", false, times[0])
    private val proposed = row.copy(
        id = SeriesKey("s2"), title = "", stage = MeetingStage.PROPOSED, plan = plan.copy(every = 1u, on = PlanDays.OnWeekday(Nth.FIRST, Weekday.SATURDAY), ends = Ends.Never),
        mode = Mode.ACTIVITY, waitsForMe = true, next = null,
    )
    val rows = listOf(row, proposed)
    val ended = listOf(row.copy(id = SeriesKey("s0"), title = "Before the exams", stage = MeetingStage.CANCELLED, next = null))

    val view = SeriesView(
        row.copy(waitsForMe = true), org.rapport.core.SeriesState.Confirmed, ada, "Ada", listOf(plan.copy(every = 1u, ends = Ends.Never), plan),
        WishView(bea, "Bea", plan.copy(start = "2026-06-11T17:00[Europe/Zurich]", on = PlanDays.Weekly(listOf(Weekday.THURSDAY), Weekday.MONDAY))),
        times, listOf(MovedView(may(26), "2026-05-27T18:00[Europe/Zurich]", bea, "Bea", false)), emptyList(),
        listOf(PauseView(LocalDate.of(2026, 7, 20), LocalDate.of(2026, 8, 9))),
        listOf(
            SeriesTurnView(ada, "Ada", at(1, 9), SeriesDid.Propose(plan), true),
            SeriesTurnView(bea, "Bea", at(2, 18), SeriesDid.Confirm, true),
            SeriesTurnView(bea, "Bea", at(10, 16), SeriesDid.MoveOne(may(26), "2026-05-27T18:00[Europe/Zurich]"), true),
            SeriesTurnView(ada, "Ada", at(10, 17), SeriesDid.Skip(may(26), CancelReason.CLASH, "Exams"), false),
        ),
        SeriesCan(false, true, true, true, true), false,
    )
    val shown = SeriesState(Loaded.Here(view), null, Fixtures.today, listOf(Fixtures.pair))

    /** Proposed by the other one, from a place with another clock. */
    val asked = SeriesState(
        Loaded.Here(
            view.copy(
                row = proposed.copy(plan = proposed.plan.copy(start = "2026-06-06T09:00[America/Lima]")), state = org.rapport.core.SeriesState.Proposed(bea), proposedBy = bea, proposedByName = "Bea",
                plans = listOf(proposed.plan), wish = null, times = emptyList(), moved = emptyList(), pauses = emptyList(), history = view.history.take(1).map { it.copy(`by` = bea, byName = "Bea") },
                can = SeriesCan(true, false, false, true, true),
            ),
        ),
        null, Fixtures.today, listOf(Fixtures.pair),
    )

    val form = PlanState(
        null, listOf(Fixtures.pair),
        listOf(Rhythm(1u, weekly), Rhythm(2u, weekly), Rhythm(1u, PlanDays.OnWeekday(Nth.THIRD, Weekday.TUESDAY)), Rhythm(1u, PlanDays.Date(19u))),
        PlanState.Draft(Fixtures.pair, may(19), "16:30", "Europe/Zurich", "45", 1, setOf(Weekday.THURSDAY), PlanState.Until.DAY, LocalDate.of(2026, 12, 15), "10", "Our hour", Mode.VIDEO, ""),
    )
}
