package org.rapport.presentation

import java.lang.reflect.Proxy
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
val bea = PairingRow(PairingKey("pairing-1"), SpaceKey("space-1"), true, PersonKey("person-1"), "Bea", PairingStage.ACTIVE, 0, null)

/** A core of values that a test sets, and a list of what was done to it. */
class FakeCore {
    val done = mutableListOf<String>()
    var failing: Failure? = null
    val home = Watched(HomeView("Ada", day, null, emptyList(), noSync))
    val pairs = Watched(listOf<PairingRow>())
    val invites = Watched(listOf<InviteView>())
    val goalRows = Watched(listOf<GoalRow>())
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
        override suspend fun tick(goal: GoalId, step: StepId, done: Boolean) = did("tick ${goal.text} ${step.text} $done")
    }
    private val meetings = object : MeetingsInterface by nothingOf() {
        override suspend fun watchComing(space: SpaceId?, limit: UInt, observer: MeetingsObserver) = coming.watch(observer::onMeetings)
        override suspend fun past(space: SpaceId?, offset: UInt, limit: UInt) = emptyList<MeetingRow>()
        override suspend fun tickAction(meeting: MeetingId, id: StepId, done: Boolean) = did("tickAction ${meeting.text} ${id.text} $done")
        override suspend fun propose(new: NewMeeting): MeetingId = MeetingKey("meeting-1").also { did("propose ${new.slot} ${new.minutes} ${new.space.text}") }
    }
    private val people = object : PeopleInterface by nothingOf() {
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
            if (link.startsWith("plain") && !plainHttp) throw Failure.Invalid(Field.RELAY, Problem.NotARelay)
            did("join $link $plainHttp")
            invites.set(listOf(invite("box-2", false, InviteStage.Waiting)))
            return BoxKey("box-2")
        }

        override suspend fun confirm(invite: BoxId) = did("confirm ${invite.text}")
        override suspend fun cancelInvite(invite: BoxId) = did("cancel ${invite.text}")
    }
    private val sync = object : SyncInterface by nothingOf() {
        override suspend fun watch(observer: SyncObserver) = syncView.watch(observer::onSync)
        override suspend fun start() = did("start")
        override suspend fun stop() = did("stop")
        override suspend fun agreeToRelay(link: String, plainHttp: Boolean): String {
            did("agree $link $plainHttp")
            relay = true
            return link
        }
    }
    private val devices = object : DevicesInterface by nothingOf() {
        override suspend fun watch(observer: SafetyObserver) = Watched(SafetyView(emptyList(), true)).watch(observer::onSafety)
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
    private val reminders = object : RemindersInterface by nothingOf() {
        override suspend fun watch(budget: OsBudget, observer: RemindersObserver) = upcoming.watch(observer::onReminders)
        override suspend fun plan(budget: OsBudget) = ReminderPlan(0, 0, upcoming.value.pushes, emptyList(), upcoming.value.handed)
        override suspend fun lives(limit: UInt) = emptyList<ReminderWhy>()
        override suspend fun rows(reminders: List<OccurrenceId>) = reminders.map {
            ReminderRow(it, ReminderKind.CHECK_IN, null, ReminderAbout.CheckIn("pulse", null), "", "")
        }

        override suspend fun settings() = ReminderSettings(null, false, null, emptyList(), "09:00", null, false)
        override suspend fun setKind(kind: ReminderKind, on: Boolean) = did("kind $kind $on")
        override suspend fun opened(reminder: OccurrenceId) = ReminderActed(null).also { did("opened ${reminder.text}") }
    }

    val open = OpenCore(rapport, goals, meetings, nothingOf(), people, sync, devices, checkins, reminders)
}

fun invite(id: String, given: Boolean, stage: InviteStage, name: String? = null) =
    InviteView(BoxKey(id), given, stage, name, "https://relay.example", 0, null)

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
