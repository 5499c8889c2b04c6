package org.rapport.app.reminders

import androidx.compose.runtime.getValue
import androidx.compose.runtime.mutableStateOf
import androidx.compose.runtime.setValue
import androidx.compose.ui.test.assertIsSelected
import androidx.compose.ui.test.hasClickAction
import androidx.compose.ui.test.hasScrollAction
import androidx.compose.ui.test.hasText
import androidx.compose.ui.test.junit4.v2.createComposeRule
import androidx.compose.ui.test.onFirst
import androidx.compose.ui.test.performClick
import androidx.compose.ui.test.performScrollToNode
import androidx.test.ext.junit.runners.AndroidJUnit4
import java.time.ZoneId
import java.util.Locale
import org.junit.Rule
import org.junit.Test
import org.junit.runner.RunWith
import org.rapport.desktop.Fixtures
import org.rapport.desktop.ReminderFixtures
import org.rapport.presentation.Loaded
import org.rapport.presentation.RemindersEvent
import org.rapport.ui.RapportTheme
import org.rapport.ui.RemindersScreen
import org.rapport.ui.Surroundings
import org.rapport.ui.Told
import org.rapport.words.Words
import org.robolectric.annotation.Config
import kotlin.test.assertEquals

/** Which device makes a sound: said where there is one, chosen where there are several. */
@RunWith(AndroidJUnit4::class)
@Config(application = android.app.Application::class, qualifiers = "w412dp-h915dp-mdpi")
class RingingTest {
    @get:Rule
    val screen = createComposeRule()

    private val words = Words.of("en")
    private val events = mutableListOf<RemindersEvent>()
    private var state by mutableStateOf(ReminderFixtures.shown)

    private fun show() = screen.setContent {
        RapportTheme(dark = false) {
            Told(words, Locale.UK, ZoneId.of("Europe/Zurich"), Fixtures.today) { RemindersScreen(state, Surroundings(null, null)) { events += it } }
        }
    }

    private fun scrollTo(text: String) = screen.onAllNodes(hasScrollAction()).onFirst().performScrollToNode(hasText(text))

    private fun choices(text: String) = screen.onAllNodes(hasText(text) and hasClickAction())

    @Test
    fun ofSeveralDevicesOneIsChosenAndTheOneUsedLastRingsOtherwise() {
        show()
        scrollTo(words.deviceKindUnknown)
        choices(words.screenRemindersRingsLast).onFirst().assertIsSelected()
        choices(words.deviceKindUnknown).onFirst().performClick()
        val other = state.devices.single { !it.thisDevice }
        assertEquals(listOf<RemindersEvent>(RemindersEvent.Rings(other.id)), events)
        events.clear()
        val settings = checkNotNull(state.settings.here)
        state = state.copy(settings = Loaded.Here(settings.copy(rings = other.id)))
        choices(words.deviceKindUnknown).onFirst().assertIsSelected()
        choices(words.screenRemindersRingsLast).onFirst().performClick()
        assertEquals(listOf<RemindersEvent>(RemindersEvent.Rings(null)), events)
    }

    @Test
    fun theOnlyDeviceIsNotChosen() {
        state = ReminderFixtures.empty
        show()
        scrollTo(words.screenRemindersRingsThis)
        assertEquals(0, choices(words.screenRemindersRingsThis).fetchSemanticsNodes().size)
        // A removed one that was to ring is not kept as the choice: the one that is left can be chosen.
        val settings = checkNotNull(state.settings.here)
        state = state.copy(settings = Loaded.Here(settings.copy(rings = ReminderFixtures.shown.devices.last().id)))
        scrollTo(words.screenRemindersRingsThis)
        choices(words.screenRemindersRingsThis).onFirst().performClick()
        assertEquals(listOf<RemindersEvent>(RemindersEvent.Rings(state.devices.single().id)), events)
    }
}
