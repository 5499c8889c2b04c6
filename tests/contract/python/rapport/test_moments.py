"""Instants are what Python has for them, exact both ways; what the core does not keep is refused."""

import datetime
import random

import rapport
from device import DeviceTest, instant
from rapport import Failure, GoalFilter

EARLIEST = datetime.datetime(1, 1, 1, tzinfo=datetime.timezone.utc)
LATEST = datetime.datetime(9999, 12, 31, 23, 59, 59, 999_000, tzinfo=datetime.timezone.utc)
MILLISECOND = datetime.timedelta(milliseconds=1)


class MomentsTest(DeviceTest):
    async def changed(self, now):
        """When the core says that something changed while the clock said `now`."""
        self.clock.answer = lambda: now
        goal = await self.private_goal()
        [changed] = [row.changed for row in await self.core.goals().rows(GoalFilter(), limit=500) if row.id == goal]
        return changed

    async def test_an_instant_is_the_same_on_both_sides_to_the_millisecond(self):
        chance = random.Random(7)
        some = [0, 1, 999, 1_767_636_000_001, 4_102_444_799_999] + [chance.randrange(4_102_444_800_000) for _ in range(20)]
        for now in map(instant, some):
            changed = await self.changed(now)
            self.assertEqual((now, datetime.timezone.utc), (changed, changed.tzinfo))
        elsewhere = datetime.timezone(datetime.timedelta(hours=-9, minutes=-30))
        self.assertEqual(instant(5), await self.changed(instant(5).astimezone(elsewhere)), "the zone that it is said in is no matter")
        converter = rapport._UniffiFfiConverterTypeMoment
        first, last = EARLIEST - instant(0), LATEST - instant(0)
        any_ms = [chance.randrange(first // MILLISECOND, last // MILLISECOND) for _ in range(5_000)]
        for ms in [0, -1, first // MILLISECOND, last // MILLISECOND] + any_ms:
            self.assertEqual(ms, converter.lower(converter.lift(ms)))

    async def test_a_clock_without_a_zone_is_refused_and_changes_nothing(self):
        usual = self.clock.answer
        for odd in [datetime.datetime(2026, 1, 5), 1_767_636_000_000, None]:
            self.clock.answer = lambda odd=odd: odd
            with self.assertRaises(Failure.Port) as refused:
                await self.private_goal()
            self.assertEqual("clock", refused.exception.what)
        self.clock.answer = usual
        self.assertEqual([], await self.core.goals().rows(GoalFilter()))
