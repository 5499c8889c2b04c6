package org.rapport.presentation

import org.rapport.core.RecoveryView
import org.rapport.core.RelayAddress

/**
 * Coming back with the 24 words: what this device is called, the words and the relay beside them (`asksPlain` as in
 * [JoinState]), then how far it is. `waits` once it was made: then it has its name. The words are nowhere else.
 */
data class RecoverState(
    val name: String,
    val words: String,
    val relay: String,
    val asksPlain: RelayAddress?,
    val waits: Boolean,
    val recovery: RecoveryView? = null,
) {
    /** Everything that is needed was entered. */
    val ready get() = words.isNotBlank() && relay.isNotBlank() && (waits || name.isNotBlank())
}
