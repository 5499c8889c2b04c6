"""What a test gives to the core: ports whose answers it can replace, and observers that collect."""

import asyncio
import datetime
import queue
import shutil
import tempfile
import threading
import unittest
import zoneinfo

import rapport
from rapport import Config, DeviceClock, DeviceZones, KeyVault, LogSink, Platform, PortFailure, Rapport, ZoneChange


def instant(ms):
    """The moment so many milliseconds after 1970."""
    return datetime.datetime(1970, 1, 1, tzinfo=datetime.timezone.utc) + datetime.timedelta(milliseconds=ms)


class Clock(DeviceClock):
    """The time of 5 January 2026, or what a test makes it say."""

    def __init__(self):
        self.answer = lambda: instant(1_767_636_000_000)

    def now(self):
        return self.answer()


class Zones(DeviceZones):
    """The zones that Python knows."""

    def __init__(self):
        self.before = lambda: None

    def changes(self, zone, first, last):
        self.before()
        try:
            rules = zoneinfo.ZoneInfo(zone)
        except (ValueError, zoneinfo.ZoneInfoNotFoundError):
            raise PortFailure.Unknown()

        def offset(at):
            return int(at.astimezone(rules).utcoffset().total_seconds())

        found, here = [ZoneChange(at=first, offset_s=offset(first))], first
        while here < last:
            after = min(here + datetime.timedelta(days=1), last)
            if offset(after) != offset(here):
                before, now = here, offset(here)
                while after - before > datetime.timedelta.resolution:
                    middle = before + (after - before) // 2
                    before, after = (middle, after) if offset(middle) == now else (before, middle)
                if after < last:
                    found.append(ZoneChange(at=after, offset_s=offset(after)))
            here = after
        return found


class Vault(KeyVault):
    """Keeps the key in memory."""

    def __init__(self):
        self.key = None
        self.before = lambda: None

    def load(self):
        self.before()
        return self.key

    def store(self, key):
        self.before()
        self.key = bytes(key)


class Log(LogSink):
    """Collects lines."""

    def __init__(self):
        self.lines = queue.Queue()
        self.before = lambda: None

    def line(self, level, text):
        self.before()
        self.lines.put(text)


class Seen:
    """Collects what an observer is told: give `Seen.of(TheObserver, "its_method")` to a watch."""

    def __init__(self):
        self.values = queue.Queue()

    @staticmethod
    def of(trait, method):
        seen = Seen()
        told = {method: lambda _self, value: seen.values.put(value)}
        seen.observer = type("Observer", (trait,), told)()
        return seen

    async def until(self, wanted):
        """The first value that is as wanted; fails when none comes in ten seconds."""
        while True:
            value = await asyncio.to_thread(self.values.get, True, 10)
            if wanted(value):
                return value


def utf16(text):
    """How many UTF-16 units `text` has: the core counts so, Python does not."""
    return len(text.encode("utf-16-le")) // 2


class DeviceTest(unittest.IsolatedAsyncioTestCase):
    """A test with a folder, ports, and a person called Ada."""

    def setUp(self):
        self.folder = tempfile.mkdtemp()
        self.clock, self.zones, self.vault, self.log = Clock(), Zones(), Vault(), Log()
        self.platform = Platform(self.vault, self.zones, self.clock, self.log)
        self.config = Config(folder=f"{self.folder}/ada", zone="Europe/Zurich")

    async def asyncSetUp(self):
        self.core = await Rapport.create(self.config, self.platform, "Ada")

    async def asyncTearDown(self):
        await self.core.shutdown()

    def tearDown(self):
        shutil.rmtree(self.folder)

    async def reopen(self):
        await self.core.shutdown()
        self.core = await Rapport.open(self.config, self.platform)

    async def private_goal(self, title="Learn to listen"):
        return await self.core.goals().begin(rapport.NewGoal(place=rapport.Place.PRIVATE(), title=title))

    async def open_note(self):
        """A new note with its empty section open."""
        begun = await self.core.notes().begin(rapport.NewNote(place=rapport.Place.PRIVATE(), title="Monday"))
        return begun, await self.core.notes().open(begun.note, begun.section)

    def hold(self):
        """The clock tells when it is asked, and answers when it may."""
        entered, may_go = threading.Event(), threading.Event()

        def answer():
            entered.set()
            may_go.wait(10)
            return instant(1_767_636_000_001)

        self.clock.answer = answer
        return entered, may_go
