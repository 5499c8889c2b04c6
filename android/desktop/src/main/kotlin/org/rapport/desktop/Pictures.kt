package org.rapport.desktop

import androidx.compose.runtime.Composable
import androidx.compose.runtime.CompositionLocalProvider
import org.rapport.bridge.EditorBridge
import org.rapport.core.Failure
import org.rapport.core.Field
import org.rapport.core.Problem
import org.rapport.core.RecoveryStage
import org.rapport.core.RecoveryView
import org.rapport.core.Rule
import org.rapport.core.Trouble
import org.rapport.id.SectionKey
import org.rapport.presentation.*
import org.rapport.ui.*

/** One picture: what it is called, and what is on it. `tab` is the place in the bar, for screens that stand there. */
class Picture(val name: String, val full: Boolean = false, val tab: Route? = null, val content: @Composable () -> Unit)

private fun around(back: Boolean = false, failure: Failure? = null, sync: SyncState = SyncState(Fixtures.line, null, Fixtures.today)) =
    Surroundings(if (back) ({}) else null, failure, sync = { SyncLine(sync) {} })

private fun note(open: Boolean = true) = NoteState(
    Loaded.Here(Fixtures.noteView),
    if (open) NoteState.Open(SectionKey("n1s"), EditorBridge(Fixtures.editor)) else null,
    Fixtures.others, null, null, null, null,
)

private fun goals(rows: Loaded<List<org.rapport.core.GoalRow>> = Loaded.Here(Fixtures.goals)) = GoalsState(rows, false, listOf(Fixtures.pair), null)

private fun devices(sync: org.rapport.core.SyncView = Fixtures.sync, words: List<String>? = null) =
    DevicesState(Loaded.Here(Fixtures.safety), Loaded.Here(sync), words, "", listOf(Fixtures.key))

/** A phone that does not let the app show reminders. */
private object Refusing : Shell by NoShell {
    override val showing = object : Showing {
        override val allowed = false
        override val exact = false
        override fun ask() = Unit
        override fun askExact() = Unit
    }
}

/** A phone with a lock, which the app asks for. */
private object WithLock : Shell by NoShell {
    override val lock = object : Lock {
        override val possible = true
        override val on = true
        override fun turn(on: Boolean) = Unit
    }
}

private val offline = SyncState(Fixtures.waiting, Trouble.Offline, Fixtures.today)

/** Every screen loaded; other states once. The `full` ones are the fullest, and are drawn in every manner. */
val pictures: List<Picture> = listOf(
    Picture("welcome") { WelcomeScreen(WelcomeState("Ada"), around()) {} },
    Picture("welcome-invited") { WelcomeScreen(WelcomeState("Ada", invited = true), around()) {} },
    Picture("welcome-refused") { WelcomeScreen(WelcomeState(""), around(failure = Failure.Invalid(Field.NAME, Problem.Empty))) {} },
    Picture("today", full = true, tab = Route.Today) { TodayScreen(TodayState(Loaded.Here(Fixtures.home), true, mapOf("pulse" to "Pulse")), around()) {} },
    Picture("today-first", tab = Route.Today) { TodayScreen(TodayState(Loaded.Here(Fixtures.quiet), false), around(sync = SyncState(Fixtures.quiet.sync, null, Fixtures.today))) {} },
    Picture("today-offline", tab = Route.Today) { TodayScreen(TodayState(Loaded.Here(Fixtures.home), true, mapOf("pulse" to "Pulse")), around(sync = offline)) {} },
    Picture("today-loading", tab = Route.Today) { TodayScreen(TodayState(Loaded.Waiting, null), around()) {} },
    Picture("goals", full = true, tab = Route.Goals) { GoalsScreen(goals(), around()) {} },
    Picture("goals-empty", tab = Route.Goals) { GoalsScreen(goals(Loaded.Here(emptyList())), around()) {} },
    Picture("goals-failed", tab = Route.Goals) { GoalsScreen(goals(Loaded.Failed(Failure.StorageDamaged(""))), around()) {} },
    Picture("goals-new") { GoalsScreen(goals().copy(draft = GoalsState.Draft("Learn to say no", "", Fixtures.pair)), around()) {} },
    Picture("goal", full = true) { GoalScreen(GoalState(Loaded.Here(Fixtures.goalView), listOf(Fixtures.pair), "", "", "", null, null), around(back = true)) {} },
    Picture("goal-progress") {
        GoalScreen(GoalState(Loaded.Here(Fixtures.goalView), listOf(Fixtures.pair), "", "", "", null, GoalState.Entry(500u, "Two of three talks are held")), around(back = true)) {}
    },
    Picture("goal-newer") {
        GoalScreen(GoalState(Loaded.Here(Fixtures.goalView.copy(needsUpdate = true)), emptyList(), "", "", "", null, null), around(true, Failure.NeedsUpdate(7u))) {}
    },
    Picture("meetings", tab = Route.Meetings) { MeetingsScreen(MeetingsState(Loaded.Here(Fixtures.coming), Fixtures.behind, Fixtures.today, listOf(Fixtures.pair), null, SeriesFixtures.rows, SeriesFixtures.ended), around()) {} },
    Picture("meetings-new") {
        val draft = MeetingsState.Draft(Fixtures.pair, Fixtures.today.plusDays(8), "16:30", "60", "", org.rapport.core.Mode.VIDEO, "")
        MeetingsScreen(MeetingsState(Loaded.Here(emptyList()), emptyList(), Fixtures.today, listOf(Fixtures.pair), draft), around()) {}
    },
    Picture("meeting", full = true) { MeetingScreen(MeetingState(Loaded.Here(Fixtures.meetingView), "", "", null), around(back = true)) {} },
    Picture("meeting-next") {
        val over = Fixtures.meetingView.copy(row = Fixtures.behind[0], state = org.rapport.core.MeetingState.Logged, took = 45u)
        MeetingScreen(MeetingState(Loaded.Here(over), "", "", null, org.rapport.core.NextMeeting("2026-05-18T16:30[Europe/Zurich]", java.time.Instant.EPOCH, 45u, null, null)), around(back = true)) {}
    },
    Picture("brief", full = true) { BriefScreen(BriefState(Loaded.Here(Fixtures.brief)), around(back = true)) {} },
    Picture("brief-first") { BriefScreen(BriefState(Loaded.Here(Fixtures.firstBrief)), around(back = true)) {} },
    Picture("series", full = true) { SeriesScreen(SeriesFixtures.shown, around(back = true)) {} },
    Picture("series-proposed") { SeriesScreen(SeriesFixtures.asked, around(back = true)) {} },
    Picture("series-skip") { SeriesScreen(SeriesFixtures.shown.copy(asked = SeriesState.Asked.Skip(Fixtures.today.plusDays(1), org.rapport.core.CancelReason.CLASH, "Exams")), around(back = true)) {} },
    Picture("series-loading") { SeriesScreen(SeriesFixtures.shown.copy(series = Loaded.Waiting), around(back = true)) {} },
    Picture("plan", full = true) { PlanScreen(SeriesFixtures.form, around(back = true)) {} },
    Picture("plan-change") { PlanScreen(SeriesFixtures.form.copy(series = Loaded.Here(SeriesFixtures.view)), around(true, Failure.Invalid(Field.REPEAT, Problem.DoesNotFit))) {} },
    Picture("free", full = true) { FreeScreen(FreeFixtures.shown, around(back = true)) {} },
    Picture("free-hours") { FreeScreen(FreeFixtures.shown.copy(asked = FreeState.Asked.Hours(org.rapport.core.Weekday.SATURDAY, "09:00", "12:30")), around(back = true)) {} },
    Picture("free-empty") { FreeScreen(FreeFixtures.empty, around(back = true)) {} },
    Picture("free-failed") { FreeScreen(FreeFixtures.empty.copy(times = Loaded.Failed(Failure.StorageDamaged(""))), around(back = true)) {} },
    Picture("slots", full = true) { SlotsScreen(FreeFixtures.slots, around(back = true)) {} },
    Picture("slots-none") { SlotsScreen(FreeFixtures.unsaid, around(back = true)) {} },
    Picture("notes", tab = Route.Notes) { NotesScreen(NotesState(Loaded.Here(Fixtures.notes), listOf(Fixtures.pair)), around()) {} },
    Picture("note", full = true) { NoteScreen(note(), around(back = true)) {} },
    Picture("note-read") { NoteScreen(note(open = false).copy(note = Loaded.Here(Fixtures.noteView.copy(needsUpdate = true))), around(back = true)) {} },
    Picture("search") { SearchScreen(SearchState("speak", Loaded.Here(Fixtures.hits)), around(back = true)) {} },
    Picture("search-empty") { SearchScreen(SearchState("zebra", Loaded.Here(emptyList())), around(back = true)) {} },
    Picture("people", tab = Route.People) { PeopleScreen(PeopleState(Loaded.Here(listOf(Fixtures.pair)), listOf(Fixtures.inviteCompare), "Ada", null), around()) {} },
    Picture("people-empty", tab = Route.People) { PeopleScreen(PeopleState(Loaded.Here(emptyList()), emptyList(), "Ada", null), around()) {} },
    Picture("invite-seat") { InviteScreen(InviteState(null, "", false, null, null), around(back = true)) {} },
    Picture("invite-relay") { InviteScreen(InviteState(org.rapport.core.Seat.MENTOR, "http://192.168.1.20:7117", true, null, null), around(back = true)) {} },
    Picture("invite-link") { InviteScreen(InviteState(org.rapport.core.Seat.MENTOR, "", false, Fixtures.inviteWaiting, Fixtures.LINK), around(back = true)) {} },
    Picture("invite-compare") { InviteScreen(InviteState(org.rapport.core.Seat.MENTOR, "", false, Fixtures.inviteCompare, null), around(back = true)) {} },
    Picture("join") { JoinScreen(JoinState("", null, null), around(back = true)) {} },
    Picture("join-not-ours") { JoinScreen(JoinState("https://example.org", null, null), around(true, Failure.Invalid(Field.INVITE, Problem.NotAnInvite))) {} },
    Picture("link-take", full = true) { GuestScreen(GuestState("Tablet in the kitchen", Fixtures.LINK, null, false), around(back = true)) {} },
    Picture("link-again") { GuestScreen(GuestState("", "", null, true), around(failure = Failure.Invalid(Field.INVITE, Problem.NotAnInvite))) {} },
    Picture("link-compare") { GuestScreen(GuestState("", "", null, true, Fixtures.linkCompare), around()) {} },
    Picture("link-refused") {
        val other = Fixtures.linkCompare.copy(stage = org.rapport.core.InviteStage.Failed("other_purpose"))
        GuestScreen(GuestState("", "", null, true, other), around()) {}
    },
    Picture("recover") { RecoverScreen(RecoverState("Ada’s new phone", "", "https://relay.example.org", null, false), around(back = true)) {} },
    Picture("recover-count") {
        val failure = Failure.Invalid(Field.RECOVERY_WORDS, Problem.WordCount(23u))
        RecoverScreen(RecoverState("", "absent amount", "https://relay.example.org", null, true), around(failure = failure)) {}
    },
    Picture("recover-reading") { RecoverScreen(RecoverState("", "", "", null, true, RecoveryView("https://relay.example.org", RecoveryStage.READING)), around()) {} },
    Picture("recover-not-there") { RecoverScreen(RecoverState("", "", "", null, true, RecoveryView("https://relay.example.org", RecoveryStage.NOT_THERE)), around()) {} },
    Picture("link-relay") { LinkScreen(LinkState("", true, null, null), around(back = true)) {} },
    Picture("link-give") { LinkScreen(LinkState("", false, Fixtures.linkWaiting, Fixtures.LINK), around(back = true)) {} },
    Picture("link-given") {
        val done = Fixtures.linkWaiting.copy(stage = org.rapport.core.InviteStage.Done, name = "Tablet in the kitchen")
        LinkScreen(LinkState("", false, done, null), around(back = true)) {}
    },
    Picture("checkins", full = true) { CheckInsScreen(CheckInFixtures.list, around(back = true)) {} },
    Picture("checkins-loading") { CheckInsScreen(CheckInFixtures.list.copy(mine = Loaded.Waiting), around(back = true)) {} },
    Picture("checkins-failed") { CheckInsScreen(CheckInFixtures.list.copy(mine = Loaded.Failed(Failure.StorageDamaged(""))), around(back = true)) {} },
    Picture("checkin", full = true) { CheckInScreen(CheckInFixtures.begun, around(back = true)) {} },
    Picture("checkin-wide") { CheckInScreen(CheckInFixtures.wide, around(back = true, failure = Failure.NotAllowed(Field.INSTRUMENT, Rule.TooSoon(Fixtures.today.plusDays(7))))) {} },
    Picture("result", full = true) { ResultScreen(CheckInFixtures.result, around(back = true)) {} },
    Picture("result-shown") { ResultScreen(CheckInFixtures.result.copy(row = Loaded.Here(CheckInFixtures.shown)), around(back = true)) {} },
    Picture("result-share") { ResultScreen(CheckInFixtures.result.copy(asked = ResultState.Asked.Share(Fixtures.pair)), around(back = true)) {} },
    Picture("trend", full = true) { TrendScreen(TrendState(Loaded.Here(CheckInFixtures.trend)), around(back = true)) {} },
    Picture("trend-empty") { TrendScreen(TrendState(Loaded.Here(CheckInFixtures.trend.copy(days = emptyList(), parts = emptyList(), alert = null))), around(back = true)) {} },
    Picture("help", full = true) { HelpScreen(HelpState(Loaded.Here(CheckInFixtures.help), ""), around(back = true)) {} },
    Picture("help-empty") { HelpScreen(HelpState(Loaded.Here(CheckInFixtures.nobody), ""), around(back = true)) {} },
    Picture("reminders", full = true) { RemindersScreen(ReminderFixtures.shown, around(back = true)) {} },
    Picture("reminders-empty") { RemindersScreen(ReminderFixtures.empty, around(back = true)) {} },
    Picture("reminders-refused") { CompositionLocalProvider(LocalShell provides Refusing) { RemindersScreen(ReminderFixtures.shown, around(back = true)) {} } },
    Picture("reminders-why") { RemindersScreen(ReminderFixtures.why, around(back = true)) {} },
    Picture("devices") { DevicesScreen(devices(), around(back = true)) {} },
    Picture("devices-rename") { DevicesScreen(devices().copy(asked = DevicesState.Asked.Rename(Fixtures.safety.devices[1].id, "Tablet")), around(back = true)) {} },
    Picture("devices-remove") { DevicesScreen(devices().copy(asked = DevicesState.Asked.Remove(Fixtures.safety.devices[1].id)), around(back = true)) {} },
    Picture("devices-lock") { CompositionLocalProvider(LocalShell provides WithLock) { DevicesScreen(devices().copy(sync = Loaded.Waiting), around(back = true)) {} } },
    Picture("devices-words") { DevicesScreen(devices(words = Fixtures.words), around(back = true)) {} },
    Picture("devices-offline") { DevicesScreen(devices(Fixtures.offline), around(back = true)) {} },
    Picture("devices-lost") { DevicesScreen(devices(Fixtures.lost), around(back = true)) {} },
    Picture("today-lost", tab = Route.Today) { TodayScreen(TodayState(Loaded.Here(Fixtures.quiet), false), around(sync = SyncState(Fixtures.line, null, Fixtures.today, lost = true))) {} },
    Picture("locked") { LockedScreen {} },
    Picture("scan-refused") { ScanScreen(Scan.REFUSED, {}, {}, {}) {} },
    Picture("scan-failed") { ScanScreen(Scan.FAILED, {}, {}, {}) {} },
    Picture("shut-key-lost") { Problem(Failure.KeyLost(), {}) {} },
    Picture("shut-newer") { Problem(Failure.NeedsUpdate(7u)) {} },
)
