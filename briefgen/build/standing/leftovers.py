"""The files of earlier runs beside a pack that was made anew, to what becomes of each of them.

What we wrote and nobody changed goes; a file to release is kept with the edition that it belongs
to; what people made or changed stays, and is named as long as it stands.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath

from briefgen.build.edition import Edition
from briefgen.build.options import BuildOptions
from briefgen.build.proving import holds_withheld
from briefgen.build.standing.names import file_name
from briefgen.config import Audience
from briefgen.diagnostics import Diagnostic, Diagnostics, Place, error, info, warning
from briefgen.editions.disk import read_bytes, sha256
from briefgen.editions.freshness import Look
from briefgen.editions.kept import release_path
from briefgen.editions.names import COPIES, FINAL
from briefgen.editions.output import OutFile, Removal
from briefgen.editions.previous import Earlier
from briefgen.editions.records import AudienceRecord, Output
from briefgen.errors import ExitCode


@dataclass(frozen=True, slots=True, kw_only=True)
class Leftovers:
    """What becomes of the files of earlier runs in one audience's folder.

    `carried` stand as they are and belong to the pack still; `gone` are removed; `released` are
    files to release under their new names; `beside` are people's, changed by them.
    """

    carried: tuple[Output, ...] = ()
    gone: tuple[Removal, ...] = ()
    released: tuple[OutFile, ...] = ()
    beside: tuple[Output, ...] = ()
    found: Diagnostics = ()


def see_to_leftovers(
    record: AudienceRecord,
    audience: Audience,
    earlier: Earlier,
    folder: Path,
    options: BuildOptions,
) -> Leftovers:
    """What becomes of each file that an earlier run wrote for this audience and this one does not;
    `earlier` is what its manifest says of them, `folder` the series'.
    """
    written = {output.path: output.sha256 for output in record.outputs}
    left = Leftovers()
    for output in earlier.outputs:
        data = read_bytes(folder / audience.name / output.path)
        if data is None or output.path in written:
            continue
        if _stays(output.path, audience, earlier, written, options):
            left = replace(left, carried=(*left.carried, replace(output, carried=True)))
        elif sha256(data) != output.sha256:
            changed = replace(output, sha256=sha256(data), bytes=len(data))
            left = replace(left, beside=(*left.beside, changed))
        else:
            left = _without(left, audience.name, output, data, earlier, folder)
    return left


def _stays(
    path: str,
    audience: Audience,
    earlier: Earlier,
    written: dict[str, str],
    options: BuildOptions,
) -> bool:
    """Whether a file is left on purpose: its format was not asked for (`--format`), or it is the
    release of a memo that has not changed.
    """
    form = "pdf" if path.endswith(".pdf") else "docx"
    if options.formats and form in audience.formats and form not in options.formats:
        return True
    memo = path.removesuffix(FINAL) + ".docx"
    before = {output.path: output.sha256 for output in earlier.outputs}
    return path.endswith(FINAL) and memo in written and before.get(memo) == written[memo]


def _without(
    left: Leftovers, name: str, output: Output, data: bytes, earlier: Earlier, folder: Path
) -> Leftovers:
    """The leftovers with a file of ours that is no longer part of the pack."""
    path = f"{name}/{output.path}"
    place = Place(str(folder / path))
    gone = (*left.gone, Removal(path=path, sha256=output.sha256))
    if not output.path.endswith(FINAL):
        message = f"{output.path} is no longer made, so that of an earlier run was removed"
        said = info("file-removed", message, place=place)
        return replace(left, gone=gone, found=(*left.found, said))
    kept = release_path(earlier.as_of, path, output.sha256)
    said = info(
        "release-kept",
        f"the pack has changed since {output.path} was made: it was moved to {kept}",
        place=place,
        hint="`briefgen build --final` makes one of the pack as it is now",
    )
    moved = OutFile(path=kept, data=data, is_memo=False, owner=name)
    return replace(left, gone=gone, released=(*left.released, moved), found=(*left.found, said))


# --- what people made -----------------------------------------------------------------------------


def find_beside(
    edition: Edition, audience: Audience, folder: Path, left: Leftovers, copies: Iterable[OutFile]
) -> tuple[tuple[Output, ...], Diagnostics]:
    """What people made that stands in an audience's folder beside its pack, with an error for each
    that holds words withheld from it today. `copies` are put there by this run.
    """
    found: dict[str, bytes] = {}
    stem = file_name(edition.config, audience, "")[:-1]
    for path in _copies_in(folder / audience.name, stem):
        found[path.name] = read_bytes(path) or b""
    found |= {PurePosixPath(one.path).name: one.data for one in copies}
    for output in left.beside:
        found[output.path] = read_bytes(folder / audience.name / output.path) or b""
    outputs = tuple(
        Output(path=name, sha256=sha256(data), bytes=len(data))
        for name, data in sorted(found.items())
    )
    shut = [name for name, data in found.items() if _is_withheld(edition, audience, name, data)]
    return outputs, tuple(_withheld(folder, audience.name, name) for name in sorted(shut))


def _copies_in(place: Path, stem: str) -> Iterator[Path]:
    """The copies of people's files that earlier runs put aside there."""
    if place.is_dir():
        for path in place.iterdir():
            ours = path.name.startswith((f"{stem}.", f"{stem}-"))
            if ours and any(mark in path.name for mark in COPIES) and path.is_file():
                yield path


def _is_withheld(edition: Edition, audience: Audience, name: str, data: bytes) -> bool:
    base = edition.runs.bases.of(audience, edition.before)
    shut = base.shut if base else ()
    return holds_withheld(edition.config, audience, edition.runs.fences, shut, name, data)


def _withheld(folder: Path, audience: str, name: str) -> Diagnostic:
    return error(
        "file-withheld",
        f"{name} is kept for people's sake, and may hold words that are withheld from"
        f" {audience} today",
        place=Place(str(folder / audience / name)),
        hint="move it out of the folder, or remove it",
        exit=ExitCode.MARKING,
    )


def name_beside(look: Look) -> Diagnostics:
    """A finding for each file that people made and that stands beside a pack of the series."""
    folder = Path(look.folder)
    return tuple(_beside(folder, path) for paths in look.beside.values() for path in paths)


def _beside(folder: Path, path: str) -> Diagnostic:
    name, place = PurePosixPath(path).name, Place(str(folder / path))
    if any(mark in name for mark in COPIES):
        message = f"{name} is kept from an earlier edition for the edits in it"
        return info("file-kept", message, place=place, hint="move it when you have seen to it")
    return warning(
        "file-outdated",
        f"{name} is an earlier edition's, was edited by hand and is no longer made",
        place=place,
        hint="move or remove it: it may hold words that have changed, or are withheld today",
    )
