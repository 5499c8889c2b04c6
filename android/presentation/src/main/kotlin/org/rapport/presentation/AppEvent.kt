package org.rapport.presentation

import org.rapport.core.OccurrenceId

sealed interface AppEvent {
    data class Go(val route: Route) : AppEvent
    data object Back : AppEvent
    data object TryAgain : AppEvent

    /** Puts a profile whose key is lost aside, after the person was asked. */
    data object StartAnew : AppEvent

    /** A link that the system or the camera gave. What is no invite is told so on the screen that takes it. */
    data class Link(val text: String) : AppEvent

    /** The text of a file that a person opened, for the screen that asked for it. */
    data class File(val text: String) : AppEvent

    /** The text of a calendar file that another app gave. */
    data class Calendar(val text: String) : AppEvent

    /** A reminder was opened outside of the app. */
    data class Reminders(val all: List<OccurrenceId>) : AppEvent

    /** The app came to the front, or left it: sync runs only in front. */
    data class InFront(val on: Boolean) : AppEvent
}
