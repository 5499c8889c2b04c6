package org.rapport.presentation

import org.rapport.core.*
import org.rapport.id.*

/** A place in the app. Its text form is what a killed process comes back with. */
sealed interface Route {
    data object Today : Route
    data object Goals : Route
    data object Meetings : Route
    data object Notes : Route
    data object People : Route
    data object Devices : Route
    data object Join : Route
    data object Invite : Route
    data object Search : Route
    data class Goal(val id: GoalId) : Route
    data class Meeting(val id: MeetingId) : Route
    data class Note(val id: NoteId) : Route

    companion object {
        /** Those that stand in the bar, in its order. */
        val tabs: List<Route> = listOf(Today, Goals, Meetings, Notes, People)

        fun write(route: Route): String = when (route) {
            is Goal -> "goal ${route.id.text}"
            is Meeting -> "meeting ${route.id.text}"
            is Note -> "note ${route.id.text}"
            else -> plain.entries.first { it.value == route }.key
        }

        /** Nothing for what is no place, such as one that a newer version wrote. */
        fun read(text: String): Route? {
            val (kind, id) = text.split(' ', limit = 2).let { it[0] to it.getOrNull(1) }
            if (id == null) return plain[kind]
            return when (kind) {
                "goal" -> Goal(GoalKey(id))
                "meeting" -> Meeting(MeetingKey(id))
                "note" -> Note(NoteKey(id))
                else -> null
            }
        }

        private val plain: Map<String, Route> = mapOf(
            "today" to Today, "goals" to Goals, "meetings" to Meetings, "notes" to Notes, "people" to People,
            "devices" to Devices, "join" to Join, "invite" to Invite, "search" to Search,
        )
    }
}
