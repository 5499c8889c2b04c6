package org.rapport.presentation

import org.rapport.core.SlotView

sealed interface SlotsEvent {
    data class Minutes(val minutes: UInt) : SlotsEvent
    data object Further : SlotsEvent

    /** Proposes to meet at that time. */
    data class Propose(val slot: SlotView) : SlotsEvent

    /** Saying when one could meet. */
    data object Say : SlotsEvent
    data object Retry : SlotsEvent
}
