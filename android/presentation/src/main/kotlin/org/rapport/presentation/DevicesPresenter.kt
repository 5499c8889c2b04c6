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
    scope: CoroutineScope,
) : Presenter<DevicesState, DevicesEvent>(scope, DevicesState(Loaded.Waiting, Loaded.Waiting, null, drafts[RELAY])) {
    private val watch = Watch(::watching)

    init {
        follow(core.sync.views()) { sync -> change { it.copy(sync = sync) } }
    }

    override fun on(event: DevicesEvent) {
        when (event) {
            DevicesEvent.ShowWords -> act {
                val words = core.devices.recoveryWords()?.split(' ')
                change { it.copy(words = words) }
            }
            DevicesEvent.HideWords -> change { it.copy(words = null) }
            DevicesEvent.WordsWritten -> act({ change { it.copy(words = null) } }) { core.devices.confirmRecoveryWords() }
            is DevicesEvent.Relay -> relay(event.text)
            is DevicesEvent.AgreeToRelay -> act({ relay("") }) {
                core.sync.agreeToRelay(state.value.relay.trim().checked(Field.RELAY), event.plainHttp)
            }
            DevicesEvent.SyncNow -> act { core.sync.runOnce(BUDGET_MS) }
            is DevicesEvent.Report -> act { event.give(core.rapport.logText()) }
            DevicesEvent.Retry -> watch.again()
        }
    }

    private fun relay(text: String) {
        drafts[RELAY] = text
        change { it.copy(relay = text) }
    }

    private fun watching() = follow(core.devices.views()) { safety -> change { it.copy(safety = safety) } }

    private companion object {
        const val RELAY = "devices.relay"

        /** How long a person is let wait who asked for it. */
        const val BUDGET_MS = 20_000u
    }
}
