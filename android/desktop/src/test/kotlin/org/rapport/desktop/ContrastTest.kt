package org.rapport.desktop

import androidx.compose.foundation.layout.Box
import androidx.compose.foundation.layout.size
import androidx.compose.material3.ColorScheme
import androidx.compose.runtime.getValue
import androidx.compose.runtime.key
import androidx.compose.runtime.mutableStateOf
import androidx.compose.runtime.setValue
import androidx.compose.runtime.snapshots.Snapshot
import androidx.compose.ui.Modifier
import androidx.compose.ui.graphics.Color
import androidx.compose.ui.graphics.compositeOver
import androidx.compose.ui.graphics.isSpecified
import androidx.compose.ui.graphics.toPixelMap
import androidx.compose.ui.semantics.SemanticsActions
import androidx.compose.ui.semantics.SemanticsNode
import androidx.compose.ui.semantics.SemanticsProperties
import androidx.compose.ui.semantics.getOrNull
import androidx.compose.ui.test.ExperimentalTestApi
import androidx.compose.ui.test.SemanticsMatcher
import androidx.compose.ui.test.captureToImage
import androidx.compose.ui.test.onRoot
import androidx.compose.ui.test.v2.runDesktopComposeUiTest
import androidx.compose.ui.text.TextLayoutResult
import androidx.compose.ui.unit.dp
import java.time.ZoneId
import java.util.Locale
import org.junit.Assert.assertEquals
import org.junit.Assert.assertTrue
import org.junit.Test
import org.rapport.ui.RapportTheme
import org.rapport.ui.Told
import org.rapport.ui.darkColours
import org.rapport.ui.lightColours
import org.rapport.words.Words

/** Words can be read on everything they stand on: 4.5 to 1, as WCAG asks for at its level AA. */
@OptIn(ExperimentalTestApi::class)
class ContrastTest {
    private fun pairs(scheme: ColorScheme) = with(scheme) {
        val grounds = listOf(background, surface, surfaceContainerLowest, surfaceContainerLow, surfaceContainer, surfaceContainerHigh)
        grounds.flatMap { ground -> listOf(onSurface, onSurfaceVariant, primary, tertiary, error).map { it to ground } } + listOf(
            onPrimary to primary, onPrimaryContainer to primaryContainer, onSecondaryContainer to secondaryContainer,
            onTertiary to tertiary, onTertiaryContainer to tertiaryContainer, onError to error, onErrorContainer to errorContainer,
            // Somebody who is mentioned in a note.
            tertiary to tertiaryContainer,
        )
    }

    @Test
    fun wordsStandOut() {
        for ((name, scheme) in mapOf("light" to lightColours, "dark" to darkColours) + Wallpaper.all) {
            val weak = pairs(scheme).filter { (words, ground) -> ratio(words, ground) < 4.5f }
            assertEquals(name, emptyList<Pair<Color, Color>>(), weak)
        }
    }

    /** As they are drawn: the colour of each text against the one that there is most of around it. */
    @Test
    fun wordsStandOutAsTheyAreDrawnAlsoInTheColoursOfAWallpaper() {
        var shown by mutableStateOf<Pair<Picture, Pair<String, ColorScheme>>?>(null)
        val weak = mutableListOf<String>()
        var seen = 0
        runDesktopComposeUiTest(412, 915) {
            mainClock.autoAdvance = false
            setContent {
                shown?.let { (picture, colours) ->
                    key(picture, colours) {
                        RapportTheme("dark" in colours.first, colours.second) {
                            Told(Words.of("en"), Locale.UK, ZoneId.of("Europe/Zurich"), Fixtures.today) { Box(Modifier.size(412.dp, 915.dp)) { picture.content() } }
                        }
                    }
                }
            }
            for (picture in pictures.filter { it.name in setOf("today", "goal", "note", "meetings", "devices-lost") }) {
                for (colours in mapOf("light" to lightColours, "dark" to darkColours).plus(Wallpaper.all).toList()) {
                    runOnUiThread {
                        shown = picture to colours
                        Snapshot.sendApplyNotifications()
                    }
                    mainClock.advanceTimeBy(1_000)
                    val dots = onRoot().captureToImage().toPixelMap()
                    for (node in onAllNodes(SemanticsMatcher("text") { SemanticsProperties.Text in it.config }, useUnmergedTree = true).fetchSemanticsNodes()) {
                        val bounds = node.boundsInRoot
                        val own = colour(node)?.takeIf { bounds.width >= 4 && bounds.height >= 4 && !isOff(node) } ?: continue
                        val around = (bounds.top.toInt() until bounds.bottom.toInt().coerceAtMost(915)).flatMap { y -> (bounds.left.toInt().coerceAtLeast(0) until bounds.right.toInt().coerceAtMost(412)).map { x -> dots[x, y] } }
                        val ground = around.groupingBy { it }.eachCount().maxBy { it.value }.key
                        seen++
                        val ratio = ratio(own.compositeOver(ground), ground)
                        if (ratio < 4.5f) weak += "${picture.name} ${colours.first}: “${node.config[SemanticsProperties.Text].first().text}” $ratio"
                    }
                }
            }
        }
        assertTrue("$seen texts", seen > 300)
        assertEquals("", weak.distinct().joinToString("\n"))
    }

    private fun colour(node: SemanticsNode): Color? {
        val found = mutableListOf<TextLayoutResult>()
        node.config.getOrNull(SemanticsActions.GetTextLayoutResult)?.action?.invoke(found)
        return found.singleOrNull()?.layoutInput?.style?.color?.takeIf { it.isSpecified }
    }

    /** What cannot be pressed now may be paler. */
    private fun isOff(node: SemanticsNode): Boolean = generateSequence(node) { it.parent }.any { SemanticsProperties.Disabled in it.config }
}
