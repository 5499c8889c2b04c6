package org.rapport.ui

import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.layout.Row
import androidx.compose.foundation.layout.fillMaxWidth
import androidx.compose.foundation.layout.padding
import androidx.compose.foundation.lazy.LazyListScope
import androidx.compose.foundation.lazy.items
import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.Text
import androidx.compose.material3.TextButton
import androidx.compose.runtime.Composable
import androidx.compose.ui.Alignment
import androidx.compose.ui.Modifier
import androidx.compose.ui.text.input.KeyboardType
import androidx.compose.ui.unit.dp
import org.rapport.core.GasLevel
import org.rapport.core.GoalView
import org.rapport.core.Measure
import org.rapport.core.MeasureKind
import org.rapport.core.Reading
import org.rapport.presentation.GoalEvent
import org.rapport.presentation.GoalState
import org.rapport.words.Words

/** How far it had come, the latest first. */
internal fun LazyListScope.progress(goal: GoalView, words: Words, onEvent: (GoalEvent) -> Unit) {
    val can = goal.can.progress
    if (goal.entries.isEmpty() && !can) return
    item { Heading(words.screenGoalProgress) }
    items(goal.entries.asReversed(), key = { "entry " + it.id.text }) { entry ->
        val acts = if (can) listOf(words.commonDelete to { onEvent(GoalEvent.DeleteEntry(entry)) }) else emptyList()
        Row(Modifier.fillMaxWidth().padding(vertical = 2.dp).offers(acts), verticalAlignment = Alignment.CenterVertically) {
            Column(Modifier.weight(1f), verticalArrangement = Arrangement.spacedBy(2.dp)) {
                Text(
                    words.commonByAt(entry.byName.ifEmpty { words.commonUnknownPerson }, LocalMoments.current.exactly(entry.at)),
                    style = MaterialTheme.typography.labelMedium,
                    color = MaterialTheme.colorScheme.onSurfaceVariant,
                )
                val said = listOfNotNull(entry.reading?.let { words.reading(it, goal.wording.measure?.unit.orEmpty(), LocalMoments.current) }, entry.note.ifEmpty { null })
                Text(said.joinToString(" · "), style = MaterialTheme.typography.bodyLarge)
            }
            Menu(acts)
        }
    }
    if (can) item(key = "add entry") {
        TextButton({ onEvent(GoalEvent.Entry(GoalState.Entry())) }) { Text(words.screenGoalAddProgress) }
    }
}

private fun Words.reading(reading: Reading, unit: String, moments: Moments): String = when (reading) {
    is Reading.Amount -> listOf(moments.figure(reading.v1), unit).filter { it.isNotEmpty() }.joinToString(" ")
    is Reading.Reached -> if (reading.v1) screenGoalReached else screenGoalNotReached
    is Reading.Level -> say("gas.${reading.v1.name.lowercase()}")
    is Reading.Share -> countPercent(reading.v1.toInt() / 10)
}

private fun Words.figure(measure: Measure): String = when {
    measure.kind == MeasureKind.PERCENT -> "$screenGoalReading (%)"
    measure.unit.isEmpty() -> screenGoalReading
    else -> "$screenGoalReading (${measure.unit})"
}

/** Where it stands in what it is measured by, or an estimate; a few words, or both. */
@Composable
internal fun EntryQuestion(entry: GoalState.Entry, measure: Measure?, onEvent: (GoalEvent) -> Unit) {
    val words = LocalWords.current
    val moments = LocalMoments.current
    val say = { said: GoalState.Entry -> onEvent(GoalEvent.Entry(said)) }
    Ask(words.screenGoalAddProgress, words.commonSave, { onEvent(GoalEvent.AddEntry) }, { onEvent(GoalEvent.Entry(null)) }) {
        Column(verticalArrangement = Arrangement.spacedBy(10.dp)) {
            when (measure?.kind) {
                MeasureKind.AMOUNT, MeasureKind.PERCENT, MeasureKind.RATING ->
                    DraftField(entry.figure, { say(entry.copy(figure = it)) }, words.figure(measure), keyboard = KeyboardType.Decimal)
                MeasureKind.YES_NO ->
                    Choice(listOf(null, true, false), entry.reached, { it?.let { words.reading(Reading.Reached(it), "", moments) } ?: "–" }, { say(entry.copy(reached = it)) })
                MeasureKind.LEVELS ->
                    Choice(listOf(null) + GasLevel.entries, entry.level, { it?.let { words.reading(Reading.Level(it), "", moments) } ?: "–" }, { say(entry.copy(level = it)) })
                MeasureKind.NEWER, null -> {
                    Text(words.screenGoalEstimate, style = MaterialTheme.typography.labelLarge)
                    Choice(listOf(null, 0u, 250u, 500u, 750u, 1000u), entry.share, { share -> share?.let { words.countPercent(it.toInt() / 10) } ?: "–" }, {
                        say(entry.copy(share = it))
                    })
                }
            }
            DraftField(entry.note, { say(entry.copy(note = it)) }, words.screenGoalProgressNote, single = false)
        }
    }
}
