package org.rapport.presentation

import kotlinx.coroutines.CoroutineScope
import org.rapport.bridge.OpenCore
import org.rapport.bridge.linksNow
import org.rapport.core.*
import org.rapport.id.BoxKey

/** Taking in another device of one's own. Whoever comes here wants a link; one that was given already goes on where it stood. */
class LinkPresenter(
    private val core: OpenCore,
    private val drafts: Drafts,
    private val navigator: Navigator,
    scope: CoroutineScope,
) : Presenter<LinkState, LinkEvent>(scope, LinkState(drafts[RELAY], false, null, null)) {
    private var box: BoxId? = drafts[BOX].takeIf { it.isNotEmpty() }?.let { BoxKey(it) }
    private var asked = false

    init {
        follow(core.devices.linksNow()) { all ->
            if (all is Loaded.Failed) fail(all.why)
            all.here?.let { links ->
                show(links)
                if (!asked && state.value.invite == null) act { begin() }
                asked = true
            }
        }
    }

    override fun on(event: LinkEvent) {
        when (event) {
            is LinkEvent.Relay -> {
                drafts[RELAY] = event.text
                change { it.copy(relay = event.text) }
            }
            is LinkEvent.AgreeToRelay -> act {
                val plain = core.agreeTo(state.value.relay, event.plainHttp)
                change { it.copy(asksPlain = plain) }
                if (plain == null) begin()
            }
            LinkEvent.PlainNot -> change { it.copy(asksPlain = null) }
            LinkEvent.Same -> box?.let { act { core.people.confirm(it) } }
            LinkEvent.GiveUp -> box?.let { act(::leave) { core.people.cancelInvite(it) } }
            LinkEvent.Again -> act { begin() }
            LinkEvent.Done -> leave()
        }
    }

    private suspend fun begin() {
        val begun = try {
            core.devices.link()
        } catch (none: Failure.NotFound) {
            if (none.what != "relay") throw none
            return change { it.copy(wantsRelay = true) }
        }
        box = begun
        drafts[RELAY] = ""
        change { it.copy(relay = "", wantsRelay = false, link = null) }
        show(core.devices.links())
    }

    private fun show(links: List<InviteView>) {
        val given = links.filter { it.given }
        val one = given.firstOrNull { it.id == box } ?: given.firstOrNull(InviteView::isOpen) ?: return
        box = one.id
        drafts[BOX] = one.id.text
        change { it.copy(invite = one) }
        // Once the other one has answered there is none any more, and none is needed.
        if (state.value.link == null && one.isOpen()) quietly {
            val link = core.people.inviteLink(one.id)
            change { it.copy(link = link) }
        }
    }

    private fun leave() {
        box = null
        drafts[BOX] = ""
        navigator.back()
    }

    private companion object {
        const val RELAY = "link.relay"
        const val BOX = "link.box"
    }
}
