package org.rapport.app

import androidx.compose.runtime.getValue
import androidx.compose.runtime.mutableStateOf
import androidx.compose.runtime.remember
import androidx.compose.runtime.setValue
import androidx.compose.ui.test.hasSetTextAction
import androidx.compose.ui.test.hasText
import androidx.compose.ui.test.isDialog
import androidx.compose.ui.test.junit4.v2.createComposeRule
import androidx.compose.ui.test.performTextInput
import androidx.test.ext.junit.runners.AndroidJUnit4
import java.time.LocalDate
import java.time.ZoneId
import java.util.Locale
import org.junit.Rule
import org.junit.Test
import org.junit.runner.RunWith
import org.rapport.ui.Ask
import org.rapport.ui.DraftField
import org.rapport.ui.RapportTheme
import org.rapport.ui.Told
import org.rapport.words.Words
import org.robolectric.annotation.Config
import kotlin.test.assertEquals

/** What other tests stand on: a window of a test is as large as it asks to be, as on a phone. */
@RunWith(AndroidJUnit4::class)
@Config(application = android.app.Application::class, qualifiers = "w412dp-h915dp-mdpi")
class WindowsTest {
    @get:Rule
    val screen = createComposeRule()

    @Test
    fun aDialogWithAFieldComesToRestAndIsNarrowerThanTheScreen() {
        screen.setContent {
            RapportTheme(dark = false) {
                Told(Words.of("en"), Locale.UK, ZoneId.of("Europe/Zurich"), LocalDate.of(2026, 5, 11)) {
                    var text by remember { mutableStateOf("") }
                    Ask("Why?", "OK", {}, {}) { DraftField(text, { text = it }, "A few words") }
                }
            }
        }
        screen.onNode(hasSetTextAction()).performTextInput("Exams")
        screen.onNode(hasSetTextAction() and hasText("Exams")).assertExists()
        // Android tries a dialog with 320 dp first.
        assertEquals(320, screen.onNode(isDialog()).fetchSemanticsNode().layoutInfo.width)
    }
}
