package org.rapport.ui

import androidx.compose.foundation.clickable
import androidx.compose.foundation.layout.Row
import androidx.compose.foundation.layout.Spacer
import androidx.compose.foundation.layout.fillMaxWidth
import androidx.compose.foundation.layout.heightIn
import androidx.compose.foundation.layout.padding
import androidx.compose.foundation.layout.size
import androidx.compose.foundation.layout.width
import androidx.compose.foundation.shape.CircleShape
import androidx.compose.material.icons.Icons
import androidx.compose.material.icons.automirrored.filled.KeyboardArrowRight
import androidx.compose.material3.Icon
import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.Surface
import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.ui.Alignment
import androidx.compose.ui.Modifier
import androidx.compose.ui.draw.clip
import androidx.compose.ui.semantics.Role
import androidx.compose.ui.unit.dp
import org.rapport.bridge.told
import org.rapport.core.Failure
import org.rapport.core.SyncLine
import org.rapport.core.Trouble
import org.rapport.presentation.SyncEvent
import org.rapport.presentation.SyncState
import org.rapport.words.Words

/** When it last went well, and what waits. Offline is said, and is no alarm. */
@Composable
fun SyncLine(state: SyncState, onEvent: (SyncEvent) -> Unit) {
    val line = state.line ?: return
    val words = LocalWords.current
    val moments = LocalMoments.current
    val colours = MaterialTheme.colorScheme
    val dot = when {
        state.lost || line.needsUpdate > 0u || line.quarantined > 0u || (state.trouble != null && state.trouble !is Trouble.Offline) -> colours.error
        state.trouble != null || line.waiting > 0u || !line.hasRelay -> colours.outline
        else -> colours.tertiary
    }
    Row(
        Modifier.fillMaxWidth().clip(MaterialTheme.shapes.medium).clickable(role = Role.Button) { onEvent(SyncEvent.Open) }.heightIn(min = 48.dp),
        verticalAlignment = Alignment.CenterVertically,
    ) {
        Surface(Modifier.size(9.dp), shape = CircleShape, color = dot) {}
        Spacer(Modifier.width(10.dp))
        Text(if (state.lost) words.lostHeading else words.sync(line, state.trouble, moments), Modifier.weight(1f), style = MaterialTheme.typography.bodyMedium, color = colours.onSurfaceVariant)
        Icon(Icons.AutoMirrored.Filled.KeyboardArrowRight, null, Modifier.padding(start = 6.dp), tint = colours.onSurfaceVariant)
    }
}

/** The line in words. */
fun Words.sync(line: SyncLine, trouble: Trouble?, moments: Moments): String {
    val waiting = line.waiting.toInt()
    val last = line.last
    return when {
        !line.hasRelay -> syncNoRelay
        line.needsUpdate > 0u -> syncNeedsUpdate
        trouble != null && trouble !is Trouble.Offline -> trouble(trouble)
        trouble is Trouble.Offline -> if (waiting > 0) syncOfflineWaiting(waiting) else syncOffline
        waiting > 0 && last != null -> syncWaiting(waiting, moments.at(last))
        waiting > 0 -> syncWaitingNever(waiting)
        last != null -> syncUpToDate(moments.at(last))
        else -> syncNever
    }
}

/** What is the matter with a relay. */
fun Words.trouble(trouble: Trouble): String = when (trouble) {
    is Trouble.Offline -> syncOffline
    is Trouble.NotTrusted -> syncNotTrusted
    is Trouble.NotARelay -> syncNotARelay
    is Trouble.Refused -> syncRefused
}

/** Why a relay refuses, and what to do. */
fun Words.refusal(refused: Trouble.Refused): String = told(Failure.RelayRefused(refused.v1, null)).let { "${it.what} ${it.act}" }
