package org.rapport.bridge

import org.rapport.core.Line
import org.rapport.core.LineKind
import org.rapport.core.Mark
import org.rapport.core.MarkSpan
import org.rapport.core.NoteText
import org.rapport.core.PlacedLine

/** A section as a screen shows it: what the field holds, and how its lines and stretches look. */
data class Page(val typed: TypedText, val lead: Line, val lines: List<PlacedLine>, val marks: List<MarkSpan>) {
    val text: String get() = typed.text

    /** What the line of a place is. */
    fun lineAt(place: Int): Line {
        val found = lines.binarySearch { if (it.at.toInt() < place) -1 else 1 }
        return lines.getOrNull(-found - 2)?.line ?: lead
    }

    /** The beginnings of all lines, with what they are. */
    fun eachLine(): Sequence<Pair<Int, Line>> = sequenceOf(0 to lead) + lines.asSequence().map { it.at.toInt() + 1 to it.line }

    /** The lines that a stretch touches, by where they begin. */
    fun linesOf(stretch: Stretch): List<Pair<Int, Line>> {
        val all = eachLine().toList()
        return all.filterIndexed { at, (start, _) ->
            val end = all.getOrNull(at + 1)?.let { it.first - 1 } ?: text.length
            start <= stretch.end && end >= stretch.start
        }
    }

    /** Whether all of a stretch has a mark. */
    fun hasAll(stretch: Stretch, mark: Mark): Boolean {
        var at = stretch.start
        for (span in marks) if (span.mark == mark && span.from.toInt() <= at && span.to.toInt() > at) at = span.to.toInt()
        return !stretch.isEmpty && at >= stretch.end
    }

    /**
     * After a splice that begins or ends no line and touches no mark's end; nothing for any other, whose looks only the
     * core knows.
     */
    internal fun afterPlain(splice: Splice): Page? {
        val end = splice.at + splice.delete
        if ('\n' in splice.insert || text.substring(splice.at, end).contains('\n')) return null
        if (marks.any { it.from.toInt() in splice.at..end || it.to.toInt() in splice.at..end }) return null
        fun moved(place: UInt): UInt = place.toInt().let { if (it >= end) it + splice.insert.length - splice.delete else it }.toUInt()
        return copy(
            lines = lines.map { if (it.at.toInt() >= end) it.copy(at = moved(it.at)) else it },
            marks = marks.map { if (it.to.toInt() >= end) it.copy(from = moved(it.from), to = moved(it.to)) else it },
        )
    }

    companion object {
        fun of(note: NoteText, typed: TypedText) = Page(typed, note.lead, note.lines, note.marks)

        /** A kind that version 1 makes. The others are shown. */
        val kinds = listOf(LineKind.HEADING1, LineKind.HEADING2, LineKind.BULLET, LineKind.CHECK)
    }
}
