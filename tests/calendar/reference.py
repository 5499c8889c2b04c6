"""The same answers from other people's code: zoneinfo for clocks, dateutil for rules, and every quarter of an hour
looked at one by one for two people's free time."""

import datetime as dt
import zoneinfo

from dateutil.rrule import rrulestr

from cases import EPOCH, UTC, WEEKDAYS, millis

MINUTE = 60_000


def instant(wall, zone):
    """PEP 495: in a gap the offset before it leads past it, in a fold the first is meant."""
    return wall.replace(tzinfo=zoneinfo.ZoneInfo(zone), fold=0).astimezone(UTC)


def at_wall(at, zone):
    return (EPOCH + dt.timedelta(milliseconds=at)).astimezone(zoneinfo.ZoneInfo(zone))


def shown(at, zone):
    """What a wall shows, in the words of our JSON."""
    wall = at_wall(at, zone)
    return {"day": f"{wall:%Y-%m-%d}", "time": f"{wall:%H:%M}"}


def landing(wall, zone):
    rules = zoneinfo.ZoneInfo(zone)
    first, second = (wall.replace(tzinfo=rules, fold=fold) for fold in (0, 1))
    if first.utcoffset() == second.utcoffset():
        return "Plain"
    back = first.astimezone(UTC).astimezone(rules).replace(tzinfo=None)
    return "Fold" if back == wall else "Gap"


def civil(text):
    wall, zone = text.removesuffix("]").split("[")
    return dt.datetime.fromisoformat(wall), zone


def repeated(start, zone, rule, exceptions, begin, end):
    """Days from the rule on bare walls, exceptions by day, and only then instants."""
    parts = dict(part.split("=") for part in rule.split(";"))
    until = parts.pop("UNTIL", None)
    bare = ";".join(f"{name}={value}" for name, value in parts.items())
    found = []
    limit = dt.datetime.strptime(until, "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC) if until else None
    spare = dt.timedelta(days=3)
    for wall in rrulestr(bare, dtstart=start):
        at = instant(wall, zone)
        if wall > (end + spare).replace(tzinfo=None) or (limit and at > limit):
            break
        day = str(wall.date())
        paused = any(one["first"] <= day <= one["last"] for one in exceptions["pauses"])
        if day not in exceptions["skipped"] and day not in exceptions["moved"] and not paused:
            found.append((millis(at), day))
    found += [(millis(instant(*civil(to))), day) for day, to in exceptions["moved"].items()]
    return [at for at, _ in sorted(found) if millis(begin) <= at < millis(end)]


class Person:
    """One person's week, asked minute by minute."""

    def __init__(self, one):
        self.one, self.rules = one, zoneinfo.ZoneInfo(one["zone"])
        clock = lambda text: int(text[:2]) * 60 + int(text[3:])
        week = lambda name: [(WEEKDAYS.index(h["day"]), clock(h["from"]), clock(h["to"]) or 1440) for h in one[name]]
        self.weekly, self.liked = week("weekly"), week("contact_hours")
        self.quiet = one["quiet"] and (clock(one["quiet"]["from"]), clock(one["quiet"]["to"]))

    def wall(self, at):
        return (EPOCH + dt.timedelta(milliseconds=at)).astimezone(self.rules)

    @staticmethod
    def within(hours, wall):
        minutes = wall.hour * 60 + wall.minute
        return any(day == wall.weekday() and begin <= minutes < end for day, begin, end in hours)

    def free(self, at):
        wall = self.wall(at)
        minutes, day = wall.hour * 60 + wall.minute, str(wall.date())
        if not self.within(self.weekly, wall) or any(a["first"] <= day <= a["last"] for a in self.one["away"]):
            return False
        if self.quiet and (minutes >= self.quiet[0] or minutes < self.quiet[1]):
            return False
        return not any(busy["from"] <= at < busy["to"] for busy in self.one["busy"])

    def likes(self, at):
        return not self.liked or self.within(self.liked, self.wall(at))

    def points(self, at, minutes):
        begin, end = self.wall(at), self.wall(at + minutes * MINUTE - 1)
        quarters = range(at, at + minutes * MINUTE, 15 * MINUTE)
        rim = begin.hour < 9 or end.date() != begin.date() or end.hour >= 20
        round_ = {0: 0, 30: 4, 15: 8, 45: 8}.get(begin.minute, 12)
        return (0 if all(map(self.likes, quarters)) else 100) + 20 * rim + round_


def slots(first, second, begin, days, minutes, most):
    """Every quarter of an hour of the stretch, weighed, then the best that do not overlap: two a day."""
    pair = Person(first), Person(second)
    end, quarter = begin + days * 86_400_000, 15 * MINUTE
    both = {at: all(one.free(at) for one in pair) for at in range(begin, end, quarter)}
    need, weighed = minutes // 15, []
    for at in both:
        if not all(both.get(at + part * quarter, False) for part in range(need)):
            continue
        if any(one.wall(at).fold for one in pair):
            continue
        later = (at - begin) // 86_400_000 * 8
        weighed.append((later + sum(one.points(at, minutes) for one in pair), at))
    chosen = []
    for points, at in sorted(weighed):
        day = pair[0].wall(at).date()
        apart = all(abs(at - other) >= minutes * MINUTE for other, _, _ in chosen)
        if len(chosen) < most and apart and sum(day == d for _, _, d in chosen) < 2:
            chosen.append((at, points, day))
    return [(at, points) for at, points, _ in chosen]
