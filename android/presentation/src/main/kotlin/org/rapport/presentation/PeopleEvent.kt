package org.rapport.presentation

import org.rapport.core.EndReason
import org.rapport.core.InviteView
import org.rapport.core.PairingRow

sealed interface PeopleEvent {
    data object Invite : PeopleEvent
    data object Join : PeopleEvent
    data object CheckIns : PeopleEvent
    data object Help : PeopleEvent
    data object Reminders : PeopleEvent
    data class OpenInvite(val invite: InviteView) : PeopleEvent
    data class Resume(val pair: PairingRow) : PeopleEvent

    /** Asks whether a pair shall end, and why; nothing takes the question back. */
    data class End(val pair: PairingRow?) : PeopleEvent
    data class Why(val reason: EndReason) : PeopleEvent
    data object EndDone : PeopleEvent

    /** Nothing ends the changing of the name. */
    data class Name(val text: String?) : PeopleEvent
    data object NameDone : PeopleEvent
    data object Retry : PeopleEvent
}
