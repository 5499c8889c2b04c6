package org.rapport.app.lock

import android.view.WindowManager.LayoutParams.FLAG_SECURE
import androidx.compose.ui.test.SemanticsMatcher
import androidx.compose.ui.test.hasClickAction
import androidx.compose.ui.test.hasScrollAction
import androidx.compose.ui.test.hasSetTextAction
import androidx.compose.ui.test.hasText
import androidx.compose.ui.test.isToggleable
import androidx.compose.ui.test.junit4.v2.createAndroidComposeRule
import androidx.compose.ui.test.onFirst
import androidx.compose.ui.test.performClick
import androidx.compose.ui.test.performScrollToNode
import androidx.lifecycle.Lifecycle
import androidx.test.ext.junit.runners.AndroidJUnit4
import java.time.Duration
import org.junit.Rule
import org.junit.Test
import org.junit.runner.RunWith
import org.rapport.app.MainActivity
import org.rapport.app.TestRapportApplication
import org.rapport.presentation.AppEvent
import org.rapport.presentation.Route
import org.rapport.words.Words
import org.robolectric.annotation.Config
import org.robolectric.shadows.ShadowSystemClock
import kotlin.test.assertEquals
import kotlin.test.assertFalse
import kotlin.test.assertTrue

/** The lock of the app: turned on by a person, shut after a while away, opened as the phone is. */
@RunWith(AndroidJUnit4::class)
@Config(qualifiers = "w412dp-h915dp-xhdpi")
class AppLockTest {
    @get:Rule
    val screen = createAndroidComposeRule<MainActivity>()

    private val words = Words.of("en")
    private val app get() = screen.activity.application as TestRapportApplication
    private val secure get() = screen.activity.window.attributes.flags and FLAG_SECURE != 0

    private fun nodes(matcher: SemanticsMatcher) = screen.onAllNodes(matcher).fetchSemanticsNodes()

    private fun see(text: String) = screen.waitUntil(20_000) { nodes(hasText(text, substring = true)).isNotEmpty() }

    private fun begin() {
        see(words.screenWelcomeNameQuestion)
        screen.activity.model.presenter.state.value.let { (it as org.rapport.presentation.AppState.Welcome).presenter }.run {
            on(org.rapport.presentation.WelcomeEvent.Name("Ada"))
            on(org.rapport.presentation.WelcomeEvent.Start)
        }
        see(words.screenTodayHello("Ada"))
    }

    private fun away(time: Duration) {
        screen.activityRule.scenario.moveToState(Lifecycle.State.CREATED)
        ShadowSystemClock.advanceBy(time)
        screen.activityRule.scenario.moveToState(Lifecycle.State.RESUMED)
    }

    @Test
    fun aPersonTurnsItOnAndUnlocksAfterAMinuteAway() {
        begin()
        assertFalse(secure)
        screen.activity.model.presenter.on(AppEvent.Go(Route.Devices))
        see(words.screenDevicesThis)
        screen.onNode(hasScrollAction()).performScrollToNode(hasText(words.screenDevicesLock))
        screen.onNode(isToggleable() and hasText(words.screenDevicesLock)).performClick()
        assertTrue(app.lock.on)
        away(Duration.ofSeconds(20))
        see(words.screenDevicesLock)
        assertFalse(secure, "nothing is covered while the person looks")

        away(Duration.ofSeconds(61))
        see(words.screenLockedTitle)
        assertTrue(nodes(hasText(words.screenDevicesLock)).isEmpty(), "nothing else is there")
        assertTrue(secure)
        assertEquals(1, app.unlocking.asked)
        app.unlocking.yes = true
        screen.onNode(hasText(words.screenLockedUnlock) and hasClickAction()).performClick()
        see(words.screenDevicesLock)
        assertFalse(secure)
        assertEquals(2, app.unlocking.asked)
    }

    @Test
    fun theListOfOpenAppsShowsNothing() {
        begin()
        app.lock.turn(true)
        screen.activityRule.scenario.moveToState(Lifecycle.State.STARTED)
        screen.activityRule.scenario.onActivity { assertTrue(it.window.attributes.flags and FLAG_SECURE != 0) }
    }

    @Test
    fun aPhoneWithoutALockHasNothingToAskFor() {
        begin()
        app.unlocking.possible = false
        app.lock.turn(true)
        assertFalse(app.lock.on)
        app.unlocking.possible = true
        app.lock.turn(true)
        app.unlocking.possible = false
        away(Duration.ofMinutes(5))
        see(words.screenTodayHello("Ada"))
    }

    @Test
    fun aNewProcessBeginsLocked() {
        val settings = app.getSharedPreferences("other", 0)
        val first = AppLock(settings, app.unlocking) { 0 }
        assertFalse(first.locked.value)
        first.turn(true)
        assertTrue(AppLock(settings, app.unlocking) { 0 }.locked.value)
    }
}
