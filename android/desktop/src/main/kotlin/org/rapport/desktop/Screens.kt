package org.rapport.desktop

import java.nio.file.Files
import java.util.concurrent.Executors
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Job
import kotlinx.coroutines.asCoroutineDispatcher
import kotlinx.coroutines.cancel
import kotlinx.coroutines.flow.first
import kotlinx.coroutines.runBlocking
import kotlinx.coroutines.withContext
import kotlinx.coroutines.yield
import org.rapport.bridge.Door
import org.rapport.bridge.JavaZones
import org.rapport.bridge.coreOpener
import org.rapport.core.Config
import org.rapport.core.NewGoal
import org.rapport.core.NewNote
import org.rapport.core.Place
import org.rapport.core.Platform
import org.rapport.presentation.AppEvent
import org.rapport.presentation.AppPresenter
import org.rapport.presentation.AppState
import org.rapport.presentation.Route
import org.rapport.presentation.Screen

private const val WARM_ROUNDS = 100
private const val OPENED = 1_000

/** Opens and closes every place a thousand times over the real core: what is not given back grows. */
fun screens(measured: Measured) = runBlocking {
    val folder = Files.createTempDirectory("rapport-screens").toFile()
    val opener = coreOpener(Config("$folder/ada", "Europe/Zurich")) { Platform(FileKey(folder.resolve("key")), JavaZones()) }
    val door = Door(opener)
    val screen = Executors.newSingleThreadExecutor().asCoroutineDispatcher()
    val scope = CoroutineScope(screen + Job())
    door.create("Ada")
    val core = checkNotNull(door.core)
    val goal = core.goals.begin(NewGoal(Place.Private, "Speak up"))
    val note = core.notes.begin(NewNote(Place.Private, "Monday"))
    val routes = Route.tabs + listOf(Route.Devices, Route.Join, Route.Invite, Route.Search, Route.CheckIns, Route.CheckIn("pulse"), Route.Trend("pulse"), Route.Help, Route.Reminders, Route.Goal(goal), Route.Note(note.note))
    val app = withContext(screen) { AppPresenter(door, scope) }
    suspend fun round() = withContext(screen) {
        for (route in routes) {
            app.on(AppEvent.Go(route))
            val inside = app.state.first { it is AppState.Inside && it.route == route } as AppState.Inside
            // The editor of a note is what holds most.
            (inside.screen as? Screen.Note)?.presenter?.state?.first { it.open != null }
            yield()
        }
        app.on(AppEvent.Go(Route.Today))
    }
    repeat(WARM_ROUNDS) { round() }
    measured.say("native memory a round of ${routes.size} places, of $OPENED", NativeMemory().grown(OPENED) { round() }, "B", 2_048.0)
    scope.cancel()
    door.shutdown()
    screen.close()
    folder.deleteRecursively()
    Unit
}
