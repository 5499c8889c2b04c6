package org.rapport.bridge

import kotlin.random.Random
import kotlinx.coroutines.runBlocking
import org.junit.Assert.assertEquals
import org.junit.Assert.assertFalse
import org.junit.Assert.assertTrue
import org.junit.Before
import org.junit.Test
import org.rapport.core.*

/** Two screens of one section over the real core: what one types the other has to take in while it types itself. */
class EditorBridgeTest : OneProfile() {
    private lateinit var begun: BegunNote
    private lateinit var mine: EditorBridge
    private lateinit var theirs: EditorBridge
    private lateinit var editor: NoteEditor
    private lateinit var editors: Map<EditorBridge, NoteEditor>

    @Before
    fun open() = runBlocking {
        begun = core.notes.begin(NewNote(Place.Private, "Monday"))
        editor = core.notes.open(begun.note, begun.section)
        mine = EditorBridge(editor)
        val other = core.notes.open(begun.note, begun.section)
        theirs = EditorBridge(other)
        editors = mapOf(mine to editor, theirs to other)
        for (bridge in listOf(mine, theirs)) bridge.onFailure = { throw it }
    }

    /** As a field does it: what is selected, or behind the caret, is replaced. */
    private fun EditorBridge.put(text: String, at: Int = page.typed.selection.start, delete: Int = page.typed.selection.let { it.end - it.start }, composing: Boolean = false) {
        val new = page.text.replaceRange(at, at + delete, text)
        val caret = at + text.length
        typed(TypedText(new, caret, caret, if (composing && text.isNotEmpty()) Stretch(at, caret) else null))
    }

    private fun EditorBridge.move(anchor: Int, head: Int = anchor) = typed(page.typed.copy(anchor = anchor, head = head, composing = null))

    /** What this screen was typing becomes a change; the other one is told that something waits. */
    private fun EditorBridge.pass() {
        runBlocking { editors.getValue(this@pass).finish() }
        for (other in editors.keys - this) other.othersWait()
    }

    private fun stored() = runBlocking {
        for (one in editors.values) one.finish()
        core.notes.view(begun.note).sections[0].text.text
    }

    private fun begin(text: String) {
        mine.put(text)
        mine.pass()
        assertEquals(text, theirs.page.text)
    }

    @Test
    fun aCompositionGoesOnWhileOthersTypeBeforeInsideAndAfterIt() {
        for (place in listOf(0, 8, 10, 13, 18)) {
            val text = "before the after."
            mine.put(text, 0, mine.page.text.length)
            mine.pass()
            mine.move(11)
            mine.put("old", 11, 0, composing = true)
            mine.pass()
            assertEquals("nothing is handed over yet", text, theirs.page.text)
            theirs.put("XX", place.coerceAtMost(text.length), 0)
            theirs.pass()
            val waiting = mine.page.typed
            assertEquals("the composition is as it was", Stretch(11, 14), waiting.composing)
            assertEquals("old", waiting.text.substring(11, 14))
            // The keyboard goes on in its own words, and ends.
            mine.put("older", 11, 3, composing = true)
            mine.typed(mine.page.typed.copy(composing = null))
            mine.pass()
            assertEquals(mine.page.text, theirs.page.text)
            val head = mine.page.typed.head
            assertTrue(mine.page.text, mine.page.text.substring(0, head).endsWith("older"))
            assertEquals(stored(), mine.page.text)
        }
    }

    @Test
    fun restingInAWordKeepsItAndLeavesTheCompositionOpen() {
        mine.put("hal", composing = true)
        mine.settle()
        assertEquals("hal", stored())
        assertEquals(Stretch(0, 3), mine.page.typed.composing)
        mine.pass()
        theirs.put("> ", 0, 0)
        theirs.pass()
        assertEquals("what waits stays outside of a composition", "hal", mine.page.text)
        mine.put("hall", 0, 3, composing = true)
        mine.settle()
        assertEquals("hall", mine.page.text)
        mine.settle(leaving = true)
        assertEquals("> hall", mine.page.text)
        assertEquals("it goes on where it was", Stretch(2, 6), mine.page.typed.composing)
        mine.put("hallo", 2, 4, composing = true)
        mine.settle(leaving = true)
        assertEquals("> hallo", stored())
    }

    @Test
    fun families() {
        val family = "👨‍👩‍👧‍👦"
        begin("$family and $family")
        theirs.move(0)
        theirs.put("🙂", 0, 0)
        mine.move(mine.page.text.length)
        theirs.pass()
        assertEquals(mine.page.text.length, mine.page.typed.head)
        mine.put("🙃")
        mine.put("", mine.page.text.length - 2, 2)
        mine.pass()
        assertEquals("🙂$family and $family", mine.page.text)
        assertEquals(mine.page.text, theirs.page.text)
        assertEquals(mine.page.text, stored())
    }

    @Test
    fun halfASignWaitsForItsOtherHalf() {
        mine.put("\uD83D")
        mine.pass()
        assertEquals("", theirs.page.text)
        mine.put("\uDE42")
        mine.pass()
        assertEquals("🙂", theirs.page.text)
        mine.put("\uD83D")
        mine.settle(leaving = true)
        assertEquals("🙂", mine.page.text)
        assertEquals("🙂", stored())
    }

    @Test
    fun aParagraphFromTheRight() {
        begin("שלום עולם\nhello")
        mine.move(4)
        theirs.move(0)
        theirs.put("מרחבא ", 0, 0)
        theirs.pass()
        assertEquals(10, mine.page.typed.head)
        mine.put("!")
        mine.pass()
        assertEquals("מרחבא שלום! עולם\nhello", theirs.page.text)
        assertEquals(theirs.page.text, stored())
    }

    @Test
    fun aHundredKilobytesArePasted() {
        val line = "A sentence of what was pasted, with an é and a 🙂. ".repeat(16) + "\r\n"
        val much = line.repeat(100_000 / line.length + 1)
        var failure: Failure? = null
        mine.onFailure = { failure = it }
        begin("around")
        mine.put(much, 3, 0)
        assertEquals(null, failure)
        val expected = "aro" + much.replace("\r\n", "\n") + "und"
        assertEquals(expected, mine.page.text)
        mine.pass()
        assertEquals(expected, theirs.page.text)
        assertEquals(expected, stored())
    }

    @Test
    fun undoTakesBackOnesOwnAfterOthersTyped() {
        begin("one two")
        mine.move(3)
        mine.put(" and a half")
        mine.pass()
        theirs.move(0)
        theirs.put("first: ", 0, 0)
        theirs.pass()
        assertEquals("first: one and a half two", mine.page.text)
        mine.undo()
        // How much one step is, the core says; what others wrote stays in any case.
        assertTrue(mine.page.text, mine.page.text.startsWith("first: "))
        assertFalse(mine.page.text, "half" in mine.page.text)
        mine.redo()
        mine.pass()
        assertEquals("first: one and a half two", mine.page.text)
        assertEquals(mine.page.text, theirs.page.text)
        assertEquals(mine.page.text, stored())
    }

    @Test
    fun formats() {
        begin("bold plain\nitem")
        mine.move(0, 4)
        mine.toggle(Mark.Bold)
        assertTrue(mine.isOn(Mark.Bold))
        mine.move(12)
        mine.toggle(LineKind.BULLET)
        assertEquals(LineKind.BULLET, mine.page.lineAt(12).kind)
        mine.move(15)
        mine.put("\n")
        assertEquals("a return in a list goes on with it", LineKind.BULLET, mine.page.lineAt(16).kind)
        mine.toggle(LineKind.CHECK)
        mine.tick(16, true)
        assertEquals(Line(LineKind.CHECK, true), mine.page.lineAt(16))
        mine.put("x")
        mine.toggle(Mark.Italic)
        mine.put("y")
        assertTrue(mine.isOn(Mark.Italic))
        mine.pass()
        assertEquals(mine.page.marks, theirs.page.marks)
        assertEquals(mine.page.lines, theirs.page.lines)
        mine.toggle(LineKind.CHECK)
        assertEquals(LineKind.PARAGRAPH, mine.page.lineAt(16).kind)
    }

    /** In the middle of a word others' changes wait; whatever is formatted then is meant where it stands after them. */
    @Test
    fun whatIsFormattedWhileSomethingWaitsIsMeantWhereItStandsThen() {
        begin("first\nsecond\nthird")
        fun composes() {
            // Both know the same, then one is in the middle of a word.
            mine.pass()
            mine.move(mine.page.text.length)
            mine.put("s", composing = true)
        }
        composes()
        theirs.put("", 0, "first\nsecond\n".length)
        theirs.pass()
        mine.toggle(LineKind.CHECK)
        assertEquals("thirds" to Line(LineKind.CHECK, false), mine.page.text to mine.page.lineAt(0))

        composes()
        theirs.put("new\n", 0, 0)
        theirs.pass()
        mine.tick(0, true)
        assertEquals("new\nthirdss" to Line(LineKind.CHECK, true), mine.page.text to mine.page.lineAt(4))

        composes()
        theirs.put("", 0, 4)
        theirs.pass()
        mine.typed(mine.page.typed.copy(anchor = 4, head = 9))
        mine.toggle(Mark.Bold)
        assertTrue(mine.page.hasAll(Stretch(0, 5), Mark.Bold))
        mine.pass()
        assertEquals(mine.page.marks to mine.page.lines, theirs.page.marks to theirs.page.lines)
    }

    @Test
    fun whateverIsTypedBothEndUpEqual() {
        val seed = Random.nextInt()
        val chance = Random(seed)
        val signs = listOf("a", "b", " ", "\n", "🙂", "ש", "é", "👩‍🏫")
        for (bridge in listOf(mine, theirs)) bridge.onFailure = { throw AssertionError("seed $seed", it) }
        repeat(400) {
            val one = if (chance.nextBoolean()) mine else theirs
            val length = one.page.text.length
            fun place() = chance.nextInt(length + 1).let { if (it in 1 until length && one.page.text[it - 1].isHighSurrogate() && one.page.text[it].isLowSurrogate()) it - 1 else it }
            val composing = one.page.typed.composing
            when (chance.nextInt(12)) {
                0 -> one.pass()
                1 -> one.settle(leaving = chance.nextInt(4) == 0)
                2 -> one.move(place(), place())
                3 -> if (one.canUndo) one.undo()
                4 -> if (one.canRedo) one.redo()
                5 -> one.toggle(if (chance.nextBoolean()) Mark.Bold else Mark.Italic)
                6 -> one.toggle(listOf(LineKind.BULLET, LineKind.CHECK, LineKind.HEADING2).random(chance))
                7 -> one.put("", place().let { minOf(it, length) }, 0)
                else -> if (composing != null) one.put(List(chance.nextInt(4)) { "x" }.joinToString(""), composing.start, composing.end - composing.start, chance.nextInt(3) > 0)
                else one.put(List(chance.nextInt(3)) { signs.random(chance) }.joinToString(""), place(), 0, chance.nextInt(3) == 0)
            }
            val page = one.page
            assertTrue("seed $seed", page.typed.head in 0..page.text.length && page.typed.anchor in 0..page.text.length)
            page.typed.composing?.let { assertTrue("seed $seed", it.start < it.end && it.end <= page.text.length) }
        }
        for (one in listOf(mine, theirs)) one.leave()
        for (one in listOf(mine, theirs)) one.typed(one.page.typed.copy(composing = null))
        for (one in listOf(mine, theirs)) one.pass()
        assertEquals("seed $seed", mine.page.text, theirs.page.text)
        assertEquals("seed $seed", mine.page.marks to mine.page.lines, theirs.page.marks to theirs.page.lines)
        assertEquals("seed $seed", mine.page.text, stored())
    }

    @Test
    fun whatIsDrawnWithoutAskingIsWhatTheCoreHas() {
        val seed = Random.nextInt()
        val chance = Random(seed)
        begin("some bold words\nand a list\nmore")
        mine.move(5, 9)
        mine.toggle(Mark.Bold)
        repeat(200) {
            mine.put(listOf("a", "", "\n", "b ").random(chance), chance.nextInt(mine.page.text.length), chance.nextInt(2).coerceAtMost(1))
            val whole = editor.whole()
            assertEquals("seed $seed", whole.text, mine.page.text)
            assertEquals("seed $seed", whole.marks to whole.lines, mine.page.marks to mine.page.lines)
        }
    }
}
