package org.rapport.ui

import androidx.compose.foundation.layout.fillMaxWidth
import androidx.compose.foundation.layout.heightIn
import androidx.compose.foundation.lazy.LazyListScope
import androidx.compose.foundation.lazy.itemsIndexed
import androidx.compose.foundation.lazy.rememberLazyListState
import androidx.compose.material.icons.Icons
import androidx.compose.material.icons.filled.Info
import androidx.compose.material.icons.filled.Notifications
import androidx.compose.material3.Button
import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.Text
import androidx.compose.material3.TextButton
import androidx.compose.runtime.Composable
import androidx.compose.runtime.LaunchedEffect
import androidx.compose.ui.Modifier
import androidx.compose.ui.unit.dp
import org.rapport.bridge.name
import org.rapport.core.ReminderBecause
import org.rapport.core.ReminderFate
import org.rapport.core.ReminderRow
import org.rapport.core.ReminderSnooze
import org.rapport.presentation.RemindersEvent
import org.rapport.presentation.RemindersState
import org.rapport.words.Words

/** What comes and why, and what a person wants of it. */
@Composable
fun RemindersScreen(state: RemindersState, around: Surroundings, onEvent: (RemindersEvent) -> Unit) {
    val words = LocalWords.current
    val list = rememberLazyListState()
    // Whoever asks far below is led to where the answer stands.
    LaunchedEffect(state.asked?.row?.id) { if (state.asked != null) list.animateScrollToItem(0) }
    Frame(words.screenRemindersTitle, around) { inner ->
        Shown(state.settings, { onEvent(RemindersEvent.Retry) }) { settings ->
            Body(inner, list) {
                state.asked?.let { asked -> item(key = "why") { Why(asked, words, onEvent) } }
                item { Allowed(words) }
                coming(state, words, onEvent)
                choices(settings, state, words, onEvent)
                past(state, words, onEvent)
            }
        }
    }
}

/** Whether the phone shows them at all. */
@Composable
private fun Allowed(words: Words) {
    val showing = LocalShell.current.showing
    if (showing == null || showing.allowed) return Quiet(words.screenRemindersExplained)
    Slip(colour = MaterialTheme.colorScheme.primaryContainer) {
        Mark(Icons.Filled.Notifications, words.screenRemindersRefused, colour = MaterialTheme.colorScheme.onPrimaryContainer)
        Button({ showing.ask() }, Modifier.fillMaxWidth().heightIn(min = 48.dp)) { Text(words.screenRemindersAsk) }
    }
}

private fun LazyListScope.coming(state: RemindersState, words: Words, onEvent: (RemindersEvent) -> Unit) {
    item { Heading(words.screenRemindersPlanned) }
    if (state.planned.isEmpty()) item { Quiet(words.screenRemindersPlannedNone) }
    itemsIndexed(state.planned, key = { _, one -> "planned " + one.push.id.text }) { _, one ->
        Slip {
            Text(LocalMoments.current.exactly(one.push.at), style = MaterialTheme.typography.titleMedium)
            for (row in one.rows) Row(row, words, words.screenRemindersWhy, one.push.parts.firstOrNull { it.id == row.id }?.held?.let { words.name(it) }, onEvent)
        }
    }
    if (state.leftOut.isNotEmpty()) item { Heading(words.screenRemindersLeftOut) }
    itemsIndexed(state.leftOut, key = { _, one -> "left " + one.row.id.text }) { _, one ->
        Slip { Row(one.row, words, words.screenRemindersWhyNot, words.name(one.why), onEvent) }
    }
}

/** What became of the last ones. */
private fun LazyListScope.past(state: RemindersState, words: Words, onEvent: (RemindersEvent) -> Unit) {
    val past = state.lives.filter { it.why.fate is ReminderFate.Was || it.why.fate is ReminderFate.Out }
    if (past.isEmpty()) return
    item { Heading(words.reminderStateShown) }
    itemsIndexed(past, key = { _, one -> "past " + one.row.id.text }) { _, one ->
        Slip { Row(one.row, words, words.screenRemindersWhy, words.fate(one.why.fate, LocalMoments.current), onEvent) }
    }
}

@Composable
private fun Row(row: ReminderRow, words: Words, ask: String, below: String?, onEvent: (RemindersEvent) -> Unit) {
    val what = listOf(row.title, row.with).filter { it.isNotEmpty() }.joinToString(" · ")
    Text(if (what.isEmpty()) words.name(row.kind) else "${words.name(row.kind)}: $what", style = MaterialTheme.typography.bodyLarge)
    below?.let { Quiet(it) }
    TextButton({ onEvent(RemindersEvent.AskWhy(row)) }, Modifier.heightIn(min = 48.dp)) { Text(ask) }
}

/** Why one comes or does not, and what can be done with it. */
@Composable
private fun Why(asked: RemindersState.Asked, words: Words, onEvent: (RemindersEvent) -> Unit) = Slip(colour = MaterialTheme.colorScheme.primaryContainer) {
    val moments = LocalMoments.current
    val on = MaterialTheme.colorScheme.onPrimaryContainer
    Text(words.name(asked.row.kind), style = MaterialTheme.typography.titleMedium, color = on)
    Quiet(asked.why.because?.let { words.because(it, moments) } ?: words.screenRemindersOver, colour = on)
    Quiet(words.fate(asked.why.fate, moments), colour = on)
    for (mark in asked.why.marks) {
        Mark(Icons.Filled.Info, listOfNotNull(moments.exactly(mark.at), words.name(mark.state), mark.held?.let { words.name(it) }).joinToString(" · "), colour = on)
    }
    if (asked.row.about != null) Button({ onEvent(RemindersEvent.Open(asked.row)) }, Modifier.fillMaxWidth().heightIn(min = 48.dp)) { Text(words.screenRemindersOpen) }
    if (asked.why.fate is ReminderFate.Coming) {
        if (asked.snoozes.isEmpty()) Quiet(words.screenRemindersSnoozedEnough, colour = on)
        else Choice<ReminderSnooze>(asked.snoozes, null, { words.name(it) }, { onEvent(RemindersEvent.Snooze(asked.row, it)) })
    }
    TextButton({ onEvent(RemindersEvent.Kind(asked.row.kind, false)) }, Modifier.heightIn(min = 48.dp)) { Text(words.screenRemindersStopKind, color = on) }
    TextButton({ onEvent(RemindersEvent.WhyDone) }, Modifier.heightIn(min = 48.dp)) { Text(words.commonClose, color = on) }
}

internal fun Words.because(because: ReminderBecause, moments: Moments): String = when (because) {
    is ReminderBecause.MeetingAt -> reminderBecauseMeetingAt(moments.slot(because.slot))
    is ReminderBecause.MeetingOver -> reminderBecauseMeetingOver(moments.slot(because.slot))
    is ReminderBecause.StepDue -> reminderBecauseStepDue(moments.day(because.day))
    is ReminderBecause.CheckInDue -> reminderBecauseCheckInDue(moments.day(because.day))
    is ReminderBecause.QuietSince -> reminderBecauseQuietSince(moments.day(because.day))
    is ReminderBecause.ConcernOpen -> reminderBecauseConcernOpen(moments.slot(because.`by`))
}

internal fun Words.fate(fate: ReminderFate, moments: Moments): String = when (fate) {
    is ReminderFate.Coming -> listOfNotNull(moments.exactly(fate.at), fate.held?.let { name(it) }).joinToString(" · ")
    is ReminderFate.Out -> screenRemindersOut
    is ReminderFate.Was -> name(fate.state)
    is ReminderFate.LeftOut -> name(fate.why)
}
