package org.rapport.presentation

import java.time.LocalDate
import org.rapport.core.DeviceId
import org.rapport.core.QuietHours
import org.rapport.core.ReminderKind
import org.rapport.core.ReminderRow
import org.rapport.core.ReminderSnooze

sealed interface RemindersEvent {
    /** As usual, or in no hours: then it may come at any. */
    data class QuietOn(val on: Boolean) : RemindersEvent
    data class Quiet(val hours: QuietHours) : RemindersEvent
    data class QuietWeekends(val on: Boolean) : RemindersEvent
    data class Usual(val time: String) : RemindersEvent
    data class Kind(val kind: ReminderKind, val on: Boolean) : RemindersEvent
    data class Exact(val on: Boolean) : RemindersEvent

    /** The one device that makes a sound; nothing: the one that was used last. */
    data class Rings(val device: DeviceId?) : RemindersEvent

    /** Up to and including a day; nothing ends the pause. */
    data class Pause(val until: LocalDate?) : RemindersEvent
    data class AskWhy(val row: ReminderRow) : RemindersEvent
    data object WhyDone : RemindersEvent
    data class Snooze(val row: ReminderRow, val to: ReminderSnooze) : RemindersEvent
    data class Open(val row: ReminderRow) : RemindersEvent
    data object Retry : RemindersEvent
}
