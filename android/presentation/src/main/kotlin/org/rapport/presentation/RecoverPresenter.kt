package org.rapport.presentation

import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.flow.collectLatest
import kotlinx.coroutines.flow.first
import kotlinx.coroutines.flow.onEach
import kotlinx.coroutines.launch
import org.rapport.bridge.Door
import org.rapport.bridge.DoorState
import org.rapport.bridge.OpenCore
import org.rapport.bridge.attempt
import org.rapport.bridge.views
import org.rapport.core.Field
import org.rapport.core.RelayAddress
import org.rapport.core.checked

/**
 * Coming back with the 24 words when no device is left. It begins before there is a profile, and goes on where it stood
 * in one that belongs to nobody yet. `called` is what the system calls the device; `came` is told when it is the
 * person's, `link` when another device is to take this one in instead.
 */
class RecoverPresenter(
    private val door: Door,
    private val drafts: Drafts,
    called: String,
    scope: CoroutineScope,
    private val came: () -> Unit,
    private val link: () -> Unit,
) : Presenter<RecoverState, RecoverEvent>(
    scope,
    // What was typed of the words is in no draft: a draft outlives the process.
    RecoverState(drafts.asked(NAME) ?: called, "", drafts[RELAY], drafts[PLAIN].ifEmpty { null }, door.core != null),
) {
    init {
        scope.launch {
            door.state.collectLatest { now -> if (now is DoorState.Open) attempt { watch(now.core) }?.let(::fail) }
        }
    }

    override fun on(event: RecoverEvent) {
        when (event) {
            is RecoverEvent.Name -> {
                drafts.ask(NAME, event.text)
                change { it.copy(name = event.text) }
            }
            is RecoverEvent.Words -> change { it.copy(words = event.text) }
            is RecoverEvent.Relay -> {
                drafts[RELAY] = event.text
                change { it.copy(relay = event.text) }
            }
            is RecoverEvent.Go -> act { go(event.plainHttp) }
            RecoverEvent.PlainNot -> plain(null)
            RecoverEvent.Other -> act { door.core?.devices?.stopRecovery() }
            RecoverEvent.Link -> act(::linkInstead) { door.core?.devices?.stopRecovery() }
        }
    }

    override fun back(): Boolean {
        if (state.value.asksPlain == null) return false
        plain(null)
        return true
    }

    private suspend fun go(plainHttp: Boolean) {
        plain(null)
        val now = state.value
        val (words, relay) = now.words.checked(Field.RECOVERY_WORDS) to now.relay.trim().checked(Field.RELAY)
        val core = door.core
        val asks = unencrypted {
            if (core == null) door.createRecovering(now.name.checked(Field.NAME), words, relay, plainHttp)
            else core.devices.recover(words, relay, plainHttp)
        }
        if (asks != null) plain(asks) else change { it.copy(words = "") }
    }

    private suspend fun watch(core: OpenCore) {
        change { it.copy(waits = true) }
        core.devices.views().onEach { safety -> change { it.copy(recovery = safety.recovery) } }.first { !it.guest }
        end()
        forget(drafts)
        came()
    }

    private fun linkInstead() {
        end()
        forget(drafts)
        link()
    }

    private fun plain(relay: RelayAddress?) {
        drafts[PLAIN] = relay.orEmpty()
        change { it.copy(asksPlain = relay) }
    }

    private companion object {
        const val NAME = "recover.name"
        const val RELAY = "recover.relay"
        const val PLAIN = "recover.plain"

        fun forget(drafts: Drafts) {
            drafts.ask(NAME, null)
            for (name in listOf(RELAY, PLAIN)) drafts[name] = ""
        }
    }
}
