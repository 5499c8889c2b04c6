package org.rapport.ui

import java.io.File
import org.junit.Assert.assertEquals
import org.junit.Assert.assertTrue
import org.junit.Test

/** What no screen and no presenter may do, by its source. */
class SourcesTest {
    private val android: File = generateSequence(File("").absoluteFile) { it.parentFile }.map { File(it, "android") }.first { File(it, "ui").isDirectory }
    private val ui = sources("ui")
    private val all = ui + sources("presentation")

    private fun sources(module: String) = File(android, "$module/src/main/kotlin").walk().filter { it.extension == "kt" }.toList()

    /** The texts of a source: what stands between quotes, without comments and without what is filled in. */
    private fun literals(source: String): List<String> {
        val code = source.replace(Regex("""/\*.*?\*/""", RegexOption.DOT_MATCHES_ALL), "").replace(Regex("""(?m)(^|\s)//.*$"""), "")
        return Regex(""""((?:[^"\\\n$]|\\.|\$\{[^}"]*\}|\$)*)"""").findAll(code).map { it.groupValues[1].replace(Regex("""\$\{[^}]*\}|\$\w+"""), "") }.toList()
    }

    private fun words(source: String) = literals(source).filter { text ->
        Regex("""\p{Lu}\p{L}{2,}""").containsMatchIn(text) || Regex("""\p{L}+ \p{L}+ \p{L}+""").containsMatchIn(text)
    } + Regex("""(Text|Quiet|Heading|Tag|Description =)\s*\(?\s*("[^"$]*\p{L}[^"]*")""").findAll(source).map { it.groupValues[2] }

    private fun dates(source: String) =
        Regex("""\b(plus|minus)(Days|Weeks|Months|Years|Hours|Minutes|Seconds|Millis)\b|\b(ChronoUnit|Duration|Period)\b|\b(toEpochDay|currentTimeMillis|datesUntil|isBefore|isAfter)\b|\b(LocalDate|LocalTime|LocalDateTime|Instant|ZonedDateTime|Clock)\.(now|system)""")
            .findAll(source).map { it.value }.toList()

    private fun found(rule: (String) -> List<String>, allowed: Map<String, Set<String>> = emptyMap()) =
        all.flatMap { file -> (rule(file.readText()) - allowed[file.name].orEmpty()).map { "${file.name}: $it" } }

    @Test
    fun whatIsTypedIsKeptByThePresenterAndNotByTheScreen() {
        assertTrue(ui.size > 40)
        // A text that a screen only remembers is lost when the phone is turned.
        val forgetful = Regex("""remember\s*(\([^)]*\))?\s*\{\s*mutableStateOf(<String>)?\(""\)""")
        assertEquals(emptyList<String>(), ui.filter { forgetful.containsMatchIn(it.readText()) }.map { it.name })
    }

    @Test
    fun wordsComeFromTheStrings() {
        val allowed = mapOf(
            // How a day is written, for a formatter.
            "Moments.kt" to setOf("EEE, d. MMM", "EEE, d MMM"),
            // Beginnings of names of zones that nobody chooses.
            "Zones.kt" to setOf("Etc/", "SystemV/"),
            // For whoever forgot something in a source; nobody sees it on a screen.
            "Locals.kt" to setOf("no moments above"),
        )
        assertEquals(emptyList<String>(), found(::words, allowed))
    }

    @Test
    fun nobodyReckonsWithDates() {
        val allowed = mapOf(
            // Which day is called tomorrow or yesterday.
            "Moments.kt" to setOf("plusDays", "minusDays"),
            // How far along an axis a day is drawn.
            "TrendScreen.kt" to setOf("ChronoUnit"),
        )
        assertEquals(emptyList<String>(), found(::dates, allowed))
    }

    @Test
    fun addressesAreTheCoresBusiness() {
        assertTrue(all.size > 100)
        assertEquals(emptyList<String>(), found({ source -> literals(source).filter { "http" in it || "://" in it } }))
    }

    @Test
    fun theseRulesFindWhatTheyLookFor() {
        assertEquals(listOf("Tick it"), words("""val a = "Tick it" // "Not This One""""))
        assertEquals(listOf("one two three"), words("""val a = "one two three""""))
        assertEquals(listOf("\"ok\""), words("""Text("ok")"""))
        assertEquals(emptyList<String>(), words("""item(key = "goal ${'$'}{row.Title}") { Text("${'$'}a · ${'$'}b") }"""))
        assertEquals(listOf("plusDays", "LocalDate.now"), dates("day.plusDays(1) LocalDate.now()"))
        assertEquals(listOf("http://"), literals("""if (relay.startsWith("http://")) go()"""))
    }
}
