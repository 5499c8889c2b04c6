package org.rapport.app.qr

import android.Manifest
import android.app.Activity
import android.content.Context
import android.content.Intent
import android.content.pm.PackageManager
import android.graphics.SurfaceTexture
import android.net.Uri
import android.os.Bundle
import android.provider.Settings
import android.view.Surface
import android.view.TextureView
import androidx.activity.ComponentActivity
import androidx.activity.compose.setContent
import androidx.activity.enableEdgeToEdge
import androidx.activity.result.contract.ActivityResultContract
import androidx.activity.result.contract.ActivityResultContracts
import androidx.compose.foundation.isSystemInDarkTheme
import androidx.compose.runtime.getValue
import androidx.compose.runtime.mutableStateOf
import androidx.compose.runtime.setValue
import androidx.compose.ui.platform.LocalConfiguration
import androidx.compose.ui.viewinterop.AndroidView
import androidx.core.content.ContextCompat
import java.time.ZoneId
import org.rapport.app.RapportApplication
import org.rapport.ui.RapportTheme
import org.rapport.ui.Scan
import org.rapport.ui.ScanScreen
import org.rapport.ui.Told
import org.rapport.words.Words

/** Reads one code and ends with its text. Only this screen asks for the camera, when a person wants to scan. */
class ScanActivity : ComponentActivity() {
    /** Opened for the text of a code; nothing when the person went back. */
    object Read : ActivityResultContract<Unit, String?>() {
        override fun createIntent(context: Context, input: Unit) = Intent(context, ScanActivity::class.java)

        override fun parseResult(resultCode: Int, intent: Intent?): String? =
            intent?.getStringExtra(TEXT)?.takeIf { resultCode == Activity.RESULT_OK }
    }

    private var scan by mutableStateOf(Scan.ASKING)
    private var camera: Camera? = null
    private val ask = registerForActivityResult(ActivityResultContracts.RequestPermission()) { allowed ->
        scan = when {
            allowed -> Scan.LOOKING
            // Android does not ask again after a second no.
            shouldShowRequestPermissionRationale(Manifest.permission.CAMERA) -> Scan.REFUSED
            else -> Scan.FORBIDDEN
        }
    }

    override fun onCreate(savedInstanceState: Bundle?) {
        super.onCreate(savedInstanceState)
        enableEdgeToEdge()
        when {
            !packageManager.hasSystemFeature(PackageManager.FEATURE_CAMERA_ANY) -> scan = Scan.NO_CAMERA
            isAllowed() -> scan = Scan.LOOKING
            savedInstanceState == null -> ask.launch(Manifest.permission.CAMERA)
        }
        setContent {
            val locale = LocalConfiguration.current.locales[0]
            RapportTheme(isSystemInDarkTheme()) {
                Told(Words.of(locale.toLanguageTag()), locale, ZoneId.systemDefault(), null) {
                    ScanScreen(scan, ::finish, ::again, ::settings) { modifier -> AndroidView({ TextureView(it).apply { surfaceTextureListener = preview } }, modifier) }
                }
            }
        }
    }

    override fun onResume() {
        super.onResume()
        // The person may come from the settings.
        if (scan == Scan.FORBIDDEN && isAllowed()) scan = Scan.LOOKING
    }

    override fun onStop() {
        end()
        super.onStop()
    }

    private fun isAllowed() = ContextCompat.checkSelfPermission(this, Manifest.permission.CAMERA) == PackageManager.PERMISSION_GRANTED

    private fun again() {
        if (isAllowed()) scan = Scan.LOOKING else ask.launch(Manifest.permission.CAMERA)
    }

    private fun settings() = startActivity(Intent(Settings.ACTION_APPLICATION_DETAILS_SETTINGS, Uri.fromParts("package", packageName, null)))

    private fun begin(surface: Surface) {
        end()
        camera = (application as RapportApplication).camera(this).also { it.look(surface, ::found, ::failed) }
    }

    private fun found(text: String) {
        end()
        setResult(RESULT_OK, Companion.found(text))
        finish()
    }

    private fun failed() {
        end()
        scan = Scan.FAILED
    }

    private fun end() {
        camera?.close()
        camera = null
    }

    private val preview = object : TextureView.SurfaceTextureListener {
        override fun onSurfaceTextureAvailable(texture: SurfaceTexture, width: Int, height: Int) {
            texture.setDefaultBufferSize(Camera.WIDTH, Camera.HEIGHT)
            begin(Surface(texture))
        }

        override fun onSurfaceTextureSizeChanged(texture: SurfaceTexture, width: Int, height: Int) = Unit

        override fun onSurfaceTextureDestroyed(texture: SurfaceTexture): Boolean {
            end()
            return true
        }

        override fun onSurfaceTextureUpdated(texture: SurfaceTexture) = Unit
    }

    companion object {
        private const val TEXT = "text"

        /** What it ends with when a code was read. */
        fun found(text: String): Intent = Intent().putExtra(TEXT, text)
    }
}
