package org.rapport.presentation

import org.rapport.core.EndReason
import org.rapport.core.InviteView
import org.rapport.core.PairingId
import org.rapport.core.PairingRow

/** Everybody one is paired with, and invites that are on their way. `newName` while it is typed, `ending` while it is asked. */
data class PeopleState(
    val pairs: Loaded<List<PairingRow>>,
    val invites: List<InviteView>,
    val name: String?,
    val newName: String?,
    val ending: Ending? = null,
) {
    /** A pair that may end, and why. */
    data class Ending(val pairing: PairingId, val reason: EndReason)
}
