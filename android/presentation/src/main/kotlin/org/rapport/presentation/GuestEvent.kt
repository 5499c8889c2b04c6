package org.rapport.presentation

sealed interface GuestEvent {
    data class Name(val text: String) : GuestEvent
    data class Link(val text: String) : GuestEvent

    /** `plainHttp` only when the person agreed to a relay without TLS by name. */
    data class Take(val plainHttp: Boolean = false) : GuestEvent
    data object PlainNot : GuestEvent
    data object Same : GuestEvent

    /** The codes differ, or the person waits no longer. */
    data object GiveUp : GuestEvent

    /** Another link, in the place of one that came to nothing. */
    data object Again : GuestEvent
    data object Done : GuestEvent

    /** No other device is left, but the words are. */
    data object Recover : GuestEvent
}
