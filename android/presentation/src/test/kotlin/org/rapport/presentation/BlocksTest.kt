package org.rapport.presentation

import kotlin.random.Random
import org.junit.Assert.assertEquals
import org.junit.Assert.assertNull
import org.junit.Assert.assertTrue
import org.junit.Test
import org.rapport.bridge.Splice
import org.rapport.bridge.Stretch
import org.rapport.bridge.TypedText

/** A text and its paragraphs. */
class BlocksTest {
    private fun texts(blocks: Blocks) = blocks.all.map { it.text }

    @Test
    fun eachReturnBelongsToTheParagraphBehindIt() {
        assertEquals(listOf(""), texts(Blocks.of("")))
        assertEquals(listOf("", "\n"), texts(Blocks.of("\n")))
        assertEquals(listOf("a", "\nb", "\n", "\nc"), texts(Blocks.of("a\nb\n\nc")))
        assertEquals(listOf("", "\n", "\na"), texts(Blocks.of("\n\na")))
        assertEquals(listOf("a", "b", "", "c"), Blocks.of("a\nb\n\nc").all.map { it.shown })
    }

    @Test
    fun aCaretIsInTheParagraphOfTheSignBeforeIt() {
        val blocks = Blocks.of("ab\ncd\n\ne")
        assertEquals(listOf(0, 0, 0, 1, 1, 1, 2, 3, 3), (0..8).map(blocks::indexAt))
        assertEquals(TypedText("\ncd", 2, 3), blocks.field(1, TypedText("", 4, 5)))
        assertEquals("a selection that goes on outside ends at the ends", TypedText("\ncd", 1, 3), blocks.field(1, TypedText("", 0, 8)))
        assertEquals(Stretch(1, 3), blocks.field(1, TypedText("", 5, 5, Stretch(3, 5))).composing)
        assertNull(blocks.field(0, TypedText("", 5, 5, Stretch(3, 5))).composing)
    }

    @Test
    fun theParagraphWithTheCaretStaysTheOneItWas() {
        val two = Blocks.of("ab\ncd")
        val (first, second) = two.all.map { it.id }
        val split = two.after(Splice(1, 0, "\n"), first, 2)
        assertEquals(listOf("a", "\nb", "\ncd"), texts(split))
        assertEquals("the caret is behind the return", first, split.all[1].id)
        assertEquals(second, split.all[2].id)
        val others = two.after(Splice(1, 0, "\n"), second, 5)
        assertEquals("somebody else's return", listOf(first, second), listOf(others.all[0].id, others.all[2].id))
        val joined = two.after(Splice(2, 1, ""), second, 2)
        assertEquals(listOf(Block(second, "abcd")), joined.all)
        val before = two.after(Splice(0, 0, "x\ny\n"), first, 6)
        assertEquals(listOf("x", "\ny", "\nab", "\ncd"), texts(before))
        assertEquals(listOf(first, second), before.all.takeLast(2).map { it.id })
    }

    @Test
    fun whateverComesTheFieldsAreTheTextAndEachIsThereOnce() {
        val seed = Random.nextInt()
        val chance = Random(seed)
        repeat(400) {
            var text = List(chance.nextInt(12)) { "ab\n\n".random(chance) }.joinToString("")
            var blocks = Blocks.of(text)
            var head = chance.nextInt(text.length + 1)
            repeat(30) {
                val at = chance.nextInt(text.length + 1)
                val splice = Splice(at, chance.nextInt(minOf(4, text.length - at + 1)), List(chance.nextInt(4)) { "xy\n".random(chance) }.joinToString(""))
                val here = blocks.all[blocks.indexAt(head)]
                val untouched = blocks.all.filterIndexed { index, _ -> index < blocks.indexAt(at) || index > blocks.indexAt(at + splice.delete) }
                val own = chance.nextBoolean()
                text = splice.applyTo(text)
                head = if (own) splice.at + splice.insert.length else splice.moveCaret(head)
                blocks = blocks.after(splice, here.id, head)
                assertEquals("seed $seed", text, texts(blocks).joinToString(""))
                assertEquals("seed $seed", texts(Blocks.of(text)), texts(blocks))
                assertEquals("seed $seed", blocks.all.size, blocks.all.map { it.id }.toSet().size)
                assertEquals("seed $seed", text.length, blocks.length)
                var start = 0
                blocks.all.forEachIndexed { index, block -> assertEquals("seed $seed", start, blocks.start(index)).also { start += block.text.length } }
                assertTrue("seed $seed: what was not touched is as it was", blocks.all.containsAll(untouched - here))
                if (!own) assertEquals("seed $seed: the caret's block", here.id, blocks.all[blocks.indexAt(head)].id)
            }
        }
    }
}
