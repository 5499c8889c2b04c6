package org.rapport.presentation

import java.time.LocalDate
import org.rapport.core.Attendance
import org.rapport.core.CancelReason
import org.rapport.core.MeetingView
import org.rapport.core.NextMeeting
import org.rapport.core.PersonId

/** One meeting, with what is being typed about it. */
data class MeetingState(
    val meeting: Loaded<MeetingView>,
    val point: String,
    val action: String,
    val asked: Asked?,
    /** What could follow it. */
    val next: NextMeeting? = null,
) {
    /** A sheet that wants something entered before it is done. */
    sealed interface Asked {
        data class Cancel(val reason: CancelReason, val note: String) : Asked
        data class Move(val day: LocalDate?, val time: String, val minutes: String) : Asked
        data class Log(val minutes: String, val attendance: Map<PersonId, Attendance>) : Asked
        data class Miss(val who: Set<PersonId>) : Asked
    }
}
