package org.rapport.app

import android.content.Intent
import android.net.Uri
import androidx.compose.ui.test.hasSetTextAction
import androidx.compose.ui.test.hasText
import androidx.test.ext.junit.runners.AndroidJUnit4
import androidx.test.platform.app.InstrumentationRegistry
import kotlinx.coroutines.runBlocking
import org.junit.Test
import org.junit.runner.RunWith
import org.rapport.presentation.Route
import org.robolectric.annotation.Config
import kotlin.test.assertEquals
import kotlin.test.assertNull
import kotlin.test.assertTrue

/** A relay to which nothing is encrypted: the core says so, and the app asks whether it is wanted by name. */
@RunWith(AndroidJUnit4::class)
@Config(qualifiers = "w412dp-h915dp-xhdpi")
class PlainRelayTest : TwoPeopleTest() {
    /** Nobody answers there, and it is not this machine. */
    private val plain = "http://192.0.2.7:7117"

    private val app get() = screen.activity.application as RapportApplication

    private val relays get() = runBlocking { core.sync.view() }.relays.map { it.origin }

    /** What asks is done, refused, and nothing has come of it; then it is done again and wanted. */
    private fun aNoAndThenAYes(ask: () -> Unit) {
        ask()
        see(words.screenInvitePlainHttpQuestion(plain))
        tap(words.commonCancel)
        assertEquals(emptyList(), relays)
        ask()
        tap(words.screenInvitePlainHttpUse)
    }

    @Test
    fun invitingOverOneAsksFirst() {
        begin()
        tap(words.screenTodayFirstInvite)
        tap(words.screenInviteAsMentee)
        type(plain)
        aNoAndThenAYes { tap(words.commonNext) }
        see("$plain/j#v1.")
        assertEquals(listOf(plain), relays)
    }

    @Test
    fun joiningOverOneAsksFirst() {
        begin()
        met = true
        val link = bea.invite(plain, plainHttp = true)
        screen.activityRule.scenario.onActivity {
            InstrumentationRegistry.getInstrumentation().callActivityOnNewIntent(it, Intent(Intent.ACTION_VIEW, Uri.parse(link)))
        }
        see(words.screenJoinPaste)
        tap(words.screenJoinTitle)
        see(words.screenInvitePlainHttpQuestion(plain))
        tap(words.commonCancel)
        assertTrue(runBlocking { core.people.invites() }.isEmpty())
        tap(words.screenJoinTitle)
        tap(words.screenInvitePlainHttpUse)
        until("it was taken") { runBlocking { core.people.invites() }.size == 1 }
    }

    @Test
    fun takingALinkOverOneAsksFirst() {
        met = true
        val link = bea.link(plain, plainHttp = true)
        tap(words.screenWelcomeLinkDevice)
        type(link, hasSetTextAction() and hasText(words.screenLinkPaste))
        tap(words.screenLinkTake)
        see(words.screenInvitePlainHttpQuestion(plain))
        tap(words.commonCancel)
        until("the question is gone") { texts().none { it == words.screenInvitePlainHttpQuestion(plain) } }
        assertNull(app.door.core, "nothing was made")
        tap(words.screenLinkTake)
        tap(words.screenInvitePlainHttpUse)
        see(words.screenLinkNotYet)
        // One that comes to nothing is given up, and the next one is asked about, too: there is a profile now.
        tap(words.commonCancel)
        see(words.screenLinkTakeExplained)
        assertTrue(runBlocking { core.devices.links() }.isEmpty())
        type(bea.link(plain, plainHttp = true), hasSetTextAction() and hasText(words.screenLinkPaste))
        tap(words.screenLinkTake)
        see(words.screenInvitePlainHttpQuestion(plain))
        tap(words.screenInvitePlainHttpUse)
        until("it was taken") { runBlocking { core.devices.links() }.size == 1 }
    }

    @Test
    fun givingALinkOverOneAsksFirst() {
        begin()
        go(Route.Link)
        see(words.screenLinkNoRelay)
        type(plain)
        aNoAndThenAYes { tap(words.commonNext) }
        see("$plain/j#v1.")
        assertEquals(listOf(plain), relays)
    }

    @Test
    fun agreeingToOneOnDevicesAsksFirst() {
        begin()
        go(Route.Devices)
        scrollTo(hasSetTextAction())
        type(plain)
        aNoAndThenAYes { button(words.commonNext) }
        until("it is agreed to") { relays == listOf(plain) }
    }
}
