package org.rapport.ui

import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.layout.ExperimentalLayoutApi
import androidx.compose.foundation.layout.FlowRow
import androidx.compose.foundation.layout.PaddingValues
import androidx.compose.foundation.layout.Row
import androidx.compose.foundation.layout.fillMaxWidth
import androidx.compose.foundation.layout.padding
import androidx.compose.foundation.lazy.LazyListScope
import androidx.compose.foundation.lazy.items
import androidx.compose.material.icons.Icons
import androidx.compose.material.icons.filled.DateRange
import androidx.compose.material.icons.filled.Info
import androidx.compose.material.icons.filled.Lock
import androidx.compose.material.icons.filled.Person
import androidx.compose.material.icons.filled.Refresh
import androidx.compose.material3.Button
import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.OutlinedButton
import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.ui.Modifier
import androidx.compose.ui.unit.dp
import org.rapport.bridge.hint
import org.rapport.bridge.name
import org.rapport.core.*
import org.rapport.presentation.GoalEvent
import org.rapport.presentation.GoalState
import org.rapport.words.Words

/** One goal: what it says, its steps, what can be done now. */
@Composable
fun GoalScreen(state: GoalState, around: Surroundings, onEvent: (GoalEvent) -> Unit) {
    val words = LocalWords.current
    Frame(words.screenGoalTitle, around, actions = { state.goal.here?.let { GoalMenu(it, state.pairs, onEvent) } }) { inner ->
        Shown(state.goal, { onEvent(GoalEvent.Retry) }) { goal -> GoalBody(goal, state, inner, words, onEvent) }
    }
    state.asked?.let { GoalQuestion(it, onEvent) }
    state.entry?.let { EntryQuestion(it, state.goal.here?.wording?.measure, onEvent) }
}

@Composable
private fun GoalBody(goal: GoalView, state: GoalState, inner: PaddingValues, words: Words, onEvent: (GoalEvent) -> Unit) = Body(inner, spacing = 6) {
    item { Head(goal, onEvent) }
    if (goal.needsUpdate) item { Slip(colour = MaterialTheme.colorScheme.errorContainer) { Mark(Icons.Filled.Refresh, words.syncNeedsUpdate, colour = MaterialTheme.colorScheme.onErrorContainer) } }
    steps(goal, state, words, onEvent)
    milestones(goal, state, words, onEvent)
    wording(goal, words, onEvent)
    if (goal.hints.isNotEmpty() && goal.can.edit) {
        item { Heading(words.screenGoalHints) }
        items(goal.hints.take(3)) { hint -> Mark(Icons.Filled.Info, words.hint(hint), Modifier.padding(vertical = 4.dp)) }
    }
    progress(goal, words, onEvent)
    comments(goal, state, words, onEvent)
}

@OptIn(ExperimentalLayoutApi::class)
@Composable
private fun Head(goal: GoalView, onEvent: (GoalEvent) -> Unit) {
    val words = LocalWords.current
    val moments = LocalMoments.current
    val row = goal.row
    Column(Modifier.padding(bottom = 6.dp), verticalArrangement = Arrangement.spacedBy(9.dp)) {
        Text(row.title, style = MaterialTheme.typography.headlineMedium)
        FlowRow(horizontalArrangement = Arrangement.spacedBy(14.dp), verticalArrangement = Arrangement.spacedBy(6.dp)) {
            StageTag(row.stage)
            if (row.shared) Mark(Icons.Filled.Person, row.ownerName.ifEmpty { words.commonShared }) else Mark(Icons.Filled.Lock, words.commonPrivate)
            row.due?.let {
                val colour = if (row.overdue) MaterialTheme.colorScheme.error else MaterialTheme.colorScheme.onSurfaceVariant
                Mark(Icons.Filled.DateRange, moments.due(it, row.overdue), colour = colour)
            }
        }
        if (row.steps > 0u || row.progress > 0u) Bar(row.progress)
        goal.celebrations.lastOrNull()?.let { Tag(words.screenGoalCheer(it.title), MaterialTheme.colorScheme.tertiaryContainer, MaterialTheme.colorScheme.onTertiaryContainer) }
        Turns(goal, onEvent)
    }
}

/** What can be done to its state, as buttons; the core says which. */
@OptIn(ExperimentalLayoutApi::class)
@Composable
private fun Turns(goal: GoalView, onEvent: (GoalEvent) -> Unit) {
    val words = LocalWords.current
    val can = goal.can
    val main = when {
        can.nod -> words.screenGoalNod to GoalTurn.Nod
        can.propose -> words.screenMeetingPropose to GoalTurn.Propose
        can.start -> words.screenGoalStart to GoalTurn.Start
        can.resume -> words.screenGoalResume to GoalTurn.Resume
        else -> null
    }
    if (main == null && !can.achieve) return
    FlowRow(horizontalArrangement = Arrangement.spacedBy(10.dp), verticalArrangement = Arrangement.spacedBy(8.dp)) {
        main?.let { (text, turn) -> Button({ onEvent(GoalEvent.Turn(turn)) }) { Text(text) } }
        if (can.achieve) OutlinedButton({ onEvent(GoalEvent.Turn(GoalTurn.Achieve)) }) { Text(words.screenGoalAchieve) }
    }
}

private fun LazyListScope.steps(goal: GoalView, state: GoalState, words: Words, onEvent: (GoalEvent) -> Unit) {
    item { Heading(words.screenGoalSteps) }
    val steps = goal.steps.filter { it.state != StepState.CANCELLED }
    items(steps, key = { it.id.text }) { step ->
        val moments = LocalMoments.current
        val stage = steps.filter { it.milestone == step.milestone }
        val moves = if (!goal.can.editSteps) emptyList() else
            words.moves(step == stage.first(), step == stage.last()) { onEvent(GoalEvent.MoveStep(step, it)) } +
                (words.screenGoalCancelStep to { onEvent(GoalEvent.CancelStep(step)) })
        val done = step.state == StepState.DONE
        TickRow(
            step.text,
            done,
            if (goal.can.editSteps) ({ onEvent(GoalEvent.Tick(step, it)) }) else null,
            below = if (done) step.done?.let { words.screenGoalDoneBy(step.doneByName.ifEmpty { words.commonYou }, moments.at(it)) } else words.below(step, moments),
            alert = step.overdue && !done,
            modifier = Modifier.offers(moves),
        ) { Menu(moves) }
    }
    if (goal.can.editSteps) item(key = "add step") {
        AddField(state.step, { onEvent(GoalEvent.StepText(it)) }, words.screenGoalAddStep, { onEvent(GoalEvent.AddStep) }, words.screenGoalAddStep, hint = words.screenGoalStepHint)
    }
}

/** When it is due and whose it is. */
fun Words.below(step: StepView, moments: Moments): String {
    val due = when (val due = step.due) {
        is Due.On -> moments.due(due.v1, step.overdue)
        is Due.At -> moments.slot(due.v1).let { if (step.overdue) screenGoalsOverdue(it) else screenGoalsDue(it) }
        null -> null
    }
    return listOfNotNull(due, step.assigneeName.ifEmpty { null }).joinToString(" · ")
}

private fun LazyListScope.milestones(goal: GoalView, state: GoalState, words: Words, onEvent: (GoalEvent) -> Unit) {
    if (goal.milestones.isEmpty() && !goal.can.edit) return
    item { Heading(words.screenGoalMilestones) }
    items(goal.milestones, key = { it.id.text }) { milestone ->
        val moments = LocalMoments.current
        TickRow(
            milestone.title,
            milestone.reached,
            if (goal.can.editSteps) ({ onEvent(GoalEvent.Reach(milestone, it)) }) else null,
            below = milestone.due?.let { moments.due(it, milestone.overdue) },
            alert = milestone.overdue,
        )
    }
    if (goal.can.edit) item(key = "add milestone") {
        AddField(state.milestone, { onEvent(GoalEvent.MilestoneText(it)) }, words.screenGoalAddMilestone, { onEvent(GoalEvent.AddMilestone) }, words.screenGoalAddMilestone)
    }
}

private fun LazyListScope.wording(goal: GoalView, words: Words, onEvent: (GoalEvent) -> Unit) {
    val says = goal.wording
    val parts = listOf(
        Triple(GoalState.About.WHY, words.screenGoalWhy, says.why),
        Triple(GoalState.About.SPECIFIC, words.screenGoalSpecific, says.specific),
        Triple(GoalState.About.MEANS, words.screenGoalMeans, says.means),
        Triple(GoalState.About.TEST, words.screenGoalTest, says.test),
    ).filter { goal.can.edit || it.third.isNotEmpty() }
    for ((about, title, text) in parts) item(key = about.name) {
        Slip(Modifier.padding(top = 6.dp), onClick = if (goal.can.edit) ({ onEvent(GoalEvent.Ask(about, text)) }) else null) {
            Text(title, style = MaterialTheme.typography.labelMedium, color = MaterialTheme.colorScheme.primary)
            if (text.isEmpty()) Quiet("…") else Text(text, style = MaterialTheme.typography.bodyLarge)
        }
    }
}

private fun LazyListScope.comments(goal: GoalView, state: GoalState, words: Words, onEvent: (GoalEvent) -> Unit) {
    item { Heading(words.screenGoalComments) }
    items(goal.comments, key = { it.id.text }) { comment ->
        val moments = LocalMoments.current
        Row(Modifier.fillMaxWidth().padding(vertical = 4.dp), horizontalArrangement = Arrangement.spacedBy(12.dp)) {
            val name = if (comment.mine) words.commonYou else comment.byName.ifEmpty { words.commonUnknownPerson }
            Disc(name, size = 32)
            Column(Modifier.weight(1f), verticalArrangement = Arrangement.spacedBy(2.dp)) {
                Text(words.commonByAt(name, moments.exactly(comment.at)), style = MaterialTheme.typography.labelMedium, color = MaterialTheme.colorScheme.onSurfaceVariant)
                Text(comment.text, style = MaterialTheme.typography.bodyLarge)
            }
        }
    }
    item(key = "add comment") {
        AddField(state.comment, { onEvent(GoalEvent.CommentText(it)) }, words.screenGoalAddComment, { onEvent(GoalEvent.AddComment) }, words.screenGoalAddComment)
    }
}
