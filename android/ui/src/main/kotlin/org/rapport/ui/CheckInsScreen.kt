package org.rapport.ui

import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.PaddingValues
import androidx.compose.foundation.layout.Row
import androidx.compose.foundation.layout.fillMaxWidth
import androidx.compose.foundation.lazy.LazyListScope
import androidx.compose.foundation.lazy.items
import androidx.compose.material.icons.Icons
import androidx.compose.material.icons.filled.Call
import androidx.compose.material.icons.filled.Info
import androidx.compose.material.icons.filled.Lock
import androidx.compose.material.icons.filled.Person
import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.Text
import androidx.compose.material3.TextButton
import androidx.compose.runtime.Composable
import androidx.compose.ui.Alignment
import androidx.compose.ui.Modifier
import androidx.compose.ui.unit.dp
import org.rapport.bridge.name
import org.rapport.core.CheckInRow
import org.rapport.core.InstrumentAbout
import org.rapport.core.InstrumentRow
import org.rapport.core.PairingRow
import org.rapport.presentation.CheckInsEvent
import org.rapport.presentation.CheckInsState
import org.rapport.words.Words

/** What can be answered, what was, what others have shown, and whom to turn to. */
@Composable
fun CheckInsScreen(state: CheckInsState, around: Surroundings, onEvent: (CheckInsEvent) -> Unit) {
    val words = LocalWords.current
    Frame(words.screenCheckinTitle, around) { inner ->
        Shown(state.mine, { onEvent(CheckInsEvent.Retry) }) { mine -> CheckInsBody(mine, state, inner, words, onEvent) }
    }
}

@Composable
private fun CheckInsBody(mine: List<CheckInRow>, state: CheckInsState, inner: PaddingValues, words: Words, onEvent: (CheckInsEvent) -> Unit) = Body(inner) {
    item { Quiet(words.screenCheckinExplained) }
    toAnswer(state, words, onEvent)
    item { Heading(words.screenCheckinMine) }
    if (mine.isEmpty()) item { Quiet(words.screenCheckinMineNone) }
    items(mine, key = { it.id.text }) { CheckInCard(it) { onEvent(CheckInsEvent.Open(it)) } }
    if (state.shown.isNotEmpty()) item { Heading(words.screenCheckinShown) }
    items(state.shown, key = { "shown ${it.space.text} ${it.id.text}" }) { CheckInCard(it) { onEvent(CheckInsEvent.Open(it)) } }
    item { Way(Icons.Filled.Call, words.screenCheckinHelp) { onEvent(CheckInsEvent.Help) } }
}

private fun LazyListScope.toAnswer(state: CheckInsState, words: Words, onEvent: (CheckInsEvent) -> Unit) {
    val (ready, later) = state.instruments.partition { it.language != null }
    // One that is about a pair is there once for each.
    val asked = ready.flatMap { row -> if (row.about == InstrumentAbout.PAIR) state.pairs.map { row to it } else listOf(row to null) }
    if (asked.isNotEmpty()) item { Heading(words.screenCheckinToAnswer) }
    items(asked, key = { (row, pair) -> "${row.id} ${pair?.space?.text}" }) { (row, pair) -> InstrumentCard(row, pair) { onEvent(CheckInsEvent.Answer(row, pair)) } }
    if (later.isNotEmpty()) item(key = "later") {
        val shell = LocalShell.current
        Slip {
            Text(later.joinToString(" · ") { it.id }, style = MaterialTheme.typography.titleMedium)
            Mark(Icons.Filled.Info, words.screenCheckinNoWords)
            TextButton({ shell.pick() }) { Text(words.screenCheckinLoadTexts) }
        }
    }
}

@Composable
private fun InstrumentCard(row: InstrumentRow, pair: PairingRow?, onAnswer: () -> Unit) {
    val words = LocalWords.current
    Slip(onClick = onAnswer) {
        Text(row.name, style = MaterialTheme.typography.titleMedium)
        Quiet(pair?.let { words.screenCheckinAbout(words.partner(it)) } ?: words.name(row.about))
        val last = row.last
        Mark(
            Icons.Filled.Info,
            when {
                row.begun -> words.screenCheckinBegun
                last != null -> words.screenCheckinLast(LocalMoments.current.day(last))
                else -> words.screenCheckinNever
            },
            colour = if (row.begun) MaterialTheme.colorScheme.primary else MaterialTheme.colorScheme.onSurfaceVariant,
        )
    }
}

@Composable
private fun CheckInCard(row: CheckInRow, onOpen: () -> Unit) {
    val words = LocalWords.current
    val day = LocalMoments.current.day(row.day)
    Slip(onClick = onOpen) {
        Row(Modifier.fillMaxWidth(), verticalAlignment = Alignment.CenterVertically, horizontalArrangement = Arrangement.spacedBy(10.dp)) {
            Text(row.name.ifEmpty { row.instrument }, Modifier.weight(1f), style = MaterialTheme.typography.titleMedium)
            row.scores.singleOrNull()?.band?.let { Tag(words.name(it)) }
        }
        Quiet(if (row.mine) day else words.screenCheckinShownBy(row.personName.ifEmpty { words.commonUnknownPerson }, day))
        if (row.mine) {
            if (row.sharedIn.isEmpty()) Mark(Icons.Filled.Lock, words.commonPrivate) else Mark(Icons.Filled.Person, words.commonShared)
        }
    }
}
