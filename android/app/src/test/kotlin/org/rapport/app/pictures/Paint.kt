package org.rapport.app.pictures

import android.graphics.Bitmap
import java.io.ByteArrayInputStream
import java.io.ByteArrayOutputStream
import java.nio.ByteBuffer
import java.util.zip.CRC32
import java.util.zip.Deflater
import java.util.zip.DeflaterOutputStream
import javax.imageio.ImageIO
import kotlin.math.abs

/** A drawn picture, kept small: few colours. */
class Paint(val width: Int, val height: Int, private val pixels: IntArray) {
    constructor(bitmap: Bitmap) : this(bitmap.width, bitmap.height, IntArray(bitmap.width * bitmap.height).also {
        bitmap.getPixels(it, 0, bitmap.width, 0, 0, bitmap.width, bitmap.height)
    })

    /** A PNG with a palette: of each small region of colours that is there often, its most frequent one. */
    fun png(): ByteArray {
        val counts = pixels.map { it and COLOUR }.groupingBy { it }.eachCount().entries.sortedWith(compareBy({ -it.value }, { it.key }))
        val regions = counts.groupBy { it.key and REGION }.values.sortedWith(compareBy({ -it.sumOf { one -> one.value } }, { it[0].key }))
        val palette = regions.take(COLOURS).map { it[0].key }
        val nearest = HashMap<Int, Byte>()
        val rows = ByteArray((width + 1) * height)
        for (y in 0 until height) {
            for (x in 0 until width) {
                val colour = pixels[y * width + x] and COLOUR
                rows[y * (width + 1) + 1 + x] =
                    nearest.getOrPut(colour) { palette.indices.minBy { distance(palette[it], colour) }.toByte() }
            }
        }
        val out = ByteArrayOutputStream()
        out.write(byteArrayOf(-119, 80, 78, 71, 13, 10, 26, 10))
        out.chunk("IHDR", ByteBuffer.allocate(13).putInt(width).putInt(height).put(byteArrayOf(8, 3, 0, 0, 0)).array())
        out.chunk("PLTE", palette.flatMap { listOf(it shr 16, it shr 8, it) }.map(Int::toByte).toByteArray())
        out.chunk("IDAT", ByteArrayOutputStream().also { into ->
            DeflaterOutputStream(into, Deflater(Deflater.BEST_COMPRESSION)).use { it.write(rows) }
        }.toByteArray())
        out.chunk("IEND", ByteArray(0))
        return out.toByteArray()
    }

    private fun ByteArrayOutputStream.chunk(name: String, data: ByteArray) {
        val body = name.toByteArray() + data
        write(ByteBuffer.allocate(4).putInt(data.size).array())
        write(body)
        write(ByteBuffer.allocate(4).putInt(CRC32().apply { update(body) }.value.toInt()).array())
    }

    /** As it is after having been a PNG. */
    fun kept(): Paint = read(png())

    /** How many of a thousand pixels differ by more than nothing to speak of. */
    fun perMilleUnlike(other: Paint): Int {
        if (width != other.width || height != other.height) return 1000
        val unlike = pixels.indices.count { distance(pixels[it], other.pixels[it]) > TOLERANCE }
        return unlike * 1000 / pixels.size
    }

    companion object {
        private const val COLOUR = 0xFFFFFF
        private const val TOLERANCE = 60
        private const val REGION = 0xF0F0F0
        private const val COLOURS = 48

        private fun distance(one: Int, two: Int): Int =
            listOf(0, 8, 16).sumOf { abs((one shr it and 0xFF) - (two shr it and 0xFF)) }

        fun read(png: ByteArray): Paint {
            val image = ImageIO.read(ByteArrayInputStream(png))
            return Paint(image.width, image.height, image.getRGB(0, 0, image.width, image.height, null, 0, image.width))
        }
    }
}
