package org.rapport.desktop

import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.layout.fillMaxSize
import androidx.compose.runtime.CompositionLocalProvider
import androidx.compose.ui.ImageComposeScene
import androidx.compose.ui.Modifier
import androidx.compose.ui.platform.LocalLayoutDirection
import androidx.compose.ui.text.font.FontFamily
import androidx.compose.ui.text.font.FontStyle
import androidx.compose.ui.text.font.FontWeight
import androidx.compose.ui.text.platform.Font
import androidx.compose.ui.unit.Density
import androidx.compose.ui.unit.LayoutDirection
import androidx.compose.ui.use
import java.io.File
import java.time.ZoneId
import java.util.Locale
import org.jetbrains.skia.EncodedImageFormat
import org.rapport.ui.RapportTheme
import org.rapport.ui.Tabs
import org.rapport.ui.Told
import org.rapport.words.Words
import org.rapport.words.pseudoWords

private const val WIDTH = 412
private const val HEIGHT = 915

/** Android draws in Roboto; where it is installed pictures do too. */
private val roboto: FontFamily = File("/usr/share/fonts/truetype/roboto/unhinted/RobotoTTF").let { folder ->
    if (!File(folder, "Roboto-Regular.ttf").exists()) FontFamily.Default
    else FontFamily(
        Font(File(folder, "Roboto-Regular.ttf"), FontWeight.Normal),
        Font(File(folder, "Roboto-Medium.ttf"), FontWeight.Medium),
        Font(File(folder, "Roboto-Bold.ttf"), FontWeight.Bold),
        Font(File(folder, "Roboto-Italic.ttf"), FontWeight.Normal, FontStyle.Italic),
    )
}

/** In which manner a screen is drawn. */
class Manner(val name: String, val dark: Boolean = false, val rightToLeft: Boolean = false, val scale: Float = 1f, val words: Words = Words.of("en"))

val manners = listOf(
    Manner("dark", dark = true),
    Manner("rtl", rightToLeft = true),
    Manner("large", scale = 2f),
    Manner("de", words = Words.of("de")),
    Manner("long", words = pseudoWords),
)

fun draw(picture: Picture, manner: Manner, density: Float = 2f): ByteArray {
    val size = Density(density, manner.scale)
    return ImageComposeScene((WIDTH * density).toInt(), (HEIGHT * density).toInt(), size) {
        val locale = Locale.forLanguageTag(if (manner.words.language == "de") "de" else "en-GB")
        CompositionLocalProvider(LocalLayoutDirection provides if (manner.rightToLeft) LayoutDirection.Rtl else LayoutDirection.Ltr) {
            RapportTheme(manner.dark, family = roboto) {
                Told(manner.words, locale, ZoneId.of("Europe/Zurich"), Fixtures.today) {
                    Column(Modifier.fillMaxSize()) {
                        androidx.compose.foundation.layout.Box(Modifier.weight(1f)) { picture.content() }
                        picture.tab?.let { Tabs(it) {} }
                    }
                }
            }
        }
    }.use { scene ->
        scene.render(0)
        checkNotNull(scene.render(1_000_000_000L).encodeToData(EncodedImageFormat.PNG)).bytes
    }
}

/** Draws every screen into a folder. */
fun main(arguments: Array<String>) {
    val folder = File(arguments.firstOrNull() ?: "target/desktop/pictures").apply { mkdirs() }
    val light = Manner("")
    for (picture in pictures) {
        File(folder, "${picture.name}.png").writeBytes(draw(picture, light))
        if (picture.full) for (manner in manners) File(folder, "${picture.name}-${manner.name}.png").writeBytes(draw(picture, manner))
    }
    println("${folder.listFiles().orEmpty().count { it.extension == "png" }} pictures in $folder")
}
