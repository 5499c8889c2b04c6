package org.rapport.presentation

import org.rapport.core.InviteView
import org.rapport.core.RelayAddress

/**
 * Taking an invite: its link first (`asksPlain` is its relay when nothing is encrypted on the way to that, until the
 * person said yes or no), then the comparing of the code, until both are connected.
 */
data class JoinState(val link: String, val invite: InviteView?, val asksPlain: RelayAddress?)
