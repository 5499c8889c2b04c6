package org.rapport.ui

import androidx.compose.foundation.lazy.LazyListScope
import androidx.compose.foundation.lazy.itemsIndexed
import androidx.compose.material.icons.Icons
import androidx.compose.material.icons.filled.Warning
import androidx.compose.material3.FilledTonalButton
import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.Text
import org.rapport.bridge.name
import org.rapport.core.LossRow
import org.rapport.words.Words

/** What was damaged and came back without some of it, until the person has looked through it. */
fun LazyListScope.losses(losses: List<LossRow>, acting: Boolean, words: Words, onSeen: () -> Unit) {
    if (losses.isEmpty()) return
    item(key = "lost") { Heading(words.lostHeading) }
    itemsIndexed(losses, key = { at, _ -> "lost $at" }) { _, loss ->
        Slip {
            for (line in words.lost(loss)) Mark(Icons.Filled.Warning, line, colour = MaterialTheme.colorScheme.onSurface)
            Quiet(LocalMoments.current.exactly(loss.at))
        }
    }
    item(key = "lost do") { Quiet(words.lostDo) }
    item(key = "lost seen") { FilledTonalButton(onSeen, enabled = !acting) { Text(words.lostSeen) } }
}

private fun Words.lost(loss: LossRow): List<String> {
    val what = if (loss.title.isEmpty()) name(loss.kind) else lostCalled(name(loss.kind), loss.title)
    return listOfNotNull(
        lostChanges(what, countChanges(loss.changes.toInt())).takeIf { loss.changes > 0u },
        lostMoved(what).takeIf { loss.moved },
    )
}
