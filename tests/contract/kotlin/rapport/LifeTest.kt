package org.rapport.contract

import java.time.LocalDate
import kotlinx.coroutines.runBlocking
import org.junit.Assert.assertEquals
import org.junit.Assert.assertTrue
import org.junit.Test
import org.rapport.core.*
import org.rapport.id.GoalKey

/** A profile and what is kept in it. */
class LifeTest : DeviceTest() {
    @Test
    fun aProfileIsMadeOnceAndOpenedAgain() = runBlocking {
        val me = core.people().me()
        assertEquals("Ada" to true, me.profile.name to me.me)
        reopen()
        assertEquals(me, core.people().me())
        assertEquals("profile_open", fails<Failure.Conflict> { Rapport.open(config, platform) }.what)
        core.shutdown()
        assertEquals("profile_exists", fails<Failure.Conflict> { Rapport.create(config, platform, "Ada") }.what)
        val nowhere = Config("$folder/nobody")
        assertEquals("profile", fails<Failure.NotFound> { Rapport.open(nowhere, platform) }.what)
    }

    @Test
    fun theLifeOfAGoal() = runBlocking {
        val goals = core.goals()
        val goal: GoalKey = privateGoal()
        val due = Due.On(LocalDate.of(2026, 1, 5))
        val step = goals.addStep(goal, StepDraft("Ask three questions", due = due))
        val draft = rows().single()
        assertEquals(listOf(goal, "Learn to listen", GoalStage.DRAFT, 1u), listOf(draft.id, draft.title, draft.stage, draft.steps))
        val today = core.home().steps.single()
        assertEquals(Triple(step, "Learn to listen", due.v1), Triple(today.step, today.goalTitle, today.due))
        assertEquals("it says where it is ticked", goal to null, today.goal to today.meeting)

        goals.turn(goal, GoalTurn.Start)
        goals.tick(goal, step)
        val view = goals.view(goal)
        assertEquals(Triple(1000u, StepState.DONE, "Ada"), Triple(view.row.progress, view.steps[0].state, view.steps[0].doneByName))
        assertEquals("equal values are equal, as screens need them", view, goals.view(goal))
        goals.turn(goal, GoalTurn.Achieve)
        assertTrue(rows().isEmpty())
        val achieved = rows(GoalFilter(withPast = true)).single()
        assertEquals(GoalStage.ACHIEVED, achieved.stage)
        val refused = fails<Failure.NotAllowed> { goals.turn(goal, GoalTurn.Pause) }
        assertEquals(Field.STATE, refused.`field`)
        assertTrue(refused.rule is Rule.WrongState)

        reopen()
        assertEquals(listOf(achieved), rows(GoalFilter(withPast = true)))
        assertEquals(Found.Goal(goal), core.search("lis").single().what)
    }

    @Test
    fun aPersonTakesEverythingAlong() = runBlocking {
        val goal = privateGoal()
        core.goals().edit(goal, GoalEdit.Why("To hear what is not said"))
        val kept = core.exportJson()
        assertTrue(kept, "\"why\": \"To hear what is not said\"" in kept)
        val page = core.exportMarkdown(mapOf("goal.state.draft" to "Entwurf"))
        assertTrue(page, "## Learn to listen\n\nAda · Entwurf · common.private\n" in page)
        assertTrue(page, "**field.why** To hear what is not said\n" in page)
    }

    @Test
    fun badInputNamesItsField() = runBlocking {
        val goals = core.goals()
        val goal = privateGoal()
        val before = goals.view(goal)
        fun refused(call: suspend () -> Unit) = fails<Failure.Invalid> { call() }.let { it.`field` to it.problem }

        assertEquals(Field.TITLE to Problem.Empty, refused { privateGoal("  ") })
        assertEquals(Field.TITLE to Problem.TooLong(200u, 1000u), refused { goals.edit(goal, GoalEdit.Title("x".repeat(1000))) })
        // What the types of a language let through, the core's own types do not.
        val early = refused { goals.edit(goal, GoalEdit.Due(LocalDate.of(1969, 12, 31))) }
        assertEquals(Field.DATE to Problem.DateOutOfRange(LocalDate.of(1970, 1, 1), LocalDate.of(2200, 12, 31)), early)
        assertEquals(Field.WEIGHT to Problem.OutOfRange(1, 10), refused { goals.edit(goal, GoalEdit.Weight(11u)) })
        assertEquals(Field.ZONE to Problem.NotAZone, refused { core.setZone("not a zone") })
        assertEquals(Field.INVITE to Problem.NotAnInvite, refused { core.people().join("hello") })
        assertEquals(before, goals.view(goal))
        assertEquals("goal", fails<Failure.NotFound> { goals.view(GoalKey("goal-")) }.what)
    }

    @Test
    fun theFirstValueArrivesBeforeWatchReturns() = runBlocking {
        privateGoal("one")
        val seen = Seen<List<GoalRow>>()
        val subscription = core.goals().watchRows(GoalFilter(), 50u, seen.goals())
        assertEquals(listOf("one"), seen.values.poll()?.map { it.title })
        privateGoal("two")
        seen.until { rows -> rows.map { it.title }.toSet() == setOf("one", "two") }
        subscription.cancel()
        subscription.close()
        val later = Seen<List<GoalRow>>()
        core.goals().watchRows(GoalFilter(), 50u, later.goals()).use {
            privateGoal("three")
            later.until { it.size == 3 }
        }
        assertTrue("something arrived after cancel", seen.values.isEmpty())
    }
}
