package org.rapport.desktop

import androidx.compose.foundation.isSystemInDarkTheme
import androidx.compose.runtime.remember
import androidx.compose.ui.input.key.Key
import androidx.compose.ui.input.key.KeyEventType
import androidx.compose.ui.input.key.key
import androidx.compose.ui.input.key.type
import androidx.compose.ui.unit.dp
import androidx.compose.ui.window.Window
import androidx.compose.ui.window.WindowPlacement
import androidx.compose.ui.window.WindowPosition
import androidx.compose.ui.window.WindowState
import androidx.compose.ui.window.application
import java.io.File
import java.nio.file.Files
import java.time.ZoneId
import java.util.Locale
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.SupervisorJob
import kotlinx.coroutines.runBlocking
import org.rapport.bridge.Door
import org.rapport.bridge.JavaZones
import org.rapport.bridge.coreOpener
import org.rapport.core.Config
import org.rapport.core.Platform
import org.rapport.presentation.AppEvent
import org.rapport.presentation.AppPresenter
import org.rapport.ui.RapportApp
import org.rapport.ui.RapportTheme
import org.rapport.words.Words

/** One of the phones on the desk: a profile of its own and the app in front of it. */
private class Phone(val name: String, folder: File, val clock: LivedClock?) {
    val door = Door(
        coreOpener(Config(File(folder, name).path, ZoneId.systemDefault().id)) { Platform(FileKey(File(folder, "$name.key")), JavaZones(), clock) },
    )
    val app by lazy { AppPresenter(door, CoroutineScope(Dispatchers.Main + SupervisorJob())).apply { on(AppEvent.InFront(true)) } }
    val shell = DeskShell { app.on(AppEvent.File(it)) }
}

/**
 * Two phones on a desk and a relay between them.
 *
 *     Desk RELAY-PROGRAM [FOLDER] [--lived-in]
 *
 * Without a folder everything is forgotten when the windows are closed. `--lived-in` lets Ada and Bea have met three weeks
 * ago where nobody lives yet.
 */
fun main(arguments: Array<String>) {
    val livedIn = "--lived-in" in arguments
    val kept = arguments.filter { it != "--lived-in" }.getOrNull(1)?.let { File(it).apply { mkdirs() } }
    val folder = kept ?: Files.createTempDirectory("rapport-desk").toFile()
    val relay = arguments.firstOrNull()?.let { File(it) }?.takeIf { it.canExecute() }?.let { Relay.on(folder, it) }
    println(relay?.let { "The relay of this desk; paste it at the first invite:\n${it.link}" } ?: "No relay beside the library: the phones work, and do not meet.")
    val phones = listOf("left", "right").map { Phone(it, folder, if (livedIn) LivedClock() else null) }
    if (livedIn) {
        checkNotNull(relay) { "two phones meet over a relay, and there is none" }
        runBlocking { LivedIn(phones[0].door, phones[1].door, relay.link, phones.mapNotNull { it.clock }, ZoneId.systemDefault()).live() }
    }
    val words = Words.of(Locale.getDefault().toLanguageTag())
    application {
        for ((place, phone) in phones.withIndex()) {
            Window(
                onCloseRequest = ::exitApplication,
                title = "Rapport · ${phone.name}",
                state = remember {
                    WindowState(WindowPlacement.Floating, false, WindowPosition((80 + place * 460).dp, 60.dp), 430.dp, 900.dp)
                },
                onKeyEvent = { event ->
                    val back = event.key == Key.Escape && event.type == KeyEventType.KeyUp
                    if (back) phone.app.on(AppEvent.Back)
                    back
                },
            ) {
                RapportTheme(isSystemInDarkTheme()) { RapportApp(phone.app, words, phone.shell, Locale.getDefault()) }
            }
        }
    }
    runBlocking { for (phone in phones) runCatching { phone.door.shutdown() } }
    relay?.close()
    if (kept == null) folder.deleteRecursively()
}
