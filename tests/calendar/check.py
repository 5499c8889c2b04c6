#!/usr/bin/env python3
"""The calendar of the core against zoneinfo and dateutil.

  tests/calendar/check.py ANSWERER [--cases 5000] [--seed N]

ANSWERER is the example `calendar` of rapport-domain, built. A failure prints the seed and the question.
"""

import argparse
import datetime as dt
import json
import os
import random
import subprocess
import sys
import zoneinfo

os.environ["PYTHONTZPATH"] = ""
zoneinfo.reset_tzpath(to=())

import tzdata  # noqa: E402

import reference  # noqa: E402
from cases import UTC, Cases, millis, text  # noqa: E402


def instant(cases):
    zone = cases.zone()
    wall = cases.wall(zone)

    def want():
        at = reference.instant(wall, zone)
        shown = at.astimezone(zoneinfo.ZoneInfo(zone))
        shown = {"day": f"{shown:%Y-%m-%d}", "time": f"{shown:%H:%M}"}
        return {"at": millis(at), "landing": reference.landing(wall, zone), "shown": shown}

    return {"ask": "instant", "civil": text(wall, zone)}, want


def wall(cases):
    zone = cases.zone()
    at = millis(cases.wall(zone).replace(tzinfo=UTC))

    def want():
        shown = reference.at_wall(at, zone)
        return {"wall": {"day": f"{shown:%Y-%m-%d}", "time": f"{shown:%H:%M}"}}

    return {"ask": "wall", "zone": zone, "at": at}, want


def repeat(cases):
    zone, chance = cases.zone(), cases.chance
    start = cases.wall(zone)
    rule = cases.rule(start)
    days = [day for day, _ in zip(reference.rrulestr(rule, dtstart=start), range(40))]
    kind = chance.randrange(3)
    if kind == 1:
        rule += f";COUNT={chance.randint(1, 60)}"
    elif kind == 2:
        last = reference.instant(chance.choice(days), zone) + dt.timedelta(minutes=chance.choice([-1, 0, 0, 1, 600]))
        rule += f";UNTIL={max(last, reference.instant(start, zone)):%Y%m%dT%H%M%SZ}"
    given = [day.date() for day in reference.rrulestr(rule.split(";UNTIL")[0], dtstart=start)[:4]]
    exceptions = {"skipped": [], "moved": {}, "pauses": []}
    if kind != 2 and chance.random() < 0.5:
        exceptions["skipped"] = [str(day) for day in given[1:2]]
        to = cases.wall(zone)
        exceptions["moved"] = {str(day): text(to, chance.choice([zone, cases.zone()])) for day in given[2:3]}
        first = chance.choice(days).date()
        exceptions["pauses"] = [{"first": str(first), "last": str(first + dt.timedelta(days=chance.randrange(40)))}]
    begin = start.replace(tzinfo=UTC) + dt.timedelta(days=chance.randint(-40, 800), minutes=chance.randrange(1440))
    end = begin + dt.timedelta(days=chance.randint(1, 400))
    question = {"ask": "repeat", "start": text(start, zone), "rule": rule, "exceptions": exceptions}
    question |= {"from": millis(begin), "to": millis(end)}
    return question, lambda: {"at": reference.repeated(start, zone, rule, exceptions, begin, end)}


def overlap(cases):
    begin = cases.wall("Europe/Zurich").replace(hour=0, minute=0, tzinfo=UTC)
    first, second = cases.person(begin), cases.person(begin)
    asked = {"days": cases.chance.randint(1, 14), "minutes": cases.chance.choice([15, 30, 45, 60, 90]), "most": 8}
    question = {"ask": "overlap", "first": first, "second": second, "from": millis(begin), **asked}
    return question, lambda: reference.slots(first, second, millis(begin), **asked)


def same(question, got, want):
    """Rules are read, written and read again; slots come with what both walls show."""
    if question["ask"] == "repeat":
        return got.get("at") == want["at"]
    if question["ask"] == "overlap":
        zones = question["first"]["zone"], question["second"]["zone"]
        shown = lambda at, zone: {"day": str(reference.at_wall(at, zone).date()), "time": f"{reference.at_wall(at, zone):%H:%M}"}
        return got == [[at, points, *(shown(at, zone) for zone in zones)] for at, points in want]
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
    kinds = [instant] * 11 + [wall] * 2 + [repeat] * 6 + [overlap]
    made = [cases.chance.choice(kinds)(cases) for _ in range(given.cases)]
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
