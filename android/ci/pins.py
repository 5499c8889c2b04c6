#!/usr/bin/env python3
"""Writes into the Maven poms what android/gradle/libs.versions.toml says.

  android/ci/pins.py           writes
  android/ci/pins.py --check   fails when a pom says something else, or Gradle's modules are not Maven's

In ci/pom.xml the properties `version.NAME`; ci/androidx and ci/androidx-test in whole. No other pom holds a
version of a library.
"""

import re
import sys
import tomllib
from pathlib import Path

CI = Path(__file__).resolve().parent
ROOT = CI.parent.parent
LIST = CI.parent / "gradle/libs.versions.toml"
MARKS = ("<!-- from libs.versions.toml -->", "<!-- to here -->")

POM = """<?xml version="1.0" encoding="UTF-8"?>
<!-- Made by android/ci/pins.py from android/gradle/libs.versions.toml; do not edit.
     The classes of these AARs as one jar; their resources and manifests under aars/. -->
<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <parent>
    <groupId>org.rapport</groupId>
    <artifactId>android</artifactId>
    <version>1</version>
  </parent>
  <artifactId>{name}</artifactId>
  <dependencies>
{dependencies}
  </dependencies>
  <build>
    <plugins>
      <plugin>
        <groupId>org.apache.maven.plugins</groupId>
        <artifactId>maven-dependency-plugin</artifactId>
        <executions>
          <execution>
            <id>aars</id>
            <phase>generate-resources</phase>
            <goals><goal>copy-dependencies</goal></goals>
            <configuration>
              <includeTypes>aar</includeTypes>
              <prependGroupId>true</prependGroupId>
              <stripVersion>true</stripVersion>
              <outputDirectory>${{project.build.directory}}/aar-files</outputDirectory>
            </configuration>
          </execution>
        </executions>
      </plugin>
      <plugin>
        <groupId>org.codehaus.mojo</groupId>
        <artifactId>exec-maven-plugin</artifactId>
        <executions>
          <execution>
            <id>unpack</id>
            <phase>process-resources</phase>
            <goals><goal>exec</goal></goals>
            <configuration>
              <executable>python3</executable>
              <arguments>
                <argument>${{project.basedir}}/../aars.py</argument>
                <argument>${{project.build.directory}}</argument>
              </arguments>
            </configuration>
          </execution>
        </executions>
      </plugin>
    </plugins>
  </build>
</project>
"""

# The list is closed: what a library asks for by itself is not taken, so nothing comes in another version.
DEPENDENCY = """    <dependency>
      <groupId>{group}</groupId>
      <artifactId>{artifact}</artifactId>
      <version>{version}</version>
      <type>{kind}</type>
      <scope>{scope}</scope>
      <exclusions><exclusion><groupId>*</groupId><artifactId>*</artifactId></exclusion></exclusions>
    </dependency>"""


def library_pom(pins, name, bundles):
    """A module that holds whole bundles."""
    rows = []
    for bundle in bundles:
        kind = "aar" if bundle.endswith("aars") else "jar"
        for alias in pins["bundles"][bundle]:
            library = pins["libraries"][alias]
            group, artifact = library["module"].split(":")
            version = pins["versions"][library["version"]["ref"]]
            # An AAR is no jar: Maven must not put it on a class path, the unpacked classes are there instead.
            scope = "provided" if kind == "aar" else "compile"
            rows.append(DEPENDENCY.format(group=group, artifact=artifact, version=version, kind=kind, scope=scope))
    return POM.format(name=name, dependencies="\n".join(rows))


def parent_pom(pins):
    """The parent with its properties renewed."""
    text = (CI / "pom.xml").read_text()
    before, rest = text.split(MARKS[0])
    after = rest.split(MARKS[1])[1]
    lines = [f"    <version.{name}>{version}</version.{name}>" for name, version in pins["versions"].items()]
    return before + "\n".join([MARKS[0], *lines, "    " + MARKS[1]]) + after


def disagreements(pins):
    """Versions that stand in a pom by themselves, and modules that only one build has."""
    for pom in sorted(CI.glob("*/pom.xml")):
        text = pom.read_text()
        if pom.parent.name not in ("androidx", "androidx-test"):
            for version in re.findall(r"<version>([^<]*)</version>", text.split("</parent>")[1]):
                if version != "1" and not version.startswith("${version."):
                    yield f"{pom.parent.name}/pom.xml holds the version {version}"
    for path in OTHERS:
        text = (ROOT / path).read_text() if (ROOT / path).exists() else ""
        for name in SHARED:
            stands = re.search(rf"<{name}\.version>([^<]*)<", text)
            if stands and stands[1] != pins["versions"][name]:
                yield f"{path} has {name} {stands[1]}, the list {pins['versions'][name]}"
    gradle = set(re.findall(r'"(:[a-z]+)"', (CI.parent / "settings.gradle.kts").read_text()))
    maven = {f":{module}" for module in re.findall(r"<module>([^<]*)</module>", (CI / "pom.xml").read_text())}
    if gradle != maven - MAVEN_ONLY:
        yield f"Gradle has the modules {sorted(gradle)}, Maven {sorted(maven - MAVEN_ONLY)}"


# What only Maven needs: tools and unpacked libraries.
MAVEN_ONLY = {":tools", ":androidx", ":androidx-test"}
# Other builds that must not drift from this one.
SHARED = ["kotlin", "coroutines", "jna", "junit"]
OTHERS = ["tests/contract/kotlin/pom.xml", "android/desktop/pom.xml"]


def main():
    pins = tomllib.loads(LIST.read_text())
    files = {
        CI / "pom.xml": parent_pom(pins),
        CI / "androidx/pom.xml": library_pom(pins, "androidx", ["aars", "jars"]),
        CI / "androidx-test/pom.xml": library_pom(pins, "androidx-test", ["test-aars"]),
    }
    if "--check" not in sys.argv[1:]:
        for path, text in files.items():
            path.write_text(text)
        return 0
    stale = [path for path, text in files.items() if not path.exists() or path.read_text() != text]
    broken = [f"{path.relative_to(ROOT)} is not what the list says: run android/ci/pins.py" for path in stale]
    broken += disagreements(pins)
    print(*broken, sep="\n", end="\n" if broken else "")
    return 1 if broken else 0


sys.exit(main())
