package org.rapport.presentation

import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.flow.combine
import kotlinx.coroutines.flow.distinctUntilChanged
import org.rapport.bridge.OpenCore
import org.rapport.bridge.own
import org.rapport.bridge.pairs
import org.rapport.bridge.shownNow
import org.rapport.core.CheckInId
import org.rapport.core.CheckInRow
import org.rapport.core.PairingRow

/** One answered check-in. Nobody else reads it before the question here was answered with yes. */
class ResultPresenter(
    private val id: CheckInId,
    private val core: OpenCore,
    private val drafts: Drafts,
    private val navigator: Navigator,
    scope: CoroutineScope,
    private val language: () -> String = ::readersLanguage,
) : Presenter<ResultState, ResultEvent>(scope, ResultState(Loaded.Waiting, null, null, emptyList(), null)) {
    private val checkins = core.checkins
    private val watch = Watch(::watching)

    init {
        follow(core.people.pairs()) { pairs ->
            val found = pairs.here.orEmpty()
            change { it.copy(pairs = found, asked = it.asked ?: kept(found)) }
        }
    }

    override fun on(event: ResultEvent) {
        val row = state.value.row.here
        when (event) {
            is ResultEvent.Ask -> ask(event.about)
            ResultEvent.No -> ask(null)
            ResultEvent.Yes -> state.value.asked?.let { asked -> act({ ask(null) }) { show(asked) } }
            ResultEvent.Correct -> row?.let { navigator.go(Route.CheckIn(it.instrument, it.about, it.id)) }
            ResultEvent.Trend -> row?.let { navigator.go(trend(it)) }
            ResultEvent.Help -> navigator.go(Route.Help)
            ResultEvent.Retry -> watch.again()
        }
    }

    private suspend fun show(asked: ResultState.Asked) = when (asked) {
        is ResultState.Asked.Share -> checkins.share(id, asked.pair.space)
        ResultState.Asked.Coordinator -> checkins.offerToCoordinator(id)
    }

    private fun trend(row: CheckInRow) =
        if (row.mine) Route.Trend(row.instrument, row.about) else Route.Trend(row.instrument, row.space, row.person)

    private fun ask(asked: ResultState.Asked?) {
        drafts[key] = when (asked) {
            is ResultState.Asked.Share -> asked.pair.space.text
            ResultState.Asked.Coordinator -> COORDINATOR
            null -> ""
        }
        change { it.copy(asked = asked) }
    }

    private fun kept(pairs: List<PairingRow>): ResultState.Asked? = when (val text = drafts[key]) {
        "" -> null
        COORDINATOR -> ResultState.Asked.Coordinator
        else -> pairs.firstOrNull { it.space.text == text }?.let(ResultState.Asked::Share)
    }

    private fun watching() = follow(
        combine(checkins.own(language()), checkins.shownNow(language())) { _, _ -> checkins.view(id, language()) }.distinctUntilChanged(),
    ) { row ->
        change { it.copy(row = row) }
        row.here?.let(::beside)
    }

    /** What stands beside the answers: the questions, and whom to turn to. */
    private fun beside(row: CheckInRow) {
        if (state.value.form == null) quietly {
            val form = checkins.form(row.instrument, language(), row.about)
            change { it.copy(form = form) }
        }
        if (row.low && row.mine) quietly {
            val help = checkins.help()
            change { it.copy(help = help) }
        }
    }

    private val key get() = "result.${id.text}"

    private companion object {
        const val COORDINATOR = "coordinator"
    }
}
