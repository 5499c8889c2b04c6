package org.rapport.contract

import java.io.File
import java.nio.file.Files
import java.time.DateTimeException
import java.time.Instant
import java.time.ZoneId
import java.util.concurrent.CountDownLatch
import java.util.concurrent.LinkedBlockingQueue
import java.util.concurrent.TimeUnit.SECONDS
import kotlinx.coroutines.runBlocking
import org.junit.After
import org.junit.Assert.assertThrows
import org.junit.Assert.assertTrue
import org.junit.Before
import org.rapport.core.*

/** The time of 5 January 2026, or what a test makes it say. */
class TestClock : DeviceClock {
    @Volatile
    var answer: () -> Instant = { Instant.ofEpochMilli(1_767_636_000_000) }

    override fun now(): Instant = answer()
}

/** The zones that Java knows. */
class TestZones : DeviceZones {
    @Volatile
    var before: () -> Unit = {}

    override fun changes(zone: String, from: Instant, to: Instant): List<ZoneChange> {
        before()
        val rules = try {
            ZoneId.of(zone).rules
        } catch (_: DateTimeException) {
            throw PortFailure.Unknown()
        }
        val first = ZoneChange(from, rules.getOffset(from).totalSeconds)
        val later = generateSequence(rules.nextTransition(from)) { rules.nextTransition(it.instant) }
            .takeWhile { it.instant < to }
            .map { ZoneChange(it.instant, it.offsetAfter.totalSeconds) }
        return listOf(first) + later
    }
}

/** Keeps the key in memory. */
class TestVault(@Volatile var key: ByteArray? = null) : KeyVault {
    @Volatile
    var before: () -> Unit = {}

    override fun load(): ByteArray? {
        before()
        return key
    }

    override fun store(key: ByteArray) {
        before()
        this.key = key
    }
}

/** Collects lines. */
class TestLog : LogSink {
    val lines = LinkedBlockingQueue<String>()

    @Volatile
    var before: () -> Unit = {}

    override fun line(level: LogLevel, text: String) {
        before()
        lines.put(text)
    }
}

/** Collects what an observer is told. */
class Seen<T : Any> {
    val values = LinkedBlockingQueue<T>()

    /** The first value that is as wanted; fails when none comes in ten seconds. */
    fun until(wanted: (T) -> Boolean): T {
        while (true) {
            val value = checkNotNull(values.poll(10, SECONDS)) { "nothing arrived" }
            if (wanted(value)) return value
        }
    }
}

fun Seen<List<GoalRow>>.goals() = object : GoalsObserver {
    override fun onGoals(goals: List<GoalRow>) = values.put(goals)
}

inline fun <reified T : Throwable> fails(crossinline call: suspend () -> Unit): T =
    assertThrows(T::class.java) { runBlocking { call() } }

fun splice(at: Int, delete: Int, insert: String) = Edit.Splice(at.toUInt(), delete.toUInt(), insert)

/** A test with a folder, ports, and a person called Ada. */
abstract class DeviceTest {
    val folder: File = Files.createTempDirectory("rapport").toFile()
    val clock = TestClock()
    val zones = TestZones()
    val vault = TestVault()
    val log = TestLog()
    var platform = Platform(vault, zones, clock, log)
    val config = Config("$folder/ada", zone = "Europe/Zurich")
    lateinit var core: Rapport

    @Before
    fun create() = runBlocking { core = Rapport.create(config, platform, "Ada") }

    @After
    fun end() {
        runBlocking { core.shutdown() }
        core.close()
        folder.deleteRecursively()
    }

    suspend fun reopen() {
        core.shutdown()
        core.close()
        core = Rapport.open(config, platform)
    }

    suspend fun privateGoal(title: String = "Learn to listen"): GoalId =
        core.goals().begin(NewGoal(Place.Private, title))

    suspend fun rows(filter: GoalFilter = GoalFilter()): List<GoalRow> = core.goals().rows(filter, limit = 500u)

    /** A new note with its empty section open. */
    suspend fun openNote(): Pair<BegunNote, NoteEditor> {
        val begun = core.notes().begin(NewNote(Place.Private, "Monday"))
        return begun to core.notes().open(begun.note, begun.section)
    }

    suspend fun stored(begun: BegunNote): String = core.notes().view(begun.note).sections[0].text.text

    /** The clock tells when it is asked, and answers when it may. */
    fun hold(): Pair<CountDownLatch, CountDownLatch> {
        val (entered, mayGo) = CountDownLatch(1) to CountDownLatch(1)
        clock.answer = {
            entered.countDown()
            mayGo.await(10, SECONDS)
            Instant.ofEpochMilli(1_767_636_000_001)
        }
        return entered to mayGo
    }

    fun reached(latch: CountDownLatch) = assertTrue(latch.await(10, SECONDS))
}
