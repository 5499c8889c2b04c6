package org.rapport.desktop

import java.util.Locale

/** Figures beside their bounds. */
class Measured {
    private var held = 0
    private var broken = 0

    fun say(what: String, value: Double, unit: String, most: Double) {
        val holds = value <= most
        if (holds) held++ else broken++
        println("%-60s %9.2f %-4s (at most %s)%s".format(Locale.ROOT, what, value, unit, most.toString().removeSuffix(".0"), if (holds) "" else "  NOT HELD"))
    }

    /** Median and the worst of a hundred. */
    fun say(what: String, times: DoubleArray, median: Double, worst: Double) {
        times.sort()
        say("$what, median of ${times.size}", times[times.size / 2], "ms", median)
        say("$what, p99", times[times.size * 99 / 100], "ms", worst)
    }

    fun end(): Boolean {
        println("figures: $held passed, $broken failed")
        return broken == 0
    }
}
