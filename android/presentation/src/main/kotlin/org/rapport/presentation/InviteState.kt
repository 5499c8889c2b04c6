package org.rapport.presentation

import org.rapport.core.InviteView
import org.rapport.core.RelayAddress
import org.rapport.core.Seat

/**
 * Inviting somebody. First the seat; then a relay, when none was agreed to yet; then the link, until the other one has
 * answered and both have compared. `asksPlain` is a relay to which nothing is encrypted, until the person has said
 * whether they want it.
 */
data class InviteState(
    val seat: Seat?,
    val relay: String,
    val wantsRelay: Boolean,
    val invite: InviteView?,
    val link: String?,
    val asksPlain: RelayAddress? = null,
)
