package org.rapport.presentation

import org.rapport.core.DeviceId
import org.rapport.core.KeyView
import org.rapport.core.RelayAddress
import org.rapport.core.SafetyView
import org.rapport.core.SpaceId
import org.rapport.core.SyncView

/** Devices, recovery words, relays, what is held back. `words` are shown only while a person looks at them. */
data class DevicesState(
    val safety: Loaded<SafetyView>,
    val sync: Loaded<SyncView>,
    val words: List<String>?,
    val relay: String,
    /** The key of each pair. */
    val keys: List<PairKey> = emptyList(),
    /** The pair whose key is to be renewed, while that is asked. */
    val renewing: PairKey? = null,
    val asked: Asked? = null,
    /** A relay to which nothing is encrypted, until the person has said whether they want it. */
    val asksPlain: RelayAddress? = null,
    /** What was typed of the words, while they are entered; nowhere else. */
    val entering: String? = null,
) {
    /** What is asked before it is done. */
    sealed interface Asked {
        val device: DeviceId

        data class Rename(override val device: DeviceId, val name: String) : Asked
        data class Remove(override val device: DeviceId) : Asked
    }
}

/** The key that a pair writes with, and whom it is shared with. */
data class PairKey(val space: SpaceId, val name: String, val key: KeyView)
