package org.rapport.bridge

import java.io.File
import java.time.Instant
import org.junit.Assert.assertEquals
import org.junit.Assert.assertThrows
import org.junit.Test
import org.rapport.core.PortFailure

/** The system's zones name the same changes of clocks as every other platform. */
class JavaZonesTest {
    private val text = generateSequence(File("").absoluteFile) { it.parentFile }
        .map { File(it, "tests/vectors/zones.json") }.first { it.exists() }.readText()

    private fun instant(name: String): Instant = Instant.ofEpochMilli(Regex("\"$name\": (\\d+)").find(text)!!.groupValues[1].toLong())

    @Test
    fun theChangesOfFortyZones() {
        val zones = Regex("^\"([A-Z][^\"]*)\": \\[(.*)],?$", RegexOption.MULTILINE).findAll(text).toList()
        assertEquals(40, zones.size)
        for (zone in zones) {
            val (name, changes) = zone.destructured
            val found = JavaZones().changes(name, instant("from_ms"), instant("to_ms"))
            assertEquals(name, changes, found.joinToString(",") { "[${it.at.toEpochMilli()},${it.offsetS}]" })
        }
    }

    @Test
    fun aZoneThatNobodyKnowsIsUnknown() {
        assertThrows(PortFailure.Unknown::class.java) { JavaZones().changes("Mars/Olympus", Instant.EPOCH, Instant.EPOCH) }
    }
}
