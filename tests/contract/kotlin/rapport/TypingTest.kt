package org.rapport.contract

import java.nio.charset.CharacterCodingException
import kotlin.random.Random
import kotlinx.coroutines.runBlocking
import org.junit.Assert.assertEquals
import org.junit.Assert.assertThrows
import org.junit.Assert.assertTrue
import org.junit.Test
import org.rapport.core.*

/** An open note: UTF-16 offsets, order, undo, two screens. */
class TypingTest : DeviceTest() {
    @Test
    fun textIsCountedInUtf16() = runBlocking {
        val (begun, editor) = openNote()
        val start = "👩‍🏫 שלום مرحبا e\u0301"
        assertTrue(editor.exchange(listOf(splice(0, 0, start))).isEmpty())
        val at = start.indexOf("ם")
        editor.exchange(listOf(splice(at, 0, "🙂")))
        val expected = start.replaceRange(at, at, "🙂")
        assertEquals(expected, editor.whole().text)
        // Half of the teacher, and behind the end: nothing of it is done.
        for (wrong in listOf(splice(2, 0, "x"), splice(expected.length + 2, 0, "x"), splice(0, 9999, ""))) {
            val invalid = assertThrows(Failure.Invalid::class.java) { editor.exchange(listOf(splice(0, 0, "y"), wrong)) }
            assertEquals(Field.NOTE, invalid.`field`)
        }
        assertEquals(expected, editor.whole().text)
        editor.durable()
        assertEquals(expected, stored(begun))
    }

    @Test
    fun aLoneSurrogateNeverReachesTheCore() = runBlocking {
        val (_, editor) = openNote()
        assertThrows(CharacterCodingException::class.java) { editor.exchange(listOf(splice(0, 0, "\uD83D"))) }
        assertEquals("", editor.whole().text)
        assertEquals("🙂", "🙂".checked(Field.NOTE))
        val halved = assertThrows(Failure.Invalid::class.java) { splice(0, 0, "a\uD83D".checked(Field.NOTE)) }
        assertEquals(Field.NOTE to Problem.ControlCharacter(1u), halved.`field` to halved.problem)
        assertEquals("", editor.whole().text)
    }

    @Test
    fun aThousandSplicesKeepTheirOrder() = runBlocking {
        val (begun, editor) = openNote()
        val text = (0 until 1_000).joinToString("") { "$it " }.take(1_000)
        text.forEachIndexed { at, sign -> editor.exchange(listOf(splice(at, 0, sign.toString()))) }
        assertEquals(text, editor.whole().text)
        editor.durable()
        reopen()
        assertEquals(text, stored(begun))
    }

    @Test
    fun randomSplicesAreAsAModelSays() = runBlocking {
        val seed = Random.nextInt()
        val chance = Random(seed)
        val (begun, editor) = openNote()
        val model = mutableListOf<String>()
        fun units(until: Int) = model.take(until).sumOf { it.length }
        repeat(500) {
            val edits = List(chance.nextInt(1, 4)) {
                val at = chance.nextInt(model.size + 1)
                val delete = chance.nextInt(minOf(4, model.size - at + 1))
                val insert = List(chance.nextInt(5)) { listOf("a", "b", " ", "\n", "🙂", "ש", "é").random(chance) }
                val edit = splice(units(at), units(at + delete) - units(at), insert.joinToString(""))
                model.subList(at, at + delete).clear()
                model.addAll(at, insert)
                edit
            }
            assertTrue("seed $seed", editor.exchange(edits).isEmpty())
        }
        assertEquals("seed $seed", model.joinToString(""), editor.whole().text)
        editor.finish()
        assertEquals("seed $seed", model.joinToString(""), stored(begun))
    }

    /** What a screen shows, changed as it is told to. */
    private class Screen(val editor: NoteEditor) {
        val text = StringBuilder(editor.whole().text)

        fun show(changes: List<Change>) {
            for (change in changes) {
                if (change !is Change.Splice) continue
                val at = change.at.toInt()
                text.replace(at, at + change.delete.toInt(), change.insert)
            }
        }

        fun type(chance: Random) {
            val at = chance.nextInt(text.length + 1)
            val edit = splice(at, chance.nextInt(minOf(3, text.length - at + 1)), "xyz\n".take(chance.nextInt(5)))
            text.replace(at, at + edit.delete.toInt(), edit.insert)
            show(editor.exchange(listOf(edit)))
        }
    }

    @Test
    fun twoScreensOfOneSectionEndUpEqual() = runBlocking {
        val seed = Random.nextInt()
        val chance = Random(seed)
        val (begun, first) = openNote()
        val screens = listOf(first, core.notes().open(begun.note, begun.section)).map(::Screen)
        repeat(60) {
            repeat(chance.nextInt(1, 5)) { screens.random(chance).type(chance) }
            if (chance.nextInt(3) == 0) screens.random(chance).editor.finish()
            for (screen in screens) assertEquals("seed $seed", screen.editor.whole().text, screen.text.toString())
        }
        for (screen in screens) screen.editor.finish()
        for (screen in screens) screen.show(screen.editor.exchange(listOf()))
        for (screen in screens) assertEquals("seed $seed", stored(begun), screen.text.toString())
    }

    @Test
    fun undoAndRedo() = runBlocking {
        val (_, editor) = openNote()
        editor.exchange(listOf(splice(0, 0, "words")))
        assertTrue(editor.canUndo())
        val change = editor.undo().single() as Change.Splice
        assertEquals(Triple(0u, 5u, ""), Triple(change.at, change.delete, change.insert))
        assertTrue(editor.canRedo())
        editor.redo()
        assertEquals("words", editor.whole().text)
    }
}
