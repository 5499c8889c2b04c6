#!/usr/bin/env python3
"""count.py NAME REPORT…: what failed, then `NAME: N passed, N failed`. Fails when any did, or when none ran."""

import sys
import xml.etree.ElementTree as xml

passed = failed = 0
for file in sys.argv[2:]:
    for case in xml.parse(file).getroot().iter("testcase"):
        bad = [one for one in case if one.tag in ("failure", "error")]
        failed += bool(bad)
        passed += not bad and case.find("skipped") is None
        for one in bad:
            print(f"{case.get('classname')}.{case.get('name')}: {(one.text or one.get('message') or '').strip()}")
print(f"{sys.argv[1]}: {passed} passed, {failed} failed")
sys.exit(failed > 0 or passed == 0)
