"""Reminders: planned, shown, put off, explained."""

import datetime

import rapport
from device import DeviceTest, Seen, instant
from rapport import (
    Failure,
    Field,
    OsBudget,
    QuietHours,
    ReminderHeld,
    ReminderKind,
    ReminderSnooze,
    ReminderState,
    RemindersObserver,
    StepDraft,
)

HOUR = datetime.timedelta(hours=1)
# 7 January 2026, 9:00 in Zurich.
AT = instant(1_767_772_800_000)


class RemindersTest(DeviceTest):
    async def step(self):
        goal = await self.private_goal()
        draft = StepDraft(text="Ask three questions", due=rapport.Due.ON("2026-01-07"))
        return goal, await self.core.goals().add_step(goal, draft)

    async def test_what_is_to_come_arrives_whole_and_goes_when_it_is_done(self):
        seen = Seen.of(RemindersObserver, "on_reminders")
        subscription = await self.core.reminders().watch(OsBudget.IOS(), seen.observer)
        self.assertEqual([], seen.values.get_nowait().pushes)
        goal, step = await self.step()
        upcoming = await seen.until(lambda upcoming: upcoming.pushes)
        [push] = upcoming.pushes
        self.assertEqual((AT, "2026-01-07", "09:00"), (push.at, push.wall.day, push.wall.time))
        self.assertEqual((True, False, True), (push.loud, push.exempt, push.text.is_STEP()))
        [request] = upcoming.handed[0]
        self.assertEqual((push.id, AT, True, None), (request.push, request.at, request.floats, request.repeats))
        await self.core.goals().tick(goal, step)
        await seen.until(lambda upcoming: not upcoming.pushes)
        subscription.cancel()

    async def test_what_it_leads_to_and_why(self):
        reminders = self.core.reminders()
        goal, step = await self.step()
        plan = await reminders.plan(OsBudget.ANDROID(exact=False))
        [part] = plan.pushes[0].parts
        self.assertEqual((plan.pushes[0].id, AT, 600_000), (plan.handed[0].push, plan.handed[0].at, plan.handed[0].window_ms))
        [row] = await reminders.rows([part.id])
        self.assertEqual((ReminderKind.STEP, "Ask three questions"), (row.kind, row.title))
        self.assertEqual((step, goal, None), (row.about.step, row.about.goal, row.about.meeting))
        self.assertEqual("2026-01-07", row.because.day)
        why = await reminders.why(part.id)
        self.assertEqual((AT, None), (why.fate.at, why.fate.held))
        self.assertEqual([ReminderState.PLANNED], [mark.state for mark in why.marks])
        self.assertEqual([part.id], [life.id for life in await reminders.lives()])

    async def test_shown_once_put_off_three_times_and_rarer_when_waved_away(self):
        reminders = self.core.reminders()
        await self.step()
        [push] = (await reminders.plan(OsBudget.ANDROID(exact=False))).pushes
        self.clock.answer = lambda: AT - HOUR
        early = await reminders.may_show(push.id)
        self.assertEqual((AT, True), (early.to, early.is_MOVE()))
        await reminders.plan(OsBudget.ANDROID(exact=False))
        self.clock.answer = lambda: AT
        verdict = await reminders.may_show(push.id)
        self.assertEqual((True, [push.parts[0].id], True), (verdict.is_SHOW(), verdict.parts, verdict.loud))
        again = await reminders.may_show(push.id)
        self.assertEqual((True, ReminderHeld.SHOWN), (again.is_SUPPRESS(), again.why))
        one = push.parts[0].id
        self.assertIn(ReminderSnooze.THIS_EVENING, await reminders.snoozes(one))
        for _ in range(3):
            await reminders.snooze(one, ReminderSnooze.HOUR)
        self.assertEqual([], await reminders.snoozes(one))
        with self.assertRaises(Failure.NotAllowed) as often:
            await reminders.snooze(one, ReminderSnooze.HOUR)
        self.assertEqual(Field.REMINDER, often.exception.field)
        plan = await reminders.plan(OsBudget.NONE())
        self.assertEqual([AT + HOUR], [push.at for push in plan.pushes])
        self.assertIsNone((await reminders.dismiss(one)).rarer)
        self.assertEqual(ReminderKind.STEP, (await reminders.dismiss(one)).rarer)
        await reminders.restore(ReminderKind.STEP)
        with self.assertRaises(Failure.NotFound):
            await reminders.done(one.replace("step.", "concern."))
        with self.assertRaises(Failure.NotFound):
            await reminders.why("no name of one")

    async def test_what_is_chosen_is_kept(self):
        reminders = self.core.reminders()
        await self.step()
        usual = await reminders.settings()
        self.assertEqual((QuietHours(begin="21:00", end="08:00"), "09:00", []), (usual.quiet, usual.usual, usual.off))
        await reminders.set_quiet_hours(QuietHours(begin="22:00", end="10:00"))
        await reminders.set_quiet_weekends(True)
        await reminders.set_usual_time("09:30")
        await reminders.set_exact_meetings(True)
        [device] = [row.id for row in (await self.core.devices().view()).devices]
        await reminders.set_ringing_device(device)
        await self.reopen()
        reminders = self.core.reminders()
        chosen = await reminders.settings()
        self.assertEqual((QuietHours(begin="22:00", end="10:00"), True, "09:30"), (chosen.quiet, chosen.quiet_weekends, chosen.usual))
        self.assertEqual((device, True), (chosen.rings, chosen.exact_meetings))
        [push] = (await reminders.plan(OsBudget.NONE())).pushes
        self.assertEqual((AT + HOUR, ReminderHeld.QUIET_HOURS), (push.at, push.parts[0].held))
        await reminders.pause("2026-01-09")
        [push] = (await reminders.plan(OsBudget.NONE())).pushes
        self.assertEqual(("2026-01-12", ReminderHeld.PAUSED), (push.wall.day, push.parts[0].held))
        await reminders.pause(None)
        await reminders.set_kind(ReminderKind.STEP, False)
        plan = await reminders.plan(OsBudget.NONE())
        self.assertEqual(([], [ReminderHeld.KIND_OFF]), (plan.pushes, [left.why for left in plan.left_out]))
        with self.assertRaises(Failure.Invalid) as same:
            await reminders.set_quiet_hours(QuietHours(begin="08:00", end="08:00"))
        self.assertEqual(Field.QUIET_HOURS, same.exception.field)
