package org.rapport.presentation

import org.rapport.core.TodayCheckIn
import org.rapport.core.TodayStep

sealed interface TodayEvent {
    data class Tick(val step: TodayStep) : TodayEvent
    data class Open(val step: TodayStep) : TodayEvent
    data object OpenMeeting : TodayEvent
    data object ProposeMeeting : TodayEvent
    data object FirstGoal : TodayEvent
    data object FirstInvite : TodayEvent
    data object CheckIns : TodayEvent
    data class Answer(val checkIn: TodayCheckIn) : TodayEvent
    data object Search : TodayEvent
    data object Sync : TodayEvent
    data object Retry : TodayEvent
}
