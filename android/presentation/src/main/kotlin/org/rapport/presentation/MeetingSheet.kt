package org.rapport.presentation

import java.time.LocalDate
import org.rapport.core.Attendance
import org.rapport.core.CancelReason
import org.rapport.id.PersonKey

/** An open sheet of a meeting as plain text. */
internal object MeetingSheet : SheetText<MeetingState.Asked> {
    override fun write(asked: MeetingState.Asked?): String = when (asked) {
        null -> emptyList()
        is MeetingState.Asked.Cancel -> listOf("cancel", asked.reason.name, asked.note)
        is MeetingState.Asked.Move -> listOf("move", asked.day?.toString().orEmpty(), asked.time, asked.minutes)
        is MeetingState.Asked.Log -> listOf("log", asked.minutes) + asked.attendance.map { (who, how) -> "${how.name} ${who.text}" }
        is MeetingState.Asked.Miss -> listOf("miss") + asked.who.map { it.text }
    }.joinToString("\n")

    override fun read(text: String): MeetingState.Asked? {
        val parts = text.split('\n')
        fun part(at: Int) = parts.getOrElse(at) { "" }
        return when (parts[0]) {
            "cancel" -> MeetingState.Asked.Cancel(
                CancelReason.entries.firstOrNull { it.name == part(1) } ?: CancelReason.UNSAID,
                parts.drop(2).joinToString("\n"),
            )
            "move" -> MeetingState.Asked.Move(day(part(1)), part(2), part(3))
            "log" -> MeetingState.Asked.Log(part(1), parts.drop(2).mapNotNull(::attended).toMap())
            "miss" -> MeetingState.Asked.Miss(parts.drop(1).filter { it.isNotEmpty() }.mapTo(LinkedHashSet()) { PersonKey(it) })
            else -> null
        }
    }

    private fun day(text: String): LocalDate? = readDay(text)

    private fun attended(line: String) = Attendance.entries.firstOrNull { it.name == line.substringBefore(' ') }
        ?.let { PersonKey(line.substringAfter(' ')) to it }
}
