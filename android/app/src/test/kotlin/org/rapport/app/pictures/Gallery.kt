package org.rapport.app.pictures

import android.os.Build
import java.io.File

/** The kept pictures, and where those lie that came out otherwise. */
class Gallery {
    val kept = File(System.getProperty("pictures.kept"))
    val unlike = File(System.getProperty("pictures.unlike"))
    val renew = System.getProperty("pictures.renew") == "true"

    /**
     * What differs, if anything does. Two pixels of a thousand may; fifteen on a release of Android on which the
     * pictures were not made, because it rounds the edges of letters otherwise (three to eleven, measured): a row
     * that is missing or in another place is far more.
     */
    fun compare(name: String, now: Paint): String? {
        val file = File(kept, name)
        if (renew) file.writeBytes(now.png())
        val far = if (file.exists()) now.kept().perMilleUnlike(Paint.read(file.readBytes())) else 1000
        if (far <= if (Build.VERSION.SDK_INT == MADE_ON) 2 else 15) return null
        unlike.mkdirs()
        File(unlike, name).writeBytes(now.png())
        return "$name: $far of 1000 pixels"
    }

    private companion object {
        /** The release on which `android/ci/run pictures` makes them. */
        const val MADE_ON = 34
    }
}
