package org.rapport.presentation

import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.flow.collectLatest
import kotlinx.coroutines.launch
import org.rapport.bridge.Door
import org.rapport.bridge.DoorState
import org.rapport.bridge.OpenCore
import org.rapport.bridge.attempt
import org.rapport.bridge.linksNow
import org.rapport.core.*
import org.rapport.id.BoxKey

/**
 * Making this device one of a person who has another one already. It begins before there is a profile, and goes on where
 * it stood in one that belongs to nobody yet. `called` is what the system calls the device, `taken` is told when the
 * person goes on as its owner, `recover` when they come back with their words instead.
 */
class GuestPresenter(
    private val door: Door,
    private val drafts: Drafts,
    called: String,
    scope: CoroutineScope,
    private val taken: () -> Unit,
    private val recover: () -> Unit,
) : Presenter<GuestState, GuestEvent>(scope, GuestState(drafts.asked(NAME) ?: called, drafts[LINK], drafts[PLAIN].ifEmpty { null }, door.core != null)) {
    private var box: BoxId? = drafts[BOX].takeIf { it.isNotEmpty() }?.let { BoxKey(it) }
    private var known: List<InviteView> = emptyList()

    init {
        scope.launch {
            door.state.collectLatest { now -> if (now is DoorState.Open) attempt { watch(now.core) }?.let(::fail) }
        }
    }

    override fun on(event: GuestEvent) {
        when (event) {
            is GuestEvent.Name -> {
                drafts.ask(NAME, event.text)
                change { it.copy(name = event.text) }
            }
            is GuestEvent.Link -> link(event.text)
            is GuestEvent.Take -> act { take(event.plainHttp) }
            GuestEvent.PlainNot -> plain(null)
            GuestEvent.Same -> act { box?.let { door.core?.people?.confirm(it) } }
            GuestEvent.GiveUp -> act(::again) { box?.let { door.core?.people?.cancelInvite(it) } }
            GuestEvent.Again -> again()
            GuestEvent.Done -> {
                // What comes of the links from now on is not kept again.
                end()
                forget(drafts)
                taken()
            }
            // Links that wait are given up with the words, not before.
            GuestEvent.Recover -> {
                end()
                forget(drafts)
                recover()
            }
        }
    }

    override fun back(): Boolean {
        if (state.value.asksPlain == null) return false
        plain(null)
        return true
    }

    private suspend fun watch(core: OpenCore) {
        change { it.copy(waits = true) }
        core.devices.linksNow().collect { all ->
            known = all.filter { !it.given }
            show()
        }
    }

    private suspend fun take(plainHttp: Boolean) {
        plain(null)
        val shown = state.value.link.trim().checked(Field.INVITE)
        val core = door.core
        val relay = unencrypted {
            if (core == null) door.createGuest(state.value.name.checked(Field.NAME), shown, plainHttp)
            else box = core.people.join(shown, plainHttp)
        }
        if (relay != null) return plain(relay)
        link("")
        known = door.core?.devices?.links().orEmpty().filter { !it.given }
        show()
    }

    /** Which one it is, is not always known here: the one that made the profile may have ended before it is seen first. */
    private fun show() {
        val aside = aside()
        val one = known.firstOrNull { it.id == box } ?: known.firstOrNull(InviteView::isOpen) ?: known.lastOrNull { it.id.text !in aside }
        if (one != null) box = one.id
        drafts[BOX] = box?.text.orEmpty()
        change { it.copy(invite = one) }
    }

    private fun again() {
        drafts[ASIDE] = (aside() + known.filterNot(InviteView::isOpen).map { it.id.text }).joinToString(" ")
        box = null
        drafts[BOX] = ""
        change { it.copy(invite = null) }
    }

    private fun aside() = drafts[ASIDE].split(' ').toSet()

    private fun plain(relay: RelayAddress?) {
        drafts[PLAIN] = relay.orEmpty()
        change { it.copy(asksPlain = relay) }
    }

    private fun link(text: String) {
        drafts[LINK] = text
        change { it.copy(link = text) }
    }

    companion object {
        /** A link of the system waits under the same name for either screen. */
        private const val LINK = JoinPresenter.LINK
        private const val NAME = "guest.name"
        private const val PLAIN = "guest.plain"
        private const val BOX = "guest.box"

        /** Those that came to nothing, as the person knows. */
        private const val ASIDE = "guest.aside"

        /** What was typed is not asked for any more. */
        internal fun forget(drafts: Drafts) {
            drafts.ask(NAME, null)
            for (name in listOf(LINK, PLAIN, BOX, ASIDE)) drafts[name] = ""
        }
    }
}
