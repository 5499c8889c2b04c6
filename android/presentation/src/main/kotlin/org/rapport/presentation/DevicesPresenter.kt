package org.rapport.presentation

import kotlinx.coroutines.CoroutineScope
import org.rapport.bridge.OpenCore
import org.rapport.bridge.views
import org.rapport.core.Field
import org.rapport.core.checked

/** Devices and safety, and how sync stands in full. */
class DevicesPresenter(
    private val core: OpenCore,
    private val drafts: Drafts,
    private val navigator: Navigator,
    scope: CoroutineScope,
) : AskingPresenter<DevicesState, DevicesEvent, DevicesState.Asked>(
    scope,
    DevicesState(Loaded.Waiting, Loaded.Waiting, null, drafts[RELAY], asked = DevicesSheet.read(drafts[ASKED])),
    drafts,
    ASKED,
    DevicesSheet,
) {
    private val watch = Watch(::watching)
    private var begun = 0
    private var shown = 0

    init {
        follow(core.sync.views()) { sync ->
            change { it.copy(sync = sync) }
            // A new key is there with the sync that makes it.
            quietly(::readKeys)
        }
    }

    override fun on(event: DevicesEvent) {
        when (event) {
            DevicesEvent.ShowWords -> act {
                val words = core.devices.recoveryWords()?.split(' ')
                change { it.copy(words = words) }
            }
            DevicesEvent.HideWords -> change { it.copy(words = null) }
            DevicesEvent.WordsWritten -> act({ change { it.copy(words = null) } }) { core.devices.confirmRecoveryWords() }
            DevicesEvent.EnterWords -> change { it.copy(entering = "") }
            is DevicesEvent.Words -> change { it.copy(entering = event.text) }
            DevicesEvent.WordsNot -> change { it.copy(entering = null) }
            DevicesEvent.WordsEntered -> state.value.entering?.let { typed ->
                act({ change { it.copy(entering = null) } }) { core.devices.enterWords(typed.checked(Field.RECOVERY_WORDS)) }
            }
            is DevicesEvent.Relay -> relay(event.text)
            is DevicesEvent.AgreeToRelay -> act {
                val plain = core.agreeTo(state.value.relay, event.plainHttp)
                change { it.copy(asksPlain = plain) }
                if (plain == null) relay("")
            }
            DevicesEvent.PlainNot -> change { it.copy(asksPlain = null) }
            DevicesEvent.SyncNow -> act { core.sync.runOnce(BUDGET_MS) }
            is DevicesEvent.Report -> act { event.give(core.rapport.logText()) }
            is DevicesEvent.AskRenew -> change { it.copy(renewing = event.pair) }
            DevicesEvent.RenewNot -> back().let {}
            DevicesEvent.Renew -> state.value.renewing?.let { pair ->
                change { it.copy(renewing = null) }
                act {
                    core.people.renewKey(pair.space)
                    readKeys()
                }
            }
            DevicesEvent.Link -> navigator.go(Route.Link)
            is DevicesEvent.Rename -> ask(DevicesState.Asked.Rename(event.device.id, event.device.name))
            is DevicesEvent.Name -> (state.value.asked as? DevicesState.Asked.Rename)?.let { ask(it.copy(name = event.text)) }
            is DevicesEvent.Remove -> ask(DevicesState.Asked.Remove(event.device.id))
            DevicesEvent.AnswerNot -> ask(null)
            DevicesEvent.AnswerDone -> when (val asked = state.value.asked) {
                // Why it cannot be removed is read where the question stood.
                is DevicesState.Asked.Remove -> {
                    ask(null)
                    act { answer(asked) }
                }
                else -> answer()
            }
            DevicesEvent.LossesSeen -> act { core.sync.lossesSeen() }
            DevicesEvent.Retry -> watch.again()
        }
    }

    override fun back(): Boolean {
        if (state.value.renewing == null && state.value.entering == null) return super.back()
        change { it.copy(renewing = null, entering = null) }
        return true
    }

    override fun asked(state: DevicesState) = state.asked

    override fun asking(state: DevicesState, asked: DevicesState.Asked?) = state.copy(asked = asked)

    override suspend fun answer(asked: DevicesState.Asked) = when (asked) {
        is DevicesState.Asked.Rename -> core.devices.rename(asked.device, asked.name.checked(Field.NAME))
        is DevicesState.Asked.Remove -> core.devices.remove(asked.device)
    }

    private suspend fun readKeys() {
        val reading = ++begun
        val keys = core.people.pairings().mapNotNull { pair ->
            // One that has ended has no key to renew.
            runCatching { PairKey(pair.space, pair.partnerName, core.people.key(pair.space)) }.getOrNull()
        }
        // Of two readings at once the one that began later stands.
        if (reading > shown) {
            shown = reading
            change { it.copy(keys = keys) }
        }
    }

    private fun relay(text: String) {
        drafts[RELAY] = text
        change { it.copy(relay = text) }
    }

    private fun watching() = follow(core.devices.views()) { safety -> change { it.copy(safety = safety) } }

    private companion object {
        const val RELAY = "devices.relay"
        const val ASKED = "devices.asked"

        /** How long a person is let wait who asked for it. */
        const val BUDGET_MS = 20_000u
    }
}
