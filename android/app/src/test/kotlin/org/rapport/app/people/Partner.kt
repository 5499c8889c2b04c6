package org.rapport.app.people

import java.io.File
import java.time.LocalDate
import kotlinx.coroutines.runBlocking
import org.rapport.bridge.JavaZones
import org.rapport.core.*

/**
 * The other person, or another device of the same one: a second core in this process, without screens. With `link` it
 * belongs to nobody, and wants to be taken in by whoever gave that.
 */
class Partner(folder: File, name: String, clock: DeviceClock? = null, link: String? = null) : AutoCloseable {
    private val vault = object : KeyVault {
        private var key: ByteArray? = null
        override fun load() = key
        override fun store(key: ByteArray) { this.key = key }
    }
    private val core = runBlocking {
        val (config, platform) = Config(folder.path, "Europe/Zurich") to Platform(vault, JavaZones(), clock)
        if (link == null) Rapport.create(config, platform, name) else Rapport.createGuest(config, platform, name, link, false)
    }
    private val devices = core.devices()
    private val people = core.people()
    private val goals = core.goals()
    private val notes = core.notes()
    private val sync = core.sync()
    private val checkins = core.checkins()
    private val meetings = core.meetings()
    private val availability = core.availability()

    val space: SpaceId? get() = runBlocking { people.pairings().singleOrNull()?.space }

    fun online(on: Boolean = true) = runBlocking { if (on) sync.start() else sync.stop() }

    /** A link for the other one, with Bea as mentor. */
    fun invite(relay: String, plainHttp: Boolean = false): String = runBlocking {
        sync.agreeToRelay(relay, plainHttp)
        people.inviteLink(people.invite(Seat.MENTOR))
    }.also { online() }

    fun join(link: String) {
        runBlocking { people.join(link) }
        online()
    }

    val code: String? get() = runBlocking { (people.invites().singleOrNull()?.stage as? InviteStage.Compare)?.code }

    fun confirm() = runBlocking { people.confirm(people.invites().single().id) }

    /** A link for another device of the same person. */
    fun link(relay: String, plainHttp: Boolean = false): String = runBlocking {
        sync.agreeToRelay(relay, plainHttp)
        people.inviteLink(devices.link())
    }.also { online() }

    /** What stands on her paper: the words, and the relay beside them, which has everything by then. */
    fun paper(relay: String): Pair<String, String> = runBlocking {
        sync.agreeToRelay(relay, false)
        check(sync.runOnce(20_000u).settled) { "the relay has not everything" }
        checkNotNull(devices.recoveryWords()) to checkNotNull(devices.view().relay)
    }

    /** Of the link that was given or taken last. */
    val linkCode: String? get() = runBlocking { (devices.links().lastOrNull()?.stage as? InviteStage.Compare)?.code }

    fun confirmLink() = runBlocking { people.confirm(devices.links().last().id) }

    val isGuest: Boolean get() = runBlocking { devices.view().guest }

    fun ownGoals(): List<String> = runBlocking { goals.rows(GoalFilter()).map { it.title } }

    fun beginOwnGoal(title: String) = runBlocking { goals.begin(NewGoal(Place.Private, title)) }

    fun beginGoal(title: String, vararg steps: String) = runBlocking {
        val goal = goals.begin(NewGoal(Place.In(checkNotNull(space)), title))
        for (step in steps) goals.addStep(goal, StepDraft(step))
    }

    fun propose(title: String) = runBlocking { goals.turn(goals.rows(GoalFilter()).first { it.title == title }.id, GoalTurn.Propose) }

    fun steps(): Map<String, StepState> = runBlocking {
        goals.rows(GoalFilter()).flatMap { goals.view(it.id).steps }.associate { it.text to it.state }
    }

    fun tick(text: String) = runBlocking {
        val goal = goals.rows(GoalFilter()).first { row -> goals.view(row.id).steps.any { it.text == text } }
        goals.tick(goal.id, goals.view(goal.id).steps.first { it.text == text }.id)
    }

    fun beginNote(title: String, text: String) = runBlocking {
        val begun = notes.begin(NewNote(Place.In(checkNotNull(space)), title))
        type(begun.note, begun.section, text)
    }

    /** Types at the end of the only note. */
    fun typeOn(text: String) = runBlocking {
        val note = notes.rows().single().id
        type(note, notes.view(note).sections.single().id, text)
    }

    /** Types into the only note, before the first place where `before` stands. */
    fun typeBefore(before: String, text: String) = runBlocking {
        val note = notes.rows().single().id
        notes.open(note, notes.view(note).sections.single().id).use { editor ->
            editor.exchange(listOf(Edit.Splice(editor.whole().text.indexOf(before).toUInt(), 0u, text)))
            editor.finish()
        }
    }

    /** Opens the only note and stays in it until that is closed. */
    fun stayInNote(): NoteEditor = runBlocking {
        val note = notes.rows().single().id
        notes.open(note, notes.view(note).sections.single().id)
    }

    private suspend fun type(note: NoteId, section: SectionId, text: String) = notes.open(note, section).use { editor ->
        editor.exchange(listOf(Edit.Splice(editor.whole().text.length.toUInt(), 0u, text)))
        editor.finish()
    }

    fun noteText(): String = runBlocking {
        notes.rows().firstOrNull()?.let { notes.view(it.id).sections.single().text.text }.orEmpty()
    }

    /** What Ada has shown: the answers, by question. */
    fun shown(): List<Map<String, String>> = runBlocking {
        checkins.shown("en").map { row -> row.answers.associate { it.item to (it.number?.toString() ?: it.text) } }
    }

    /** The only series that is proposed or agreed, if there is one. */
    fun series(): SeriesView? = runBlocking { meetings.series().singleOrNull()?.let { meetings.viewSeries(it.id) } }

    fun confirmSeries() = runBlocking { meetings.confirmSeries(checkNotNull(series()).row.id) }

    /** Every week from `first` on, for an hour. */
    fun proposeSeries(first: Civil) = runBlocking {
        meetings.proposeSeries(SeriesDraft(checkNotNull(space), meetings.planFromRule(first, 60u, "FREQ=WEEKLY")))
    }

    fun wish(plan: SeriesPlan) = runBlocking { meetings.changeSeries(checkNotNull(series()).row.id, plan) }

    fun skipTime(of: LocalDate, reason: CancelReason) = runBlocking { meetings.skipTime(checkNotNull(series()).row.id, of, reason) }

    fun endSeries(reason: CancelReason) = runBlocking { meetings.endSeries(checkNotNull(series()).row.id, reason) }

    fun moveTime(of: LocalDate, to: Civil) = runBlocking { meetings.moveTime(checkNotNull(series()).row.id, of, to) }

    /** When Bea could meet, by the clock of `zone`. */
    fun free(zone: String, vararg hours: Hours) = runBlocking {
        availability.setZone(zone)
        availability.setWeekly(hours.toList())
    }

    /** Puts a point on the agenda of the meeting that comes next. */
    fun addPoint(text: String) = runBlocking { meetings.addAgendaItem(meetings.coming().first().id, text) }

    fun confirmMeeting(id: MeetingId) = runBlocking { meetings.turn(id, MeetingTurn.Confirm) }

    fun coming(): List<MeetingRow> = runBlocking { meetings.coming() }

    override fun close() {
        runBlocking { core.shutdown() }
        core.close()
    }
}
