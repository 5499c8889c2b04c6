package org.rapport.desktop

import org.junit.Assert.assertEquals
import org.junit.Assert.assertFalse
import org.junit.Assert.assertThrows
import org.junit.Assert.assertTrue
import org.junit.Test

/** When the figures end well. */
class MeasuredTest {
    private val said = mutableListOf<String>()

    private fun measured(vararg values: Pair<String, Double>) =
        Measured { said += it }.also { measured -> for ((name, value) in values) measured.say(name, value, "ms", 10.0) }

    private val none = NotReached.of("# a remark\n\n")
    private val slow = NotReached.of("slow: the disk\n")

    @Test
    fun whatIsNotListedHasToHold() {
        assertTrue(measured("slow" to 10.0).end(none, all = true))
        assertFalse(measured("slow" to 10.1).end(none, all = true))
        assertFalse(measured("slow" to 12.0, "other" to 11.0).end(slow, all = true))
    }

    @Test
    fun whatIsListedIsToldAsNotHeld() {
        assertTrue(measured("slow" to 12.0, "other" to 1.0).end(slow, all = true))
        assertTrue("not held, as listed: slow: the disk" in said)
        assertEquals("figures: 2 passed, 0 failed", said.last())
    }

    @Test
    fun whatHoldsClearlyIsTakenOffTheList() {
        assertTrue("it might be over it at the next measuring", measured("slow" to 9.5).end(slow, all = true))
        assertFalse(measured("slow" to 5.0).end(slow, all = true))
        assertTrue("holds now, take it off the list: slow" in said)
    }

    @Test
    fun anExcuseIsOneOfAFigure() {
        assertFalse(measured("other" to 1.0).end(slow, all = true))
        assertTrue("only some were measured", measured("other" to 1.0).end(slow, all = false))
    }

    @Test
    fun aReasonIsGiven() {
        assertThrows(IllegalArgumentException::class.java) { NotReached.of("slow\n") }
        assertThrows(IllegalArgumentException::class.java) { NotReached.of("slow: \n") }
    }
}
