package org.rapport.presentation

/** The first screen of all. `invited` when a link waits, with which it goes on after the name. */
data class WelcomeState(val name: String, val invited: Boolean = false)
