"""Scores the vectors of instruments from their files, by itself and in exact
fractions: a second reading of docs/instruments.md."""

import json
from fractions import Fraction
from math import isqrt
from pathlib import Path

FILES = Path(__file__).resolve().parents[2] / "core/crates/domain/instruments"


def thousandths(value):
    """To the nearest; a half goes away from zero."""
    size = abs(value) * 1000
    whole = (2 * size.numerator + size.denominator) // (2 * size.denominator)
    return whole if value >= 0 else -whole


def parts_of(instrument, scaled):
    kind = instrument["scoring"]["kind"]
    if kind == "each":
        return [[item] for item in scaled]
    if kind == "parts":
        named = instrument.get("in_parts", instrument["scoring"]["parts"])
        order = [name for name in instrument["scoring"]["parts"]]
        return [[i for i in scaled if i["id"] in named[name]] for name in order] + [scaled]
    return [scaled]


def score(instrument, answers):
    low, high = instrument["scale"]["from"], instrument["scale"]["to"]
    scaled = [item for item in instrument["items"] if item["kind"] == "scale"]
    given = {}
    for item, answer in zip(scaled, answers):
        if answer is not None:
            given[item["id"]] = low + high - answer if item.get("reversed") else answer
    scoring, missing = instrument["scoring"], instrument["missing"]
    scores = []
    for part in parts_of(instrument, scaled):
        known = [given[item["id"]] for item in part if item["id"] in given]
        needed = len(part) if missing == "no_score" else missing["prorate"]
        if len(known) < needed:
            scores.append(None)
            continue
        mean = Fraction(sum(known), len(known))
        factor = len(part) * scoring.get("times", 1) if scoring["kind"] == "sum" else 1
        scores.append(thousandths(mean * factor))
    return scores


def band(instrument, value):
    if value is None or "bands" not in instrument:
        return None
    return next(edge["band"] for edge in instrument["bands"] if value <= 1000 * edge["to"])


def alert(rule, scores):
    known = [value for value in scores if value is not None]
    if not scores or scores[-1] is None:
        return None
    last = known[-rule["running"]:]
    if len(last) == rule["running"] and max(last) <= rule["at_most"]:
        return "running"
    return "drop" if len(known) > 1 and known[-2] - known[-1] >= rule["drop"] else None


def t_score(goals):
    """50 + 10 S(wx) / sqrt(0.7 S(w^2) + 0.3 (S w)^2), in thousandths."""
    above = sum(w * x for w, x in goals)
    spread = 7 * sum(w * w for w, _ in goals) + 3 * sum(w for w, _ in goals) ** 2
    # The square of twice the distance, floored, then half of it rounded.
    distance = (isqrt(4 * 10**9 * above * above // spread) + 1) // 2
    return 50_000 + (distance if above > 0 else -distance)


def check_instruments(c, v):
    v = v["instruments"]
    for x in v["scores"]:
        instrument = json.loads((FILES / f"{x['instrument']}.json").read_text())
        instrument.update({name: x["with"][name] for name in ["scale", "in_parts"] if name in x.get("with", {})})
        found = score(instrument, x["answers"])
        c.same(f"scores of {x['instrument']}", found, x["thousandths"])
        c.same(f"bands of {x['instrument']}", [band(instrument, value) for value in found], x["bands"])
    for x in v["alerts"]:
        rule = json.loads((FILES / f"{x['instrument']}.json").read_text())["alert"]
        c.same(f"alert of {x['instrument']}", alert(rule, x["scores"]), x["alert"])
    for x in v["goals"]:
        c.same("attainment", t_score(x["goals"]), x["thousandths"])
