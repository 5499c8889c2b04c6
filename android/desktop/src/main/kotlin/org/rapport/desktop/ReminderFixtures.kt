package org.rapport.desktop

import java.time.Instant
import java.time.LocalDate
import java.time.ZoneOffset
import org.rapport.core.*
import org.rapport.id.*
import org.rapport.presentation.Loaded
import org.rapport.presentation.RemindersState

/** What the same person is reminded of: from what pictures of reminders are drawn. */
object ReminderFixtures {
    private val space = Fixtures.pair.space

    private fun at(day: LocalDate, hour: Int, minute: Int = 0): Instant = day.atTime(hour, minute).toInstant(ZoneOffset.UTC)

    private fun row(id: String, kind: ReminderKind, because: ReminderBecause, title: String, about: ReminderAbout = ReminderAbout.Pair(Fixtures.pair.id, space)) =
        ReminderRow(OccurrenceKey(id), kind, because, about, title, "Bea")

    private val meeting = row("r1", ReminderKind.MEETING, ReminderBecause.MeetingAt("2026-05-12T16:30[Europe/Zurich]"), "Before the interview", ReminderAbout.Meeting(MeetingKey("m1"), space))
    private val step = row("r2", ReminderKind.STEP, ReminderBecause.StepDue(Fixtures.today.plusDays(2)), "Write down three questions", ReminderAbout.Step(StepKey("s1"), GoalKey("g1"), null, space))
    private val checkIn = row("r3", ReminderKind.CHECK_IN, ReminderBecause.CheckInDue(Fixtures.today.plusDays(2)), "", ReminderAbout.CheckIn("pulse", null))
    private val idle = row("r4", ReminderKind.IDLE, ReminderBecause.QuietSince(Fixtures.today.minusDays(14)), "")
    private val past = row("r0", ReminderKind.STEP, ReminderBecause.StepDue(Fixtures.today.minusDays(3)), "Ask Jonas for an honest word")

    private fun planned(day: LocalDate, hour: Int, minute: Int, text: ReminderText, vararg rows: ReminderRow) = RemindersState.Planned(
        ReminderPush(PushKey(rows[0].id.text), at(day, hour, minute), Wall(day, "09:00"), rows.map { ReminderPart(it.id, at(day, 5), if (it == step) ReminderHeld.QUIET_HOURS else null) }, false, true, text),
        rows.toList(),
    )

    private val settings = ReminderSettings(QuietHours("21:00", "08:00"), true, null, listOf(ReminderKind.IDLE), "09:00", null, false)
    private val here = DeviceRow(DeviceKey("d1"), "Phone", true, true)
    val empty = RemindersState(Loaded.Here(settings.copy(quiet = null, off = emptyList())), emptyList(), emptyList(), emptyList(), null, Fixtures.today, listOf(here))
    val shown = RemindersState(
        Loaded.Here(settings),
        listOf(planned(Fixtures.today.plusDays(1), 13, 30, ReminderText.Meeting, meeting), planned(Fixtures.today.plusDays(2), 7, 0, ReminderText.Several(2u), step, checkIn)),
        listOf(RemindersState.LeftOut(idle, ReminderHeld.KIND_OFF)),
        listOf(RemindersState.Life(past, ReminderWhy(past.id, past.because, ReminderFate.Was(ReminderState.DONE), emptyList()))),
        null, Fixtures.today, listOf(here, DeviceRow(DeviceKey("d2"), "", false, true)),
    )

    /** One that was put off, and then lay in quiet hours. */
    val why = shown.copy(
        asked = RemindersState.Asked(
            step,
            ReminderWhy(
                step.id, step.because, ReminderFate.Coming(at(Fixtures.today.plusDays(2), 7), ReminderHeld.QUIET_HOURS),
                listOf(
                    ReminderMark(at(Fixtures.today.minusDays(1), 7), ReminderState.SHOWN, null, null),
                    ReminderMark(at(Fixtures.today.minusDays(1), 7, 4), ReminderState.SNOOZED, at(Fixtures.today, 19), null),
                    ReminderMark(at(Fixtures.today, 19), ReminderState.SUPPRESSED, at(Fixtures.today.plusDays(2), 7), ReminderHeld.QUIET_HOURS),
                ),
            ),
            listOf(ReminderSnooze.HOUR, ReminderSnooze.TOMORROW, ReminderSnooze.NEXT_WEEK),
        ),
    )
}
