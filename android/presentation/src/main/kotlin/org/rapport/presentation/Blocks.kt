package org.rapport.presentation

import org.rapport.bridge.Splice
import org.rapport.bridge.Stretch
import org.rapport.bridge.TypedText

/**
 * A paragraph with the return before it, which only the first one lacks. So a keyboard finds something to delete at its
 * beginning, and all blocks one behind the other are the text. `id` stays the same as long as the paragraph is there.
 */
data class Block(val id: Long, val text: String) {
    /** Where the paragraph itself begins. */
    val lead: Int get() = if (text.startsWith('\n')) 1 else 0
    val shown: String get() = text.substring(lead)
}

/** The text of a section as its paragraphs, each for a field of its own. All places are UTF-16 units of the whole text. */
class Blocks private constructor(val all: List<Block>, private val starts: IntArray, private val next: Long) {
    val length: Int get() = starts.last() + all.last().text.length

    fun start(index: Int): Int = starts[index]

    /** Nothing for one that is gone. */
    fun indexOf(id: Long): Int? = all.indexOfFirst { it.id == id }.takeIf { it >= 0 }

    /** The block a caret is in: that of the sign before it. */
    fun indexAt(place: Int): Int {
        val found = starts.binarySearch(place)
        return (if (found >= 0) found - 1 else -found - 2).coerceAtLeast(0)
    }

    /** What the field of a block holds when the whole holds `typed`. A selection that goes on outside ends at its ends. */
    fun field(index: Int, typed: TypedText): TypedText {
        val (block, start) = all[index] to starts[index]
        fun local(place: Int) = (place - start).coerceIn(block.lead, block.text.length)
        val composing = typed.composing?.takeIf { it.start >= start && it.end <= start + block.text.length }
        return TypedText(block.text, local(typed.anchor), local(typed.head), composing?.let { Stretch(it.start - start, it.end - start) })
    }

    /**
     * After a change of the text. The paragraph with the caret, which is at `head` now, stays the one it was (`here`):
     * its field is never taken from under the keyboard.
     */
    fun after(splice: Splice, here: Long, head: Int): Blocks {
        val first = indexAt(splice.at)
        val last = maxOf(first, indexAt(splice.at + splice.delete))
        val old = all.subList(first, last + 1)
        val text = Splice(splice.at - starts[first], splice.delete, splice.insert).applyTo(old.joinToString("") { it.text })
        val pieces = cut(text, first == 0)
        val ids = LongArray(pieces.size) { -1 }
        if (old.any { it.id == here }) {
            var end = starts[first]
            val holds = pieces.indexOfFirst { end += it.length; head <= end }
            if (holds >= 0) ids[holds] = here
        }
        if (ids.first() < 0 && old.first().id !in ids) ids[0] = old.first().id
        if (ids.last() < 0 && old.last().id !in ids) ids[ids.lastIndex] = old.last().id
        var fresh = next
        for (at in ids.indices) if (ids[at] < 0) ids[at] = fresh++
        val new = ArrayList<Block>(all.size + pieces.size - old.size)
        new += all.subList(0, first)
        pieces.forEachIndexed { at, piece -> new += Block(ids[at], piece) }
        new += all.subList(last + 1, all.size)
        return Blocks(new, starts(new), fresh)
    }

    companion object {
        fun of(text: String): Blocks {
            val all = cut(text, true).mapIndexed { at, piece -> Block(at.toLong(), piece) }
            return Blocks(all, starts(all), all.size.toLong())
        }

        /** `whole` for a text from its beginning: a return there is the end of an empty paragraph. */
        private fun cut(text: String, whole: Boolean): List<String> {
            val pieces = ArrayList<String>()
            var start = 0
            while (true) {
                val end = text.indexOf('\n', if (whole && pieces.isEmpty()) 0 else start + 1)
                pieces += text.substring(start, if (end < 0) text.length else end)
                if (end < 0) return pieces
                start = end
            }
        }

        private fun starts(all: List<Block>): IntArray {
            val starts = IntArray(all.size)
            for (at in 1 until all.size) starts[at] = starts[at - 1] + all[at - 1].text.length
            return starts
        }
    }
}
