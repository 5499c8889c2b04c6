"""A profile and what is kept in it."""

import json

import rapport
from device import DeviceTest, Seen
from rapport import Failure, Field, GoalFilter, GoalStage, GoalTurn, Problem, Rapport, StepDraft, StepState


class LifeTest(DeviceTest):
    async def test_a_profile_is_made_once_and_opened_again(self):
        me = await self.core.people().me()
        self.assertEqual(("Ada", True), (me.profile.name, me.me))
        await self.reopen()
        self.assertEqual(me, await self.core.people().me())
        await self.core.shutdown()
        with self.assertRaises(Failure.Conflict) as made:
            await Rapport.create(self.config, self.platform, "Ada")
        self.assertEqual("profile_exists", made.exception.what)
        nowhere = rapport.Config(folder=f"{self.folder}/nobody")
        with self.assertRaises(Failure.NotFound) as missing:
            await Rapport.open(nowhere, self.platform)
        self.assertEqual("profile", missing.exception.what)

    async def test_two_cannot_have_a_profile_open(self):
        with self.assertRaises(Failure.Conflict) as busy:
            await Rapport.open(self.config, self.platform)
        self.assertEqual("profile_open", busy.exception.what)

    async def test_the_life_of_a_goal(self):
        goals = self.core.goals()
        goal = await self.private_goal()
        step = await goals.add_step(goal, StepDraft(text="Ask three questions", due=rapport.Due.ON("2026-01-05")))
        [row] = await goals.rows(GoalFilter())
        self.assertEqual((goal, "Learn to listen", GoalStage.DRAFT, 1), (row.id, row.title, row.stage, row.steps))
        [today] = (await self.core.home()).steps
        self.assertEqual((step, "Learn to listen", "2026-01-05"), (today.step, today.goal_title, today.due))
        self.assertEqual((goal, None), (today.goal, today.meeting))

        await goals.turn(goal, GoalTurn.START())
        await goals.tick(goal, step)
        view = await goals.view(goal)
        self.assertEqual((1000, StepState.DONE, "Ada"), (view.row.progress, view.steps[0].state, view.steps[0].done_by_name))
        await goals.turn(goal, GoalTurn.ACHIEVE())
        self.assertEqual([], await goals.rows(GoalFilter()))
        [row] = await goals.rows(GoalFilter(with_past=True))
        self.assertEqual(GoalStage.ACHIEVED, row.stage)
        with self.assertRaises(Failure.NotAllowed) as refused:
            await goals.turn(goal, GoalTurn.PAUSE())
        self.assertEqual(Field.STATE, refused.exception.field)
        self.assertTrue(refused.exception.rule.is_WRONG_STATE())

        await self.reopen()
        self.assertEqual([row], await self.core.goals().rows(GoalFilter(with_past=True)))
        [hit] = await self.core.search("lis")
        self.assertEqual(rapport.Found.GOAL(goal), hit.what)

    async def test_a_person_takes_everything_along(self):
        goal = await self.private_goal()
        await self.core.goals().edit(goal, rapport.GoalEdit.WHY("To hear what is not said"))
        kept = json.loads(await self.core.export_json())
        self.assertEqual(["To hear what is not said"], [one["wording"]["why"] for one in kept["goals"]])
        page = await self.core.export_markdown({"goal.state.draft": "Entwurf"})
        self.assertIn("## Learn to listen\n\nAda · Entwurf · common.private\n", page)
        self.assertIn("**field.why** To hear what is not said\n", page)

    async def test_bad_input_names_its_field(self):
        goals = self.core.goals()
        goal = await self.private_goal()
        before = await goals.view(goal)

        async def refused(call):
            with self.assertRaises(Failure.Invalid) as invalid:
                await call
            return invalid.exception.field, invalid.exception.problem

        self.assertEqual((Field.TITLE, Problem.EMPTY()), await refused(self.private_goal("  ")))
        field, problem = await refused(goals.edit(goal, rapport.GoalEdit.TITLE("x" * 1000)))
        self.assertEqual((Field.TITLE, 1000), (field, problem._is))
        # What the types of a language let through, the core's own types do not.
        field, problem = await refused(goals.edit(goal, rapport.GoalEdit.DUE("1969-12-31")))
        self.assertEqual((Field.DATE, "1970-01-01"), (field, problem.first))
        self.assertEqual((Field.DATE, Problem.NOT_A_DATE()), await refused(goals.edit(goal, rapport.GoalEdit.DUE("soon"))))
        self.assertEqual(Field.WEIGHT, (await refused(goals.edit(goal, rapport.GoalEdit.WEIGHT(11))))[0])
        self.assertEqual(Field.ZONE, (await refused(self.core.set_zone("not a zone")))[0])
        self.assertEqual((Field.INVITE, Problem.NOT_AN_INVITE()), await refused(self.core.people().join("hello")))
        self.assertEqual(before, await goals.view(goal))

    async def test_what_is_not_here_is_not_found(self):
        goal = await self.private_goal()
        for wrong in ["goal-", "meeting" + goal[4:], "", goal.upper()]:
            with self.assertRaises(Failure.NotFound) as missing:
                await self.core.goals().view(wrong)
            self.assertEqual("goal", missing.exception.what)
        await self.core.goals().delete(goal)
        with self.assertRaises(Failure.NotFound):
            await self.core.goals().view(goal)

    async def test_the_first_value_arrives_before_watch_returns(self):
        await self.private_goal("one")
        seen = Seen.of(rapport.GoalsObserver, "on_goals")
        subscription = await self.core.goals().watch_rows(GoalFilter(), 50, seen.observer)
        self.assertEqual(["one"], [row.title for row in seen.values.get_nowait()])
        await self.private_goal("two")
        await seen.until(lambda rows: {row.title for row in rows} == {"one", "two"})
        subscription.cancel()
        later = Seen.of(rapport.GoalsObserver, "on_goals")
        kept = await self.core.goals().watch_rows(GoalFilter(), 50, later.observer)
        await self.private_goal("three")
        await later.until(lambda rows: len(rows) == 3)
        self.assertTrue(seen.values.empty(), "something arrived after cancel")
        kept.cancel()
