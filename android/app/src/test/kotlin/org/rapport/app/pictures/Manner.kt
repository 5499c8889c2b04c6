package org.rapport.app.pictures

import java.util.Locale
import org.rapport.words.Words

/** In which manner a screen is drawn. */
enum class Manner(val dark: Boolean = false, val rightToLeft: Boolean = false, val scale: Float = 1f, val locale: Locale = Locale.UK) {
    LIGHT,
    DARK(dark = true),
    RTL(rightToLeft = true),
    LARGE(scale = 2f),
    DE(locale = Locale.GERMANY);

    val words: Words get() = Words.of(locale.toLanguageTag())

    fun file(picture: String) = if (this == LIGHT) "$picture.png" else "$picture-${name.lowercase()}.png"
}
