package org.rapport.presentation

import java.time.LocalDate
import org.rapport.core.EntryView
import org.rapport.core.GoalTurn
import org.rapport.core.MilestoneView
import org.rapport.core.PairingRow
import org.rapport.core.StepView

sealed interface GoalEvent {
    data class Tick(val step: StepView, val done: Boolean) : GoalEvent
    data class CancelStep(val step: StepView) : GoalEvent
    data class StepDue(val step: StepView, val day: LocalDate?) : GoalEvent
    /** One place up (-1) or down (1) among the steps of its stage. */
    data class MoveStep(val step: StepView, val by: Int) : GoalEvent
    data class StepText(val text: String) : GoalEvent
    data object AddStep : GoalEvent
    data class MilestoneText(val text: String) : GoalEvent
    data object AddMilestone : GoalEvent
    data class Reach(val milestone: MilestoneView, val reached: Boolean) : GoalEvent
    data class CommentText(val text: String) : GoalEvent
    data object AddComment : GoalEvent
    /** Writing down how far it has come; nothing ends it. */
    data class Entry(val entry: GoalState.Entry?) : GoalEvent
    data object AddEntry : GoalEvent
    data class DeleteEntry(val entry: EntryView) : GoalEvent
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
