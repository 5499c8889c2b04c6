#!/usr/bin/env python3
"""Writes THIRD-PARTY.md: what the shipped programs link, under which licence, by whom.

  tests/tools/third_party.py           writes it anew
  tests/tools/third_party.py --check   fails when it is not what would be written
"""

import json
import re
import subprocess
import sys
from collections import defaultdict
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
FILE = ROOT / "THIRD-PARTY.md"
SHIPPED = ["rapport-ffi", "rapport-core", "rapport-cli", "rapport-relay"]
TARGETS = ["x86_64-unknown-linux-gnu", "aarch64-linux-android", "aarch64-apple-ios"]
LICENCE = re.compile(r"(?i)(licen[cs]e|copying|copyright|notice|unlicense)")
HOLDER = re.compile(r"(?i)(copyright (\(c\)|©|[0-9]|the )|\(c\) |© )")
TITLE = re.compile(r"(?i)^\W*(the )?mit licen[cs]e( \(mit\))?\W*")
HEAD = """# Third-party software

What Rapport's library, command line and relay are linked with, on Linux, Android and iOS.
Made by `tests/tools/third_party.py`; do not edit. Licence texts stand once, below the list.

| package | version | licence | source |
|---|---|---|---|
"""


def metadata(target):
    command = ["cargo", "metadata", "--format-version=1", "--locked", "--filter-platform", target]
    return json.loads(subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.PIPE).stdout)


def linked(data):
    """The foreign packages that end up in what ships: no tests, no build tools, no macros."""
    packages = {package["id"]: package for package in data["packages"]}
    nodes = {node["id"]: node for node in data["resolve"]["nodes"]}
    # The library is made of all crates of the core, whether a shell links them already or not.
    ships = lambda member: member["name"] in SHIPPED or "/core/crates/" in member["manifest_path"]
    todo = [member for member in data["workspace_members"] if ships(packages[member])]
    seen = set(todo)
    while todo:
        for dep in nodes[todo.pop()]["deps"]:
            package = packages[dep["pkg"]]
            macro = any("proc-macro" in target["kind"] for target in package["targets"])
            normal = any(kind["kind"] is None for kind in dep["dep_kinds"])
            if normal and not macro and dep["pkg"] not in seen:
                seen.add(dep["pkg"])
                todo.append(dep["pkg"])
    return {id: packages[id] for id in seen if packages[id]["source"]}


def texts(package):
    """Its licence files. Of a choice with the MIT licence that one is taken."""
    folder = Path(package["manifest_path"]).parent
    names = [file for file in sorted(folder.iterdir()) if file.is_file() and LICENCE.match(file.name)]
    if "MIT" in (package["license"] or ""):
        names = [file for file in names if "apache" not in file.name.lower()] or names
    for file in names:
        yield file.read_text(errors="replace")


def parts(text):
    """Who holds the rights, and the rest, which many packages share word by word."""
    lines = [line.strip() for line in text.strip().splitlines()]
    holders = [line for line in lines if HOLDER.match(line)]
    return holders, "\n".join(line for line in lines if line not in holders).strip()


def page():
    packages = {}
    for target in TARGETS:
        packages.update(linked(metadata(target)))
    rows, bodies, notices = [], {}, defaultdict(list)
    for package in sorted(packages.values(), key=lambda one: (one["name"], one["version"])):
        licence = package["license"] or "see its text"
        link = package["repository"] or package["homepage"] or ""
        rows.append(f"| {package['name']} | {package['version']} | {licence} | {link} |")
        for holders, body in map(parts, texts(package)):
            key = re.sub(r"\W+", " ", TITLE.sub("", body)).lower().strip()
            bodies.setdefault(key, body)
            notices[key].append(f"{package['name']} {package['version']}: {'; '.join(holders) or 'no holder named'}")
    blocks = []
    for key in sorted(notices, key=lambda key: (-len(notices[key]), key)):
        who = "\n".join(f"- {line}" for line in notices[key])
        blocks.append(f"\n## Used by {len(notices[key])}\n\n{who}\n\n```text\n{bodies[key]}\n```")
    return HEAD + "\n".join(rows) + "\n" + "\n".join(blocks) + "\n"


def main():
    wanted = page()
    if "--check" not in sys.argv[1:]:
        FILE.write_text(wanted)
        print(f"{FILE.name}: {len(wanted)} bytes")
        return 0
    if FILE.exists() and FILE.read_text() == wanted:
        print("THIRD-PARTY.md is true")
        return 0
    print("THIRD-PARTY.md is not what it should be; run tests/tools/third_party.py", file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main())
