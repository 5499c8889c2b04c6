"""What every language must be able to do with one of everything that crosses the boundary."""

import asyncio
import queue
import threading
import unittest

import probe
from probe import Clock, Failure, PortFailure, Row, RowDraft, RowsObserver, RowState, Shelf


class TestClock(Clock):
    """A clock whose answer a test can replace."""

    def __init__(self):
        self.answer = lambda: 1_767_636_000_000

    def now_ms(self):
        return self.answer()


class Titles(RowsObserver):
    """Collects what arrives, each list as its titles."""

    def __init__(self):
        self.lists = queue.Queue()

    def on_rows(self, rows):
        self.lists.put([row.title for row in rows])

    async def next(self):
        return await asyncio.to_thread(self.lists.get, True, 10)


def utf16(text):
    """How many UTF-16 units `text` has: the core counts so, Python does not."""
    return len(text.encode("utf-16-le")) // 2


class ProbeTest(unittest.IsolatedAsyncioTestCase):
    def setUp(self):
        self.clock = TestClock()
        self.shelf = Shelf.open(self.clock)

    def tearDown(self):
        self.shelf.shutdown()

    async def test_records_enums_ids_and_defaults(self):
        row_id = await self.shelf.add(RowDraft(title="Read a book"))
        [row] = await self.shelf.rows()
        self.assertEqual(row, Row(id=row_id, title="Read a book", state=RowState.ACTIVE(1_767_636_000_000)))
        self.assertIsNone(row.due_ms)
        self.assertEqual(row, await self.shelf.row(row_id))
        self.assertEqual([], await self.shelf.rows(limit=0))

    async def test_failures_are_typed(self):
        with self.assertRaises(Failure.Invalid) as invalid:
            await self.shelf.add(RowDraft(title=""))
        self.assertEqual("title", invalid.exception.field)
        with self.assertRaises(Failure.NotFound) as missing:
            await self.shelf.row("row-9")
        self.assertEqual("row", missing.exception.what)

    async def test_text_is_counted_in_utf16(self):
        start = "👩‍🏫 שלום مرحبا e\u0301"
        self.assertEqual(utf16(start), self.shelf.splice(0, 0, start))
        before = start[: start.index("ם")]
        self.shelf.splice(utf16(before), 0, "🙂")
        self.assertEqual(before + "🙂" + start[len(before) :], self.shelf.text())
        with self.assertRaises(Failure.Invalid):
            self.shelf.splice(999, 1, "")

    async def test_a_lone_surrogate_never_reaches_the_core(self):
        with self.assertRaises(UnicodeEncodeError):
            self.shelf.splice(0, 0, "\ud83d")
        self.assertEqual("", self.shelf.text())

    async def test_a_number_out_of_range_never_reaches_the_core(self):
        with self.assertRaises(ValueError):
            self.shelf.splice(-1, 0, "")
        with self.assertRaises(ValueError):
            await self.shelf.rows(limit=1 << 32)

    async def test_a_thousand_splices_keep_their_order(self):
        text = "".join(f"{n} " for n in range(1000))
        for at, sign in enumerate(text):
            self.shelf.splice(at, 0, sign)
        self.assertEqual(text, self.shelf.text())

    async def test_the_first_list_arrives_before_watch_returns(self):
        await self.shelf.add(RowDraft(title="one"))
        titles = Titles()
        subscription = await self.shelf.watch(titles)
        self.assertEqual(["one"], titles.lists.get_nowait())
        await self.shelf.add(RowDraft(title="two"))
        self.assertEqual(["one", "two"], await titles.next())
        subscription.cancel()
        later = Titles()
        kept = await self.shelf.watch(later)
        await later.next()
        await self.shelf.add(RowDraft(title="three"))
        self.assertEqual(["one", "two", "three"], await later.next())
        self.assertTrue(titles.lists.empty(), "something arrived after cancel")
        kept.cancel()

    async def test_a_panic_is_a_failure_and_life_goes_on(self):
        with self.assertRaises(Failure.Bug):
            await self.shelf.stumble()
        await self.shelf.add(RowDraft(title="after"))
        self.assertEqual(1, len(await self.shelf.rows()))

    async def test_a_panic_in_a_call_that_answers_at_once_is_a_failure_too(self):
        with self.assertRaises(Failure.Bug) as bug:
            self.shelf.stumble_here()
        self.assertEqual("guarded", bug.exception.reference)
        await self.shelf.add(RowDraft(title="after"))
        self.assertEqual(1, len(await self.shelf.rows()))

    async def test_a_port_that_throws_is_a_failure(self):
        def refuse():
            raise PortFailure.Refused("no clock")

        def stumble():
            raise RuntimeError("not declared")

        self.clock.answer = refuse
        with self.assertRaises(Failure.Port) as refused:
            await self.shelf.add(RowDraft(title="x"))
        self.assertEqual("no clock", refused.exception.detail)
        self.clock.answer = stumble
        with self.assertRaises(Failure.Port) as thrown:
            await self.shelf.add(RowDraft(title="x"))
        self.assertIn("not declared", thrown.exception.detail)

    def hold(self):
        """The clock tells when it is asked, and answers when it may."""
        entered, may_go = threading.Event(), threading.Event()

        def answer():
            entered.set()
            may_go.wait(10)
            return 7

        self.clock.answer = answer
        return entered, may_go

    async def test_a_write_outlives_its_caller(self):
        entered, may_go = self.hold()
        titles = Titles()
        subscription = await self.shelf.watch(titles)
        await titles.next()
        caller = asyncio.ensure_future(self.shelf.add(RowDraft(title="written")))
        await asyncio.to_thread(entered.wait, 10)
        caller.cancel()
        with self.assertRaises(asyncio.CancelledError):
            await caller
        may_go.set()
        self.assertEqual(["written"], await titles.next())
        subscription.cancel()

    async def test_shutdown_while_calls_run(self):
        entered, may_go = self.hold()
        running = asyncio.ensure_future(self.shelf.add(RowDraft(title="running")))
        await asyncio.to_thread(entered.wait, 10)
        ending = threading.Thread(target=self.shelf.shutdown)
        ending.start()
        may_go.set()
        self.assertEqual("row-1", await running)
        await asyncio.to_thread(ending.join, 10)
        with self.assertRaises(Failure.Stopped):
            await self.shelf.rows()

    async def test_many_calls_at_once(self):
        await asyncio.gather(*(self.shelf.add(RowDraft(title=f"row {n}")) for n in range(200)))
        self.assertEqual(200, len(await self.shelf.rows(limit=500)))


if __name__ == "__main__":
    unittest.main()
