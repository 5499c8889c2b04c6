package org.rapport.ui

import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.layout.fillMaxWidth
import androidx.compose.foundation.layout.heightIn
import androidx.compose.foundation.rememberScrollState
import androidx.compose.foundation.verticalScroll
import androidx.compose.material3.OutlinedButton
import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.runtime.getValue
import androidx.compose.runtime.mutableStateOf
import androidx.compose.runtime.remember
import androidx.compose.runtime.setValue
import androidx.compose.ui.Modifier
import androidx.compose.ui.unit.dp
import java.time.LocalDate
import org.rapport.bridge.name
import org.rapport.core.CancelReason
import org.rapport.core.Mode
import org.rapport.core.SeriesView
import org.rapport.presentation.SeriesEvent
import org.rapport.presentation.SeriesState

/** What a series asks before it does something. */
@Composable
internal fun SeriesQuestion(asked: SeriesState.Asked, view: SeriesView?, onEvent: (SeriesEvent) -> Unit) {
    val words = LocalWords.current
    val title = when (asked) {
        is SeriesState.Asked.Move -> words.screenSeriesMoveOne
        is SeriesState.Asked.Skip -> words.screenSeriesSkip
        is SeriesState.Asked.Pause -> words.screenSeriesPause
        is SeriesState.Asked.Resume -> words.screenSeriesResume
        is SeriesState.Asked.End -> words.screenSeriesEnd
        is SeriesState.Asked.Edit -> words.screenSeriesEdit
    }
    val with = view?.row?.with.orEmpty()
    Ask(title, words.commonOk, { onEvent(SeriesEvent.AnswerDone) }, { onEvent(SeriesEvent.AnswerNot) }) {
        fun answer(asked: SeriesState.Asked) = onEvent(SeriesEvent.Answer(asked))
        Column(Modifier.verticalScroll(rememberScrollState()), verticalArrangement = Arrangement.spacedBy(12.dp)) {
            when (asked) {
                is SeriesState.Asked.Move -> {
                    DayAndTime(asked.day, asked.time, { answer(asked.copy(day = it)) }, { answer(asked.copy(time = it)) })
                    Zoned(asked.zone) { answer(asked.copy(zone = it)) }
                }
                is SeriesState.Asked.Skip -> Why(asked.reason, asked.note, with, { answer(asked.copy(reason = it)) }, { answer(asked.copy(note = it)) })
                is SeriesState.Asked.Pause -> {
                    DayButton(words.screenSeriesPauseFirst, asked.first) { answer(asked.copy(first = it)) }
                    DayButton(words.screenSeriesPauseLast, asked.last) { answer(asked.copy(last = it)) }
                }
                is SeriesState.Asked.Resume -> DayButton(words.screenSeriesResumeFrom, asked.from) { answer(asked.copy(from = it)) }
                is SeriesState.Asked.End -> {
                    Quiet(words.screenSeriesEndExplained)
                    Why(asked.reason, asked.note, with, { answer(asked.copy(reason = it)) }, { answer(asked.copy(note = it)) })
                }
                is SeriesState.Asked.Edit -> {
                    DraftField(asked.title, { answer(asked.copy(title = it)) }, words.fieldTitle)
                    Choice<Mode?>(Mode.entries, asked.mode, { mode -> mode?.let { words.name(it) }.orEmpty() }, { answer(asked.copy(mode = it.takeIf { it != asked.mode })) })
                    DraftField(asked.place, { answer(asked.copy(place = it)) }, words.fieldPlace, hint = words.screenMeetingPlaceHint)
                }
            }
        }
    }
}

@Composable
private fun Why(reason: CancelReason, note: String, with: String, onReason: (CancelReason) -> Unit, onNote: (String) -> Unit) {
    val words = LocalWords.current
    Quiet(words.screenMeetingCancelReason)
    Choice(CancelReason.entries, reason, { words.name(it) }, onReason)
    DraftField(note, onNote, words.screenMeetingCancelNote(with))
}

/** A button that says which day it is, and changes it. */
@Composable
internal fun DayButton(name: String, day: LocalDate?, onDay: (LocalDate) -> Unit) {
    var picking by remember { mutableStateOf(false) }
    OutlinedButton({ picking = true }, Modifier.fillMaxWidth().heightIn(min = 52.dp)) {
        Text(if (day == null) "$name …" else "$name  ${LocalMoments.current.day(day)}")
    }
    if (picking) PickDay(day, { picking = false; it?.let(onDay) }, { picking = false })
}
