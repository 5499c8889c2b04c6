package org.rapport.presentation

import java.time.LocalDate
import org.rapport.core.CancelReason
import org.rapport.core.Mode

/** An open sheet of a series as plain text. */
internal object SeriesSheet : SheetText<SeriesState.Asked> {
    override fun write(asked: SeriesState.Asked?): String = when (asked) {
        null -> emptyList()
        is SeriesState.Asked.Move -> listOf("move", asked.of, asked.day, asked.time, asked.zone)
        is SeriesState.Asked.Skip -> listOf("skip", asked.of, asked.reason.name, asked.note)
        is SeriesState.Asked.Pause -> listOf("pause", asked.first, asked.last)
        is SeriesState.Asked.Resume -> listOf("resume", asked.from)
        is SeriesState.Asked.End -> listOf("end", asked.reason.name, asked.note)
        // A name and a place are one line each.
        is SeriesState.Asked.Edit -> listOf("edit", asked.mode?.name, asked.title, asked.place)
    }.joinToString("\n") { it?.toString().orEmpty() }

    override fun read(text: String): SeriesState.Asked? {
        val parts = text.split('\n')
        fun part(at: Int) = parts.getOrElse(at) { "" }
        fun rest(at: Int) = parts.drop(at).joinToString("\n")
        return when (parts[0]) {
            "move" -> day(part(1))?.let { SeriesState.Asked.Move(it, day(part(2)), part(3), part(4)) }
            "skip" -> day(part(1))?.let { SeriesState.Asked.Skip(it, reason(part(2)), rest(3)) }
            "pause" -> SeriesState.Asked.Pause(day(part(1)), day(part(2)))
            "resume" -> SeriesState.Asked.Resume(day(part(1)))
            "end" -> SeriesState.Asked.End(reason(part(1)), rest(2))
            "edit" -> SeriesState.Asked.Edit(part(2), Mode.entries.firstOrNull { it.name == part(1) }, part(3))
            else -> null
        }
    }

    private fun day(text: String): LocalDate? = readDay(text)

    private fun reason(name: String) = CancelReason.entries.firstOrNull { it.name == name } ?: CancelReason.UNSAID
}
