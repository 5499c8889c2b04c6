package org.rapport.presentation

import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Job
import kotlinx.coroutines.flow.flow
import org.rapport.bridge.OpenCore
import org.rapport.core.Field
import org.rapport.core.checked

/** The help directory, and how it is filled. */
class HelpPresenter(
    private val core: OpenCore,
    private val drafts: Drafts,
    scope: CoroutineScope,
) : Presenter<HelpState, HelpEvent>(scope, HelpState(Loaded.Waiting, drafts[KEY])) {
    private var load: Job = load()

    override fun on(event: HelpEvent) {
        when (event) {
            is HelpEvent.Key -> key(event.text)
            HelpEvent.Trust -> act({ key(""); again() }) { core.checkins.trustHelpKey(state.value.key.trim().checked(Field.FILE)) }
            is HelpEvent.File -> act(::again) { core.checkins.loadHelp(event.text.checked(Field.FILE)) }
            HelpEvent.Retry -> again()
        }
    }

    private fun key(text: String) {
        drafts[KEY] = text
        change { it.copy(key = text) }
    }

    private fun again() {
        load.cancel()
        load = load()
    }

    private fun load() = follow(flow { emit(core.checkins.help()) }) { help -> change { it.copy(help = help) } }

    private companion object {
        const val KEY = "help.key"
    }
}
