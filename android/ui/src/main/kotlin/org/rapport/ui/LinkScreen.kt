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
import androidx.compose.material3.Text
import androidx.compose.material3.TextButton
import androidx.compose.runtime.Composable
import androidx.compose.runtime.remember
import androidx.compose.ui.Modifier
import androidx.compose.ui.unit.dp
import org.rapport.core.InviteStage
import org.rapport.core.InviteView
import org.rapport.presentation.LinkEvent
import org.rapport.presentation.LinkState

/** Taking in another device of one's own: a relay when there is none, the link as words and as a code, the comparing. */
@Composable
fun LinkScreen(state: LinkState, around: Surroundings, onEvent: (LinkEvent) -> Unit) {
    val words = LocalWords.current
    state.asksPlain?.let { AskPlain(it, { onEvent(LinkEvent.AgreeToRelay(plainHttp = true)) }, { onEvent(LinkEvent.PlainNot) }) }
    Frame(words.screenLinkTitle, around) { inner ->
        Column(
            Modifier.fillMaxSize().verticalScroll(rememberScrollState()).padding(inner).padding(horizontal = 20.dp, vertical = 8.dp),
            verticalArrangement = Arrangement.spacedBy(16.dp),
        ) {
            val invite = state.invite
            when {
                invite != null && invite.stage is InviteStage.Waiting -> Give(invite, state.link, around, onEvent)
                invite != null -> {
                    Comparing(invite, around.acting, { onEvent(LinkEvent.Same) }, { onEvent(LinkEvent.GiveUp) }, { onEvent(LinkEvent.Done) })
                    if (invite.stage is InviteStage.Failed) Again(around, onEvent)
                }
                state.wantsRelay -> {
                    Quiet(words.screenLinkNoRelay)
                    AskRelay(state.relay, { onEvent(LinkEvent.Relay(it)) }, { onEvent(LinkEvent.AgreeToRelay()) }, around.acting)
                }
                // No link could be made; why stands at the foot.
                around.failure != null -> Again(around, onEvent)
            }
        }
    }
}

@Composable
private fun Again(around: Surroundings, onEvent: (LinkEvent) -> Unit) =
    Button({ onEvent(LinkEvent.Again) }, Modifier.fillMaxWidth().heightIn(min = 54.dp), enabled = !around.acting) { Text(LocalWords.current.commonTryAgain) }

@Composable
private fun Give(invite: InviteView, link: String?, around: Surroundings, onEvent: (LinkEvent) -> Unit) {
    val words = LocalWords.current
    val shell = LocalShell.current
    Quiet(words.screenLinkGiveExplained)
    if (link != null) {
        val squares = remember(link) { shell.qr(link) }
        // A code is what the other device is held before; its words say as much as it does.
        if (squares != null) Squares(squares, words.screenLinkTitle)
        GivenLink(link, shell)
    }
    Quiet(words.screenInviteExpires(LocalMoments.current.exactly(invite.until)))
    TextButton({ onEvent(LinkEvent.GiveUp) }, Modifier.heightIn(min = 48.dp), enabled = !around.acting) { Text(words.screenInviteRevoke) }
}
