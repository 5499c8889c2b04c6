package org.rapport.ui

import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.layout.ExperimentalLayoutApi
import androidx.compose.foundation.layout.FlowRow
import androidx.compose.foundation.layout.PaddingValues
import androidx.compose.foundation.layout.Row
import androidx.compose.foundation.layout.fillMaxWidth
import androidx.compose.foundation.layout.heightIn
import androidx.compose.foundation.layout.padding
import androidx.compose.foundation.lazy.items
import androidx.compose.material.icons.Icons
import androidx.compose.material.icons.filled.DateRange
import androidx.compose.material.icons.filled.Edit
import androidx.compose.material.icons.filled.Info
import androidx.compose.material.icons.filled.Person
import androidx.compose.material.icons.filled.Place
import androidx.compose.material3.Button
import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.OutlinedButton
import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.ui.Modifier
import androidx.compose.ui.text.input.KeyboardType
import androidx.compose.ui.unit.dp
import org.rapport.bridge.name
import org.rapport.core.Attendance
import org.rapport.core.CancelReason
import org.rapport.core.MeetingStage
import org.rapport.core.MeetingState as Standing
import org.rapport.core.MeetingView
import org.rapport.core.StepState
import org.rapport.presentation.MeetingEvent
import org.rapport.presentation.MeetingState

/** One meeting: when and where, what to talk about, what came of it. */
@Composable
fun MeetingScreen(state: MeetingState, around: Surroundings, onEvent: (MeetingEvent) -> Unit) {
    val words = LocalWords.current
    Frame(words.screenMeetingTitle, around, actions = {
        val can = state.meeting.here?.can ?: return@Frame
        Menu(
            buildList {
                if (can.moveIt) add(words.screenMeetingMove to { onEvent(MeetingEvent.AskMove) })
                if (can.miss) add(words.screenMeetingMiss to { onEvent(MeetingEvent.AskMiss) })
                if (can.cancel) add(words.screenMeetingCancel to { onEvent(MeetingEvent.AskCancel) })
            },
        )
    }) { inner ->
        Shown(state.meeting, { onEvent(MeetingEvent.Retry) }) { MeetingBody(it, state, inner, onEvent) }
    }
    state.asked?.let { MeetingQuestion(it, state.meeting.here, onEvent) }
}

@Composable
private fun MeetingBody(view: MeetingView, state: MeetingState, inner: PaddingValues, onEvent: (MeetingEvent) -> Unit) {
    val words = LocalWords.current
    Body(inner, spacing = 6) {
        item { MeetingHead(view, onEvent) }
        state.next?.let { next ->
            item(key = "next") {
                Slip(colour = MaterialTheme.colorScheme.primaryContainer) {
                    Text(words.screenMeetingNextCould(LocalMoments.current.slot(next.slot)), style = MaterialTheme.typography.bodyLarge, color = MaterialTheme.colorScheme.onPrimaryContainer)
                    Button({ onEvent(MeetingEvent.ProposeNext) }, Modifier.fillMaxWidth().heightIn(min = 48.dp)) { Text(words.screenMeetingNextOne) }
                }
            }
        }
        if (view.row.stage == MeetingStage.PROPOSED || view.row.stage == MeetingStage.CONFIRMED) item(key = "brief") { Way(Icons.Filled.Info, words.screenMeetingBrief) { onEvent(MeetingEvent.Brief) } }
        item { Heading(words.screenMeetingAgenda) }
        items(view.agenda, key = { it.id.text }) { point ->
            val moves = if (!view.can.edit) emptyList() else
                words.moves(point == view.agenda.first(), point == view.agenda.last()) { onEvent(MeetingEvent.MovePoint(point, it)) }
            TickRow(
                point.text,
                point.covered,
                if (view.can.edit) ({ onEvent(MeetingEvent.Cover(point, it)) }) else null,
                below = listOfNotNull(point.byName.ifEmpty { null }, words.screenMeetingCarried.takeIf { point.carriedFrom != null }).joinToString(" · "),
                modifier = Modifier.offers(moves),
            ) { Menu(moves) }
        }
        if (view.can.edit) item(key = "add point") {
            AddField(state.point, { onEvent(MeetingEvent.PointText(it)) }, words.screenMeetingAddPoint, { onEvent(MeetingEvent.AddPoint) }, words.screenMeetingAddPoint)
        }
        item { Heading(words.screenMeetingNote) }
        item { Way(Icons.Filled.Edit, words.screenMeetingOpenNote) { onEvent(MeetingEvent.OpenNote) } }
        item { Heading(words.screenMeetingActions) }
        items(view.actions.filter { it.state != StepState.CANCELLED }, key = { "action " + it.id.text }) { step ->
            TickRow(step.text, step.state == StepState.DONE, { onEvent(MeetingEvent.Tick(step, it)) }, below = words.below(step, LocalMoments.current), alert = step.overdue)
        }
        if (view.can.edit) item(key = "add action") {
            AddField(state.action, { onEvent(MeetingEvent.ActionText(it)) }, words.screenMeetingAddAction, { onEvent(MeetingEvent.AddAction) }, words.screenMeetingAddAction)
        }
    }
}

@OptIn(ExperimentalLayoutApi::class)
@Composable
private fun MeetingHead(view: MeetingView, onEvent: (MeetingEvent) -> Unit) {
    val words = LocalWords.current
    val row = view.row
    Column(Modifier.padding(bottom = 4.dp), verticalArrangement = Arrangement.spacedBy(8.dp)) {
        Text(row.title.ifEmpty { words.screenMeetingWith(row.with) }, style = MaterialTheme.typography.headlineMedium)
        Mark(Icons.Filled.DateRange, "${LocalMoments.current.slot(row.slot)} · ${words.countMinutes(row.minutes.toInt())}")
        if (row.title.isNotEmpty()) Mark(Icons.Filled.Person, words.screenMeetingWith(row.with))
        val where = listOfNotNull(row.mode?.let { words.name(it) }, row.place.ifEmpty { null })
        if (where.isNotEmpty()) Mark(Icons.Filled.Place, where.joinToString(" · "))
        Row { MeetingTag(row.stage) }
        when (val standing = view.state) {
            is Standing.Proposed -> Quiet(
                if (view.can.confirm) words.screenMeetingProposedToYou(view.proposedByName) else words.screenMeetingProposedByYou(row.with),
            )
            is Standing.Cancelled -> Quiet(listOf(words.screenMeetingCancelledBy(row.with, words.name(standing.reason)), standing.note).filter { it.isNotEmpty() }.joinToString(" "))
            else -> if (view.wantsLog) Quiet(words.screenTodayNeedsLog)
        }
        FlowRow(horizontalArrangement = Arrangement.spacedBy(10.dp), verticalArrangement = Arrangement.spacedBy(8.dp)) {
            if (view.can.confirm) Button({ onEvent(MeetingEvent.Confirm) }) { Text(words.screenMeetingConfirm) }
            if (view.can.log) Button({ onEvent(MeetingEvent.AskLog) }) { Text(words.screenMeetingLog) }
            if (view.can.hold) OutlinedButton({ onEvent(MeetingEvent.Hold) }) { Text(words.screenMeetingHold) }
        }
    }
}

@Composable
private fun MeetingQuestion(asked: MeetingState.Asked, view: MeetingView?, onEvent: (MeetingEvent) -> Unit) {
    val words = LocalWords.current
    val title = when (asked) {
        is MeetingState.Asked.Cancel -> words.screenMeetingCancel
        is MeetingState.Asked.Move -> words.screenMeetingMove
        is MeetingState.Asked.Log -> words.screenMeetingLog
        is MeetingState.Asked.Miss -> words.screenMeetingMiss
    }
    Ask(title, words.commonOk, { onEvent(MeetingEvent.AnswerDone) }, { onEvent(MeetingEvent.AnswerNot) }) {
        fun answer(asked: MeetingState.Asked) = onEvent(MeetingEvent.Answer(asked))
        Column(verticalArrangement = Arrangement.spacedBy(12.dp)) {
            when (asked) {
                is MeetingState.Asked.Cancel -> {
                    Quiet(words.screenMeetingCancelReason)
                    Choice(CancelReason.entries, asked.reason, { words.name(it) }, { answer(asked.copy(reason = it)) })
                    DraftField(asked.note, { answer(asked.copy(note = it)) }, words.screenMeetingCancelNote(view?.row?.with.orEmpty()))
                }
                is MeetingState.Asked.Move -> {
                    DayAndTime(asked.day, asked.time, { answer(asked.copy(day = it)) }, { answer(asked.copy(time = it)) })
                    DraftField(asked.minutes, { answer(asked.copy(minutes = it)) }, words.fieldMinutes, keyboard = KeyboardType.Number)
                }
                is MeetingState.Asked.Log -> {
                    DraftField(asked.minutes, { answer(asked.copy(minutes = it)) }, words.screenMeetingLogMinutes, keyboard = KeyboardType.Number)
                    for (one in view?.attendance.orEmpty()) {
                        Text(one.name, style = MaterialTheme.typography.labelLarge)
                        Choice(Attendance.entries, asked.attendance[one.person] ?: Attendance.YES, { words.name(it) }, {
                            answer(asked.copy(attendance = asked.attendance + (one.person to it)))
                        })
                    }
                }
                is MeetingState.Asked.Miss -> {
                    Quiet(words.screenMeetingMissWho)
                    for (one in view?.attendance.orEmpty()) {
                        TickRow(one.name, one.person in asked.who, { on -> answer(asked.copy(who = if (on) asked.who + one.person else asked.who - one.person)) }, Modifier.fillMaxWidth())
                    }
                }
            }
        }
    }
}
