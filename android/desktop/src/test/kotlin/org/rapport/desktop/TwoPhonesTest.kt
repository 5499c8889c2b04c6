package org.rapport.desktop

import java.io.File
import java.nio.file.Files
import java.util.concurrent.Executors
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.SupervisorJob
import kotlinx.coroutines.asCoroutineDispatcher
import kotlinx.coroutines.cancel
import kotlinx.coroutines.flow.StateFlow
import kotlinx.coroutines.flow.first
import kotlinx.coroutines.runBlocking
import kotlinx.coroutines.withContext
import kotlinx.coroutines.withTimeout
import org.junit.After
import org.junit.Assert.assertEquals
import org.junit.Assert.assertTrue
import org.junit.Assume.assumeTrue
import org.junit.Before
import org.junit.Test
import org.rapport.bridge.Door
import org.rapport.bridge.JavaZones
import org.rapport.bridge.coreOpener
import org.rapport.core.Config
import org.rapport.core.GoalFilter
import org.rapport.core.InviteStage
import org.rapport.core.NewGoal
import org.rapport.core.Place
import org.rapport.core.Platform
import org.rapport.core.Seat
import org.rapport.core.StepState
import org.rapport.presentation.*

/** Two phones on a desk, as their presenters drive them, over a real relay: an invite, the short code, a shared goal. */
class TwoPhonesTest {
    private val program = File(System.getProperty("jna.library.path").orEmpty(), "rapport-relay")
    private val folder = Files.createTempDirectory("rapport").toFile()
    private val screen = Executors.newSingleThreadExecutor().asCoroutineDispatcher()
    private val scope = CoroutineScope(screen + SupervisorJob())
    private lateinit var relay: Relay
    private val phones = mutableListOf<Door>()

    @Before
    fun serve() {
        assumeTrue("no rapport-relay beside the library", program.canExecute())
        relay = Relay(program, File(folder, "relay"))
    }

    @After
    fun end() {
        scope.cancel()
        runBlocking { for (door in phones) door.shutdown() }
        if (::relay.isInitialized) relay.close()
        screen.close()
        folder.deleteRecursively()
    }

    private suspend fun <T> StateFlow<T>.until(wanted: (T) -> Boolean): T = withTimeout(30_000) { first { wanted(it) } }

    /** The desk with a life on it, in the folder that is given: opened twice, it is the same. */
    @Test
    fun aDeskThatIsLivedInHasAPairWithALifeOnBothPhones() = runBlocking {
        val zone = java.time.ZoneId.of("Europe/Zurich")
        suspend fun desk(at: String): List<Door> {
            val clocks = List(2) { LivedClock() }
            val doors = listOf("left", "right").mapIndexed { one, name ->
                Door(coreOpener(Config(File(folder, name).path, zone.id)) { Platform(FileKey(File(folder, "$name.key")), JavaZones(), clocks[one]) })
            }
            LivedIn(doors[0], doors[1], at, clocks, zone).live()
            assertEquals(listOf(0L, 0L), clocks.map { it.daysAgo })
            return doors
        }
        val doors = desk(relay.link)
        phones += doors
        val (ada, bea) = doors.map { checkNotNull(it.core) }
        for ((core, name) in listOf(ada to "Bea", bea to "Ada")) {
            assertEquals(name, core.people.pairings().single().partnerName)
            assertEquals(listOf("First steps"), core.meetings.past().map { it.title })
            assertEquals(2, core.meetings.coming().size)
            val goal = core.goals.view(core.goals.rows(GoalFilter()).first { it.title == "Find work that fits" }.id)
            assertEquals(4 to 2, goal.steps.size to goal.steps.count { it.state == StepState.DONE })
            assertEquals(1, goal.comments.size)
            val text = core.notes.rows().single().let { core.notes.view(it.id).sections.single().text.text }
            assertTrue(text, "one sentence" in text && "a pause" in text)
            assertEquals(0u, core.sync.line().waiting)
        }
        assertEquals(listOf("Find work that fits", "Sleep before midnight"), ada.goals.rows(GoalFilter()).map { it.title }.sorted())

        // The windows find it, and a second start leaves it as it is.
        val window = CoroutineScope(screen + SupervisorJob())
        withContext(screen) { AppPresenter(doors[0], window).state.until { it is AppState.Inside } }
        window.cancel()
        for (door in doors) door.shutdown()
        val again = desk(relay.link)
        phones += again
        assertEquals(1, checkNotNull(again[0].core).people.pairings().size)
        assertEquals(2, checkNotNull(again[1].core).meetings.coming().size)
    }

    @Test
    fun theRelayOfAFolderListensWhereItDid() {
        val desk = File(folder, "desk").apply { mkdirs() }
        val first = Relay.on(desk, program).use { it.address }
        assertEquals(first, Relay.on(desk, program).use { it.address })
    }

    private suspend fun phone(name: String): AppPresenter {
        val door = Door(coreOpener(Config(File(folder, name).path, "Europe/Zurich")) { Platform(FileKey(File(folder, "$name.key")), JavaZones()) })
        phones += door
        return withContext(screen) {
            val app = AppPresenter(door, scope).apply { on(AppEvent.InFront(true)) }
            val welcome = (app.state.until { it is AppState.Welcome } as AppState.Welcome).presenter
            welcome.on(WelcomeEvent.Name(name))
            welcome.on(WelcomeEvent.Start)
            app.state.until { it is AppState.Inside }
            app
        }
    }

    private suspend inline fun <reified S : Screen> AppPresenter.at(route: Route): S {
        on(AppEvent.Go(route))
        return (state.until { it is AppState.Inside && it.route == route } as AppState.Inside).screen as S
    }

    @Test
    fun twoPeopleMeetAndShareAGoal() = runBlocking {
        val (ada, bea) = phone("Ada") to phone("Bea")
        withContext(screen) {
            val giving = ada.at<Screen.Invite>(Route.Invite).presenter
            giving.on(InviteEvent.As(Seat.MENTOR))
            giving.state.until { it.wantsRelay }
            giving.acting.until { !it }
            giving.on(InviteEvent.Relay(relay.link))
            giving.on(InviteEvent.AgreeToRelay())
            val link = checkNotNull(giving.state.until { it.link != null }.link)

            bea.on(AppEvent.Link(link))
            val taking = bea.at<Screen.Join>(Route.Join).presenter
            assertEquals(link, taking.state.value.link)
            taking.on(JoinEvent.Take())
            val codes = listOf(giving.state.until { it.invite?.stage is InviteStage.Compare }.invite, taking.state.until { it.invite?.stage is InviteStage.Compare }.invite)
            assertEquals((codes[0]?.stage as InviteStage.Compare).code, (codes[1]?.stage as InviteStage.Compare).code)
            giving.acting.until { !it }
            taking.acting.until { !it }
            giving.on(InviteEvent.Same)
            taking.on(JoinEvent.Same)
            giving.state.until { it.invite?.stage is InviteStage.Done }
            taking.state.until { it.invite?.stage is InviteStage.Done }

            val people = ada.at<Screen.People>(Route.People).presenter
            // The pair is there first, and what the other one is called comes with their profile.
            val pair = checkNotNull(people.state.until { it.pairs.here?.singleOrNull()?.partnerName?.isNotEmpty() == true }.pairs.here).single()
            assertEquals("Bea" to true, pair.partnerName to pair.iMentor)

            val core = checkNotNull(phones[0].core)
            core.goals.begin(NewGoal(Place.In(pair.space), "Speak up"))
            val goals = bea.at<Screen.Goals>(Route.Goals).presenter
            val row = checkNotNull(goals.state.until { it.rows.here?.any { row -> row.title == "Speak up" } == true }.rows.here).single()
            assertTrue(row.shared)
            assertEquals(1, checkNotNull(phones[1].core).goals.rows(GoalFilter(space = row.space)).size)
        }
    }
}
