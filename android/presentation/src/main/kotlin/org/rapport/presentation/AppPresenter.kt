package org.rapport.presentation

import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Job
import kotlinx.coroutines.SupervisorJob
import kotlinx.coroutines.flow.MutableStateFlow
import kotlinx.coroutines.flow.combine
import kotlinx.coroutines.flow.distinctUntilChanged
import kotlinx.coroutines.flow.first
import kotlinx.coroutines.launch
import org.rapport.bridge.Door
import org.rapport.bridge.DoorState
import org.rapport.bridge.OpenCore
import org.rapport.bridge.asFailure
import org.rapport.bridge.attempt
import org.rapport.core.OccurrenceId
import org.rapport.core.OsBudget

/**
 * The whole app behind its screens. A shell makes one, keeps it while the screen is turned, gives what [save] gave when
 * the process was killed, and draws [state]. `budget` is what the system takes of planned reminders, `called` what it
 * calls this device.
 */
class AppPresenter(
    private val door: Door,
    scope: CoroutineScope,
    kept: Map<String, String> = emptyMap(),
    private val called: String = "",
    private val budget: () -> OsBudget = { OsBudget.None },
) : Presenter<AppState, AppEvent>(scope, AppState.Opening) {
    private val drafts = Drafts(kept - WAY)
    private val navigator = Navigator.restore(kept[WAY].orEmpty())
    private val screens = LinkedHashMap<Route, Screen>()
    private var inside: Pair<OpenCore, SyncPresenter>? = null
    private var welcome: WelcomePresenter? = null
    private var guest: GuestPresenter? = null
    private var recover: RecoverPresenter? = null

    /** How the person said, before there was a profile of theirs, that they come in with this device. */
    private val comesIn = MutableStateFlow(drafts[COMES_IN])

    /** The core that was opened as nobody's and is the person's now. */
    private val taken = MutableStateFlow<OpenCore?>(null)
    private val inFront = MutableStateFlow(false)

    /** The text of a file that was opened, until the screen that asked for it is there. */
    private var file: String? = null

    init {
        scope.launch { combine(door.state, navigator.way, comesIn, taken) { door, way, _, _ -> show(door, way) }.collect {} }
        scope.launch {
            // Sync follows both: whether there is a core, and whether anybody looks.
            combine(door.state, inFront) { door, front -> (door as? DoorState.Open)?.core to front }
                .distinctUntilChanged()
                .collect { (core, front) -> if (core != null) attempt { if (front) core.sync.start() else core.sync.stop() } }
        }
        scope.launch { door.open() }
    }

    override fun on(event: AppEvent) {
        when (event) {
            is AppEvent.Go -> navigator.go(event.route)
            AppEvent.Back -> {
                val taking = guest ?: recover
                if (taking != null) backFrom(taking)
                else if (screens[navigator.here]?.presenter?.back() != true) navigator.back()
            }
            AppEvent.TryAgain -> scope.launch { door.open() }
            AppEvent.StartAnew -> scope.launch {
                // What the way back led to lies aside.
                navigator.go(Route.Today)
                door.startAnew()
            }
            is AppEvent.InFront -> {
                if (!event.on) for (screen in screens.values) screen.presenter.pause()
                inFront.value = event.on
            }
            is AppEvent.Reminders -> scope.launch { opened(event.all) }
            is AppEvent.Calendar -> {
                file = event.text
                navigator.go(Route.Free)
                screens[navigator.here]?.let(::give)
            }
            is AppEvent.File -> {
                file = event.text
                screens[navigator.here]?.let(::give)
            }
            is AppEvent.Link -> {
                drafts[JoinPresenter.LINK] = event.text
                welcome?.on(WelcomeEvent.Invited)
                guest?.let { return it.on(GuestEvent.Link(event.text)) }
                // A screen that is open already takes it; another one finds it among the drafts.
                (screens[Route.Join] as? Screen.Join)?.presenter?.on(JoinEvent.Link(event.text))
                navigator.go(Route.Join)
            }
        }
    }

    /** What a killed process is made anew from: drafts, and the way to where the person was. */
    fun save(): Map<String, String> = drafts.all() + (WAY to navigator.save())

    private fun show(door: DoorState, way: List<Route>) {
        if (door !is DoorState.Open) leave()
        val next = when (door) {
            DoorState.Opening -> AppState.Opening
            DoorState.Nobody -> comingIn(comesIn.value) ?: AppState.Welcome(welcome())
            is DoorState.Shut -> AppState.Shut(door.failure)
            is DoorState.Open -> {
                val nobodys = door.core.guest && taken.value !== door.core
                val how = comesIn.value.ifEmpty { if (door.core.recovering) WORDS else LINK }
                (if (nobodys) comingIn(how) else null) ?: inside(door.core, way)
            }
        }
        change { next }
    }

    private fun welcome() = welcome ?: WelcomePresenter(door, drafts, navigator, { comesIn(LINK) }, { comesIn(WORDS) }, scope).also { welcome = it }

    private fun comingIn(how: String): AppState? = when (how) {
        LINK -> guest()
        WORDS -> recover()
        else -> null
    }

    private fun guest(): AppState {
        val one = guest ?: GuestPresenter(door, drafts, called, child(), ::isTheirs) { instead(WORDS) }.also {
            guest = it
            // Where a link of the system wanted to lead; it is taken here.
            navigator.go(Route.Today)
        }
        return AppState.Guest(one, canGoBack = door.core == null)
    }

    private fun recover(): AppState {
        val one = recover ?: RecoverPresenter(door, drafts, called, child(), ::isTheirs) { instead(LINK) }.also { recover = it }
        return AppState.Recover(one, canGoBack = door.core == null)
    }

    private fun isTheirs() {
        navigator.go(Route.Today)
        taken.value = door.core
    }

    private fun instead(how: String) {
        leaveGuest()
        comesIn(how)
    }

    private fun backFrom(taking: Presenter<*, *>) {
        if (taking.back() || door.core != null) return
        leaveGuest()
        comesIn("")
        // A link that waits is an invite there.
        welcome?.on(WelcomeEvent.Invited)
    }

    private fun comesIn(how: String) {
        drafts[COMES_IN] = how
        comesIn.value = how
    }

    private fun leaveGuest() {
        guest?.end()
        guest = null
        recover?.end()
        recover = null
    }

    private fun inside(core: OpenCore, way: List<Route>): AppState {
        welcome = null
        leaveGuest()
        comesIn("")
        val sync = inside?.takeIf { it.first === core }?.second ?: SyncPresenter(core, navigator, child()).also {
            leave()
            inside = core to it
        }
        // A screen lives as long as its place is on the way back.
        for (gone in screens.keys - way.toSet()) screens.remove(gone)?.presenter?.end()
        val route = way.last()
        val screen = screens.getOrPut(route) { screen(route, core) }
        give(screen)
        return AppState.Inside(route, screen, way.size > 1, sync)
    }

    private suspend fun opened(all: List<OccurrenceId>) {
        val core = (door.state.first { it is DoorState.Open } as DoorState.Open).core
        attempt { for (one in all) core.reminders.opened(one) }
        val led = try {
            core.reminders.rows(all).singleOrNull()?.about?.let(::place)
        } catch (why: Exception) {
            // What cannot be read is told where all reminders stand.
            why.asFailure().let { null }
        }
        navigator.go(led ?: Route.Reminders)
    }

    private fun give(screen: Screen) {
        val text = file ?: return
        when (screen) {
            is Screen.CheckIns -> screen.presenter.on(CheckInsEvent.File(text))
            is Screen.Help -> screen.presenter.on(HelpEvent.File(text))
            is Screen.Free -> screen.presenter.on(FreeEvent.File(text))
            else -> Unit
        }
        file = null
    }

    private fun leave() {
        inside?.second?.end()
        inside = null
        for (screen in screens.values) screen.presenter.end()
        screens.clear()
    }

    private fun screen(route: Route, core: OpenCore): Screen = when (route) {
        Route.Today -> Screen.Today(TodayPresenter(core, navigator, child()))
        Route.Goals -> Screen.Goals(GoalsPresenter(core, drafts, navigator, child()))
        is Route.Goal -> Screen.Goal(GoalPresenter(route.id, core, drafts, navigator, child()))
        Route.Meetings -> Screen.Meetings(MeetingsPresenter(core, drafts, navigator, child()))
        is Route.Meeting -> Screen.Meeting(MeetingPresenter(route.id, core, drafts, navigator, child()))
        is Route.Series -> Screen.Series(SeriesPresenter(route.id, core, drafts, navigator, child()))
        is Route.Plan -> Screen.Plan(PlanPresenter(route.series, core, drafts, navigator, child()))
        is Route.Brief -> Screen.Brief(BriefPresenter(route.meeting, core, navigator, child()))
        Route.Free -> Screen.Free(FreePresenter(core, drafts, navigator, child()))
        is Route.Slots -> Screen.Slots(SlotsPresenter(route.space, core, drafts, navigator, child()))
        Route.Notes -> Screen.Notes(NotesPresenter(core, drafts, navigator, child()))
        is Route.Note -> Screen.Note(NotePresenter(route.id, core, drafts, scope, child()))
        Route.People -> Screen.People(PeoplePresenter(core, drafts, navigator, child()))
        Route.Invite -> Screen.Invite(InvitePresenter(core, drafts, navigator, child()))
        Route.Link -> Screen.Link(LinkPresenter(core, drafts, navigator, child()))
        Route.Join -> Screen.Join(JoinPresenter(core, drafts, navigator, child()))
        Route.Search -> Screen.Search(SearchPresenter(core, drafts, navigator, child()))
        Route.CheckIns -> Screen.CheckIns(CheckInsPresenter(core, navigator, child()))
        is Route.CheckIn -> Screen.CheckIn(CheckInPresenter(route, core, drafts, navigator, scope, child()))
        is Route.Result -> Screen.Result(ResultPresenter(route.id, core, drafts, navigator, child()))
        is Route.Trend -> Screen.Trend(TrendPresenter(route, core, child()))
        Route.Help -> Screen.Help(HelpPresenter(core, drafts, child()))
        Route.Reminders -> Screen.Reminders(RemindersPresenter(core, navigator, child(), budget))
        Route.Devices -> Screen.Devices(DevicesPresenter(core, drafts, navigator, child()))
    }

    private fun child() = CoroutineScope(scope.coroutineContext + SupervisorJob(scope.coroutineContext[Job]))

    private companion object {
        const val WAY = "way"
        const val COMES_IN = "guest"
        const val LINK = "link"
        const val WORDS = "words"
    }
}
