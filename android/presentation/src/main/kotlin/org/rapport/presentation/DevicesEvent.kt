package org.rapport.presentation

sealed interface DevicesEvent {
    data object ShowWords : DevicesEvent
    data object HideWords : DevicesEvent
    data object WordsWritten : DevicesEvent
    data class Relay(val text: String) : DevicesEvent
    data class AgreeToRelay(val plainHttp: Boolean = false) : DevicesEvent
    data object SyncNow : DevicesEvent

    /** The technical lines, to be given on. */
    data class Report(val give: (String) -> Unit) : DevicesEvent
    data object Retry : DevicesEvent
}
