package org.rapport.desktop

import androidx.compose.runtime.Composable
import androidx.compose.runtime.collectAsState
import androidx.compose.runtime.getValue
import androidx.compose.runtime.mutableStateOf
import androidx.compose.runtime.setValue
import androidx.compose.runtime.snapshots.Snapshot
import androidx.compose.ui.ImageComposeScene
import androidx.compose.ui.unit.Density
import androidx.compose.ui.use
import java.lang.management.ManagementFactory
import java.time.ZoneId
import java.util.Locale
import java.util.concurrent.Executors
import java.util.concurrent.atomic.AtomicBoolean
import java.util.concurrent.locks.LockSupport
import kotlin.concurrent.thread
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Job
import kotlinx.coroutines.asCoroutineDispatcher
import kotlinx.coroutines.cancel
import kotlinx.coroutines.delay
import kotlinx.coroutines.runBlocking
import kotlinx.coroutines.withContext
import kotlinx.coroutines.yield
import org.rapport.bridge.OpenCore
import org.rapport.core.*
import org.rapport.presentation.Loaded
import org.rapport.presentation.Navigator
import org.rapport.presentation.TodayEvent
import org.rapport.presentation.TodayPresenter
import org.rapport.presentation.TodayState
import org.rapport.ui.RapportTheme
import org.rapport.ui.Surroundings
import org.rapport.ui.Told
import org.rapport.ui.TodayScreen
import org.rapport.words.Words

private const val PER_SECOND = 1_000
private const val SECONDS = 5
private const val WARM_FRAMES = 3_000

/**
 * A thousand snapshots a second on their way to Today, through bridge and presenter: the time of the screen's own
 * thread, with them and without, of which the difference is what they cost. Sixty frames a second are drawn in both.
 */
fun snapshots(measured: Measured) {
    warmUp()
    look(told = true)
    val still = look(told = false)
    val busy = look(told = true)
    measured.say("$PER_SECOND snapshots a second cost of the screen's thread", (busy - still).coerceAtLeast(0.0) * 100, "%", 5.0)
}

/** Today drawn again and again, each time with something new: Java compiles it, as a phone has it compiled. */
private fun warmUp() {
    var shown by mutableStateOf(TodayState(Loaded.Here(asked(0)), pairs = true))
    val around = Surroundings()
    ImageComposeScene(412, 915, Density(1f)) { Today(shown, around) {} }.use { scene ->
        repeat(WARM_FRAMES) {
            shown = shown.copy(home = Loaded.Here(asked(it)))
            Snapshot.sendApplyNotifications()
            scene.render(it * 16_000_000L)
        }
    }
}

@Composable
private fun Today(state: TodayState, around: Surroundings, onEvent: (TodayEvent) -> Unit) = RapportTheme(dark = false) {
    Told(Words.of("en"), Locale.UK, ZoneId.of("Europe/Zurich"), Fixtures.today) { TodayScreen(state, around, onEvent) }
}

/** As the core says it, all of it made anew; a step says something else each time. */
private fun asked(nth: Int): HomeView {
    val steps = Fixtures.home.steps.mapIndexed { at, step -> if (at == 1) step.copy(text = "Write down $nth questions for the interview") else step.copy() }
    return Fixtures.home.copy(nextMeeting = Fixtures.meeting.copy(), steps = steps, sync = Fixtures.line.copy(waiting = nth.toUInt() % 2u))
}

/** A core that tells of Today when it is asked to. */
private class Telling {
    private var observer: HomeObserver? = null
    private val rapport = object : RapportInterface by Rapport(NoHandle) {
        override suspend fun watchHome(observer: HomeObserver): Subscription {
            this@Telling.observer = observer
            tell(0)
            return watched()
        }
    }
    private val people = object : PeopleInterface by People(NoHandle) {
        override suspend fun watchPairings(observer: PairingsObserver): Subscription {
            observer.onPairings(listOf(Fixtures.pair))
            return watched()
        }
    }
    private val checkIns = object : CheckInsInterface by CheckIns(NoHandle) {
        override suspend fun instruments(language: String) = CheckInFixtures.list.instruments
    }
    val core = OpenCore(rapport, Goals(NoHandle), Meetings(NoHandle), Notes(NoHandle), people, Sync(NoHandle), Devices(NoHandle), checkIns, Reminders(NoHandle), Availability(NoHandle))

    fun tell(nth: Int) {
        observer?.onHome(asked(nth))
    }

    private fun watched() = object : Subscription(NoHandle) {
        override fun cancel() = Unit
        override fun close() = Unit
    }
}

/** Which part of a second the screen's thread works. */
private fun look(told: Boolean): Double {
    val screen = Executors.newSingleThreadExecutor().asCoroutineDispatcher()
    val scope = CoroutineScope(screen + Job())
    val telling = Telling()
    val running = AtomicBoolean(true)
    return runBlocking {
        withContext(screen) {
            val today = TodayPresenter(telling.core, Navigator(), scope)
            // As in the app, where it stays while nothing goes wrong.
            val around = Surroundings()
            ImageComposeScene(412, 915, Density(1f), coroutineContext = screen) {
                Today(today.state.collectAsState().value, around, today::on)
            }.use { scene ->
                yield()
                val core = thread(isDaemon = true) {
                    var nth = 0
                    while (running.get()) {
                        if (told) telling.tell(nth++)
                        LockSupport.parkNanos(1_000_000_000L / PER_SECOND)
                    }
                }
                val beans = ManagementFactory.getThreadMXBean()
                repeat(30) { scene.render(it * 16_000_000L); yield() }
                val (used, began) = beans.currentThreadCpuTime to System.nanoTime()
                var frame = 0L
                while (System.nanoTime() - began < SECONDS * 1_000_000_000L) {
                    scene.render((30 + frame++) * 16_000_000L)
                    delay(maxOf(0, 16 - ((System.nanoTime() - began) / 1_000_000 - (frame - 1) * 16)))
                }
                val part = (beans.currentThreadCpuTime - used).toDouble() / (System.nanoTime() - began)
                running.set(false)
                core.join()
                check(!told || today.state.value.home.here != Fixtures.home) { "nothing has arrived" }
                today.end()
                part
            }
        }
    }.also {
        scope.cancel()
        screen.close()
    }
}
