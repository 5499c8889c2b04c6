package org.rapport.contract

import java.time.Instant
import java.time.LocalDate
import java.util.Random
import kotlinx.coroutines.runBlocking
import org.junit.Assert.assertEquals
import org.junit.Assert.assertTrue
import org.junit.Test
import org.rapport.core.*

/** Instants and days are what Java has for them, exact both ways; what the core does not keep is refused. */
class MomentsTest : DeviceTest() {
    private val earliest = Instant.parse("0001-01-01T00:00:00Z")
    private val latest = Instant.parse("9999-12-31T23:59:59.999Z")

    /** When the core says that something changed while the clock said `now`. */
    private suspend fun changed(now: Instant): Instant {
        clock.answer = { now }
        val goal = privateGoal()
        return rows().single { it.id == goal }.changed
    }

    @Test
    fun anInstantIsTheSameOnBothSidesToTheMillisecond() = runBlocking {
        val chance = Random(7)
        val some = listOf(0L, 1, 999, 1_767_636_000_001, 4_102_444_799_999) + List(20) { chance.nextLong(4_102_444_800_000) }
        for (ms in some) assertEquals(Instant.ofEpochMilli(ms), changed(Instant.ofEpochMilli(ms)))
        assertEquals("a part of a millisecond is cut off", Instant.ofEpochMilli(5), changed(Instant.ofEpochSecond(0, 5_999_999)))
        val ends = listOf(earliest, latest, Instant.EPOCH, Instant.ofEpochMilli(-1)).map { it.toEpochMilli() }
        val any = List(5_000) { chance.nextLong(ends[0], ends[1]) }
        for (ms in ends + any) assertEquals(ms, FfiConverterTypeMoment.lower(FfiConverterTypeMoment.lift(ms)))
    }

    @Test
    fun aClockBeyondWhatIsKeptIsRefusedAndChangesNothing() = runBlocking {
        val usual = clock.answer
        for (odd in listOf(Instant.MIN, earliest.minusMillis(1), latest.plusMillis(1), Instant.MAX)) {
            clock.answer = { odd }
            assertEquals("clock", fails<Failure.Port> { privateGoal() }.what)
        }
        clock.answer = usual
        assertTrue(rows().isEmpty())
    }

    @Test
    fun aDayBeyondWhatIsKeptIsRefusedByItsField() = runBlocking {
        for (odd in listOf(LocalDate.MIN, LocalDate.of(1969, 12, 31), LocalDate.of(2201, 1, 1), LocalDate.MAX)) {
            val refused = fails<Failure.Invalid> { core.goals().addMilestone(privateGoal(), "First", odd) }
            assertTrue("$odd $refused", refused.problem is Problem.DateOutOfRange || refused.problem is Problem.NotADate)
        }
    }
}
