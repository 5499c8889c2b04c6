"""What must hold when something fails: ports, callers, observers, the end."""

import asyncio
import threading

import rapport
from device import DeviceTest, Seen, Vault
from rapport import Failure, GoalFilter, Platform, PortFailure, Rapport


def stumble():
    raise RuntimeError("not declared")


def refuse():
    raise PortFailure.Failed("did not work")


class TroubleTest(DeviceTest):
    async def test_a_clock_that_throws_is_a_failure(self):
        for answer, says in [(refuse, "did not work"), (stumble, "not declared")]:
            usual, self.clock.answer = self.clock.answer, answer
            with self.assertRaises(Failure.Port) as failed:
                await self.private_goal()
            self.assertEqual("clock", failed.exception.what)
            self.assertIn(says, failed.exception.detail)
            self.clock.answer = usual
        self.assertEqual([], await self.core.goals().rows(GoalFilter()))
        await self.private_goal()

    async def test_a_vault_that_throws_is_a_failure(self):
        await self.core.shutdown()
        for before, kind in [
            (refuse, Failure.Port),
            (stumble, Failure.Port),
            (lambda: self.throw(PortFailure.Locked()), Failure.Locked),
            (lambda: self.throw(PortFailure.Lost()), Failure.KeyLost),
        ]:
            self.vault.before = before
            with self.assertRaises(kind):
                await Rapport.open(self.config, self.platform)
            with self.assertRaises(kind):
                config = rapport.Config(folder=f"{self.folder}/other")
                await Rapport.create(config, Platform(self.vault, self.zones), "Bea")
        self.vault.before = lambda: None
        wrong = Vault()
        wrong.key = bytes(31)
        with self.assertRaises(Failure.KeyLost):
            await Rapport.open(self.config, Platform(wrong, self.zones))
        wrong.key = bytes(32)
        with self.assertRaises(Failure.Locked):
            await Rapport.open(self.config, Platform(wrong, self.zones))
        await self.reopen()

    @staticmethod
    def throw(failure):
        raise failure

    async def test_zones_that_throw_leave_the_day_of_utc(self):
        for before in [refuse, stumble, lambda: self.throw(PortFailure.Unknown())]:
            self.zones.before = before
            await self.core.set_zone("Asia/Tokyo")
            self.assertEqual("2026-01-05", (await self.core.home()).today)
        self.zones.before = lambda: None
        self.assertEqual("2026-01-06", (await self.core.home()).today)

    async def test_a_log_that_throws_is_ignored(self):
        for before in [refuse, stumble]:
            self.log.before = before
            with self.assertRaises(Failure.Bug):
                await self.watch_with_a_bad_observer()
        self.assertIn("bug", await self.core.log_text())

    async def watch_with_a_bad_observer(self):
        observer = type("Bad", (rapport.GoalsObserver,), {"on_goals": lambda *_: stumble()})()
        return await self.core.goals().watch_rows(GoalFilter(), 50, observer)

    async def test_a_panic_is_a_failure_and_life_goes_on(self):
        # An observer has no way to refuse: what it throws is a panic in the core.
        with self.assertRaises(Failure.Bug) as bug:
            await self.watch_with_a_bad_observer()
        self.assertIn(f"{bug.exception.reference} ", await self.core.log_text())
        seen = Seen.of(rapport.GoalsObserver, "on_goals")
        subscription = await self.core.goals().watch_rows(GoalFilter(), 50, seen.observer)
        await self.private_goal("after")
        await seen.until(lambda rows: [row.title for row in rows] == ["after"])
        subscription.cancel()

    async def test_a_write_outlives_its_caller(self):
        seen = Seen.of(rapport.GoalsObserver, "on_goals")
        subscription = await self.core.goals().watch_rows(GoalFilter(), 50, seen.observer)
        entered, may_go = self.hold()
        caller = asyncio.ensure_future(self.private_goal("written"))
        await asyncio.to_thread(entered.wait, 10)
        caller.cancel()
        with self.assertRaises(asyncio.CancelledError):
            await caller
        may_go.set()
        await seen.until(lambda rows: [row.title for row in rows] == ["written"])
        subscription.cancel()

    async def test_shutdown_while_calls_run(self):
        entered, may_go = self.hold()
        running = [asyncio.ensure_future(self.private_goal(f"goal {n}")) for n in range(3)]
        await asyncio.to_thread(entered.wait, 10)
        ending = asyncio.ensure_future(self.core.shutdown())
        threading.Timer(0, may_go.set).start()
        ended = await asyncio.gather(*running, ending, return_exceptions=True)
        self.assertIsNone(ended.pop())
        for end in ended:
            self.assertTrue(isinstance(end, (str, Failure.Stopped)), repr(end))
        with self.assertRaises(Failure.Stopped):
            await self.core.goals().rows(GoalFilter())
        with self.assertRaises(Failure.Stopped):
            await self.private_goal()
        done = sum(isinstance(end, str) for end in ended)
        await self.reopen()
        self.assertEqual(done, len(await self.core.goals().rows(GoalFilter())))

    async def test_asleep_nothing_is_done(self):
        begun, editor = await self.open_note()
        editor.exchange([rapport.Edit.SPLICE(at=0, delete=0, insert="kept")])
        await self.core.suspend()
        await self.core.suspend()
        with self.assertRaises(Failure.Stopped):
            await self.private_goal()
        with self.assertRaises(Failure.Stopped):
            await self.core.goals().rows(GoalFilter())
        await self.core.resume()
        self.assertEqual("kept", (await self.core.notes().view(begun.note)).sections[0].text.text)
        await self.private_goal()

    async def test_many_calls_at_once(self):
        await asyncio.gather(*(self.private_goal(f"goal {n}") for n in range(100)))
        self.assertEqual(100, len(await self.core.goals().rows(GoalFilter(), limit=500)))
