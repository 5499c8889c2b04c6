package org.rapport.presentation

import org.rapport.core.MeetingRow

sealed interface MeetingsEvent {
    data class Open(val row: MeetingRow) : MeetingsEvent
    data object New : MeetingsEvent
    data class Write(val draft: MeetingsState.Draft) : MeetingsEvent
    data object Propose : MeetingsEvent
    data object Close : MeetingsEvent
    data object Invite : MeetingsEvent
    data object Retry : MeetingsEvent
}
