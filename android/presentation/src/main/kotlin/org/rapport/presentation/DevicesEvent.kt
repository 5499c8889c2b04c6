package org.rapport.presentation

import org.rapport.core.DeviceRow

sealed interface DevicesEvent {
    data object ShowWords : DevicesEvent
    data object HideWords : DevicesEvent
    data object WordsWritten : DevicesEvent
    data object EnterWords : DevicesEvent
    data class Words(val text: String) : DevicesEvent
    data object WordsEntered : DevicesEvent
    data object WordsNot : DevicesEvent
    data class Relay(val text: String) : DevicesEvent
    data class AgreeToRelay(val plainHttp: Boolean = false) : DevicesEvent
    data object PlainNot : DevicesEvent
    data object SyncNow : DevicesEvent

    /** The technical lines, to be given on. */
    data class Report(val give: (String) -> Unit) : DevicesEvent
    data class AskRenew(val pair: PairKey) : DevicesEvent
    data object Renew : DevicesEvent
    data object RenewNot : DevicesEvent
    data object Link : DevicesEvent
    data class Rename(val device: DeviceRow) : DevicesEvent
    data class Name(val text: String) : DevicesEvent
    data class Remove(val device: DeviceRow) : DevicesEvent
    data object AnswerNot : DevicesEvent
    data object AnswerDone : DevicesEvent

    /** What came back without some of it was looked through. */
    data object LossesSeen : DevicesEvent
    data object Retry : DevicesEvent
}
