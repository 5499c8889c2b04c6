package org.rapport.presentation

import org.rapport.core.AgendaView
import org.rapport.core.StepView

sealed interface MeetingEvent {
    data object Confirm : MeetingEvent
    data object Hold : MeetingEvent
    data object AskCancel : MeetingEvent
    data object AskMove : MeetingEvent
    data object AskLog : MeetingEvent
    data object AskMiss : MeetingEvent
    data class Answer(val asked: MeetingState.Asked) : MeetingEvent
    data object AnswerDone : MeetingEvent
    data object AnswerNot : MeetingEvent
    data class PointText(val text: String) : MeetingEvent
    data object AddPoint : MeetingEvent
    data class Cover(val point: AgendaView, val covered: Boolean) : MeetingEvent
    /** One place up (-1) or down (1) on the agenda. */
    data class MovePoint(val point: AgendaView, val by: Int) : MeetingEvent
    data class ActionText(val text: String) : MeetingEvent
    data object AddAction : MeetingEvent
    data class Tick(val action: StepView, val done: Boolean) : MeetingEvent
    data object Brief : MeetingEvent
    data object ProposeNext : MeetingEvent
    data object OpenNote : MeetingEvent
    data object Retry : MeetingEvent
}
