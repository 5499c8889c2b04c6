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
import androidx.compose.material3.LinearProgressIndicator
import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.OutlinedButton
import androidx.compose.material3.Text
import androidx.compose.material3.TextButton
import androidx.compose.runtime.Composable
import androidx.compose.ui.Modifier
import androidx.compose.ui.semantics.contentDescription
import androidx.compose.ui.semantics.semantics
import androidx.compose.ui.text.input.KeyboardType
import androidx.compose.ui.unit.dp
import org.rapport.core.RecoveryStage
import org.rapport.core.RecoveryView
import org.rapport.presentation.RecoverEvent
import org.rapport.presentation.RecoverState

/** Coming back with the 24 words: the words and the relay beside them, then how far it is. */
@Composable
fun RecoverScreen(state: RecoverState, around: Surroundings, onEvent: (RecoverEvent) -> Unit) {
    val words = LocalWords.current
    state.asksPlain?.let { AskPlain(it, { onEvent(RecoverEvent.Go(plainHttp = true)) }, { onEvent(RecoverEvent.PlainNot) }) }
    Frame(words.screenRecoverTitle, around) { inner ->
        Column(
            Modifier.fillMaxSize().verticalScroll(rememberScrollState()).padding(inner).padding(horizontal = 20.dp, vertical = 8.dp),
            verticalArrangement = Arrangement.spacedBy(16.dp),
        ) {
            val recovery = state.recovery
            if (recovery == null) Enter(state, around.acting, onEvent) else Coming(recovery, around.acting, onEvent)
        }
    }
}

@Composable
private fun Enter(state: RecoverState, acting: Boolean, onEvent: (RecoverEvent) -> Unit) {
    val words = LocalWords.current
    Quiet(words.screenRecoverExplained)
    if (!state.waits) DraftField(state.name, { onEvent(RecoverEvent.Name(it)) }, words.screenLinkName)
    DraftField(state.words, { onEvent(RecoverEvent.Words(it)) }, words.screenRecoverWords, single = false, keyboard = KeyboardType.Ascii)
    DraftField(state.relay, { onEvent(RecoverEvent.Relay(it)) }, words.screenRecoverRelay, keyboard = KeyboardType.Uri)
    Button({ onEvent(RecoverEvent.Go()) }, Modifier.fillMaxWidth().heightIn(min = 54.dp), enabled = state.ready && !acting) {
        Text(words.screenRecoverGo, style = MaterialTheme.typography.titleMedium)
    }
    if (state.waits) TextButton({ onEvent(RecoverEvent.Link) }, Modifier.fillMaxWidth().heightIn(min = 48.dp), enabled = !acting) {
        Text(words.screenWelcomeLinkDevice)
    }
}

@Composable
private fun Coming(recovery: RecoveryView, acting: Boolean, onEvent: (RecoverEvent) -> Unit) {
    val words = LocalWords.current
    val gone = recovery.stage == RecoveryStage.NOT_THERE
    Text(
        when (recovery.stage) {
            RecoveryStage.LOOKING -> words.screenRecoverLooking
            RecoveryStage.READING -> words.screenRecoverReading
            RecoveryStage.NOT_THERE -> words.screenRecoverNotThere
        },
        style = MaterialTheme.typography.titleMedium,
    )
    Quiet(recovery.relay)
    if (!gone) LinearProgressIndicator(Modifier.fillMaxWidth().semantics { contentDescription = words.commonLoading })
    OutlinedButton({ onEvent(RecoverEvent.Other) }, Modifier.fillMaxWidth().heightIn(min = 54.dp), enabled = !acting) { Text(words.screenRecoverAgain) }
}
