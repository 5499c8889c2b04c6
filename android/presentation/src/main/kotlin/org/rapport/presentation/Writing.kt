package org.rapport.presentation

import org.rapport.bridge.EditorBridge
import org.rapport.bridge.Page
import org.rapport.bridge.Splice
import org.rapport.bridge.Stretch
import org.rapport.bridge.TypedText

/**
 * An open section as fields, one a paragraph. What is typed into one of them becomes a change of the whole text, and a
 * selection may go over several. On the thread of the screen, like the bridge.
 */
class Writing(val bridge: EditorBridge) {
    var blocks: Blocks = Blocks.of(bridge.page.text)
        private set

    /** The block with the caret. */
    var here: Long = blocks.all[blocks.indexAt(bridge.page.typed.head)].id
        private set

    val page: Page get() = bridge.page

    /** What each field was given last: what it reports is a change of that, also when others have typed meanwhile. */
    private val given = HashMap<Long, String>()
    private val watchers = mutableListOf<() -> Unit>()

    init {
        bridge.follow { splice -> blocks = blocks.after(splice, here, page.typed.head) }
        bridge.watch {
            here = blocks.all[blocks.indexAt(page.typed.head)].id
            for (watcher in watchers.toList()) watcher()
        }
    }

    /** Calls `watcher` after each change until what this gives is called. */
    fun watch(watcher: () -> Unit): () -> Unit {
        watchers += watcher
        return { watchers -= watcher }
    }

    /** The selection of more than the block with the caret, if it is so. */
    val across: Stretch?
        get() {
            val selected = page.typed.selection
            if (selected.isEmpty) return null
            val index = blocks.indexOf(here) ?: return null
            val start = blocks.start(index)
            val whole = selected.start >= start + blocks.all[index].lead && selected.end <= start + blocks.all[index].text.length
            return selected.takeUnless { whole }
        }

    /** The field of this block shows this now. */
    fun shown(id: Long, text: String) {
        given[id] = text
        if (given.size > 2 * blocks.all.size + 64) given.keys.retainAll(blocks.all.mapTo(HashSet()) { it.id })
    }

    /** The field of this block holds this now. */
    fun typed(id: Long, field: TypedText) {
        val index = blocks.indexOf(id) ?: return
        val (block, start) = blocks.all[index] to blocks.start(index)
        val before = given[id] ?: block.text
        val splice = Splice.between(before, field.text, field.head)
        // A field that is not in use any more lets go of its selection; that is no move of the caret.
        if (splice == null && id != here) return
        given[id] = field.text
        val over = if (splice != null && id == here) across else null
        if (splice != null && over != null) return replace(over, splice.insert, field.composing != null)
        // What others typed between two frames is not in the field yet.
        val others = if (before == block.text) null else Splice.between(before, block.text, 0)
        val now = field.over(splice, others, block.text).behind(if (splice == null) block.lead else 0)
        val text = if (splice == null) page.text else page.text.replaceRange(start, start + block.text.length, now.text)
        bridge.typed(TypedText(text, start + now.anchor, start + now.head, now.composing?.let { Stretch(start + it.start, start + it.end) }))
    }

    /** The field of this block was entered without a touch in its text. */
    fun enter(id: Long) {
        val index = blocks.indexOf(id) ?: return
        if (id != here) go(blocks.start(index) + blocks.all[index].lead)
    }

    /** The caret goes there; with `extend` the selection begins where it began. */
    fun go(place: Int, extend: Boolean = false) {
        val to = place.coerceIn(0, page.text.length)
        bridge.typed(page.typed.copy(anchor = if (extend) page.typed.anchor else to, head = to, composing = null))
    }

    /** One sign on or back, over the ends of paragraphs. */
    fun step(forward: Boolean, extend: Boolean = false) {
        val (text, selected) = page.text to page.typed.selection
        if (!extend && !selected.isEmpty) return go(if (forward) selected.end else selected.start)
        val head = page.typed.head
        if (forward) return go(sign.find(text, head)?.let { it.range.last + 1 } ?: head, extend)
        val paragraph = blocks.start(blocks.indexAt(head))
        go(sign.findAll(text, paragraph).map { it.range.first }.takeWhile { it < head }.lastOrNull() ?: 0, extend)
    }

    fun selectAll() = select(0, page.text.length)

    /** The whole paragraphs that the selection touches; when it is these already, the next one too. */
    fun selectMore() {
        val selected = page.typed.selection
        val (first, last) = blocks.indexAt(selected.start) to blocks.indexAt(selected.end)
        val start = blocks.start(first) + blocks.all[first].lead
        val end = blocks.start(last) + blocks.all[last].text.length
        val more = selected.start == start && selected.end == end && last < blocks.all.lastIndex
        select(start, if (more) end + blocks.all[last + 1].text.length else end)
    }

    val selected: String get() = page.typed.selection.let { page.text.substring(it.start, it.end) }

    /** Puts this in the place of the selection. */
    fun replace(text: String) = replace(page.typed.selection, text, composing = false)

    private fun replace(stretch: Stretch, text: String, composing: Boolean) {
        val end = stretch.start + text.length
        val new = page.text.replaceRange(stretch.start, stretch.end, text)
        bridge.typed(TypedText(new, end, end, if (composing && text.isNotEmpty()) Stretch(stretch.start, end) else null))
    }

    private fun select(start: Int, end: Int) {
        bridge.typed(page.typed.copy(anchor = start, head = end, composing = null))
    }

    /** What was typed into a field (`splice`), on what the block holds after `others` typed. */
    private fun TypedText.over(splice: Splice?, others: Splice?, block: String): TypedText {
        if (others == null) return this
        if (splice == null) return others.move(TypedText(text, anchor, head, composing))
        val (start, end) = others.moveCaret(splice.at) to others.moveCaret(splice.at + splice.delete)
        val moved = Splice(start, end - start, splice.insert)
        val caret = start + splice.insert.length
        return TypedText(moved.applyTo(block), caret, caret, if (composing != null && splice.insert.isNotEmpty()) Stretch(start, caret) else null)
    }

    /** A selection of a whole field does not hold the return before it; a caret may go there, to the paragraph before. */
    private fun TypedText.behind(lead: Int): TypedText =
        if (anchor == head) this else copy(anchor = anchor.coerceAtLeast(lead), head = head.coerceAtLeast(lead))

    private companion object {
        /** What a person takes for one sign, however many units it has. */
        val sign = Regex("\\X", RegexOption.DOT_MATCHES_ALL)
    }
}
