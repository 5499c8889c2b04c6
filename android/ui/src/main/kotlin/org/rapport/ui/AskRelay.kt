package org.rapport.ui

import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.layout.fillMaxWidth
import androidx.compose.foundation.layout.heightIn
import androidx.compose.material3.Button
import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.ui.Modifier
import androidx.compose.ui.text.input.KeyboardType
import androidx.compose.ui.unit.dp
import org.rapport.core.RelayAddress

/** Which relay. */
@Composable
fun AskRelay(relay: String, onRelay: (String) -> Unit, onAgree: () -> Unit, acting: Boolean) {
    val words = LocalWords.current
    Column(verticalArrangement = Arrangement.spacedBy(12.dp)) {
        Text(words.screenInviteRelayQuestion, style = MaterialTheme.typography.titleMedium)
        Quiet(words.screenInviteRelayExplained)
        DraftField(relay, onRelay, words.screenDevicesRelay, hint = words.screenInviteRelayHint, keyboard = KeyboardType.Uri)
        Button(onAgree, Modifier.fillMaxWidth().heightIn(min = 52.dp), enabled = relay.isNotBlank() && !acting) { Text(words.commonNext) }
    }
}

/** A relay to which nothing is encrypted is used only when a person says so by name. */
@Composable
fun AskPlain(relay: RelayAddress, onYes: () -> Unit, onNo: () -> Unit) {
    val words = LocalWords.current
    Ask(words.screenInvitePlainHttpQuestion(relay), words.screenInvitePlainHttpUse, onYes, onNo) { Text(words.screenInvitePlainHttpExplained) }
}
