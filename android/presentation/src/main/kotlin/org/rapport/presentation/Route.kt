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

    /** Taking in another device of one's own. */
    data object Link : Route
    data object Search : Route
    data object CheckIns : Route
    data object Help : Route
    data object Reminders : Route

    /** Answering an instrument, about a pair where it is about one; with `correcting` putting an answered one right. */
    data class CheckIn(val instrument: String, val about: SpaceId? = null, val correcting: CheckInId? = null) : Route
    data class Result(val id: CheckInId) : Route

    /** How one's own results went, or with `person` those that they have shown in `space`. */
    data class Trend(val instrument: String, val space: SpaceId? = null, val person: PersonId? = null) : Route
    data class Goal(val id: GoalId) : Route
    data class Meeting(val id: MeetingId) : Route
    data class Note(val id: NoteId) : Route
    data class Series(val id: SeriesId) : Route

    /** Proposing a series, or another rhythm for one that is there. */
    data class Plan(val series: SeriesId? = null) : Route

    /** What one wants to know before a meeting. */
    data class Brief(val meeting: MeetingId) : Route

    /** What one says about one's own time. */
    data object Free : Route

    /** Times for the two of a pair. */
    data class Slots(val space: SpaceId) : Route

    companion object {
        /** Those that stand in the bar, in its order. */
        val tabs: List<Route> = listOf(Today, Goals, Meetings, Notes, People)

        fun write(route: Route): String = when (route) {
            is Goal -> "goal ${route.id.text}"
            is Meeting -> "meeting ${route.id.text}"
            is Note -> "note ${route.id.text}"
            is CheckIn -> parts("checkin", route.instrument, route.about?.text, route.correcting?.text)
            is Series -> "series ${route.id.text}"
            is Plan -> parts("plan", route.series?.text)
            is Slots -> "slots ${route.space.text}"
            is Brief -> "brief ${route.meeting.text}"
            is Result -> "result ${route.id.text}"
            is Trend -> parts("trend", route.instrument, route.space?.text, route.person?.text)
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
                "series" -> Series(SeriesKey(id))
                "plan" -> Plan(part(listOf(id), 0)?.let(::SeriesKey))
                "slots" -> Slots(SpaceKey(id))
                "brief" -> Brief(MeetingKey(id))
                "result" -> Result(CheckInKey(id))
                "checkin" -> id.split(' ').let { CheckIn(it[0], part(it, 1)?.let(::SpaceKey), part(it, 2)?.let(::CheckInKey)) }
                "trend" -> id.split(' ').let { Trend(it[0], part(it, 1)?.let(::SpaceKey), part(it, 2)?.let(::PersonKey)) }
                else -> null
            }
        }

        private fun parts(vararg all: String?) = all.joinToString(" ") { it ?: NONE }

        private fun part(all: List<String>, at: Int) = all.getOrNull(at)?.takeIf { it != NONE }

        /** In the place of what is not there; no name is written so. */
        private const val NONE = "-"

        private val plain: Map<String, Route> = mapOf(
            "today" to Today, "goals" to Goals, "meetings" to Meetings, "notes" to Notes, "people" to People,
            "devices" to Devices, "link" to Link, "join" to Join, "invite" to Invite, "search" to Search,
            "checkins" to CheckIns, "help" to Help, "reminders" to Reminders, "free" to Free,
        )
    }
}
