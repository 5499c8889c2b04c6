package org.rapport.presentation

/** The first screen of all. */
data class WelcomeState(val name: String)
