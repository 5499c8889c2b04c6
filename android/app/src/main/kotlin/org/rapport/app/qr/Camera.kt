package org.rapport.app.qr

import android.view.Surface

/** What looks for codes. Its calls come on the main thread, and none after [close]. */
interface Camera : AutoCloseable {
    /** Shows what it sees on `preview`, whose size is `WIDTH` by `HEIGHT`, and says what it read, or that it cannot be used. */
    fun look(preview: Surface, found: (String) -> Unit, failed: () -> Unit)

    companion object {
        /** Enough for a code that fills a third of the picture; more makes each look slower. */
        const val WIDTH = 1280
        const val HEIGHT = 720
    }
}
