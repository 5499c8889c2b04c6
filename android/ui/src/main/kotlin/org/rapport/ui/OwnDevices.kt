package org.rapport.ui

import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.ExperimentalLayoutApi
import androidx.compose.foundation.layout.FlowRow
import androidx.compose.foundation.layout.Row
import androidx.compose.foundation.layout.fillMaxWidth
import androidx.compose.foundation.layout.heightIn
import androidx.compose.foundation.lazy.LazyListScope
import androidx.compose.foundation.lazy.items
import androidx.compose.material.icons.Icons
import androidx.compose.material.icons.filled.Phone
import androidx.compose.material3.FilledTonalButton
import androidx.compose.material3.Icon
import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.Text
import androidx.compose.material3.TextButton
import androidx.compose.runtime.Composable
import androidx.compose.ui.Alignment
import androidx.compose.ui.Modifier
import androidx.compose.ui.semantics.contentDescription
import androidx.compose.ui.semantics.semantics
import androidx.compose.ui.unit.dp
import org.rapport.core.DeviceRow
import org.rapport.core.SafetyView
import org.rapport.presentation.DevicesEvent
import org.rapport.presentation.DevicesState
import org.rapport.words.Words

/** One's own devices, this one first and those that were removed last, and how another one comes in. */
internal fun LazyListScope.ownDevices(safety: SafetyView, around: Surroundings, words: Words, onEvent: (DevicesEvent) -> Unit) {
    val (current, removed) = safety.devices.partition { it.current }
    val (here, others) = current.partition { it.thisDevice }
    for ((title, devices) in listOf(words.screenDevicesThis to here, words.screenDevicesOthers to others, words.deviceStateRemoved to removed)) {
        if (devices.isEmpty()) continue
        item(key = title) { Heading(title) }
        items(devices, key = { it.id.text }) { DeviceCard(it, around, words, onEvent) }
    }
    item(key = "link") {
        FilledTonalButton({ onEvent(DevicesEvent.Link) }, Modifier.fillMaxWidth().heightIn(min = 52.dp)) {
            Text(words.screenDevicesLink)
        }
    }
}

@OptIn(ExperimentalLayoutApi::class)
@Composable
private fun DeviceCard(device: DeviceRow, around: Surroundings, words: Words, onEvent: (DevicesEvent) -> Unit) = Slip {
    val name = words.called(device)
    Row(verticalAlignment = Alignment.CenterVertically, horizontalArrangement = Arrangement.spacedBy(14.dp)) {
        Icon(Icons.Filled.Phone, null, tint = MaterialTheme.colorScheme.primary)
        Text(name, Modifier.weight(1f), style = MaterialTheme.typography.titleMedium)
        Tag(if (device.current) words.deviceStateCurrent else words.deviceStateRemoved)
    }
    if (device.current) FlowRow(horizontalArrangement = Arrangement.spacedBy(8.dp)) {
        // Several devices have the same two buttons; a reader says which one each is for.
        TextButton({ onEvent(DevicesEvent.Rename(device)) }, Modifier.heightIn(min = 48.dp).naming(words.screenDevicesRename, name), enabled = !around.acting) {
            Text(words.screenDevicesRename)
        }
        if (!device.thisDevice) TextButton({ onEvent(DevicesEvent.Remove(device)) }, Modifier.heightIn(min = 48.dp).naming(words.screenDevicesRemove, name), enabled = !around.acting) {
            Text(words.screenDevicesRemove)
        }
    }
}

private fun Modifier.naming(act: String, device: String) = semantics { contentDescription = "$act: $device" }

/** What a device is called; until it has a name, which it is. */
private fun Words.called(device: DeviceRow): String = device.name.ifEmpty { if (device.thisDevice) screenDevicesThis else deviceKindUnknown }

/** The sheet about a device: its name, or whether it shall go. */
@Composable
internal fun AskDevice(safety: SafetyView, asked: DevicesState.Asked?, around: Surroundings, onEvent: (DevicesEvent) -> Unit) {
    val words = LocalWords.current
    val device = safety.devices.firstOrNull { it.id == asked?.device } ?: return
    val (done, not) = { onEvent(DevicesEvent.AnswerDone) } to { onEvent(DevicesEvent.AnswerNot) }
    when (asked) {
        is DevicesState.Asked.Rename -> Ask(words.screenDevicesRename, words.commonSave, done, not, enabled = asked.name.isNotBlank() && !around.acting) {
            DraftField(asked.name, { onEvent(DevicesEvent.Name(it)) }, words.fieldName, onDone = done)
        }
        is DevicesState.Asked.Remove -> Ask(words.screenDevicesRemoveQuestion(words.called(device)), words.screenDevicesRemove, done, not, enabled = !around.acting) {}
        null -> Unit
    }
}
