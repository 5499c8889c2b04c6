package org.rapport.presentation

import kotlin.random.Random
import org.junit.Assert.assertEquals
import org.junit.Assert.assertNull
import org.junit.Assert.assertTrue
import org.junit.Test
import org.rapport.bridge.EditorBridge
import org.rapport.bridge.Splice
import org.rapport.bridge.Stretch
import org.rapport.bridge.TypedText
import org.rapport.core.*

/** A section whose core is this: it takes what is typed and gives what a test lets others type. */
private class OneText(var text: String) : NoteEditorInterface by nothingOf() {
    private val waiting = mutableListOf<Splice>()

    override fun whole() = NoteText(text, Line(LineKind.PARAGRAPH, false), text.indices.filter { text[it] == '\n' }.map { PlacedLine(it.toUInt(), Line(LineKind.PARAGRAPH, false)) }, emptyList())
    override fun setCaret(caret: OwnCaret?) = Unit
    override fun canUndo() = false
    override fun canRedo() = false
    override fun exchange(edits: List<Edit>): List<Change> {
        for (edit in edits) (edit as Edit.Splice).let { text = Splice(it.at.toInt(), it.delete.toInt(), it.insert).applyTo(text) }
        val changes = waiting.map { Change.Splice(it.at.toUInt(), it.delete.toUInt(), it.insert, Marks(false, false, null, null), null) }
        for (splice in waiting) text = splice.applyTo(text)
        waiting.clear()
        return changes
    }

    fun others(splice: Splice) {
        waiting += splice
    }
}

/** Fields of paragraphs over one text. */
class WritingTest {
    private lateinit var core: OneText
    private lateinit var writing: Writing

    private fun open(text: String, caret: Int = text.length) {
        core = OneText(text)
        writing = Writing(EditorBridge(core))
        writing.go(caret)
        show()
    }

    /** A frame is drawn: each field has what its block holds. */
    private fun show() = writing.blocks.all.forEach { writing.shown(it.id, it.text) }

    private fun field(index: Int) = writing.blocks.field(index, writing.page.typed)

    private fun id(index: Int) = writing.blocks.all[index].id

    /** As a keyboard does it in one field: what is selected there is replaced. */
    private fun put(index: Int, text: String, composing: Boolean = false) {
        val before = field(index)
        val start = before.selection.start
        val caret = start + text.length
        writing.typed(id(index), TypedText(before.text.replaceRange(start, before.selection.end, text), caret, caret, if (composing) Stretch(start, caret) else null))
    }

    private fun backspace(index: Int) {
        val before = field(index)
        if (!before.selection.isEmpty) return put(index, "")
        writing.typed(id(index), TypedText(before.text.removeRange(before.head - 1, before.head), before.head - 1, before.head - 1))
    }

    @Test
    fun aReturnSplitsAndTheFieldWithTheCaretStays() {
        open("one two", 3)
        val mine = writing.here
        put(0, "\n")
        assertEquals("one\n two", core.text)
        assertEquals(mine, writing.here)
        assertEquals(1, writing.blocks.indexOf(mine))
        assertEquals(TypedText("\n two", 1, 1), field(1))
        show()
        backspace(1)
        assertEquals("one two", core.text)
        assertEquals(mine to 3, writing.here to writing.page.typed.head)
        assertEquals(listOf(mine), writing.blocks.all.map { it.id })
    }

    @Test
    fun theCaretGoesOverTheEndsOfParagraphs() {
        open("a👩‍🏫\nb", 0)
        val places = mutableListOf(0)
        repeat(5) {
            writing.step(forward = true)
            places += writing.page.typed.head
        }
        assertEquals(listOf(0, 1, 6, 7, 8, 8), places)
        assertEquals(id(1), writing.here)
        repeat(5) { writing.step(forward = false) }
        assertEquals(0 to id(0), writing.page.typed.head to writing.here)
        // The field's own step back from its beginning is the end of the paragraph before.
        writing.go(7)
        writing.typed(id(1), TypedText("\nb", 0, 0))
        assertEquals(id(0) to 6, writing.here to writing.page.typed.head)
    }

    @Test
    fun aSelectionOverParagraphsIsReplacedAsAWhole() {
        open("one\ntwo\nthree\nfour", 2)
        repeat(3) { writing.step(forward = true, extend = true) }
        assertEquals("e\nt" to Stretch(2, 5), writing.selected to writing.across)
        // In the field with the caret only its part of the selection is selected.
        assertEquals(TypedText("\ntwo", 1, 2), field(1))
        put(1, "X")
        assertEquals("onXwo\nthree\nfour", core.text)
        assertEquals(3, writing.page.typed.head)
        assertNull(writing.across)
        writing.go(1)
        writing.selectMore()
        assertEquals("onXwo", writing.selected)
        writing.selectMore()
        assertEquals("onXwo\nthree", writing.selected)
        show()
        backspace(1)
        assertEquals("\nfour", core.text)
        writing.selectAll()
        writing.replace("")
        assertEquals("" to 1, core.text to writing.blocks.all.size)
    }

    @Test
    fun aSelectionThatEndsBeforeTheFirstSignOfAParagraphIsDeletedToo() {
        open("one\ntwo", 1)
        repeat(3) { writing.step(forward = true, extend = true) }
        assertEquals("ne\n" to id(1), writing.selected to writing.here)
        show()
        backspace(1)
        assertEquals("otwo", core.text)
    }

    @Test
    fun aFieldThatIsLeftTakesNoSelectionWithIt() {
        open("one\ntwo", 1)
        repeat(4) { writing.step(forward = true, extend = true) }
        val selected = writing.page.typed
        writing.typed(id(0), TypedText("one", 3, 3))
        assertEquals(selected, writing.page.typed)
        writing.enter(id(0))
        assertEquals(0, writing.page.typed.head)
    }

    @Test
    fun allOfAFieldIsItsParagraphWithoutTheReturn() {
        open("one\ntwo\nthree", 5)
        writing.typed(id(1), TypedText("\ntwo", 0, 4))
        assertEquals("two", writing.selected)
        show()
        backspace(1)
        assertEquals("one\n\nthree", core.text)
    }

    @Test
    fun whatOthersTypeBetweenTwoFramesIsNotTakenBack() {
        open("before the after\nlast", 10)
        writing.bridge.othersWait()
        core.others(Splice(0, 6, "long before"))
        writing.bridge.othersWait()
        assertEquals("long before the after\nlast", core.text)
        // No frame since: the keyboard goes on in what it was given.
        writing.typed(id(0), TypedText("before the! after", 11, 11))
        assertEquals("long before the! after\nlast", core.text)
        assertEquals(16, writing.page.typed.head)
    }

    @Test
    fun aCompositionInAFieldIsOneOfTheText() {
        open("one\ntwo", 7)
        put(1, " wor", composing = true)
        assertEquals(Stretch(7, 11), writing.page.typed.composing)
        assertEquals("nothing is handed over yet", "one\ntwo", core.text)
        core.others(Splice(0, 0, "X\n"))
        writing.bridge.othersWait()
        assertEquals(Stretch(4, 8), field(1).composing)
        writing.typed(id(1), field(1).copy(composing = null))
        assertEquals("X\none\ntwo wor", core.text)
        assertEquals(2 to 13, writing.blocks.indexOf(writing.here) to writing.page.typed.head)
    }

    /** Letters that are there once, so each can be found again. */
    private fun letter(number: Int) = (0x4E00 + number).toChar()

    @Test
    fun whateverIsTypedTheFieldsAreTheTextAndNoCaretMovesAgainstItsNeighbours() {
        val seed = Random.nextInt()
        val chance = Random(seed)
        repeat(200) {
            var letters = 0
            fun some(most: Int) = List(chance.nextInt(most)) { if (chance.nextInt(3) == 0) '\n' else letter(letters++) }.joinToString("")
            open(some(20))
            repeat(40) {
                val text = writing.page.text
                val mine = writing.here
                when (chance.nextInt(6)) {
                    0 -> writing.step(chance.nextBoolean(), chance.nextBoolean())
                    1 -> writing.go(chance.nextInt(text.length + 1), chance.nextBoolean())
                    2 -> show()
                    3 -> chance.nextInt(text.length + 1).let { at ->
                        core.others(Splice(at, chance.nextInt(minOf(3, text.length - at + 1)), some(3)))
                        val (left, right) = writing.page.typed.head.let { text.substring(0, it) to text.substring(it) }
                        writing.bridge.othersWait()
                        val now = writing.page.text
                        val head = writing.page.typed.head
                        for (sign in left) if (sign != '\n') assertTrue("seed $seed", now.indexOf(sign) < head)
                        for (sign in right) if (sign != '\n') now.indexOf(sign).let { assertTrue("seed $seed", it < 0 || it >= head) }
                        assertEquals("seed $seed: the field keeps the keyboard", mine, writing.here)
                    }
                    4 -> writing.blocks.indexOf(mine)?.let { if (field(it).head > 0) { show(); backspace(it) } }
                    else -> writing.blocks.indexOf(mine)?.let { show(); put(it, some(3)) }
                }
                val now = writing.page.text
                assertEquals("seed $seed", now, writing.blocks.all.joinToString("") { it.text })
                assertEquals("seed $seed", now, core.text)
                val here = checkNotNull(writing.blocks.indexOf(writing.here))
                assertEquals("seed $seed", here, writing.blocks.indexAt(writing.page.typed.head))
            }
        }
    }
}
