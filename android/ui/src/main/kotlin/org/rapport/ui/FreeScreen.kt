package org.rapport.ui

import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.layout.Row
import androidx.compose.foundation.layout.fillMaxWidth
import androidx.compose.foundation.layout.heightIn
import androidx.compose.foundation.lazy.LazyListScope
import androidx.compose.foundation.lazy.items
import androidx.compose.foundation.lazy.itemsIndexed
import androidx.compose.foundation.rememberScrollState
import androidx.compose.foundation.verticalScroll
import androidx.compose.material.icons.Icons
import androidx.compose.material.icons.filled.Clear
import androidx.compose.material.icons.filled.Info
import androidx.compose.material.icons.filled.Search
import androidx.compose.material3.Icon
import androidx.compose.material3.IconButton
import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.OutlinedButton
import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.ui.Alignment
import androidx.compose.ui.Modifier
import androidx.compose.ui.unit.dp
import java.time.LocalTime
import org.rapport.bridge.name
import org.rapport.bridge.told
import org.rapport.core.CalendarTaken
import org.rapport.core.Failure
import org.rapport.core.FreeTimesView
import org.rapport.core.Quiet as Peace
import org.rapport.core.Weekday
import org.rapport.presentation.FreeEvent
import org.rapport.presentation.FreeState
import org.rapport.words.Words

/** When one could meet, as one says it; partners see it, too. */
@Composable
fun FreeScreen(state: FreeState, around: Surroundings, onEvent: (FreeEvent) -> Unit) {
    val words = LocalWords.current
    Frame(words.screenFreeTitle, around) { inner ->
        Shown(state.times, { onEvent(FreeEvent.Retry) }) { times ->
            Body(inner) {
                item { Quiet(words.screenFreeSeen) }
                items(state.pairs, key = { "pair " + it.id.text }) { pair ->
                    Way(Icons.Filled.Search, if (state.pairs.size == 1) words.screenFreeFind else "${words.screenFreeFind} · ${words.partner(pair)}") { onEvent(FreeEvent.Find(pair)) }
                }
                week(times, words, onEvent)
                item { Heading(words.screenRemindersQuiet) }
                item(key = "quiet") { Peaceful(times.quiet, words, onEvent) }
                away(times, words, onEvent)
                item { Heading(words.fieldCalendar) }
                item(key = "calendar") { Calendar(times, state.taken, words, onEvent) }
                item { Heading(words.screenProfileZone) }
                item(key = "zone") {
                    Slip {
                        Zoned(times.zone) { onEvent(FreeEvent.Zone(it)) }
                        Wide(words.screenFreeZoneDevice) { onEvent(FreeEvent.Zone(null)) }
                    }
                }
            }
        }
    }
    state.asked?.let { Question(it, words, onEvent) }
}

private fun LazyListScope.week(times: FreeTimesView, words: Words, onEvent: (FreeEvent) -> Unit) {
    item { Heading(words.screenFreeWeekly) }
    if (times.weekly.isEmpty()) item { Quiet(words.screenFreeWeeklyNone) }
    itemsIndexed(times.weekly, key = { at, _ -> "hours $at" }) { _, hours ->
        val span = words.screenFreeHours(from = LocalMoments.current.time(LocalTime.parse(hours.from)), to = LocalMoments.current.time(LocalTime.parse(hours.to)))
        Removable(words.name(hours.day), span, words) { onEvent(FreeEvent.Remove(hours)) }
    }
    item(key = "add hours") { Wide(words.screenProfileAddHours) { onEvent(FreeEvent.AskHours) } }
}

private fun LazyListScope.away(times: FreeTimesView, words: Words, onEvent: (FreeEvent) -> Unit) {
    item { Heading(words.fieldAbsence) }
    if (times.away.isEmpty()) item { Quiet(words.screenFreeAwayNone) }
    itemsIndexed(times.away, key = { at, _ -> "away $at" }) { _, days ->
        val moments = LocalMoments.current
        val span = if (days.first == days.last) moments.date(days.first) else words.screenFreeAway(first = moments.date(days.first), last = moments.date(days.last))
        Removable(span, "", words) { onEvent(FreeEvent.Back(days)) }
    }
    item(key = "add days") { Wide(words.screenFreeAddAway) { onEvent(FreeEvent.AskAway) } }
}

/** A row with a button that takes it away. */
@Composable
private fun Removable(text: String, more: String, words: Words, onRemove: () -> Unit) = Row(Modifier.fillMaxWidth(), verticalAlignment = Alignment.CenterVertically) {
    Column(Modifier.weight(1f)) {
        Text(text, style = MaterialTheme.typography.bodyLarge)
        if (more.isNotEmpty()) Quiet(more)
    }
    IconButton(onRemove) { Icon(Icons.Filled.Clear, contentDescription = words.screenFreeRemove(listOf(text, more).filter { it.isNotEmpty() }.joinToString(", "))) }
}

@Composable
private fun Peaceful(quiet: Peace?, words: Words, onEvent: (FreeEvent) -> Unit) = Slip {
    OnOff(words.screenRemindersQuiet, quiet != null) { onEvent(FreeEvent.PeaceOn(it)) }
    if (quiet != null) {
        Clock(quiet.from, words.screenRemindersQuietFrom) { onEvent(FreeEvent.Peace(Peace(it, quiet.to))) }
        Clock(quiet.to, words.screenRemindersQuietTo) { onEvent(FreeEvent.Peace(Peace(quiet.from, it))) }
    }
    Quiet(words.screenFreeQuietExplained)
}

@Composable
private fun Calendar(times: FreeTimesView, taken: CalendarTaken?, words: Words, onEvent: (FreeEvent) -> Unit) = Slip {
    val shell = LocalShell.current
    Quiet(words.screenFreeCalendarExplained)
    val busy = times.busyTimes + times.busyDays
    if (busy > 0u) Mark(Icons.Filled.Info, words.availabilityBusy(busy.toInt()))
    if (taken != null) {
        Quiet(words.availabilityTaken(times = taken.times, days = taken.days), colour = MaterialTheme.colorScheme.onSurface)
        for (one in taken.leftOut) Quiet(words.availabilityLeftOut(line = one.line, why = words.told(Failure.Invalid(one.`field`, one.problem)).what))
    }
    Wide(words.screenFreeLoad) { shell.pick() }
    if (busy > 0u) Wide(words.screenFreeForget) { onEvent(FreeEvent.Forget) }
}

@Composable
private fun Wide(text: String, onDo: () -> Unit) = OutlinedButton(onDo, Modifier.fillMaxWidth().heightIn(min = 48.dp)) { Text(text) }

@Composable
private fun Question(asked: FreeState.Asked, words: Words, onEvent: (FreeEvent) -> Unit) {
    fun answer(asked: FreeState.Asked) = onEvent(FreeEvent.Answer(asked))
    val title = when (asked) {
        is FreeState.Asked.Hours -> words.screenProfileAddHours
        is FreeState.Asked.Away -> words.screenFreeAddAway
    }
    Ask(title, words.commonOk, { onEvent(FreeEvent.AnswerDone) }, { onEvent(FreeEvent.AnswerNot) }) {
        Column(Modifier.verticalScroll(rememberScrollState()), verticalArrangement = Arrangement.spacedBy(10.dp)) {
            when (asked) {
                is FreeState.Asked.Hours -> {
                    Choice(Weekday.entries, asked.day, { words.name(it) }, { answer(asked.copy(day = it)) })
                    Clock(asked.from, words.screenRemindersQuietFrom) { answer(asked.copy(from = it)) }
                    Clock(asked.to, words.screenRemindersQuietTo) { answer(asked.copy(to = it)) }
                }
                is FreeState.Asked.Away -> {
                    DayButton(words.screenRemindersQuietFrom, asked.first) { answer(asked.copy(first = it)) }
                    DayButton(words.screenRemindersQuietTo, asked.last) { answer(asked.copy(last = it)) }
                }
            }
        }
    }
}
