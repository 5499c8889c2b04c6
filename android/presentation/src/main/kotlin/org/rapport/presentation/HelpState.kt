package org.rapport.presentation

import org.rapport.core.HelpView

/** Whom to turn to. `key` is what is being typed of the key whose directory is to be trusted. */
data class HelpState(val help: Loaded<HelpView>, val key: String)
