"""The wheel, installed somewhere else and used there: it must not lean on the checkout."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import sysconfig
import zipfile
from dataclasses import dataclass
from pathlib import Path

import pytest

from briefgen import __version__
from tests.places import PROJECT


def run(*command: str | Path, cwd: Path) -> subprocess.CompletedProcess[str]:
    """A command in the environment of a stranger: no variable of ours leads to the checkout."""
    clean = {k: v for k, v in os.environ.items() if not k.startswith(("PYTHON", "VIRTUAL", "COV"))}
    return subprocess.run(
        [str(word) for word in command],
        cwd=cwd,
        env=clean,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Built from a copy, so that nothing of a build stays in the checkout."""
    folder = tmp_path_factory.mktemp("wheel")
    left_out = shutil.ignore_patterns(
        ".*_cache", ".venv", ".git", "__pycache__", "out", ".hypothesis"
    )
    shutil.copytree(PROJECT, folder / "source", ignore=left_out)
    built = run(
        sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", folder, ".",
        cwd=folder / "source",
    )  # fmt: skip
    assert built.returncode == 0, built.stdout + built.stderr
    (path,) = folder.glob("*.whl")
    return path


@dataclass(frozen=True)
class Installed:
    python: Path
    command: Path
    folder: Path


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Installed:
    """The wheel in an environment of its own, which borrows only what briefgen depends on."""
    folder = tmp_path_factory.mktemp("elsewhere")
    place = folder / "environment"
    made = run(sys.executable, "-m", "venv", "--without-pip", place, cwd=folder)
    assert made.returncode == 0, made.stderr
    python = place / "bin" / "python"
    command = (
        sys.executable,
        "-m",
        "pip",
        "--python",
        python,
        "install",
        "--no-deps",
        "--no-index",
        wheel,
    )
    done = run(*command, cwd=folder)
    assert done.returncode == 0, done.stderr
    # A folder named in a .pth file is searched, but its own .pth files are not heeded: an
    # editable install of the checkout stays out of reach.
    (packages,) = (place / "lib").glob("python*/site-packages")
    ours = {sysconfig.get_path("purelib"), sysconfig.get_path("platlib")}
    (packages / "borrowed.pth").write_text("\n".join(sorted(ours)))
    return Installed(python=python, command=place / "bin" / "briefgen", folder=folder)


def test_the_wheel_holds_what_a_run_needs(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    wanted = {path.relative_to(PROJECT).as_posix() for path in (PROJECT / "briefgen").rglob("*.py")}
    wanted |= {f"briefgen/help/{path.name}" for path in (PROJECT / "briefgen/help").glob("*.md")}
    wanted |= {f"briefgen/recipes/{p.name}" for p in (PROJECT / "briefgen/recipes").iterdir()}
    for folder in ("templates", "configs", "seeds"):
        files = [path for path in (PROJECT / folder).rglob("*") if path.is_file()]
        assert files
        wanted |= {f"briefgen/{path.relative_to(PROJECT).as_posix()}" for path in files}
    wanted |= {"briefgen/py.typed", f"briefgen-{__version__}.dist-info/licenses/LICENSE"}
    assert wanted - names == set()
    strangers = {name.split("/")[0] for name in names} - {
        "briefgen",
        f"briefgen-{__version__}.dist-info",
    }
    assert strangers == set()


def test_the_installed_command_is_not_the_checkout(installed: Installed) -> None:
    shown = run(installed.command, "--version", cwd=installed.folder)
    assert (shown.returncode, shown.stdout) == (0, f"briefgen {__version__}\n")
    where = run(
        installed.python, "-c", "import briefgen; print(briefgen.__file__)", cwd=installed.folder
    )
    assert where.stdout.startswith(str(installed.folder))


def test_the_installed_command_builds_a_project(installed: Installed) -> None:
    """Sources and config alone: the templates come with the package."""
    project = installed.folder / "project"
    for folder in ("seeds", "configs"):
        shutil.copytree(PROJECT / folder, project / folder)
    built = run(installed.command, "build", cwd=project)
    assert built.returncode == 0, built.stderr
    packs = sorted(
        path.suffix
        for path in (project / "out").glob("*/*/*.*")
        if path.suffix in {".docx", ".pdf"}
    )
    assert packs == [".docx"] * 4 + [".pdf"] * 4
    assert "4 packs in out/" in built.stdout
    again = run(installed.command, "build", cwd=project)
    assert ": 0 files written" in again.stdout
