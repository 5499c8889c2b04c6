package org.rapport.ui

import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.Box
import androidx.compose.foundation.layout.Column
import androidx.compose.material.icons.Icons
import androidx.compose.material.icons.filled.MoreVert
import androidx.compose.material3.DropdownMenu
import androidx.compose.material3.DropdownMenuItem
import androidx.compose.material3.Icon
import androidx.compose.material3.IconButton
import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.runtime.getValue
import androidx.compose.runtime.mutableStateOf
import androidx.compose.runtime.remember
import androidx.compose.runtime.setValue
import androidx.compose.ui.unit.dp
import org.rapport.core.GoalTurn
import org.rapport.core.GoalView
import org.rapport.core.PairingRow
import org.rapport.presentation.GoalEvent
import org.rapport.presentation.GoalState

/** What else can be done with a goal; the core says which. */
@Composable
internal fun GoalMenu(goal: GoalView, pairs: List<PairingRow>, onEvent: (GoalEvent) -> Unit) {
    val words = LocalWords.current
    val can = goal.can
    var question by remember { mutableStateOf<Pair<String, () -> Unit>?>(null) }
    var days by remember { mutableStateOf(false) }
    val acts = buildList {
        if (can.edit) add(words.fieldTitle to { onEvent(GoalEvent.Ask(GoalState.About.TITLE, goal.wording.title)) })
        if (can.edit) add(words.screenGoalDue to { days = true })
        if (can.share) for (pair in pairs) add(words.screenGoalShare(words.partner(pair)) to {
            question = words.screenGoalShareExplained(words.partner(pair)) to { onEvent(GoalEvent.Share(pair)) }
        })
        if (can.pause) add(words.screenGoalPause to { onEvent(GoalEvent.Turn(GoalTurn.Pause)) })
        if (can.achieve) add(words.screenGoalPartlyAchieve to { onEvent(GoalEvent.Turn(GoalTurn.PartlyAchieve)) })
        if (can.revise) add(words.screenGoalRevise to { onEvent(GoalEvent.Ask(GoalState.About.REVISE)) })
        if (can.drop) add(words.screenGoalDrop to { onEvent(GoalEvent.Ask(GoalState.About.DROP)) })
        if (can.delete) add(words.commonDelete to { question = words.screenGoalDeleteQuestion to { onEvent(GoalEvent.Delete) } })
    }
    Menu(acts)
    question?.let { (text, act) ->
        Ask(words.screenGoalTitle, words.commonYes, { act(); question = null }, { question = null }) { Text(text) }
    }
    if (days) PickDay(goal.row.due, { onEvent(GoalEvent.Due(it)); days = false }, { days = false })
}

/** Three dots, when there is anything behind them. */
@Composable
fun Menu(acts: List<Pair<String, () -> Unit>>) {
    if (acts.isEmpty()) return
    var open by remember { mutableStateOf(false) }
    Box {
        IconButton({ open = true }) { Icon(Icons.Filled.MoreVert, contentDescription = LocalWords.current.readMenu) }
        DropdownMenu(open, { open = false }) {
            for ((text, act) in acts) DropdownMenuItem(text = { Text(text) }, onClick = { open = false; act() })
        }
    }
}

@Composable
internal fun GoalQuestion(asked: GoalState.Asked, onEvent: (GoalEvent) -> Unit) {
    val words = LocalWords.current
    val (title, label, explained) = when (asked.about) {
        GoalState.About.TITLE -> Triple(words.commonEdit, words.fieldTitle, null)
        GoalState.About.WHY -> Triple(words.commonEdit, words.fieldWhy, null)
        GoalState.About.SPECIFIC -> Triple(words.commonEdit, words.fieldSpecific, null)
        GoalState.About.MEANS -> Triple(words.commonEdit, words.fieldMeans, null)
        GoalState.About.TEST -> Triple(words.commonEdit, words.fieldTest, null)
        GoalState.About.DROP -> Triple(words.screenGoalDrop, words.fieldReason, words.screenGoalDropReason)
        GoalState.About.REVISE -> Triple(words.screenGoalRevise, words.screenGoalReviseReason, words.screenGoalReviseExplained)
    }
    Ask(title, words.commonSave, { onEvent(GoalEvent.AnswerDone) }, { onEvent(GoalEvent.AnswerNot) }) {
        Column(verticalArrangement = Arrangement.spacedBy(10.dp)) {
            explained?.let { Quiet(it) }
            DraftField(asked.text, { onEvent(GoalEvent.Answer(it)) }, label, single = asked.about == GoalState.About.TITLE)
        }
    }
}
