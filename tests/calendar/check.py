#!/usr/bin/env python3
"""The calendar of the core against zoneinfo and dateutil.

  tests/calendar/check.py ANSWERER [--cases 5000] [--seed N]

ANSWERER is the example `calendar` of rapport-domain, built. A failure prints the seed and the question.
"""

import argparse
import json
import os
import random
import subprocess
import sys
import zoneinfo

os.environ["PYTHONTZPATH"] = ""
zoneinfo.reset_tzpath(to=())

import tzdata  # noqa: E402

import files  # noqa: E402
import reference  # noqa: E402
from cases import Cases  # noqa: E402
from questions import KINDS  # noqa: E402


def same(question, got, want):
    """Rules are read, written and read again; slots come with what both walls show."""
    if question["ask"] == "repeat":
        return got.get("at") == want["at"]
    if question["ask"] == "overlap":
        zones = question["first"]["zone"], question["second"]["zone"]
        return got == [[at, points, *(reference.shown(at, zone) for zone in zones)] for at, points in want]
    if question["ask"] == "write_file":
        told, begin, end = want
        try:
            return files.read(got, begin, end) == told
        except (AssertionError, KeyError, ValueError) as why:
            print(f"FAILED strictly: {why!r}", file=sys.stderr)
            return False
    if question["ask"] == "life":
        try:
            return files.life(got, question["off"]) == want
        except (AssertionError, KeyError, ValueError) as why:
            print(f"FAILED strictly: {why!r}", file=sys.stderr)
            return False
    return got == want


def ask(answerer, questions):
    lines = "".join(json.dumps(question) + "\n" for question in questions)
    done = subprocess.run([answerer], input=lines, capture_output=True, text=True)
    if done.returncode:
        sys.exit(f"{answerer} stopped: {done.stderr[-2000:]}")
    return [json.loads(line) for line in done.stdout.splitlines()]


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("answerer")
    parser.add_argument("--cases", type=int, default=5000)
    parser.add_argument("--seed", type=int)
    given = parser.parse_args()
    seed = random.SystemRandom().randrange(1 << 32) if given.seed is None else given.seed
    [zones] = ask(given.answerer, [{"ask": "zones"}])
    print(f"seed {seed}; zones: {zones['release']} in Rust, {tzdata.IANA_VERSION} in Python")
    ours, theirs = set(zones["names"]), zoneinfo.available_timezones()
    print(f"only in Rust: {sorted(ours - theirs)}; only in Python: {sorted(theirs - ours)}")
    failed = int(zones["release"] != tzdata.IANA_VERSION)
    cases = Cases(random.Random(seed), sorted(ours & theirs))
    made = [cases.chance.choice(KINDS)(cases) for _ in range(given.cases)]
    answers = ask(given.answerer, [question for question, _ in made])
    passed, again = 0, []
    for (question, want), got in zip(made, answers, strict=True):
        wanted = want()
        if not same(question, got, wanted):
            failed += 1
            print(f"FAILED {json.dumps(question)}\n  got  {got}\n  want {wanted}", file=sys.stderr)
            continue
        passed += 1
        if question["ask"] == "repeat":
            again.append((question | {"rule": got["again"]}, got["at"]))
    for (question, at), got in zip(again, ask(given.answerer, [question for question, _ in again]), strict=True):
        if got["at"] != at or got["again"] != question["rule"]:
            failed += 1
            print(f"FAILED when written again: {json.dumps(question)}\n  got  {got}\n  want {at}", file=sys.stderr)
    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
