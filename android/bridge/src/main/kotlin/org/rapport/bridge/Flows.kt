package org.rapport.bridge

import kotlinx.coroutines.channels.SendChannel
import kotlinx.coroutines.channels.awaitClose
import kotlinx.coroutines.delay
import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.flow.callbackFlow
import kotlinx.coroutines.flow.conflate
import kotlinx.coroutines.flow.transform
import org.rapport.core.*

// Every observer of the core as a flow. Each value is whole and newer than all before, so only the last is kept, and no
// more than one in two frames comes to whoever collects, with whom the watch ends; one a frame while a note is written.

fun RapportInterface.homes(): Flow<HomeView> = watched { values ->
    watchHome(object : HomeObserver {
        override fun onHome(home: HomeView) = values.put(home)
    })
}

fun GoalsInterface.lists(filter: GoalFilter, limit: UInt = PAGE): Flow<List<GoalRow>> = watched { values ->
    watchRows(filter, limit, object : GoalsObserver {
        override fun onGoals(goals: List<GoalRow>) = values.put(goals)
    })
}

fun GoalsInterface.views(goal: GoalId): Flow<GoalView> = watched { values ->
    watch(goal, object : GoalObserver {
        override fun onGoal(goal: GoalView) = values.put(goal)
    })
}

fun MeetingsInterface.comings(space: SpaceId? = null, limit: UInt = PAGE): Flow<List<MeetingRow>> = watched { values ->
    watchComing(space, limit, object : MeetingsObserver {
        override fun onMeetings(meetings: List<MeetingRow>) = values.put(meetings)
    })
}

fun MeetingsInterface.views(meeting: MeetingId): Flow<MeetingView> = watched { values ->
    watch(meeting, object : MeetingObserver {
        override fun onMeeting(meeting: MeetingView) = values.put(meeting)
    })
}

/** Series that are proposed or agreed. */
fun MeetingsInterface.seriesNow(space: SpaceId? = null): Flow<List<SeriesRow>> = watched { values ->
    watchSeries(space, object : SeriesObserver {
        override fun onSeries(series: List<SeriesRow>) = values.put(series)
    })
}

/** One series, also one that was ended. */
fun MeetingsInterface.views(series: SeriesId): Flow<SeriesView> = watched { values ->
    watchOneSeries(series, object : OneSeriesObserver {
        override fun onOneSeries(series: SeriesView) = values.put(series)
    })
}

fun MeetingsInterface.briefs(meeting: MeetingId): Flow<BriefView> = watched { values ->
    watchBrief(meeting, object : BriefObserver {
        override fun onBrief(brief: BriefView) = values.put(brief)
    })
}

fun AvailabilityInterface.views(): Flow<FreeTimesView> = watched { values ->
    watch(object : AvailabilityObserver {
        override fun onAvailability(view: FreeTimesView) = values.put(view)
    })
}

/** Times at which both of a pair could meet. */
fun AvailabilityInterface.slotsNow(space: SpaceId, minutes: UInt, days: UInt, most: UInt): Flow<SlotsView> = watched { values ->
    watchSlots(space, minutes, days, most, object : SlotsObserver {
        override fun onSlots(slots: SlotsView) = values.put(slots)
    })
}

fun NotesInterface.lists(space: SpaceId? = null, limit: UInt = PAGE): Flow<List<NoteRow>> = watched { values ->
    watchRows(space, limit, object : NotesObserver {
        override fun onNotes(notes: List<NoteRow>) = values.put(notes)
    })
}

fun NotesInterface.views(note: NoteId): Flow<NoteView> = watched { values ->
    watch(note, object : NoteObserver {
        override fun onNote(note: NoteView) = values.put(note)
    })
}

/** Whether something of others waits to be exchanged. */
fun NoteEditorInterface.waits(): Flow<Boolean> = watched(FRAME) { values ->
    watch(object : NoteEditorObserver {
        override fun onWaiting(waits: Boolean) = values.put(waits)
    })
}

/** Who else has the note open. */
fun NoteEditorInterface.others(): Flow<List<Present>> = watched(FRAME) { values ->
    watchPresent(object : PresentObserver {
        override fun onPresent(present: List<Present>) = values.put(present)
    })
}

fun PeopleInterface.pairs(): Flow<List<PairingRow>> = watched { values ->
    watchPairings(object : PairingsObserver {
        override fun onPairings(pairings: List<PairingRow>) = values.put(pairings)
    })
}

fun PeopleInterface.invitesNow(): Flow<List<InviteView>> = watched { values ->
    watchInvites(object : InvitesObserver {
        override fun onInvites(invites: List<InviteView>) = values.put(invites)
    })
}

fun SyncInterface.views(): Flow<SyncView> = watched { values ->
    watch(object : SyncObserver {
        override fun onSync(sync: SyncView) = values.put(sync)
    })
}

fun DevicesInterface.views(): Flow<SafetyView> = watched { values ->
    watch(object : SafetyObserver {
        override fun onSafety(safety: SafetyView) = values.put(safety)
    })
}

/** Links for one's own devices, given and taken. */
fun DevicesInterface.linksNow(): Flow<List<InviteView>> = watched { values ->
    watchLinks(object : LinksObserver {
        override fun onLinks(links: List<InviteView>) = values.put(links)
    })
}

/** One's own check-ins, the newest first. */
fun CheckInsInterface.own(language: String, limit: UInt = PAGE): Flow<List<CheckInRow>> = watched { values ->
    watchMine(language, limit, checkIns(values))
}

/** What partners have shown, the newest first. */
fun CheckInsInterface.shownNow(language: String, space: SpaceId? = null, limit: UInt = PAGE): Flow<List<CheckInRow>> = watched { values ->
    watchShown(language, space, limit, checkIns(values))
}

private fun checkIns(values: SendChannel<List<CheckInRow>>) = object : CheckInsObserver {
    override fun onCheckIns(rows: List<CheckInRow>) = values.put(rows)
}

/** What there is to come, planned for a system that takes what `budget` says. */
fun RemindersInterface.upcomings(budget: OsBudget): Flow<ReminderUpcoming> = watched { values ->
    watch(budget, object : RemindersObserver {
        override fun onReminders(upcoming: ReminderUpcoming) = values.put(upcoming)
    })
}

/** How many rows a list shows at most before it is asked for more. */
const val PAGE: UInt = 200u

private fun <T> SendChannel<T>.put(value: T) {
    trySend(value)
}

private fun <T> watched(apart: Long = READ, watch: suspend (SendChannel<T>) -> Subscription): Flow<T> = callbackFlow {
    val subscription = watch(this)
    awaitClose {
        // Nothing arrives after this, also when the core is at an end already.
        runCatching { subscription.cancel() }
        subscription.close()
    }
}.atMost(apart)

/** How long a frame is on most screens, in milliseconds. */
const val FRAME: Long = 16

/** How far apart whatever is read comes: thirty a second are more than anybody reads, and each has to be laid out. */
const val READ: Long = 2 * FRAME

/** The first value at once, then `apart` later the last of what came meanwhile. */
private fun <T> Flow<T>.atMost(apart: Long): Flow<T> = conflate().transform { value ->
    emit(value)
    delay(apart)
}
