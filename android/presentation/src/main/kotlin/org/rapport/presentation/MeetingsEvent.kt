package org.rapport.presentation

import org.rapport.core.MeetingRow
import org.rapport.core.PairingRow
import org.rapport.core.SeriesRow

sealed interface MeetingsEvent {
    data class Open(val row: MeetingRow) : MeetingsEvent
    data object New : MeetingsEvent
    data class OpenSeries(val row: SeriesRow) : MeetingsEvent
    data object NewSeries : MeetingsEvent
    data object Free : MeetingsEvent
    data class Find(val pair: PairingRow) : MeetingsEvent
    data class Write(val draft: MeetingsState.Draft) : MeetingsEvent
    data object Propose : MeetingsEvent
    data object Close : MeetingsEvent
    data object Invite : MeetingsEvent
    data object Retry : MeetingsEvent
}
