package org.rapport.presentation

import org.rapport.core.Mode
import org.rapport.core.Weekday

/** A half-filled plan as plain text, for a process that is killed meanwhile. The pair is kept beside it. */
internal object PlanSheet {
    fun write(draft: PlanState.Draft): String = listOf(
        draft.day, draft.time, draft.zone, draft.minutes, draft.rhythm, draft.more.joinToString(" ") { it.name },
        draft.ends.name, draft.last, draft.times, draft.mode?.name, draft.title, draft.place,
    ).joinToString("\n") { it?.toString().orEmpty() }

    /** Nothing for what is no plan, such as one that a newer version wrote. */
    fun read(text: String): PlanState.Draft? {
        val parts = text.split('\n')
        if (parts.size != PARTS) return null
        val names = parts[5].split(' ')
        return PlanState.Draft(
            pair = null,
            day = readDay(parts[0]),
            time = parts[1],
            zone = parts[2],
            minutes = parts[3],
            rhythm = parts[4].toIntOrNull() ?: 0,
            more = Weekday.entries.filterTo(LinkedHashSet()) { it.name in names },
            ends = PlanState.Until.entries.firstOrNull { it.name == parts[6] } ?: PlanState.Until.NEVER,
            last = readDay(parts[7]),
            times = parts[8],
            mode = Mode.entries.firstOrNull { it.name == parts[9] },
            title = parts[10],
            place = parts[11],
        )
    }

    private const val PARTS = 12
}
