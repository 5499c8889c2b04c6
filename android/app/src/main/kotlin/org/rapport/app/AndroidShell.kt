package org.rapport.app

import android.app.Activity
import android.content.ActivityNotFoundException
import android.content.ClipData
import android.content.ClipDescription
import android.content.ClipboardManager
import android.content.Intent
import android.content.pm.PackageManager
import android.net.Uri
import android.os.Build
import android.os.PersistableBundle
import org.rapport.app.qr.QrCode
import org.rapport.ui.Lock
import org.rapport.ui.Shell
import org.rapport.ui.Showing

/** What screens ask of the phone. */
class AndroidShell(private val activity: Activity, override val lock: Lock, override val showing: Showing, private val onScan: () -> Unit, private val onPick: () -> Unit) : Shell {
    override fun share(text: String) = activity.startActivity(Links.share(text))

    /** An invite is a secret between two people, so the keyboard shall not show what was copied. */
    override fun copy(text: String) {
        val clip = ClipData.newPlainText(null, text)
        if (Build.VERSION.SDK_INT >= Build.VERSION_CODES.TIRAMISU) {
            clip.description.extras = PersistableBundle().apply { putBoolean(ClipDescription.EXTRA_IS_SENSITIVE, true) }
        }
        activity.getSystemService(ClipboardManager::class.java).setPrimaryClip(clip)
    }

    override val scans: Boolean get() = activity.packageManager.hasSystemFeature(PackageManager.FEATURE_CAMERA_ANY)

    override fun scan() = onScan()

    override fun pick() = onPick()

    /** A phone without anything that calls or browses stays where it is. */
    override fun open(address: String) {
        val act = if (address.startsWith("tel:")) Intent.ACTION_DIAL else Intent.ACTION_VIEW
        try {
            activity.startActivity(Intent(act, Uri.parse(address)))
        } catch (_: ActivityNotFoundException) {
            copy(address)
        }
    }

    override fun qr(text: String): List<BooleanArray>? = QrCode.of(text)?.rows
}
