package org.rapport.presentation

import org.rapport.core.InviteView

/** Taking an invite: its link first (`asksPlain` when its relay is without TLS, until the person said yes or no), then the comparing of the code, until both are connected. */
data class JoinState(val link: String, val invite: InviteView?, val asksPlain: Boolean)
