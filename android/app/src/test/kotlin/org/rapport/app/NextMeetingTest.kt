package org.rapport.app

import androidx.compose.ui.test.hasText
import androidx.compose.ui.test.isToggleable
import androidx.compose.ui.test.onFirst
import androidx.compose.ui.test.performClick
import androidx.test.ext.junit.runners.AndroidJUnit4
import java.time.LocalDateTime
import java.time.ZoneId
import java.time.temporal.ChronoUnit
import kotlinx.coroutines.runBlocking
import org.junit.Test
import org.junit.runner.RunWith
import org.rapport.core.MeetingId
import org.rapport.core.NewMeeting
import org.rapport.core.StepDraft
import org.rapport.core.StepState
import org.rapport.presentation.Route
import org.robolectric.annotation.Config
import kotlin.test.assertEquals

/** From the end of one meeting into the next one, over two real cores and a relay. */
@RunWith(AndroidJUnit4::class)
@Config(qualifiers = "w412dp-h915dp-xhdpi")
class NextMeetingTest : TwoPeopleTest() {
    private val zone = ZoneId.of("Europe/Zurich")
    private val now: LocalDateTime = LocalDateTime.now(zone).truncatedTo(ChronoUnit.MINUTES)

    private fun view(meeting: MeetingId) = runBlocking { core.meetings.view(meeting) }

    /** One that has just begun, with a point and something agreed; and a series that goes on in three weeks. */
    private fun begun(): MeetingId {
        bea.proposeSeries("${now.toLocalDate().plusWeeks(3)}T17:00[$zone]")
        until("the series here") { runBlocking { core.meetings.series().isNotEmpty() } }
        val meeting = runBlocking {
            core.meetings.confirmSeries(core.meetings.series().single().id)
            core.meetings.propose(NewMeeting(core.people.pairings().single().space, "${now.minusMinutes(1)}[$zone]", 60u)).also {
                core.meetings.addAgendaItem(it, "How to begin")
                core.meetings.addAction(it, StepDraft("Send the advert"))
            }
        }
        until("Bea is asked") { bea.coming().any { it.id == meeting } }
        bea.confirmMeeting(meeting)
        return meeting
    }

    @Test
    fun afterAMeetingTheNextOneIsProposedWithWhatWasLeftOverAndTheBriefKnowsBoth() {
        meet()
        val meeting = begun()
        go(Route.Meeting(meeting))
        see(words.screenMeetingHold)
        // Nothing is offered before it took place.
        assertEquals(emptyList(), texts().filter { it == words.screenMeetingNextOne })
        tap(words.screenMeetingHold)
        see(words.screenMeetingNextOne)
        tap(words.screenMeetingNextOne)
        scrollTo(hasText("How to begin"))
        val next = runBlocking { core.meetings.coming().single { it.id != meeting } }
        assertEquals(listOf("How to begin" to meeting), view(next.id).agenda.map { it.text to it.carriedFrom })
        assertEquals("${now.toLocalDate().plusWeeks(3)}T17:00[$zone]", next.slot)
        until("Bea has it, too") { bea.coming().any { it.id == next.id } }

        button(words.screenMeetingBrief)
        see(words.briefSoFar(words.countMeetings(1)))
        see("How to begin")
        val advert = hasText("Send the advert") and isToggleable()
        scrollTo(advert)
        screen.onAllNodes(advert).onFirst().performClick()
        until("what was agreed is done") { view(meeting).actions.single().state == StepState.DONE }
    }

    @Test
    fun beforeTheFirstMeetingTheBriefSaysSo() {
        meet()
        val meeting = runBlocking { core.meetings.propose(NewMeeting(core.people.pairings().single().space, "${now.plusDays(2)}[$zone]", 60u)) }
        go(Route.Meeting(meeting))
        button(words.screenMeetingBrief)
        see(words.screenBriefFirstTime)
        see(words.screenBriefNothing)
        // What comes to the mind of the other one meanwhile stands there at once.
        bea.addPoint("The salary")
        see("The salary")
    }
}
