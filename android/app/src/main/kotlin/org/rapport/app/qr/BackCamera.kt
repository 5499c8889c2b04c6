package org.rapport.app.qr

import android.Manifest
import android.content.Context
import android.graphics.ImageFormat
import android.hardware.camera2.CameraAccessException
import android.hardware.camera2.CameraCaptureSession
import android.hardware.camera2.CameraCharacteristics
import android.hardware.camera2.CameraDevice
import android.hardware.camera2.CameraManager
import android.hardware.camera2.CaptureRequest
import android.media.Image
import android.media.ImageReader
import android.os.Handler
import android.os.HandlerThread
import android.os.Looper
import android.view.Surface
import androidx.annotation.RequiresPermission

/** The camera at the back. It only fetches pictures; [QrCode] reads them, and none is kept. */
class BackCamera(private val context: Context) : Camera {
    private val screen = Handler(Looper.getMainLooper())
    private val thread = HandlerThread("camera").apply { start() }
    private val behind = Handler(thread.looper)
    private val pictures = ImageReader.newInstance(Camera.WIDTH, Camera.HEIGHT, ImageFormat.YUV_420_888, 2)
    private var device: CameraDevice? = null
    private var closed = false

    @RequiresPermission(Manifest.permission.CAMERA)
    override fun look(preview: Surface, found: (String) -> Unit, failed: () -> Unit) {
        val fail = { tell(failed) }
        pictures.setOnImageAvailableListener({ reader ->
            reader.acquireLatestImage()?.use { picture -> read(picture)?.let { text -> tell { found(text) } } }
        }, behind)
        try {
            val manager = context.getSystemService(CameraManager::class.java)
            manager.openCamera(checkNotNull(back(manager)), object : CameraDevice.StateCallback() {
                override fun onOpened(camera: CameraDevice) {
                    if (closed) return camera.close()
                    device = camera
                    session(camera, preview, fail)
                }

                override fun onDisconnected(camera: CameraDevice) = fail()
                override fun onError(camera: CameraDevice, error: Int) = fail()
            }, screen)
        } catch (_: CameraAccessException) {
            fail()
        } catch (_: IllegalArgumentException) {
            fail()
        } catch (_: IllegalStateException) {
            fail()
        } catch (_: SecurityException) {
            // The leave was taken back while the screen was open.
            fail()
        }
    }

    @Suppress("DEPRECATION") // Its successor wants a newer system than the oldest that this app runs on.
    private fun session(camera: CameraDevice, preview: Surface, fail: () -> Unit) = try {
        val surfaces = listOf(preview, pictures.surface)
        camera.createCaptureSession(surfaces, object : CameraCaptureSession.StateCallback() {
            override fun onConfigured(session: CameraCaptureSession) = try {
                val request = camera.createCaptureRequest(CameraDevice.TEMPLATE_PREVIEW)
                for (surface in surfaces) request.addTarget(surface)
                request.set(CaptureRequest.CONTROL_AF_MODE, CaptureRequest.CONTROL_AF_MODE_CONTINUOUS_PICTURE)
                session.setRepeatingRequest(request.build(), null, behind)
                Unit
            } catch (_: CameraAccessException) {
                fail()
            } catch (_: IllegalStateException) {
                fail()
            }

            override fun onConfigureFailed(session: CameraCaptureSession) = fail()
        }, screen)
    } catch (_: CameraAccessException) {
        fail()
    } catch (_: IllegalStateException) {
        fail()
    }

    private fun tell(what: () -> Unit) {
        screen.post { if (!closed) what() }
    }

    override fun close() {
        if (closed) return
        closed = true
        device?.close()
        pictures.close()
        thread.quitSafely()
    }

    companion object {
        /** The camera that looks away from the person, or whichever there is. */
        fun back(manager: CameraManager): String? {
            val all = manager.cameraIdList
            return all.firstOrNull {
                manager.getCameraCharacteristics(it)[CameraCharacteristics.LENS_FACING] == CameraCharacteristics.LENS_FACING_BACK
            } ?: all.firstOrNull()
        }

        private fun read(picture: Image): String? {
            val plane = picture.planes[0]
            val brightness = ByteArray(plane.buffer.remaining())
            plane.buffer.get(brightness)
            // The last row may end with its last pixel; the reader wants it whole.
            val whole = brightness.copyOf(maxOf(brightness.size, plane.rowStride * picture.height))
            return QrCode.read(picture.width, picture.height, plane.rowStride, whole)
        }
    }
}
