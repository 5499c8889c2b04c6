"""Questions to the core, each with what answers it independently."""

import datetime as dt

import files
import reference
from cases import UTC, millis, text


def instant(cases):
    zone = cases.zone()
    wall = cases.wall(zone)

    def want():
        at = millis(reference.instant(wall, zone))
        return {"at": at, "landing": reference.landing(wall, zone), "shown": reference.shown(at, zone)}

    return {"ask": "instant", "civil": text(wall, zone)}, want


def wall(cases):
    zone = cases.zone()
    at = millis(cases.wall(zone).replace(tzinfo=UTC))
    return {"ask": "wall", "zone": zone, "at": at}, lambda: {"wall": reference.shown(at, zone)}


def series(cases):
    """A repetition with its exceptions, and the stretch in which it is looked at."""
    zone, chance = cases.zone(), cases.chance
    start = cases.wall(zone)
    rule = cases.rule(start)
    days = [day for day, _ in zip(reference.rrulestr(rule, dtstart=start), range(40)) if day.year < 2150]
    kind = chance.randrange(3)
    if kind == 1:
        rule += f";COUNT={chance.randint(1, 60)}"
    elif kind == 2:
        last = reference.instant(chance.choice(days), zone) + dt.timedelta(minutes=chance.choice([-1, 0, 0, 1, 600]))
        rule += f";UNTIL={max(last, reference.instant(start, zone)):%Y%m%dT%H%M%SZ}"
    # A leap day on a Tuesday comes back after decades: days after 2200 are refused, and are not asked for.
    given = [day.date() for day in reference.rrulestr(rule.split(";UNTIL")[0], dtstart=start)[:4] if day.year < 2150]
    exceptions = {"skipped": [], "moved": {}, "pauses": []}
    if kind != 2 and chance.random() < 0.5:
        exceptions["skipped"] = [str(day) for day in given[1:2]]
        to = cases.wall(zone)
        exceptions["moved"] = {str(day): text(to, chance.choice([zone, cases.zone()])) for day in given[2:3]}
        first = chance.choice(days).date()
        exceptions["pauses"] = [{"first": str(first), "last": str(first + dt.timedelta(days=chance.randrange(40)))}]
    begin = start.replace(tzinfo=UTC) + dt.timedelta(days=chance.randint(-40, 800), minutes=chance.randrange(1440))
    end = begin + dt.timedelta(days=chance.randint(1, 400))
    return {"start": start, "zone": zone, "rule": rule, "exceptions": exceptions}, begin, end


def repeat(cases):
    one, begin, end = series(cases)
    question = {"ask": "repeat", "start": text(one["start"], one["zone"]), "rule": one["rule"]}
    question |= {"exceptions": one["exceptions"], "from": millis(begin), "to": millis(end)}
    return question, lambda: {"at": reference.repeated(*one.values(), begin, end)}


def file_out(cases):
    """What we write, as others read it."""
    one, begin, end = series(cases)
    title = cases.chance.choice(["", "Ann; Ben, \\ and", "zwei\nZeilen", "\U0001f469\u200d\U0001f3eb" * 40])
    minutes = cases.chance.choice([15, 45, 90])
    question = {"ask": "write_file", "start": text(one["start"], one["zone"]), "rule": one["rule"]}
    question |= {"exceptions": one["exceptions"], "minutes": minutes, "title": title}
    told = {"title": title or "Rapport", "minutes": minutes}
    return question, lambda: ({"at": reference.repeated(*one.values(), begin, end), **told}, begin, end)


def life(cases):
    """A meeting from its proposal over moves to its end, as a calendar is told of it at each turn."""
    chance = cases.chance
    slots = [(cases.wall(zone), zone) for zone in (cases.zone() for _ in range(chance.randint(1, 4)))]
    words = {
        "title": chance.choice(["", "Ann; Ben, \\ and", "\U0001f469\u200d\U0001f3eb" * 40]),
        "place": chance.choice(["", "Room 3, second floor; ring \"twice\"", "https://example.org/?a=b,c"]),
    }
    minutes, off = chance.randint(1, 1440), chance.random() < 0.5
    question = {"ask": "life", "slots": [text(*slot) for slot in slots], "minutes": minutes, "off": off, **words}

    def want():
        told = [minutes, words["title"] or "Rapport", words["place"]]
        at = [millis(reference.instant(*slot)) for slot in slots]
        shown = [[status, one, *told] for one in at for status in ("TENTATIVE", "CONFIRMED")]
        return shown + [["CANCELLED", at[-1], *told]] * (2 * off)

    return question, want


def file_in(cases):
    """What others write, as we read it: a series, its exceptions, whole days, and what does not count."""
    one, begin, end = series(cases)
    minutes = cases.chance.randint(1, 300)
    file, days = files.foreign(cases, one, minutes, begin, end)
    question = {"ask": "read_file", "file": file, "zone": one["zone"], "from": millis(begin), "to": millis(end)}

    def want():
        long = minutes * reference.MINUTE
        starts = reference.repeated(*one.values(), begin - dt.timedelta(minutes=minutes), end)
        times = [[max(at, millis(begin)), min(at + long, millis(end))] for at in starts]
        return {"times": files.merged(times), "days": days, "left_out": 0}

    return question, want


def overlap(cases):
    begin = cases.wall("Europe/Zurich").replace(hour=0, minute=0, tzinfo=UTC)
    first, second = cases.person(begin), cases.person(begin)
    asked = {"days": cases.chance.randint(1, 14), "minutes": cases.chance.choice([15, 30, 45, 60, 90]), "most": 8}
    question = {"ask": "overlap", "first": first, "second": second, "from": millis(begin), **asked}
    return question, lambda: reference.slots(first, second, millis(begin), **asked)


# How often each is drawn.
KINDS = [instant] * 20 + [wall] * 4 + [repeat] * 12 + [overlap] * 2 + [file_out, file_in, life]
