package org.rapport.presentation

import java.time.LocalDate
import org.rapport.core.DeviceRow
import org.rapport.core.ReminderHeld
import org.rapport.core.ReminderPush
import org.rapport.core.ReminderRow
import org.rapport.core.ReminderSettings
import org.rapport.core.ReminderSnooze
import org.rapport.core.ReminderWhy

/** What comes, what was chosen about it, and what became of the last ones. */
data class RemindersState(
    val settings: Loaded<ReminderSettings>,
    val planned: List<Planned>,
    val leftOut: List<LeftOut>,
    val lives: List<Life>,
    val asked: Asked?,
    val today: LocalDate?,
    /** Those that have not been removed. */
    val devices: List<DeviceRow> = emptyList(),
) {
    data class Planned(val push: ReminderPush, val rows: List<ReminderRow>)
    data class LeftOut(val row: ReminderRow, val why: ReminderHeld)
    data class Life(val row: ReminderRow, val why: ReminderWhy)

    /** Why one comes or does not, and for how long it can be put off. */
    data class Asked(val row: ReminderRow, val why: ReminderWhy, val snoozes: List<ReminderSnooze>)
}
