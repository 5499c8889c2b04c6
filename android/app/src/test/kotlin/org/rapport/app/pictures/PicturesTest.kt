package org.rapport.app.pictures

import android.graphics.Bitmap
import android.graphics.Canvas
import android.graphics.Color
import androidx.compose.foundation.layout.Box
import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.layout.fillMaxSize
import androidx.compose.runtime.Composable
import androidx.compose.runtime.CompositionLocalProvider
import androidx.compose.runtime.getValue
import androidx.compose.runtime.key
import androidx.compose.runtime.mutableStateOf
import androidx.compose.runtime.setValue
import androidx.compose.ui.Modifier
import androidx.compose.ui.graphics.asAndroidBitmap
import androidx.compose.ui.platform.LocalDensity
import androidx.compose.ui.platform.LocalLayoutDirection
import androidx.compose.ui.test.captureToImage
import androidx.compose.ui.test.isDialog
import androidx.compose.ui.test.isRoot
import androidx.compose.ui.test.junit4.v2.createComposeRule
import androidx.compose.ui.test.onFirst
import androidx.compose.ui.unit.Density
import androidx.compose.ui.unit.LayoutDirection
import androidx.test.ext.junit.runners.AndroidJUnit4
import java.io.File
import java.time.ZoneId
import javax.imageio.ImageIO
import org.junit.Assume.assumeFalse
import org.junit.Rule
import org.junit.Test
import org.junit.runner.RunWith
import org.rapport.app.qr.QrCode
import org.rapport.desktop.Fixtures
import org.rapport.desktop.Picture
import org.rapport.desktop.pictures
import org.rapport.ui.LocalShell
import org.rapport.ui.NoShell
import org.rapport.ui.RapportTheme
import org.rapport.ui.Shell
import org.rapport.ui.Tabs
import org.rapport.ui.Told
import org.robolectric.annotation.Config
import kotlin.test.assertContentEquals
import kotlin.test.assertEquals

/** Every screen looks as it did: Android's own renderer over invented lives. `android/ci/run pictures` renews them. */
@RunWith(AndroidJUnit4::class)
@Config(application = android.app.Application::class, qualifiers = "w412dp-h915dp-mdpi")
class PicturesTest {
    @get:Rule
    val screen = createComposeRule()

    private val gallery = Gallery()
    private var shown by mutableStateOf<Pair<Picture, Manner>?>(null)

    private fun all() = pictures.flatMap { picture ->
        Manner.entries.filter { it == Manner.LIGHT || picture.full }.map { picture to it }
    }

    private fun draw(picture: Picture, manner: Manner): Paint {
        shown = picture to manner
        screen.waitForIdle()
        val dialogs = screen.onAllNodes(isDialog())
        val windows = listOf(screen.onAllNodes(isRoot()).onFirst()) + List(dialogs.fetchSemanticsNodes().size) { dialogs[it] }
        return Paint(windows.map { it.captureToImage().asAndroidBitmap() }.reduce(::over))
    }

    /** A dialog is a window of its own, in the middle of the darkened one behind it. */
    private fun over(behind: Bitmap, front: Bitmap): Bitmap = behind.copy(Bitmap.Config.ARGB_8888, true).also { both ->
        val canvas = Canvas(both)
        canvas.drawColor(Color.argb(82, 0, 0, 0))
        canvas.drawBitmap(front, (behind.width - front.width) / 2f, (behind.height - front.height) / 2f, null)
    }

    /** A phone that draws codes, and does nothing else. */
    private object WithCodes : Shell by NoShell {
        override fun qr(text: String) = QrCode.of(text)?.rows
    }

    @Composable
    private fun Shown(picture: Picture, manner: Manner) = CompositionLocalProvider(
        LocalDensity provides Density(LocalDensity.current.density, manner.scale),
        LocalLayoutDirection provides if (manner.rightToLeft) LayoutDirection.Rtl else LayoutDirection.Ltr,
        LocalShell provides WithCodes,
    ) {
        RapportTheme(manner.dark) {
            Told(manner.words, manner.locale, ZoneId.of("Europe/Zurich"), Fixtures.today) {
                Column(Modifier.fillMaxSize()) {
                    Box(Modifier.weight(1f)) { picture.content() }
                    picture.tab?.let { Tabs(it) {} }
                }
            }
        }
    }

    @Test
    fun everyScreenLooksAsItDid() {
        screen.setContent { shown?.let { key(it) { Shown(it.first, it.second) } } }
        val broken = all().mapNotNull { (picture, manner) -> gallery.compare(manner.file(picture.name), draw(picture, manner)) }
        assertEquals(emptyList(), broken, "look at them in ${gallery.unlike}")
    }

    @Test
    fun theCodeOfAnInviteIsReadFromItsPicture() {
        assumeFalse(gallery.renew)
        val picture = ImageIO.read(File(gallery.kept, "invite-link.png"))
        assertEquals(Fixtures.LINK, QrCode.read(picture.width, picture.height, picture.getRGB(0, 0, picture.width, picture.height, null, 0, picture.width)))
    }

    @Test
    fun thePicturesAreAllThereSmallAndNoneTooMany() {
        assumeFalse(gallery.renew)
        val kept = gallery.kept
        val files = kept.listFiles().orEmpty().associate { it.name to it.length() }
        assertEquals(all().map { (picture, manner) -> manner.file(picture.name) }.plus(CorePicturesTest.files).toSortedSet(), files.keys.toSortedSet())
        assertEquals(emptyMap(), files.filter { it.value > 30_000 }, "larger than 30 KB")
        assertEquals(true, files.values.sum() <= 3_000_000, "3 MB in all")
        val shown = File(System.getProperty("pictures.shown")).listFiles().orEmpty().filter { it.extension == "png" }
        assertEquals(3, shown.size, "README.md opens with three")
        for (file in shown) assertContentEquals(File(kept, file.name).readBytes(), file.readBytes(), file.name)
    }
}
