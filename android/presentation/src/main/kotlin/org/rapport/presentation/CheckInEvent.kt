package org.rapport.presentation

sealed interface CheckInEvent {
    /** Nothing leaves the question open. */
    data class Number(val item: String, val number: Long?) : CheckInEvent
    data class Words(val item: String, val text: String) : CheckInEvent
    data object Finish : CheckInEvent

    /** Every how many days one is asked; nothing: not at all. */
    data class Rhythm(val days: UInt?) : CheckInEvent
    data object Retry : CheckInEvent
}
