package org.rapport.presentation

import java.time.LocalDate
import org.junit.Assert.assertEquals
import org.junit.Assert.assertNull
import org.junit.Test
import org.rapport.core.Attendance
import org.rapport.core.CancelReason
import org.rapport.id.PersonKey

/** What is being entered about a meeting survives as text. */
class MeetingSheetTest {
    private val ada = PersonKey("ada")
    private val bea = PersonKey("bea")

    @Test
    fun eachSheetComesBackAsItWas() {
        val sheets = listOf(
            MeetingState.Asked.Cancel(CancelReason.entries.last(), "so much to do,\nsorry"),
            MeetingState.Asked.Cancel(CancelReason.UNSAID, ""),
            MeetingState.Asked.Move(LocalDate.of(2026, 2, 28), "16:30", "4x"),
            MeetingState.Asked.Move(null, "", ""),
            MeetingState.Asked.Log("45", mapOf(ada to Attendance.YES, bea to Attendance.entries.last())),
            MeetingState.Asked.Log("", emptyMap()),
            MeetingState.Asked.Miss(setOf(bea)),
            MeetingState.Asked.Miss(emptySet()),
        )
        for (sheet in sheets) assertEquals(sheet, MeetingSheet.read(MeetingSheet.write(sheet)))
        assertNull(MeetingSheet.read(MeetingSheet.write(null)))
    }

    @Test
    fun whatIsNoSheetIsNone() {
        assertNull(MeetingSheet.read("celebrate\nloudly"))
        assertEquals(MeetingState.Asked.Move(null, "", ""), MeetingSheet.read("move\n31 February"))
        assertEquals(MeetingState.Asked.Log("9", emptyMap()), MeetingSheet.read("log\n9\nPERHAPS ada"))
    }
}
