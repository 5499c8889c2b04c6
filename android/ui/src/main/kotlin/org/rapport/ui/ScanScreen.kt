package org.rapport.ui

import androidx.compose.foundation.background
import androidx.compose.foundation.layout.Box
import androidx.compose.foundation.layout.fillMaxSize
import androidx.compose.foundation.layout.padding
import androidx.compose.material.icons.Icons
import androidx.compose.material.icons.filled.Lock
import androidx.compose.material.icons.filled.Warning
import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.Surface
import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.ui.Alignment
import androidx.compose.ui.Modifier
import androidx.compose.ui.graphics.Color
import androidx.compose.ui.text.style.TextAlign
import androidx.compose.ui.unit.dp

/** How it stands with the camera. */
enum class Scan {
    /** The system asks the person whether the app may use it. */
    ASKING,
    LOOKING,

    /** It was refused, and may be asked for again. */
    REFUSED,

    /** It was refused for good: only the settings can change that. */
    FORBIDDEN,
    NO_CAMERA,
    FAILED,
}

/** The camera looks for the code of an invite. `picture` is what it sees; each other state says what to do instead. */
@Composable
fun ScanScreen(scan: Scan, onBack: () -> Unit, onAllow: () -> Unit, onSettings: () -> Unit, picture: @Composable (Modifier) -> Unit) {
    val words = LocalWords.current
    Frame(words.screenScanTitle, Surroundings(onBack)) { inner ->
        Box(Modifier.fillMaxSize().padding(inner)) {
            when (scan) {
                Scan.ASKING -> Waiting()
                Scan.LOOKING -> {
                    picture(Modifier.fillMaxSize().background(Color.Black))
                    Surface(Modifier.align(Alignment.BottomCenter).padding(24.dp), shape = MaterialTheme.shapes.large) {
                        Text(words.screenScanHint, Modifier.padding(16.dp), textAlign = TextAlign.Center)
                    }
                }
                Scan.REFUSED -> Notice(Icons.Filled.Lock, words.screenScanRefused, words.screenScanRefusedDo, act = words.screenScanAllow, onAct = onAllow)
                Scan.FORBIDDEN -> Notice(Icons.Filled.Lock, words.screenScanRefused, words.screenScanRefusedDo, act = words.screenScanSettings, onAct = onSettings)
                Scan.NO_CAMERA -> Notice(Icons.Filled.Warning, words.screenScanNone, words.screenScanNoneDo, act = words.commonBack, onAct = onBack)
                Scan.FAILED -> Notice(Icons.Filled.Warning, words.screenScanFailed, words.screenScanFailedDo, act = words.commonTryAgain, onAct = onAllow)
            }
        }
    }
}
