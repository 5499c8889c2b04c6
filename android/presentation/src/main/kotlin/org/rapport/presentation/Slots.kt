package org.rapport.presentation

import java.time.LocalDate
import org.rapport.core.Civil

/** Wall time as the core writes it, in the zone where the person is. What is wrong with it the core says. */
internal fun slot(day: LocalDate?, time: String, zone: String): Civil = "${day ?: ""}T$time[$zone]"

/** A number that was typed; one that is none becomes what the core refuses. */
internal fun minutes(text: String): UInt = text.trim().toUIntOrNull() ?: 0u
