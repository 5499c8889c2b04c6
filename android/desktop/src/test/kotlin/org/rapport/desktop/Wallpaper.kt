package org.rapport.desktop

import androidx.compose.material3.ColorScheme
import androidx.compose.material3.darkColorScheme
import androidx.compose.material3.lightColorScheme
import androidx.compose.ui.graphics.Color
import androidx.compose.ui.graphics.luminance

/** What stands out from what: WCAG's ratio. */
internal fun ratio(one: Color, other: Color): Float {
    val (light, dark) = listOf(one.luminance(), other.luminance()).sortedDescending()
    return (light + 0.05f) / (dark + 0.05f)
}

/**
 * A scheme as the system makes it of a wallpaper: colours of a hue in Material's tones, which are steps of lightness from
 * black (0) to white (100).
 */
internal class Wallpaper(private val hue: Float, private val strength: Float) {
    private fun tone(tone: Int, turn: Float = 0f, strength: Float = this.strength): Color {
        // By how light it looks, as CIE reckons it; the colour of that hue which is so is looked for.
        val wanted = ((tone + 16) / 116f).let { if (tone > 8) it * it * it else tone / 903.3f }
        var (low, high) = 0f to 1f
        repeat(24) {
            val middle = (low + high) / 2
            if (Color.hsl((hue + turn) % 360, strength, middle).luminance() < wanted) low = middle else high = middle
        }
        return Color.hsl((hue + turn) % 360, strength, high)
    }

    private fun neutral(tone: Int) = tone(tone, strength = strength / 5)

    fun light(): ColorScheme = lightColorScheme(
        primary = tone(40), onPrimary = tone(100), primaryContainer = tone(90), onPrimaryContainer = tone(10),
        secondary = tone(40, strength = strength / 3), onSecondary = tone(100), secondaryContainer = tone(90, strength = strength / 3), onSecondaryContainer = tone(10, strength = strength / 3),
        tertiary = tone(40, 60f), onTertiary = tone(100), tertiaryContainer = tone(90, 60f), onTertiaryContainer = tone(10, 60f),
        background = neutral(98), onBackground = neutral(10), surface = neutral(98), onSurface = neutral(10), surfaceVariant = neutral(90), onSurfaceVariant = neutral(30),
        surfaceTint = tone(40), outline = neutral(50), outlineVariant = neutral(80),
        surfaceContainerLowest = neutral(100), surfaceContainerLow = neutral(96), surfaceContainer = neutral(94), surfaceContainerHigh = neutral(92), surfaceContainerHighest = neutral(90),
        inverseSurface = neutral(20), inverseOnSurface = neutral(95), inversePrimary = tone(80),
    )

    fun dark(): ColorScheme = darkColorScheme(
        primary = tone(80), onPrimary = tone(20), primaryContainer = tone(30), onPrimaryContainer = tone(90),
        secondary = tone(80, strength = strength / 3), onSecondary = tone(20, strength = strength / 3), secondaryContainer = tone(30, strength = strength / 3), onSecondaryContainer = tone(90, strength = strength / 3),
        tertiary = tone(80, 60f), onTertiary = tone(20, 60f), tertiaryContainer = tone(30, 60f), onTertiaryContainer = tone(90, 60f),
        background = neutral(6), onBackground = neutral(90), surface = neutral(6), onSurface = neutral(90), surfaceVariant = neutral(30), onSurfaceVariant = neutral(80),
        surfaceTint = tone(80), outline = neutral(60), outlineVariant = neutral(30),
        surfaceContainerLowest = neutral(4), surfaceContainerLow = neutral(10), surfaceContainer = neutral(12), surfaceContainerHigh = neutral(17), surfaceContainerHighest = neutral(22),
        inverseSurface = neutral(90), inverseOnSurface = neutral(20), inversePrimary = tone(40),
    )

    companion object {
        /** One in magenta and one in green, by day and by night. */
        val all: Map<String, ColorScheme> = mapOf("magenta" to Wallpaper(310f, 0.9f), "green" to Wallpaper(95f, 0.7f))
            .flatMap { (name, one) -> listOf("$name light" to one.light(), "$name dark" to one.dark()) }.toMap()
    }
}
