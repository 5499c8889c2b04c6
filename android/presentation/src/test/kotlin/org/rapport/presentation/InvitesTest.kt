package org.rapport.presentation

import kotlinx.coroutines.ExperimentalCoroutinesApi
import kotlinx.coroutines.cancel
import kotlinx.coroutines.test.advanceUntilIdle
import kotlinx.coroutines.test.runCurrent
import org.junit.Assert.assertEquals
import org.junit.Assert.assertNull
import org.junit.Assert.assertTrue
import org.junit.Test
import org.rapport.core.*
import org.rapport.id.*

/** Giving and taking invites, over fakes of the generated interfaces, on virtual time. */
@OptIn(ExperimentalCoroutinesApi::class)
class InvitesTest {
    private val core = FakeCore()
    private val navigator = Navigator()
    private val drafts = Drafts()

    @Test
    fun invitingAsksForARelayFirst() = test { scope ->
        val invite = InvitePresenter(core.open, drafts, navigator, scope)
        invite.on(InviteEvent.As(Seat.MENTOR))
        advanceUntilIdle()
        assertTrue(invite.state.value.wantsRelay)
        invite.on(InviteEvent.Relay(" https://relay.example "))
        invite.on(InviteEvent.AgreeToRelay())
        advanceUntilIdle()
        assertEquals(listOf("agree https://relay.example false", "invite MENTOR"), core.done)
        assertEquals("rapport:box-1", invite.state.value.link)
        core.invites.set(listOf(invite("box-1", true, InviteStage.Compare("sun moon"), "Bea")))
        advanceUntilIdle()
        invite.on(InviteEvent.Same)
        advanceUntilIdle()
        assertEquals("confirm box-1", core.done.last())
    }

    @Test
    fun aRelayToWhichNothingIsEncryptedIsWantedByName() = test { scope ->
        val invite = InvitePresenter(core.open, drafts, navigator, scope)
        invite.on(InviteEvent.As(Seat.MENTOR))
        advanceUntilIdle()
        invite.on(InviteEvent.Relay("plain"))
        invite.on(InviteEvent.AgreeToRelay())
        advanceUntilIdle()
        assertEquals("http://10.0.0.2", invite.state.value.asksPlain)
        assertNull("it is a question, and no failure", invite.failure.value)
        invite.on(InviteEvent.PlainNot)
        assertNull(invite.state.value.asksPlain)
        assertTrue(invite.state.value.wantsRelay)
        assertEquals(emptyList<String>(), core.done)
        invite.on(InviteEvent.AgreeToRelay(plainHttp = true))
        advanceUntilIdle()
        assertEquals(listOf("agree plain true", "invite MENTOR"), core.done)
        val devices = DevicesPresenter(core.open, drafts, navigator, scope)
        devices.on(DevicesEvent.Relay("plain"))
        devices.on(DevicesEvent.AgreeToRelay())
        advanceUntilIdle()
        assertEquals("http://10.0.0.2" to "plain", devices.state.value.asksPlain to devices.state.value.relay)
        devices.on(DevicesEvent.AgreeToRelay(plainHttp = true))
        advanceUntilIdle()
        assertEquals(null to "", devices.state.value.asksPlain to devices.state.value.relay)
    }

    @Test
    fun joiningGoesOnWhereItStood() = test { scope ->
        val join = JoinPresenter(core.open, drafts, navigator, scope)
        join.on(JoinEvent.Link("rapport:abc"))
        join.on(JoinEvent.Take())
        advanceUntilIdle()
        assertEquals(listOf("join rapport:abc false"), core.done)
        val again = JoinPresenter(core.open, Drafts(drafts.all()), navigator, scope)
        advanceUntilIdle()
        assertEquals(BoxKey("box-2"), again.state.value.invite?.id)
        core.invites.set(listOf(invite("box-2", false, InviteStage.Compare("sun moon"), "Ada")))
        advanceUntilIdle()
        again.on(JoinEvent.Differs)
        advanceUntilIdle()
        assertEquals("cancel box-2", core.done.last())
    }

    @Test
    fun whatBecameOfAnInviteWhileTheProcessWasDeadIsTold() = test { scope ->
        for (given in listOf(true, false)) {
            val open = invite("box-5", given, InviteStage.Waiting)
            core.invites.set(listOf(open))
            // It was found, neither made nor taken here.
            fun seen(drafts: Drafts) = if (given) InvitePresenter(core.open, drafts, navigator, scope).state else JoinPresenter(core.open, drafts, navigator, scope).state
            fun invite(state: Any) = if (state is InviteState) state.invite else (state as JoinState).invite
            val drafts = Drafts()
            val first = seen(drafts)
            advanceUntilIdle()
            assertEquals(open, invite(first.value))
            val kept = Drafts(drafts.all())
            core.invites.set(listOf(open.copy(stage = InviteStage.Failed("expired"))))
            val again = seen(kept)
            advanceUntilIdle()
            assertEquals(InviteStage.Failed("expired"), invite(again.value)?.stage)
        }
    }

    @Test
    fun whatIsNoInviteIsSaidSo() = test { scope ->
        core.failing = Failure.Invalid(Field.INVITE, Problem.NotAnInvite)
        val join = JoinPresenter(core.open, drafts, navigator, scope)
        join.on(JoinEvent.Link("https://example.com"))
        join.on(JoinEvent.Take())
        runCurrent()
        assertTrue(join.failure.value is Failure.Invalid)
        assertEquals("https://example.com", join.state.value.link)
    }
}
