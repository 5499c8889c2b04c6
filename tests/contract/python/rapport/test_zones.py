"""The zones of this language name the same changes of clocks as every other platform."""

import json
import pathlib
import unittest

from device import Zones, instant
from rapport import PortFailure

VECTOR = pathlib.Path(__file__).resolve().parents[3] / "vectors" / "zones.json"


class ZonesTest(unittest.TestCase):
    def test_the_changes_of_forty_zones(self):
        golden = json.loads(VECTOR.read_text())
        self.assertEqual(len(golden["zones"]), 40)
        for zone, changes in golden["zones"].items():
            found = Zones().changes(zone, instant(golden["from_ms"]), instant(golden["to_ms"]))
            self.assertEqual([[round(one.at.timestamp() * 1000), one.offset_s] for one in found], changes, zone)

    def test_a_zone_that_nobody_knows_is_unknown(self):
        with self.assertRaises(PortFailure.Unknown):
            Zones().changes("Mars/Olympus", instant(0), instant(1))
