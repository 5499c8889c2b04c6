package org.rapport.ui

import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.layout.Row
import androidx.compose.foundation.layout.fillMaxWidth
import androidx.compose.foundation.layout.heightIn
import androidx.compose.foundation.layout.padding
import androidx.compose.foundation.lazy.LazyListScope
import androidx.compose.foundation.lazy.items
import androidx.compose.foundation.lazy.itemsIndexed
import androidx.compose.material.icons.Icons
import androidx.compose.material.icons.filled.DateRange
import androidx.compose.material.icons.filled.Info
import androidx.compose.material.icons.filled.Person
import androidx.compose.material.icons.filled.Place
import androidx.compose.material3.Button
import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.OutlinedButton
import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.ui.Alignment
import androidx.compose.ui.Modifier
import androidx.compose.ui.unit.dp
import org.rapport.bridge.name
import org.rapport.core.SeriesState as Standing
import org.rapport.core.SeriesTimeView
import org.rapport.core.SeriesView
import org.rapport.presentation.SeriesEvent
import org.rapport.presentation.SeriesState
import org.rapport.words.Words

/** One series: when the two meet again and again, what they agreed, what became of it. */
@Composable
fun SeriesScreen(state: SeriesState, around: Surroundings, onEvent: (SeriesEvent) -> Unit) {
    val words = LocalWords.current
    Frame(words.screenSeriesTitle, around, actions = {
        val view = state.series.here ?: return@Frame
        Menu(
            buildList {
                if (view.can.change) add(words.screenSeriesChange to { onEvent(SeriesEvent.Change) })
                if (view.can.change) add(words.screenSeriesPause to { onEvent(SeriesEvent.AskPause) })
                if (view.can.change && view.pauses.isNotEmpty()) add(words.screenSeriesResume to { onEvent(SeriesEvent.AskResume) })
                if (view.can.edit) add(words.screenSeriesEdit to { onEvent(SeriesEvent.AskEdit) })
                if (view.can.end) add(words.screenSeriesEnd to { onEvent(SeriesEvent.AskEnd) })
            },
        )
    }) { inner ->
        Shown(state.series, { onEvent(SeriesEvent.Retry) }) { view ->
            Body(inner) {
                item { Head(view, onEvent) }
                if (view.wish != null) item(key = "wish") { Wish(view, state, onEvent) }
                item { Heading(words.screenSeriesTimes) }
                if (view.times.isEmpty()) item { Quiet(words.screenSeriesTimesNone) }
                items(view.times, key = { "time ${it.of}" }) { Time(it, view, state, onEvent) }
                past(view, words)
            }
        }
    }
    state.asked?.let { SeriesQuestion(it, state.series.here, onEvent) }
}

@Composable
private fun Head(view: SeriesView, onEvent: (SeriesEvent) -> Unit) {
    val words = LocalWords.current
    val moments = LocalMoments.current
    val row = view.row
    Column(Modifier.padding(bottom = 4.dp), verticalArrangement = Arrangement.spacedBy(8.dp)) {
        Text(row.title.ifEmpty { words.screenMeetingWith(row.with) }, style = MaterialTheme.typography.headlineMedium)
        Text(words.screenSeriesPlan(often = words.often(row.plan.every, row.plan.on), time = moments.clock(row.plan.start)), style = MaterialTheme.typography.bodyLarge)
        Mark(Icons.Filled.DateRange, listOfNotNull(words.screenSeriesLasts(words.countMinutes(row.plan.minutes.toInt())), words.ends(row.plan.ends, moments)).joinToString(" · "))
        moments.elsewhere(row.plan.start)?.let { Mark(Icons.Filled.Info, words.screenSeriesInZone(it)) }
        if (row.title.isNotEmpty()) Mark(Icons.Filled.Person, words.screenMeetingWith(row.with))
        val where = listOfNotNull(row.mode?.let { words.name(it) }, row.place.ifEmpty { null })
        if (where.isNotEmpty()) Mark(Icons.Filled.Place, where.joinToString(" · "))
        Row { MeetingTag(row.stage) }
        when (val standing = view.state) {
            is Standing.Proposed -> Quiet(if (view.can.confirm) words.screenSeriesProposedToYou(view.proposedByName) else words.screenMeetingProposedByYou(row.with))
            is Standing.Cancelled -> Quiet(words.screenSeriesEndedBecause(words.because(standing.reason, standing.note)))
            else -> Unit
        }
        if (view.needsUpdate) Quiet(words.screenProblemNeedsUpdate)
        if (view.can.confirm) Button({ onEvent(SeriesEvent.Confirm) }, Modifier.heightIn(min = 48.dp)) { Text(words.screenMeetingConfirm) }
    }
}

/** Another rhythm that waits for a yes. */
@Composable
private fun Wish(view: SeriesView, state: SeriesState, onEvent: (SeriesEvent) -> Unit) {
    val words = LocalWords.current
    val wish = view.wish ?: return
    val on = MaterialTheme.colorScheme.onPrimaryContainer
    Slip(colour = MaterialTheme.colorScheme.primaryContainer) {
        val plan = words.plan(wish.plan, LocalMoments.current)
        val theirs = view.can.agree || state.theirs(wish.by)
        Text(if (theirs) words.seriesWish(name = wish.byName, plan = plan) else words.screenSeriesWishYours(plan), style = MaterialTheme.typography.bodyLarge, color = on)
        if (view.can.agree) Button({ onEvent(SeriesEvent.Agree) }, Modifier.fillMaxWidth().heightIn(min = 48.dp)) { Text(words.screenSeriesAgree) }
        else if (!theirs) Quiet(words.screenMeetingProposedByYou(view.row.with), colour = on)
    }
}

@Composable
private fun Time(time: SeriesTimeView, view: SeriesView, state: SeriesState, onEvent: (SeriesEvent) -> Unit) {
    val words = LocalWords.current
    val moments = LocalMoments.current
    val moved = view.moved.firstOrNull { it.of == time.of && !it.agreed }
    val acts = buildList {
        if (view.can.change) add(words.screenSeriesMoveOne to { onEvent(SeriesEvent.AskMove(time)) })
        if (view.can.change) add(words.screenSeriesSkip to { onEvent(SeriesEvent.AskSkip(time)) })
    }
    Slip {
        Row(verticalAlignment = Alignment.CenterVertically) {
            Column(Modifier.weight(1f)) {
                Text(moments.slot(time.slot), style = MaterialTheme.typography.titleMedium)
                val aside = words.aside(time, moments)
                if (aside.isNotEmpty()) Quiet(aside)
            }
            Menu(acts)
        }
        if (moved != null && state.theirs(moved.by)) {
            Quiet(words.screenSeriesMoved(moved.byName))
            if (view.can.change) Button({ onEvent(SeriesEvent.AgreeTo(moved)) }, Modifier.fillMaxWidth().heightIn(min = 48.dp)) { Text(words.screenSeriesAgreeOne) }
        }
        if (time.meeting != null || view.can.change) OutlinedButton({ onEvent(SeriesEvent.Open(time)) }, Modifier.fillMaxWidth().heightIn(min = 48.dp)) { Text(words.screenSeriesOpen) }
    }
}

/** Pauses, what was agreed, and everything that was done. */
private fun LazyListScope.past(view: SeriesView, words: Words) {
    itemsIndexed(view.pauses, key = { at, _ -> "pause $at" }) { _, pause ->
        val moments = LocalMoments.current
        Mark(Icons.Filled.Info, words.seriesPause(first = moments.date(pause.first), last = moments.date(pause.last)))
    }
    if (view.plans.size > 1) {
        item { Heading(words.screenSeriesAgreed) }
        itemsIndexed(view.plans, key = { at, _ -> "plan $at" }) { _, plan -> Quiet(words.plan(plan, LocalMoments.current)) }
    }
    if (view.history.isNotEmpty()) item { Heading(words.screenGoalHistory) }
    itemsIndexed(view.history, key = { at, _ -> "turn $at" }) { _, turn ->
        val moments = LocalMoments.current
        Column {
            Text(listOfNotNull("${turn.byName}: ${words.did(turn.did, moments)}", words.seriesTooLate.takeUnless { turn.stands }).joinToString(" · "), style = MaterialTheme.typography.bodyMedium)
            Quiet(moments.exactly(turn.at))
        }
    }
}
