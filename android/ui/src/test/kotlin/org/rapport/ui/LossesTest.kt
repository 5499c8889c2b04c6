package org.rapport.ui

import androidx.compose.runtime.getValue
import androidx.compose.runtime.key
import androidx.compose.runtime.mutableStateOf
import androidx.compose.runtime.setValue
import androidx.compose.foundation.layout.PaddingValues
import androidx.compose.ui.test.hasClickAction
import androidx.compose.ui.test.hasText
import androidx.compose.ui.test.junit4.v2.createComposeRule
import androidx.compose.ui.test.performClick
import java.time.Instant
import java.time.LocalDate
import java.time.ZoneId
import java.util.Locale
import org.junit.Assert.assertEquals
import org.junit.Rule
import org.junit.Test
import org.rapport.core.LateKind
import org.rapport.core.LossRow
import org.rapport.words.Words

/** What came back without some of it is told by the name of the thing, with what is gone and what to do. */
class LossesTest {
    @get:Rule
    val rule = createComposeRule()

    @Test
    fun eachLossIsToldAndIsSeenByAButton() {
        var words by mutableStateOf(Words.of("en"))
        var seen = 0
        val losses = LateKind.entries.map { LossRow(it, if (it == LateKind.OTHER) "" else "Monday", 1u, it == LateKind.NOTE, Instant.EPOCH) }
        rule.setContent {
            key(words) {
                RapportTheme(dark = false) {
                    Told(words, Locale.UK, ZoneId.of("Europe/Zurich"), LocalDate.of(2026, 5, 11)) {
                        Body(PaddingValues()) { losses(losses, false, words) { seen++ } }
                    }
                }
            }
        }
        for (language in Words.languages) {
            words = Words.of(language)
            rule.waitForIdle()
            rule.onNode(hasText(words.lostHeading)).assertExists()
            val things = with(words) { listOf(thingGoal, thingMeeting, thingSeries, thingNote, thingPerson) }
            for (thing in things) rule.onNode(hasText(words.lostChanges(words.lostCalled(thing, "Monday"), words.countChanges(1)))).assertExists()
            rule.onNode(hasText(words.lostChanges(words.thingFile, words.countChanges(1)))).assertExists()
            rule.onNode(hasText(words.lostMoved(words.lostCalled(words.thingNote, "Monday")))).assertExists()
            rule.onNode(hasText(words.lostDo)).assertExists()
            val before = seen
            rule.onNode(hasText(words.lostSeen) and hasClickAction()).performClick()
            assertEquals(before + 1, seen)
        }
    }

    @Test
    fun nothingIsSaidOfNothing() {
        rule.setContent {
            RapportTheme(dark = false) {
                Told(Words.of("en"), Locale.UK, ZoneId.of("Europe/Zurich"), LocalDate.of(2026, 5, 11)) { Body(PaddingValues()) { losses(emptyList(), false, Words.of("en")) {} } }
            }
        }
        rule.onNode(hasText(Words.of("en").lostHeading)).assertDoesNotExist()
    }
}
