package org.rapport.desktop

import androidx.compose.foundation.layout.fillMaxSize
import androidx.compose.foundation.rememberScrollState
import androidx.compose.foundation.verticalScroll
import androidx.compose.foundation.layout.Column
import androidx.compose.ui.ImageComposeScene
import androidx.compose.ui.Modifier
import androidx.compose.ui.unit.Density
import androidx.compose.ui.use
import java.nio.file.Files
import java.time.ZoneId
import java.util.Locale
import kotlin.random.Random
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
import org.rapport.ui.NoteField
import org.rapport.ui.RapportTheme
import org.rapport.ui.Told
import org.rapport.words.Words

private const val ROUNDS = 500
private const val WARM = 100

/** What a keystroke costs in a note of 20,000 edits, in the bridge and until the next frame is drawn; and a large paste. */
fun main() = runBlocking {
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
    val bridge = EditorBridge(editor)
    val bridgeTimes = DoubleArray(ROUNDS)
    val frameTimes = DoubleArray(ROUNDS)
    ImageComposeScene(412, 915, Density(1f)) {
        RapportTheme(dark = false) {
            Told(Words.of("en"), Locale.UK, ZoneId.of("Europe/Zurich"), null) {
                Column(Modifier.fillMaxSize().verticalScroll(rememberScrollState())) { NoteField(bridge, emptyList(), null) {} }
            }
        }
    }.use { scene ->
        var now = 0L
        scene.render(now)
        repeat(WARM + ROUNDS) { round ->
            val at = bridge.page.text.length / 2
            val start = System.nanoTime()
            bridge.typed(TypedText(bridge.page.text.replaceRange(at, at, "x"), at + 1, at + 1))
            val typed = System.nanoTime()
            now += 16_000_000
            scene.render(now)
            val drawn = System.nanoTime()
            if (round >= WARM) {
                bridgeTimes[round - WARM] = (typed - start) / 1e6
                frameTimes[round - WARM] = (drawn - start) / 1e6
            }
        }
    }
    for ((name, times) in listOf("keystroke in the bridge" to bridgeTimes, "keystroke to the next frame" to frameTimes)) {
        times.sort()
        println("%s, note of 20,000 edits: median %.2f ms, p99 %.2f ms".format(Locale.ROOT, name, times[ROUNDS / 2], times[ROUNDS * 99 / 100]))
    }
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
