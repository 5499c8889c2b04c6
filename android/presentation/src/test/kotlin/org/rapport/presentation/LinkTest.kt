package org.rapport.presentation

import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.ExperimentalCoroutinesApi
import kotlinx.coroutines.cancel
import kotlinx.coroutines.test.StandardTestDispatcher
import kotlinx.coroutines.test.TestScope
import kotlinx.coroutines.test.advanceUntilIdle
import org.junit.Assert.assertEquals
import org.junit.Assert.assertNull
import org.junit.Assert.assertTrue
import org.junit.Test
import org.rapport.bridge.Door
import org.rapport.bridge.OpenCore
import org.rapport.bridge.Opener
import org.rapport.core.*
import org.rapport.id.*

/** Another device of the same person: giving the link, answering it, names and removal. */
@OptIn(ExperimentalCoroutinesApi::class)
class LinkTest {
    private val core = FakeCore()
    private val navigator = Navigator(listOf(Route.Today, Route.Devices, Route.Link))
    private val drafts = Drafts()

    /** For a presenter that ends before the test does. */
    private fun TestScope.own() = CoroutineScope(StandardTestDispatcher(testScheduler))

    /** A guest as the core makes it: it has the link that it was made with. */
    private inner class GuestOpener : Opener {
        var there = false

        /** Where the first link stands when it is seen first. */
        var ends: InviteStage? = null
        val asGuest get() = core.open.run { OpenCore(rapport, goals, meetings, notes, people, sync, devices, checkins, reminders, availability, guest = true) }

        override suspend fun open() = if (there) asGuest else throw Failure.NotFound("profile")
        override suspend fun create(name: String) = core.open
        override suspend fun createRecovering(name: String, words: String, relay: String, plainHttp: Boolean) = core.open
        override suspend fun createGuest(name: String, link: String, plainHttp: Boolean): OpenCore {
            if (link.startsWith("plain") && !plainHttp) throw Failure.Invalid(Field.INVITE, Problem.NotEncrypted("http://10.0.0.2"))
            core.did("guest $name $link $plainHttp")
            core.links.set(listOf(invite("box-9", false, ends ?: InviteStage.Waiting, device = true)))
            there = true
            return asGuest
        }
    }

    private val opener = GuestOpener()

    private fun TestScope.app(scope: CoroutineScope, kept: Map<String, String> = emptyMap()) =
        AppPresenter(Door(opener, StandardTestDispatcher(testScheduler)), scope, kept, "A phone").also { advanceUntilIdle() }

    private fun guest(app: AppPresenter) = (app.state.value as AppState.Guest).presenter

    @Test
    fun aLinkIsGivenAtOnceAndAskedForARelayWhereThereIsNone() = test { scope ->
        val link = LinkPresenter(core.open, drafts, navigator, scope)
        advanceUntilIdle()
        assertTrue(link.state.value.wantsRelay)
        link.on(LinkEvent.Relay(" https://relay.example "))
        val again = LinkPresenter(core.open, Drafts(drafts.all()), navigator, own())
        advanceUntilIdle()
        assertEquals(" https://relay.example " to true, again.state.value.relay to again.state.value.wantsRelay)
        again.end()
        link.on(LinkEvent.Relay("plain"))
        link.on(LinkEvent.AgreeToRelay())
        advanceUntilIdle()
        assertEquals("http://10.0.0.2" to emptyList<String>(), link.state.value.asksPlain to core.done)
        link.on(LinkEvent.PlainNot)
        assertNull(link.state.value.asksPlain)
        link.on(LinkEvent.Relay(" https://relay.example "))
        link.on(LinkEvent.AgreeToRelay())
        advanceUntilIdle()
        assertEquals(listOf("agree https://relay.example false", "link"), core.done)
        assertEquals("rapport:box-1", link.state.value.link)
        core.links.set(listOf(invite("box-1", true, InviteStage.Compare("sun moon"), "Tablet", device = true)))
        advanceUntilIdle()
        link.on(LinkEvent.Same)
        advanceUntilIdle()
        assertEquals("confirm box-1", core.done.last())
        core.links.set(listOf(invite("box-1", true, InviteStage.Done, "Tablet", device = true)))
        advanceUntilIdle()
        link.on(LinkEvent.Done)
        assertEquals(Route.Devices to emptyMap<String, String>(), navigator.here to drafts.all())
    }

    @Test
    fun aLinkThatWaitsIsShownAgainAndOneThatFailedIsFollowedByAnother() = test { scope ->
        core.relay = true
        val first = LinkPresenter(core.open, drafts, navigator, own())
        advanceUntilIdle()
        first.end()
        val link = LinkPresenter(core.open, Drafts(drafts.all()), navigator, scope)
        advanceUntilIdle()
        assertEquals(listOf("link"), core.done)
        assertEquals("rapport:box-1", link.state.value.link)
        core.links.set(listOf(invite("box-1", true, InviteStage.Failed("expired"), device = true)))
        advanceUntilIdle()
        assertTrue(link.state.value.invite?.stage is InviteStage.Failed)
        link.on(LinkEvent.Again)
        advanceUntilIdle()
        assertEquals(BoxKey("box-2") to "rapport:box-2", link.state.value.invite?.id to link.state.value.link)
        link.on(LinkEvent.GiveUp)
        advanceUntilIdle()
        assertEquals("cancel box-2" to Route.Devices, core.done.last() to navigator.here)
    }

    @Test
    fun aGuestIsMadeOfANameAndALinkAndGoesOnWhereItStood() = test { scope ->
        val first = app(scope)
        (first.state.value as AppState.Welcome).presenter.on(WelcomeEvent.Guest)
        advanceUntilIdle()
        assertTrue(first.state.value.canGoBack)
        assertEquals("A phone", guest(first).state.value.name)
        guest(first).on(GuestEvent.Name("Kitchen tablet"))
        guest(first).on(GuestEvent.Link("plain:abc"))
        guest(first).on(GuestEvent.Take())
        advanceUntilIdle()
        assertEquals("http://10.0.0.2", guest(first).state.value.asksPlain)
        assertNull("it is a question, and no failure", guest(first).failure.value)

        val second = app(scope, first.save())
        assertEquals(GuestState("Kitchen tablet", "plain:abc", "http://10.0.0.2", false), guest(second).state.value)
        guest(second).on(GuestEvent.Take(plainHttp = true))
        advanceUntilIdle()
        assertEquals(listOf("guest Kitchen tablet plain:abc true"), core.done.filter { it.startsWith("guest") })
        assertEquals(BoxKey("box-9") to false, guest(second).state.value.invite?.id to second.state.value.canGoBack)

        val third = app(scope, second.save())
        core.links.set(listOf(invite("box-9", false, InviteStage.Compare("sun moon"), "Ada", device = true)))
        advanceUntilIdle()
        guest(third).on(GuestEvent.Same)
        advanceUntilIdle()
        assertEquals("confirm box-9", core.done.last())
        core.links.set(listOf(invite("box-9", false, InviteStage.Done, "Ada", device = true)))
        advanceUntilIdle()
        guest(third).on(GuestEvent.Done)
        advanceUntilIdle()
        assertEquals(Route.Today, (third.state.value as AppState.Inside).route)
        assertEquals(setOf("way"), third.save().keys)
    }

    @Test
    fun aGuestWhoseLinkCameToNothingAnswersAnother() = test { scope ->
        opener.there = true
        core.links.value = listOf(invite("box-9", false, InviteStage.Waiting, device = true))
        val app = app(scope)
        core.links.set(listOf(invite("box-9", false, InviteStage.Failed("expired"), device = true)))
        advanceUntilIdle()
        assertTrue(guest(app).state.value.invite?.stage is InviteStage.Failed)
        guest(app).on(GuestEvent.Again)
        app.on(AppEvent.Link("rapport:other"))
        advanceUntilIdle()
        assertEquals(GuestState("A phone", "rapport:other", null, true), guest(app).state.value)
        guest(app).on(GuestEvent.Take())
        advanceUntilIdle()
        assertEquals("join rapport:other false", core.done.last())
    }

    @Test
    fun aLinkThatEndedBeforeItWasSeenIsToldAndPutAside() = test { scope ->
        opener.ends = InviteStage.Failed("other-purpose")
        val app = app(scope)
        (app.state.value as AppState.Welcome).presenter.on(WelcomeEvent.Guest)
        advanceUntilIdle()
        guest(app).on(GuestEvent.Link("rapport:pair"))
        guest(app).on(GuestEvent.Take())
        advanceUntilIdle()
        assertEquals(BoxKey("box-9") to opener.ends, guest(app).state.value.invite?.let { it.id to it.stage })

        // The process may have ended before anything of it was kept; of several the last one counts.
        core.links.set(listOf(invite("box-8", false, InviteStage.Failed("expired"), device = true)) + core.links.value)
        val bare = app(scope)
        assertEquals(BoxKey("box-9"), guest(bare).state.value.invite?.id)
        guest(bare).on(GuestEvent.Again)
        core.links.set(core.links.value.toList())
        advanceUntilIdle()
        assertNull(guest(bare).state.value.invite)

        // What was put aside stays so, and one that comes after it is told again.
        val third = app(scope, bare.save())
        assertNull(guest(third).state.value.invite)
        core.links.set(core.links.value + invite("box-10", false, InviteStage.Failed("taken"), device = true))
        advanceUntilIdle()
        assertEquals(BoxKey("box-10"), guest(third).state.value.invite?.id)
        core.links.set(core.links.value + invite("box-11", false, InviteStage.Done, "Ada", device = true))
        guest(third).on(GuestEvent.Done)
        advanceUntilIdle()
        assertEquals(setOf("way"), third.save().keys)
    }

    @Test
    fun aLinkFromOutsideIsTakenWhereThePersonIs() = test { scope ->
        // Before anything was opened it waits, and a guest takes it.
        opener.there = true
        val early = AppPresenter(Door(opener, StandardTestDispatcher(testScheduler)), scope)
        early.on(AppEvent.Link("rapport:early"))
        advanceUntilIdle()
        assertEquals("rapport:early", guest(early).state.value.link)

        opener.there = false
        val app = app(scope)
        app.on(AppEvent.Link("rapport:abc"))
        (app.state.value as AppState.Welcome).presenter.on(WelcomeEvent.Guest)
        advanceUntilIdle()
        assertEquals("rapport:abc", guest(app).state.value.link)
        app.on(AppEvent.Back)
        advanceUntilIdle()
        assertTrue((app.state.value as AppState.Welcome).presenter.state.value.invited)
    }

    @Test
    fun namesAndRemovalsAreAskedForAndOutliveTheirProcess() = test { scope ->
        val tablet = DeviceRow(DeviceKey("device-2"), "Tablet", false, true)
        val devices = DevicesPresenter(core.open, drafts, navigator, scope)
        devices.on(DevicesEvent.Rename(tablet))
        devices.on(DevicesEvent.Name("Kitchen\ntablet"))
        val again = DevicesPresenter(core.open, Drafts(drafts.all()), navigator, scope)
        assertEquals(DevicesState.Asked.Rename(tablet.id, "Kitchen\ntablet"), again.state.value.asked)
        devices.on(DevicesEvent.Name("Kitchen tablet"))
        core.failing = Failure.StorageReadOnly()
        devices.on(DevicesEvent.AnswerDone)
        advanceUntilIdle()
        assertEquals(DevicesState.Asked.Rename(tablet.id, "Kitchen tablet"), devices.state.value.asked)
        core.failing = null
        devices.on(DevicesEvent.AnswerDone)
        advanceUntilIdle()
        devices.on(DevicesEvent.Remove(tablet))
        assertEquals(DevicesState.Asked.Remove(tablet.id), DevicesPresenter(core.open, Drafts(drafts.all()), navigator, scope).state.value.asked)
        assertTrue(devices.back())
        assertNull(devices.state.value.asked)
        devices.on(DevicesEvent.Remove(tablet))
        devices.on(DevicesEvent.AnswerDone)
        advanceUntilIdle()
        assertEquals(listOf("rename device-2 Kitchen tablet", "remove device-2"), core.done)
        assertNull(devices.state.value.asked)
        devices.on(DevicesEvent.Link)
        assertEquals(Route.Link, navigator.here)
    }
}
