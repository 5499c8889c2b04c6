"""Calendar files, read and written by other people's strict parser."""

import datetime as dt
import functools
import io
import re

import icalendar
from dateutil.rrule import rrulestr
from dateutil.tz import tzical

import reference
from cases import UTC, millis


def lines_are_strict(file):
    """RFC 5545, 3.1: lines end with CRLF, none has more than 75 octets, no character is cut."""
    raw = file.encode()
    assert raw.endswith(b"\r\n") and raw.count(b"\n") == raw.count(b"\r\n") == raw.count(b"\r")
    for line in raw.removesuffix(b"\r\n").split(b"\r\n"):
        assert len(line) <= 75 and line.decode(), line


def strict(file, method="PUBLISH"):
    """The calendar, when no parser has anything against it."""
    lines_are_strict(file)
    calendar = icalendar.Calendar.from_ical(file)
    for part in calendar.walk():
        assert not part.errors, part.errors
    assert calendar["VERSION"] == "2.0" and calendar["PRODID"] and calendar["METHOD"] == method
    for event in calendar.walk("VEVENT"):
        assert event["UID"] and event["SEQUENCE"] >= 0 and event["ORGANIZER"]
        assert event["STATUS"] in ("TENTATIVE", "CONFIRMED", "CANCELLED")
        assert event.decoded("DTSTAMP") == dt.datetime(2026, 1, 5, 18, 0, tzinfo=UTC)
    return calendar


def zones_are_true(calendar, begin):
    """Each zone of the file shows what the database shows, for two years from a beginning."""
    for part in calendar.walk("VTIMEZONE"):
        name = str(part["TZID"])
        told = tzical(io.StringIO(part.to_ical().decode().replace("\r\n", "\n"))).get(name)
        for days in range(0, 700, 13):
            wall = reference.at_wall(millis(begin + dt.timedelta(days=days)), name)
            if reference.landing(wall.replace(tzinfo=None, fold=0), name) == "Plain":
                offset = wall.replace(tzinfo=told).utcoffset()
                assert offset == wall.utcoffset(), (name, wall, offset)


def read(file, begin, end):
    """What somebody else sees in the file: instants, title, length."""
    calendar = strict(file)
    assert all(event["SEQUENCE"] == 4 and event["STATUS"] == "CONFIRMED" for event in calendar.walk("VEVENT"))
    master = next(event for event in calendar.walk("VEVENT") if "RECURRENCE-ID" not in event)
    others = [event for event in calendar.walk("VEVENT") if "RECURRENCE-ID" in event]
    start = master.decoded("DTSTART")
    zone = start.tzinfo.key if hasattr(start.tzinfo, "key") else "UTC"
    used = {zone} | {getattr(event.decoded("DTSTART").tzinfo, "key", "UTC") for event in others}
    assert {str(part["TZID"]) for part in calendar.walk("VTIMEZONE")} >= used - {"UTC"}
    # A zone that only a moved time is in begins with that.
    if not others:
        zones_are_true(calendar, start.astimezone(UTC))
    gone = {event.decoded("RECURRENCE-ID").replace(tzinfo=None) for event in others}
    dates = master.get("EXDATE", [])
    for some in dates if isinstance(dates, list) else [dates]:
        gone |= {one.dt.replace(tzinfo=None) for one in some.dts}
    rule = dict(part.split("=") for part in master["RRULE"].to_ical().decode().split(";"))
    until = rule.pop("UNTIL", None)
    limit = dt.datetime.strptime(until, "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC) if until else None
    found = []
    for wall in rrulestr(";".join(map("=".join, rule.items())), dtstart=start.replace(tzinfo=None)):
        at = reference.instant(wall, zone)
        if at > end + dt.timedelta(days=3) or (limit and at > limit):
            break
        if wall not in gone:
            found.append(at)
    for event in others:
        assert event["UID"] == master["UID"]
        other = event.decoded("DTSTART")
        found.append(reference.instant(other.replace(tzinfo=None), getattr(other.tzinfo, "key", "UTC")))
    at = sorted(millis(one) for one in found if begin <= one < end)
    minutes = master.decoded("DURATION") // dt.timedelta(minutes=1)
    return {"at": at, "title": str(master["SUMMARY"]), "minutes": minutes}


def life(told, off):
    """What a calendar shows after each file of one meeting. It keeps what it has unless the number is higher; a file
    that takes the meeting out again has the number of what was called off."""
    shown, has = [], {}
    for nth, file in enumerate(told):
        out = off and nth == len(told) - 1
        [event] = strict(file, "CANCEL" if out else "PUBLISH").walk("VEVENT")
        uid, number, start = str(event["UID"]), int(event["SEQUENCE"]), event.decoded("DTSTART")
        zone = getattr(start.tzinfo, "key", "UTC")
        wall = start.replace(tzinfo=None)
        if zone != "UTC" and reference.landing(wall, zone) == "Plain":
            part = next(part for part in strict(file, "CANCEL" if out else "PUBLISH").walk("VTIMEZONE"))
            told_zone = tzical(io.StringIO(part.to_ical().decode().replace("\r\n", "\n"))).get(zone)
            assert wall.replace(tzinfo=told_zone).utcoffset() == start.utcoffset(), (zone, wall)
        assert uid not in has or number > has[uid] or (out and number == has[uid]), (number, has)
        has[uid] = number
        minutes = event.decoded("DURATION") // dt.timedelta(minutes=1)
        at, words = millis(reference.instant(wall, zone)), (str(event["SUMMARY"]), str(event.get("LOCATION", "")))
        shown.append([str(event["STATUS"]), at, minutes, *words])
    assert len(has) == 1, has
    return shown


def merged(times):
    """What touches becomes one."""
    found = []
    for begin, end in sorted(times):
        if begin >= end:
            continue
        if found and begin <= found[-1][1]:
            found[-1][1] = max(found[-1][1], end)
        else:
            found.append([begin, end])
    return found


def foreign(cases, one, minutes, begin, end):
    """A file of another program with that series; and the whole days in it."""
    calendar = icalendar.Calendar()
    calendar.add("prodid", "-//Other//EN")
    calendar.add("version", "2.0")
    rules, chance = reference.zoneinfo.ZoneInfo(one["zone"]), cases.chance
    placed = lambda wall: wall.replace(tzinfo=UTC if one["zone"] == "UTC" else rules)
    length = dt.timedelta(minutes=minutes)

    def event(uid, start, **more):
        part = icalendar.Event()
        part.add("uid", uid)
        part.add("summary", "Größe, ; \\ and more " * 5)
        part.add("dtstart", start)
        for name, value in more.items():
            part.add(name.replace("_", "-"), value)
        calendar.add_component(part)
        return part

    of = lambda day: placed(dt.datetime.combine(dt.date.fromisoformat(day), one["start"].time()))
    exceptions = one["exceptions"]
    left_out = set(exceptions["skipped"])
    for span in exceptions["pauses"]:
        begins, ends = (dt.datetime.fromisoformat(span[name]) for name in ("first", "last"))
        rule = rrulestr(one["rule"].split(";UNTIL")[0], dtstart=one["start"])
        left_out |= {str(wall.date()) for wall in rule.between(begins, ends + dt.timedelta(minutes=1439), inc=True)}
    master = event("series", placed(one["start"]), duration=length, rrule=icalendar.vRecur.from_ical(one["rule"]))
    for day in sorted(left_out - set(exceptions["moved"])):
        # Some programs name the time by its instant.
        plain = reference.landing(of(day).replace(tzinfo=None), one["zone"]) == "Plain"
        master.add("exdate", of(day).astimezone(UTC) if plain and chance.random() < 0.3 else of(day))
    for day, to in exceptions["moved"].items():
        wall, zone = reference.civil(to)
        there = UTC if zone == "UTC" else reference.zoneinfo.ZoneInfo(zone)
        event("series", wall.replace(tzinfo=there), duration=length, recurrence_id=of(day))
    event("free", placed(one["start"]), duration=length, transp="TRANSPARENT")
    event("gone", placed(one["start"]), duration=length, status="CANCELLED")
    first = begin.date() + dt.timedelta(days=2)
    event("away", first, dtend=first + dt.timedelta(days=3))
    away = [str(first), str(first + dt.timedelta(days=2))]
    seen = reference.instant(dt.datetime.combine(first, dt.time()), one["zone"]) < end
    file = calendar.to_ical().decode()
    return own_zones(file) if chance.random() < 0.3 else file, [away] if seen else []


def own_zones(file):
    """The same file with zones that only it knows, each change of their clocks told one by one."""
    file = file.replace("\r\n ", "")
    for name in sorted(set(re.findall(r";TZID=([^:;]+):", file))):
        ours = "Clock of " + name.rpartition("/")[2]
        told = [f"BEGIN:VTIMEZONE\r\nTZID:{ours}\r\n"]
        for at, before, after in changes(name):
            wall = at + dt.timedelta(seconds=before)
            told.append(f"BEGIN:STANDARD\r\nDTSTART:{wall:%Y%m%dT%H%M%S}\r\nTZOFFSETFROM:{offset(before)}\r\n")
            told.append(f"TZOFFSETTO:{offset(after)}\r\nEND:STANDARD\r\n")
        told.append("END:VTIMEZONE\r\n")
        file = file.replace(f"TZID={name}:", f"TZID={ours}:")
        file = file.replace("END:VCALENDAR", "".join(told) + "END:VCALENDAR")
    return file


def offset(seconds):
    """`+0530`, `-0330`."""
    hours, minutes = divmod(abs(seconds) // 60, 60)
    return f"{'-' if seconds < 0 else '+'}{hours:02}{minutes:02}"


@functools.cache
def changes(name):
    """The changes of a clock with the offsets before and after, from 1988 to past all that is asked for; first what holds then."""
    rules = reference.zoneinfo.ZoneInfo(name)
    at = lambda when: int(when.astimezone(rules).utcoffset().total_seconds())
    here = dt.datetime(1988, 1, 1, tzinfo=UTC)
    found = [(here, at(here), at(here))]
    while here.year < 2046:
        after = here + dt.timedelta(days=1)
        if at(here) != at(after):
            low, high = here, after
            while high - low > dt.timedelta(minutes=1):
                middle = low + (high - low) // dt.timedelta(minutes=2) * dt.timedelta(minutes=1)
                low, high = (middle, high) if at(middle) == at(here) else (low, middle)
            found.append((high, at(here), at(after)))
        here = after
    return found
