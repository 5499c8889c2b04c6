package org.rapport.presentation

import kotlinx.coroutines.CoroutineScope
import org.rapport.bridge.OpenCore
import org.rapport.bridge.homes
import org.rapport.bridge.invitesNow
import org.rapport.bridge.pairs
import org.rapport.core.*

/** People: pairs, invites, oneself. */
class PeoplePresenter(
    private val core: OpenCore,
    private val navigator: Navigator,
    scope: CoroutineScope,
) : Presenter<PeopleState, PeopleEvent>(scope, PeopleState(Loaded.Waiting, emptyList(), null, null)) {
    private val people = core.people
    private val watch = Watch(::watching)

    init {
        follow(people.invitesNow()) { all -> change { it.copy(invites = all.here.orEmpty().filter(InviteView::isOpen)) } }
        follow(core.rapport.homes()) { home -> change { it.copy(name = home.here?.name) } }
    }

    override fun on(event: PeopleEvent) {
        when (event) {
            PeopleEvent.Invite -> navigator.go(Route.Invite)
            PeopleEvent.Join -> navigator.go(Route.Join)
            PeopleEvent.CheckIns -> navigator.go(Route.CheckIns)
            PeopleEvent.Help -> navigator.go(Route.Help)
            PeopleEvent.Reminders -> navigator.go(Route.Reminders)
            is PeopleEvent.OpenInvite -> navigator.go(if (event.invite.given) Route.Invite else Route.Join)
            is PeopleEvent.Resume -> act { people.turnPairing(event.pair.id, PairingTurn.Resume) }
            is PeopleEvent.Close -> act { people.turnPairing(event.pair.id, PairingTurn.Close(event.reason)) }
            is PeopleEvent.Name -> change { it.copy(newName = event.text) }
            PeopleEvent.NameDone -> state.value.newName?.let { name ->
                act({ change { it.copy(newName = null) } }) { people.editMe(PersonEdit.Name(name.checked(Field.NAME))) }
            }
            PeopleEvent.Retry -> watch.again()
        }
    }

    private fun watching() = follow(people.pairs()) { pairs -> change { it.copy(pairs = pairs) } }
}

/** Whether something is still to come of it. */
internal fun InviteView.isOpen(): Boolean = stage !is InviteStage.Done && stage !is InviteStage.Failed
