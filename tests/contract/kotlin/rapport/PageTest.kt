package org.rapport.contract

import java.io.ByteArrayOutputStream
import java.io.File
import java.io.PrintStream
import org.junit.Assert.assertEquals
import org.junit.Test

/** The smallest program of docs/build-a-shell.md, taken from there by `page`. */
class PageTest {
    @Test
    fun theSmallestProgramPrintsWhatThePageSays() {
        val printed = ByteArrayOutputStream()
        val before = System.out
        System.setOut(PrintStream(printed, true))
        try {
            // It has no package, so it cannot be named from here.
            Class.forName("HelloKt").getMethod("main").invoke(null)
        } finally {
            System.setOut(before)
        }
        assertEquals(File(System.getProperty("page"), "printed.txt").readText(), printed.toString())
    }
}
