"""A choice of templates and recipes to the files of a new project; none that exists is touched."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import Final, Literal

from briefgen import __version__
from briefgen.files import resources
from briefgen.slotted import dataclass

DEFAULT_TEMPLATES: Final = ("bluf-memo", "press-brief")

# Recipe -> files of `briefgen/recipes/` and where they go.
RECIPES: Mapping[str, Mapping[str, str]] = MappingProxyType(
    {
        "github": {
            "github.yaml": ".github/workflows/briefing.yaml",
            "propose-edition.sh": "ci/propose-edition.sh",
            "gitattributes": ".gitattributes",
        },
        "gitlab": {
            "gitlab.yaml": ".gitlab-ci.yml",
            "propose-edition.sh": "ci/propose-edition.sh",
            "gitattributes": ".gitattributes",
        },
        "pre-commit": {
            "pre-commit.yaml": ".pre-commit-config.yaml",
            "gitattributes": ".gitattributes",
        },
        "container": {"Containerfile": "Containerfile"},
    }
)

_HEAD = """\
# A series of briefing packs. Every key: `briefgen help config`. For your editor:
# `briefgen schema > briefgen.schema.json`, then
# yaml-language-server: $schema=../briefgen.schema.json
series: {series}
as_of: {as_of}          # the edition's date; a scheduled run gives its own with --as-of
ladder: tlp-2.0

sources:
  - {{path: "seeds/*", marking: "TLP:CLEAR"}}   # you state: all that lies in seeds/ is public

audiences:
"""
_AUDIENCE = """\
  {name}:
    title: {series}
    template: {template}
    ceiling: "{ceiling}"
"""

State = Literal["written", "kept", "link"]


@dataclass(frozen=True, slots=True, kw_only=True)
class NewFile:
    """A file of a new project: its path with `/`, and what will stand in it."""

    path: str
    data: bytes


def template_names() -> tuple[str, ...]:
    """The templates that ship with briefgen."""
    found = resources.builtin("templates").glob("*/template.yaml")
    return tuple(sorted(path.parent.name for path in found))


def plan_project(
    folder: Path, templates: Sequence[str], recipes: Sequence[str], *, series: str, as_of: str
) -> tuple[NewFile, ...]:
    """The files of a project with an audience for each template.

    A folder that has configs of its own gets no further one, and one with sources no sample.
    """
    files: list[NewFile] = []
    config = _config(templates, series, as_of)
    if not _others(folder / "configs", "*.yaml", (config,)):
        files += (config, *(file for name in templates for file in _template(name)))
    samples = tuple(_samples())
    if not _others(folder / "seeds", "*", samples):
        files += samples
    wanted = {target: name for one in recipes for name, target in RECIPES[one].items()}
    files += (NewFile(path=path, data=_recipe(name)) for path, name in sorted(wanted.items()))
    return tuple(files)


def write_new(folder: Path, files: Sequence[NewFile]) -> Iterator[tuple[str, State]]:
    """Writes the files that are not there yet, each whole; says of each what became of it.

    Raises:
        OSError: a file stands where a folder is needed, and nothing was written; or one could not
            be written, and those before it stand.
    """
    for file in files:
        _check_way(folder, folder / file.path)
    for file in files:
        target = folder / file.path
        if _leads_away(folder, target):
            yield file.path, "link"
        elif os.path.lexists(target):
            yield file.path, "kept"
        else:
            target.parent.mkdir(parents=True, exist_ok=True)
            _write_exclusively(target, file.data)
            yield file.path, "written"


def _write_exclusively(target: Path, data: bytes) -> None:
    """Whole or not at all, and never over a file that came meanwhile."""
    passing = target.with_name(f".{target.name}.briefgen-new")
    passing.unlink(missing_ok=True)
    with passing.open("xb") as file:
        file.write(data)
    try:
        os.link(passing, target)
    except OSError:  # no links on this file system
        with target.open("xb") as file:
            file.write(data)
    finally:
        passing.unlink(missing_ok=True)


def _check_way(folder: Path, target: Path) -> None:
    """Sees to it that no file stands in the place of a folder on the way."""
    for parent in reversed(target.parents):
        if parent.is_relative_to(folder) and parent.exists() and not parent.is_dir():
            why = "a file stands where a folder is needed"
            raise NotADirectoryError(errno.ENOTDIR, why, str(parent))


def _leads_away(folder: Path, target: Path) -> bool:
    """Whether a folder on the way to a file is a symbolic link."""
    inner = [parent for parent in target.parents if parent != folder]
    return any(parent.is_symlink() for parent in inner if parent.is_relative_to(folder))


def _others(folder: Path, pattern: str, own: Sequence[NewFile]) -> bool:
    """Whether a folder holds files of the user's, hidden ones aside."""
    names = {path.name for path in folder.glob(pattern) if not path.name.startswith(".")}
    return bool(names - {Path(file.path).name for file in own})


def _samples() -> Iterator[NewFile]:
    """The sample sources that ship with briefgen."""
    for path in sorted(resources.builtin("seeds").glob("*.txt")):
        yield NewFile(path=f"seeds/{path.name}", data=path.read_bytes())


def _config(templates: Sequence[str], series: str, as_of: str) -> NewFile:
    """The lowest label for what is meant for the press, the next one for the others."""
    text = _HEAD.format(series=_quoted(series), as_of=as_of)
    for name in dict.fromkeys(templates):
        audience = name.removesuffix("-brief").removesuffix("-memo")
        ceiling = "TLP:CLEAR" if audience == "press" else "TLP:GREEN"
        text += _AUDIENCE.format(
            name=audience, series=_quoted(series), template=name, ceiling=ceiling
        )
    return NewFile(path="configs/briefing.yaml", data=text.encode())


def _quoted(text: str) -> str:
    """A text as YAML in double quotes."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _template(name: str) -> Iterator[NewFile]:
    """A copy of a template, for the project to change."""
    folder = resources.builtin("templates") / name
    for path in sorted(folder.iterdir()):
        if path.is_file():
            yield NewFile(path=f"templates/{name}/{path.name}", data=path.read_bytes())


def _recipe(name: str) -> bytes:
    text = resources.shipped(f"recipes/{name}").read_text(encoding="utf-8")
    return text.replace("@VERSION@", __version__).encode()
