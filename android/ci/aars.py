#!/usr/bin/env python3
"""aars.py FOLDER: unpacks FOLDER/aar-files/*.aar into FOLDER/aars/GROUP.ARTIFACT and merges their classes into
FOLDER/classes. Does nothing while the files are the same."""

import hashlib
import shutil
import sys
import zipfile
from pathlib import Path

folder = Path(sys.argv[1])
files = sorted((folder / "aar-files").glob("*.aar"))
state = hashlib.sha256("\n".join(f"{f.name} {f.stat().st_size} {f.stat().st_mtime_ns}" for f in files).encode()).hexdigest()
stamp = folder / "aars.stamp"
if not stamp.exists() or stamp.read_text() != state:
    for old in ("aars", "classes"):
        shutil.rmtree(folder / old, ignore_errors=True)
    classes = folder / "classes"
    for file in files:
        aar = folder / "aars" / file.stem
        zipfile.ZipFile(file).extractall(aar)
        for jar in [aar / "classes.jar", *sorted(aar.glob("libs/*.jar"))]:
            if not jar.exists():
                continue
            with zipfile.ZipFile(jar) as archive:
                for name in archive.namelist():
                    if name.endswith("/"):
                        continue
                    if (classes / name).exists():
                        # Services and versions may stand in several; a class may not.
                        if name.endswith(".class") and not name.startswith("META-INF/"):
                            sys.exit(f"{name} is in two libraries, the second is {file.name}")
                        continue
                    archive.extract(name, classes)
    stamp.write_text(state)
