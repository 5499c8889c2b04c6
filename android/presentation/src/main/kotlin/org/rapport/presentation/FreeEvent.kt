package org.rapport.presentation

import org.rapport.core.Days
import org.rapport.core.Hours
import org.rapport.core.PairingRow
import org.rapport.core.Quiet

sealed interface FreeEvent {
    data object AskHours : FreeEvent
    data class Remove(val hours: Hours) : FreeEvent

    /** As reminders usually keep it, or in no hours of the day. */
    data class PeaceOn(val on: Boolean) : FreeEvent
    data class Peace(val hours: Quiet) : FreeEvent
    data object AskAway : FreeEvent
    data class Back(val days: Days) : FreeEvent

    /** Nothing: wherever the device is. */
    data class Zone(val zone: String?) : FreeEvent

    /** The text of a calendar file that was opened or given by another app. */
    data class File(val text: String) : FreeEvent
    data object Forget : FreeEvent
    data class Find(val pair: PairingRow) : FreeEvent
    data class Answer(val asked: FreeState.Asked) : FreeEvent
    data object AnswerDone : FreeEvent
    data object AnswerNot : FreeEvent
    data object Retry : FreeEvent
}
