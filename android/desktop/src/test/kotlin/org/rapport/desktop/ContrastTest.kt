package org.rapport.desktop

import androidx.compose.material3.ColorScheme
import androidx.compose.ui.graphics.Color
import androidx.compose.ui.graphics.luminance
import org.junit.Assert.assertEquals
import org.junit.Test
import org.rapport.ui.darkColours
import org.rapport.ui.lightColours

/** Words can be read on everything they stand on: 4.5 to 1, as WCAG asks for at its level AA. */
class ContrastTest {
    private fun ratio(one: Color, other: Color): Float {
        val (light, dark) = listOf(one.luminance(), other.luminance()).sortedDescending()
        return (light + 0.05f) / (dark + 0.05f)
    }

    private fun pairs(scheme: ColorScheme) = with(scheme) {
        val grounds = listOf(background, surface, surfaceContainerLowest, surfaceContainerLow, surfaceContainer, surfaceContainerHigh)
        grounds.flatMap { ground -> listOf(onSurface, onSurfaceVariant, primary, tertiary, error).map { it to ground } } + listOf(
            onPrimary to primary, onPrimaryContainer to primaryContainer, onSecondaryContainer to secondaryContainer,
            onTertiary to tertiary, onTertiaryContainer to tertiaryContainer, onError to error, onErrorContainer to errorContainer,
        )
    }

    @Test
    fun wordsStandOut() {
        for ((name, scheme) in listOf("light" to lightColours, "dark" to darkColours)) {
            val weak = pairs(scheme).filter { (words, ground) -> ratio(words, ground) < 4.5f }
            assertEquals(name, emptyList<Pair<Color, Color>>(), weak)
        }
    }
}
