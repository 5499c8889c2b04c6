package org.rapport.presentation

import kotlinx.coroutines.CoroutineScope
import org.rapport.bridge.OpenCore
import org.rapport.bridge.views

/** The line about synchronising. A tap on it leads to devices and safety. */
class SyncPresenter(core: OpenCore, private val navigator: Navigator, scope: CoroutineScope) :
    Presenter<SyncState, SyncEvent>(scope, SyncState(null, null)) {
    init {
        follow(core.sync.views()) { sync ->
            change { SyncState(sync.here?.line, sync.here?.relays?.firstNotNullOfOrNull { it.trouble }) }
        }
    }

    override fun on(event: SyncEvent) = when (event) {
        SyncEvent.Open -> navigator.go(Route.Devices)
    }
}
