package org.rapport.desktop

import androidx.compose.runtime.collectAsState
import androidx.compose.ui.ImageComposeScene
import androidx.compose.ui.unit.Density
import androidx.compose.ui.use
import java.lang.management.ManagementFactory
import java.time.ZoneId
import java.util.Locale
import java.util.concurrent.Executors
import java.util.concurrent.locks.LockSupport
import kotlin.concurrent.thread
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Job
import kotlinx.coroutines.asCoroutineDispatcher
import kotlinx.coroutines.cancel
import kotlinx.coroutines.channels.awaitClose
import kotlinx.coroutines.flow.MutableStateFlow
import kotlinx.coroutines.flow.callbackFlow
import kotlinx.coroutines.flow.conflate
import kotlinx.coroutines.launch
import kotlinx.coroutines.runBlocking
import kotlinx.coroutines.withContext
import org.rapport.presentation.Loaded
import org.rapport.presentation.TodayState
import org.rapport.ui.RapportTheme
import org.rapport.ui.Surroundings
import org.rapport.ui.Told
import org.rapport.ui.TodayScreen
import org.rapport.words.Words

private const val PER_SECOND = 1_000
private const val SECONDS = 5

/**
 * A thousand snapshots a second on their way to Today, as observers of the core give them: the time of the screen's own
 * thread, with them and without, of which the difference is what they cost. Sixty frames a second are drawn in both.
 */
fun snapshots(measured: Measured) {
    look(told = true)
    val still = look(told = false)
    val busy = look(told = true)
    measured.say("$PER_SECOND snapshots a second cost of the screen's thread", (busy - still).coerceAtLeast(0.0) * 100, "%", 5.0)
}

/** Which part of a second the screen's thread works. */
private fun look(told: Boolean): Double {
    val one = Executors.newSingleThreadExecutor()
    val screen = one.asCoroutineDispatcher()
    val state = MutableStateFlow(TodayState(Loaded.Here(Fixtures.home), true))
    val scope = CoroutineScope(screen + Job())
    var running = true
    var give: (Int) -> Unit = {}
    // As the bridge watches: what is whole is conflated, the screen's thread takes the last.
    val values = callbackFlow {
        give = { trySend(it) }
        awaitClose()
    }.conflate()
    return runBlocking {
        withContext(screen) {
            ImageComposeScene(412, 915, Density(1f)) {
                RapportTheme(dark = false) {
                    Told(Words.of("en"), Locale.UK, ZoneId.of("Europe/Zurich"), Fixtures.today) { TodayScreen(state.collectAsState().value, Surroundings()) {} }
                }
            }.use { scene ->
                val job = scope.launch {
                    values.collect { nth -> state.value = TodayState(Loaded.Here(Fixtures.home.copy(sync = Fixtures.line.copy(waiting = nth.toUInt() % 2u))), true) }
                }
                kotlinx.coroutines.yield()
                val core = thread(isDaemon = true) {
                    var nth = 0
                    while (running) {
                        if (told) give(nth++)
                        LockSupport.parkNanos(1_000_000_000L / PER_SECOND)
                    }
                }
                val beans = ManagementFactory.getThreadMXBean()
                repeat(30) { scene.render(it * 16_000_000L); kotlinx.coroutines.yield() }
                val (used, began) = beans.currentThreadCpuTime to System.nanoTime()
                var frame = 0L
                while (System.nanoTime() - began < SECONDS * 1_000_000_000L) {
                    scene.render((30 + frame++) * 16_000_000L)
                    kotlinx.coroutines.delay(maxOf(0, 16 - ((System.nanoTime() - began) / 1_000_000 - (frame - 1) * 16)))
                }
                val part = (beans.currentThreadCpuTime - used).toDouble() / (System.nanoTime() - began)
                running = false
                core.join()
                job.cancel()
                part
            }
        }
    }.also {
        scope.cancel()
        screen.close()
    }
}
