package org.rapport.presentation

import kotlinx.coroutines.CoroutineScope
import org.rapport.bridge.OpenCore
import org.rapport.bridge.slotsNow
import org.rapport.core.NewMeeting
import org.rapport.core.SpaceId

/** Times for the two of a pair, the best first. Which ones, and why, the core says. */
class SlotsPresenter(
    private val space: SpaceId,
    private val core: OpenCore,
    private val drafts: Drafts,
    private val navigator: Navigator,
    scope: CoroutineScope,
) : Presenter<SlotsState, SlotsEvent>(scope, kept(drafts)) {
    private val watch = Watch(::watching)

    override fun on(event: SlotsEvent) {
        when (event) {
            is SlotsEvent.Minutes -> look { it.copy(minutes = event.minutes) }
            SlotsEvent.Further -> look { it.copy(days = SlotsState.FARTHEST) }
            is SlotsEvent.Propose -> act {
                // The slot is that on the wall of whoever proposes.
                navigator.replace(Route.Meeting(core.meetings.propose(NewMeeting(space, event.slot.mine, event.slot.minutes))))
            }
            SlotsEvent.Say -> navigator.go(Route.Free)
            SlotsEvent.Retry -> look { it.copy(slots = Loaded.Waiting) }
        }
    }

    private fun look(how: (SlotsState) -> SlotsState) {
        change(how)
        drafts[MINUTES] = state.value.minutes.toString()
        watch.again()
    }

    private fun watching() = state.value.let { asked ->
        follow(core.availability.slotsNow(space, asked.minutes, asked.days, MOST)) { slots -> change { it.copy(slots = slots) } }
    }

    private companion object {
        const val MINUTES = "slots.minutes"
        const val MOST = 20u

        fun kept(drafts: Drafts) = SlotsState(Loaded.Waiting).let { first -> first.copy(minutes = drafts[MINUTES].toUIntOrNull() ?: first.minutes) }
    }
}
