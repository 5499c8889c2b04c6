package org.rapport.app.pictures

import java.io.File

/** The kept pictures, and where those lie that came out otherwise. */
class Gallery {
    val kept = File(System.getProperty("pictures.kept"))
    val unlike = File(System.getProperty("pictures.unlike"))
    val renew = System.getProperty("pictures.renew") == "true"

    /** What differs, if anything does. Two pixels of a thousand may. */
    fun compare(name: String, now: Paint): String? {
        val file = File(kept, name)
        if (renew) file.writeBytes(now.png())
        val far = if (file.exists()) now.kept().perMilleUnlike(Paint.read(file.readBytes())) else 1000
        if (far <= 2) return null
        unlike.mkdirs()
        File(unlike, name).writeBytes(now.png())
        return "$name: $far of 1000 pixels"
    }
}
