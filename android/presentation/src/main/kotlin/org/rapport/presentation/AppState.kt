package org.rapport.presentation

import org.rapport.core.Failure

/** The app as a whole. */
sealed interface AppState {
    val canGoBack: Boolean get() = false

    data object Opening : AppState
    data class Welcome(val presenter: WelcomePresenter) : AppState

    /** Another device of the person takes this one in; the way back leads to [Welcome] as long as nothing was made. */
    data class Guest(val presenter: GuestPresenter, override val canGoBack: Boolean) : AppState

    /** The person comes back with their words; the way back as for [Guest]. */
    data class Recover(val presenter: RecoverPresenter, override val canGoBack: Boolean) : AppState

    /** The profile cannot be opened; nothing else can be done. */
    data class Shut(val failure: Failure) : AppState

    /** Open, with the place that is shown now. */
    data class Inside(val route: Route, val screen: Screen, override val canGoBack: Boolean, val sync: SyncPresenter) : AppState
}
