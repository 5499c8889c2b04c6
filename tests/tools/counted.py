#!/usr/bin/env python3
"""Tests of other languages, in the words that tests/run counts.

    counted.py NAME junit REPORT…       reads reports of JUnit (surefire)
    counted.py NAME xctest LOG          reads the log of `swift test`
    counted.py NAME unittest FOLDER     runs the Python tests of a folder
    counted.py check                    tests of this file

Prints what failed and why; `skipped: TEST` for each that was left out, which is neither passed nor failed; and
`NAME: N passed, N failed`. Fails when any failed, or when none ran.
"""

import io
import re
import sys
import tempfile
import unittest
import xml.etree.ElementTree as xml
from contextlib import redirect_stdout
from pathlib import Path

SKIPPED = object()


def junit(files):
    """Of each test its name, and nothing, SKIPPED, or why it failed."""
    for file in files:
        for case in xml.parse(file).getroot().iter("testcase"):
            name = ".".join(filter(None, [case.get("classname"), case.get("name")]))
            bad = [(one.text or one.get("message") or "").strip() for one in case if one.tag in ("failure", "error")]
            yield name, "\n".join(bad)[:2000] or "failed" if bad else None if case.find("skipped") is None else SKIPPED


def xctest(files):
    text = Path(files[0]).read_text(errors="replace")
    how = {"passed": None, "failed": "see the log", "skipped": SKIPPED}
    for name, end in re.findall(r"^Test Case '(.+?)' (passed|failed|skipped)", text, re.M):
        yield name, how[end]


def run_unittest(folders):
    suite = unittest.defaultTestLoader.discover(folders[0], top_level_dir=folders[0])
    result = unittest.TextTestRunner(stream=sys.stderr, verbosity=0).run(suite)
    bad = result.failures + result.errors + [(test, "it should have failed") for test in result.unexpectedSuccesses]
    for test, why in bad:
        yield test.id(), why.strip()
    for test, _ in result.skipped:
        yield test.id(), SKIPPED
    whole = {test.id() for test, _ in [*bad, *result.skipped]}
    for n in range(result.testsRun - len(whole)):
        yield f"test {n}", None


FORMS = {"junit": junit, "xctest": xctest, "unittest": run_unittest}


def tell(name, form, files):
    """Prints the counts; whether all is well."""
    passed = failed = 0
    for test, end in FORMS[form](files):
        if end is None:
            passed += 1
        elif end is SKIPPED:
            print(f"skipped: {re.sub(r'[^A-Za-z0-9_.:]+', '_', test)}")
        else:
            failed += 1
            print(f"{test}: {end}")
    print(f"{name}: {passed} passed, {failed} failed")
    return failed == 0 and passed > 0


class Check(unittest.TestCase):
    """What each form makes of tests that pass, fail and are left out."""

    def told(self, form, text, file):
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / file
            path.write_text(text)
            out = io.StringIO()
            with redirect_stdout(out):
                good = tell("it", form, [folder if form == "unittest" else str(path)])
            return good, out.getvalue()

    def test_junit(self):
        case = '<testcase classname="a.B" name="{}">{}</testcase>'
        skip = case.format("away", "<skipped/>")
        good, text = self.told("junit", f"<s>{case.format('here', '')}{skip}</s>", "TEST-b.xml")
        self.assertEqual((good, text), (True, "skipped: a.B.away\nit: 1 passed, 0 failed\n"))
        bad = case.format("wrong", "<failure>why</failure>")
        good, text = self.told("junit", f"<s>{bad}{skip}</s>", "TEST-b.xml")
        self.assertEqual((good, text), (False, "a.B.wrong: why\nskipped: a.B.away\nit: 0 passed, 1 failed\n"))
        self.assertFalse(self.told("junit", f"<s>{skip}</s>", "TEST-b.xml")[0], "none ran")

    def test_xctest(self):
        line = "Test Case '-[T {}]' {} (0.1 seconds)\n"
        good, text = self.told("xctest", line.format("here", "passed") + line.format("away", "skipped"), "log")
        self.assertEqual((good, text), (True, "skipped: _T_away_\nit: 1 passed, 0 failed\n"))
        self.assertFalse(self.told("xctest", line.format("wrong", "failed"), "log")[0])
        self.assertFalse(self.told("xctest", "it crashed", "log")[0])

    def test_unittest(self):
        head = "import unittest\nclass T(unittest.TestCase):\n"
        here = "    def test_here(self):\n        pass\n"
        away = "    @unittest.skip('no relay')\n    def test_away(self):\n        pass\n"
        wrong = "    def test_wrong(self):\n        self.fail('why')\n"
        kept = sys.stderr
        sys.stderr = io.StringIO()
        try:
            left_out = self.told("unittest", head + here + away, "test_left.py")
            failed = self.told("unittest", head + here + wrong, "test_failed.py")
        finally:
            sys.stderr = kept
        self.assertEqual(left_out, (True, "skipped: test_left.T.test_away\nit: 1 passed, 0 failed\n"))
        self.assertEqual((failed[0], failed[1].splitlines()[-1]), (False, "it: 1 passed, 1 failed"))


if __name__ == "__main__":
    if sys.argv[1:] == ["check"]:
        ran = unittest.main(argv=sys.argv[:1], exit=False).result
        print(f"counted: {ran.testsRun - len(ran.failures) - len(ran.errors)} passed, {len(ran.failures) + len(ran.errors)} failed")
        sys.exit(not ran.wasSuccessful())
    if len(sys.argv) < 4 or sys.argv[2] not in FORMS:
        sys.exit(__doc__)
    sys.exit(not tell(sys.argv[1], sys.argv[2], sys.argv[3:]))
