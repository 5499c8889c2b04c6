"""Each broken file of the app is found: a copy of it is broken in one place, and the check names that."""

import shutil
import struct
import tempfile
import unittest
from pathlib import Path

import check
import macho
import settings

IOS = Path(__file__).resolve().parent.parent


class Files(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        folder = tempfile.TemporaryDirectory()
        cls.addClassCleanup(folder.cleanup)
        cls.ios = Path(folder.name) / "ios"
        for name in ("App", "Sources"):
            shutil.copytree(IOS / name, cls.ios / name, ignore=shutil.ignore_patterns("Generated", "RapportFFI"))
        shutil.copy(IOS / "Package.swift", cls.ios)

    def wrong(self):
        return "\n".join(check.check(self.ios))

    def breaks(self, file, old, new, *named):
        """With `new` in place of `old`, or without the file, the check names it; then all is as it was."""
        path = self.ios / file
        text = path.read_text()
        self.assertIn(old, text)
        if new is None:
            path.unlink()
        else:
            path.write_text(text.replace(old, new))
        wrong = self.wrong()
        path.write_text(text)
        for word in named:
            self.assertIn(word, wrong)

    def test_the_app_as_it_is(self):
        self.assertEqual("", self.wrong())

    def test_a_project_that_cannot_be_read(self):
        yml = "App/project.yml"
        for old, new in [
            ("    type: application", "\ttype: application"),
            ("    platform: iOS", "    platform: iOS\n    platform: iOS"),
            ("    platform: iOS", "      platform: iOS"),
            ("{ iOS: \"17.0\" }", "{ iOS: \"17.0\""),
            ("name: Rapport\n", "name: Rapport: app\n"),
            ("type: application", "type application"),
            ("targets:", "target:"),
        ]:
            self.breaks(yml, old, new, "project.yml")

    def test_the_project_and_the_package(self):
        self.breaks("App/project.yml", '"17.0"', '"16.0"', "iOS 16.0")
        self.breaks("App/project.yml", "product: RapportCore }", "product: Core }", "no product Core")
        self.breaks("App/project.yml", "RapportPackage: {", "Other: {", "no package RapportPackage")

    def test_entitlements(self):
        file = "App/Rapport.entitlements"
        self.breaks(file, "NSFileProtectionCompleteUntil", "NSFileProtectionAfter", "other entitlements")
        self.breaks(file, "</plist>", "", "Rapport.entitlements")
        self.breaks("App/project.yml", "SIGN_ENTITLEMENTS: Rapport", "SIGN_ENTITLEMENTS: Other", "CODE_SIGN_ENTITLEMENTS")

    def test_a_file_that_is_in_no_target(self):
        yml = "App/project.yml"
        self.breaks(yml, "excludes: [project.yml,", "excludes: [project.yml, Words.swift,", "Words.swift: in no target")
        self.breaks(yml, "- path: .\n", "- path: Screens\n", "RootView.swift: in no target", "PrivacyInfo.xcprivacy")
        self.breaks(yml, "- path: .\n", "- path: Nowhere\n", "no folder Nowhere")

    def test_what_the_system_says_for_us(self):
        words = "App/Resources/InfoPlist.xcstrings"
        self.breaks(words, '"version"', "version", "InfoPlist.xcstrings")
        self.breaks(words, '"de" :', '"fr" :', "NSCameraUsageDescription has no words in de", "NSFaceID", "NSLocalNetwork")
        self.breaks(words, '"translated"', '"new"', "has no words in en")
        self.breaks(words, "Rapport fragt beim Öffnen nach deinem Gesicht, wenn du das willst.", " ", "NSFaceID", "in de")
        self.breaks(words, "scans the code", "looks at the code", "NSCameraUsageDescription says something else")
        self.breaks(words, '"NSLocalNetworkUsage', '"NSOtherUsage', "NSLocalNetwork", "NSOther")
        self.breaks("App/project.yml", "        NSCameraUsageDescription", "        Other", "NSCameraUsageDescription is missing")

    def test_the_words_of_the_screens(self):
        catalog = "App/Resources/Localizable.xcstrings"
        self.breaks(catalog, "{", "", "Localizable.xcstrings")
        self.breaks(catalog, '"de"', '"fr"', "has no words in de")
        self.breaks(catalog, "{", None, "Localizable.xcstrings")

    def test_the_background_task(self):
        self.breaks("App/project.yml", "[org.rapport.refresh]", "[org.rapport.sync]", "org.rapport.refresh")
        self.breaks("App/System/BackgroundRefresh.swift", "org.rapport.refresh", "org.rapport.other", "org.rapport.other")
        self.breaks("App/project.yml", "UIBackgroundModes: [fetch]", "UIBackgroundModes: [audio]", "fetch")

    def test_links(self):
        self.breaks("App/project.yml", "CFBundleURLSchemes: [rapport]", "CFBundleURLSchemes: [rapports]", "rapports")
        self.breaks("App/project.yml", "CFBundleURLSchemes:", "Schemes:", "no scheme")

    def test_encryption_of_our_own(self):
        self.breaks("App/project.yml", "NonExemptEncryption: true", "NonExemptEncryption: false", "encrypts by itself")

    def test_the_privacy_manifest(self):
        file = "App/Resources/PrivacyInfo.xcprivacy"
        self.breaks(file, "</plist>", "", file.split("/")[-1])
        self.breaks(file, "<false/>", "<true/>", "nobody is tracked")
        self.breaks(file, "C617.1", "C617.9", "no reasons for FileTimestamp")
        self.breaks(file, "CategoryFileTimestamp", "CategoryFileTime", "FileTime is no kind")
        self.breaks("App/Words.swift", "import", "let kept = UserDefaults.standard\nimport", "UserDefaults is not declared")

    def test_a_library(self):
        archive = self.ios / "it.a"
        archive.write_bytes(library("_fstat$INODE64", "_statfs", "_write"))
        self.assertEqual({"_fstat$INODE64", "_statfs", "_write"}, macho.taken(archive))
        self.assertEqual([], list(check.library(self.ios / "App", archive)))
        archive.write_bytes(library("_statfs", "_mach_absolute_time"))
        wanted = "PrivacyInfo.xcprivacy: SystemBootTime is not declared, and the library uses mach_absolute_time"
        self.assertEqual([wanted], list(check.library(self.ios / "App", archive)))
        archive.write_bytes(library())
        self.assertIn("was not read", "\n".join(check.library(self.ios / "App", archive)))


class Settings(unittest.TestCase):
    def test_what_is_read(self):
        read = settings.read('a: 1 # one\nb:\n  - { c: [d, "e, f"], g: true }\n  - h: i\n    j: k\nl:\n  [m,\n   n]\n')
        wanted = {"a": "1", "b": [{"c": ["d", "e, f"], "g": True}, {"h": "i", "j": "k"}], "l": ["m", "n"]}
        self.assertEqual(wanted, read)

    def test_what_is_not_read(self):
        for text in ["a: yes", "a: &b c", "a: |", "a: b\n c: d", "a: [b", "a: {b}", 'a: "b" c', "a: b\na: c", "- a\nb: c"]:
            with self.assertRaises(settings.NotRead, msg=text):
                settings.read(text)


def library(*names):
    """An archive with one object that takes these names, and has one of its own."""
    texts, symbols = b"\0", b""
    for name, kind in [*((name, 0x01) for name in names), ("_own", 0x0F)]:
        symbols += struct.pack("<IBBHQ", len(texts), kind, 0, 0, 0 if kind == 1 else 16)
        texts += name.encode() + b"\0"
    start = 32 + 24
    table = struct.pack("<IIIIII", 2, 24, start, len(symbols) // 16, start + len(symbols), len(texts))
    content = struct.pack("<IIIIIIII", macho.OBJECT, 0, 0, 1, 1, len(table), 0, 0) + table + symbols + texts
    head = f"{'it.o/':16}{'0':12}{'0':6}{'0':6}{'644':8}{len(content):<10}`\n".encode()
    return macho.ARCHIVE + head + content + b"\n" * (len(content) % 2)


if __name__ == "__main__":
    unittest.main()
