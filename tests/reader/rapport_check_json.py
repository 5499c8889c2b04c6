"""The relay's JSON messages: every value where docs/protocol.md puts it, and
nothing beside."""

import base64
import json

ALPHABET = "0123456789abcdefghijklmnopqrstuv"


def identifier(word, text):
    """A word, a dash, and the bytes in lower-case base 32 without padding."""
    head, _, digits = text.partition("-")
    if head != word or any(digit not in ALPHABET for digit in digits):
        return None
    number = 0
    for digit in digits:
        number = number << 5 | ALPHABET.index(digit)
    spare = len(digits) * 5 % 8
    if number & ((1 << spare) - 1):
        return None
    return (number >> spare).to_bytes(len(digits) * 5 // 8, "big")


def base64url(text):
    data = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
    return data if base64.urlsafe_b64encode(data).rstrip(b"=").decode() == text else None


def leaves(value, path=""):
    """Every value that is no list and no object, by its path."""
    if isinstance(value, (dict, list)):
        items = value.items() if isinstance(value, dict) else enumerate(value)
        for key, item in items:
            yield from leaves(item, f"{path}.{key}" if path else str(key))
    else:
        yield path, value


def check_json(c, v):
    for x in v["json"]:
        found = dict(leaves(json.loads(x["text"])))
        c.same(f"{x['name']}: what it holds", sorted(found), sorted(path for path, _, _ in x["values"]))
        for path, what, want in x["values"]:
            got = found.get(path)
            if what == "bytes":
                got = base64url(got)
            elif what != "plain":
                got = identifier(what, got)
            c.same(f"{x['name']}: {path}", got, want)
        if "event" in x:
            c.true(f"{x['name']}: event", x["event"] in ("head", "live", "reauth"))
