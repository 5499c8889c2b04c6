package org.rapport.presentation

import org.rapport.core.InviteView
import org.rapport.core.PairingRow

/** Everybody one is paired with, and invites that are on their way. */
data class PeopleState(val pairs: Loaded<List<PairingRow>>, val invites: List<InviteView>, val name: String?, val newName: String?)
