package org.rapport.presentation

sealed interface LinkEvent {
    data class Relay(val text: String) : LinkEvent

    /** `plainHttp` only when the person agreed to a relay without TLS by name. */
    data class AgreeToRelay(val plainHttp: Boolean = false) : LinkEvent
    data object PlainNot : LinkEvent
    data object Same : LinkEvent

    /** The codes differ, or no device shall come in. */
    data object GiveUp : LinkEvent

    /** Another link, in the place of one that came to nothing. */
    data object Again : LinkEvent
    data object Done : LinkEvent
}
