package org.rapport.ui

import androidx.compose.foundation.clickable
import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.Box
import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.layout.fillMaxWidth
import androidx.compose.foundation.layout.heightIn
import androidx.compose.foundation.lazy.LazyColumn
import androidx.compose.foundation.lazy.items
import androidx.compose.material3.AlertDialog
import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.OutlinedButton
import androidx.compose.material3.Text
import androidx.compose.material3.TextButton
import androidx.compose.runtime.Composable
import androidx.compose.runtime.getValue
import androidx.compose.runtime.mutableStateOf
import androidx.compose.runtime.remember
import androidx.compose.runtime.saveable.rememberSaveable
import androidx.compose.runtime.setValue
import androidx.compose.ui.Alignment
import androidx.compose.ui.Modifier
import androidx.compose.ui.semantics.Role
import androidx.compose.ui.unit.dp
import java.time.ZoneId

/** The names of places that the platform knows; what the core does not know of them it says. */
private val zones: List<String> by lazy { ZoneId.getAvailableZoneIds().filter { '/' in it && !it.startsWith("Etc/") && !it.startsWith("SystemV/") }.sorted() }

/** A button that says in which zone, and changes it. */
@Composable
internal fun Zoned(zone: String, onZone: (String) -> Unit) {
    val words = LocalWords.current
    var picking by rememberSaveable { mutableStateOf(false) }
    OutlinedButton({ picking = true }, Modifier.fillMaxWidth().heightIn(min = 52.dp)) { Text(if (zone.isEmpty()) words.fieldZone else "${words.fieldZone}  $zone") }
    if (picking) PickZone({ picking = false; onZone(it) }, { picking = false })
}

@Composable
internal fun PickZone(onZone: (String) -> Unit, onNo: () -> Unit) {
    val words = LocalWords.current
    var typed by rememberSaveable { mutableStateOf("") }
    val found = remember(typed) { typed.trim().replace(' ', '_').let { part -> zones.filter { it.contains(part, ignoreCase = true) } } }
    AlertDialog(
        onDismissRequest = onNo,
        title = { Text(words.fieldZone) },
        text = {
            Column(verticalArrangement = Arrangement.spacedBy(8.dp)) {
                DraftField(typed, { typed = it }, words.screenFreeZoneHint)
                LazyColumn(Modifier.heightIn(max = 260.dp)) {
                    items(found, key = { it }) { zone ->
                        Box(Modifier.fillMaxWidth().heightIn(min = 48.dp).clickable(role = Role.Button) { onZone(zone) }, Alignment.CenterStart) {
                            Text(zone, style = MaterialTheme.typography.bodyLarge)
                        }
                    }
                }
            }
        },
        confirmButton = { TextButton(onNo) { Text(words.commonCancel) } },
    )
}
