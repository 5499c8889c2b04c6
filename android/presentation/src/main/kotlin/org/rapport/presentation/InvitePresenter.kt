package org.rapport.presentation

import kotlinx.coroutines.CoroutineScope
import org.rapport.bridge.OpenCore
import org.rapport.bridge.invitesNow
import org.rapport.core.*
import org.rapport.id.BoxKey

/** Inviting somebody, from the seat to the comparing of the code. An invite that was begun goes on where it stood. */
class InvitePresenter(
    private val core: OpenCore,
    private val drafts: Drafts,
    private val navigator: Navigator,
    scope: CoroutineScope,
) : Presenter<InviteState, InviteEvent>(scope, InviteState(null, drafts[RELAY], false, null, null)) {
    private val people = core.people
    private var box: BoxId? = drafts[BOX].takeIf { it.isNotEmpty() }?.let { BoxKey(it) }

    init {
        follow(people.invitesNow()) { all -> show(all.here.orEmpty().filter { it.given }) }
    }

    override fun on(event: InviteEvent) {
        when (event) {
            is InviteEvent.As -> {
                change { it.copy(seat = event.seat) }
                act { begin(event.seat) }
            }
            is InviteEvent.Relay -> {
                drafts[RELAY] = event.text
                change { it.copy(relay = event.text) }
            }
            is InviteEvent.AgreeToRelay -> act {
                core.sync.agreeToRelay(state.value.relay.trim().checked(Field.RELAY), event.plainHttp)
                change { it.copy(wantsRelay = false) }
                state.value.seat?.let { begin(it) }
            }
            InviteEvent.Same -> box?.let { act { people.confirm(it) } }
            InviteEvent.Differs, InviteEvent.Withdraw -> box?.let { act(::leave) { people.cancelInvite(it) } }
            InviteEvent.Done -> leave()
        }
    }

    private suspend fun begin(seat: Seat) {
        val begun = try {
            people.invite(seat)
        } catch (none: Failure.NotFound) {
            if (none.what != "relay") throw none
            change { it.copy(wantsRelay = true) }
            return
        }
        box = begun
        drafts[BOX] = begun.text
        drafts[RELAY] = ""
        show(people.invites().filter { it.given })
    }

    private fun show(given: List<InviteView>) {
        val one = given.firstOrNull { it.id == box } ?: given.firstOrNull(InviteView::isOpen) ?: return
        if (box == null) box = one.id
        change { it.copy(invite = one) }
        // Once the other one has answered there is none any more, and none is needed.
        if (state.value.link == null && one.isOpen()) quietly {
            val link = people.inviteLink(one.id)
            change { it.copy(link = link) }
        }
    }

    private fun leave() {
        box = null
        drafts[BOX] = ""
        navigator.back()
    }

    private companion object {
        const val RELAY = "invite.relay"
        const val BOX = "invite.box"
    }
}
