package org.rapport.ui

import androidx.compose.foundation.Canvas
import androidx.compose.foundation.background
import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.layout.Row
import androidx.compose.foundation.layout.aspectRatio
import androidx.compose.foundation.layout.fillMaxSize
import androidx.compose.foundation.layout.fillMaxWidth
import androidx.compose.foundation.layout.heightIn
import androidx.compose.foundation.layout.padding
import androidx.compose.foundation.layout.widthIn
import androidx.compose.foundation.rememberScrollState
import androidx.compose.foundation.text.selection.SelectionContainer
import androidx.compose.foundation.verticalScroll
import androidx.compose.material3.Button
import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.OutlinedButton
import androidx.compose.material3.Text
import androidx.compose.material3.TextButton
import androidx.compose.runtime.Composable
import androidx.compose.runtime.remember
import androidx.compose.ui.Alignment
import androidx.compose.ui.Modifier
import androidx.compose.ui.draw.clip
import androidx.compose.ui.geometry.Offset
import androidx.compose.ui.geometry.Size
import androidx.compose.ui.graphics.Color
import androidx.compose.ui.semantics.contentDescription
import androidx.compose.ui.semantics.semantics
import androidx.compose.ui.text.font.FontFamily
import androidx.compose.ui.unit.dp
import org.rapport.core.InviteStage
import org.rapport.core.InviteView
import org.rapport.core.Seat
import org.rapport.presentation.InviteEvent
import org.rapport.presentation.InviteState
import org.rapport.words.Words

/** Inviting somebody: one's seat, a relay when there is none, the link, the short code. */
@Composable
fun InviteScreen(state: InviteState, around: Surroundings, onEvent: (InviteEvent) -> Unit) {
    val words = LocalWords.current
    state.asksPlain?.let { AskPlain(it, { onEvent(InviteEvent.AgreeToRelay(plainHttp = true)) }, { onEvent(InviteEvent.PlainNot) }) }
    Frame(words.screenInviteTitle, around) { inner ->
        Column(
            Modifier.fillMaxSize().verticalScroll(rememberScrollState()).padding(inner).padding(horizontal = 20.dp, vertical = 8.dp),
            verticalArrangement = Arrangement.spacedBy(16.dp),
        ) {
            val invite = state.invite
            when {
                invite != null -> Given(invite, state.link, around, onEvent)
                state.wantsRelay -> AskRelay(state.relay, { onEvent(InviteEvent.Relay(it)) }, { onEvent(InviteEvent.AgreeToRelay()) }, around.acting)
                else -> Seats(around, onEvent)
            }
        }
    }
}

@Composable
private fun Seats(around: Surroundings, onEvent: (InviteEvent) -> Unit) {
    val words = LocalWords.current
    Text(words.screenJoinRoleQuestion, style = MaterialTheme.typography.titleLarge)
    for ((seat, text) in listOf(Seat.MENTOR to words.screenInviteAsMentor, Seat.MENTEE to words.screenInviteAsMentee)) {
        OutlinedButton({ onEvent(InviteEvent.As(seat)) }, Modifier.fillMaxWidth().heightIn(min = 60.dp), enabled = !around.acting) {
            Text(text, style = MaterialTheme.typography.titleMedium)
        }
    }
}

@Composable
private fun Given(invite: InviteView, link: String?, around: Surroundings, onEvent: (InviteEvent) -> Unit) {
    val words = LocalWords.current
    val shell = LocalShell.current
    when (invite.stage) {
        is InviteStage.Waiting -> {
            if (link != null) {
                Text(words.screenInviteLink, style = MaterialTheme.typography.titleMedium)
                GivenLink(link, shell)
                val squares = remember(link) { shell.qr(link) }
                if (squares != null) {
                    Quiet(words.screenInviteQr)
                    Squares(squares, words.screenInviteQr)
                }
            }
            Quiet(words.screenInviteExpires(LocalMoments.current.exactly(invite.until)))
            Quiet(words.screenInviteWaiting)
            TextButton({ onEvent(InviteEvent.Withdraw) }, enabled = !around.acting) { Text(words.screenInviteRevoke) }
        }
        else -> Comparing(invite, around.acting, { onEvent(InviteEvent.Same) }, { onEvent(InviteEvent.Differs) }, { onEvent(InviteEvent.Done) })
    }
}

/** A link to send on, or to copy. */
@Composable
internal fun GivenLink(link: String, shell: Shell) {
    val words = LocalWords.current
    Slip { SelectionContainer { Text(link, style = MaterialTheme.typography.bodySmall, fontFamily = FontFamily.Monospace) } }
    Row(horizontalArrangement = Arrangement.spacedBy(10.dp)) {
        Button({ shell.share(link) }, Modifier.weight(1f).heightIn(min = 48.dp)) { Text(words.commonShare) }
        OutlinedButton({ shell.copy(link) }, Modifier.weight(1f).heightIn(min = 48.dp)) { Text(words.commonCopy) }
    }
}

/** A QR code, always dark on white, whatever the theme. */
@Composable
internal fun Squares(rows: List<BooleanArray>, text: String) = Canvas(
    Modifier.widthIn(max = 300.dp).fillMaxWidth().aspectRatio(1f).clip(MaterialTheme.shapes.medium).background(Color.White).padding(18.dp)
        .semantics { contentDescription = text },
) {
    val side = size.width / rows.size
    rows.forEachIndexed { y, row ->
        row.forEachIndexed { x, dark ->
            // A little larger than its place, so that no light shows between two squares.
            if (dark) drawRect(Color.Black, Offset(x * side, y * side), Size(side + 0.5f, side + 0.5f))
        }
    }
}

/** What both of an invite see once each has heard of the other, be it for a pair or for a device: the code, then that it is done. */
@Composable
fun Comparing(invite: InviteView, acting: Boolean, onSame: () -> Unit, onDiffers: () -> Unit, onDone: () -> Unit) {
    val words = LocalWords.current
    val name = invite.name ?: words.commonUnknownPerson
    Column(Modifier.fillMaxWidth(), horizontalAlignment = Alignment.CenterHorizontally, verticalArrangement = Arrangement.spacedBy(14.dp)) {
        when (val stage = invite.stage) {
            is InviteStage.Waiting -> {
                Text(if (invite.device) words.screenLinkNotYet else words.screenJoinWaiting(name), style = MaterialTheme.typography.titleLarge)
                Quiet(if (invite.device) words.screenLinkOnlyWaits else words.screenJoinWaitingExplained)
            }
            is InviteStage.Compare -> {
                Text(if (invite.device) words.screenLinkCompare else words.screenJoinCompare, style = MaterialTheme.typography.titleLarge)
                Slip(colour = MaterialTheme.colorScheme.primaryContainer) {
                    Text(
                        stage.code,
                        Modifier.fillMaxWidth().padding(vertical = 10.dp),
                        style = MaterialTheme.typography.headlineMedium,
                        color = MaterialTheme.colorScheme.onPrimaryContainer,
                        textAlign = androidx.compose.ui.text.style.TextAlign.Center,
                    )
                }
                Quiet(if (invite.device) words.screenLinkCompareExplained else words.screenJoinCompareExplained)
                Button(onSame, Modifier.fillMaxWidth().heightIn(min = 54.dp), enabled = !acting) { Text(words.screenJoinMatch) }
                OutlinedButton(onDiffers, Modifier.fillMaxWidth().heightIn(min = 54.dp), enabled = !acting) { Text(words.screenJoinDiffer) }
            }
            is InviteStage.Confirmed -> {
                Text(words.screenJoinWaiting(name), style = MaterialTheme.typography.titleLarge)
                Quiet(words.screenJoinWaitingExplained)
            }
            is InviteStage.Done -> {
                Disc(name, size = 72)
                Text(words.finished(invite, name), style = MaterialTheme.typography.titleLarge)
                Button(onDone, Modifier.fillMaxWidth().heightIn(min = 54.dp)) { Text(words.commonDone) }
            }
            is InviteStage.Failed -> {
                Text(words.ended(stage.why), style = MaterialTheme.typography.titleMedium)
                OutlinedButton(onDone, Modifier.fillMaxWidth().heightIn(min = 54.dp)) { Text(words.commonBack) }
            }
        }
    }
}

private fun Words.finished(invite: InviteView, name: String): String = when {
    !invite.device -> screenJoinWelcome(name)
    invite.given -> screenLinkDoneGiven(name)
    else -> screenLinkDoneTaken
}
