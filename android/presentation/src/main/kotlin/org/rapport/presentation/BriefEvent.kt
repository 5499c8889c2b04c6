package org.rapport.presentation

import org.rapport.core.BriefStep
import org.rapport.core.GoalId
import org.rapport.core.MeetingId
import org.rapport.core.StepView

sealed interface BriefEvent {
    data class OpenGoal(val goal: GoalId) : BriefEvent
    data class OpenMeeting(val meeting: MeetingId) : BriefEvent
    data class Tick(val step: BriefStep, val done: Boolean) : BriefEvent

    /** A step that was agreed in the last meeting. */
    data class TickAction(val step: StepView, val done: Boolean) : BriefEvent
    data object Retry : BriefEvent
}
