package org.rapport.presentation

import org.rapport.core.InviteView

/** Taking an invite: its link first, then the comparing of the code, until both are connected. */
data class JoinState(val link: String, val invite: InviteView?)
