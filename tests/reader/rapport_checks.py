"""Counting what holds, and naming what does not."""

import sys

from mnemonic import Mnemonic

from rapport_bytes import Bad

H = bytes.fromhex
WORDS = Mnemonic("english").wordlist


def plain(value):
    """Values as they stand in JSON: bytes in hexadecimal."""
    if isinstance(value, bytes):
        return value.hex()
    if isinstance(value, (list, tuple)):
        return [plain(item) for item in value]
    if isinstance(value, dict):
        return {key: plain(item) for key, item in value.items()}
    return value


class Checks:
    def __init__(self):
        self.passed = self.failed = 0

    def same(self, name, got, want):
        if plain(got) == want:
            self.passed += 1
        else:
            self.failed += 1
            print(f"FAILED {name}\n  got  {str(plain(got))[:200]}\n  want {str(want)[:200]}", file=sys.stderr)

    def true(self, name, holds):
        self.same(name, bool(holds), True)

    def refused(self, name, function, *arguments):
        try:
            function(*arguments)
        except Bad:
            self.passed += 1
        else:
            self.failed += 1
            print(f"FAILED {name}: was not refused", file=sys.stderr)
