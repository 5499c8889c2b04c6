"""Draws questions about the calendar: zones, days near changes of clocks, rules, two people's weeks."""

import datetime as dt
import zoneinfo

UTC = dt.timezone.utc
EPOCH = dt.datetime(1970, 1, 1, tzinfo=UTC)
WEEKDAYS = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
LETTERS = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"]

# Half hours and quarters, changed rules, both sides of the date line, days left out, odd jumps.
ODD = [
    "Africa/Cairo", "Africa/Casablanca", "Africa/El_Aaiun", "America/Caracas", "America/Havana", "America/New_York",
    "America/Sao_Paulo", "America/St_Johns", "America/Indiana/Knox", "Antarctica/Troll", "Asia/Almaty", "Asia/Gaza",
    "Asia/Kathmandu", "Asia/Kolkata", "Asia/Pyongyang", "Asia/Tehran", "Asia/Yangon", "Atlantic/Azores",
    "Australia/Adelaide", "Australia/Eucla", "Australia/Lord_Howe", "Europe/Dublin", "Europe/Istanbul", "Europe/Lisbon",
    "Europe/London", "Europe/Moscow", "Europe/Volgograd", "Europe/Zurich", "Pacific/Apia", "Pacific/Auckland",
    "Pacific/Chatham", "Pacific/Easter", "Pacific/Fakaofo", "Pacific/Honolulu", "Pacific/Kiritimati",
    "Pacific/Kwajalein", "Pacific/Marquesas", "Pacific/Norfolk", "Pacific/Pago_Pago", "UTC",
]


def millis(at):
    return (at - EPOCH) // dt.timedelta(milliseconds=1)


def text(wall, zone):
    return f"{wall:%Y-%m-%dT%H:%M}[{zone}]"


class Cases:
    """Chance from a seed, over these zones."""

    def __init__(self, chance, zones):
        self.chance, self.zones, self.changes = chance, zones, {}

    def zone(self):
        return self.chance.choice(ODD if self.chance.random() < 0.7 else self.zones)

    def change(self, zone, year):
        """A wall time close before a change of clocks in a year; nothing when there is none."""
        if (zone, year) not in self.changes:
            rules, found = zoneinfo.ZoneInfo(zone), []
            day = dt.datetime(year, 1, 1, tzinfo=UTC)
            while day.year == year:
                after = day + dt.timedelta(days=1)
                if day.astimezone(rules).utcoffset() != after.astimezone(rules).utcoffset():
                    found.append(day.astimezone(rules).replace(tzinfo=None))
                day = after
            self.changes[zone, year] = found
        found = self.changes[zone, year]
        return self.chance.choice(found) if found else None

    def wall(self, zone):
        """From 1990 to 2040, every second time within two days of a change where there is one."""
        year, chance = self.chance.randint(1990, 2039), self.chance
        near = self.change(zone, year) if chance.random() < 0.5 else None
        any_day = dt.timedelta(days=chance.randrange(365), minutes=chance.randrange(1440))
        base = near or dt.datetime(year, 1, 1) + any_day
        wall = base + dt.timedelta(minutes=chance.randrange(2 * 1440) if near else 0)
        return wall.replace(second=0, microsecond=0)

    def rule(self, start):
        """A rule of RFC 5545 that begins with `start`."""
        chance = self.chance
        kind = chance.choice(["DAILY", "WEEKLY", "WEEKLY", "MONTHLY", "MONTHLY", "YEARLY"])
        parts = [f"FREQ={kind}"]
        every = chance.choice([1, 1, 1, 2, 2, 3, 4, 6])
        if every > 1 or chance.random() < 0.2:
            parts.append(f"INTERVAL={every}")
        day = LETTERS[start.weekday()]
        if kind == "WEEKLY" and chance.random() < 0.7:
            days = {day, *chance.sample(LETTERS, chance.randrange(3))}
            parts.append("BYDAY=" + ",".join(sorted(days, key=LETTERS.index)))
            if chance.random() < 0.4:
                parts.append("WKST=" + chance.choice(LETTERS))
        if kind in ("MONTHLY", "YEARLY") and chance.random() < 0.7:
            if kind == "YEARLY":
                parts.append(f"BYMONTH={start.month}")
            last = (start + dt.timedelta(days=7)).month != start.month
            nth = -1 if last and chance.random() < 0.5 else (start.day - 1) // 7 + 1
            end = (start + dt.timedelta(days=1)).day == 1
            parts.append(chance.choice([
                f"BYDAY={nth}{day}", f"BYDAY={day};BYSETPOS={nth}", f"BYMONTHDAY={-1 if end else start.day}",
                f"BYMONTHDAY={start.day}",
            ]))
        return ";".join(parts)

    def hours(self, most):
        """Hours of a week in whole hours, so that no end falls into a gap."""
        found = []
        for _ in range(self.chance.randrange(most + 1)):
            begin = self.chance.randrange(24)
            end = min(24, begin + self.chance.randint(1, 10))
            day = self.chance.choice(WEEKDAYS)
            found.append({"day": day, "from": f"{begin:02}:00", "to": f"{end % 24:02}:00"})
        return found

    def person(self, start):
        chance, begin = self.chance, millis(start)
        date = lambda days: str(start.date() + dt.timedelta(days=days))
        hours = chance.sample(range(300), chance.randrange(4))
        busy = [(begin + 3_600_000 * at, chance.randint(1, 30)) for at in hours]
        away = [(first, first + chance.randrange(4)) for first in chance.sample(range(14), chance.randrange(2))]
        return {
            "zone": self.zone(),
            "weekly": self.hours(9),
            "contact_hours": self.hours(3) if chance.random() < 0.5 else [],
            "away": [{"first": date(first), "last": date(last)} for first, last in away],
            "busy": [{"from": at, "to": at + 3_600_000 * long} for at, long in busy],
            "quiet": {"from": "21:00", "to": "08:00"} if chance.random() < 0.6 else None,
        }
