package org.rapport.ui

import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.Row
import androidx.compose.foundation.layout.fillMaxWidth
import androidx.compose.foundation.layout.padding
import androidx.compose.material.icons.Icons
import androidx.compose.material.icons.automirrored.filled.KeyboardArrowRight
import androidx.compose.material.icons.filled.DateRange
import androidx.compose.material.icons.filled.Edit
import androidx.compose.material.icons.filled.Favorite
import androidx.compose.material.icons.filled.Person
import androidx.compose.material.icons.filled.Place
import androidx.compose.material.icons.filled.Search
import androidx.compose.material.icons.filled.CheckCircle
import androidx.compose.material3.Icon
import androidx.compose.material3.IconButton
import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.Text
import androidx.compose.material3.TextButton
import androidx.compose.runtime.Composable
import androidx.compose.runtime.derivedStateOf
import androidx.compose.runtime.getValue
import androidx.compose.runtime.remember
import androidx.compose.runtime.rememberUpdatedState
import androidx.compose.ui.Alignment
import androidx.compose.ui.Modifier
import androidx.compose.ui.graphics.vector.ImageVector
import androidx.compose.ui.unit.dp
import org.rapport.bridge.name
import org.rapport.core.MeetingRow
import org.rapport.core.MeetingStage
import org.rapport.core.TodayCheckIn
import org.rapport.core.TodayStep
import org.rapport.presentation.TodayEvent
import org.rapport.presentation.TodayState

/** What is for today: the next meeting, the steps, how sync stands. */
@Composable
fun TodayScreen(state: TodayState, around: Surroundings, onEvent: (TodayEvent) -> Unit) {
    val words = LocalWords.current
    val name = state.home.here?.name.orEmpty()
    // Read where it is shown, so that what stands around is left alone when something new comes.
    val now by rememberUpdatedState(state)
    Frame(if (name.isEmpty()) words.screenTodayTitle else words.screenTodayHello(name), around, large = true, actions = {
        IconButton({ onEvent(TodayEvent.Search) }) { Icon(Icons.Filled.Search, contentDescription = words.navSearch) }
    }) { inner ->
        Shown(now.home, { onEvent(TodayEvent.Retry) }) { home ->
            // What comes has one other row at most times. The list is told what it has, and each row looks for its own.
            val next by rememberUpdatedState(home.nextMeeting)
            val checkIns = rememberRows(home.checkIns) { "check-in ${it.instrument} ${it.about?.text}" }
            val steps = rememberRows(home.steps) { it.step.text }
            val begins by remember { derivedStateOf { now.pairs == false && next == null } }
            Body(inner) {
                item { around.sync() }
                item { Next(next, now.pairs == true, onEvent) }
                rows(checkIns) { one -> DueCheckIn(one, now.named[one.instrument]) { onEvent(TodayEvent.Answer(one)) } }
                item { Heading(words.screenTodaySteps) }
                if (steps.keys.isEmpty()) item { Slip { Mark(Icons.Filled.Favorite, words.screenTodayNoSteps) } }
                rows(steps) { step -> Step(step, onEvent) }
                item { Way(Icons.Filled.Edit, words.screenCheckinTitle) { onEvent(TodayEvent.CheckIns) } }
                if (begins) first(words.screenTodayFirstSteps, words.screenTodayFirstGoal, words.screenTodayFirstInvite, onEvent)
            }
        }
    }
}

private fun androidx.compose.foundation.lazy.LazyListScope.first(title: String, goal: String, invite: String, onEvent: (TodayEvent) -> Unit) {
    item { Heading(title) }
    item { Way(Icons.Filled.CheckCircle, goal) { onEvent(TodayEvent.FirstGoal) } }
    item { Way(Icons.Filled.Person, invite) { onEvent(TodayEvent.FirstInvite) } }
}

/** A check-in that waits. What it is called is there a moment later. */
@Composable
private fun DueCheckIn(due: TodayCheckIn, name: String?, onAnswer: () -> Unit) {
    val words = LocalWords.current
    val colours = MaterialTheme.colorScheme
    Slip(onClick = onAnswer, colour = colours.tertiaryContainer) {
        Text(name?.ifEmpty { null } ?: words.screenCheckinTitle, style = MaterialTheme.typography.titleMedium, color = colours.onTertiaryContainer)
        if (due.partnerName.isNotEmpty()) Quiet(words.screenCheckinAbout(due.partnerName), colour = colours.onTertiaryContainer)
        Mark(Icons.Filled.Edit, words.screenCheckinDue(LocalMoments.current.day(due.since)), colour = colours.onTertiaryContainer)
    }
}

/** A row that leads somewhere. */
@Composable
fun Way(icon: ImageVector, text: String, onGo: () -> Unit) = Slip(onClick = onGo) {
    Row(verticalAlignment = Alignment.CenterVertically, horizontalArrangement = Arrangement.spacedBy(14.dp)) {
        Icon(icon, null, tint = MaterialTheme.colorScheme.primary)
        Text(text, Modifier.weight(1f), style = MaterialTheme.typography.titleMedium)
        Icon(Icons.AutoMirrored.Filled.KeyboardArrowRight, null, tint = MaterialTheme.colorScheme.onSurfaceVariant)
    }
}

@Composable
private fun Next(meeting: MeetingRow?, paired: Boolean, onEvent: (TodayEvent) -> Unit) {
    val words = LocalWords.current
    if (meeting == null) {
        if (paired) Slip {
            Row(Modifier.fillMaxWidth(), verticalAlignment = Alignment.CenterVertically) {
                Quiet(words.screenTodayNoMeeting, Modifier.weight(1f))
                TextButton({ onEvent(TodayEvent.ProposeMeeting) }) { Text(words.screenTodayProposeMeeting) }
            }
        }
        return
    }
    val colours = MaterialTheme.colorScheme
    Slip(onClick = { onEvent(TodayEvent.OpenMeeting) }, colour = colours.primaryContainer) {
        Row(Modifier.fillMaxWidth(), verticalAlignment = Alignment.CenterVertically) {
            Text(words.screenTodayNextMeeting, Modifier.weight(1f), style = MaterialTheme.typography.titleSmall, color = colours.onPrimaryContainer)
            if (meeting.stage != MeetingStage.CONFIRMED) Tag(words.name(meeting.stage), colours.surface, colours.onSurface)
        }
        Text(LocalMoments.current.slot(meeting.slot), style = MaterialTheme.typography.headlineSmall, color = colours.onPrimaryContainer)
        Text(
            meeting.title.ifEmpty { words.screenMeetingWith(meeting.with) },
            style = MaterialTheme.typography.bodyLarge,
            color = colours.onPrimaryContainer,
        )
        if (meeting.title.isNotEmpty()) Mark(Icons.Filled.Person, words.screenMeetingWith(meeting.with), colour = colours.onPrimaryContainer)
        val where = listOfNotNull(meeting.mode?.let { words.name(it) }, meeting.place.ifEmpty { null })
        if (where.isNotEmpty()) Mark(Icons.Filled.Place, where.joinToString(" · "), colour = colours.onPrimaryContainer)
        if (meeting.agenda > 0u) Mark(Icons.Filled.DateRange, words.countPoints(meeting.agenda.toInt()), colour = colours.onPrimaryContainer)
    }
}

@Composable
private fun Step(step: TodayStep, onEvent: (TodayEvent) -> Unit) {
    val words = LocalWords.current
    val moments = LocalMoments.current
    val due = when {
        step.overdue -> words.screenTodayOverdue(moments.day(step.due))
        else -> step.dueMinute?.let { moments.minute(it.toInt()) }
    }
    TickRow(
        text = step.text,
        done = false,
        onTick = { onEvent(TodayEvent.Tick(step)) },
        below = listOfNotNull(due, step.goalTitle.ifEmpty { null }).joinToString(" · "),
        alert = false,
    ) {
        IconButton({ onEvent(TodayEvent.Open(step)) }) {
            Icon(Icons.AutoMirrored.Filled.KeyboardArrowRight, step.goalTitle.ifEmpty { words.navMeetings }, Modifier.padding(4.dp))
        }
    }
}
