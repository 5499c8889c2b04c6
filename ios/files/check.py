#!/usr/bin/env python3
"""Checks the files of the iOS app that no compiler of this machine reads.

    ios/files/check.py              project.yml, privacy manifest, words for the system, and what they have to agree with
    ios/files/check.py ARCHIVE      what a static library for iOS takes from the system is declared, too

Prints what is wrong, a line each; ends non-zero then.
"""

import json
import plistlib
import re
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
import macho
import settings

# Apple's list of what needs a reason, with the reasons that there are, and how C, Swift and Foundation call it.
# https://developer.apple.com/documentation/bundleresources/app-privacy-configuration/nsprivacyaccessedapitypes/nsprivacyaccessedapitype
REASONED = {
    "FileTimestamp": (
        {"DDA9.1", "C617.1", "3B52.1", "0A2A.1"},
        "stat fstat fstatat lstat getattrlist getattrlistbulk fgetattrlist getattrlistat",
        r"\b(?:creationDate|modificationDate|fileModificationDate|contentModificationDateKey|creationDateKey)\b",
    ),
    "SystemBootTime": ({"35F9.1", "8FFB.1", "3D61.1"}, "mach_absolute_time", r"\b(?:systemUptime|mach_absolute_time)\b"),
    "DiskSpace": (
        {"85F4.1", "E174.1", "7D9E.1", "B728.1"},
        "statfs statvfs fstatfs fstatvfs",
        r"\b(?:volume(?:Available|Total)Capacity\w*|systemFreeSize|systemSize)\b",
    ),
    "ActiveKeyboards": ({"3EC4.1", "54BD.1"}, "", r"\bactiveInputModes\b"),
    "UserDefaults": ({"CA92.1", "1C8F.1", "C56D.1", "AC6B.1"}, "", r"\bUserDefaults\b|@AppStorage\b"),
}
# What the system asks the person for, by what asks for it.
ASKED = {
    "NSCameraUsageDescription": r"\bAVCaptureDevice\b",
    "NSFaceIDUsageDescription": r"\bLAContext\b",
    "NSMicrophoneUsageDescription": r"\bAVAudioSession\b|for: \.audio\b",
    "NSCalendarsFullAccessUsageDescription": r"\bEKEventStore\b",
    "NSContactsUsageDescription": r"\bCNContactStore\b",
    "NSPhotoLibraryUsageDescription": r"\bPHPhotoLibrary\b",
}
# Written by XcodeGen from project.yml; Xcode is told of them there.
WRITTEN = {"Info.plist", "Rapport.entitlements", "project.yml"}


def check(ios):
    """What is wrong, in words; nothing is fine."""
    app = ios / "App"
    wrong = []
    try:
        project = settings.read((app / "project.yml").read_text())
        target = project["targets"]["Rapport"]
        info = target["info"]["properties"]
        sources = {file.relative_to(app).as_posix(): file.read_text() for file in sorted(app.rglob("*.swift"))}
    except (settings.NotRead, KeyError, TypeError) as why:
        return [f"project.yml: {why}"]
    wrong += whole_target(ios, project, target, info)
    wrong += in_sources(app, target, sources)
    wrong += system_words(app, info, "".join(sources.values()))
    wrong += catalog(app / "Resources/Localizable.xcstrings", info)
    wrong += background(app, info)
    wrong += links(info)
    shared = [file.read_text() for file in sorted((ios / "Sources").rglob("*.swift")) if file.parent.name != "Generated"]
    return [*wrong, *declared(app, "".join([*sources.values(), *shared]))]


def whole_target(ios, project, target, info):
    """What project.yml says of the app as a whole."""
    package = (ios / "Package.swift").read_text()
    oldest = project["options"]["deploymentTarget"]["iOS"]
    if f".iOS(.v{oldest.split('.')[0]})" not in package:
        yield f"project.yml: iOS {oldest} is not what Package.swift is for"
    for dependency in target["dependencies"]:
        if dependency.get("package") not in project["packages"]:
            yield f"project.yml: no package {dependency.get('package')}"
        if f'.library(name: "{dependency.get("product")}"' not in package:
            yield f"project.yml: Package.swift has no product {dependency.get('product')}"
    entitlements = ios / "App" / target["entitlements"]["path"]
    try:
        if plistlib.loads(entitlements.read_bytes()) != target["entitlements"]["properties"]:
            yield f"{entitlements.name}: other entitlements than in project.yml"
    except Exception as why:
        yield f"{entitlements.name}: {why!r}"
    if target["settings"]["base"].get("CODE_SIGN_ENTITLEMENTS") != target["entitlements"]["path"]:
        yield "project.yml: CODE_SIGN_ENTITLEMENTS is another file than the entitlements"
    # ios/README.md says why.
    if info.get("ITSAppUsesNonExemptEncryption") is not True:
        yield "project.yml: ITSAppUsesNonExemptEncryption must be true, for the core encrypts by itself"


def in_sources(app, target, sources):
    """Every file of the app belongs to it."""
    roots, left_out = [], set()
    for source in target["sources"]:
        root = (app / source["path"]).resolve()
        if not root.is_dir():
            yield f"project.yml: no folder {source['path']}"
        roots.append(root)
        for name in source.get("excludes", []):
            left_out.add(root / name)
            if name not in WRITTEN:
                yield f"project.yml: {name} is left out of the sources"
    resources = [file.relative_to(app).as_posix() for file in sorted((app / "Resources").iterdir())]
    for name in [*sources, *resources]:
        file = (app / name).resolve()
        if file in left_out or not any(root in file.parents for root in roots):
            yield f"{name}: in no target's sources"


def system_words(app, info, code):
    """What the system says in our name when it asks the person for something."""
    name = "InfoPlist.xcstrings"
    try:
        words = json.loads((app / "Resources" / name).read_text())["strings"]
    except (ValueError, KeyError) as why:
        yield f"{name}: {why!r}"
        return
    languages = info["CFBundleLocalizations"]
    usages = {key for key in info if key.endswith("UsageDescription")}
    for key in sorted(usages | set(words)):
        if key not in usages:
            yield f"{name}: {key} is not in project.yml"
        for language in languages:
            text = said(words.get(key, {}), language)
            if not text:
                yield f"{name}: {key} has no words in {language}"
            elif language == "en" and text != info.get(key, text):
                yield f"{name}: {key} says something else than project.yml"
    for key, asks in ASKED.items():
        if re.search(asks, code) and key not in usages:
            yield f"project.yml: {key} is missing, and the app would be ended when it asks"


def said(entry, language):
    """The words of a catalog's entry, of all its plurals."""
    place = entry.get("localizations", {}).get(language, {})
    units = list(found(place))
    return " ".join(unit["value"] for unit in units) if units and all(map(translated, units)) else ""


def found(place):
    if isinstance(place, dict):
        if "stringUnit" in place:
            yield place["stringUnit"]
        for key, inner in place.items():
            if key != "stringUnit":
                yield from found(inner)


def translated(unit):
    return unit.get("state") == "translated" and unit.get("value", "").strip() != ""


def catalog(file, info):
    """The app's words; ios/prepare makes them."""
    try:
        whole = json.loads(file.read_text())
    except (OSError, ValueError) as why:
        yield f"{file.name}: {why}"
        return
    if whole.get("sourceLanguage") != "en" or not whole.get("strings"):
        yield f"{file.name}: no words, or their source is not English"
    for key, entry in whole.get("strings", {}).items():
        for language in info["CFBundleLocalizations"]:
            if not said(entry, language):
                yield f"{file.name}: {key} has no words in {language}"


def background(app, info):
    """The system ends an app that asks for a task whose name it was not told."""
    code = (app / "System/BackgroundRefresh.swift").read_text()
    names = re.findall(r'static let name = "([^"]+)"', code)
    if not names or info.get("BGTaskSchedulerPermittedIdentifiers") != names:
        yield f"project.yml: the background task is {names} in BackgroundRefresh"
    if "fetch" not in info.get("UIBackgroundModes", []):
        yield "project.yml: no background mode fetch"


def links(info):
    schemes = [scheme for one in info.get("CFBundleURLTypes", []) for scheme in one.get("CFBundleURLSchemes", [])]
    if schemes != ["rapport"]:
        yield f"project.yml: links of {schemes or 'no scheme'} open the app, not of rapport"


def manifest(app):
    """The kinds of calls that PrivacyInfo declares, each with its reasons."""
    read = plistlib.loads((app / "Resources/PrivacyInfo.xcprivacy").read_bytes())
    prefix = "NSPrivacyAccessedAPICategory"
    kinds = {
        one["NSPrivacyAccessedAPIType"].removeprefix(prefix): one["NSPrivacyAccessedAPITypeReasons"]
        for one in read["NSPrivacyAccessedAPITypes"]
    }
    return read, kinds


def declared(app, code):
    """The privacy manifest is whole, and says what the app's own code calls."""
    name = "PrivacyInfo.xcprivacy"
    try:
        read, kinds = manifest(app)
    except Exception as why:
        yield f"{name}: {why!r}"
        return
    if read.get("NSPrivacyTracking") is not False or read.get("NSPrivacyTrackingDomains") != []:
        yield f"{name}: it must say that nobody is tracked"
    # Nothing reaches its developers; relays carry what they cannot read, for those who chose them.
    if read.get("NSPrivacyCollectedDataTypes") != []:
        yield f"{name}: it must say that nothing is collected"
    for kind, reasons in kinds.items():
        known = REASONED.get(kind, (set(),))[0]
        if not known:
            yield f"{name}: {kind} is no kind of call"
        elif not reasons or not set(reasons) <= known:
            yield f"{name}: {reasons} are no reasons for {kind}"
    for kind, (_, _, calls) in REASONED.items():
        if kind not in kinds and (call := re.search(calls, code)):
            yield f"{name}: {kind} is not declared, and Swift uses {call[0]}"


def library(app, archive):
    """What a library takes from the system that needs a reason is declared."""
    _, kinds = manifest(app)
    names = {name.removeprefix("_").split("$")[0] for name in macho.taken(archive)}
    if not names:
        yield f"{archive}: takes nothing from the system, so it was not read"
    for kind, (_, calls, _) in REASONED.items():
        used = sorted(names & set(calls.split()))
        if used and kind not in kinds:
            yield f"PrivacyInfo.xcprivacy: {kind} is not declared, and the library uses {' '.join(used)}"


if __name__ == "__main__":
    here = Path(__file__).resolve().parent.parent
    bad = [*check(here), *(line for archive in sys.argv[1:] for line in library(here / "App", archive))]
    for line in bad:
        print(line, file=sys.stderr)
    sys.exit(1 if bad else 0)
