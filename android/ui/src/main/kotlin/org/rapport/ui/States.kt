package org.rapport.ui

import androidx.compose.animation.core.animateFloatAsState
import androidx.compose.animation.core.tween
import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.Box
import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.layout.fillMaxSize
import androidx.compose.foundation.layout.fillMaxWidth
import androidx.compose.foundation.layout.padding
import androidx.compose.foundation.layout.size
import androidx.compose.foundation.layout.widthIn
import androidx.compose.foundation.rememberScrollState
import androidx.compose.foundation.shape.CircleShape
import androidx.compose.foundation.verticalScroll
import androidx.compose.material.icons.Icons
import androidx.compose.material.icons.filled.Refresh
import androidx.compose.material.icons.filled.Warning
import androidx.compose.material3.Button
import androidx.compose.material3.CircularProgressIndicator
import androidx.compose.material3.FilledTonalButton
import androidx.compose.material3.Icon
import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.Surface
import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.runtime.LaunchedEffect
import androidx.compose.runtime.getValue
import androidx.compose.runtime.mutableStateOf
import androidx.compose.runtime.remember
import androidx.compose.runtime.setValue
import androidx.compose.ui.Alignment
import androidx.compose.ui.Modifier
import androidx.compose.ui.graphics.graphicsLayer
import androidx.compose.ui.graphics.vector.ImageVector
import androidx.compose.ui.semantics.contentDescription
import androidx.compose.ui.semantics.semantics
import androidx.compose.ui.text.style.TextAlign
import androidx.compose.ui.unit.dp
import org.rapport.bridge.told
import org.rapport.core.Failure
import org.rapport.presentation.Loaded

/** Shows what is here, or that it is on its way, or why it is not. */
@Composable
fun <T> Shown(loaded: Loaded<T>, onRetry: () -> Unit, content: @Composable (T) -> Unit) = when (loaded) {
    Loaded.Waiting -> Waiting()
    is Loaded.Failed -> Problem(loaded.why, onRetry = onRetry)
    is Loaded.Here -> content(loaded.value)
}

/** Appears only after a moment: most screens are there sooner, and a circle that flashes up is worse than none. */
@Composable
fun Waiting() {
    val words = LocalWords.current
    var long by remember { mutableStateOf(false) }
    LaunchedEffect(Unit) { long = true }
    val seen by animateFloatAsState(if (long) 1f else 0f, tween(durationMillis = 200, delayMillis = 250))
    Box(Modifier.fillMaxSize(), Alignment.Center) {
        CircularProgressIndicator(Modifier.graphicsLayer { alpha = seen }.semantics { contentDescription = words.commonLoading })
    }
}

/** A whole screen for what cannot be shown: what it is, and what to do. Where a key is lost a person may start anew. */
@Composable
fun Problem(failure: Failure, onStartAnew: (() -> Unit)? = null, onRetry: () -> Unit) {
    val words = LocalWords.current
    val told = words.told(failure)
    var asks by remember { mutableStateOf(false) }
    val anew = onStartAnew?.takeIf { failure is Failure.KeyLost }
    if (asks && anew != null) Ask(words.screenProblemStartAnew, words.screenProblemStartAnew, { asks = false; anew() }, { asks = false }) {
        Text(words.screenProblemStartAnewQuestion)
    }
    Notice(
        icon = if (failure is Failure.NeedsUpdate) Icons.Filled.Refresh else Icons.Filled.Warning,
        title = if (failure is Failure.NeedsUpdate) words.screenProblemNeedsUpdate else told.what,
        text = if (failure is Failure.KeyLost) words.screenProblemLockedOutDo else told.act,
        act = when (failure) {
            is Failure.NeedsUpdate -> null
            is Failure.KeyLost -> anew?.let { words.screenProblemStartAnew }
            else -> words.commonTryAgain
        },
        onAct = { if (anew != null) asks = true else onRetry() },
    )
}

/** An icon, a line, some words, and what can be done: for everything empty and everything wrong. */
@Composable
fun Notice(icon: ImageVector, title: String, text: String, modifier: Modifier = Modifier, act: String? = null, onAct: () -> Unit = {}) = Box(
    // In the middle where it fits; letters that are larger may need more than a phone is high.
    modifier.fillMaxSize().verticalScroll(rememberScrollState()).padding(32.dp),
    Alignment.Center,
) { NoticeBody(icon, title, text, act, onAct, main = true) }

/** The same inside of a list. */
@Composable
fun NoticeBody(icon: ImageVector, title: String, text: String, act: String? = null, onAct: () -> Unit = {}, main: Boolean = false) = Column(
    Modifier.widthIn(max = 380.dp).fillMaxWidth().padding(vertical = 24.dp),
    horizontalAlignment = Alignment.CenterHorizontally,
    verticalArrangement = Arrangement.spacedBy(10.dp),
) {
    Surface(shape = CircleShape, color = MaterialTheme.colorScheme.primaryContainer, modifier = Modifier.size(72.dp)) {
        Icon(icon, null, Modifier.padding(20.dp), tint = MaterialTheme.colorScheme.onPrimaryContainer)
    }
    Text(title, style = MaterialTheme.typography.titleLarge, textAlign = TextAlign.Center)
    Centred(text)
    if (act != null) {
        if (main) Button(onAct, Modifier.padding(top = 8.dp)) { Text(act) }
        else FilledTonalButton(onAct, Modifier.padding(top = 8.dp)) { Text(act) }
    }
}

@Composable
private fun Centred(text: String) = Text(
    text,
    style = MaterialTheme.typography.bodyLarge,
    color = MaterialTheme.colorScheme.onSurfaceVariant,
    textAlign = TextAlign.Center,
)
