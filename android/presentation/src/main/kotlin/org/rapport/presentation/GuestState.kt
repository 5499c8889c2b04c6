package org.rapport.presentation

import org.rapport.core.InviteView
import org.rapport.core.RelayAddress

/**
 * A device that another one of the same person takes in: what it is called and the link that the other one shows
 * (`asksPlain` as in [JoinState]), then the comparing of the code. `waits` once it was made: then it has its name.
 */
data class GuestState(val name: String, val link: String, val asksPlain: RelayAddress?, val waits: Boolean, val invite: InviteView? = null)
