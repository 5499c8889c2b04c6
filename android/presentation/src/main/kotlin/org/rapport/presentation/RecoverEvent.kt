package org.rapport.presentation

sealed interface RecoverEvent {
    data class Name(val text: String) : RecoverEvent
    data class Words(val text: String) : RecoverEvent
    data class Relay(val text: String) : RecoverEvent

    /** `plainHttp` only when the person agreed to a relay without TLS by name. */
    data class Go(val plainHttp: Boolean = false) : RecoverEvent
    data object PlainNot : RecoverEvent

    /** Other words, or another relay, in the place of those that lead to nothing. */
    data object Other : RecoverEvent

    /** The person has another device after all, which takes this one in. */
    data object Link : RecoverEvent
}
