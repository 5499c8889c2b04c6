package org.rapport.presentation

sealed interface WelcomeEvent {
    data class Name(val text: String) : WelcomeEvent
    data object Start : WelcomeEvent

    /** Begins, and goes on with an invite. */
    data object StartWithInvite : WelcomeEvent

    /** The person has another device, which takes this one in. */
    data object Guest : WelcomeEvent

    /** No device is left, but the words are. */
    data object Recover : WelcomeEvent

    /** A link came in from outside, and waits until there is a profile. */
    data object Invited : WelcomeEvent
}
