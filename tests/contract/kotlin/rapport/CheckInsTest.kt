package org.rapport.contract

import java.time.LocalDate
import kotlinx.coroutines.runBlocking
import org.junit.Assert.assertEquals
import org.junit.Assert.assertNull
import org.junit.Assert.assertTrue
import org.junit.Test
import org.rapport.core.*

/** Check-ins: answered, kept, put right, and whom to turn to. */
class CheckInsTest : DeviceTest() {
    private fun mood(value: Long) = listOf(AnswerView("mood", value, ""))

    @Test
    fun aDraftIsThereAfterOpeningAgainAndGoneWithTheAnswer() = runBlocking {
        core.checkins().draft("pulse", mood(2))
        reopen()
        val checkins = core.checkins()
        assertEquals(mood(2), checkins.form("pulse", "de-CH").draft)
        assertEquals("Puls", checkins.form("pulse", "de-CH").name)
        val checkin = checkins.answer("pulse", "en", mood(2))
        val row = checkins.mine("en").single()
        assertEquals(listOf(checkin, true, 2000L, ScoreBand.LOW), listOf(row.id, row.low, row.scores[0].thousandths, row.scores[0].band))
        assertTrue(checkins.form("pulse", "en").draft.isEmpty())
        val soon = fails<Failure.NotAllowed> { checkins.answer("pulse", "en", mood(3)) }
        assertEquals(Rule.TooSoon(LocalDate.of(2026, 1, 6)), soon.rule)
        checkins.correct(checkin, mood(3))
        assertEquals(listOf(3000L), checkins.trend("pulse", "en").parts[0].scores)
    }

    @Test
    fun whatCannotBeTakenIsRefusedByItsPlace() = runBlocking {
        val checkins = core.checkins()
        assertNull(checkins.instruments("en").single { it.id == "who5" }.language)
        assertEquals("file", fails<Failure.NotFound> { checkins.form("who5", "en") }.what)
        assertEquals(Field.ANSWER, fails<Failure.Invalid> { checkins.answer("pulse", "en", mood(6)) }.`field`)
        val words = fails<Failure.Invalid> { checkins.loadTexts("{\n\"instrument\": 5}") }
        assertEquals(Problem.InFile(2u, 15u, FileFault.WRONG_TYPE), words.problem)
        assertTrue(checkins.help().places.isEmpty())
        assertEquals(Field.FILE, fails<Failure.Invalid> { checkins.loadHelp("nothing") }.`field`)
    }
}
