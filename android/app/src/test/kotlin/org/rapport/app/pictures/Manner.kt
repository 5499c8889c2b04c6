package org.rapport.app.pictures

import java.util.Locale
import org.rapport.words.Words
import org.rapport.words.pseudoWords

/** In which manner a screen is drawn. */
enum class Manner(val dark: Boolean = false, val rightToLeft: Boolean = false, val scale: Float = 1f, val locale: Locale = Locale.UK, private val long: Boolean = false) {
    LIGHT,
    DARK(dark = true),
    RTL(rightToLeft = true),
    LARGE(scale = 2f),
    DE(locale = Locale.GERMANY),

    /** Words that are two fifths longer, as in other languages. */
    LONG(long = true);

    val words: Words get() = if (long) pseudoWords else Words.of(locale.toLanguageTag())

    fun file(picture: String) = if (this == LIGHT) "$picture.png" else "$picture-${name.lowercase()}.png"
}
