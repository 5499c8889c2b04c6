package org.rapport.app.qr

import com.google.zxing.BinaryBitmap
import com.google.zxing.DecodeHintType
import com.google.zxing.EncodeHintType
import com.google.zxing.LuminanceSource
import com.google.zxing.PlanarYUVLuminanceSource
import com.google.zxing.RGBLuminanceSource
import com.google.zxing.ReaderException
import com.google.zxing.WriterException
import com.google.zxing.common.HybridBinarizer
import com.google.zxing.qrcode.QRCodeReader
import com.google.zxing.qrcode.decoder.ErrorCorrectionLevel
import com.google.zxing.qrcode.encoder.Encoder

/** The squares of a QR code, without the quiet border of four that a screen leaves around it. */
class QrCode private constructor(val size: Int, private val dark: BooleanArray) {
    fun isDark(x: Int, y: Int): Boolean = dark[y * size + x]

    /** Row by row, as a screen draws it. */
    val rows: List<BooleanArray> get() = List(size) { y -> BooleanArray(size) { x -> isDark(x, y) } }

    companion object {
        /** Nothing for a text that does not fit into the largest code. */
        fun of(text: String): QrCode? {
            if (text.isEmpty()) return null
            val hints = mapOf(EncodeHintType.CHARACTER_SET to "UTF-8")
            val matrix = try {
                Encoder.encode(text, ErrorCorrectionLevel.M, hints).matrix
            } catch (_: WriterException) {
                return null
            }
            return QrCode(matrix.width, BooleanArray(matrix.width * matrix.height) {
                matrix[it % matrix.width, it / matrix.width].toInt() == 1
            })
        }

        /** The text in a picture of 0xAARRGGBB pixels; nothing when there is no code in it. */
        fun read(width: Int, height: Int, pixels: IntArray): String? = read(RGBLuminanceSource(width, height, pixels))

        /** The same from the brightness plane of a camera, whose rows may be longer than the picture. */
        fun read(width: Int, height: Int, rowLength: Int, brightness: ByteArray): String? =
            read(PlanarYUVLuminanceSource(brightness, rowLength, height, 0, 0, width, height, false))

        /** White on black, too, as dark screens show it. */
        private fun read(picture: LuminanceSource): String? = decode(picture) ?: decode(picture.invert())

        private fun decode(picture: LuminanceSource): String? = try {
            QRCodeReader().decode(BinaryBitmap(HybridBinarizer(picture)), mapOf(DecodeHintType.TRY_HARDER to true)).text
        } catch (_: ReaderException) {
            null
        }
    }
}
