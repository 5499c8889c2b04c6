package org.rapport.presentation

import kotlinx.coroutines.CoroutineScope
import org.rapport.bridge.Door
import org.rapport.core.Field
import org.rapport.core.checked

/** Asks for a name and nothing else. */
class WelcomePresenter(
    private val door: Door,
    private val drafts: Drafts,
    private val navigator: Navigator,
    private val guest: () -> Unit,
    private val recover: () -> Unit,
    scope: CoroutineScope,
) : Presenter<WelcomeState, WelcomeEvent>(scope, WelcomeState(drafts[NAME], drafts.invited)) {
    override fun on(event: WelcomeEvent) = when (event) {
        is WelcomeEvent.Name -> {
            drafts[NAME] = event.text
            change { it.copy(name = event.text) }
        }
        WelcomeEvent.Start -> begin(if (drafts.invited) Route.Join else Route.Today)
        WelcomeEvent.StartWithInvite -> begin(Route.Join)
        WelcomeEvent.Guest -> guest()
        WelcomeEvent.Recover -> recover()
        WelcomeEvent.Invited -> change { it.copy(invited = drafts.invited) }
    }

    private fun begin(first: Route) = act({
        drafts[NAME] = ""
        navigator.go(first)
    }) { door.create(state.value.name.checked(Field.NAME)) }

    private companion object {
        const val NAME = "welcome.name"

        val Drafts.invited: Boolean get() = this[JoinPresenter.LINK].isNotBlank()
    }
}
