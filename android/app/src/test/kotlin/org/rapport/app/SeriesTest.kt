package org.rapport.app

import androidx.compose.ui.test.hasAnyAncestor
import androidx.compose.ui.test.hasClickAction
import androidx.compose.ui.test.hasContentDescription
import androidx.compose.ui.test.hasScrollAction
import androidx.compose.ui.test.hasSetTextAction
import androidx.compose.ui.test.hasText
import androidx.compose.ui.test.isDialog
import androidx.compose.ui.test.onFirst
import androidx.compose.ui.test.onNodeWithContentDescription
import androidx.compose.ui.test.performClick
import androidx.compose.ui.test.performScrollToIndex
import androidx.compose.ui.test.performTextInput
import androidx.test.ext.junit.runners.AndroidJUnit4
import java.time.LocalDate
import java.time.ZoneId
import kotlinx.coroutines.runBlocking
import org.junit.Test
import org.junit.runner.RunWith
import org.rapport.bridge.name
import org.rapport.core.CancelReason
import org.rapport.core.MeetingStage
import org.rapport.core.SeriesPlan
import org.rapport.presentation.Route
import org.robolectric.annotation.Config
import kotlin.test.assertEquals

/** A series as two people agree on it, over two real cores and a relay. */
@RunWith(AndroidJUnit4::class)
@Config(qualifiers = "w412dp-h915dp-xhdpi")
class SeriesTest : TwoPeopleTest() {
    private fun series() = runBlocking { core.meetings.series().single().let { core.meetings.viewSeries(it.id) } }

    private fun back() = screen.onNodeWithContentDescription(words.commonBack).performClick()

    @Test
    fun aSeriesIsProposedHereAndAgreedThere() {
        meet()
        tap(words.navMeetings)
        button(words.screenSeriesNew)
        until("rhythms") { nodes(hasClickAction() and hasText("every 2 weeks on", substring = true)).isNotEmpty() }
        screen.onAllNodes(hasClickAction() and hasText("every 2 weeks on", substring = true)).onFirst().performClick()
        scrollTo(hasSetTextAction() and hasText(words.fieldTitle))
        screen.onNode(hasSetTextAction() and hasText(words.fieldTitle)).performTextInput("Our hour")
        button(words.screenMeetingPropose)
        see(words.screenMeetingProposedByYou("Bea"))
        until("Bea is asked") { bea.series()?.row?.waitsForMe == true }
        assertEquals("Our hour" to 2u, bea.series()?.row?.let { it.title to it.plan.every })
        bea.confirmSeries()
        see(words.name(MeetingStage.CONFIRMED))
        until("no more is waited for") { texts().none { it == words.screenMeetingProposedByYou("Bea") } }

        // Bea leaves one time out, and it goes here, too.
        val of = series().times.first().of
        bea.skipTime(of, CancelReason.CLASH)
        until("what is left out") { series().skipped.map { it.of to it.reason } == listOf(of to CancelReason.CLASH) }
        scrollTo(hasText(words.name(CancelReason.CLASH), substring = true))

        // A time becomes a meeting of its own once somebody opens it. Each has such a button: from above the first is whole.
        screen.onAllNodes(hasScrollAction()).onFirst().performScrollToIndex(0)
        button(words.screenSeriesOpen)
        until("a meeting of it") { series().times.any { it.meeting != null } }
        scrollTo(words.screenMeetingAgenda)
    }

    @Test
    fun whatIsLeftOutAndEndedHereIsSaidThere() {
        meet()
        val first = LocalDate.now(ZoneId.of("Europe/Zurich")).plusWeeks(6)
        bea.proposeSeries("${first}T17:00[Europe/Zurich]")
        until("the series here") { runBlocking { core.meetings.series().isNotEmpty() } }
        runBlocking { core.meetings.confirmSeries(series().row.id) }
        go(Route.Series(series().row.id))
        see(words.screenSeriesTimes)
        // Each time has such a menu; what the first row offers is about the first time.
        val menus = hasContentDescription(words.readMenu) and hasAnyAncestor(hasScrollAction())
        scrollTo(menus)
        screen.onAllNodes(menus).onFirst().performClick()
        tap(words.screenSeriesSkip)
        tap(words.name(CancelReason.CLASH))
        typeInSheet("Exams until Friday")
        tap(words.commonOk)
        until("what is left out") { bea.series()?.skipped?.map { Triple(it.of, it.reason, it.note) } == listOf(Triple(first, CancelReason.CLASH, "Exams until Friday")) }
        until("the sheet is closed") { nodes(isDialog()).isEmpty() }

        screen.onAllNodes(hasContentDescription(words.readMenu) and !hasAnyAncestor(hasScrollAction())).onFirst().performClick()
        tap(words.screenSeriesEnd)
        see(words.screenSeriesEndExplained)
        tap(words.name(CancelReason.NOT_NEEDED))
        typeInSheet("We meet at work now")
        tap(words.commonOk)
        until("the end of it") { bea.series() == null }
        scrollTo(words.screenSeriesEndedBecause("${words.name(CancelReason.NOT_NEEDED)} · We meet at work now"))
    }

    @Test
    fun whatTheOtherWishesForIsAgreedToHere() {
        meet()
        val first = LocalDate.now(ZoneId.of("Europe/Zurich")).plusWeeks(6)
        bea.proposeSeries("${first}T17:00[Europe/Zurich]")
        tap(words.navMeetings)
        see(words.screenTodayNeedsAnswer)
        tap(words.screenTodayNeedsAnswer)
        see(words.screenSeriesProposedToYou("Bea"))
        button(words.screenMeetingConfirm)
        until("both have agreed") { bea.series()?.row?.stage == MeetingStage.CONFIRMED }

        val plan: SeriesPlan = checkNotNull(bea.series()).row.plan
        bea.wish(plan.copy(start = "${first.plusWeeks(1)}T17:00[Europe/Zurich]", every = 2u))
        button(words.screenSeriesAgree)
        until("the other rhythm") { bea.series()?.row?.plan?.every == 2u }
        until("it is told here") { texts().none { it == words.screenSeriesAgree } }

        val time = checkNotNull(bea.series()).times.first()
        bea.moveTime(time.of, "${time.of.plusDays(1)}T09:30[Europe/Zurich]")
        button(words.screenSeriesAgreeOne)
        until("the new time is agreed") { bea.series()?.moved?.single()?.agreed == true }

        bea.endSeries(CancelReason.NOT_NEEDED)
        scrollTo(words.screenSeriesEndedBecause(words.name(CancelReason.NOT_NEEDED)))
        back()
        scrollTo(words.screenSeriesEnded)
    }
}
