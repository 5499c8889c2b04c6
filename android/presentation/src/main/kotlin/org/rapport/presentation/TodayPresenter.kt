package org.rapport.presentation

import kotlinx.coroutines.CoroutineScope
import org.rapport.bridge.OpenCore
import org.rapport.bridge.homes
import org.rapport.bridge.pairs
import org.rapport.core.TodayStep

/** What is for today. */
class TodayPresenter(
    private val core: OpenCore,
    private val navigator: Navigator,
    scope: CoroutineScope,
    private val language: () -> String = ::readersLanguage,
) : Presenter<TodayState, TodayEvent>(scope, TodayState(Loaded.Waiting, null)) {
    private val watch = Watch(::watching)

    init {
        follow(core.people.pairs()) { pairs -> change { it.copy(pairs = pairs.here?.isNotEmpty()) } }
    }

    override fun on(event: TodayEvent) {
        when (event) {
            is TodayEvent.Tick -> tick(event.step)
            is TodayEvent.Open -> open(event.step)
            TodayEvent.OpenMeeting -> state.value.home.here?.nextMeeting?.let { navigator.go(Route.Meeting(it.id)) }
            TodayEvent.ProposeMeeting -> navigator.go(Route.Meetings)
            TodayEvent.FirstGoal -> navigator.go(Route.Goals)
            TodayEvent.FirstInvite -> navigator.go(Route.Invite)
            is TodayEvent.Answer -> navigator.go(Route.CheckIn(event.checkIn.instrument, event.checkIn.about))
            TodayEvent.CheckIns -> navigator.go(Route.CheckIns)
            TodayEvent.Search -> navigator.go(Route.Search)
            TodayEvent.Sync -> navigator.go(Route.Devices)
            TodayEvent.Retry -> {
                change { it.copy(home = Loaded.Waiting) }
                watch.again()
            }
        }
    }

    private fun watching() = follow(core.rapport.homes()) { home ->
        change { it.copy(home = home) }
        val due = home.here?.checkIns.orEmpty().map { it.instrument }
        if (!state.value.named.keys.containsAll(due)) quietly {
            val named = core.checkins.instruments(language()).associate { it.id to it.name }
            change { it.copy(named = named) }
        }
    }

    private fun open(step: TodayStep) {
        step.goal?.let { navigator.go(Route.Goal(it)) }
        step.meeting?.let { navigator.go(Route.Meeting(it)) }
    }

    private fun tick(step: TodayStep) = act {
        step.goal?.let { core.goals.tick(it, step.step) }
        step.meeting?.let { core.meetings.tickAction(it, step.step) }
    }
}
