package org.rapport.desktop

import androidx.compose.foundation.layout.fillMaxSize
import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.layout.ColumnScope
import androidx.compose.foundation.lazy.LazyColumn
import androidx.compose.runtime.Composable
import androidx.compose.runtime.LaunchedEffect
import androidx.compose.runtime.SideEffect
import androidx.compose.runtime.withFrameNanos
import androidx.compose.ui.ImageComposeScene
import androidx.compose.ui.Modifier
import androidx.compose.ui.unit.Density
import androidx.compose.ui.use
import java.io.File
import java.lang.management.ManagementFactory
import java.nio.file.Files
import java.time.ZoneId
import java.util.Locale
import kotlin.random.Random
import kotlin.system.exitProcess
import kotlinx.coroutines.runBlocking
import org.rapport.bridge.EditorBridge
import org.rapport.bridge.JavaZones
import org.rapport.bridge.OpenCore
import org.rapport.bridge.TypedText
import org.rapport.core.Config
import org.rapport.core.Edit
import org.rapport.core.NewNote
import org.rapport.core.Place
import org.rapport.core.Platform
import org.rapport.core.Rapport
import org.rapport.presentation.NoteState
import org.rapport.ui.FormatBar
import org.rapport.ui.RapportTheme
import org.rapport.ui.Told
import org.rapport.ui.noteField
import org.rapport.ui.rememberSheet
import org.rapport.words.Words

private const val ROUNDS = 500
private const val WARM = 100

/** The blocks that are laid out. */
private var seen: Set<Long> = emptySet()

@Composable
private fun ColumnScope.LongNote(open: NoteState.Open) {
    val sheet = rememberSheet(open.writing) {}
    LazyColumn(Modifier.weight(1f), sheet.list) { noteField(sheet, 0, emptyList(), null, "") }
    LaunchedEffect(Unit) {
        sheet.list.requestScrollToItem(checkNotNull(open.writing.blocks.indexOf(open.writing.here)))
        withFrameNanos {}
        sheet.focus(open.writing.here)
    }
    SideEffect { seen = sheet.layouts.keys }
}

/** What a keystroke costs in a note of 20,000 edits, in the bridge and until the next frame is drawn; and a large paste. */
private fun keystrokes(measured: Measured) = runBlocking {
    val folder = Files.createTempDirectory("rapport-figures").toFile()
    val core = OpenCore(Rapport.create(Config("$folder/ada", "Europe/Zurich"), Platform(FileKey(folder.resolve("key")), JavaZones()), "Ada"))
    val begun = core.notes.begin(NewNote(Place.Private, "Long"))
    val editor = core.notes.open(begun.note, begun.section)
    var length = 0
    val chance = Random(1)
    repeat(20_000) { at ->
        val sign = if (at % 400 == 399) "\n" else if (at % 6 == 5) " " else ('a' + chance.nextInt(26)).toString()
        editor.exchange(listOf(Edit.Splice(length.toUInt(), 0u, sign)))
        length++
    }
    editor.finish()
    val open = NoteState.Open(begun.section, EditorBridge(editor))
    val writing = open.writing
    val bridgeTimes = DoubleArray(ROUNDS)
    val frameTimes = DoubleArray(ROUNDS)
    writing.go(length / 2)
    ImageComposeScene(412, 915, Density(1f)) {
        RapportTheme(dark = false) {
            Told(Words.of("en"), Locale.UK, ZoneId.of("Europe/Zurich"), null) {
                Column(Modifier.fillMaxSize()) {
                    LongNote(open)
                    FormatBar(open, ofMeeting = true) {}
                }
            }
        }
    }.use { scene ->
        var now = 0L
        repeat(10) { scene.render(now.also { now += 16_000_000 }) }
        repeat(WARM + ROUNDS) { round ->
            val start = System.nanoTime()
            // As the field of the paragraph says it.
            val field = writing.blocks.field(checkNotNull(writing.blocks.indexOf(writing.here)), writing.page.typed)
            writing.typed(writing.here, TypedText(field.text.replaceRange(field.head, field.head, "x"), field.head + 1, field.head + 1))
            val typed = System.nanoTime()
            now += 16_000_000
            scene.render(now)
            val drawn = System.nanoTime()
            if (round >= WARM) {
                bridgeTimes[round - WARM] = (typed - start) / 1e6
                frameTimes[round - WARM] = (drawn - start) / 1e6
            }
            // A sentence a paragraph, as people write, not one that grows for ever.
            if (round % 100 == 99) writing.replace("\n")
        }
        check(writing.here in seen) { "the paragraph is not on the screen" }
    }
    measured.say("keystroke in the bridge, note of 20,000 edits", bridgeTimes, 2.0, 8.0)
    measured.say("keystroke to the next frame, note of 20,000 edits", frameTimes, 8.0, 16.0)
    // A core with assertions, as the tests have it, takes half a minute for this: Automerge walks the whole text anew
    // for each insertion then, to check its index (`query_insert_at`). No phone has such a core.
    val pasted = core.notes.begin(NewNote(Place.Private, "Pasted"))
    val paste = core.notes.open(pasted.note, pasted.section)
    val bridgeOfPaste = EditorBridge(paste)
    val text = "A line of what was pasted, fifty letters in each.\n".repeat(2_000)
    val start = System.nanoTime()
    bridgeOfPaste.typed(TypedText(text, text.length, text.length))
    val given = System.nanoTime()
    paste.finish()
    println("100 KB of 2,000 lines pasted: screen %.0f ms, then written in %.0f ms".format(Locale.ROOT, (given - start) / 1e6, (System.nanoTime() - given) / 1e6))
    core.rapport.shutdown()
    folder.deleteRecursively()
    Unit
}

/** Figures mean something only beside the machine that they come from. */
private fun machine(): String {
    val processor = runCatching { File("/proc/cpuinfo").useLines { lines -> lines.first { it.startsWith("model name") }.substringAfter(": ") } }
    val load = ManagementFactory.getOperatingSystemMXBean().systemLoadAverage
    return "%d x %s, Java %s, load %.1f".format(
        Locale.ROOT, Runtime.getRuntime().availableProcessors(), processor.getOrDefault(System.getProperty("os.arch")), System.getProperty("java.version"), load,
    )
}

private val figures: Map<String, (Measured, File) -> Unit> = mapOf(
    "keystroke" to { measured, _ -> keystrokes(measured) },
    "snapshots" to { measured, _ -> snapshots(measured) },
    "screens" to { measured, _ -> screens(measured) },
    "first-frame" to { measured, relay -> firstFrame(measured, relay) },
)

/** `rapport-relay`, over which pairs come together; the file of what is not reached; and which figures, when not all. */
fun main(arguments: Array<String>) {
    val measured = Measured()
    println("on ${machine()}")
    val asked = arguments.drop(2)
    require(figures.keys.containsAll(asked)) { "there are ${figures.keys}" }
    for ((name, measure) in figures) if (asked.isEmpty() || name in asked) measure(measured, File(arguments[0]))
    exitProcess(if (measured.end(NotReached.read(File(arguments[1])), all = asked.isEmpty())) 0 else 1)
}
