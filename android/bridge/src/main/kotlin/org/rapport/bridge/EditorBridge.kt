package org.rapport.bridge

import org.rapport.core.*

/**
 * Between a text field and an open section. The field says what it holds after each stroke; the bridge hands the
 * difference to the core and brings what others changed, with caret and composition where they belong.
 *
 * While a keyboard composes nothing is exchanged, so that nothing ends its composition; [settle] does it when a person
 * rests in the middle of a word. All of it runs on the thread of the screen, and in memory.
 */
class EditorBridge(private val editor: NoteEditorInterface) {
    /** What the core believes this screen to show. */
    private var given: String

    /** Bold or italic that was chosen with nothing selected, for what is typed next. */
    private var next: Marks? = null
    private var waiting = false

    /** Lines and marks of [page] are drawn as the core has them; not so after what only the core can say. */
    private var exact = true
    private var ended = false

    /** What the screen shows. */
    var page: Page
        private set

    private val watchers = mutableListOf<(Page) -> Unit>()
    private val followers = mutableListOf<(Splice) -> Unit>()

    /** Is told of what the core refused. The screen has taken the whole text again then. */
    var onFailure: (Failure) -> Unit = {}

    init {
        val whole = editor.whole()
        given = whole.text
        page = Page.of(whole, TypedText(whole.text, whole.text.length, whole.text.length))
    }

    /** Calls `watcher` after each change of [page], on the thread of the screen, until what this gives is called. */
    fun watch(watcher: (Page) -> Unit): () -> Unit {
        watchers += watcher
        return { watchers -= watcher }
    }

    /** Calls `follower` with each change of the text, one's own and others', when [page] has it already. */
    fun follow(follower: (Splice) -> Unit) {
        followers += follower
    }

    val canUndo: Boolean get() = !ended && editor.canUndo()
    val canRedo: Boolean get() = !ended && editor.canRedo()

    /** What is typed next, or what is selected, is bold (italic). */
    fun isOn(mark: Mark): Boolean {
        next?.let { return if (mark is Mark.Bold) it.bold else it.italic }
        val selected = page.typed.selection
        return if (!selected.isEmpty) page.hasAll(selected, mark)
        else selected.start > 0 && page.hasAll(Stretch(selected.start - 1, selected.start), mark)
    }

    /** The field holds this now. Gives what it is to hold, which differs only where something cannot be kept. */
    fun typed(new: TypedText): TypedText {
        val typed = new.copy(text = new.text.clean()).let { if (it.text.length == new.text.length) new else it.within() }
        val moved = typed.anchor != page.typed.anchor || typed.head != page.typed.head
        val splice = Splice.between(page.text, typed.text, typed.head)
        if (splice == null && moved) next = null
        val plain = if (splice == null) page else page.afterPlain(splice)
        if (plain == null) exact = false
        page = (plain ?: page).copy(typed = typed)
        splice?.let(::changed)
        if (typed.composing == null) handOver() else told()
        return page.typed
    }

    /** Something of others waits. It comes at once, or after the composition. */
    fun othersWait() {
        waiting = true
        if (page.typed.composing == null) handOver()
    }

    /**
     * The person rests, or leaves (`leaving`): hands over what is still being composed. Resting does so only while
     * nothing waits, because what comes in could end the composition. A place in the text is to be asked for after it:
     * what comes in moves it.
     */
    fun settle(leaving: Boolean = false) {
        if (given == page.text || (waiting && !leaving)) return
        if (page.text.hasHalf()) replace(page.copy(typed = page.typed.copy(text = page.text.withoutHalves()).within()))
        handOver()
    }

    fun undo() = step { editor.undo() }

    fun redo() = step { editor.redo() }

    /** Bold or italic, on or off. */
    fun toggle(mark: Mark) {
        if (page.typed.selection.isEmpty) {
            val on = !isOn(mark)
            val before = next ?: Marks(isOn(Mark.Bold), isOn(Mark.Italic), null, null)
            next = if (mark is Mark.Bold) before.copy(bold = on) else before.copy(italic = on)
            told()
        } else {
            settle(leaving = true)
            val selected = page.typed.selection
            if (!selected.isEmpty) exchange(listOf(Edit.Mark(selected.start.toUInt(), selected.end.toUInt(), mark, !isOn(mark))))
        }
    }

    /** Makes the lines of the selection this, or plain text when all of them are it already. */
    fun toggle(kind: LineKind) {
        settle(leaving = true)
        val lines = page.linesOf(page.typed.selection)
        val to = if (lines.all { it.second.kind == kind }) LineKind.PARAGRAPH else kind
        exchange(lines.map { (start, _) -> Edit.Line(start.toUInt(), to, null) })
    }

    /** Ticks the line that begins at `start`, or opens it again. */
    fun tick(start: Int, done: Boolean) {
        var at = start
        val moving: (Splice) -> Unit = { at = it.moveStart(at) }
        followers += moving
        settle(leaving = true)
        followers -= moving
        exchange(page.linesOf(Stretch(at, at)).map { (begins, _) -> Edit.Line(begins.toUInt(), null, done) })
    }

    /** Others' carets, where they are on this screen. */
    fun carets(): List<DeviceCaret> {
        if (ended) return emptyList()
        val carets = editor.carets()
        val mine = Splice.between(given, page.text, page.typed.head) ?: return carets
        return carets.map {
            it.copy(anchor = mine.moveCaret(it.anchor.toInt()).toUInt(), head = mine.moveCaret(it.head.toInt()).toUInt())
        }
    }

    /** The person left the text. */
    fun leave() {
        if (ended) return
        settle(leaving = true)
        runCatching { editor.setCaret(null) }
    }

    /** The editor is about to be let go of. A screen that is still fading out may go on asking. */
    fun end() {
        leave()
        ended = true
    }

    private fun step(what: () -> List<Change>) {
        settle(leaving = true)
        guarded {
            val changes = what()
            show(changes)
            val last = changes.filterIsInstance<Change.Splice>().lastOrNull() ?: return@guarded
            val caret = (last.at.toInt() + last.insert.length).coerceAtMost(page.text.length)
            page = page.copy(typed = page.typed.copy(anchor = caret, head = caret, composing = null))
        }
    }

    private fun handOver() {
        val splice = Splice.between(given, page.text, page.typed.head)
        // Half of a sign is no text yet; its other half comes with the next stroke.
        if (splice != null && splice.insert.hasHalf()) return told()
        val marks = next.takeIf { splice != null && splice.insert.isNotEmpty() }
        exchange(listOfNotNull(splice?.let { Edit.Splice(it.at.toUInt(), it.delete.toUInt(), it.insert, marks) }))
    }

    private fun exchange(edits: List<Edit>) = guarded {
        val changes = editor.exchange(edits)
        given = page.text
        waiting = false
        if (edits.any { it !is Edit.Splice || it.marks != null }) {
            next = null
            exact = false
        }
        if (changes.isNotEmpty()) show(changes) else if (!exact) look()
    }

    private fun show(changes: List<Change>) {
        for (change in changes) {
            if (change !is Change.Splice) continue
            val splice = Splice(change.at.toInt(), change.delete.toInt(), change.insert)
            page = page.copy(typed = splice.move(page.typed))
            changed(splice)
        }
        given = page.text
        look()
    }

    /** How lines and stretches look now is the core's to say. */
    private fun look() {
        val whole = editor.whole()
        val typed = if (whole.text == page.text) page.typed else page.typed.copy(text = whole.text, composing = null).within()
        given = whole.text
        exact = true
        replace(Page.of(whole, typed))
    }

    private fun replace(new: Page) {
        val splice = Splice.between(page.text, new.text, new.typed.head)
        page = new
        splice?.let(::changed)
    }

    private fun changed(splice: Splice) {
        for (follower in followers) follower(splice)
    }

    private fun guarded(what: () -> Unit) {
        if (ended) return
        try {
            what()
        } catch (why: Failure) {
            // Screen and core do not agree, or it was refused: the core's text is the true one.
            runCatching(::look)
            next = null
            onFailure(why)
        }
        told()
    }

    private fun told() {
        if (given == page.text && !ended) {
            runCatching { editor.setCaret(OwnCaret(page.typed.anchor.toUInt(), page.typed.head.toUInt())) }
        }
        for (watcher in watchers.toList()) watcher(page)
    }

    private fun TypedText.within() =
        copy(anchor = anchor.coerceIn(0, text.length), head = head.coerceIn(0, text.length), composing = composing?.takeIf { it.end <= text.length })
}
