package org.rapport.app.qr

import androidx.test.ext.junit.runners.AndroidJUnit4
import org.junit.Test
import org.junit.runner.RunWith
import kotlin.math.cos
import kotlin.math.roundToInt
import kotlin.math.sin
import kotlin.random.Random
import kotlin.test.assertEquals
import kotlin.test.assertNotNull
import kotlin.test.assertNull

/** Codes are drawn as pictures, spoiled as a camera would, and read back. */
@RunWith(AndroidJUnit4::class)
class QrCodeTest {
    private val link = "https://relay.example.org/j#v1." + "aB3_".repeat(40)

    @Test
    fun whatIsDrawnIsRead() {
        for (text in listOf("rapport://j#v1.x", link, "ü 日本 🎯", "x".repeat(2_000))) {
            val picture = draw(assertNotNull(QrCode.of(text)))
            assertEquals(text, QrCode.read(picture.size, picture.size, picture.pixels))
        }
    }

    @Test
    fun tiltedNoisyAndInvertedIsStillRead() {
        val straight = draw(assertNotNull(QrCode.of(link)), scale = 6, border = 100)
        for (degrees in listOf(0, 10, 45, 90, 180, 200)) {
            val picture = straight.turned(degrees).noisy(seed = degrees)
            assertEquals(link, QrCode.read(picture.size, picture.size, picture.pixels), "turned by $degrees degrees")
        }
        val inverted = Picture(straight.size, IntArray(straight.pixels.size) { straight.pixels[it] xor 0xFFFFFF })
        assertEquals(link, QrCode.read(inverted.size, inverted.size, inverted.pixels))
    }

    @Test
    fun theBrightnessOfACameraIsRead() {
        val picture = draw(assertNotNull(QrCode.of(link)))
        val rowLength = picture.size + 24
        val plane = ByteArray(rowLength * picture.size)
        for (y in 0 until picture.size) {
            for (x in 0 until picture.size) plane[y * rowLength + x] = picture.pixels[y * picture.size + x].toByte()
        }
        assertEquals(link, QrCode.read(picture.size, picture.size, rowLength, plane))
    }

    @Test
    fun whatIsNoCodeIsNothing() {
        val random = Random(7)
        assertNull(QrCode.read(200, 200, IntArray(40_000) { WHITE }))
        assertNull(QrCode.read(200, 200, IntArray(40_000) { random.nextInt() or (0xFF shl 24) }))
        assertNull(QrCode.read(1, 1, intArrayOf(WHITE)))
        val picture = draw(assertNotNull(QrCode.of(link)))
        val half = IntArray(picture.pixels.size) { if (it % picture.size < picture.size / 2) picture.pixels[it] else WHITE }
        assertNull(QrCode.read(picture.size, picture.size, half))
    }

    @Test
    fun whatDoesNotFitIsNothing() {
        assertNull(QrCode.of(""))
        assertNull(QrCode.of("x".repeat(4_000)))
    }

    private class Picture(val size: Int, val pixels: IntArray) {
        fun turned(degrees: Int): Picture {
            val angle = Math.toRadians(degrees.toDouble())
            val middle = size / 2.0
            return Picture(size, IntArray(size * size) {
                val (x, y) = it % size - middle to it / size - middle
                val fromX = (x * cos(angle) + y * sin(angle) + middle).roundToInt()
                val fromY = (y * cos(angle) - x * sin(angle) + middle).roundToInt()
                if (fromX in 0 until size && fromY in 0 until size) pixels[fromY * size + fromX] else WHITE
            })
        }

        fun noisy(seed: Int): Picture {
            val random = Random(seed)
            return Picture(size, IntArray(pixels.size) {
                val grey = ((pixels[it] and 0xFF) * 0.6 + 40 + random.nextInt(-25, 26)).roundToInt().coerceIn(0, 255)
                (0xFF shl 24) or (grey * 0x010101)
            })
        }
    }

    private fun draw(code: QrCode, scale: Int = 4, border: Int = 16): Picture {
        val size = code.size * scale + 2 * border
        return Picture(size, IntArray(size * size) {
            val (x, y) = it % size - border to it / size - border
            val inside = x in 0 until code.size * scale && y in 0 until code.size * scale
            if (inside && code.isDark(x / scale, y / scale)) 0xFF shl 24 else WHITE
        })
    }

    private companion object {
        const val WHITE = -1
    }
}
