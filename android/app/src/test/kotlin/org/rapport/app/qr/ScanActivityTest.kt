package org.rapport.app.qr

import android.Manifest
import android.app.Activity
import android.content.Intent
import android.content.pm.PackageManager
import android.graphics.SurfaceTexture
import android.provider.Settings
import android.view.TextureView
import android.view.View
import android.view.ViewGroup
import androidx.compose.ui.test.SemanticsMatcher
import androidx.compose.ui.test.hasClickAction
import androidx.compose.ui.test.hasText
import androidx.compose.ui.test.junit4.v2.createEmptyComposeRule
import androidx.compose.ui.test.performClick
import androidx.test.core.app.ActivityScenario
import androidx.test.core.app.ApplicationProvider
import androidx.test.ext.junit.runners.AndroidJUnit4
import org.junit.Rule
import org.junit.Test
import org.junit.runner.RunWith
import org.rapport.app.TestRapportApplication
import org.rapport.words.Words
import org.robolectric.Shadows.shadowOf
import org.robolectric.annotation.Config
import org.robolectric.util.ReflectionHelpers
import kotlin.test.assertEquals
import kotlin.test.assertFalse
import kotlin.test.assertTrue

/** The screen with the camera, and each of its states without one. */
@RunWith(AndroidJUnit4::class)
@Config(qualifiers = "w412dp-h915dp-xhdpi")
class ScanActivityTest {
    @get:Rule
    val screen = createEmptyComposeRule()

    private val app = ApplicationProvider.getApplicationContext<TestRapportApplication>()
    private val words = Words.of("en")

    private fun hasCamera(has: Boolean = true) = shadowOf(app.packageManager).setSystemFeature(PackageManager.FEATURE_CAMERA_ANY, has)

    private fun open() = ActivityScenario.launchActivityForResult(ScanActivity::class.java)

    private fun see(text: String) = screen.waitUntil(10_000) { screen.onAllNodes(hasText(text)).fetchSemanticsNodes().isNotEmpty() }

    private fun tap(text: String) = screen.onNode(hasText(text) and hasClickAction()).performClick()

    /** What the system does when the picture's place is ready. */
    private fun ActivityScenario<ScanActivity>.show() = onActivity { activity ->
        fun View.all(): Sequence<View> = sequenceOf(this) + ((this as? ViewGroup)?.let { group -> (0 until group.childCount).asSequence().flatMap { group.getChildAt(it).all() } }.orEmpty())
        val view = activity.window.decorView.all().filterIsInstance<TextureView>().single()
        checkNotNull(view.surfaceTextureListener).onSurfaceTextureAvailable(SurfaceTexture(1), 100, 100)
    }

    private fun answer(scenario: ActivityScenario<ScanActivity>, allowed: Boolean, again: Boolean = false) = scenario.onActivity {
        shadowOf(it.packageManager).setShouldShowRequestPermissionRationale(Manifest.permission.CAMERA, again)
        if (allowed) shadowOf(app).grantPermissions(Manifest.permission.CAMERA)
        val asked = shadowOf(it).lastRequestedPermission
        // Nobody answers in the system's place here, so the activity would take it for still asking.
        ReflectionHelpers.setField(android.app.Activity::class.java, it, "mHasCurrentPermissionsRequest", false)
        it.onRequestPermissionsResult(asked.requestCode, asked.requestedPermissions, intArrayOf(if (allowed) PackageManager.PERMISSION_GRANTED else PackageManager.PERMISSION_DENIED))
    }

    @Test
    fun whatTheCameraReadsIsTheResult() {
        hasCamera()
        shadowOf(app).grantPermissions(Manifest.permission.CAMERA)
        val scenario = open()
        see(words.screenScanHint)
        scenario.show()
        assertTrue(app.fakeCamera.looks)
        scenario.onActivity { app.fakeCamera.see("rapport://j#v1.AAAA") }
        assertFalse(app.fakeCamera.looks, "the camera is let go of")
        assertEquals(Activity.RESULT_OK, scenario.result.resultCode)
        assertEquals("rapport://j#v1.AAAA", ScanActivity.Read.parseResult(scenario.result.resultCode, scenario.result.resultData))
    }

    @Test
    fun aRefusalSaysWhatToDoAndIsAskedForAgain() {
        hasCamera()
        open().use { scenario ->
            answer(scenario, allowed = false, again = true)
            see(words.screenScanRefused)
            see(words.screenScanRefusedDo)
            tap(words.screenScanAllow)
            answer(scenario, allowed = true)
            see(words.screenScanHint)
        }
    }

    @Test
    fun aRefusalForGoodLeadsToTheSettings() {
        hasCamera()
        open().use { scenario ->
            answer(scenario, allowed = false)
            see(words.screenScanRefused)
            tap(words.screenScanSettings)
            val opened = shadowOf(app).nextStartedActivity
            assertEquals(Settings.ACTION_APPLICATION_DETAILS_SETTINGS, opened.action)
            assertEquals(app.packageName, opened.data?.schemeSpecificPart)
            shadowOf(app).grantPermissions(Manifest.permission.CAMERA)
            scenario.moveToState(androidx.lifecycle.Lifecycle.State.STARTED)
            scenario.moveToState(androidx.lifecycle.Lifecycle.State.RESUMED)
            see(words.screenScanHint)
        }
    }

    @Test
    fun aPhoneWithoutACameraOrWithOneInUseSaysSo() {
        hasCamera(false)
        open().use {
            see(words.screenScanNone)
            see(words.screenScanNoneDo)
        }
        hasCamera()
        shadowOf(app).grantPermissions(Manifest.permission.CAMERA)
        open().use { scenario ->
            see(words.screenScanHint)
            scenario.show()
            scenario.onActivity { app.fakeCamera.fail() }
            see(words.screenScanFailed)
            tap(words.commonTryAgain)
            see(words.screenScanHint)
            scenario.show()
            assertTrue(app.fakeCamera.looks)
        }
        assertFalse(app.fakeCamera.looks)
    }

    @Test
    fun goingBackIsNoCode() {
        hasCamera()
        shadowOf(app).grantPermissions(Manifest.permission.CAMERA)
        val scenario = open()
        see(words.screenScanHint)
        scenario.onActivity { it.onBackPressedDispatcher.onBackPressed() }
        assertEquals(null, ScanActivity.Read.parseResult(scenario.result.resultCode, scenario.result.resultData))
        assertEquals(null, ScanActivity.Read.parseResult(Activity.RESULT_CANCELED, Intent().putExtra("text", "x")))
    }
}
