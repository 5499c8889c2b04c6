package org.rapport.core

import java.time.Instant

/**
 * Milliseconds since 1970, as the core counts; a part of one is cut off. An instant that no such number reaches becomes
 * the end of the numbers, which the core refuses with an error that can be caught.
 */
internal fun Instant.toMillis(): Long = try {
    toEpochMilli()
} catch (_: ArithmeticException) {
    if (isBefore(Instant.EPOCH)) Long.MIN_VALUE else Long.MAX_VALUE
}
