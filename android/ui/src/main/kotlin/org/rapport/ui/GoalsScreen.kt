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
import androidx.compose.material.icons.filled.Add
import androidx.compose.material.icons.filled.Lock
import androidx.compose.material.icons.filled.Person
import androidx.compose.material.icons.filled.CheckCircle
import androidx.compose.material3.Button
import androidx.compose.material3.ExtendedFloatingActionButton
import androidx.compose.material3.FilterChip
import androidx.compose.material3.Icon
import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.ui.Alignment
import androidx.compose.ui.Modifier
import androidx.compose.ui.unit.dp
import org.rapport.bridge.name
import org.rapport.core.GoalRow
import org.rapport.core.GoalStage
import org.rapport.core.PairingRow
import org.rapport.presentation.GoalsEvent
import org.rapport.presentation.GoalsState

/** All goals, or the new one while it is written down. */
@Composable
fun GoalsScreen(state: GoalsState, around: Surroundings, onEvent: (GoalsEvent) -> Unit) =
    state.draft?.let { NewGoal(it, state.pairs, around, onEvent) } ?: GoalsList(state, around, onEvent)

@Composable
private fun GoalsList(state: GoalsState, around: Surroundings, onEvent: (GoalsEvent) -> Unit) {
    val words = LocalWords.current
    Frame(
        words.screenGoalsTitle,
        around,
        large = true,
        button = { NewButton(words.screenGoalsNew) { onEvent(GoalsEvent.New) } },
    ) { inner ->
        Shown(state.rows, { onEvent(GoalsEvent.Retry) }) { rows ->
            Body(inner, spacing = 12) {
                item {
                    Row(horizontalArrangement = Arrangement.spacedBy(8.dp)) {
                        FilterChip(!state.withPast, { onEvent(GoalsEvent.WithPast(false)) }, { Text(words.screenGoalsFilterOpen) }, Modifier.heightIn(min = 48.dp))
                        FilterChip(state.withPast, { onEvent(GoalsEvent.WithPast(true)) }, { Text(words.commonAll) }, Modifier.heightIn(min = 48.dp))
                    }
                }
                if (rows.isEmpty()) item { NoticeBody(Icons.Filled.CheckCircle, words.screenGoalsEmpty, words.screenGoalsEmptyDo) }
                items(rows, key = { it.id.text }) { row -> GoalCard(row) { onEvent(GoalsEvent.Open(row)) } }
            }
        }
    }
}

/** The button that begins something new. */
@Composable
fun NewButton(text: String, onNew: () -> Unit) = ExtendedFloatingActionButton(
    onClick = onNew,
    // The button itself keeps its text from TalkBack.
    icon = { Icon(Icons.Filled.Add, contentDescription = text) },
    text = { Text(text) },
    containerColor = MaterialTheme.colorScheme.primary,
    contentColor = MaterialTheme.colorScheme.onPrimary,
)

@Composable
fun GoalCard(row: GoalRow, onOpen: () -> Unit) {
    val words = LocalWords.current
    val moments = LocalMoments.current
    Slip(onClick = onOpen) {
        Row(Modifier.fillMaxWidth(), verticalAlignment = Alignment.CenterVertically, horizontalArrangement = Arrangement.spacedBy(10.dp)) {
            Text(row.title, Modifier.weight(1f), style = MaterialTheme.typography.titleMedium)
            if (row.stage != GoalStage.ACTIVE) StageTag(row.stage)
        }
        if (row.nextStep.isNotEmpty()) Quiet(words.screenGoalsNextStep(row.nextStep))
        if (row.steps > 0u || row.progress > 0u) Bar(row.progress, Modifier.padding(vertical = 3.dp))
        Row(horizontalArrangement = Arrangement.spacedBy(16.dp)) {
            if (row.shared) Mark(Icons.Filled.Person, if (row.mine) words.commonShared else row.ownerName) else Mark(Icons.Filled.Lock, words.commonPrivate)
            row.due?.let {
                Text(
                    moments.due(it, row.overdue),
                    style = MaterialTheme.typography.bodySmall,
                    color = if (row.overdue) MaterialTheme.colorScheme.error else MaterialTheme.colorScheme.onSurfaceVariant,
                )
            }
        }
    }
}

@Composable
fun StageTag(stage: GoalStage) {
    val words = LocalWords.current
    val colours = MaterialTheme.colorScheme
    when (stage) {
        GoalStage.ACHIEVED, GoalStage.PARTLY_ACHIEVED -> Tag(words.name(stage), colours.tertiaryContainer, colours.onTertiaryContainer)
        GoalStage.PROPOSED -> Tag(words.name(stage), colours.primaryContainer, colours.onPrimaryContainer)
        else -> Tag(words.name(stage))
    }
}

@Composable
private fun NewGoal(draft: GoalsState.Draft, pairs: List<PairingRow>, around: Surroundings, onEvent: (GoalsEvent) -> Unit) {
    val words = LocalWords.current
    Frame(words.screenGoalsNew, Surroundings({ onEvent(GoalsEvent.Close) }, around.failure, around.acting, around.onDismiss)) { inner ->
        Column(
            Modifier.fillMaxSize().verticalScroll(rememberScrollState()).padding(inner).padding(horizontal = 20.dp, vertical = 8.dp),
            verticalArrangement = Arrangement.spacedBy(16.dp),
        ) {
            Quiet(words.screenGoalsEmptyDo)
            DraftField(draft.title, { onEvent(GoalsEvent.Title(it)) }, words.fieldTitle)
            DraftField(draft.why, { onEvent(GoalsEvent.Why(it)) }, words.fieldWhy, single = false)
            Column(verticalArrangement = Arrangement.spacedBy(8.dp)) {
                Choice<PairingRow?>(
                    listOf(null) + pairs,
                    draft.pair,
                    { pair -> pair?.let { words.screenGoalsNewShared(words.partner(it)) } ?: words.screenGoalsNewPrivate },
                    { onEvent(GoalsEvent.For(it)) },
                )
                Quiet(draft.pair?.let { words.commonSharedExplained(words.partner(it)) } ?: words.commonPrivateExplained)
            }
            Button({ onEvent(GoalsEvent.Write) }, Modifier.fillMaxWidth().heightIn(min = 52.dp), enabled = draft.title.isNotBlank() && !around.acting) {
                Text(words.commonSave)
            }
        }
    }
}
