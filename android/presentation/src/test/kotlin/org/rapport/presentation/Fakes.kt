package org.rapport.presentation

import java.lang.reflect.Proxy
import java.time.Instant
import java.time.LocalDate
import org.rapport.bridge.OpenCore
import org.rapport.core.*
import org.rapport.id.*

/** An area of which a test says what it does; all else fails by name. */
inline fun <reified T : Any> nothingOf(): T = Proxy.newProxyInstance(T::class.java.classLoader, arrayOf(T::class.java)) { _, method, _ ->
    error("${T::class.java.simpleName}.${method.name} is not part of this test")
} as T

/** Something that is watched: a first value, later ones, and how many watch it. */
class Watched<T : Any>(var value: T) {
    private val watchers = mutableListOf<(T) -> Unit>()
    val count get() = watchers.size

    fun set(new: T) {
        value = new
        for (watcher in watchers.toList()) watcher(new)
    }

    fun watch(watcher: (T) -> Unit): Subscription {
        watchers += watcher
        watcher(value)
        return object : Subscription(NoHandle) {
            override fun cancel() {
                watchers -= watcher
            }

            override fun close() = Unit
        }
    }
}

val noSync = SyncLine(false, null, 0u, null, 0u, 0u, 0u)
val day: LocalDate = LocalDate.of(2026, 1, 5)
val bea = PairingRow(PairingKey("pairing-1"), SpaceKey("space-1"), true, PersonKey("person-1"), "Bea", PairingStage.ACTIVE, Instant.EPOCH, null)

/** A core of values that a test sets, and a list of what was done to it. */
class FakeCore {
    val done = mutableListOf<String>()
    var failing: Failure? = null
    val home = Watched(HomeView("Ada", day, null, emptyList(), noSync))
    val pairs = Watched(listOf<PairingRow>())
    val invites = Watched(listOf<InviteView>())
    val goalRows = Watched(listOf<GoalRow>())
    val goalView = Watched(goalView(null))
    val coming = Watched(listOf<MeetingRow>())
    val syncView = Watched(SyncView(noSync, emptyList(), emptyList()))
    var relay = false

    fun did(what: String) {
        failing?.let { throw it }
        done += what
    }

    private val rapport = object : RapportInterface by nothingOf() {
        override suspend fun search(text: String, limit: UInt): List<SearchHit> {
            did("search $text")
            return listOf(SearchHit(Found.Goal(GoalKey("goal-$text")), SpaceKey("space-1"), text, emptyList()))
        }

        override suspend fun watchHome(observer: HomeObserver): Subscription {
            failing?.let { throw it }
            return home.watch(observer::onHome)
        }
    }
    private val goals = object : GoalsInterface by nothingOf() {
        override suspend fun watchRows(filter: GoalFilter, limit: UInt, observer: GoalsObserver) = goalRows.watch(observer::onGoals)
        override suspend fun begin(new: NewGoal): GoalId = GoalKey("goal-1").also { did("begin ${new.title} ${new.place}") }
        override suspend fun watch(goal: GoalId, observer: GoalObserver) = goalView.watch(observer::onGoal)
        override suspend fun figure(typed: String, mark: DecimalMark): Quantity = "4.5".also { did("figure $typed $mark") }
        override suspend fun addProgress(goal: GoalId, reading: Reading?, note: String): ProgressId =
            ProgressKey("progress-1").also { did("addProgress $reading $note") }

        override suspend fun tick(goal: GoalId, step: StepId, done: Boolean) = did("tick ${goal.text} ${step.text} $done")
    }
    val meetingView = Watched(meetingView(meetingRow()))
    val brief = Watched(BriefView(meetingRow(), meetingRow("meeting-0"), emptyList(), emptyList(), emptyList(), emptyList(), emptyList(), MeetingCounts(1u, 0u, 0u)))
    var next: NextMeeting? = null
    val seriesRows = Watched(listOf<SeriesRow>())
    var endedSeries = listOf<SeriesRow>()
    val oneSeries = Watched(seriesView())
    var rhythms = listOf(Rhythm(1u, PlanDays.Weekly(listOf(Weekday.MONDAY), Weekday.MONDAY)), Rhythm(1u, PlanDays.Date(5u)))
    private val meetings = object : MeetingsInterface by nothingOf() {
        override suspend fun watchComing(space: SpaceId?, limit: UInt, observer: MeetingsObserver) = coming.watch(observer::onMeetings)
        override suspend fun past(space: SpaceId?, offset: UInt, limit: UInt) = emptyList<MeetingRow>()
        override suspend fun watch(meeting: MeetingId, observer: MeetingObserver) = meetingView.watch(observer::onMeeting)
        override suspend fun watchBrief(meeting: MeetingId, observer: BriefObserver) = brief.watch(observer::onBrief)
        override suspend fun next(meeting: MeetingId) = next
        override suspend fun proposeNext(meeting: MeetingId): MeetingId? = next?.let {
            did("proposeNext ${meeting.text}")
            next = null
            MeetingKey("meeting-8")
        }

        override suspend fun watchSeries(space: SpaceId?, observer: SeriesObserver) = seriesRows.watch(observer::onSeries)
        override suspend fun series(space: SpaceId?, past: Boolean) = seriesRows.value + endedSeries
        override suspend fun watchOneSeries(series: SeriesId, observer: OneSeriesObserver) = oneSeries.watch(observer::onOneSeries)
        override suspend fun rhythms(first: LocalDate) = rhythms
        override suspend fun proposeSeries(draft: SeriesDraft): SeriesId = SeriesKey("series-2").also { did("proposeSeries ${said(draft.plan)} ${draft.space.text} ${draft.title}") }
        override suspend fun changeSeries(series: SeriesId, plan: SeriesPlan) = did("changeSeries ${said(plan)}")
        override suspend fun confirmSeries(series: SeriesId) = did("confirmSeries ${series.text}")
        override suspend fun agreeToChange(series: SeriesId, plan: SeriesPlan) = did("agreeToChange ${said(plan)}")
        override suspend fun moveTime(series: SeriesId, of: LocalDate, to: Civil) = did("moveTime $of $to")
        override suspend fun agreeToTime(series: SeriesId, of: LocalDate, to: Civil) = did("agreeToTime $of $to")
        override suspend fun skipTime(series: SeriesId, of: LocalDate, reason: CancelReason, note: String) = did("skipTime $of $reason $note")
        override suspend fun pauseSeries(series: SeriesId, first: LocalDate, last: LocalDate) = did("pauseSeries $first $last")
        override suspend fun resumeSeries(series: SeriesId, from: LocalDate) = did("resumeSeries $from")
        override suspend fun endSeries(series: SeriesId, reason: CancelReason, note: String) = did("endSeries $reason $note")
        override suspend fun editSeries(series: SeriesId, edit: SeriesEdit) = did("editSeries $edit")
        override suspend fun openTime(series: SeriesId, of: LocalDate): MeetingId = MeetingKey("meeting-9").also { did("openTime $of") }
        override suspend fun tickAction(meeting: MeetingId, id: StepId, done: Boolean) = did("tickAction ${meeting.text} ${id.text} $done")
        override suspend fun propose(new: NewMeeting): MeetingId = MeetingKey("meeting-1").also { did("propose ${new.slot} ${new.minutes} ${new.space.text}") }
    }
    private val people = object : PeopleInterface by nothingOf() {
        override suspend fun pairings() = pairs.value
        override suspend fun watchPairings(observer: PairingsObserver) = pairs.watch(observer::onPairings)
        override suspend fun watchInvites(observer: InvitesObserver) = invites.watch(observer::onInvites)
        override suspend fun invites() = invites.value
        override suspend fun invite(seat: Seat): BoxId {
            if (!relay) throw Failure.NotFound("relay")
            did("invite $seat")
            invites.set(listOf(invite("box-1", true, InviteStage.Waiting)))
            return BoxKey("box-1")
        }

        override suspend fun inviteLink(invite: BoxId) = "rapport:${invite.text}"
        override suspend fun join(link: String, plainHttp: Boolean): BoxId {
            if (link.startsWith("plain") && !plainHttp) throw Failure.Invalid(Field.INVITE, Problem.NotEncrypted("http://10.0.0.2"))
            did("join $link $plainHttp")
            invites.set(listOf(invite("box-2", false, InviteStage.Waiting)))
            return BoxKey("box-2")
        }

        override suspend fun turnPairing(pairing: PairingId, turn: PairingTurn) = did("turn ${pairing.text} $turn")
        override suspend fun confirm(invite: BoxId) = did("confirm ${invite.text}")
        override suspend fun cancelInvite(invite: BoxId) = did("cancel ${invite.text}")
    }
    private val sync = object : SyncInterface by nothingOf() {
        override suspend fun watch(observer: SyncObserver) = syncView.watch(observer::onSync)
        override suspend fun start() = did("start")
        override suspend fun stop() = did("stop")
        override suspend fun lossesSeen() {
            did("lossesSeen")
            syncView.set(syncView.value.copy(losses = emptyList()))
        }
        override suspend fun agreeToRelay(link: String, plainHttp: Boolean): String {
            if (link == "plain" && !plainHttp) throw Failure.Invalid(Field.RELAY, Problem.NotEncrypted("http://10.0.0.2"))
            did("agree $link $plainHttp")
            relay = true
            return link
        }
    }
    val safety = Watched(SafetyView(emptyList(), false, true, null, null))
    val links = Watched(listOf<InviteView>())
    private val devices = object : DevicesInterface by nothingOf() {
        override suspend fun watchLinks(observer: LinksObserver) = links.watch(observer::onLinks)
        override suspend fun links() = links.value
        override suspend fun link(): BoxId {
            if (!relay) throw Failure.NotFound("relay")
            did("link")
            val box = "box-${links.value.size + 1}"
            links.set(links.value + invite(box, true, InviteStage.Waiting, device = true))
            return BoxKey(box)
        }

        override suspend fun recover(words: String, relay: String, plainHttp: Boolean) {
            did("recover $words $relay $plainHttp")
            safety.set(safety.value.copy(recovery = RecoveryView(relay, RecoveryStage.LOOKING)))
        }

        override suspend fun stopRecovery() {
            did("stop recovery")
            safety.set(safety.value.copy(recovery = null))
        }

        override suspend fun enterWords(words: String) = did("enter $words")
        override suspend fun rename(device: DeviceId, name: String) = did("rename ${device.text} $name")
        override suspend fun remove(device: DeviceId) = did("remove ${device.text}")
        override suspend fun watch(observer: SafetyObserver) = safety.watch(observer::onSafety)
    }

    val mine = Watched(listOf<CheckInRow>())
    val shown = Watched(listOf<CheckInRow>())
    val draft = mutableListOf<AnswerView>()
    var rhythm: UInt? = 7u
    var help = HelpView(emptyList(), null)
    private val checkins = object : CheckInsInterface by nothingOf() {
        override suspend fun watchMine(language: String, limit: UInt, observer: CheckInsObserver) = mine.watch(observer::onCheckIns)
        override suspend fun watchShown(language: String, space: SpaceId?, limit: UInt, observer: CheckInsObserver) = shown.watch(observer::onCheckIns)
        override suspend fun instruments(language: String) = listOf(instrument("pulse", InstrumentAbout.PERSON, draft.isNotEmpty()), instrument("match", InstrumentAbout.PAIR, false))
        override suspend fun form(instrument: String, language: String, about: SpaceId?) = form(instrument, about, draft.toList())
        override suspend fun draft(instrument: String, answers: List<AnswerView>, about: SpaceId?) {
            did("draft ${said(answers)}")
            draft.clear()
            draft += answers
        }

        override suspend fun answer(instrument: String, language: String, answers: List<AnswerView>, about: SpaceId?): CheckInId {
            did("answer $instrument ${said(answers)} ${about?.text}")
            draft.clear()
            mine.set(listOf(checkIn("check-1", answers)))
            return CheckInKey("check-1")
        }

        override suspend fun correct(checkin: CheckInId, answers: List<AnswerView>) = did("correct ${checkin.text} ${said(answers)}")
        override suspend fun view(checkin: CheckInId, language: String) = (mine.value + shown.value).first { it.id == checkin }
        override suspend fun share(checkin: CheckInId, with: SpaceId) = did("share ${checkin.text} ${with.text}")
        override suspend fun offerToCoordinator(checkin: CheckInId) = did("offer ${checkin.text}")
        override suspend fun rhythm(instrument: String) = rhythm
        override suspend fun setRhythm(instrument: String, everyDays: UInt?) {
            did("rhythm $instrument $everyDays")
            rhythm = everyDays
        }

        override suspend fun help() = help
        override suspend fun trustHelpKey(key: String) = did("trust $key")
        override suspend fun loadHelp(file: String) = did("help $file")
        override suspend fun loadTexts(file: String) = "who5".also { did("texts $file") }
    }

    val upcoming = Watched(ReminderUpcoming(emptyList(), ReminderHanded.Nothing))
    var settings = ReminderSettings(null, false, null, emptyList(), "09:00", null, false)
    var leftOut = listOf<ReminderLeftOut>()
    var lives = listOf<ReminderWhy>()
    private val reminders = object : RemindersInterface by nothingOf() {
        override suspend fun watch(budget: OsBudget, observer: RemindersObserver) = upcoming.watch(observer::onReminders)
        override suspend fun plan(budget: OsBudget) = ReminderPlan(Instant.EPOCH, Instant.EPOCH, upcoming.value.pushes, leftOut, upcoming.value.handed)
        override suspend fun lives(limit: UInt) = lives
        override suspend fun rows(reminders: List<OccurrenceId>) = reminders.map {
            ReminderRow(it, ReminderKind.CHECK_IN, null, ReminderAbout.CheckIn("pulse", null), "", "")
        }

        override suspend fun why(reminder: OccurrenceId) = ReminderWhy(reminder, ReminderBecause.CheckInDue(day), ReminderFate.Coming(Instant.EPOCH, null), emptyList())
        override suspend fun snoozes(reminder: OccurrenceId) = listOf(ReminderSnooze.HOUR)
        override suspend fun snooze(reminder: OccurrenceId, to: ReminderSnooze, overQuiet: Boolean) = ReminderActed(null).also { did("snooze ${reminder.text} $to $overQuiet") }
        override suspend fun settings() = settings
        override suspend fun usualQuiet() = QuietHours("22:15", "06:45")
        override suspend fun setQuietHours(hours: QuietHours?) {
            did("quiet hours ${hours?.begin} ${hours?.end}")
            settings = settings.copy(quiet = hours)
        }

        override suspend fun setQuietWeekends(quiet: Boolean) = did("weekends $quiet")
        override suspend fun setUsualTime(time: TimeOfDay) = did("usual $time")
        override suspend fun setExactMeetings(exact: Boolean) = did("exact $exact")
        override suspend fun setRingingDevice(device: DeviceId?) = did("rings ${device?.text}")
        override suspend fun pause(until: LocalDate?) = did("pause $until")
        override suspend fun setKind(kind: ReminderKind, on: Boolean) = did("kind $kind $on")
        override suspend fun opened(reminder: OccurrenceId) = ReminderActed(null).also { did("opened ${reminder.text}") }
    }

    val freeTimes = Watched(FreeTimesView("Europe/Zurich", emptyList(), emptyList(), null, 0u, 0u))
    val slots = Watched(SlotsView("Bea", true, true, emptyList()))
    private val availability = object : AvailabilityInterface by nothingOf() {
        override suspend fun watch(observer: AvailabilityObserver) = freeTimes.watch(observer::onAvailability)
        override suspend fun setZone(zone: Zone?) = did("zone $zone")
        override suspend fun setWeekly(hours: List<Hours>) = did("weekly ${hours.joinToString { "${it.day} ${it.from}-${it.to}" }}")
        override suspend fun setQuiet(quiet: Quiet?) = did("quiet ${quiet?.from} ${quiet?.to}")
        override suspend fun addAbsence(first: LocalDate, last: LocalDate) = did("away $first $last")
        override suspend fun removeAbsence(first: LocalDate, last: LocalDate) = did("back $first $last")
        override suspend fun takeCalendar(file: ByteArray) = CalendarTaken(2u, 1u, emptyList()).also { did("calendar ${file.decodeToString()}") }
        override suspend fun forgetCalendar() = did("forget")
        override suspend fun watchSlots(space: SpaceId, minutes: UInt, days: UInt, most: UInt, observer: SlotsObserver): Subscription {
            did("slots ${space.text} $minutes $days")
            return slots.watch(observer::onSlots)
        }
    }

    private val notes = object : NotesInterface by nothingOf() {
        override suspend fun watchRows(space: SpaceId?, limit: UInt, observer: NotesObserver) = Watched(listOf<NoteRow>()).watch(observer::onNotes)
        override suspend fun begin(new: NewNote) = BegunNote(NoteKey("note-1"), SectionKey("section-1")).also { did("note ${new.title} ${new.place}") }
    }

    val open = OpenCore(rapport, goals, meetings, notes, people, sync, devices, checkins, reminders, availability)
}

fun invite(id: String, given: Boolean, stage: InviteStage, name: String? = null, device: Boolean = false) =
    InviteView(BoxKey(id), given, device, stage, name, "https://relay.example", Instant.EPOCH, null)

fun meetingRow(id: String = "meeting-1") =
    MeetingRow(MeetingKey(id), bea.space, "", "Bea", MeetingStage.CONFIRMED, "2026-01-06T16:30[Europe/Zurich]", null, 60u, null, "", 0u, null)

fun meetingView(row: MeetingRow) = MeetingView(
    row, org.rapport.core.MeetingState.Confirmed, bea.partner, "Bea", null, emptyList(), emptyList(), null, emptyList(), false,
    MeetingCan(false, true, true, true, true, true, true, false), false,
)

fun goalView(measure: Measure?) = GoalView(
    GoalRow(GoalKey("goal-1"), bea.space, false, null, "Ada", true, "Listen", GoalStage.ACTIVE, 0u, Basis.WORK, 0u, 0u, "", null, null, null, false, false, Instant.EPOCH),
    org.rapport.core.GoalState.Active, Wording("Listen", "", "", "", "", measure, null, null, emptyList()), null, 5u, 1u, emptyList(), "", emptyList(),
    emptyList(), emptyList(), emptyList(), emptyList(), emptyList(), emptyList(), emptyList(), emptyList(),
    GoalCan(true, true, true, false, false, false, true, false, true, true, true, false, true), false,
)

fun step(id: String, text: String) = StepView(StepKey(id), text, null, null, "", null, StepState.OPEN, null, "", null, false)

val weekly = SeriesPlan("2026-01-05T16:30[Europe/Zurich]", 60u, 1u, PlanDays.Weekly(listOf(Weekday.MONDAY), Weekday.MONDAY), Ends.Never)

fun seriesRow(id: String = "series-1", stage: MeetingStage = MeetingStage.CONFIRMED) =
    SeriesRow(SeriesKey(id), bea.space, "Our hour", "Bea", stage, weekly, null, "", false, seriesTime)

val seriesTime = SeriesTimeView(day.plusDays(7), "2026-01-12T16:30[Europe/Zurich]", Instant.EPOCH, 60u, false, true, null)

fun seriesView(row: SeriesRow = seriesRow(), wish: WishView? = null) = SeriesView(
    row, org.rapport.core.SeriesState.Confirmed, bea.partner, "Bea", listOf(weekly), wish, listOf(seriesTime), emptyList(), emptyList(), emptyList(), emptyList(),
    SeriesCan(true, true, true, true, true), false,
)

/** A plan as a line. */
fun said(plan: SeriesPlan) = "${plan.start} ${plan.minutes} ${plan.every} ${when (val on = plan.on) {
    is PlanDays.Weekly -> on.days.joinToString("+")
    is PlanDays.Date -> "on ${on.date}"
    else -> "$on"
}} ${when (val ends = plan.ends) {
    is Ends.Never -> "never"
    is Ends.On -> "${ends.v1}"
    is Ends.After -> "after ${ends.v1}"
}}"

fun said(answers: List<AnswerView>) = answers.joinToString(" ") { "${it.item}=${it.number ?: it.text}" }

fun instrument(id: String, about: InstrumentAbout, begun: Boolean) = InstrumentRow(id, 1u, about, id, "en", null, begun, "", "")

fun form(instrument: String, about: SpaceId?, draft: List<AnswerView>) = CheckInForm(
    instrument, 1u, about, "en", "Pulse", "",
    listOf(FormItem("mood", ItemKind.SCALE, "How?", false), FormItem("contact", ItemKind.YES_NO, "Contact?", false), FormItem("note", ItemKind.TEXT, "What?", false)),
    1, 5, emptyList(), draft, null, "", "",
)

fun checkIn(id: String, answers: List<AnswerView>, low: Boolean = false, mine: Boolean = true) = CheckInRow(
    CheckInKey(id), SpaceKey("space-1"), PersonKey("person-1"), "Bea", mine, "pulse", 1u, "en", "Pulse", null, day, answers, emptyList(), false, mine,
    emptyList(), false, low, null,
)

fun todayStep(goal: GoalKey? = null, meeting: MeetingKey? = null) =
    TodayStep(goal, meeting, StepKey("step-1"), SpaceKey("space-1"), "Ask", "Listen", day, null, false, true)
