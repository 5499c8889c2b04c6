package org.rapport.ui

import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.layout.Row
import androidx.compose.foundation.layout.fillMaxWidth
import androidx.compose.foundation.layout.padding
import androidx.compose.foundation.lazy.items
import androidx.compose.material.icons.Icons
import androidx.compose.material.icons.filled.Edit
import androidx.compose.material.icons.filled.Call
import androidx.compose.material.icons.filled.Email
import androidx.compose.material.icons.filled.Favorite
import androidx.compose.material.icons.filled.Notifications
import androidx.compose.material.icons.filled.Person
import androidx.compose.material3.Icon
import androidx.compose.material3.IconButton
import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.OutlinedButton
import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.ui.Alignment
import androidx.compose.ui.Modifier
import androidx.compose.ui.unit.dp
import org.rapport.bridge.name
import org.rapport.core.EndReason
import org.rapport.core.InviteStage
import org.rapport.core.InviteView
import org.rapport.core.PairingRow
import org.rapport.core.PairingStage
import org.rapport.presentation.PeopleEvent
import org.rapport.presentation.PeopleState

/** Everybody one is paired with, oneself, and the way to more. */
@Composable
fun PeopleScreen(state: PeopleState, around: Surroundings, onEvent: (PeopleEvent) -> Unit) {
    val words = LocalWords.current
    Frame(
        words.screenPeopleTitle,
        around,
        large = true,
        button = { NewButton(words.screenPeopleInvite) { onEvent(PeopleEvent.Invite) } },
    ) { inner ->
        Shown(state.pairs, { onEvent(PeopleEvent.Retry) }) { pairs ->
            Body(inner, spacing = 12) {
                state.name?.let { name -> item { Me(name, onEvent) } }
                item { around.sync() }
                if (pairs.isEmpty() && state.invites.isEmpty()) item { NoticeBody(Icons.Filled.Person, words.screenPeopleEmpty, words.screenPeopleEmptyDo) }
                items(pairs, key = { it.id.text }) { Pair(it, onEvent) }
                items(state.invites, key = { "invite " + it.id.text }) { Invited(it) { onEvent(PeopleEvent.OpenInvite(it)) } }
                item { Way(Icons.Filled.Favorite, words.screenCheckinTitle) { onEvent(PeopleEvent.CheckIns) } }
                item { Way(Icons.Filled.Notifications, words.screenRemindersTitle) { onEvent(PeopleEvent.Reminders) } }
                item { Way(Icons.Filled.Call, words.screenCheckinHelp) { onEvent(PeopleEvent.Help) } }
                item { Way(Icons.Filled.Email, words.screenWelcomeHaveInvite) { onEvent(PeopleEvent.Join) } }
            }
        }
    }
    Questions(state, onEvent)
}

@Composable
private fun Me(name: String, onEvent: (PeopleEvent) -> Unit) {
    val words = LocalWords.current
    Slip {
        Row(verticalAlignment = Alignment.CenterVertically, horizontalArrangement = Arrangement.spacedBy(14.dp)) {
            Disc(name)
            Column(Modifier.weight(1f)) {
                Text(name, style = MaterialTheme.typography.titleMedium)
                Quiet(words.screenPeopleMe)
            }
            IconButton({ onEvent(PeopleEvent.Name(name)) }) { Icon(Icons.Filled.Edit, words.commonEdit) }
        }
    }
}

@Composable
private fun Pair(pair: PairingRow, onEvent: (PeopleEvent) -> Unit) {
    val words = LocalWords.current
    val moments = LocalMoments.current
    Slip {
        Row(verticalAlignment = Alignment.CenterVertically, horizontalArrangement = Arrangement.spacedBy(14.dp)) {
            Disc(words.partner(pair))
            Column(Modifier.weight(1f), verticalArrangement = Arrangement.spacedBy(2.dp)) {
                Text(words.partner(pair), style = MaterialTheme.typography.titleMedium)
                Quiet(words.screenPeopleRole(if (pair.iMentor) words.seatMentor else words.seatMentee))
            }
            Menu(if (pair.stage == PairingStage.ACTIVE || pair.stage == PairingStage.TRIAL) listOf(words.screenPeopleEnd to { onEvent(PeopleEvent.End(pair)) }) else emptyList())
        }
        Row(Modifier.padding(top = 4.dp), horizontalArrangement = Arrangement.spacedBy(12.dp), verticalAlignment = Alignment.CenterVertically) {
            Tag(words.name(pair.stage))
            Text(
                pair.lastMet?.let { words.screenPeopleLastContact(moments.day(it)) } ?: words.screenPeopleSince(moments.at(pair.since)),
                style = MaterialTheme.typography.bodySmall,
                color = MaterialTheme.colorScheme.onSurfaceVariant,
            )
        }
        if (pair.stage == PairingStage.ON_HOLD) OutlinedButton({ onEvent(PeopleEvent.Resume(pair)) }) { Text(words.screenPeopleGoOn) }
    }
}

@Composable
private fun Questions(state: PeopleState, onEvent: (PeopleEvent) -> Unit) {
    val words = LocalWords.current
    state.newName?.let { name ->
        Ask(words.screenProfileTitle, words.commonSave, { onEvent(PeopleEvent.NameDone) }, { onEvent(PeopleEvent.Name(null)) }) {
            DraftField(name, { onEvent(PeopleEvent.Name(it)) }, words.screenProfileName)
        }
    }
    state.ending?.let { ending ->
        Ask(words.screenPeopleEnd, words.commonOk, { onEvent(PeopleEvent.EndDone) }, { onEvent(PeopleEvent.End(null)) }) {
            Column(verticalArrangement = Arrangement.spacedBy(8.dp)) {
                Quiet(words.screenPeopleEndExplained)
                Choice(EndReason.entries, ending.reason, { words.name(it) }, { onEvent(PeopleEvent.Why(it)) })
            }
        }
    }
}

@Composable
private fun Invited(invite: InviteView, onOpen: () -> Unit) {
    val words = LocalWords.current
    Slip(onClick = onOpen) {
        Row(Modifier.fillMaxWidth(), verticalAlignment = Alignment.CenterVertically, horizontalArrangement = Arrangement.spacedBy(14.dp)) {
            Icon(Icons.Filled.Email, null, tint = MaterialTheme.colorScheme.primary)
            Column(Modifier.weight(1f)) {
                Text(invite.name ?: if (invite.given) words.screenInviteTitle else words.screenJoinTitle, style = MaterialTheme.typography.titleMedium)
                Quiet(if (invite.stage is InviteStage.Compare) words.screenJoinCompare else words.screenInviteWaiting)
            }
        }
    }
}
