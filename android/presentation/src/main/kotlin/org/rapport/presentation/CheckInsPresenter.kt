package org.rapport.presentation

import kotlinx.coroutines.CoroutineScope
import org.rapport.bridge.OpenCore
import org.rapport.bridge.own
import org.rapport.bridge.pairs
import org.rapport.bridge.shownNow
import org.rapport.core.Field
import org.rapport.core.checked

/** The list of check-ins. */
class CheckInsPresenter(
    private val core: OpenCore,
    private val navigator: Navigator,
    scope: CoroutineScope,
    private val language: () -> String = ::readersLanguage,
) : Presenter<CheckInsState, CheckInsEvent>(scope, CheckInsState(Loaded.Waiting, emptyList(), emptyList(), emptyList())) {
    private val watch = Watch(::watching)

    init {
        follow(core.people.pairs()) { pairs -> change { it.copy(pairs = pairs.here.orEmpty()) } }
        follow(core.checkins.shownNow(language())) { shown -> change { it.copy(shown = shown.here.orEmpty()) } }
        // A draft is no change of what was answered, so it is asked for again each time somebody comes back.
        follow(navigator.way) { if (navigator.here == Route.CheckIns) instruments() }
    }

    override fun on(event: CheckInsEvent) {
        when (event) {
            is CheckInsEvent.Answer -> navigator.go(Route.CheckIn(event.instrument.id, event.about?.space))
            is CheckInsEvent.Open -> navigator.go(Route.Result(event.row.id))
            CheckInsEvent.Help -> navigator.go(Route.Help)
            is CheckInsEvent.File -> act(::instruments) { core.checkins.loadTexts(event.text.checked(Field.FILE)) }
            CheckInsEvent.Retry -> watch.again()
        }
    }

    private fun watching() = follow(core.checkins.own(language())) { mine ->
        change { it.copy(mine = mine) }
        instruments()
    }

    private fun instruments() {
        quietly {
            val all = core.checkins.instruments(language())
            change { it.copy(instruments = all) }
        }
    }
}
