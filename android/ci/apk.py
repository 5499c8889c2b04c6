#!/usr/bin/env python3
"""Puts an APK together, and checks a signed one. Started by android/ci/apk.

  apk.py make debug|release OUT LIBRARIES    OUT/apk/work/VARIANT.apk; prints what the signed one is to be called
  apk.py check APK OUT debug|release         prints `N passed, N failed`
"""

import re
import struct
import subprocess
import sys
import zipfile
from pathlib import Path

ABIS = ["arm64-v8a", "armeabi-v7a", "x86_64"]
# Without the core, which is 6 MB an ABI at most.
MOST = {"debug": 24_000_000, "release": 4_000_000}
PERMISSIONS = {
    "INTERNET", "ACCESS_NETWORK_STATE", "POST_NOTIFICATIONS", "USE_BIOMETRIC", "CAMERA",
    # Meetings to the minute, when a person lets them.
    "SCHEDULE_EXACT_ALARM",
    # What background work needs.
    "WAKE_LOCK", "RECEIVE_BOOT_COMPLETED", "FOREGROUND_SERVICE",
}


def make(variant, out, libraries):
    core = {abi: libraries / abi / "librapport_ffi.so" for abi in ABIS}
    whole = all(file.exists() for file in core.values())
    work = out / "apk" / "work"
    apk = work / f"{variant}.apk"
    apk.write_bytes((out / "app" / "android" / "app.apk").read_bytes())
    with zipfile.ZipFile(apk, "a") as file:
        for abi in ABIS:
            found = sorted((out / "androidx" / "aars").glob(f"*/jni/{abi}/*.so")) + sorted((work / "jna" / "jni" / abi).glob("*.so"))
            for library in found + ([core[abi]] if whole else []):
                # Stored, so that the system maps it from where it lies.
                file.write(library, f"lib/{abi}/{library.name}", zipfile.ZIP_STORED)
        for dex in sorted((work / variant).glob("*.dex")):
            file.write(dex, dex.name, zipfile.ZIP_DEFLATED, 9)
    version = re.search(r'^app = "(.*)"', Path("android/gradle/libs.versions.toml").read_text(), re.M)[1]
    print(f"rapport-{version}-{variant}{'' if whole else '-without-core'}.apk")


def data_offset(apk, info):
    with open(apk, "rb") as file:
        file.seek(info.header_offset + 26)
        name, extra = struct.unpack("<HH", file.read(4))
    return info.header_offset + 30 + name + extra


def check(apk, out, variant):
    aapt2 = out / "tools" / "apktool" / "prebuilt" / "linux" / "aapt2"
    said = subprocess.run([aapt2, "dump", "badging", apk], capture_output=True, text=True, check=True).stdout
    asked = set(re.findall(r"^uses-permission(?:-sdk-\d+)?: name='([^']*)'", said, re.M))
    wrong = []
    passed = 0

    def hold(what, held, found=""):
        nonlocal passed
        passed += bool(held)
        if not held:
            wrong.append(f"{apk.name}: {what}: {found}")

    own = {name for name in asked if name.startswith("org.rapport.app.")}
    hold("permissions", {name.removeprefix("android.permission.") for name in asked - own} == PERMISSIONS, sorted(asked))
    hold("the system's permissions of its own", own <= {"org.rapport.app.DYNAMIC_RECEIVER_NOT_EXPORTED_PERMISSION"}, own)
    hold("no camera is needed", "uses-feature-not-required: name='android.hardware.camera.any'" in said and "uses-feature: name='android.hardware.camera'" not in said)
    hold("the languages", re.search(r"^locales:.*'de'", said, re.M), said[-400:])
    with zipfile.ZipFile(apk) as file:
        infos = file.infolist()
    libraries = [info for info in infos if info.filename.endswith(".so")]
    bad = [info.filename for info in libraries if info.compress_type != zipfile.ZIP_STORED or data_offset(apk, info) % 16384]
    hold("libraries stored at pages of 16 KiB", libraries and not bad, bad)
    table = [info for info in infos if info.filename == "resources.arsc"]
    hold("the table of resources stored at 4 bytes", table and all(info.compress_type == zipfile.ZIP_STORED and data_offset(apk, info) % 4 == 0 for info in table))
    hold("code", any(info.filename == "classes.dex" for info in infos))
    core = [info for info in libraries if info.filename.endswith("librapport_ffi.so")]
    hold("the name says whether the core is in it", bool(core) != ("without-core" in apk.name), apk.name)
    size = apk.stat().st_size - sum(info.compress_size for info in core)
    hold("size without the core", size <= MOST[variant], size)
    for line in wrong:
        print(line, file=sys.stderr)
    print(f"{apk.name}: {apk.stat().st_size / 1e6:.2f} MB")
    print(f"apk: {passed} passed, {len(wrong)} failed")
    sys.exit(bool(wrong))


if sys.argv[1] == "make":
    make(sys.argv[2], Path(sys.argv[3]), Path(sys.argv[4]))
else:
    check(Path(sys.argv[2]), Path(sys.argv[3]), sys.argv[4])
