package org.rapport.app

import android.content.Intent

/** What came in from outside of the app. It is handed to the core as it is; only the core knows what an invite is. */
object Links {
    /** Longer than any invite; the rest of a hostile one is cut off, so the core still says that it is too long. */
    private const val LONGEST = 4096

    fun of(intent: Intent?): String? =
        intent?.takeIf { it.action == Intent.ACTION_VIEW }?.dataString?.take(LONGEST)?.takeIf { it.isNotBlank() }

    /** The sheet by which a link is sent on, to whatever app the person picks. */
    fun share(text: String): Intent =
        Intent.createChooser(Intent(Intent.ACTION_SEND).setType("text/plain").putExtra(Intent.EXTRA_TEXT, text), null)
}
