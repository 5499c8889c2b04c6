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
) : Presenter<InviteState, InviteEvent>(scope, kept(drafts)) {
    private val people = core.people
    private var box: BoxId? = drafts[BOX].takeIf { it.isNotEmpty() }?.let { BoxKey(it) }

    init {
        // The relay was agreed to before the process was killed, and the invite not made yet.
        if (state.value.wantsRelay) quietly { if (core.sync.line().hasRelay) change { it.copy(wantsRelay = false) } }
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
            is InviteEvent.AgreeToRelay -> act { agree(event.plainHttp) }
            InviteEvent.PlainNot -> change { it.copy(asksPlain = null) }
            InviteEvent.Same -> box?.let { act { people.confirm(it) } }
            InviteEvent.Differs, InviteEvent.Withdraw -> box?.let { act(::leave) { people.cancelInvite(it) } }
            InviteEvent.Done -> leave()
        }
    }

    private suspend fun agree(plainHttp: Boolean) {
        val plain = core.agreeTo(state.value.relay, plainHttp)
        change { it.copy(asksPlain = plain, wantsRelay = plain != null) }
        if (plain == null) state.value.seat?.let { begin(it) }
    }

    private suspend fun begin(seat: Seat) {
        val begun = try {
            people.invite(seat)
        } catch (none: Failure.NotFound) {
            if (none.what != "relay") throw none
            drafts[SEAT] = seat.name
            change { it.copy(wantsRelay = true) }
            return
        }
        box = begun
        drafts[RELAY] = ""
        drafts[SEAT] = ""
        show(people.invites().filter { it.given })
    }

    private fun show(given: List<InviteView>) {
        val one = given.firstOrNull { it.id == box } ?: given.firstOrNull(InviteView::isOpen) ?: return
        if (box == null) box = one.id
        drafts[BOX] = box?.text.orEmpty()
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

        /** Chosen, while a relay is asked for. */
        const val SEAT = "invite.seat"

        fun kept(drafts: Drafts): InviteState {
            val seat = Seat.entries.firstOrNull { it.name == drafts[SEAT] }
            return InviteState(seat, drafts[RELAY], seat != null, null, null)
        }
    }
}
