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
import androidx.compose.material3.OutlinedButton
import androidx.compose.material3.Text
import androidx.compose.material3.TextButton
import androidx.compose.runtime.Composable
import androidx.compose.ui.Modifier
import androidx.compose.ui.text.input.KeyboardType
import androidx.compose.ui.unit.dp
import org.rapport.core.InviteStage
import org.rapport.core.InviteView
import org.rapport.presentation.GuestEvent
import org.rapport.presentation.GuestState

/** Making this device one of a person who has another: its name and the link that the other shows, then the short code. */
@Composable
fun GuestScreen(state: GuestState, around: Surroundings, onEvent: (GuestEvent) -> Unit) {
    val words = LocalWords.current
    state.asksPlain?.let { AskPlain(it, { onEvent(GuestEvent.Take(plainHttp = true)) }, { onEvent(GuestEvent.PlainNot) }) }
    Frame(words.screenLinkTitle, around) { inner ->
        Column(
            Modifier.fillMaxSize().verticalScroll(rememberScrollState()).padding(inner).padding(horizontal = 20.dp, vertical = 8.dp),
            verticalArrangement = Arrangement.spacedBy(16.dp),
        ) {
            val invite = state.invite
            if (invite == null) Take(state, around.acting, onEvent) else Answered(invite, around.acting, onEvent)
        }
    }
}

@Composable
private fun Take(state: GuestState, acting: Boolean, onEvent: (GuestEvent) -> Unit) {
    val words = LocalWords.current
    val shell = LocalShell.current
    if (state.waits) {
        Text(words.screenLinkNotYet, style = MaterialTheme.typography.titleMedium)
        Quiet(words.screenLinkOnlyWaits)
    }
    Quiet(words.screenLinkTakeExplained)
    if (!state.waits) DraftField(state.name, { onEvent(GuestEvent.Name(it)) }, words.screenLinkName)
    DraftField(state.link, { onEvent(GuestEvent.Link(it)) }, words.screenLinkPaste, hint = words.screenJoinInviteHint, single = false, keyboard = KeyboardType.Uri)
    Button(
        { onEvent(GuestEvent.Take()) },
        Modifier.fillMaxWidth().heightIn(min = 54.dp),
        enabled = state.link.isNotBlank() && (state.waits || state.name.isNotBlank()) && !acting,
    ) { Text(words.screenLinkTake, style = MaterialTheme.typography.titleMedium) }
    if (shell.scans) OutlinedButton({ shell.scan() }, Modifier.fillMaxWidth().heightIn(min = 54.dp)) { Text(words.screenJoinScan) }
    if (state.waits) TextButton({ onEvent(GuestEvent.Recover) }, Modifier.fillMaxWidth().heightIn(min = 48.dp), enabled = !acting) { Text(words.screenWelcomeRecover) }
}

@Composable
private fun Answered(invite: InviteView, acting: Boolean, onEvent: (GuestEvent) -> Unit) {
    val words = LocalWords.current
    val onDone = { onEvent(if (invite.stage is InviteStage.Failed) GuestEvent.Again else GuestEvent.Done) }
    Comparing(invite, acting, { onEvent(GuestEvent.Same) }, { onEvent(GuestEvent.GiveUp) }, onDone)
    // The other device may be out of reach; another link is answered then.
    if (invite.stage is InviteStage.Waiting || invite.stage is InviteStage.Confirmed) {
        TextButton({ onEvent(GuestEvent.GiveUp) }, Modifier.heightIn(min = 48.dp), enabled = !acting) { Text(words.commonCancel) }
    }
}
