package org.rapport.presentation

import kotlinx.coroutines.ExperimentalCoroutinesApi
import kotlinx.coroutines.launch
import kotlinx.coroutines.test.StandardTestDispatcher
import kotlinx.coroutines.test.advanceTimeBy
import kotlinx.coroutines.test.advanceUntilIdle
import kotlinx.coroutines.test.runCurrent
import kotlinx.coroutines.test.runTest
import org.junit.Assert.assertEquals
import org.junit.Assert.assertTrue
import org.junit.Test
import org.rapport.bridge.READ
import org.rapport.bridge.homes

/** What comes faster than it can be seen. */
@OptIn(ExperimentalCoroutinesApi::class)
class FramesTest {
    private val core = FakeCore()

    private fun name(nth: Int) = core.home.value.copy(name = "$nth")

    @Test
    fun oneInTwoFramesAndTheLast() = runTest {
        val taken = mutableListOf<String>()
        val job = launch(StandardTestDispatcher(testScheduler)) { core.open.rapport.homes().collect { taken += it.name } }
        runCurrent()
        assertEquals("the first at once", listOf("Ada"), taken)
        repeat(1_000) { nth ->
            core.home.set(name(nth))
            advanceTimeBy(1)
        }
        advanceUntilIdle()
        assertEquals("999", taken.last())
        assertTrue("${taken.size}", taken.size in 2..(1_000 / READ + 3))
        // After a quiet moment nothing waits.
        core.home.set(name(1_000))
        runCurrent()
        assertEquals("1000", taken.last())
        job.cancel()
    }
}
