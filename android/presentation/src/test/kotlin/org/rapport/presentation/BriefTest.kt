package org.rapport.presentation

import java.time.Instant
import kotlinx.coroutines.ExperimentalCoroutinesApi
import kotlinx.coroutines.test.runCurrent
import org.junit.Assert.assertEquals
import org.junit.Assert.assertNull
import org.junit.Test
import org.rapport.core.*
import org.rapport.id.*

/** Before a meeting and after it, over fakes. */
@OptIn(ExperimentalCoroutinesApi::class)
class BriefTest {
    private val core = FakeCore()
    private val navigator = Navigator()
    private val id = MeetingKey("meeting-1")

    @Test
    fun aStepIsTickedWhereItBelongs() = test { scope ->
        val brief = BriefPresenter(id, core.open, navigator, scope)
        runCurrent()
        brief.on(BriefEvent.Tick(BriefStep(GoalKey("goal-1"), "Listen", step("step-1", "Ask")), true))
        runCurrent()
        brief.on(BriefEvent.TickAction(step("step-2", "Write"), true))
        runCurrent()
        // What was agreed belongs to the meeting of last time.
        assertEquals(listOf("tick goal-1 step-1 true", "tickAction meeting-0 step-2 true"), core.done)
    }

    @Test
    fun itFollowsWhatChangesAndLeadsOn() = test { scope ->
        val brief = BriefPresenter(id, core.open, navigator, scope)
        runCurrent()
        core.brief.set(core.brief.value.copy(counts = MeetingCounts(2u, 0u, 0u)))
        testScheduler.advanceTimeBy(100)
        runCurrent()
        assertEquals(2u, brief.state.value.brief.here?.counts?.held)
        brief.on(BriefEvent.OpenGoal(GoalKey("goal-1")))
        assertEquals(Route.Goal(GoalKey("goal-1")), navigator.here)
        brief.on(BriefEvent.OpenMeeting(id))
        assertEquals(Route.Meeting(id), navigator.here)
    }

    @Test
    fun whatCouldFollowAMeetingIsProposedOnceAndTheBriefIsOneTapAway() = test { scope ->
        navigator.go(Route.Meeting(id))
        core.next = NextMeeting("2026-01-13T16:30[Europe/Zurich]", Instant.EPOCH, 60u, null, null)
        val meeting = MeetingPresenter(id, core.open, Drafts(), navigator, scope)
        runCurrent()
        assertEquals(core.next, meeting.state.value.next)
        meeting.on(MeetingEvent.ProposeNext)
        runCurrent()
        assertEquals(Route.Meeting(MeetingKey("meeting-8")), navigator.here)
        assertNull(meeting.state.value.next)
        meeting.on(MeetingEvent.ProposeNext)
        runCurrent()
        assertEquals(listOf("proposeNext meeting-1"), core.done)
        meeting.on(MeetingEvent.Brief)
        assertEquals(Route.Brief(id), navigator.here)
    }

    @Test
    fun whatIsAgreedElsewhereTakesTheProposalAway() = test { scope ->
        core.next = NextMeeting("2026-01-13T16:30[Europe/Zurich]", Instant.EPOCH, 60u, null, null)
        val meeting = MeetingPresenter(id, core.open, Drafts(), navigator, scope)
        runCurrent()
        core.next = null
        core.coming.set(listOf(meetingRow("meeting-2")))
        testScheduler.advanceTimeBy(100)
        runCurrent()
        assertNull(meeting.state.value.next)
    }
}
