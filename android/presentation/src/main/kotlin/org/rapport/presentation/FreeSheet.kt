package org.rapport.presentation

import org.rapport.core.Weekday

/** An open sheet of the free times as plain text. */
internal object FreeSheet : SheetText<FreeState.Asked> {
    override fun write(asked: FreeState.Asked?): String = when (asked) {
        null -> emptyList()
        is FreeState.Asked.Hours -> listOf("hours", asked.day.name, asked.from, asked.to)
        is FreeState.Asked.Away -> listOf("away", asked.first, asked.last)
    }.joinToString("\n") { it?.toString().orEmpty() }

    override fun read(text: String): FreeState.Asked? {
        val parts = text.split('\n')
        fun part(at: Int) = parts.getOrElse(at) { "" }
        return when (parts[0]) {
            "hours" -> FreeState.Asked.Hours(Weekday.entries.firstOrNull { it.name == part(1) } ?: Weekday.MONDAY, part(2), part(3))
            "away" -> FreeState.Asked.Away(readDay(part(1)), readDay(part(2)))
            else -> null
        }
    }
}
