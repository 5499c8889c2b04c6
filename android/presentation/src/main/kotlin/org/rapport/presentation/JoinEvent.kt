package org.rapport.presentation

sealed interface JoinEvent {
    data class Link(val text: String) : JoinEvent

    /** `plainHttp` only when the person agreed to a relay without TLS by name. */
    data class Take(val plainHttp: Boolean = false) : JoinEvent
    data object PlainNot : JoinEvent
    data object Same : JoinEvent
    data object Differs : JoinEvent
    data object Again : JoinEvent
    data object Done : JoinEvent
}
