"""Check-ins: answered, kept, put right, and whom to turn to."""

import datetime

from device import DeviceTest
from rapport import (
    AnswerView,
    CheckInAlert,
    Failure,
    Field,
    FileFault,
    InstrumentAbout,
    ItemKind,
    ScoreBand,
    ScoreMovement,
)

DAY = datetime.timedelta(days=1)


def number(item, value):
    return AnswerView(item=item, number=value, text="")


class CheckInsTest(DeviceTest):
    async def test_what_can_be_answered_and_in_which_words(self):
        checkins = self.core.checkins()
        rows = {row.id: row for row in await checkins.instruments("de-CH")}
        self.assertEqual(("Puls", "de", InstrumentAbout.PERSON), (rows["pulse"].name, rows["pulse"].language, rows["pulse"].about))
        self.assertEqual(("en", InstrumentAbout.PAIR), (rows["ons4"].language, rows["match"].about))
        self.assertIsNone(rows["who5"].language)
        self.assertNotIn("gas", rows)
        form = await checkins.form("ons4", "en")
        self.assertEqual((0, 10, 4, True), (form.lowest, form.highest, len(form.items), form.items[3].adults))
        self.assertIn("Open Government Licence", form.licence)
        with self.assertRaises(Failure.NotFound) as missing:
            await checkins.form("who5", "en")
        self.assertEqual("file", missing.exception.what)

    async def test_a_draft_is_there_after_opening_again_and_gone_with_the_answer(self):
        await self.core.checkins().draft("pulse", [number("mood", 2)])
        await self.reopen()
        checkins = self.core.checkins()
        self.assertEqual([number("mood", 2)], (await checkins.form("pulse", "en")).draft)
        note = AnswerView(item="note", number=None, text="Two lines\nof it")
        checkin = await checkins.answer("pulse", "en", [number("mood", 2), note])
        self.assertEqual([], (await checkins.form("pulse", "en")).draft)
        [row] = await checkins.mine("en")
        self.assertEqual((checkin, [number("mood", 2), note], True), (row.id, row.answers, row.open))
        self.assertEqual((2000, ScoreBand.LOW, True, None), (row.scores[0].thousandths, row.scores[0].band, row.low, row.alert))
        # Low, and nobody is told: there is nobody to share it with yet.
        self.assertEqual(([], []), (row.shared_in, await checkins.shown("en")))

    async def test_a_trend_and_a_rule_that_says_when(self):
        checkins = self.core.checkins()
        start = self.clock.answer()
        await checkins.answer("pulse", "en", [number("mood", 4)])
        with self.assertRaises(Failure.NotAllowed) as soon:
            await checkins.answer("pulse", "en", [number("mood", 4)])
        self.assertEqual((Field.INSTRUMENT, "2026-01-06"), (soon.exception.field, soon.exception.rule.day))
        self.clock.answer = lambda: start + DAY
        second = await checkins.answer("pulse", "en", [number("mood", 2)])
        trend = await checkins.trend("pulse", "en")
        [part] = trend.parts
        self.assertEqual(([4000, 2000], ScoreMovement.WORSE, CheckInAlert.DROP), (part.scores, part.step, trend.alert))
        await checkins.correct(second, [number("mood", 3)])
        self.clock.answer = lambda: start + 3 * DAY
        with self.assertRaises(Failure.NotAllowed) as settled:
            await checkins.correct(second, [number("mood", 5)])
        self.assertTrue(settled.exception.rule.is_SETTLED())
        await checkins.offer_to_coordinator(second)
        self.assertTrue((await checkins.view(second, "en")).offered)

    async def test_bad_answers_are_refused_by_their_field(self):
        checkins = self.core.checkins()
        for answers in [[], [number("mood", 6)], [number("weather", 1)], [number("mood", 1), number("mood", 2)]]:
            with self.assertRaises(Failure.Invalid) as refused:
                await checkins.answer("pulse", "en", answers)
            self.assertEqual(Field.ANSWER, refused.exception.field)
        with self.assertRaises(Failure.NotFound):
            await checkins.form("no such thing", "en")
        with self.assertRaises(Failure.Invalid) as words:
            await checkins.load_texts('{\n"instrument": "who5", "version": 1, "tune": 1}')
        fault = words.exception.problem
        self.assertEqual((1, 1, FileFault.MISSING), (fault.line, fault.column, fault.fault))

    async def test_the_help_directory_comes_empty_and_is_filled_by_a_key(self):
        checkins = self.core.checkins()
        self.assertEqual([], (await checkins.help()).places)
        place = '{"name": "A line", "about": "Listens.", "region": "Nowhere", "languages": ["en"], "phone": "+44 20 7946 0018"%s}'
        directory = '{"help": 1, "entries": [%s]}' % place
        with self.assertRaises(Failure.Invalid) as nameless:
            await checkins.sign_help(directory % "")
        self.assertEqual(FileFault.NO_SOURCE, nameless.exception.problem.fault)
        signed = await checkins.sign_help(directory % ', "source": "https://example.org", "checked": "2026-01-02"')
        with self.assertRaises(Failure.Invalid):
            await checkins.load_help(signed)
        key = signed.splitlines()[1].removeprefix("key ")
        await checkins.trust_help_key(key)
        await checkins.load_help(signed)
        view = await checkins.help()
        self.assertEqual((key, "+44 20 7946 0018", "2026-01-02"), (view.trusted_key, view.places[0].phone, view.places[0].checked))

    async def test_how_often_and_when(self):
        checkins = self.core.checkins()
        self.assertEqual(7, await checkins.rhythm("pulse"))
        await checkins.set_rhythm("pulse", 14)
        self.assertEqual((14, None), (await checkins.rhythm("pulse"), await checkins.rhythm("domains")))
        await checkins.set_rhythm("pulse", None)
        self.assertEqual((None, []), (await checkins.rhythm("pulse"), await checkins.due("2026-01-01", "2026-12-31")))
        with self.assertRaises(Failure.Invalid):
            await checkins.set_rhythm("who5", 1)
        form = await checkins.form("pulse", "en")
        self.assertEqual([ItemKind.SCALE, ItemKind.YES_NO, ItemKind.TEXT], [item.kind for item in form.items])
