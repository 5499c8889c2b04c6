package org.rapport.contract

import kotlinx.coroutines.CoroutineStart
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.async
import kotlinx.coroutines.awaitAll
import kotlinx.coroutines.cancelAndJoin
import kotlinx.coroutines.launch
import kotlinx.coroutines.runBlocking
import org.junit.Assert.assertEquals
import org.junit.Assert.assertTrue
import org.junit.Test
import org.rapport.core.*

/** What must hold when something fails: ports, callers, observers, the end. */
class TroubleTest : DeviceTest() {
    private val refuse: () -> Nothing = { throw PortFailure.Failed("did not work") }
    private val stumble: () -> Nothing = { error("not declared") }

    @Test
    fun aClockThatThrowsIsAFailure() = runBlocking {
        for ((answer, says) in listOf(refuse to "did not work", stumble to "not declared")) {
            val usual = clock.answer
            clock.answer = answer
            val failed = fails<Failure.Port> { privateGoal() }
            assertEquals("clock", failed.what)
            assertTrue(failed.detail, says in failed.detail)
            clock.answer = usual
        }
        assertTrue(rows().isEmpty())
    }

    @Test
    fun aVaultThatThrowsIsAFailure() = runBlocking {
        core.shutdown()
        val other = Config("$folder/other")
        for (before in listOf(refuse, stumble)) {
            vault.before = before
            assertEquals("vault", fails<Failure.Port> { Rapport.open(config, platform) }.what)
            assertEquals("vault", fails<Failure.Port> { Rapport.create(other, platform, "Bea") }.what)
        }
        vault.before = { throw PortFailure.Locked() }
        fails<Failure.Locked> { Rapport.open(config, platform) }
        vault.before = { throw PortFailure.Lost() }
        fails<Failure.KeyLost> { Rapport.open(config, platform) }
        vault.before = {}
        fails<Failure.KeyLost> { Rapport.open(config, Platform(TestVault(ByteArray(31)), zones)) }
        fails<Failure.Locked> { Rapport.open(config, Platform(TestVault(ByteArray(32)), zones)) }
        reopen()
    }

    @Test
    fun zonesThatThrowLeaveTheDayOfUtc() = runBlocking {
        for (before in listOf(refuse, stumble)) {
            zones.before = before
            core.setZone("Asia/Tokyo")
            assertEquals("2026-01-05", core.home().today.toString())
        }
        zones.before = {}
        assertEquals("2026-01-06", core.home().today.toString())
    }

    private suspend fun watchBadly() = core.goals().watchRows(GoalFilter(), 50u, object : GoalsObserver {
        override fun onGoals(goals: List<GoalRow>) = stumble()
    })

    @Test
    fun aLogThatThrowsIsIgnored() = runBlocking {
        for (before in listOf(refuse, stumble)) {
            log.before = before
            fails<Failure.Bug> { watchBadly() }
        }
        assertTrue("bug" in core.logText())
    }

    @Test
    fun aPanicIsAFailureAndLifeGoesOn() = runBlocking {
        // An observer has no way to refuse: what it throws is a panic in the core.
        val bug = fails<Failure.Bug> { watchBadly() }
        assertTrue("${bug.reference} " in core.logText())
        val seen = Seen<List<GoalRow>>()
        core.goals().watchRows(GoalFilter(), 50u, seen.goals()).use {
            privateGoal("after")
            seen.until { rows -> rows.map { it.title } == listOf("after") }
        }
        Unit
    }

    @Test
    fun aWriteOutlivesItsCaller() = runBlocking {
        val seen = Seen<List<GoalRow>>()
        core.goals().watchRows(GoalFilter(), 50u, seen.goals()).use {
            val (entered, mayGo) = hold()
            val caller = launch(start = CoroutineStart.UNDISPATCHED) { privateGoal("written") }
            reached(entered)
            caller.cancelAndJoin()
            mayGo.countDown()
            seen.until { rows -> rows.map { it.title } == listOf("written") }
        }
        Unit
    }

    @Test
    fun shutdownWhileCallsRun() = runBlocking {
        val (entered, mayGo) = hold()
        val running = List(3) { async(Dispatchers.IO) { runCatching { privateGoal("goal $it") } } }
        reached(entered)
        val ending = async(Dispatchers.IO) { core.shutdown() }
        mayGo.countDown()
        ending.await()
        val ends = running.awaitAll()
        for (end in ends) assertTrue("$end", end.isSuccess || end.exceptionOrNull() is Failure.Stopped)
        fails<Failure.Stopped> { rows() }
        fails<Failure.Stopped> { privateGoal() }
        reopen()
        assertEquals(ends.count { it.isSuccess }, rows().size)
    }

    @Test
    fun asleepNothingIsDone() = runBlocking {
        val (begun, editor) = openNote()
        editor.exchange(listOf(splice(0, 0, "kept")))
        core.suspend()
        core.suspend()
        fails<Failure.Stopped> { privateGoal() }
        fails<Failure.Stopped> { rows() }
        core.resume()
        assertEquals("kept", stored(begun))
        privateGoal()
        Unit
    }

    @Test
    fun manyCallsAtOnce() = runBlocking {
        (1..100).map { async(Dispatchers.Default) { privateGoal("goal $it") } }.awaitAll()
        assertEquals(100, rows().size)
    }
}
