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
import org.rapport.presentation.JoinEvent
import org.rapport.presentation.JoinState
import org.rapport.words.Words

/** Taking an invite: its link, then the short code. */
@Composable
fun JoinScreen(state: JoinState, around: Surroundings, onEvent: (JoinEvent) -> Unit) {
    val words = LocalWords.current
    val shell = LocalShell.current
    state.asksPlain?.let { AskPlain(it, { onEvent(JoinEvent.Take(plainHttp = true)) }, { onEvent(JoinEvent.PlainNot) }) }
    Frame(words.screenJoinTitle, around) { inner ->
        Column(
            Modifier.fillMaxSize().verticalScroll(rememberScrollState()).padding(inner).padding(horizontal = 20.dp, vertical = 8.dp),
            verticalArrangement = Arrangement.spacedBy(16.dp),
        ) {
            val invite = state.invite
            if (invite == null) {
                DraftField(state.link, { onEvent(JoinEvent.Link(it)) }, words.screenJoinPaste, hint = words.screenJoinInviteHint, single = false, keyboard = KeyboardType.Uri)
                Button({ onEvent(JoinEvent.Take()) }, Modifier.fillMaxWidth().heightIn(min = 54.dp), enabled = state.link.isNotBlank() && !around.acting) {
                    Text(words.screenJoinTitle, style = MaterialTheme.typography.titleMedium)
                }
                if (shell.scans) OutlinedButton({ shell.scan() }, Modifier.fillMaxWidth().heightIn(min = 54.dp)) {
                    Text(words.screenJoinScan)
                }
            } else {
                Comparing(invite, around.acting, { onEvent(JoinEvent.Same) }, { onEvent(JoinEvent.Differs) }, { onEvent(JoinEvent.Done) })
                if (invite.stage is InviteStage.Failed) TextButton({ onEvent(JoinEvent.Again) }) { Text(words.commonTryAgain) }
            }
        }
    }
}

/** Why an invite came to nothing, by the core's code. */
fun Words.ended(why: String): String = when (why) {
    "expired" -> screenJoinExpired
    "closed" -> screenJoinRevoked
    "declined" -> screenInviteDeclined
    "second_joiner", "second_inviter" -> screenJoinUsed
    "wrong_reveal" -> screenJoinDifferStopped
    "newer" -> syncNeedsUpdate
    "oneself" -> screenJoinOneself
    "other_purpose" -> screenJoinOtherPurpose
    else -> screenJoinNotOurs
}
