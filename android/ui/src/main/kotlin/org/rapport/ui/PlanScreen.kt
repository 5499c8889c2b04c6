package org.rapport.ui

import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.layout.fillMaxSize
import androidx.compose.foundation.layout.fillMaxWidth
import androidx.compose.foundation.layout.heightIn
import androidx.compose.foundation.layout.padding
import androidx.compose.foundation.rememberScrollState
import androidx.compose.foundation.verticalScroll
import androidx.compose.material3.Button
import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.ui.Modifier
import androidx.compose.ui.text.input.KeyboardType
import androidx.compose.ui.unit.dp
import org.rapport.bridge.name
import org.rapport.core.Mode
import org.rapport.core.Weekday
import org.rapport.presentation.PlanEvent
import org.rapport.presentation.PlanState

/** A series that is being proposed, or another rhythm for one. */
@Composable
fun PlanScreen(state: PlanState, around: Surroundings, onEvent: (PlanEvent) -> Unit) {
    val words = LocalWords.current
    val draft = state.draft
    fun write(draft: PlanState.Draft) = onEvent(PlanEvent.Write(draft))
    Frame(if (state.series == null) words.screenSeriesNew else words.screenSeriesChange, around) { inner ->
        Column(
            Modifier.fillMaxSize().verticalScroll(rememberScrollState()).padding(inner).padding(horizontal = 20.dp, vertical = 8.dp),
            verticalArrangement = Arrangement.spacedBy(12.dp),
        ) {
            val changed = state.series?.here
            if (changed != null) Quiet(words.screenSeriesChangeExplained(changed.row.with))
            else if (state.pairs.size > 1) Choice(state.pairs, draft.pair, { words.partner(it) }, { write(draft.copy(pair = it)) })
            else draft.pair?.let { Text(words.screenMeetingWith(words.partner(it)), style = MaterialTheme.typography.titleMedium) }
            Heading(words.screenSeriesFirst)
            DayAndTime(draft.day, draft.time, { write(draft.copy(day = it ?: draft.day)) }, { write(draft.copy(time = it)) })
            Zoned(draft.zone) { write(draft.copy(zone = it)) }
            DraftField(draft.minutes, { write(draft.copy(minutes = it)) }, words.fieldMinutes, keyboard = KeyboardType.Number)
            Heading(words.fieldCadence)
            Choice(state.rhythms.indices.toList(), draft.rhythm, { at -> state.rhythms[at].let { words.often(it.every, it.on) } }, { write(draft.copy(rhythm = it)) })
            state.week?.let { week ->
                Heading(words.screenSeriesDays)
                Several(Weekday.entries, draft.more, week.toSet(), { words.name(it) }, { write(draft.copy(more = it)) })
            }
            Until(draft, ::write)
            if (state.series == null) {
                DraftField(draft.title, { write(draft.copy(title = it)) }, words.fieldTitle)
                Choice<Mode?>(Mode.entries, draft.mode, { mode -> mode?.let { words.name(it) }.orEmpty() }, { write(draft.copy(mode = it.takeIf { it != draft.mode })) })
                DraftField(draft.place, { write(draft.copy(place = it)) }, words.fieldPlace, hint = words.screenMeetingPlaceHint)
            }
            val ready = (state.series != null || draft.pair != null) && state.rhythm != null && !around.acting
            Button({ onEvent(PlanEvent.Done) }, Modifier.fillMaxWidth().heightIn(min = 52.dp), enabled = ready) { Text(words.screenMeetingPropose) }
        }
    }
}

@Composable
private fun Until(draft: PlanState.Draft, onWrite: (PlanState.Draft) -> Unit) {
    val words = LocalWords.current
    Heading(words.screenSeriesEnds)
    val name = { one: PlanState.Until ->
        when (one) {
            PlanState.Until.NEVER -> words.screenSeriesEndsNever
            PlanState.Until.DAY -> words.fieldEnd
            PlanState.Until.TIMES -> words.fieldCount
        }
    }
    Choice(PlanState.Until.entries, draft.ends, name, { onWrite(draft.copy(ends = it)) })
    when (draft.ends) {
        PlanState.Until.NEVER -> Unit
        PlanState.Until.DAY -> DayButton(words.fieldEnd, draft.last) { onWrite(draft.copy(last = it)) }
        PlanState.Until.TIMES -> DraftField(draft.times, { onWrite(draft.copy(times = it)) }, words.fieldCount, keyboard = KeyboardType.Number)
    }
}
