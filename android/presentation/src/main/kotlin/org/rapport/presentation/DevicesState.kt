package org.rapport.presentation

import org.rapport.core.SafetyView
import org.rapport.core.SyncView

/** Devices, recovery words, relays, what is held back. `words` are shown only while a person looks at them. */
data class DevicesState(val safety: Loaded<SafetyView>, val sync: Loaded<SyncView>, val words: List<String>?, val relay: String)
