package org.rapport.ui

import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.Box
import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.layout.Spacer
import androidx.compose.foundation.layout.fillMaxSize
import androidx.compose.foundation.layout.fillMaxWidth
import androidx.compose.foundation.layout.height
import androidx.compose.foundation.layout.heightIn
import androidx.compose.foundation.layout.imePadding
import androidx.compose.foundation.layout.padding
import androidx.compose.foundation.layout.safeDrawingPadding
import androidx.compose.foundation.layout.size
import androidx.compose.foundation.layout.widthIn
import androidx.compose.foundation.rememberScrollState
import androidx.compose.foundation.verticalScroll
import androidx.compose.material.icons.Icons
import androidx.compose.material.icons.filled.Email
import androidx.compose.material.icons.filled.Lock
import androidx.compose.material3.Button
import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.Surface
import androidx.compose.material3.Text
import androidx.compose.material3.TextButton
import androidx.compose.runtime.Composable
import androidx.compose.ui.Alignment
import androidx.compose.ui.Modifier
import androidx.compose.ui.semantics.heading
import androidx.compose.ui.semantics.semantics
import androidx.compose.ui.unit.dp
import org.rapport.bridge.told
import org.rapport.presentation.WelcomeEvent
import org.rapport.presentation.WelcomeState

/** The first screen: a name, and nothing else. */
@Composable
fun WelcomeScreen(state: WelcomeState, around: Surroundings, onEvent: (WelcomeEvent) -> Unit) {
    val words = LocalWords.current
    Box(Modifier.fillMaxSize().safeDrawingPadding().imePadding(), Alignment.TopCenter) {
        Column(
            Modifier.widthIn(max = 520.dp).fillMaxSize().verticalScroll(rememberScrollState()).padding(horizontal = 28.dp, vertical = 36.dp),
            verticalArrangement = Arrangement.spacedBy(14.dp),
        ) {
            Emblem()
            Spacer(Modifier.height(6.dp))
            Text(words.commonAppName, Modifier.semantics { heading() }, style = MaterialTheme.typography.displaySmall)
            Text(words.screenWelcomeIntro, style = MaterialTheme.typography.bodyLarge, color = MaterialTheme.colorScheme.onSurfaceVariant)
            Spacer(Modifier.height(10.dp))
            Text(words.screenWelcomeNameQuestion, style = MaterialTheme.typography.titleMedium)
            DraftField(
                state.name,
                { onEvent(WelcomeEvent.Name(it)) },
                words.fieldName,
                hint = words.screenWelcomeNameHint,
                onDone = { onEvent(WelcomeEvent.Start) },
            )
            around.failure?.let {
                val told = words.told(it)
                Text(told.what, color = MaterialTheme.colorScheme.error, style = MaterialTheme.typography.bodyMedium)
                Text(told.act, color = MaterialTheme.colorScheme.error, style = MaterialTheme.typography.bodyMedium)
            }
            if (state.invited) Mark(Icons.Filled.Email, words.screenWelcomeInviteWaits, colour = MaterialTheme.colorScheme.tertiary)
            Button(
                { onEvent(WelcomeEvent.Start) },
                Modifier.fillMaxWidth().heightIn(min = 54.dp),
                enabled = state.name.isNotBlank() && !around.acting,
            ) { Text(words.screenWelcomeStart, style = MaterialTheme.typography.titleMedium) }
            if (!state.invited) TextButton(
                { onEvent(WelcomeEvent.StartWithInvite) },
                Modifier.fillMaxWidth().heightIn(min = 48.dp),
                enabled = state.name.isNotBlank() && !around.acting,
            ) { Text(words.screenWelcomeHaveInvite) }
            TextButton({ onEvent(WelcomeEvent.Guest) }, Modifier.fillMaxWidth().heightIn(min = 48.dp), enabled = !around.acting) {
                Text(words.screenWelcomeLinkDevice)
            }
            TextButton({ onEvent(WelcomeEvent.Recover) }, Modifier.fillMaxWidth().heightIn(min = 48.dp), enabled = !around.acting) {
                Text(words.screenWelcomeRecover)
            }
            Spacer(Modifier.height(8.dp))
            Mark(Icons.Filled.Lock, words.screenWelcomePrivacy)
        }
    }
}

/** Two discs that overlap: two people, and what they share. */
@Composable
private fun Emblem() = Box(Modifier.size(width = 92.dp, height = 60.dp)) {
    val colours = MaterialTheme.colorScheme
    Surface(Modifier.size(60.dp), shape = androidx.compose.foundation.shape.CircleShape, color = colours.primary) {}
    Surface(
        Modifier.size(60.dp).align(Alignment.CenterEnd),
        shape = androidx.compose.foundation.shape.CircleShape,
        color = colours.tertiary.copy(alpha = 0.85f),
    ) {}
}
