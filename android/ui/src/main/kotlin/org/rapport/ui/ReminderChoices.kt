package org.rapport.ui

import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.Row
import androidx.compose.foundation.layout.fillMaxWidth
import androidx.compose.foundation.layout.heightIn
import androidx.compose.foundation.lazy.LazyListScope
import androidx.compose.foundation.lazy.items
import androidx.compose.foundation.selection.toggleable
import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.OutlinedButton
import androidx.compose.material3.Switch
import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.runtime.getValue
import androidx.compose.runtime.mutableStateOf
import androidx.compose.runtime.remember
import androidx.compose.runtime.setValue
import androidx.compose.ui.Alignment
import androidx.compose.ui.Modifier
import androidx.compose.ui.semantics.Role
import androidx.compose.ui.unit.dp
import java.time.LocalDate
import java.time.LocalTime
import org.rapport.bridge.name
import org.rapport.core.DeviceId
import org.rapport.core.DeviceRow
import org.rapport.core.QuietHours
import org.rapport.core.ReminderKind
import org.rapport.core.ReminderSettings
import org.rapport.presentation.RemindersEvent
import org.rapport.presentation.RemindersState
import org.rapport.words.Words

/** Quiet hours, kinds, which device rings, the pause. */
internal fun LazyListScope.choices(settings: ReminderSettings, state: RemindersState, words: Words, onEvent: (RemindersEvent) -> Unit) {
    item { Heading(words.screenRemindersQuiet) }
    item(key = "quiet") { Quiets(settings, words, onEvent) }
    item(key = "usual") {
        Slip {
            Text(words.screenRemindersUsual, style = MaterialTheme.typography.bodyLarge)
            Clock(settings.usual, words.fieldTime) { onEvent(RemindersEvent.Usual(it)) }
        }
    }
    item { Heading(words.screenRemindersKinds) }
    items(ReminderKind.entries, key = { it.name }) { kind ->
        OnOff(words.name(kind), kind !in settings.off) { onEvent(RemindersEvent.Kind(kind, it)) }
    }
    item(key = "exact") {
        val showing = LocalShell.current.showing
        if (showing != null) OnOff(words.screenRemindersExact, settings.exactMeetings && showing.exact) { on ->
            if (on && !showing.exact) showing.askExact()
            onEvent(RemindersEvent.Exact(on))
        }
    }
    if (state.devices.isNotEmpty()) {
        item { Heading(words.screenRemindersRings) }
        item(key = "rings") { Rings(settings.rings, state.devices, words, onEvent) }
    }
    item { Heading(words.screenRemindersPause) }
    item(key = "pause") { Pause(settings.pausedUntil, state.today, words, onEvent) }
}

@Composable
private fun Quiets(settings: ReminderSettings, words: Words, onEvent: (RemindersEvent) -> Unit) = Slip {
    val quiet = settings.quiet
    OnOff(words.screenRemindersQuiet, quiet != null) { onEvent(RemindersEvent.QuietOn(it)) }
    if (quiet != null) {
        Clock(quiet.begin, words.screenRemindersQuietFrom) { onEvent(RemindersEvent.Quiet(QuietHours(it, quiet.end))) }
        Clock(quiet.end, words.screenRemindersQuietTo) { onEvent(RemindersEvent.Quiet(QuietHours(quiet.begin, it))) }
        Quiet(words.screenRemindersQuietExplained)
    }
    OnOff(words.screenRemindersQuietWeekends, settings.quietWeekends) { onEvent(RemindersEvent.QuietWeekends(it)) }
}

/** Where there is only this one there is nothing to choose. */
@Composable
private fun Rings(chosen: DeviceId?, devices: List<DeviceRow>, words: Words, onEvent: (RemindersEvent) -> Unit) {
    fun name(device: DeviceRow) = if (device.thisDevice) words.screenRemindersRingsThis else device.name.ifEmpty { words.deviceKindUnknown }
    val only = devices.singleOrNull()
    if (only != null && (chosen == null || chosen == only.id)) return Text(name(only), style = MaterialTheme.typography.bodyLarge)
    Choice(listOf<DeviceRow?>(null) + devices, devices.firstOrNull { it.id == chosen }, { device -> device?.let(::name) ?: words.screenRemindersRingsLast }, {
        onEvent(RemindersEvent.Rings(it?.id))
    })
}

@Composable
internal fun Clock(time: String, name: String, onTime: (String) -> Unit) {
    var picking by remember { mutableStateOf(false) }
    OutlinedButton({ picking = true }, Modifier.fillMaxWidth().heightIn(min = 48.dp)) { Text("$name  ${LocalMoments.current.time(LocalTime.parse(time))}") }
    if (picking) PickTime(time, { picking = false; onTime(it) }, { picking = false })
}

@Composable
private fun Pause(until: LocalDate?, today: LocalDate?, words: Words, onEvent: (RemindersEvent) -> Unit) = Slip {
    var picking by remember { mutableStateOf(false) }
    if (until != null) {
        Quiet(words.screenRemindersPaused(LocalMoments.current.day(until)))
        OutlinedButton({ onEvent(RemindersEvent.Pause(null)) }, Modifier.fillMaxWidth().heightIn(min = 48.dp)) { Text(words.screenRemindersGoOn) }
    } else {
        OutlinedButton({ picking = true }, Modifier.fillMaxWidth().heightIn(min = 48.dp)) { Text("${words.screenRemindersPauseUntil} …") }
    }
    if (picking) PickDay(today, { picking = false; if (it != null) onEvent(RemindersEvent.Pause(it)) }, { picking = false })
}

@Composable
internal fun OnOff(text: String, on: Boolean, onTurn: (Boolean) -> Unit) = Row(
    Modifier.fillMaxWidth().heightIn(min = 48.dp).toggleable(on, role = Role.Switch, onValueChange = onTurn),
    verticalAlignment = Alignment.CenterVertically,
    horizontalArrangement = Arrangement.spacedBy(14.dp),
) {
    Text(text, Modifier.weight(1f), style = MaterialTheme.typography.bodyLarge)
    Switch(on, null)
}
