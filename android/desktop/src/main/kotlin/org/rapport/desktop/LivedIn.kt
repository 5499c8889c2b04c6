package org.rapport.desktop

import java.time.Duration
import java.time.Instant
import java.time.LocalDate
import java.time.ZoneId
import org.rapport.bridge.Door
import org.rapport.bridge.OpenCore
import org.rapport.core.*

/** The clock of a phone that catches up with the world: what is lived in advance happens some days ago. */
class LivedClock : DeviceClock {
    @Volatile
    var daysAgo = 0L

    override fun now(): Instant = Instant.now() - Duration.ofDays(daysAgo)
}

/**
 * Three weeks of two people, played through the facade of both phones: how they met, a goal with steps, a meeting that was
 * held and one that comes, a note that both wrote. The same at each start but for the days, which end today.
 */
class LivedIn(private val ada: Door, private val bea: Door, private val relay: String, private val clocks: List<LivedClock>, private val zone: ZoneId) {
    private val left get() = checkNotNull(ada.core)
    private val right get() = checkNotNull(bea.core)

    /** Does nothing where somebody lives already. */
    suspend fun live() {
        for (door in listOf(ada, bea)) door.open()
        if (ada.core != null || bea.core != null) return
        at(21)
        ada.create("Ada")
        bea.create("Bea")
        val space = meet()
        val goal = agree(space)
        hold(space)
        work(goal)
        write(space)
        plan(space)
        at(0)
        exchange { left.meetings.coming().size == 2 && listOf(left, right).all { it.sync.line().waiting == 0u } }
    }

    private fun at(daysAgo: Long) {
        for (clock in clocks) clock.daysAgo = daysAgo
    }

    private fun today(): LocalDate = LocalDate.now(zone)

    private fun slot(inDays: Long, time: String): Civil = "${today().plusDays(inDays)}T$time[$zone]"

    /** Sends and fetches on both phones until something is so. */
    private suspend fun exchange(done: suspend () -> Boolean) {
        repeat(ROUNDS) {
            for (core in listOf(left, right)) core.sync.runOnce(BUDGET_MS)
            if (done()) return
        }
        error("two phones and their relay do not come to an end")
    }

    private suspend fun meet(): SpaceId {
        left.sync.agreeToRelay(relay)
        val given = left.people.invite(Seat.MENTEE)
        val taken = right.people.join(left.people.inviteLink(given))
        suspend fun OpenCore.compares() = people.invites().singleOrNull()?.stage is InviteStage.Compare
        exchange { left.compares() && right.compares() }
        left.people.confirm(given)
        right.people.confirm(taken)
        suspend fun OpenCore.knows(name: String) = people.pairings().singleOrNull()?.partnerName == name
        exchange { left.knows("Bea") && right.knows("Ada") }
        return left.people.pairings().single().space
    }

    private suspend fun agree(space: SpaceId): GoalId {
        at(20)
        val goal = left.goals.begin(NewGoal(Place.In(space), "Find work that fits", "Because I want to look forward to Mondays again."))
        left.goals.turn(goal, GoalTurn.Propose)
        exchange { right.goals.rows(GoalFilter()).size == 1 }
        right.goals.turn(goal, GoalTurn.Nod)
        exchange { left.goals.view(goal).row.stage == GoalStage.ACTIVE }
        val sleep = left.goals.begin(NewGoal(Place.Private, "Sleep before midnight"))
        left.goals.turn(sleep, GoalTurn.Start)
        return goal
    }

    private suspend fun hold(space: SpaceId) {
        at(16)
        val first = right.meetings.propose(NewMeeting(space, slot(-14, "17:00"), 60u, "First steps", Mode.IN_PERSON, "Café Sonne"))
        exchange { left.meetings.coming().any { it.id == first } }
        left.meetings.turn(first, MeetingTurn.Confirm)
        left.meetings.addAgendaItem(first, "What a good day looks like")
        at(13)
        exchange { right.meetings.view(first).agenda.isNotEmpty() }
        val both = right.meetings.view(first).attendance.map { Attended(it.person, Attendance.YES) }
        right.meetings.turn(first, MeetingTurn.Hold)
        right.meetings.log(first, 55u, both)
        exchange { left.meetings.view(first).took != null }
    }

    private suspend fun work(goal: GoalId) {
        at(10)
        val advert = left.goals.addStep(goal, StepDraft("Look through the adverts together"))
        val page = left.goals.addStep(goal, StepDraft("Rewrite the first page of the CV"))
        left.goals.addStep(goal, StepDraft("Write down three questions for the interview", due = Due.On(today())))
        left.goals.addStep(goal, StepDraft("Call the woman whom Bea knows", due = Due.On(today().plusDays(9))))
        left.goals.addMilestone(goal, "Three applications are out", today().plusDays(35))
        exchange { right.goals.view(goal).steps.size == 4 }
        at(3)
        right.goals.tick(goal, advert)
        left.goals.tick(goal, page)
        right.goals.addComment(goal, CommentKind.REMARK, On.Whole, "The second page is much clearer now. Shall we practise the hard question?")
    }

    private suspend fun write(space: SpaceId) {
        at(2)
        val begun = left.notes.begin(NewNote(Place.In(space), "Before the interview"))
        left.type(begun.note, begun.section, "Why did you leave? Say it in one sentence.\n")
        exchange { right.notes.rows().size == 1 }
        right.type(begun.note, begun.section, "Nobody ever regretted a pause before an answer.")
    }

    private suspend fun OpenCore.type(note: NoteId, section: SectionId, text: String) = notes.open(note, section).use { editor ->
        editor.exchange(listOf(Edit.Splice(editor.whole().text.length.toUInt(), 0u, text)))
        editor.finish()
    }

    private suspend fun plan(space: SpaceId) {
        at(1)
        val next = right.meetings.propose(NewMeeting(space, slot(2, "16:30"), 45u, "Before the interview", Mode.VIDEO))
        exchange { left.meetings.coming().any { it.id == next } }
        left.meetings.turn(next, MeetingTurn.Confirm)
        left.meetings.addAgendaItem(next, "What if they ask why I left?")
        right.meetings.propose(NewMeeting(space, slot(16, "16:30"), 45u))
    }

    private companion object {
        const val ROUNDS = 20
        const val BUDGET_MS = 20_000u
    }
}
