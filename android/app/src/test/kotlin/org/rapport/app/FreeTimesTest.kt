package org.rapport.app

import android.content.Intent
import android.net.Uri
import androidx.compose.ui.test.hasClickAction
import androidx.compose.ui.test.hasContentDescription
import androidx.compose.ui.test.hasText
import androidx.compose.ui.test.isDialog
import androidx.compose.ui.test.onFirst
import androidx.compose.ui.test.onNodeWithContentDescription
import androidx.compose.ui.test.performClick
import androidx.test.ext.junit.runners.AndroidJUnit4
import androidx.test.platform.app.InstrumentationRegistry
import java.time.ZoneId
import kotlinx.coroutines.runBlocking
import org.junit.Test
import org.junit.runner.RunWith
import org.rapport.bridge.name
import org.rapport.core.Days
import org.rapport.core.Hours
import org.rapport.core.Quiet
import org.rapport.core.Weekday
import org.rapport.presentation.AppEvent
import org.rapport.presentation.Route
import org.robolectric.Shadows.shadowOf
import org.robolectric.annotation.Config
import kotlin.test.assertEquals
import kotlin.test.assertNull

/** Free times as a person says them, and a time for both, over two real cores and a relay. */
@RunWith(AndroidJUnit4::class)
@Config(qualifiers = "w412dp-h915dp-xhdpi")
class FreeTimesTest : TwoPeopleTest() {
    private fun free() = runBlocking { core.availability.view() }

    private fun open() {
        screen.activity.model.presenter.on(AppEvent.Go(Route.Free))
        see(words.screenFreeSeen)
    }

    @Test
    fun aTimeForBothIsFoundAndProposed() {
        meet()
        tap(words.navMeetings)
        button(words.screenFreeFind)
        see(words.screenFreeSlotsYouFirst)
        button(words.screenFreeTitle)
        see(words.screenFreeSeen)
        runBlocking { core.availability.setWeekly(listOf(Hours(Weekday.TUESDAY, "17:00", "20:00"))) }
        see(words.name(Weekday.TUESDAY))
        screen.onNodeWithContentDescription(words.commonBack).performClick()
        see(words.slotsTheyHaveNot("Bea"))
        val here = ZoneId.systemDefault().id
        bea.free(here, Hours(Weekday.TUESDAY, "18:00", "21:00"))
        button(words.screenMeetingPropose)
        see(words.screenMeetingProposedByYou("Bea"))
        until("Bea is asked") { bea.coming().size == 1 }
        // Both can from six to eight; the best begins when both have come.
        assertEquals("18:00" to 60u, bea.coming().single().let { it.slot.substringAfter('T').substringBefore('[') to it.minutes })
    }

    @Test
    fun hoursAndDaysAwayAreSaidInSheets() {
        begin()
        open()
        button(words.screenProfileAddHours)
        tap(words.name(Weekday.SATURDAY))
        tap(words.commonOk)
        until("the hours") { free().weekly == listOf(Hours(Weekday.SATURDAY, "17:00", "20:00")) }
        until("the sheet is closed") { nodes(isDialog()).isEmpty() }
        button(words.screenFreeAddAway)
        tap(words.commonOk)
        val today = runBlocking { core.rapport.home() }.today
        until("today is away") { free().away == listOf(Days(today, today)) }
    }

    @Test
    fun peaceIsSaidAndHoursAndDaysAreTakenBack() {
        begin()
        open()
        runBlocking {
            core.availability.setWeekly(listOf(Hours(Weekday.SATURDAY, "09:00", "12:00")))
            core.rapport.home().today.let { core.availability.addAbsence(it, it.plusDays(3)) }
        }
        see(words.name(Weekday.SATURDAY))
        scrollTo(hasText(words.screenRemindersQuiet) and hasClickAction())
        tap(words.screenRemindersQuiet)
        until("peace as reminders keep it") { free().quiet == runBlocking { core.reminders.usualQuiet() }.let { Quiet(it.begin, it.end) } }
        val remove = hasContentDescription(words.screenFreeRemove("").trim(), substring = true) and hasClickAction()
        // The list follows the core a moment later: each row is meant by its own words.
        val saturday = hasContentDescription(words.name(Weekday.SATURDAY), substring = true)
        for ((row, left) in listOf(remove and saturday to 1, remove and !saturday to 0)) {
            scrollTo(row)
            rest()
            screen.onAllNodes(row).onFirst().performClick()
            until("one less") { free().away.size + free().weekly.size == left }
        }
    }

    @Test
    fun aCalendarOfAnotherAppCountsAsBusyAndNothingElseIsKept() {
        begin()
        val file = Uri.parse("content://org.example.calendar/1")
        val day = runBlocking { core.rapport.home().today.plusDays(3) }.toString().replace("-", "")
        val text = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//example//EN\r\nBEGIN:VEVENT\r\nUID:1@example.org\r\nDTSTAMP:20260101T000000Z\r\n" +
            "DTSTART:${day}T100000Z\r\nDTEND:${day}T110000Z\r\nSUMMARY:Secret talk\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
        shadowOf(screen.activity.contentResolver).registerInputStream(file, text.byteInputStream())
        val shared = Intent(Intent.ACTION_SEND).setType("text/calendar").putExtra(Intent.EXTRA_STREAM, file)
        screen.activityRule.scenario.onActivity { InstrumentationRegistry.getInstrumentation().callActivityOnNewIntent(it, shared) }
        until("busy times") { free().busyTimes == 1u }
        scrollTo(words.availabilityTaken(times = 1, days = 0))
        button(words.screenFreeForget)
        until("forgotten") { free().busyTimes == 0u }
    }

    @Test
    fun onlyCalendarsAreTakenForOne() {
        val file = Uri.parse("content://org.example/1")
        fun shared(type: String, uri: Uri) = Intent(Intent.ACTION_SEND).setType(type).putExtra(Intent.EXTRA_STREAM, uri)
        assertEquals(file, Links.calendar(shared("text/calendar", file)))
        assertEquals(file, Links.calendar(Intent(Intent.ACTION_VIEW).setDataAndType(file, "text/calendar")))
        assertNull(Links.calendar(shared("text/plain", file)))
        assertNull(Links.calendar(shared("text/calendar", Uri.parse("file:///data/data/org.rapport.app/files/key"))))
        assertNull(Links.calendar(Intent(Intent.ACTION_VIEW, Uri.parse("rapport:x"))))
    }
}
