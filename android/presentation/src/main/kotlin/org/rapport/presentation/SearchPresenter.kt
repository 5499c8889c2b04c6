package org.rapport.presentation

import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Job
import kotlinx.coroutines.delay
import kotlinx.coroutines.launch
import org.rapport.bridge.OpenCore
import org.rapport.bridge.asFailure
import org.rapport.core.Found

/** Search over everything on this device, while somebody types. */
class SearchPresenter(
    private val core: OpenCore,
    private val drafts: Drafts,
    private val navigator: Navigator,
    scope: CoroutineScope,
) : Presenter<SearchState, SearchEvent>(scope, SearchState(drafts[TEXT], null)) {
    private var looking: Job? = null

    init {
        look(0)
    }

    override fun on(event: SearchEvent) {
        when (event) {
            is SearchEvent.Text -> {
                drafts[TEXT] = event.text
                change { it.copy(text = event.text) }
                look(PAUSE_MS)
            }
            is SearchEvent.Open -> navigator.go(
                when (val what = event.hit.what) {
                    is Found.Goal -> Route.Goal(what.v1)
                    is Found.Meeting -> Route.Meeting(what.v1)
                    is Found.Note -> Route.Note(what.id)
                },
            )
            SearchEvent.Retry -> look(0)
        }
    }

    /** Only what was typed last is looked for, and only when the typing pauses. */
    private fun look(pause: Long) {
        looking?.cancel()
        val text = state.value.text.trim()
        if (text.isEmpty()) return change { it.copy(hits = null) }
        looking = scope.launch {
            delay(pause)
            val hits = try {
                Loaded.Here(core.rapport.search(text))
            } catch (why: Exception) {
                Loaded.Failed(why.asFailure())
            }
            change { it.copy(hits = hits) }
        }
    }

    private companion object {
        const val TEXT = "search"

        /** As long as between two letters of a word. */
        const val PAUSE_MS = 150L
    }
}
