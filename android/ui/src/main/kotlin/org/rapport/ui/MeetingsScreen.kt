package org.rapport.ui

import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.layout.Row
import androidx.compose.foundation.layout.fillMaxSize
import androidx.compose.foundation.layout.fillMaxWidth
import androidx.compose.foundation.layout.heightIn
import androidx.compose.foundation.layout.padding
import androidx.compose.foundation.lazy.items
import androidx.compose.foundation.rememberScrollState
import androidx.compose.foundation.verticalScroll
import androidx.compose.material.icons.Icons
import androidx.compose.material.icons.filled.DateRange
import androidx.compose.material.icons.filled.Place
import androidx.compose.material.icons.filled.Refresh
import androidx.compose.material.icons.filled.Search
import androidx.compose.material3.Button
import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.OutlinedButton
import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.runtime.getValue
import androidx.compose.runtime.mutableStateOf
import androidx.compose.runtime.remember
import androidx.compose.runtime.setValue
import androidx.compose.ui.Alignment
import androidx.compose.ui.Modifier
import androidx.compose.ui.text.input.KeyboardType
import androidx.compose.ui.unit.dp
import java.time.LocalDate
import java.time.LocalTime
import org.rapport.bridge.name
import org.rapport.core.MeetingRow
import org.rapport.core.MeetingStage
import org.rapport.core.Mode
import org.rapport.core.PairingRow
import org.rapport.presentation.MeetingsEvent
import org.rapport.presentation.MeetingsState

/** Meetings ahead and behind, or the one that is being proposed. */
@Composable
fun MeetingsScreen(state: MeetingsState, around: Surroundings, onEvent: (MeetingsEvent) -> Unit) =
    state.draft?.let { NewMeeting(it, state.pairs, around, onEvent) } ?: MeetingsList(state, around, onEvent)

@Composable
private fun MeetingsList(state: MeetingsState, around: Surroundings, onEvent: (MeetingsEvent) -> Unit) {
    val words = LocalWords.current
    val alone = state.pairs.isEmpty()
    Frame(
        words.screenMeetingsTitle,
        around,
        large = true,
        button = { if (!alone) NewButton(words.screenMeetingsNew) { onEvent(MeetingsEvent.New) } },
    ) { inner ->
        Shown(state.coming, { onEvent(MeetingsEvent.Retry) }) { coming ->
            Body(inner) {
                if (coming.isEmpty() && state.past.isEmpty() && state.series.isEmpty()) item {
                    if (alone) NoticeBody(Icons.Filled.DateRange, words.screenMeetingsEmpty, words.screenPeopleEmptyDo, words.screenPeopleInvite, { onEvent(MeetingsEvent.Invite) })
                    else NoticeBody(Icons.Filled.DateRange, words.screenMeetingsEmpty, words.screenMeetingsEmptyDo)
                }
                if (coming.isNotEmpty()) item { Heading(words.screenMeetingsAhead) }
                items(coming, key = { it.id.text }) { MeetingCard(it) { onEvent(MeetingsEvent.Open(it)) } }
                if (!alone) {
                    item { Heading(words.screenSeriesHeading) }
                    items(state.series, key = { "series " + it.id.text }) { SeriesCard(it) { onEvent(MeetingsEvent.OpenSeries(it)) } }
                    item { Way(Icons.Filled.Refresh, words.screenSeriesNew) { onEvent(MeetingsEvent.NewSeries) } }
                    item { Heading(words.screenFreeTitle) }
                    items(state.pairs, key = { "find " + it.id.text }) { pair ->
                        Way(Icons.Filled.Search, if (state.pairs.size == 1) words.screenFreeFind else "${words.screenFreeFind} · ${words.partner(pair)}") { onEvent(MeetingsEvent.Find(pair)) }
                    }
                    item { Way(Icons.Filled.DateRange, words.screenFreeTitle) { onEvent(MeetingsEvent.Free) } }
                }
                if (state.past.isNotEmpty()) item { Heading(words.screenMeetingsPast) }
                items(state.past, key = { "past " + it.id.text }) { MeetingCard(it) { onEvent(MeetingsEvent.Open(it)) } }
                if (state.ended.isNotEmpty()) item { Heading(words.screenSeriesEnded) }
                items(state.ended, key = { "ended " + it.id.text }) { SeriesCard(it) { onEvent(MeetingsEvent.OpenSeries(it)) } }
            }
        }
    }
}

@Composable
fun MeetingCard(row: MeetingRow, onOpen: () -> Unit) {
    val words = LocalWords.current
    Slip(onClick = onOpen) {
        Row(Modifier.fillMaxWidth(), verticalAlignment = Alignment.CenterVertically, horizontalArrangement = Arrangement.spacedBy(10.dp)) {
            Text(LocalMoments.current.slot(row.slot), Modifier.weight(1f), style = MaterialTheme.typography.titleMedium)
            MeetingTag(row.stage)
        }
        Quiet(row.title.ifEmpty { words.screenMeetingWith(row.with) }, colour = MaterialTheme.colorScheme.onSurface)
        val where = listOfNotNull(words.screenMeetingWith(row.with).takeIf { row.title.isNotEmpty() }, row.mode?.let { words.name(it) }, row.place.ifEmpty { null })
        if (where.isNotEmpty()) Mark(Icons.Filled.Place, where.joinToString(" · "))
    }
}

@Composable
fun MeetingTag(stage: MeetingStage) {
    val words = LocalWords.current
    val colours = MaterialTheme.colorScheme
    when (stage) {
        MeetingStage.CONFIRMED, MeetingStage.LOGGED, MeetingStage.HELD -> Tag(words.name(stage), colours.tertiaryContainer, colours.onTertiaryContainer)
        MeetingStage.PROPOSED -> Tag(words.name(stage), colours.primaryContainer, colours.onPrimaryContainer)
        else -> Tag(words.name(stage))
    }
}

@Composable
private fun NewMeeting(draft: MeetingsState.Draft, pairs: List<PairingRow>, around: Surroundings, onEvent: (MeetingsEvent) -> Unit) {
    val words = LocalWords.current
    fun write(draft: MeetingsState.Draft) = onEvent(MeetingsEvent.Write(draft))
    Frame(words.screenMeetingsNew, Surroundings({ onEvent(MeetingsEvent.Close) }, around.failure, around.acting, around.onDismiss)) { inner ->
        Column(
            Modifier.fillMaxSize().verticalScroll(rememberScrollState()).padding(inner).padding(horizontal = 20.dp, vertical = 8.dp),
            verticalArrangement = Arrangement.spacedBy(16.dp),
        ) {
            if (pairs.size > 1) Choice(pairs, draft.pair, { pair -> pair?.let { words.partner(it) }.orEmpty() }, { write(draft.copy(pair = it)) })
            else draft.pair?.let { Text(words.screenMeetingWith(words.partner(it)), style = MaterialTheme.typography.titleMedium) }
            DayAndTime(draft.day, draft.time, { write(draft.copy(day = it)) }, { write(draft.copy(time = it)) })
            DraftField(draft.minutes, { write(draft.copy(minutes = it)) }, words.fieldMinutes, keyboard = KeyboardType.Number)
            DraftField(draft.title, { write(draft.copy(title = it)) }, words.fieldTitle)
            Choice<Mode?>(Mode.entries, draft.mode, { mode -> mode?.let { words.name(it) }.orEmpty() }, { write(draft.copy(mode = it.takeIf { it != draft.mode })) })
            DraftField(draft.place, { write(draft.copy(place = it)) }, words.fieldPlace, hint = words.screenMeetingPlaceHint)
            Button({ onEvent(MeetingsEvent.Propose) }, Modifier.fillMaxWidth().heightIn(min = 52.dp), enabled = draft.pair != null && !around.acting) {
                Text(words.screenMeetingPropose)
            }
        }
    }
}

/** Two buttons that say when, and change it. */
@Composable
fun DayAndTime(day: LocalDate?, time: String, onDay: (LocalDate?) -> Unit, onTime: (String) -> Unit) {
    val words = LocalWords.current
    val moments = LocalMoments.current
    var days by remember { mutableStateOf(false) }
    var times by remember { mutableStateOf(false) }
    Row(horizontalArrangement = Arrangement.spacedBy(10.dp)) {
        OutlinedButton({ days = true }, Modifier.weight(1.4f).heightIn(min = 52.dp)) { Text(day?.let { moments.day(it) } ?: words.fieldDate) }
        OutlinedButton({ times = true }, Modifier.weight(1f).heightIn(min = 52.dp)) {
            Text(runCatching { moments.time(LocalTime.parse(time)) }.getOrDefault(words.fieldTime))
        }
    }
    if (days) PickDay(day, { onDay(it); days = false }, { days = false })
    if (times) PickTime(time, { onTime(it); times = false }, { times = false })
}
