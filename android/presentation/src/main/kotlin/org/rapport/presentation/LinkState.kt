package org.rapport.presentation

import org.rapport.core.InviteView
import org.rapport.core.RelayAddress

/**
 * Taking in another device: a relay first, when none was agreed to yet (`asksPlain` as in [InviteState]); then the link,
 * until both have compared.
 */
data class LinkState(
    val relay: String,
    val wantsRelay: Boolean,
    val invite: InviteView?,
    val link: String?,
    val asksPlain: RelayAddress? = null,
)
