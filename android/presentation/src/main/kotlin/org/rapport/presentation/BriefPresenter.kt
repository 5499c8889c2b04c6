package org.rapport.presentation

import kotlinx.coroutines.CoroutineScope
import org.rapport.bridge.OpenCore
import org.rapport.bridge.briefs
import org.rapport.core.MeetingId

/** The two minutes before a meeting. */
class BriefPresenter(
    private val meeting: MeetingId,
    private val core: OpenCore,
    private val navigator: Navigator,
    scope: CoroutineScope,
) : Presenter<BriefState, BriefEvent>(scope, BriefState(Loaded.Waiting)) {
    private val watch = Watch(::watching)

    override fun on(event: BriefEvent) {
        when (event) {
            is BriefEvent.OpenGoal -> navigator.go(Route.Goal(event.goal))
            is BriefEvent.OpenMeeting -> navigator.go(Route.Meeting(event.meeting))
            is BriefEvent.Tick -> act { core.goals.tick(event.step.goal, event.step.step.id, event.done) }
            is BriefEvent.TickAction -> state.value.brief.here?.last?.let { last -> act { core.meetings.tickAction(last.id, event.step.id, event.done) } }
            BriefEvent.Retry -> watch.again()
        }
    }

    private fun watching() = follow(core.meetings.briefs(meeting)) { brief -> change { it.copy(brief = brief) } }
}
