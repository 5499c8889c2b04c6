package org.rapport.ui

import androidx.compose.material.icons.Icons
import androidx.compose.material.icons.filled.Lock
import androidx.compose.runtime.Composable

/** In the place of everything else, until the person has unlocked. */
@Composable
fun LockedScreen(onUnlock: () -> Unit) {
    val words = LocalWords.current
    Notice(Icons.Filled.Lock, words.screenLockedTitle, words.screenLockedExplained, act = words.screenLockedUnlock, onAct = onUnlock)
}
