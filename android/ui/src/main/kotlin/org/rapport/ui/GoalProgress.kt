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
import androidx.compose.ui.unit.dp
import org.rapport.core.GoalStage
import org.rapport.core.GoalView
import org.rapport.core.Reading
import org.rapport.presentation.GoalEvent
import org.rapport.presentation.GoalState
import org.rapport.words.Words

/** How far it had come, the latest first. */
internal fun LazyListScope.progress(goal: GoalView, words: Words, onEvent: (GoalEvent) -> Unit) {
    // Only of a goal that is under way something can be said.
    val can = goal.can.editSteps && goal.row.stage == GoalStage.ACTIVE
    if (goal.entries.isEmpty() && !can) return
    item { Heading(words.screenGoalProgress) }
    items(goal.entries.asReversed(), key = { "entry " + it.id.text }) { entry ->
        val acts = if (goal.can.editSteps) listOf(words.commonDelete to { onEvent(GoalEvent.DeleteEntry(entry)) }) else emptyList()
        Row(Modifier.fillMaxWidth().padding(vertical = 2.dp).offers(acts), verticalAlignment = Alignment.CenterVertically) {
            Column(Modifier.weight(1f), verticalArrangement = Arrangement.spacedBy(2.dp)) {
                Text(
                    words.commonByAt(entry.byName.ifEmpty { words.commonUnknownPerson }, LocalMoments.current.exactly(entry.atMs)),
                    style = MaterialTheme.typography.labelMedium,
                    color = MaterialTheme.colorScheme.onSurfaceVariant,
                )
                val said = listOfNotNull(entry.reading?.let { words.reading(it, goal.wording.measure?.unit.orEmpty()) }, entry.note.ifEmpty { null })
                Text(said.joinToString(" · "), style = MaterialTheme.typography.bodyLarge)
            }
            Menu(acts)
        }
    }
    if (can) item(key = "add entry") {
        TextButton({ onEvent(GoalEvent.Entry(GoalState.Entry(null, ""))) }) { Text(words.screenGoalAddProgress) }
    }
}

private fun Words.reading(reading: Reading, unit: String): String = when (reading) {
    is Reading.Amount -> listOf(reading.v1, unit).filter { it.isNotEmpty() }.joinToString(" ")
    is Reading.Reached -> if (reading.v1) screenGoalReached else screenGoalNotReached
    is Reading.Level -> say("gas.${reading.v1.name.lowercase()}")
    is Reading.Share -> countPercent(reading.v1.toInt() / 10)
}

/** An estimate, a few words, or both. */
@Composable
internal fun EntryQuestion(entry: GoalState.Entry, onEvent: (GoalEvent) -> Unit) {
    val words = LocalWords.current
    Ask(words.screenGoalAddProgress, words.commonSave, { onEvent(GoalEvent.AddEntry) }, { onEvent(GoalEvent.Entry(null)) }) {
        Column(verticalArrangement = Arrangement.spacedBy(10.dp)) {
            Text(words.screenGoalEstimate, style = MaterialTheme.typography.labelLarge)
            Choice(listOf(null, 0u, 250u, 500u, 750u, 1000u), entry.share, { share -> share?.let { words.countPercent(it.toInt() / 10) } ?: "–" }, {
                onEvent(GoalEvent.Entry(entry.copy(share = it)))
            })
            DraftField(entry.note, { onEvent(GoalEvent.Entry(entry.copy(note = it))) }, words.screenGoalProgressNote, single = false)
        }
    }
}
