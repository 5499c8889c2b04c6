package org.rapport.ui

import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.layout.padding
import androidx.compose.foundation.lazy.LazyListScope
import androidx.compose.foundation.lazy.items
import androidx.compose.material.icons.Icons
import androidx.compose.material.icons.filled.DateRange
import androidx.compose.material.icons.filled.Favorite
import androidx.compose.material.icons.filled.Person
import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.ui.Modifier
import androidx.compose.ui.unit.dp
import java.time.LocalDate
import org.rapport.bridge.name
import org.rapport.core.AgendaView
import org.rapport.core.BriefGoal
import org.rapport.core.BriefView
import org.rapport.core.StepState
import org.rapport.core.StepView
import org.rapport.presentation.BriefEvent
import org.rapport.presentation.BriefState
import org.rapport.words.Words

/** Two minutes before a meeting: what to talk about, what was agreed, what is open, what has changed. */
@Composable
fun BriefScreen(state: BriefState, around: Surroundings, onEvent: (BriefEvent) -> Unit) {
    val words = LocalWords.current
    Frame(words.screenMeetingBrief, around) { inner ->
        Shown(state.brief, { onEvent(BriefEvent.Retry) }) { brief ->
            Body(inner, spacing = 6) {
                item { Head(brief, onEvent) }
                points(words.briefAgenda, brief.agenda, "agenda")
                points(words.briefLeftOver, brief.leftOver, "left")
                steps(words.briefActions, brief.actions, words, { it }, { _ -> "" }) { step, done -> onEvent(BriefEvent.TickAction(step, done)) }
                steps(words.briefSteps, brief.steps, words, { it.step }, { it.goalTitle }) { step, done -> onEvent(BriefEvent.Tick(step, done)) }
                if (brief.goals.isNotEmpty()) item { Heading(words.briefGoals) }
                items(brief.goals, key = { "goal " + it.goal.text }) { Changed(it, words) { onEvent(BriefEvent.OpenGoal(it.goal)) } }
                val nothing = brief.agenda.isEmpty() && brief.leftOver.isEmpty() && brief.actions.isEmpty() && brief.steps.isEmpty() && brief.goals.isEmpty()
                if (nothing) item { Slip { Mark(Icons.Filled.Favorite, words.screenBriefNothing) } }
            }
        }
    }
}

@Composable
private fun Head(brief: BriefView, onEvent: (BriefEvent) -> Unit) {
    val words = LocalWords.current
    val moments = LocalMoments.current
    Column(verticalArrangement = Arrangement.spacedBy(6.dp)) {
        MeetingCard(brief.row) { onEvent(BriefEvent.OpenMeeting(brief.row.id)) }
        val last = brief.last
        if (last == null) Mark(Icons.Filled.Person, words.screenBriefFirstTime, Modifier.padding(top = 6.dp))
        else {
            val counts = brief.counts
            val soFar = listOfNotNull(words.countMeetings(counts.held.toInt()), if (counts.activities > 0u) words.briefActivities(counts.activities.toInt()) else null)
            Mark(Icons.Filled.DateRange, words.briefLast(moments.date(LocalDate.parse(last.slot.substringBefore('T')))), Modifier.padding(top = 6.dp))
            Mark(Icons.Filled.Person, words.briefSoFar(soFar.joinToString()))
        }
    }
}

private fun LazyListScope.points(title: String, all: List<AgendaView>, key: String) {
    if (all.isEmpty()) return
    item { Heading(title) }
    items(all, key = { "$key ${it.id.text}" }) { point ->
        Column(Modifier.padding(vertical = 4.dp)) {
            Text(point.text, style = MaterialTheme.typography.bodyLarge)
            if (point.byName.isNotEmpty()) Quiet(point.byName)
        }
    }
}

private fun <T> LazyListScope.steps(title: String, all: List<T>, words: Words, step: (T) -> StepView, of: (T) -> String, onTick: (T, Boolean) -> Unit) {
    val shown = all.filter { step(it).state != StepState.CANCELLED }
    if (shown.isEmpty()) return
    item { Heading(title) }
    items(shown, key = { "$title ${step(it).id.text}" }) { one ->
        val view = step(one)
        val below = listOf(of(one), words.below(view, LocalMoments.current)).filter { !it.isNullOrEmpty() }.joinToString(" · ")
        TickRow(view.text, view.state == StepState.DONE, { onTick(one, it) }, below = below, alert = view.overdue)
    }
}

/** What happened to a goal since the last meeting. */
@Composable
private fun Changed(goal: BriefGoal, words: Words, onOpen: () -> Unit) = Slip(onClick = onOpen) {
    Text(goal.title, style = MaterialTheme.typography.titleMedium)
    val what = listOfNotNull(
        words.name(goal.stage),
        if (goal.stepsDone > 0u) words.countStepsDoneSince(goal.stepsDone.toInt()) else null,
        if (goal.milestonesReached > 0u) words.countMilestonesSince(goal.milestonesReached.toInt()) else null,
        if (goal.progress > 0u) words.countEntriesSince(goal.progress.toInt()) else null,
        if (goal.revisions > 0u) words.countVersions(goal.revisions.toInt()) else null,
    )
    Quiet(what.joinToString(" · "))
}
