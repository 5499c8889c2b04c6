package org.rapport.presentation

import org.rapport.core.Failure

/** The app as a whole. */
sealed interface AppState {
    data object Opening : AppState
    data class Welcome(val presenter: WelcomePresenter) : AppState

    /** The profile cannot be opened; nothing else can be done. */
    data class Shut(val failure: Failure) : AppState

    /** Open, with the place that is shown now. */
    data class Inside(val route: Route, val screen: Screen, val canGoBack: Boolean, val sync: SyncPresenter) : AppState
}
