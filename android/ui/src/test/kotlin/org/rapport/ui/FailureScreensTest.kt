package org.rapport.ui

import androidx.compose.runtime.getValue
import androidx.compose.runtime.key
import androidx.compose.runtime.mutableStateOf
import androidx.compose.runtime.setValue
import androidx.compose.ui.test.ExperimentalTestApi
import androidx.compose.ui.test.assertIsDisplayed
import androidx.compose.ui.test.hasClickAction
import androidx.compose.ui.test.hasText
import androidx.compose.ui.test.junit4.v2.createComposeRule
import androidx.compose.ui.test.onFirst
import androidx.compose.ui.test.onNodeWithText
import androidx.compose.ui.test.performClick
import androidx.compose.material3.Text
import java.time.LocalDate
import java.time.ZoneId
import java.util.Locale
import org.junit.Assert.assertEquals
import org.junit.Assert.assertTrue
import org.junit.Rule
import org.junit.Test
import org.rapport.bridge.told
import org.rapport.core.Failure
import org.rapport.core.Field
import org.rapport.core.Problem as Wrong
import org.rapport.core.RelayCode
import org.rapport.core.Rule as Law
import org.rapport.core.Who
import org.rapport.presentation.Loaded
import org.rapport.words.Words

/** Each failure as a screen of its own and at the foot of another one: what happened, what to do, and a way on. */
@OptIn(ExperimentalTestApi::class)
class FailureScreensTest {
    @get:Rule
    val rule = createComposeRule()

    private val failures: List<Failure> = listOf(
        Failure.NotFound("goal"), Failure.NotAllowed(Field.STATE, Law.OnlyFor(Who.entries.first())), Failure.Invalid(Field.TITLE, Wrong.Empty),
        Failure.Conflict("profile_open"), Failure.Conflict("device"), Failure.Offline(), Failure.RelayRefused(RelayCode.entries.first(), 30u),
        Failure.RelayRefused(RelayCode.entries.last(), null), Failure.Locked(), Failure.KeyLost(), Failure.StorageFull(20_000_000u),
        Failure.StorageReadOnly(), Failure.StorageDamaged("goals"), Failure.NeedsUpdate(7u), Failure.Port("vault", "refused"), Failure.Stopped(), Failure.Bug("a1b2"),
    )
    private var shown by mutableStateOf<Pair<Failure, Words>?>(null)

    @Test
    fun everyFailureIsHere() {
        val all = Failure::class.java.declaredClasses.filter { Failure::class.java.isAssignableFrom(it) }
        assertEquals(all.map { it.simpleName }.toSortedSet(), failures.map { it.javaClass.simpleName }.toSortedSet())
    }

    @Test
    fun noneNamesWhatIsNotThere() {
        // Until there is such a thing on a screen, no failure may send a person to it.
        val notThere = listOf("check and repair", "prüfen und reparieren", "prüf und reparier")
        for (words in Words.languages.map { Words.of(it) }) {
            val told = failures.map { words.told(it) }.flatMap { listOf(it.what, it.act) } + words.screenProblemLockedOutDo + words.screenProblemDamagedDo
            assertEquals(emptyList<String>(), told.filter { text -> notThere.any { it in text.lowercase() } })
        }
    }

    @Test
    fun whoLostTheKeyHearsOfEveryWayBack() {
        for ((language, ways) in mapOf("en" to listOf("link", "24 words", "invite"), "de" to listOf("verbinde", "24 Wörtern", "einladen"))) {
            val words = Words.of(language)
            for (told in listOf(words.told(Failure.KeyLost()).act, words.screenProblemLockedOutDo)) for (way in ways) assertTrue("$way in: $told", way in told)
        }
    }

    private fun each(content: @androidx.compose.runtime.Composable (Failure, Words) -> Unit, check: (Failure, Words) -> Unit) {
        rule.setContent {
            shown?.let { (failure, words) ->
                key(failure, words) {
                    RapportTheme(dark = false) { Told(words, Locale.UK, ZoneId.of("Europe/Zurich"), LocalDate.of(2026, 5, 11)) { content(failure, words) } }
                }
            }
        }
        for (words in Words.languages.map { Words.of(it) }) for (failure in failures) {
            shown = failure to words
            rule.waitForIdle()
            check(failure, words)
        }
    }

    @Test
    fun asAScreenOfItsOwn() {
        var tried = 0
        each({ failure, _ -> Shown(Loaded.Failed(failure), { tried++ }) { Text("loaded") } }) { failure, words ->
            val told = words.told(failure)
            val title = if (failure is Failure.NeedsUpdate) words.screenProblemNeedsUpdate else told.what
            val act = if (failure is Failure.KeyLost) words.screenProblemLockedOutDo else told.act
            for (text in listOf(title, act)) {
                assertTrue("$failure", text.isNotBlank() && '{' !in text)
                rule.onAllNodes(hasText(text)).onFirst().assertIsDisplayed()
            }
            val again = rule.onAllNodes(hasText(words.commonTryAgain) and hasClickAction())
            if (failure is Failure.NeedsUpdate || failure is Failure.KeyLost) assertEquals(0, again.fetchSemanticsNodes().size)
            else {
                val before = tried
                again.onFirst().performClick()
                assertEquals(before + 1, tried)
            }
            assertEquals(0, rule.onAllNodes(hasText("loaded")).fetchSemanticsNodes().size)
        }
    }

    @Test
    fun atTheFootOfAScreenThatStays() {
        var dismissed = 0
        each({ failure, _ -> Frame("Goal", Surroundings(failure = failure, onDismiss = { dismissed++ })) { Text("loaded") } }) { failure, words ->
            val told = words.told(failure)
            rule.onAllNodes(hasText(told.what)).onFirst().assertIsDisplayed()
            rule.onAllNodes(hasText(told.act)).onFirst().assertIsDisplayed()
            rule.onNodeWithText("loaded").assertExists()
            val before = dismissed
            rule.onNode(hasText(words.commonOk) and hasClickAction()).performClick()
            assertEquals(before + 1, dismissed)
        }
    }
}
