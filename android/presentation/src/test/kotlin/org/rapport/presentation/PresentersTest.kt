package org.rapport.presentation

import java.time.Instant
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.ExperimentalCoroutinesApi
import kotlinx.coroutines.test.StandardTestDispatcher
import kotlinx.coroutines.test.advanceUntilIdle
import kotlinx.coroutines.test.runCurrent
import org.junit.Assert.assertEquals
import org.junit.Assert.assertNull
import org.junit.Assert.assertTrue
import org.junit.Test
import org.rapport.bridge.Door
import org.rapport.bridge.OpenCore
import org.rapport.bridge.Opener
import org.rapport.core.*
import org.rapport.id.*

/** Presenters over fakes of the generated interfaces, on virtual time. */
@OptIn(ExperimentalCoroutinesApi::class)
class PresentersTest {
    private val core = FakeCore()
    private val navigator = Navigator()
    private val drafts = Drafts()

    @Test
    fun todayTicksWhereTheStepBelongs() = test { scope ->
        val today = TodayPresenter(core.open, navigator, scope)
        assertEquals(Loaded.Waiting, today.state.value.home)
        runCurrent()
        assertEquals("Ada", today.state.value.home.here?.name)
        today.on(TodayEvent.Tick(todayStep(goal = GoalKey("goal-1"))))
        runCurrent()
        today.on(TodayEvent.Tick(todayStep(meeting = MeetingKey("meeting-1"))))
        runCurrent()
        assertEquals(listOf("tick goal-1 step-1 true", "tickAction meeting-1 step-1 true"), core.done)
        today.on(TodayEvent.Open(todayStep(goal = GoalKey("goal-1"))))
        assertEquals(Route.Goal(GoalKey("goal-1")), navigator.here)
        today.on(TodayEvent.Open(todayStep(meeting = MeetingKey("meeting-1"))))
        assertEquals(Route.Meeting(MeetingKey("meeting-1")), navigator.here)
    }

    @Test
    fun whatFailsIsSaidAndCanBeTriedAgain() = test { scope ->
        core.failing = Failure.StorageReadOnly()
        val today = TodayPresenter(core.open, navigator, scope)
        runCurrent()
        assertTrue((today.state.value.home as Loaded.Failed).why is Failure.StorageReadOnly)
        today.on(TodayEvent.Tick(todayStep(goal = GoalKey("goal-1"))))
        runCurrent()
        assertTrue(today.failure.value is Failure.StorageReadOnly)
        today.dismiss()
        assertNull(today.failure.value)
        core.failing = null
        today.on(TodayEvent.Retry)
        runCurrent()
        assertEquals("Ada", today.state.value.home.here?.name)
    }

    @Test
    fun whatEndsWatchesNoMore() = test { _ ->
        val own = CoroutineScope(StandardTestDispatcher(testScheduler))
        val today = TodayPresenter(core.open, navigator, own)
        runCurrent()
        assertEquals(1 to 1, core.home.count to core.pairs.count)
        today.end()
        runCurrent()
        assertEquals(0 to 0, core.home.count to core.pairs.count)
    }

    @Test
    fun nothingIsDoneTwiceAtOnce() = test { scope ->
        val goals = GoalsPresenter(core.open, drafts, navigator, scope)
        goals.on(GoalsEvent.New)
        goals.on(GoalsEvent.Title("Listen"))
        goals.on(GoalsEvent.Write)
        goals.on(GoalsEvent.Write)
        runCurrent()
        assertEquals(1, core.done.size)
        assertEquals(Route.Goal(GoalKey("goal-1")), navigator.here)
        assertNull(goals.state.value.draft)
        assertTrue(drafts.all().isEmpty())
    }

    @Test
    fun aDraftOutlivesItsProcess() = test { scope ->
        core.pairs.set(listOf(bea))
        val goals = GoalsPresenter(core.open, drafts, navigator, scope)
        runCurrent()
        goals.on(GoalsEvent.New)
        goals.on(GoalsEvent.Title("Listen"))
        goals.on(GoalsEvent.For(bea))
        val kept = drafts.all()
        val again = GoalsPresenter(core.open, Drafts(kept), navigator, scope)
        assertEquals("Listen", again.state.value.draft?.title)
        runCurrent()
        assertEquals(bea, again.state.value.draft?.pair)
    }

    @Test
    fun goingBackClosesAFormAndKeepsWhatWasTyped() = test { scope ->
        val goals = GoalsPresenter(core.open, drafts, navigator, scope)
        goals.on(GoalsEvent.New)
        goals.on(GoalsEvent.Title("Listen"))
        assertTrue(goals.back())
        assertNull(goals.state.value.draft)
        assertEquals("the screen itself is not closed by it", false, goals.back())
        goals.on(GoalsEvent.New)
        assertEquals("Listen", goals.state.value.draft?.title)
    }

    @Test
    fun aMeetingIsProposedInWallTime() = test { scope ->
        core.pairs.set(listOf(bea))
        val meetings = MeetingsPresenter(core.open, drafts, navigator, scope) { "Europe/Zurich" }
        runCurrent()
        meetings.on(MeetingsEvent.New)
        val draft = checkNotNull(meetings.state.value.draft)
        assertEquals(day to bea, draft.day to draft.pair)
        meetings.on(MeetingsEvent.Write(draft.copy(time = "17:30", minutes = "45")))
        meetings.on(MeetingsEvent.Propose)
        runCurrent()
        assertEquals(listOf("propose 2026-01-05T17:30[Europe/Zurich] 45 space-1"), core.done)
        assertEquals(Route.Meeting(MeetingKey("meeting-1")), navigator.here)
    }

    private class OneOpener(var core: OpenCore?) : Opener {
        var named: String? = null
        override suspend fun open() = core ?: throw Failure.NotFound("profile")
        override suspend fun create(name: String): OpenCore {
            named = name
            return checkNotNull(core)
        }

        override suspend fun createGuest(name: String, link: String, plainHttp: Boolean) = create(name)
        override suspend fun createRecovering(name: String, words: String, relay: String, plainHttp: Boolean) = create(name)
    }

    @Test
    fun theAppGoesFromWelcomeToTodayAndComesBackWhereItWas() = test { scope ->
        val opener = OneOpener(null)
        val context = StandardTestDispatcher(testScheduler)
        val app = AppPresenter(Door(opener, context), scope)
        runCurrent()
        val welcome = (app.state.value as AppState.Welcome).presenter
        welcome.on(WelcomeEvent.Name("Ada"))
        opener.core = core.open
        welcome.on(WelcomeEvent.StartWithInvite)
        runCurrent()
        assertEquals("Ada", opener.named)
        assertEquals(Route.Join, (app.state.value as AppState.Inside).route)
        app.on(AppEvent.Back)
        app.on(AppEvent.Go(Route.Goals))
        runCurrent()
        val goals = (app.state.value as AppState.Inside).screen as Screen.Goals
        goals.presenter.on(GoalsEvent.New)
        goals.presenter.on(GoalsEvent.Title("Listen"))
        app.on(AppEvent.InFront(true))
        runCurrent()
        assertTrue("start" in core.done)

        val again = AppPresenter(Door(opener, context), scope, app.save())
        runCurrent()
        val inside = again.state.value as AppState.Inside
        assertEquals(Route.Goals, inside.route)
        assertEquals("Listen", (inside.screen as Screen.Goals).presenter.state.value.draft?.title)
        again.on(AppEvent.Link("rapport:from-outside"))
        runCurrent()
        val join = (again.state.value as AppState.Inside).screen as Screen.Join
        assertEquals("rapport:from-outside", join.presenter.state.value.link)
    }

    @Test
    fun anInviteThatCameBeforeTheNameIsGoneOnWith() = test { scope ->
        val opener = OneOpener(null)
        val context = StandardTestDispatcher(testScheduler)
        val first = AppPresenter(Door(opener, context), scope)
        runCurrent()
        assertEquals(false, (first.state.value as AppState.Welcome).presenter.state.value.invited)
        first.on(AppEvent.Link("rapport:from-outside"))
        assertEquals(true, (first.state.value as AppState.Welcome).presenter.state.value.invited)

        // The process may be killed before the person has typed a name.
        val app = AppPresenter(Door(opener, context), scope, first.save())
        runCurrent()
        val welcome = (app.state.value as AppState.Welcome).presenter
        assertEquals(true, welcome.state.value.invited)
        welcome.on(WelcomeEvent.Name("Ada"))
        opener.core = core.open
        welcome.on(WelcomeEvent.Start)
        runCurrent()
        val join = (app.state.value as AppState.Inside).screen as Screen.Join
        assertEquals("rapport:from-outside", join.presenter.state.value.link)
        app.on(AppEvent.Back)
        runCurrent()
        assertEquals(Route.Today, (app.state.value as AppState.Inside).route)
    }

    @Test
    fun whatCannotBeOpenedIsSaidAndTriedAgain() = test { scope ->
        val opener = object : Opener {
            var why: Failure? = Failure.KeyLost()
            override suspend fun open() = why?.let { throw it } ?: core.open
            override suspend fun create(name: String) = core.open
            override suspend fun createGuest(name: String, link: String, plainHttp: Boolean) = core.open
            override suspend fun createRecovering(name: String, words: String, relay: String, plainHttp: Boolean) = core.open
        }
        val app = AppPresenter(Door(opener, StandardTestDispatcher(testScheduler)), scope)
        runCurrent()
        assertTrue((app.state.value as AppState.Shut).failure is Failure.KeyLost)
        opener.why = null
        app.on(AppEvent.TryAgain)
        runCurrent()
        assertTrue(app.state.value is AppState.Inside)
    }

    @Test
    fun onlyALostKeyIsStartedAnewFrom() = test { scope ->
        val opener = object : Opener {
            var why: Failure? = Failure.Locked()
            var refuses: Failure? = null
            var aside = 0
            override suspend fun open() = why?.let { throw it } ?: core.open
            override suspend fun create(name: String) = core.open
            override suspend fun createGuest(name: String, link: String, plainHttp: Boolean) = core.open
            override suspend fun createRecovering(name: String, words: String, relay: String, plainHttp: Boolean) = core.open
            override suspend fun setAside() {
                refuses?.let { throw it }
                aside++
                why = Failure.NotFound("profile")
            }
        }
        val app = AppPresenter(Door(opener, StandardTestDispatcher(testScheduler)), scope, mapOf("way" to "today\npeople"))
        runCurrent()
        app.on(AppEvent.StartAnew)
        runCurrent()
        assertTrue((app.state.value as AppState.Shut).failure is Failure.Locked)
        opener.why = Failure.KeyLost()
        opener.refuses = Failure.StorageReadOnly()
        app.on(AppEvent.TryAgain)
        runCurrent()
        app.on(AppEvent.StartAnew)
        runCurrent()
        assertTrue((app.state.value as AppState.Shut).failure is Failure.StorageReadOnly)
        assertEquals(0, opener.aside)
        opener.refuses = null
        app.on(AppEvent.TryAgain)
        runCurrent()
        app.on(AppEvent.StartAnew)
        runCurrent()
        assertTrue(app.state.value is AppState.Welcome)
        assertEquals(1, opener.aside)
    }

    @Test
    fun whatIsAskedOfPeopleOutlivesItsProcess() = test { scope ->
        core.pairs.set(listOf(bea))
        val people = PeoplePresenter(core.open, drafts, navigator, scope)
        runCurrent()
        people.on(PeopleEvent.Name("Adel"))
        people.on(PeopleEvent.End(bea))
        people.on(PeopleEvent.Why(EndReason.COMPLETED))
        val again = PeoplePresenter(core.open, Drafts(drafts.all()), navigator, scope)
        assertEquals("Adel", again.state.value.newName)
        assertEquals(PeopleState.Ending(bea.id, EndReason.COMPLETED), again.state.value.ending)
        again.on(PeopleEvent.EndDone)
        runCurrent()
        assertEquals(listOf("turn pairing-1 ${PairingTurn.Close(EndReason.COMPLETED)}"), core.done)
        assertNull(again.state.value.ending)
        people.on(PeopleEvent.Name(null))
        people.on(PeopleEvent.End(null))
        assertTrue(drafts.all().isEmpty())
    }

    @Test
    fun aNoteThatHasNoNameYetOutlivesItsProcess() = test { scope ->
        core.pairs.set(listOf(bea))
        val notes = NotesPresenter(core.open, drafts, navigator, scope)
        runCurrent()
        notes.on(NotesEvent.New)
        assertEquals("also while nothing is typed", "", NotesPresenter(core.open, Drafts(drafts.all()), navigator, scope).state.value.draft?.title)
        notes.on(NotesEvent.Title("Monday"))
        notes.on(NotesEvent.For(bea))
        val again = NotesPresenter(core.open, Drafts(drafts.all()), navigator, scope)
        runCurrent()
        assertEquals(NotesState.Draft("Monday", bea), again.state.value.draft)
        assertTrue(again.back())
        assertNull(again.state.value.draft)
        again.on(NotesEvent.New)
        assertEquals("Monday", again.state.value.draft?.title)
        again.on(NotesEvent.For(bea))
        again.on(NotesEvent.Write)
        runCurrent()
        assertEquals(listOf("note Monday ${Place.In(bea.space)}"), core.done)
        assertEquals(Route.Note(NoteKey("note-1")), navigator.here)
    }

    @Test
    fun whatWasMendedWithALossIsToldUntilItWasSeen() = test { scope ->
        val line = SyncPresenter(core.open, navigator, scope)
        val devices = DevicesPresenter(core.open, drafts, navigator, scope)
        advanceUntilIdle()
        assertEquals(false, line.state.value.lost)
        val loss = LossRow(LateKind.NOTE, "Monday", 2u, false, Instant.EPOCH)
        core.syncView.set(core.syncView.value.copy(losses = listOf(loss)))
        advanceUntilIdle()
        assertEquals(true, line.state.value.lost)
        assertEquals(listOf(loss), devices.state.value.sync.here?.losses)
        devices.on(DevicesEvent.LossesSeen)
        advanceUntilIdle()
        assertEquals(listOf("lossesSeen"), core.done)
        assertEquals(false, line.state.value.lost)
    }

    @Test
    fun routesAreReadAsTheyWereWritten() {
        val all = Route.tabs + listOf(Route.Devices, Route.Join, Route.Invite, Route.Link, Route.Goal(GoalKey("g")), Route.Meeting(MeetingKey("m")), Route.Note(NoteKey("n")))
        for (route in all) assertEquals(route, Route.read(Route.write(route)))
        assertNull(Route.read("from a newer version"))
        assertEquals(listOf(Route.Today), Navigator.restore("nonsense 1\n").way.value)
    }
}
