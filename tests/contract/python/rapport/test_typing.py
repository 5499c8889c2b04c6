"""An open note: UTF-16 offsets, order, undo."""

import random

from device import DeviceTest, Seen, instant, utf16
from rapport import Edit, Failure, Field, NoteEditorObserver, OwnCaret, PresentObserver


def splice(at, delete, insert):
    return Edit.SPLICE(at=at, delete=delete, insert=insert)


class TypingTest(DeviceTest):
    async def stored(self, begun):
        return (await self.core.notes().view(begun.note)).sections[0].text.text

    async def test_text_is_counted_in_utf16(self):
        begun, editor = await self.open_note()
        start = "👩‍🏫 שלום مرحبا e\u0301"
        self.assertEqual([], editor.exchange([splice(0, 0, start)]))
        before = start[: start.index("ם")]
        editor.exchange([splice(utf16(before), 0, "🙂")])
        expected = before + "🙂" + start[len(before) :]
        self.assertEqual(expected, editor.whole().text)
        # Half of the teacher, and behind the end: nothing of it is done.
        for wrong in [splice(2, 0, "x"), splice(utf16(expected) + 2, 0, "x"), splice(0, 9999, "")]:
            with self.assertRaises(Failure.Invalid) as invalid:
                editor.exchange([splice(0, 0, "y"), wrong])
            self.assertEqual(Field.NOTE, invalid.exception.field)
        self.assertEqual(expected, editor.whole().text)
        await editor.durable()
        self.assertEqual(expected, await self.stored(begun))

    async def test_a_lone_surrogate_never_reaches_the_core(self):
        _, editor = await self.open_note()
        with self.assertRaises(UnicodeEncodeError):
            editor.exchange([splice(0, 0, "\ud83d")])
        self.assertEqual("", editor.whole().text)

    async def test_a_thousand_splices_keep_their_order(self):
        begun, editor = await self.open_note()
        text = "".join(f"{n} " for n in range(1000))[:1000]
        for at, sign in enumerate(text):
            editor.exchange([splice(at, 0, sign)])
        self.assertEqual(text, editor.whole().text)
        await editor.durable()
        await self.reopen()
        self.assertEqual(text, await self.stored(begun))

    async def test_random_splices_are_as_a_model_says(self):
        seed = random.randrange(1 << 32)
        chance, (begun, editor), model = random.Random(seed), await self.open_note(), []
        for _ in range(300):
            at = chance.randint(0, len(model))
            delete = chance.randint(0, min(3, len(model) - at))
            insert = "".join(chance.choices("ab \n🙂ש", k=chance.randint(0, 4)))
            units = [utf16("".join(part)) for part in (model[:at], model[at : at + delete])]
            model[at : at + delete] = insert
            editor.exchange([splice(*units, insert)])
        self.assertEqual("".join(model), editor.whole().text, f"seed {seed}")
        await editor.finish()
        self.assertEqual("".join(model), await self.stored(begun), f"seed {seed}")

    async def test_earlier_versions(self):
        begun, editor = await self.open_note()
        notes = self.core.notes()
        editor.exchange([splice(0, 0, "one")])
        await editor.finish()
        self.clock.answer = lambda: instant(1_767_636_000_000 + 3_600_000 * 24)
        editor.exchange([splice(3, 0, " two")])
        await editor.finish()
        versions = await notes.versions(begun.note)
        texts = [(await notes.view_at(begun.note, one.id)).sections[0].text.text for one in versions]
        self.assertEqual(["one", "one two"], texts)
        self.assertEqual(["Ada", "Ada"], [one.name for one in versions])
        for wrong in ["", "version", versions[0].id.upper(), versions[0].id + "-00", "version-" + "ab" * 32]:
            with self.assertRaises(Failure.NotFound) as missing:
                await notes.view_at(begun.note, wrong)
            self.assertEqual("version", missing.exception.what)

    async def test_undo_and_what_waits(self):
        _, editor = await self.open_note()
        seen = Seen.of(NoteEditorObserver, "on_waiting")
        subscription = await editor.watch(seen.observer)
        self.assertFalse(seen.values.get_nowait())
        editor.exchange([splice(0, 0, "words")])
        self.assertTrue(editor.can_undo())
        [change] = editor.undo()
        self.assertEqual((0, 5, ""), (change.at, change.delete, change.insert))
        self.assertEqual("", editor.whole().text)
        self.assertTrue(editor.can_redo())
        editor.redo()
        self.assertEqual("words", editor.whole().text)
        subscription.cancel()

    async def test_alone_in_a_note(self):
        _, editor = await self.open_note()
        seen = Seen.of(PresentObserver, "on_present")
        subscription = await editor.watch_present(seen.observer)
        self.assertEqual([], seen.values.get_nowait())
        editor.set_caret(OwnCaret(anchor=0, head=7))
        editor.set_caret(None)
        self.assertEqual([], await editor.present())
        self.assertEqual([], editor.carets())
        subscription.cancel()

    async def test_two_screens_of_one_section(self):
        begun, first = await self.open_note()
        second = await self.core.notes().open(begun.note, begun.section)
        seen = Seen.of(NoteEditorObserver, "on_waiting")
        subscription = await second.watch(seen.observer)
        first.exchange([splice(0, 0, "from the first")])
        await first.finish()
        await seen.until(bool)
        [change] = second.exchange([splice(0, 0, "> ")])
        self.assertEqual("from the first", change.insert)
        shown = "> "[: change.at] + change.insert + "> "[change.at :]
        self.assertEqual(shown, second.whole().text)
        subscription.cancel()
