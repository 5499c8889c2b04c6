package org.rapport.app

import android.app.Activity
import android.content.ClipDescription
import android.content.ClipboardManager
import android.content.Intent
import android.content.pm.PackageManager
import androidx.compose.ui.test.hasContentDescription
import androidx.compose.ui.test.hasSetTextAction
import androidx.compose.ui.test.hasText
import androidx.compose.ui.graphics.asAndroidBitmap
import androidx.compose.ui.test.captureToImage
import androidx.compose.ui.test.performScrollTo
import androidx.core.content.IntentCompat
import androidx.test.ext.junit.runners.AndroidJUnit4
import org.junit.Test
import org.junit.runner.RunWith
import org.rapport.app.qr.QrCode
import org.rapport.app.qr.ScanActivity
import org.rapport.presentation.Route
import org.robolectric.Shadows.shadowOf
import org.robolectric.annotation.Config
import kotlin.test.assertEquals
import kotlin.test.assertNotNull
import kotlin.test.assertTrue

/** An invite leaves the phone by the system's sheet, by the clipboard or as a code, and comes in by the camera. */
@RunWith(AndroidJUnit4::class)
@Config(qualifiers = "w412dp-h915dp-xhdpi")
class SharingTest : TwoPeopleTest() {
    private val app get() = screen.activity.application as TestRapportApplication

    /** As far as the link. */
    private fun invite(): String {
        begin()
        met = true
        tap(words.screenTodayFirstInvite)
        tap(words.screenInviteAsMentee)
        type(relay.link)
        tap(words.commonNext)
        see("/j#v1.")
        return texts().first { "/j#v1." in it }
    }

    @Test
    fun aLinkIsSharedCopiedAsASecretAndShownAsACode() {
        val link = invite()
        tap(words.commonShare)
        val sheet = generateSequence { shadowOf(screen.activity).nextStartedActivity }.first { it.action == Intent.ACTION_CHOOSER }
        val sent = assertNotNull(IntentCompat.getParcelableExtra(sheet, Intent.EXTRA_INTENT, Intent::class.java))
        assertEquals(listOf(Intent.ACTION_SEND, "text/plain", link), listOf(sent.action, sent.type, sent.getStringExtra(Intent.EXTRA_TEXT)))

        tap(words.commonCopy)
        val clip = assertNotNull(app.getSystemService(ClipboardManager::class.java).primaryClip)
        assertEquals(link, clip.getItemAt(0).text.toString())
        assertTrue(assertNotNull(clip.description.extras).getBoolean(ClipDescription.EXTRA_IS_SENSITIVE), "no keyboard shows it")

        val code = hasContentDescription(words.screenInviteQr)
        screen.onNode(code).performScrollTo()
        val picture = screen.onNode(code).captureToImage().asAndroidBitmap()
        val pixels = IntArray(picture.width * picture.height).also { picture.getPixels(it, 0, picture.width, 0, 0, picture.width, picture.height) }
        assertEquals(link, QrCode.read(picture.width, picture.height, pixels), "a camera that looks at the screen reads it")
    }

    @Test
    fun whatTheCameraReadIsJoined() {
        met = true
        val link = bea.invite(relay.link)
        shadowOf(screen.activity.packageManager).setSystemFeature(PackageManager.FEATURE_CAMERA_ANY, true)
        begin()
        go(Route.Join)
        tap(words.screenJoinScan)
        val asked = generateSequence { shadowOf(screen.activity).nextStartedActivityForResult }.first { it.intent.component?.className == ScanActivity::class.java.name }
        screen.runOnUiThread { shadowOf(screen.activity).receiveResult(asked.intent, Activity.RESULT_OK, ScanActivity.found(link)) }
        until("the link") { nodes(hasSetTextAction() and hasText(link)).isNotEmpty() }
        tap(words.screenJoinTitle)
        see(words.screenJoinCompare)
        until("Bea's code") { bea.code != null }
        see(checkNotNull(bea.code))
    }
}
