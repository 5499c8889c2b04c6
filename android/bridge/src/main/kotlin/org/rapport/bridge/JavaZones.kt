package org.rapport.bridge

import java.time.DateTimeException
import java.time.Instant
import java.time.ZoneId
import org.rapport.core.DeviceZones
import org.rapport.core.PortFailure
import org.rapport.core.ZoneChange

/** The zones that the system knows, always as new as the device. */
class JavaZones : DeviceZones {
    override fun changes(zone: String, from: Instant, to: Instant): List<ZoneChange> {
        val rules = try {
            ZoneId.of(zone).rules
        } catch (_: DateTimeException) {
            throw PortFailure.Unknown()
        }
        val first = ZoneChange(from, rules.getOffset(from).totalSeconds)
        val later = generateSequence(rules.nextTransition(from)) { rules.nextTransition(it.instant) }
            .takeWhile { it.instant < to }
            .map { ZoneChange(it.instant, it.offsetAfter.totalSeconds) }
        return listOf(first) + later
    }
}
