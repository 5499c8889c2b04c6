package org.rapport.desktop

import java.util.Locale

/** A figure that holds by this part of its bound holds clearly: its excuse is taken back. */
private const val CLEARLY = 0.7

/** Figures beside their bounds. */
class Measured(private val line: (String) -> Unit = ::println) {
    private class Figure(val name: String, val value: Double, val most: Double) {
        val holds = value <= most
    }

    private val figures = mutableListOf<Figure>()

    fun say(what: String, value: Double, unit: String, most: Double) {
        val figure = Figure(what, value, most).also { figures += it }
        line("%-60s %9.2f %-4s (at most %s)%s".format(Locale.ROOT, what, value, unit, most.toString().removeSuffix(".0"), if (figure.holds) "" else "  NOT HELD"))
    }

    /** Median and the worst of a hundred. */
    fun say(what: String, times: DoubleArray, median: Double, worst: Double) {
        times.sort()
        say("$what, median of ${times.size}", times[times.size / 2], "ms", median)
        say("$what, p99", times[times.size * 99 / 100], "ms", worst)
    }

    /**
     * Says how it ended: only what is excused may be over its bound, and what holds clearly must not be excused any more.
     * What is excused is still told as not held. When all was measured, each excuse has to be one of a figure.
     */
    fun end(excused: NotReached, all: Boolean): Boolean {
        var (passed, failed) = 0 to 0
        if (all) for (name in excused.reasons.keys - figures.map { it.name }.toSet()) {
            line("there is no such figure: $name")
            failed++
        }
        for (figure in figures) {
            val reason = excused.reasons[figure.name]
            when {
                reason == null && !figure.holds -> line("not held: ${figure.name}")
                reason != null && !figure.holds -> line("not held, as listed: ${figure.name}: $reason")
                reason != null && figure.value <= figure.most * CLEARLY -> line("holds now, take it off the list: ${figure.name}")
            }
            val bad = if (reason == null) !figure.holds else figure.value <= figure.most * CLEARLY
            if (bad) failed++ else passed++
        }
        line("figures: $passed passed, $failed failed")
        return failed == 0
    }
}
