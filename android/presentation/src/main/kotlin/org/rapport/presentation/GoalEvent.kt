package org.rapport.presentation

import java.time.LocalDate
import org.rapport.core.GoalTurn
import org.rapport.core.MilestoneView
import org.rapport.core.PairingRow
import org.rapport.core.StepView

sealed interface GoalEvent {
    data class Tick(val step: StepView, val done: Boolean) : GoalEvent
    data class CancelStep(val step: StepView) : GoalEvent
    data class StepDue(val step: StepView, val day: LocalDate?) : GoalEvent
    data class StepText(val text: String) : GoalEvent
    data object AddStep : GoalEvent
    data class MilestoneText(val text: String) : GoalEvent
    data object AddMilestone : GoalEvent
    data class Reach(val milestone: MilestoneView, val reached: Boolean) : GoalEvent
    data class CommentText(val text: String) : GoalEvent
    data object AddComment : GoalEvent
    data class Turn(val turn: GoalTurn) : GoalEvent
    data class Due(val day: LocalDate?) : GoalEvent
    data class Share(val pair: PairingRow) : GoalEvent
    data object Delete : GoalEvent
    data class Ask(val about: GoalState.About, val text: String = "") : GoalEvent
    data class Answer(val text: String) : GoalEvent
    data object AnswerDone : GoalEvent
    data object AnswerNot : GoalEvent
    data object Retry : GoalEvent
}
