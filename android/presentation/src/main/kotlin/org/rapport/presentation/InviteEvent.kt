package org.rapport.presentation

import org.rapport.core.Seat

sealed interface InviteEvent {
    data class As(val seat: Seat) : InviteEvent
    data class Relay(val text: String) : InviteEvent

    /** `plainHttp` only when the person agreed to a relay without TLS by name. */
    data class AgreeToRelay(val plainHttp: Boolean = false) : InviteEvent
    data object PlainNot : InviteEvent
    data object Same : InviteEvent
    data object Differs : InviteEvent
    data object Withdraw : InviteEvent
    data object Done : InviteEvent
}
