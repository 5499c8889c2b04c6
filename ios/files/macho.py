"""What a static library for Apple's systems takes from the system, read from the archive itself: no tool of Apple's is
needed."""

import struct
from pathlib import Path

ARCHIVE = b"!<arch>\n"
OBJECT = 0xFEEDFACF
SYMTAB = 0x2
EXTERNAL = 0x01
TYPE = 0x0E
DEBUG = 0xE0


def taken(archive):
    """The names that its objects use and none of them defines."""
    defined, used = set(), set()
    for content in _members(Path(archive).read_bytes()):
        for name, kind, value in _symbols(content):
            if kind & DEBUG or not kind & EXTERNAL:
                continue
            # Undefined with a value is a common one, which is its own definition.
            (used if kind & TYPE == 0 and value == 0 else defined).add(name)
    return used - defined


def _members(data):
    if not data.startswith(ARCHIVE):
        raise ValueError("no archive")
    at = len(ARCHIVE)
    while at + 60 <= len(data):
        name, size = data[at : at + 16].decode("ascii").rstrip(), int(data[at + 48 : at + 58])
        start, end = at + 60, at + 60 + size
        # A long name stands before the content.
        if name.startswith("#1/"):
            start += int(name[3:])
        yield memoryview(data)[start:end]
        at = end + size % 2


def _symbols(content):
    if len(content) < 32 or struct.unpack_from("<I", content)[0] != OBJECT:
        return
    count, at = struct.unpack_from("<I", content, 16)[0], 32
    for _ in range(count):
        command, size = struct.unpack_from("<II", content, at)
        if command == SYMTAB:
            first, many, texts, length = struct.unpack_from("<IIII", content, at + 8)
            names = bytes(content[texts : texts + length])
            for entry in range(many):
                name, kind, _, _, value = struct.unpack_from("<IBBHQ", content, first + entry * 16)
                yield names[name : names.index(b"\0", name)].decode("utf-8", "replace"), kind, value
        at += size
