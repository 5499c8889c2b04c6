package org.rapport.ui

import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.layout.ExperimentalLayoutApi
import androidx.compose.foundation.layout.FlowRow
import androidx.compose.foundation.layout.PaddingValues
import androidx.compose.foundation.layout.Row
import androidx.compose.foundation.layout.fillMaxWidth
import androidx.compose.foundation.layout.heightIn
import androidx.compose.foundation.layout.padding
import androidx.compose.foundation.lazy.LazyListScope
import androidx.compose.foundation.lazy.items
import androidx.compose.foundation.lazy.itemsIndexed
import androidx.compose.foundation.selection.toggleable
import androidx.compose.material.icons.Icons
import androidx.compose.material.icons.filled.Lock
import androidx.compose.material.icons.filled.Refresh
import androidx.compose.material.icons.filled.Warning
import androidx.compose.material3.Button
import androidx.compose.material3.FilledTonalButton
import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.Switch
import androidx.compose.material3.Text
import androidx.compose.material3.TextButton
import androidx.compose.runtime.Composable
import androidx.compose.runtime.getValue
import androidx.compose.runtime.mutableStateOf
import androidx.compose.runtime.remember
import androidx.compose.runtime.setValue
import androidx.compose.ui.Alignment
import androidx.compose.ui.Modifier
import androidx.compose.ui.semantics.Role
import androidx.compose.ui.text.input.KeyboardType
import androidx.compose.ui.unit.dp
import org.rapport.core.HeldKind
import org.rapport.core.SafetyView
import org.rapport.core.SyncView
import org.rapport.core.Trouble
import org.rapport.presentation.DevicesEvent
import org.rapport.presentation.DevicesState
import org.rapport.presentation.PairKey
import org.rapport.words.Words

/** Sync in full, recovery words, devices, what is held back. */
@Composable
fun DevicesScreen(state: DevicesState, around: Surroundings, onEvent: (DevicesEvent) -> Unit) {
    val words = LocalWords.current
    val shell = LocalShell.current
    Frame(words.screenDevicesTitle, around) { inner ->
        Shown(state.safety, { onEvent(DevicesEvent.Retry) }) { safety -> DevicesBody(safety, state, around, inner, words, shell, onEvent) }
    }
    state.safety.here?.let { safety -> AskDevice(safety, state.asked, around, onEvent) }
    state.asksPlain?.let { AskPlain(it, { onEvent(DevicesEvent.AgreeToRelay(plainHttp = true)) }, { onEvent(DevicesEvent.PlainNot) }) }
    state.entering?.let { typed ->
        Ask(words.screenRecoverEnter, words.screenRecoverEnter, { onEvent(DevicesEvent.WordsEntered) }, { onEvent(DevicesEvent.WordsNot) }, enabled = typed.isNotBlank() && !around.acting) {
            Text(words.screenRecoverEnterExplained)
            DraftField(typed, { onEvent(DevicesEvent.Words(it)) }, words.screenRecoverWords, single = false, keyboard = KeyboardType.Ascii)
        }
    }
    state.renewing?.let { pair ->
        Ask(words.screenDevicesKeyRenewQuestion(pair.name), words.screenDevicesKeyRenew, { onEvent(DevicesEvent.Renew) }, { onEvent(DevicesEvent.RenewNot) }) {
            Text(words.screenDevicesKeyExplained)
        }
    }
}

@Composable
private fun DevicesBody(
    safety: SafetyView,
    state: DevicesState,
    around: Surroundings,
    inner: PaddingValues,
    words: Words,
    shell: Shell,
    onEvent: (DevicesEvent) -> Unit,
) = Body(inner) {
    state.sync.here?.let { sync -> losses(sync.losses, around.acting, words) { onEvent(DevicesEvent.LossesSeen) } }
    state.sync.here?.let { sync -> relays(sync, state, around, words, onEvent) }
    recovery(safety, state.words, around, words, onEvent)
    ownDevices(safety, around, words, onEvent)
    keys(state.keys, around, words, onEvent)
    shell.lock?.let { lock -> item(key = "lock") { LockSwitch(lock, words) } }
    state.sync.here?.let { held(it, words) }
    item { Heading(words.screenDevicesLog) }
    item {
        Slip {
            Quiet(words.screenDevicesLogExplained)
            TextButton({ onEvent(DevicesEvent.Report(shell::share)) }) { Text(words.commonShare) }
        }
    }
}

private fun LazyListScope.relays(sync: SyncView, state: DevicesState, around: Surroundings, words: Words, onEvent: (DevicesEvent) -> Unit) {
    item { Heading(words.screenDevicesRelay) }
    items(sync.relays, key = { it.origin }) { relay ->
        Slip {
            Text(relay.origin, style = MaterialTheme.typography.titleMedium)
            Text(
                relay.trouble?.let { words.trouble(it) } ?: words.sync(sync.line, null, LocalMoments.current),
                style = MaterialTheme.typography.bodyMedium,
                color = MaterialTheme.colorScheme.onSurfaceVariant,
            )
            (relay.trouble as? Trouble.Refused)?.let { Quiet(words.refusal(it)) }
            relay.setBack?.let { Mark(Icons.Filled.Warning, words.screenDevicesSetBack(LocalMoments.current.exactly(it))) }
            FilledTonalButton({ onEvent(DevicesEvent.SyncNow) }, enabled = !around.acting) { Text(if (around.acting) words.syncRunning else words.syncNow) }
        }
    }
    if (sync.relays.isEmpty()) item(key = "relay") {
        Slip { AskRelay(state.relay, { onEvent(DevicesEvent.Relay(it)) }, { onEvent(DevicesEvent.AgreeToRelay()) }, around.acting) }
    }
}

@OptIn(ExperimentalLayoutApi::class)
private fun LazyListScope.recovery(safety: SafetyView, shown: List<String>?, around: Surroundings, words: Words, onEvent: (DevicesEvent) -> Unit) {
    item { Heading(words.screenDevicesWords) }
    if (!safety.wordsUnconfirmed && shown == null) {
        item(key = "words") {
            Slip {
                Quiet(words.screenRecoverEnterExplained)
                TextButton({ onEvent(DevicesEvent.EnterWords) }, enabled = !around.acting) { Text(words.screenRecoverEnter) }
            }
        }
        return
    }
    item(key = "words") {
        val colours = MaterialTheme.colorScheme
        Slip(colour = if (shown == null) colours.primaryContainer else colours.surfaceContainerLow) {
            if (shown == null) {
                Mark(Icons.Filled.Lock, words.screenDevicesWordsNotYet, colour = colours.onPrimaryContainer)
                Quiet(words.screenDevicesWordsExplained, colour = colours.onPrimaryContainer)
                Button({ onEvent(DevicesEvent.ShowWords) }, enabled = !around.acting) { Text(words.screenDevicesWordsShow) }
            } else {
                FlowRow(horizontalArrangement = Arrangement.spacedBy(8.dp), verticalArrangement = Arrangement.spacedBy(8.dp)) {
                    shown.forEachIndexed { at, word -> Tag("${at + 1}  $word") }
                }
                safety.relay?.let { Quiet(words.screenDevicesWordsRelay(it)) }
                FlowRow(Modifier.padding(top = 8.dp), horizontalArrangement = Arrangement.spacedBy(8.dp), verticalArrangement = Arrangement.spacedBy(8.dp)) {
                    Button({ onEvent(DevicesEvent.WordsWritten) }, enabled = !around.acting) { Text(words.screenDevicesWordsWritten) }
                    TextButton({ onEvent(DevicesEvent.HideWords) }) { Text(words.commonClose) }
                }
            }
        }
    }
}

private fun LazyListScope.keys(keys: List<PairKey>, around: Surroundings, words: Words, onEvent: (DevicesEvent) -> Unit) {
    if (keys.isEmpty()) return
    item { Heading(words.screenDevicesKey) }
    items(keys, key = { "key " + it.space.text }) { pair ->
        Slip {
            Text(pair.name, style = MaterialTheme.typography.titleMedium)
            Quiet(words.screenDevicesKeySince(pair.key.number.toLong(), LocalMoments.current.at(pair.key.since)))
            if (pair.key.rotating) Quiet(words.screenDevicesKeyComing)
            else FilledTonalButton({ onEvent(DevicesEvent.AskRenew(pair)) }, enabled = !around.acting) { Text(words.screenDevicesKeyRenew) }
        }
    }
}

/** Whether the app asks for the phone's lock. */
@Composable
private fun LockSwitch(lock: Lock, words: Words) {
    var on by remember { mutableStateOf(lock.on) }
    Slip {
        Row(
            Modifier.fillMaxWidth().heightIn(min = 48.dp).toggleable(on, enabled = lock.possible || on, role = Role.Switch) {
                lock.turn(it)
                on = lock.on
            },
            verticalAlignment = Alignment.CenterVertically,
            horizontalArrangement = Arrangement.spacedBy(14.dp),
        ) {
            Text(words.screenDevicesLock, Modifier.weight(1f), style = MaterialTheme.typography.titleMedium)
            Switch(on, null, enabled = lock.possible || on)
        }
        Quiet(if (lock.possible) words.screenDevicesLockExplained else words.screenDevicesLockImpossible)
    }
}

private fun LazyListScope.held(sync: SyncView, words: Words) {
    item { Heading(words.screenDevicesHeldBack) }
    if (sync.held.isEmpty()) item { Quiet(words.screenDevicesHeldBackNone) } else item { Quiet(words.screenDevicesHeldBackExplained) }
    itemsIndexed(sync.held, key = { at, row -> "$at ${row.record.text}" }) { _, row ->
        Slip {
            Mark(if (row.kind == HeldKind.NEEDS_UPDATE) Icons.Filled.Refresh else Icons.Filled.Warning, words.held(row.kind))
            Column(Modifier.fillMaxWidth()) {
                Text(LocalMoments.current.exactly(row.since), style = MaterialTheme.typography.bodySmall, color = MaterialTheme.colorScheme.onSurfaceVariant)
            }
        }
    }
}

private fun Words.held(kind: HeldKind): String = when (kind) {
    HeldKind.DEFERRED -> heldDeferred
    HeldKind.NEEDS_UPDATE -> heldNeedsUpdate
    HeldKind.QUARANTINED -> heldQuarantined
}
