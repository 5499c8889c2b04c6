"""Reads the YAML that `project.yml` is written in: maps, lists, texts, on several lines or on one. What it does not
know it refuses, so that nothing is read otherwise than XcodeGen reads it."""

import re

KEY = re.compile(r'("[^"]*"|[A-Za-z0-9_.\-]+)\s*:(?:\s+(.*))?$')


class NotRead(ValueError):
    """Text that is no YAML of this kind."""


def read(text):
    """The value of a whole file."""
    lines = []
    for number, line in enumerate(text.splitlines(), 1):
        if "\t" in line:
            raise NotRead(f"line {number}: a tab")
        line = _uncommented(line).rstrip()
        if line.strip():
            lines.append((len(line) - len(line.lstrip()), line.strip(), number))
    value, rest = _block(_joined(lines), 0)
    if rest:
        raise NotRead(f"line {rest[0][2]}: {rest[0][1]} stands too far out")
    return value


def _uncommented(line):
    quoted = False
    for at, sign in enumerate(line):
        quoted ^= sign == '"'
        if sign == "#" and not quoted and (at == 0 or line[at - 1] == " "):
            return line[:at]
    return line


def _joined(lines):
    """What is in brackets over several lines, and a value below its key, on one."""
    whole = []
    for indent, text, number in lines:
        last = whole[-1] if whole else None
        opened = last and _open(last[1])
        below = last and last[1].endswith(":") and indent > last[0] and text[0] in "[{"
        if opened or below:
            whole[-1] = (last[0], f"{last[1]} {text}", last[2])
        else:
            whole.append((indent, text, number))
    return whole


def _open(text):
    bare = re.sub(r'"[^"]*"', "", text)
    return sum(bare.count(sign) for sign in "[{") > sum(bare.count(sign) for sign in "]}")


def _block(lines, least):
    """The value that begins here, as deep as its first line; and the lines behind it."""
    if not lines or lines[0][0] < least:
        return None, lines
    depth = lines[0][0]
    if lines[0][1].startswith("- "):
        found = []
        while lines and lines[0][0] == depth and lines[0][1].startswith("- "):
            inner = [(depth + 2, lines[0][1][2:].strip(), lines[0][2]), *lines[1:]]
            if KEY.match(inner[0][1]):
                value, lines = _block(inner, depth + 2)
            else:
                value, lines = _one(inner[0][1], inner[0][2]), lines[1:]
            found.append(value)
        return found, lines
    found = {}
    while lines and lines[0][0] == depth:
        _, text, number = lines[0]
        match = KEY.match(text)
        if not match:
            raise NotRead(f"line {number}: {text} is no key with a value")
        key = match[1].strip('"')
        if key in found:
            raise NotRead(f"line {number}: {key} stands twice")
        if match[2]:
            found[key], lines = _one(match[2], number), lines[1:]
        else:
            found[key], lines = _block(lines[1:], depth + 1)
    if lines and lines[0][0] > depth:
        raise NotRead(f"line {lines[0][2]}: {lines[0][1]} stands too deep")
    return found, lines


def _one(text, number):
    """A value on one line."""
    value, rest = _flow(text.strip(), number)
    if rest.strip():
        raise NotRead(f"line {number}: {rest.strip()} stands behind the value")
    return value


def _flow(text, number):
    if text[:1] == "[":
        return _within(text[1:], "]", number)
    if text[:1] == "{":
        pairs, rest = _within(text[1:], "}", number)
        return dict(pairs), rest
    if text[:1] == '"':
        end = text.find('"', 1)
        if end < 0 or "\\" in text[:end]:
            raise NotRead(f"line {number}: {text} is not read")
        return text[1:end], text[end + 1 :]
    if text[:1] in "&*!|>'%@`":
        raise NotRead(f"line {number}: {text} is not read")
    if ": " in text:
        raise NotRead(f"line {number}: {text} is a key in a value")
    return _plain(text, number), ""


def _within(text, end, number):
    found = []
    while True:
        text = text.lstrip()
        if text[:1] == end:
            return found, text[1:]
        if not text:
            raise NotRead(f"line {number}: {end} is missing")
        if end == "}":
            match = re.match(r"([A-Za-z0-9_.\-]+):\s+", text)
            if not match:
                raise NotRead(f"line {number}: {text} is no key with a value")
            text = text[match.end() :]
        if text[:1] in '[{"':
            value, text = _flow(text, number)
        else:
            value, text = re.match(r"([^,\]}]*)(.*)$", text).groups()
            value = _plain(value.strip(), number)
        found.append((match[1], value) if end == "}" else value)
        text = text.lstrip()
        if text[:1] == ",":
            text = text[1:]


def _plain(text, number):
    if text.lower() in ("yes", "no", "on", "off", "null", "~", ""):
        raise NotRead(f"line {number}: {text or 'nothing'} may mean two things")
    return {"true": True, "false": False}.get(text, text)
