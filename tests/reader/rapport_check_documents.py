"""What every device derives for itself: the first change of a document, the
change that makes a part and the id of a point that goes along, rebuilt from ids
alone.

The change's form is Automerge's (https://automerge.org/automerge-binary-format-spec):
a chunk of type 1, whose hash names the change."""

import hashlib

import rapport_crypto as crypto
from rapport_bytes import Bad

H = bytes.fromhex
MAGIC = H("856f4a83")
# The maps of each kind of document, by the kind's number (8.1).
MAPS = {
    1: [],
    2: ["events"],
    3: ["events", "milestones", "steps", "progress", "comments", "revisions"],
    4: ["events", "agenda", "attendance", "steps"],
    5: ["sections"],
    6: ["spaces", "invites"],
    7: ["values"],
    8: ["events"],
    9: ["events"],
    10: [],
}
MAKE_MAP, PUT, MAKE_TEXT = 0, 1, 4


def uleb(number):
    out = bytearray()
    while True:
        number, low = number >> 7, number & 0x7F
        out.append(low | (0x80 if number else 0))
        if not number:
            return bytes(out)


def leb(number):
    out = bytearray()
    while True:
        low = number & 0x7F
        number >>= 7
        if (number == 0 and not low & 0x40) or (number == -1 and low & 0x40):
            out.append(low)
            return bytes(out)
        out.append(low | 0x80)


def runs(values, write):
    """Run-length coding: equal neighbours as a count, others as literal runs."""
    out, at = bytearray(), 0
    while at < len(values):
        end = at
        while end < len(values) and values[end] == values[at]:
            end += 1
        if values[at] is None:
            out += leb(0) + uleb(end - at)
            at = end
        elif end - at > 1:
            out += leb(end - at) + write(values[at])
            at = end
        else:
            literal = [values[at]]
            at += 1
            while at < len(values) and values[at] is not None and values[at] != literal[-1] \
                    and (at + 1 == len(values) or values[at + 1] != values[at]):
                literal.append(values[at])
                at += 1
            out += leb(-len(literal)) + b"".join(write(value) for value in literal)
    return bytes(out)


def text(value):
    data = value.encode()
    return uleb(len(data)) + data


def deltas(values):
    last, out = 0, []
    for value in values:
        out.append(None if value is None else value - last)
        last = last if value is None else value
    return runs(out, leb)


def booleans(values):
    out, current, count = bytearray(), False, 0
    for value in values:
        if value != current:
            out += uleb(count)
            current, count = value, 0
        count += 1
    return bytes(out + uleb(count))


def change(actor, others, dependencies, start, operations):
    """A change of one actor. An operation is (object or none, key, action, value or none)."""
    known = lambda values: None if all(value is None for value in values) else values
    objects = [operation[0] for operation in operations]
    columns = {
        0x01: known([None if o is None else o[0] for o in objects]),
        0x02: known([None if o is None else o[1] for o in objects]),
        0x15: [operation[1] for operation in operations],
        0x34: [False] * len(operations),
        0x42: [operation[2] for operation in operations],
        0x56: [0 if operation[3] is None else len(uleb(operation[3])) << 4 | 3 for operation in operations],
        0x57: b"".join(uleb(operation[3]) for operation in operations if operation[3] is not None),
        0x70: [0] * len(operations),
    }
    writers = {0x01: uleb, 0x02: uleb, 0x15: text, 0x42: uleb, 0x56: uleb, 0x70: uleb}
    data = {}
    for spec, values in columns.items():
        if values is None or values == b"":
            continue
        if spec == 0x57:
            data[spec] = values
        elif spec == 0x34:
            data[spec] = booleans(values)
        else:
            data[spec] = runs(values, writers[spec])
    body = uleb(len(dependencies)) + b"".join(dependencies)
    body += uleb(len(actor)) + actor + uleb(1) + uleb(start) + leb(0) + uleb(0)
    body += uleb(len(others)) + b"".join(uleb(len(other)) + other for other in others)
    body += uleb(len(data)) + b"".join(uleb(spec) + uleb(len(data[spec])) for spec in sorted(data))
    body += b"".join(data[spec] for spec in sorted(data))
    hashed = b"\1" + uleb(len(body)) + body
    name = hashlib.sha256(hashed).digest()
    return name, MAGIC + name[:4] + hashed


def genesis_actor(doc):
    return crypto.sha256(b"rapport/v1/genesis-actor", doc)[:20]


def part_actor(doc, kind, part):
    return crypto.sha256(b"rapport/v1/part-actor", doc, kind.to_bytes(2, "big"), part)[:20]


def first_change(doc, kind):
    puts = [(None, "schema", PUT, 1), (None, "min_reader", PUT, 1)]
    return change(genesis_actor(doc), [], [], 1, puts + [(None, key, MAKE_MAP, None) for key in MAPS[kind]])


def part_change(doc, kind, part_kind, part, key):
    if part_kind != 1:
        raise Bad("part kind: unknown")
    upon, _ = first_change(doc, kind)
    start = 3 + len(MAPS[kind])
    sections = 3 + MAPS[kind].index("sections")
    # Actors are named by number: 0 is the one whose change it is, the others follow.
    operations = [((1, sections), key, MAKE_MAP, None), ((0, start), "text", MAKE_TEXT, None),
                  ((0, start), "lead", MAKE_MAP, None)]
    return change(part_actor(doc, part_kind, part), [genesis_actor(doc)], [upon], start, operations)


def check_derived(c, v):
    for x in v["derived"]["firsts"]:
        name, raw = first_change(H(x["doc"]), x["kind"])
        c.same(f"first change of kind {x['kind']}: bytes", raw, x["raw"])
        c.same(f"first change of kind {x['kind']}: name", name, x["change"])
    for x in v["derived"]["parts"]:
        upon, _ = first_change(H(x["doc"]), x["kind"])
        c.same("part: upon the first change", upon, x["upon"])
        name, raw = part_change(H(x["doc"]), x["kind"], x["part_kind"], H(x["part"]), x["key"])
        c.same("part: bytes", raw, x["raw"])
        c.same("part: name", name, x["change"])
    for x in v["derived"]["carried"]:
        named = hashlib.sha256(b"rapport/v1/carried-point" + H(x["to"]) + H(x["meeting"]) + H(x["item"])).hexdigest()
        c.same("a point that goes along", named[:32], x["point"])
