package org.rapport.ui

import androidx.compose.foundation.layout.fillMaxWidth
import androidx.compose.foundation.layout.heightIn
import androidx.compose.foundation.lazy.items
import androidx.compose.material.icons.Icons
import androidx.compose.material.icons.filled.DateRange
import androidx.compose.material3.Button
import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.OutlinedButton
import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.ui.Modifier
import androidx.compose.ui.unit.dp
import org.rapport.bridge.name
import org.rapport.core.SlotReason
import org.rapport.core.SlotView
import org.rapport.core.SlotsView
import org.rapport.core.Whose
import org.rapport.presentation.SlotsEvent
import org.rapport.presentation.SlotsState
import org.rapport.words.Words

/** Times at which both could meet, the best first, on both of their walls. */
@Composable
fun SlotsScreen(state: SlotsState, around: Surroundings, onEvent: (SlotsEvent) -> Unit) {
    val words = LocalWords.current
    Frame(words.screenFreeSlots, around) { inner ->
        Shown(state.slots, { onEvent(SlotsEvent.Retry) }) { view ->
            Body(inner) {
                item { Heading(words.screenMeetingMinutes) }
                item { Choice(SlotsState.lengths, state.minutes, { words.countMinutes(it.toInt()) }, { onEvent(SlotsEvent.Minutes(it)) }) }
                if (view.slots.isEmpty()) item { None(view, words) { onEvent(SlotsEvent.Say) } }
                items(view.slots, key = { it.begins.toString() }) { Slot(it, view.with, words, !around.acting) { onEvent(SlotsEvent.Propose(it)) } }
                if (state.further && view.iSaid && view.theySaid) item(key = "further") {
                    OutlinedButton({ onEvent(SlotsEvent.Further) }, Modifier.fillMaxWidth().heightIn(min = 48.dp)) { Text(words.screenFreeSlotsFurther) }
                }
                if (view.iSaid) item(key = "say") { Way(Icons.Filled.DateRange, words.screenFreeTitle) { onEvent(SlotsEvent.Say) } }
            }
        }
    }
}

/** Why there is none, and what helps. */
@Composable
private fun None(view: SlotsView, words: Words, onSay: () -> Unit) = when {
    !view.iSaid -> NoticeBody(Icons.Filled.DateRange, words.screenFreeSlotsYouFirst, words.screenFreeWeeklyNone, words.screenFreeTitle, onSay)
    !view.theySaid -> Slip { Mark(Icons.Filled.DateRange, words.slotsTheyHaveNot(view.with)) }
    else -> Slip { Mark(Icons.Filled.DateRange, words.slotsNone(view.with)) }
}

@Composable
private fun Slot(slot: SlotView, with: String, words: Words, enabled: Boolean, onPropose: () -> Unit) {
    val moments = LocalMoments.current
    Slip {
        Text(moments.slot(slot.mine), style = MaterialTheme.typography.titleMedium)
        Quiet(words.slotsTheirs(name = with, `when` = moments.slot(slot.theirs)), colour = MaterialTheme.colorScheme.onSurface)
        if (slot.reasons.isNotEmpty()) Quiet(slot.reasons.joinToString(" · ") { words.reason(it) })
        Button(onPropose, Modifier.fillMaxWidth().heightIn(min = 48.dp), enabled = enabled) { Text(words.screenMeetingPropose) }
    }
}

private fun Words.reason(reason: SlotReason): String = listOfNotNull(
    name(reason.cost),
    when (reason.whose) {
        Whose.MINE -> slotsMine
        Whose.THEIRS -> slotsForThem
        Whose.BOTH -> null
    },
).joinToString(" ")
