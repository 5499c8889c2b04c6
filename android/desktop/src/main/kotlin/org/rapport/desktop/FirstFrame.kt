package org.rapport.desktop

import androidx.compose.ui.ImageComposeScene
import androidx.compose.ui.unit.Density
import java.io.File
import java.nio.file.Files
import java.time.ZoneId
import java.util.Locale
import java.util.concurrent.Executors
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Job
import kotlinx.coroutines.asCoroutineDispatcher
import kotlinx.coroutines.cancel
import kotlinx.coroutines.delay
import kotlinx.coroutines.runBlocking
import kotlinx.coroutines.withContext
import kotlinx.coroutines.withTimeoutOrNull
import org.rapport.bridge.Door
import org.rapport.bridge.FRAME
import org.rapport.bridge.JavaZones
import org.rapport.bridge.OpenCore
import org.rapport.bridge.coreOpener
import org.rapport.core.*
import org.rapport.presentation.AppPresenter
import org.rapport.presentation.AppState
import org.rapport.presentation.Screen
import org.rapport.ui.RapportApp
import org.rapport.ui.RapportTheme
import org.rapport.words.Words

private const val SPACES = 100
private const val STARTS = 500
private const val WARM_STARTS = 100

/** So many invites are on their way together. */
private const val AT_ONCE = 10

fun firstFrame(measured: Measured, program: File) {
    val folder = Files.createTempDirectory("rapport-figures").toFile()
    FirstFrame(folder, program).use { it.measure(measured) }
    folder.deleteRecursively()
}

/** A person with a hundred pairs opens the app: until Today is drawn, and how much of it the core takes. */
class FirstFrame(private val folder: File, program: File) : AutoCloseable {
    // Each of the two has spaces of their own beside the pairs. A hundred pairs come together in a moment and from one
    // address, which is more than the relay lets anybody have: at twenty calls a second each pair took three seconds.
    private val relay = Relay(
        program, File(folder, "relay"), spaces = 2 * SPACES,
        limits = listOf("--address-rate", "0", "--session-rate", "0", "--mailboxes", "${2 * SPACES}"),
    )

    private fun opener(name: String) =
        coreOpener(Config(File(folder, name).path, "Europe/Zurich")) { Platform(FileKey(File(folder, "$name.key")), JavaZones()) }

    /** Pairs come together by invite and code, as people do; each has a goal with a step for today. */
    private suspend fun live() {
        val (mentor, mentee) = opener("ruth").create("Ruth") to opener("ada").create("Ada")
        for (core in listOf(mentor, mentee)) core.sync.agreeToRelay(relay.link)
        for (core in listOf(mentor, mentee)) core.sync.start()
        for (some in (0 until SPACES).chunked(AT_ONCE)) {
            val boxes = some.map { mentor.people.invite(Seat.MENTOR).let { it to mentee.people.join(mentor.people.inviteLink(it)) } }
            until("codes ${some.first()} to ${some.last()}") {
                boxes.all { (given, taken) -> stage(mentor, given) is InviteStage.Compare && stage(mentee, taken) is InviteStage.Compare }
            }
            for ((given, taken) in boxes) {
                mentor.people.confirm(given)
                mentee.people.confirm(taken)
            }
            until("pairs ${some.first()} to ${some.last()}") { listOf(mentor, mentee).all { it.people.pairings().size > some.last() } }
        }
        for (pair in mentor.people.pairings()) {
            val goal = mentor.goals.begin(NewGoal(Place.In(pair.space), "Speak up"))
            mentor.goals.addStep(goal, StepDraft("Ask one question", due = Due.On(mentor.rapport.home().today)))
        }
        for (core in listOf(mentor, mentee)) core.rapport.shutdown()
    }

    private suspend fun stage(core: OpenCore, box: BoxId) = core.people.invites().firstOrNull { it.id == box }?.stage

    private suspend fun until(what: String, found: suspend () -> Boolean) {
        checkNotNull(withTimeoutOrNull(60_000) { while (!found()) delay(20) }) { "waited a minute for $what" }
    }

    fun measure(measured: Measured) = runBlocking {
        live()
        val (frames, cores) = DoubleArray(STARTS) to DoubleArray(STARTS)
        // The core is cold each time; Java is not, whose first start of all reads classes that a phone has compiled.
        for (nth in -WARM_STARTS until STARTS) {
            last?.shutdown()
            val start = System.nanoTime()
            val core = opener("ruth").open()
            core.rapport.home()
            val opened = System.nanoTime()
            core.rapport.shutdown()
            val begun = System.nanoTime()
            val drawn = frame()
            if (nth >= 0) {
                cores[nth] = (opened - start) / 1e6
                frames[nth] = (drawn - begun) / 1e6
            }
        }
        measured.say("core opened and Today read, $SPACES spaces, median of $STARTS", cores.sorted()[STARTS / 2], "ms", 20.0)
        if (badlyClosed > 0) println("$badlyClosed of ${WARM_STARTS + STARTS} scenes were not closed well by Compose")
        measured.say("first frame of Today after a cold start, median of $STARTS", frames.sorted()[STARTS / 2], "ms", 150.0)
    }

    /** What is open now: shutting it down is no part of a frame. */
    private var last: Door? = null

    /** One for all starts, as the screen's thread of a phone. */
    private val screen = Executors.newSingleThreadExecutor().asCoroutineDispatcher()

    /** From nothing to the frame with Today on it: when that was drawn. Until then it is drawn as often as a phone does. */
    private suspend fun frame(): Long = withContext(screen) {
        val door = Door(opener("ruth"))
        last = door
        val scope = CoroutineScope(screen + Job())
        val app = AppPresenter(door, scope)
        val began = System.nanoTime()
        val scene = ImageComposeScene(412, 915, Density(1f), coroutineContext = screen) {
            RapportTheme(dark = false) { RapportApp(app, Words.of("en"), locale = Locale.UK, zone = ZoneId.of("Europe/Zurich")) }
        }
        var drawn = 0L
        while (((app.state.value as? AppState.Inside)?.screen as? Screen.Today)?.presenter?.state?.value?.home?.here == null) {
            val now = System.nanoTime() - began
            if (now >= drawn * FRAME * 1_000_000) {
                scene.render(now)
                drawn = now / (FRAME * 1_000_000) + 1
            }
            delay(1)
        }
        scene.render(System.nanoTime() - began)
        System.nanoTime().also {
            scope.cancel()
            close(scene)
        }
    }

    /**
     * In one of some hundred scenes Compose does not find a node among its rectangles while it takes them down, which is no
     * part of a frame. It is counted and told.
     */
    private fun close(scene: ImageComposeScene) = try {
        scene.close()
    } catch (lost: IllegalArgumentException) {
        if ("RectList" !in lost.message.orEmpty()) throw lost
        badlyClosed++
    }

    private var badlyClosed = 0

    override fun close() {
        runBlocking { last?.shutdown() }
        screen.close()
        relay.close()
    }
}
