package org.rapport.bridge

import java.time.DateTimeException
import java.time.Instant
import java.time.ZoneId
import org.rapport.core.DeviceZones
import org.rapport.core.PortFailure
import org.rapport.core.ZoneChange

/** The zones that the system knows, always as new as the device. */
class JavaZones : DeviceZones {
    override fun changes(zone: String, fromMs: Long, toMs: Long): List<ZoneChange> {
        val rules = try {
            ZoneId.of(zone).rules
        } catch (_: DateTimeException) {
            throw PortFailure.Unknown()
        }
        val from = Instant.ofEpochMilli(fromMs)
        val first = ZoneChange(fromMs, rules.getOffset(from).totalSeconds)
        val later = generateSequence(rules.nextTransition(from)) { rules.nextTransition(it.instant) }
            .takeWhile { it.instant.toEpochMilli() < toMs }
            .map { ZoneChange(it.instant.toEpochMilli(), it.offsetAfter.totalSeconds) }
        return listOf(first) + later
    }
}
