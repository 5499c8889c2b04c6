package org.rapport.presentation

import java.lang.reflect.Proxy
import java.time.Instant
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.ExperimentalCoroutinesApi
import kotlinx.coroutines.cancel
import kotlinx.coroutines.test.StandardTestDispatcher
import kotlinx.coroutines.test.advanceUntilIdle
import kotlinx.coroutines.test.runTest
import org.junit.Assert.assertEquals
import org.junit.Assert.assertTrue
import org.junit.Test
import org.rapport.bridge.Door
import org.rapport.bridge.OpenCore
import org.rapport.bridge.Opener
import org.rapport.core.*
import org.rapport.id.*

/** What a screen opens in the core is given back when it ends: the core keeps it, and its memory, for as long. */
@OptIn(ExperimentalCoroutinesApi::class)
class ClosingTest {
    private val note = NoteView(
        NoteRow(NoteKey("note-1"), SpaceKey("space-1"), false, "Monday", "", null, 1u, Instant.EPOCH),
        listOf(SectionView(SectionKey("section-1"), "", null, NoteText("", Line(LineKind.PARAGRAPH, false), emptyList(), emptyList()))),
        false,
    )

    /** By what it watches, or `editor`, as often as it is open. */
    private val open = mutableListOf<String>()

    private fun opened(what: String) = object : Subscription(NoHandle) {
        init {
            open += what
        }

        override fun cancel() = Unit
        override fun close() = assertTrue("$what is closed once", open.remove(what))
    }

    private inner class Editor : NoteEditor(NoHandle) {
        init {
            open += "editor"
        }

        override fun whole() = note.sections.single().text
        override fun carets() = emptyList<DeviceCaret>()
        override fun exchange(edits: List<Edit>) = emptyList<Change>()
        override fun setCaret(caret: OwnCaret?) = Unit
        override suspend fun watch(observer: NoteEditorObserver) = opened("waits")
        override suspend fun watchPresent(observer: PresentObserver) = opened("others")
        override suspend fun finish() = Unit
        override fun close() = assertTrue("the editor is closed once", open.remove("editor"))
    }

    /** An area of the core of which only this is asked: to be watched, and to open the note. */
    private inline fun <reified T : Any> area(): T = Proxy.newProxyInstance(T::class.java.classLoader, arrayOf(T::class.java)) { _, method, given ->
        when {
            method.name.startsWith("watch") -> {
                given.firstNotNullOfOrNull { it as? NoteObserver }?.onNote(note)
                opened("${T::class.java.simpleName}.${method.name}")
            }
            method.name.startsWith("open") -> Editor()
            else -> throw Failure.NotFound(method.name)
        }
    } as T

    private val core = OpenCore(area<RapportInterface>(), area<GoalsInterface>(), area<MeetingsInterface>(), area<NotesInterface>(), area<PeopleInterface>(), area<SyncInterface>(), area<DevicesInterface>(), area<CheckInsInterface>(), area<RemindersInterface>(), area<AvailabilityInterface>())
    private val opener = object : Opener {
        override suspend fun open() = core
        override suspend fun create(name: String) = core
        override suspend fun createGuest(name: String, link: String, plainHttp: Boolean) = core
        override suspend fun createRecovering(name: String, words: String, relay: String, plainHttp: Boolean) = core
    }

    @Test
    fun everyPlaceGivesBackWhatItOpened() = runTest {
        val screen = StandardTestDispatcher(testScheduler)
        val scope = CoroutineScope(screen)
        val app = AppPresenter(Door(opener, screen), scope)
        advanceUntilIdle()
        val today = open.sorted()
        val places = Route.tabs - Route.Today + listOf(
            Route.Devices, Route.Join, Route.Invite, Route.Search, Route.Goal(GoalKey("goal-1")), Route.Meeting(MeetingKey("meeting-1")), Route.Note(NoteKey("note-1")),
            Route.Series(SeriesKey("series-1")), Route.Plan(), Route.Plan(SeriesKey("series-1")), Route.Brief(MeetingKey("meeting-1")), Route.Free, Route.Slots(SpaceKey("space-1")),
        )
        for (place in places) repeat(2) {
            app.on(AppEvent.Go(place))
            advanceUntilIdle()
            // What is looked for is asked, not watched.
            if (place != Route.Search) assertTrue("$place opens something", open.size > today.size)
            if (place is Route.Note) assertTrue("editor" in open)
            app.on(AppEvent.Go(Route.Today))
            advanceUntilIdle()
            assertEquals("$place", today, open.sorted())
        }
        scope.cancel()
        advanceUntilIdle()
        assertEquals(emptyList<String>(), open)
    }
}
