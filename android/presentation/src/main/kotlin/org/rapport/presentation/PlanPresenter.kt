package org.rapport.presentation

import java.time.LocalDate
import java.time.ZoneId
import kotlinx.coroutines.CoroutineScope
import org.rapport.bridge.OpenCore
import org.rapport.bridge.homes
import org.rapport.bridge.pairs
import org.rapport.bridge.views
import org.rapport.core.*

/** Proposes a series, or wishes for another rhythm of one. Which rhythms a day has the core says. */
class PlanPresenter(
    private val series: SeriesId?,
    private val core: OpenCore,
    private val drafts: Drafts,
    private val navigator: Navigator,
    scope: CoroutineScope,
    private val zone: () -> String = { ZoneId.systemDefault().id },
) : Presenter<PlanState, PlanEvent>(
    scope,
    PlanState(series?.let { Loaded.Waiting }, emptyList(), emptyList(), PlanSheet.read(drafts[key(series)]) ?: PlanState.Draft()),
) {
    private val meetings = core.meetings
    private var begun = drafts[key(series)].isNotEmpty()

    init {
        if (begun) rhythms(state.value.draft.day)
        if (series == null) {
            follow(core.people.pairs()) { pairs ->
                val found = pairs.here.orEmpty()
                val chosen = found.firstOrNull { it.id.text == drafts[PAIR] } ?: found.firstOrNull()
                change { it.copy(pairs = found, draft = it.draft.copy(pair = it.draft.pair ?: chosen)) }
            }
            follow(core.rapport.homes()) { home -> home.here?.let { first(PlanState.Draft(day = it.today, zone = zone())) } }
        } else {
            follow(meetings.views(series)) { view ->
                change { it.copy(series = view) }
                view.here?.let { first(of(it)) }
            }
        }
    }

    override fun on(event: PlanEvent) {
        when (event) {
            is PlanEvent.Write -> write(event.draft)
            PlanEvent.Done -> act({ drafts[key(series)] = "" }) { done(state.value.draft) }
        }
    }

    /** What the form begins with, unless somebody has begun to fill it in. */
    private fun first(draft: PlanState.Draft) {
        if (begun) return
        begun = true
        change { it.copy(draft = draft.copy(pair = it.draft.pair)) }
        rhythms(draft.day)
    }

    private fun of(view: SeriesView): PlanState.Draft {
        val plan = view.row.plan
        val start = view.row.next?.slot ?: plan.start
        return PlanState.Draft(day = dayOf(start), time = timeOf(plan.start), zone = zoneOf(plan.start), minutes = plan.minutes.toString())
    }

    private fun write(draft: PlanState.Draft) {
        val before = state.value.draft
        begun = true
        drafts[key(series)] = PlanSheet.write(draft)
        drafts[PAIR] = draft.pair?.id?.text.orEmpty()
        change { it.copy(draft = draft) }
        if (draft.day != before.day) rhythms(draft.day)
    }

    private fun rhythms(day: LocalDate?) {
        if (day != null) quietly {
            val found = meetings.rhythms(day)
            change { if (it.draft.day == day) it.copy(rhythms = found) else it }
        }
    }

    private suspend fun done(draft: PlanState.Draft) {
        val plan = plan(draft)
        if (series != null) {
            meetings.changeSeries(series, plan)
            navigator.back()
        } else {
            val pair = draft.pair ?: throw Failure.NotFound("pairing")
            val proposed = SeriesDraft(pair.space, plan, draft.title.checked(Field.TITLE), draft.mode, draft.place.checked(Field.PLACE))
            navigator.replace(Route.Series(meetings.proposeSeries(proposed)))
        }
    }

    private fun plan(draft: PlanState.Draft): SeriesPlan {
        val rhythm = state.value.rhythm ?: throw Failure.Invalid(Field.REPEAT, Problem.Empty)
        val on = rhythm.on
        return SeriesPlan(
            start = slot(draft.day.chosen(Field.DATE), draft.time, draft.zone),
            minutes = minutes(draft.minutes),
            every = rhythm.every,
            on = if (on is PlanDays.Weekly) on.copy(days = (on.days + draft.more).distinct()) else on,
            ends = when (draft.ends) {
                PlanState.Until.NEVER -> Ends.Never
                PlanState.Until.DAY -> Ends.On(draft.last.chosen(Field.END))
                PlanState.Until.TIMES -> Ends.After(minutes(draft.times))
            },
        )
    }

    private companion object {
        const val PAIR = "plan.pair"

        fun key(series: SeriesId?) = "plan.${series?.text.orEmpty()}"
    }
}
