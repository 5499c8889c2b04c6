"""Two people over a relay of their own process."""

import datetime
import os
import pathlib
import shutil
import subprocess
import unittest

import rapport
from device import Clock, DeviceTest, Vault, Zones
from rapport import (
    AnswerView,
    Ends,
    Failure,
    Field,
    GoalFilter,
    InviteStage,
    NewGoal,
    Place,
    PlanDays,
    Platform,
    Rapport,
    Seat,
    SeriesDraft,
    SeriesPlan,
    Weekday,
)


def program():
    """The relay's program: built beside the library that is tested."""
    here = pathlib.Path(__file__).resolve()
    folders = [os.environ.get("RAPPORT_LIBRARY_FOLDER"), here.parents[4] / "target" / "ci"]
    found = [pathlib.Path(folder) / "rapport-relay" for folder in folders if folder]
    return next((str(file) for file in found if file.exists()), shutil.which("rapport-relay"))


@unittest.skipIf(program() is None, "no rapport-relay beside the library")
class RelayTest(DeviceTest):
    async def asyncSetUp(self):
        await super().asyncSetUp()
        # The core's time has to be the relay's: sessions are signed with it.
        self.platform = Platform(self.vault, self.zones)
        await self.reopen()
        data = f"{self.folder}/relay"
        serve = [program(), "serve", "--listen", "127.0.0.1:0", "--data", data, "--log", "off"]
        self.relay = subprocess.Popen(serve, stdout=subprocess.PIPE, text=True)
        line = self.relay.stdout.readline()
        self.address = line.split()[3]
        printed = subprocess.run(
            [program(), "link", "--public", self.address, "--data", data], capture_output=True, text=True, check=True
        )
        self.link = printed.stdout.split()[-1]
        config = rapport.Config(folder=f"{self.folder}/bea")
        self.other = await Rapport.create(config, Platform(Vault(), self.zones), "Bea")

    async def asyncTearDown(self):
        await self.other.shutdown()
        await super().asyncTearDown()
        self.relay.terminate()
        self.relay.communicate()

    async def rounds(self, until):
        """Both go to the relay in turn until something holds."""
        for _ in range(20):
            if (found := await until()) is not None:
                return found
            for core in (self.core, self.other):
                await core.sync().run_once(10_000)
        self.fail(f"not after 20 rounds: {await self.core.sync().view()} {await self.other.sync().view()}")

    async def stage(self, core):
        [invite] = await core.people().invites()
        return invite.stage

    async def test_two_people_share_a_goal(self):
        self.assertEqual(self.address, await self.core.sync().agree_to_relay(self.link))
        invite = await self.core.people().invite(Seat.MENTOR)
        joined = await self.other.people().join(await self.core.people().invite_link(invite))

        async def codes():
            stages = [await self.stage(core) for core in (self.core, self.other)]
            return stages if all(stage.is_COMPARE() for stage in stages) else None

        ours, theirs = await self.rounds(codes)
        self.assertEqual(ours.code, theirs.code)
        await self.core.people().confirm(invite)
        await self.other.people().confirm(joined)

        async def paired():
            rows = [await core.people().pairings() for core in (self.core, self.other)]
            return [row[0] for row in rows] if all(rows) else None

        ours, theirs = await self.rounds(paired)
        self.assertEqual((ours.space, True, False), (theirs.space, ours.i_mentor, theirs.i_mentor))
        # Whoever is in a pair is asked how they are, until they have said it.
        [due] = (await self.core.home()).check_ins
        began = ours.since.astimezone(datetime.timezone.utc).date().isoformat()
        self.assertEqual(("pulse", None, "", began), (due.instrument, due.about, due.partner_name, due.since))
        await self.core.checkins().answer(due.instrument, "en", [AnswerView(item="mood", number=4, text="")], due.about)
        self.assertEqual([], (await self.core.home()).check_ins)

        goal = await self.other.goals().begin(NewGoal(place=Place.IN(theirs.space), title="Speak up"))

        async def arrived():
            rows = await self.core.goals().rows(GoalFilter(space=ours.space))
            return rows or None

        [row] = await self.rounds(arrived)
        self.assertEqual((goal, "Speak up", "Bea", False), (row.id, row.title, row.owner_name, row.mine))
        await self.a_series(ours.space)
        report = await self.core.sync().run_once(10_000)
        self.assertEqual((True, None, 0), (report.settled, report.trouble, report.waiting))

        first = await self.core.people().key(ours.space)
        await self.core.people().renew_key(ours.space)
        self.assertTrue((await self.core.people().key(ours.space)).rotating)

        async def renewed():
            key = await self.other.people().key(ours.space)
            return key if key.number == first.number + 1 else None

        self.assertEqual(await self.rounds(renewed), await self.core.people().key(ours.space))

    async def a_series(self, space):
        """Proposed by one, confirmed by the other; one of its meetings; when both could."""
        meetings, theirs = self.core.meetings(), self.other.meetings()
        days = PlanDays.WEEKLY(days=[Weekday.MONDAY], begins=Weekday.MONDAY)
        plan = SeriesPlan(start="2031-03-03T16:30[Europe/Zurich]", minutes=45, every=2, on=days, ends=Ends.NEVER())
        series = await meetings.propose_series(SeriesDraft(space=space, plan=plan, title="Our hour"))
        with self.assertRaises(Failure.Invalid) as never:
            await meetings.change_series(series, await meetings.plan_from_rule(plan.start, 45, "FREQ=WEEKLY;INTERVAL=0"))
        self.assertEqual(Field.INTERVAL, never.exception.field)

        async def arrived():
            return await theirs.series() or None

        [row] = await self.rounds(arrived)
        self.assertEqual((series, plan, True, False), (row.id, row.plan, row.waits_for_me, row.next.agreed))
        await theirs.confirm_series(series)
        meeting = await theirs.open_time(series, "2031-03-03")
        self.assertEqual("Our hour", (await theirs.brief(meeting)).row.title)
        view = await theirs.view_series(series)
        self.assertEqual((meeting, 2, True), (view.times[0].meeting, len(view.history), view.can.end))
        self.assertIn("SUMMARY:Our hour", await theirs.calendar())
        availability = self.core.availability()
        await availability.add_absence("2031-12-20", "2032-01-06")
        [away] = (await availability.view()).away
        self.assertEqual(("2031-12-20", "2032-01-06"), (away.first, away.last))
        slots = await availability.slots(space, 45)
        self.assertEqual((False, False, []), (slots.i_said, slots.they_said, slots.slots))
        with self.assertRaises(Failure.Invalid) as broken:
            await availability.take_calendar(b"BEGIN:VCALENDAR\r\nEND:VEVENT\r\n")
        self.assertEqual((Field.CALENDAR, 2), (broken.exception.field, broken.exception.problem.line))

    async def test_words_bring_a_person_back(self):
        await self.core.sync().agree_to_relay(self.link)
        goal = await self.private_goal()
        self.assertTrue((await self.core.sync().run_once(10_000)).settled)
        view = await self.core.devices().view()
        words = await self.core.devices().recovery_words()
        self.assertEqual((self.address, None), (view.relay, view.recovery))
        config, platform = rapport.Config(folder=f"{self.folder}/anew"), Platform(Vault(), self.zones)
        with self.assertRaises(Failure.Invalid) as few:
            await Rapport.create_recovering(config, platform, "Laptop", "hello", view.relay, False)
        self.assertEqual((Field.RECOVERY_WORDS, 1), (few.exception.field, few.exception.problem._is))
        anew = await Rapport.create_recovering(config, platform, "Laptop", words, view.relay, False)
        self.assertEqual(rapport.RecoveryStage.LOOKING, (await anew.devices().view()).recovery.stage)
        for _ in range(5):
            await anew.sync().run_once(10_000)
        self.assertEqual([goal], [row.id for row in await anew.goals().rows(GoalFilter())])
        back = await anew.devices().view()
        self.assertEqual((False, None, 2), (back.guest, back.recovery, len(back.devices)))
        [lost] = [row for row in back.devices if not row.this_device]
        await anew.devices().remove(lost.id)
        await anew.devices().confirm_recovery_words()
        await anew.devices().enter_words(words)
        self.assertTrue((await anew.devices().view()).words_unconfirmed)
        await anew.shutdown()

    async def test_without_a_relay_everything_waits(self):
        await self.core.sync().agree_to_relay(self.link)
        self.relay.terminate()
        self.relay.wait()
        await self.private_goal()
        report = await self.core.sync().run_once(2_000)
        self.assertEqual(rapport.Trouble.OFFLINE(), report.trouble)
        self.assertGreater(report.waiting, 0)
