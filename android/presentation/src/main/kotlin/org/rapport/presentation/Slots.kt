package org.rapport.presentation

import java.time.LocalDate
import java.time.format.DateTimeParseException
import org.rapport.core.Civil
import org.rapport.core.Failure
import org.rapport.core.Field
import org.rapport.core.Problem

/** Wall time as the core writes it, in the zone where the person is. What is wrong with it the core says. */
internal fun slot(day: LocalDate?, time: String, zone: String): Civil = "${day ?: ""}T$time[$zone]"

/** The time and the zone of what the core wrote. */
internal fun timeOf(slot: Civil): String = slot.substringAfter('T').substringBefore('[')

internal fun zoneOf(slot: Civil): String = slot.substringAfter('[', "").removeSuffix("]")

internal fun dayOf(slot: Civil): LocalDate? = readDay(slot.substringBefore('T'))

/** A number that was typed; one that is none becomes what the core refuses. */
internal fun minutes(text: String): UInt = text.trim().toUIntOrNull() ?: 0u

/** A day that was written as text; nothing for anything else. */
internal fun readDay(text: String): LocalDate? = try {
    LocalDate.parse(text)
} catch (_: DateTimeParseException) {
    null
}

/** A day that has to be there. */
internal fun LocalDate?.chosen(`field`: Field): LocalDate = this ?: throw Failure.Invalid(`field`, Problem.Empty)
