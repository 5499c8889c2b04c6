package org.rapport.presentation

import kotlinx.coroutines.CoroutineScope
import org.rapport.bridge.OpenCore
import org.rapport.bridge.homes
import org.rapport.bridge.views

/** The line about synchronising. A tap on it leads to devices and safety. */
class SyncPresenter(core: OpenCore, private val navigator: Navigator, scope: CoroutineScope) :
    Presenter<SyncState, SyncEvent>(scope, SyncState(null, null, null)) {
    init {
        follow(core.sync.views()) { sync ->
            change {
                it.copy(
                    line = sync.here?.line,
                    trouble = sync.here?.relays?.firstNotNullOfOrNull { one -> one.trouble },
                    lost = sync.here?.losses?.isNotEmpty() == true,
                )
            }
        }
        follow(core.rapport.homes()) { home -> change { it.copy(today = home.here?.today) } }
    }

    override fun on(event: SyncEvent) = when (event) {
        SyncEvent.Open -> navigator.go(Route.Devices)
    }
}
