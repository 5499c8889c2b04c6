package org.rapport.presentation

import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.ExperimentalCoroutinesApi
import kotlinx.coroutines.test.StandardTestDispatcher
import kotlinx.coroutines.test.TestScope
import kotlinx.coroutines.test.advanceUntilIdle
import org.junit.Assert.assertEquals
import org.junit.Assert.assertFalse
import org.junit.Assert.assertNull
import org.junit.Assert.assertTrue
import org.junit.Test
import org.rapport.bridge.Door
import org.rapport.bridge.OpenCore
import org.rapport.bridge.Opener
import org.rapport.core.*

/** Coming back with the 24 words, and the words once more on a device of their person. */
@OptIn(ExperimentalCoroutinesApi::class)
class RecoverTest {
    private val core = FakeCore()

    private inner class Phone(var there: Boolean = false) : Opener {
        private val nobodys get() = core.open.run {
            OpenCore(rapport, goals, meetings, notes, people, sync, devices, checkins, reminders, availability, guest = true, recovering = core.safety.value.recovery != null)
        }

        override suspend fun open() = if (there) nobodys else throw Failure.NotFound("profile")
        override suspend fun create(name: String) = core.open
        override suspend fun createGuest(name: String, link: String, plainHttp: Boolean) = nobodys
        override suspend fun createRecovering(name: String, words: String, relay: String, plainHttp: Boolean): OpenCore {
            if (relay.startsWith("plain") && !plainHttp) throw Failure.Invalid(Field.RELAY, Problem.NotEncrypted("http://10.0.0.2"))
            core.did("recovering $name $words $relay $plainHttp")
            core.safety.set(SafetyView(emptyList(), true, true, null, looking))
            there = true
            return nobodys
        }
    }

    private val looking = RecoveryView("https://relay.example", RecoveryStage.LOOKING)
    private val phone = Phone()

    private fun TestScope.app(scope: CoroutineScope, kept: Map<String, String> = emptyMap()) =
        AppPresenter(Door(phone, StandardTestDispatcher(testScheduler)), scope, kept, "A phone").also { advanceUntilIdle() }

    private fun recover(app: AppPresenter) = (app.state.value as AppState.Recover).presenter

    @Test
    fun wordsAreEnteredFollowedAndForgotten() = test { scope ->
        val first = app(scope)
        (first.state.value as AppState.Welcome).presenter.on(WelcomeEvent.Recover)
        advanceUntilIdle()
        assertTrue(first.state.value.canGoBack)
        recover(first).on(RecoverEvent.Words("abandon art"))
        recover(first).on(RecoverEvent.Relay(" plain:relay "))
        recover(first).on(RecoverEvent.Go())
        advanceUntilIdle()
        assertEquals("plain", recover(first).state.value.asksPlain?.let { "plain" })
        assertFalse("words in what outlives the process", first.save().values.any { "abandon" in it })

        // Killed and begun again, the words are typed once more, and nothing else.
        val second = app(scope, first.save())
        assertEquals(RecoverState("A phone", "", " plain:relay ", "http://10.0.0.2", false), recover(second).state.value)
        assertFalse(recover(second).state.value.ready)
        recover(second).on(RecoverEvent.Words("abandon art"))
        recover(second).on(RecoverEvent.Go(plainHttp = true))
        advanceUntilIdle()
        assertEquals("recovering A phone abandon art plain:relay true", core.done.last { it.startsWith("recovering") })
        assertEquals(looking to "", recover(second).state.value.run { recovery to words })
        assertFalse(second.state.value.canGoBack)

        // Begun again with nothing kept: it stands in the core.
        val third = app(scope)
        assertEquals(looking, recover(third).state.value.recovery)
        core.safety.set(SafetyView(emptyList(), false, true, "https://relay.example", null))
        advanceUntilIdle()
        assertEquals(Route.Today, (third.state.value as AppState.Inside).route)
        assertEquals(setOf("way"), third.save().keys)
    }

    @Test
    fun wordsThatLeadNowhereMakePlaceForOthersOrForALink() = test { scope ->
        phone.there = true
        core.safety.set(SafetyView(emptyList(), true, true, null, looking.copy(stage = RecoveryStage.NOT_THERE)))
        val app = app(scope)
        assertEquals(RecoveryStage.NOT_THERE, recover(app).state.value.recovery?.stage)
        recover(app).on(RecoverEvent.Other)
        advanceUntilIdle()
        assertEquals("stop recovery", core.done.last())
        assertNull(recover(app).state.value.recovery)
        recover(app).on(RecoverEvent.Words("abandon zoo"))
        recover(app).on(RecoverEvent.Relay("https://other.example"))
        recover(app).on(RecoverEvent.Go())
        advanceUntilIdle()
        assertEquals("recover abandon zoo https://other.example false", core.done.last())
        recover(app).on(RecoverEvent.Link)
        advanceUntilIdle()
        val guest = (app.state.value as AppState.Guest).presenter
        guest.on(GuestEvent.Recover)
        advanceUntilIdle()
        assertTrue(recover(app).state.value.waits)
    }

    @Test
    fun theWayBackLeadsToTheNameWhileNothingWasMade() = test { scope ->
        val app = app(scope)
        (app.state.value as AppState.Welcome).presenter.on(WelcomeEvent.Recover)
        advanceUntilIdle()
        app.on(AppEvent.Back)
        advanceUntilIdle()
        assertTrue(app.state.value is AppState.Welcome)
    }

    @Test
    fun wordsAreEnteredOnceMoreOnADeviceOfTheirPerson() = test { scope ->
        val drafts = Drafts()
        val devices = DevicesPresenter(core.open, drafts, Navigator(listOf(Route.Today, Route.Devices)), scope)
        devices.on(DevicesEvent.EnterWords)
        devices.on(DevicesEvent.Words("abandon art"))
        assertTrue(devices.back())
        assertNull(devices.state.value.entering)
        devices.on(DevicesEvent.EnterWords)
        devices.on(DevicesEvent.Words("abandon zoo"))
        assertFalse(drafts.all().values.any { "abandon" in it })
        devices.on(DevicesEvent.WordsEntered)
        advanceUntilIdle()
        assertEquals("enter abandon zoo", core.done.last())
        assertNull(devices.state.value.entering)
    }
}
