package org.rapport.presentation

import kotlinx.coroutines.CoroutineScope
import org.rapport.bridge.OpenCore
import org.rapport.bridge.invitesNow
import org.rapport.core.*
import org.rapport.id.BoxKey

/** Taking an invite. One that was taken goes on where it stood. */
class JoinPresenter(
    private val core: OpenCore,
    private val drafts: Drafts,
    private val navigator: Navigator,
    scope: CoroutineScope,
) : Presenter<JoinState, JoinEvent>(scope, JoinState(drafts[LINK], null, drafts[PLAIN].ifEmpty { null })) {
    private val people = core.people
    private var box: BoxId? = drafts[BOX].takeIf { it.isNotEmpty() }?.let { BoxKey(it) }
    private var known: List<InviteView> = emptyList()

    init {
        follow(people.invitesNow()) { all ->
            known = all.here.orEmpty().filter { !it.given }
            show()
        }
    }

    override fun on(event: JoinEvent) {
        when (event) {
            is JoinEvent.Link -> link(event.text)
            is JoinEvent.Take -> act { take(event.plainHttp) }
            JoinEvent.PlainNot -> plain(null)
            JoinEvent.Same -> box?.let { act { people.confirm(it) } }
            JoinEvent.Differs -> box?.let { act { people.cancelInvite(it) } }
            JoinEvent.Again -> {
                forget()
                change { it.copy(invite = null) }
            }
            JoinEvent.Done -> {
                forget()
                navigator.go(Route.Today)
            }
        }
    }

    private suspend fun take(plainHttp: Boolean) {
        plain(null)
        unencrypted { box = people.join(state.value.link.trim().checked(Field.INVITE), plainHttp) }?.let { return plain(it) }
        link("")
        known = people.invites().filter { !it.given }
        show()
    }

    private fun plain(relay: RelayAddress?) {
        drafts[PLAIN] = relay.orEmpty()
        change { it.copy(asksPlain = relay) }
    }

    private fun show() {
        val one = known.firstOrNull { it.id == box } ?: known.firstOrNull(InviteView::isOpen)
        if (one != null) box = one.id
        drafts[BOX] = box?.text.orEmpty()
        change { it.copy(invite = one) }
    }

    private fun forget() {
        box = null
        drafts[BOX] = ""
    }

    private fun link(text: String) {
        drafts[LINK] = text
        change { it.copy(link = text) }
    }

    companion object {
        /** Under this name a link of the system waits for this screen. */
        internal const val LINK = "join.link"
        private const val PLAIN = "join.plain"
        private const val BOX = "join.box"
    }
}
