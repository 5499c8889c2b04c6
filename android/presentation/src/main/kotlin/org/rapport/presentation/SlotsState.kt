package org.rapport.presentation

import org.rapport.core.SlotsView

/** Times at which both could meet, for as long as `minutes`, in the next `days`. */
data class SlotsState(val slots: Loaded<SlotsView>, val minutes: UInt = 60u, val days: UInt = 14u) {
    /** Whether it can be looked further ahead. */
    val further: Boolean get() = days < FARTHEST

    companion object {
        /** How long a meeting can be chosen to take. */
        val lengths = listOf(30u, 45u, 60u, 90u, 120u)
        internal val FARTHEST = 56u
    }
}
