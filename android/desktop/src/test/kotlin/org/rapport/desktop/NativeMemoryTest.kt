package org.rapport.desktop

import com.sun.jna.Native
import org.junit.Assert.assertFalse
import org.junit.Assert.assertTrue
import org.junit.Test

/** The figure of native memory sees what is never given back, and only that. */
class NativeMemoryTest {
    private val memory = NativeMemory(pauseMs = 100)

    /** The middle of five: what Java's compiler lets go of beside one of them, up to 8 MB, is not the round's. */
    private fun grown(round: () -> Unit) = List(5) { memory.grown(1_000, round) }.sorted()[2]

    private fun holds(grown: Double) = Measured {}.run {
        say("native memory", grown, "B", 2_048.0)
        end(NotReached.of(""), all = true)
    }

    @Test
    fun aLeakOfFourKilobytesARoundIsReported() {
        val leaked = mutableListOf<Long>()
        val grown = grown { leaked += Native.malloc(4_096) }
        leaked.forEach(Native::free)
        assertTrue("$grown", grown in 4_000.0..5_000.0)
        assertFalse(holds(grown))
    }

    @Test
    fun whatIsGivenBackIsNone() {
        val grown = grown { Native.free(Native.malloc(4_096)) }
        assertTrue("$grown", grown < 1_000)
        assertTrue(holds(grown))
    }
}
