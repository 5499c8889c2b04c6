package org.rapport.ui

import androidx.compose.foundation.layout.heightIn
import androidx.compose.foundation.layout.padding
import androidx.compose.foundation.lazy.LazyListScope
import androidx.compose.foundation.lazy.itemsIndexed
import androidx.compose.material.icons.Icons
import androidx.compose.material.icons.filled.Call
import androidx.compose.material.icons.filled.Place
import androidx.compose.material.icons.filled.Warning
import androidx.compose.material3.Button
import androidx.compose.material3.FilledTonalButton
import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.OutlinedButton
import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.ui.Modifier
import androidx.compose.ui.unit.dp
import org.rapport.core.HelpPlace
import org.rapport.presentation.HelpEvent
import org.rapport.presentation.HelpState
import org.rapport.words.Words

/** Whom to turn to, readable without a network; an empty directory says how it is filled. */
@Composable
fun HelpScreen(state: HelpState, around: Surroundings, onEvent: (HelpEvent) -> Unit) {
    val words = LocalWords.current
    val shell = LocalShell.current
    Frame(words.screenCheckinHelp, around) { inner ->
        Shown(state.help, { onEvent(HelpEvent.Retry) }) { help ->
            Body(inner) {
                if (help.places.isEmpty()) item { NoticeBody(Icons.Filled.Call, words.checkInHelpEmpty, words.screenCheckinHelpEmptyDo) }
                itemsIndexed(help.places, key = { at, _ -> at }) { _, place -> PlaceCard(place, words, shell) }
                fill(state, help.trustedKey, around, words, shell, onEvent)
            }
        }
    }
}

@Composable
private fun PlaceCard(place: HelpPlace, words: Words, shell: Shell) = Slip {
    Text(place.name, style = MaterialTheme.typography.titleMedium)
    if (place.urgent) Mark(Icons.Filled.Warning, words.screenCheckinHelpUrgent, colour = MaterialTheme.colorScheme.error)
    Text(place.about, style = MaterialTheme.typography.bodyLarge)
    Mark(Icons.Filled.Place, (listOf(place.region) + place.languages + place.hours).filter { it.isNotEmpty() }.joinToString(" · "))
    place.phone?.let { phone -> Button({ shell.open("tel:" + phone.filterNot { it.isWhitespace() }) }, Modifier.heightIn(min = 52.dp)) { Text(words.screenCheckinHelpCall(phone)) } }
    place.link?.let { link -> FilledTonalButton({ shell.open(link) }, Modifier.heightIn(min = 48.dp)) { Text(words.screenCheckinHelpOpen(link)) } }
    place.checked?.let { day -> Quiet(words.screenCheckinHelpChecked(source = place.source, day = LocalMoments.current.day(day))) }
}

/** The key first, because a file is only taken when it is signed with it. */
private fun LazyListScope.fill(state: HelpState, trusted: String?, around: Surroundings, words: Words, shell: Shell, onEvent: (HelpEvent) -> Unit) {
    item(key = "fill") {
        Slip {
            trusted?.let { Quiet(words.screenCheckinHelpTrusted(it)) }
            DraftField(state.key, { onEvent(HelpEvent.Key(it)) }, words.screenCheckinHelpKey, Modifier.padding(top = 4.dp))
            OutlinedButton({ onEvent(HelpEvent.Trust) }, Modifier.heightIn(min = 48.dp), enabled = state.key.isNotBlank() && !around.acting) { Text(words.screenCheckinHelpTrust) }
            FilledTonalButton({ shell.pick() }, Modifier.heightIn(min = 48.dp), enabled = trusted != null && !around.acting) { Text(words.screenCheckinHelpLoad) }
        }
    }
}
