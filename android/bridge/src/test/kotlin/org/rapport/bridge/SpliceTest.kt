package org.rapport.bridge

import kotlin.random.Random
import org.junit.Assert.assertEquals
import org.junit.Assert.assertNull
import org.junit.Assert.assertTrue
import org.junit.Test

/** Differences, and how places move. */
class SpliceTest {
    private val signs = listOf("a", "b", "\n", " ", "🙂", "👩‍🏫", "👨‍👩‍👧‍👦", "ש", "م", "e\u0301")

    private fun text(chance: Random, most: Int = 12) = List(chance.nextInt(most)) { signs.random(chance) }.joinToString("")

    @Test
    fun whatWasTypedIsFoundAndGivesTheNewText() {
        val seed = Random.nextInt()
        val chance = Random(seed)
        repeat(5_000) {
            val before = text(chance)
            val after = if (chance.nextInt(9) == 0) text(chance) else {
                val at = place(before, chance)
                val end = place(before, chance).coerceAtLeast(at)
                before.replaceRange(at, end, text(chance, 4))
            }
            val caret = chance.nextInt(after.length + 1)
            val splice = Splice.between(before, after, caret)
            if (splice == null) assertEquals("seed $seed", before, after) else {
                assertEquals("seed $seed", after, splice.applyTo(before))
                assertTrue("seed $seed: half of a sign in $splice", !splice.insert.hasHalf())
                assertTrue("seed $seed", !before.substring(splice.at, splice.at + splice.delete).hasHalf())
            }
        }
    }

    private fun place(text: String, chance: Random): Int {
        val at = chance.nextInt(text.length + 1)
        return if (at in 1 until text.length && text[at - 1].isHighSurrogate() && text[at].isLowSurrogate()) at - 1 else at
    }

    @Test
    fun theCaretSaysWhichOfEqualSignsIsNew() {
        assertEquals(Splice(1, 0, "a"), Splice.between("aaa", "aaaa", 2))
        assertEquals(Splice(3, 0, "a"), Splice.between("aaa", "aaaa", 4))
        assertEquals(Splice(1, 1, ""), Splice.between("aaa", "aa", 1))
        assertNull(Splice.between("aaa", "aaa", 1))
    }

    @Test
    fun aFamilyIsNeverCutInsideASign() {
        val family = "👨‍👩‍👧‍👦"
        assertEquals(Splice(0, 0, family), Splice.between(family, family + family, family.length))
        // 🙂 and 🙃 share their first half.
        assertEquals(Splice(0, 2, "🙃"), Splice.between("🙂", "🙃", 2))
        // 🙂 (D83D DE42) and 👂 (D83D DC42) share less than a sign at either end.
        assertEquals(Splice(1, 2, "👂"), Splice.between("x🙂y", "x👂y", 3))
    }

    /** Letters that are all different, so that each can be found again. */
    private fun distinct(from: Int, many: Int) = String(CharArray(many) { (0x4E00 + from + it).toChar() })

    @Test
    fun caretAndCompositionKeepTheirNeighbours() {
        val seed = Random.nextInt()
        val chance = Random(seed)
        repeat(5_000) {
            val text = distinct(0, chance.nextInt(1, 20))
            val places = List(4) { chance.nextInt(text.length + 1) }
            val composing = Stretch(minOf(places[2], places[3]), maxOf(places[2], places[3])).takeUnless { it.isEmpty }
            val typed = TypedText(text, places[0], places[1], composing)
            val at = chance.nextInt(text.length + 1)
            val splice = Splice(at, chance.nextInt(text.length - at + 1), distinct(1_000, chance.nextInt(4)))
            val moved = splice.move(typed)
            assertEquals("seed $seed", splice.applyTo(text), moved.text)
            for ((before, after) in listOf(typed.anchor to moved.anchor, typed.head to moved.head)) {
                for (sign in text.substring(0, before)) assertTrue("seed $seed $typed $splice", moved.text.indexOf(sign) < after)
                for (sign in text.substring(before)) moved.text.indexOf(sign).let { assertTrue("seed $seed $typed $splice", it < 0 || it >= after) }
            }
            val within = moved.composing
            for (sign in composing?.let { text.substring(it.start, it.end) }.orEmpty()) {
                val now = moved.text.indexOf(sign)
                assertTrue("seed $seed $typed $splice", now < 0 || within != null && now in within.start until within.end)
            }
            for (sign in text.filterIndexed { place, _ -> composing == null || place !in composing.start until composing.end }) {
                val now = moved.text.indexOf(sign)
                assertTrue("seed $seed $typed $splice", now < 0 || within == null || now !in within.start until within.end)
            }
        }
    }
}
