package org.rapport.app

import android.content.Intent
import android.net.Uri
import androidx.core.content.IntentCompat

/** What came in from outside of the app. It is handed to the core as it is; only the core knows what an invite is. */
object Links {
    /** Longer than any invite; the rest of a hostile one is cut off, so the core still says that it is too long. */
    private const val LONGEST = 4096

    fun of(intent: Intent?): String? =
        intent?.takeIf { it.action == Intent.ACTION_VIEW }?.dataString?.take(LONGEST)?.takeIf { it.isNotBlank() }

    /** The calendar file that another app shares, or wants to have opened. */
    fun calendar(intent: Intent?): Uri? = when {
        intent == null || intent.type?.startsWith("text/calendar") != true -> null
        intent.action == Intent.ACTION_SEND -> IntentCompat.getParcelableExtra(intent, Intent.EXTRA_STREAM, Uri::class.java)
        intent.action == Intent.ACTION_VIEW -> intent.data
        else -> null
    }?.takeIf { it.scheme == "content" }

    /** The sheet by which a link is sent on, to whatever app the person picks. */
    fun share(text: String): Intent =
        Intent.createChooser(Intent(Intent.ACTION_SEND).setType("text/plain").putExtra(Intent.EXTRA_TEXT, text), null)
}
