package org.rapport.presentation

sealed interface HelpEvent {
    data class Key(val text: String) : HelpEvent
    data object Trust : HelpEvent

    /** A signed directory, from a file. */
    data class File(val text: String) : HelpEvent
    data object Retry : HelpEvent
}
