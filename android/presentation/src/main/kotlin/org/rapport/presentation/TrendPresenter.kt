package org.rapport.presentation

import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.flow.combine
import org.rapport.bridge.OpenCore
import org.rapport.bridge.own
import org.rapport.bridge.shownNow
import org.rapport.core.SpaceId
import org.rapport.core.TrendView

/** How one's own results of an instrument went, or those that a partner has shown. */
class TrendPresenter(
    private val of: Route.Trend,
    private val core: OpenCore,
    scope: CoroutineScope,
    private val language: () -> String = ::readersLanguage,
) : Presenter<TrendState, TrendEvent>(scope, TrendState(Loaded.Waiting)) {
    private val checkins = core.checkins
    private val watch = Watch(::watching)

    override fun on(event: TrendEvent) = when (event) {
        TrendEvent.Retry -> watch.again()
    }

    private fun watching() = follow(combine(checkins.own(language()), checkins.shownNow(language())) { _, _ -> trend() }) { trend ->
        change { it.copy(trend = trend) }
    }

    private suspend fun trend(): TrendView {
        val (space: SpaceId?, person) = of.space to of.person
        return if (space != null && person != null) checkins.trendShown(of.instrument, language(), space, person)
        else checkins.trend(of.instrument, language(), space)
    }
}
