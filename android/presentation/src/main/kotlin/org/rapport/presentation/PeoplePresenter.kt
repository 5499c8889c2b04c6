package org.rapport.presentation

import kotlinx.coroutines.CoroutineScope
import org.rapport.bridge.OpenCore
import org.rapport.bridge.homes
import org.rapport.bridge.invitesNow
import org.rapport.bridge.pairs
import org.rapport.core.*
import org.rapport.id.PairingKey

/** People: pairs, invites, oneself. */
class PeoplePresenter(
    private val core: OpenCore,
    private val drafts: Drafts,
    private val navigator: Navigator,
    scope: CoroutineScope,
) : Presenter<PeopleState, PeopleEvent>(scope, PeopleState(Loaded.Waiting, emptyList(), null, drafts.asked(NAME), ending(drafts))) {
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
            is PeopleEvent.End -> ending(event.pair?.let { PeopleState.Ending(it.id, EndReason.UNSAID) })
            is PeopleEvent.Why -> ending(state.value.ending?.copy(reason = event.reason))
            PeopleEvent.EndDone -> state.value.ending?.let { ending ->
                act({ ending(null) }) { people.turnPairing(ending.pairing, PairingTurn.Close(ending.reason)) }
            }
            is PeopleEvent.Name -> name(event.text)
            PeopleEvent.NameDone -> state.value.newName?.let { name ->
                act({ name(null) }) { people.editMe(PersonEdit.Name(name.checked(Field.NAME))) }
            }
            PeopleEvent.Retry -> watch.again()
        }
    }

    private fun ending(ending: PeopleState.Ending?) {
        drafts[ENDING] = ending?.pairing?.text.orEmpty()
        drafts[REASON] = ending?.reason?.name.orEmpty()
        change { it.copy(ending = ending) }
    }

    private fun name(text: String?) {
        drafts.ask(NAME, text)
        change { it.copy(newName = text) }
    }

    private fun watching() = follow(people.pairs()) { pairs -> change { it.copy(pairs = pairs) } }

    private companion object {
        const val NAME = "people.name"
        const val ENDING = "people.ending"
        const val REASON = "people.ending.reason"

        fun ending(drafts: Drafts): PeopleState.Ending? {
            val pairing = drafts[ENDING].ifEmpty { return null }
            return PeopleState.Ending(PairingKey(pairing), EndReason.entries.firstOrNull { it.name == drafts[REASON] } ?: EndReason.UNSAID)
        }
    }
}

/** Whether something is still to come of it. */
internal fun InviteView.isOpen(): Boolean = stage !is InviteStage.Done && stage !is InviteStage.Failed
