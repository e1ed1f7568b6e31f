"""The files of earlier runs beside a pack that was made anew, to what becomes of each of them.

What we wrote and nobody changed goes; a file to release is kept with the edition that it belongs
to; what people made or changed stays, and is named as long as it stands, unless it holds words that
are withheld today: then it is put away with the editions.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from pathlib import Path, PurePosixPath
from typing import Final

from briefgen.build.edition import Edition
from briefgen.build.options import BuildOptions
from briefgen.build.proving import holds_withheld
from briefgen.build.standing.names import file_name
from briefgen.config import Audience
from briefgen.diagnostics import Diagnostic, Diagnostics, Place, error, info, warning
from briefgen.editions.disk import read_bytes, sha256
from briefgen.editions.kept import away_path
from briefgen.editions.names import COPIES, FINAL, MANIFEST
from briefgen.editions.output import OutFile, Removal
from briefgen.editions.previous import Earlier
from briefgen.editions.records import AudienceRecord, Output
from briefgen.errors import ExitCode
from briefgen.slotted import dataclass

# Files that people may have copied there, and how each is decoded.
_LOOKED_AT: Final = {".docx": "docx", ".pdf": "pdf", ".md": "md", ".txt": "md"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Leftovers:
    """What becomes of the files of earlier runs in one audience's folder.

    `carried` stand as they are and belong to the pack still; `gone` are removed; `away` are files
    under their new names among the editions; `beside` is what people made and no run makes, of
    which `copies` are new.
    """

    carried: tuple[Output, ...] = ()
    gone: tuple[Removal, ...] = ()
    away: tuple[OutFile, ...] = ()
    beside: tuple[Output, ...] = ()
    copies: tuple[OutFile, ...] = ()
    found: Diagnostics = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Corner:
    """One audience's folder below `folder`, the series' one, and what its manifest says of it."""

    edition: Edition
    audience: Audience
    earlier: Earlier
    folder: Path

    def read(self, name: str) -> bytes | None:
        return read_bytes(self.folder / self.audience.name / name)

    def place(self, name: str) -> Place:
        return Place(str(self.folder / self.audience.name / name))

    def away(self, name: str, data: bytes) -> OutFile:
        """A file of this folder as it is put away."""
        path = away_path(self.earlier.as_of, f"{self.audience.name}/{name}", sha256(data))
        return OutFile(path=path, data=data, is_memo=False, owner=self.audience.name)

    def is_withheld(self, name: str, data: bytes) -> bool:
        """Whether a file may hold words that are withheld from the audience today."""
        edition = self.edition
        base = edition.runs.bases.of(self.audience, edition.before)
        shut = base.shut if base else ()
        dates = (self.earlier.as_of, edition.as_of.isoformat() if edition.as_of else "")
        guard = (edition.config, self.audience, edition.runs.fences, shut, dates)
        return holds_withheld(*guard, name, data)


def see_to_leftovers(
    edition: Edition,
    record: AudienceRecord,
    audience: Audience,
    earlier: Earlier,
    folder: Path,
    options: BuildOptions,
) -> Leftovers:
    """What becomes of each file that an earlier run wrote for this audience and this one does not,
    and of what people made; `earlier` is what its manifest says, `folder` the series'.
    """
    corner = _Corner(edition=edition, audience=audience, earlier=earlier, folder=folder)
    written = {output.path: output.sha256 for output in record.outputs}
    left = Leftovers()
    for output in earlier.outputs:
        data = corner.read(output.path)
        if data is None:
            continue
        if output.path in written:
            left = _replaced(left, corner, output, written[output.path], data)
        elif _is_unasked(output.path, audience, options):
            left = _carried(left, replace(output, carried=True), _above(corner, output.path, data))
        elif _is_same_release(output.path, corner, written):
            left = _carried(left, replace(output, carried=True))
        elif sha256(data) == output.sha256:
            left = _without(left, corner, output.path, data)
        else:
            left = _with_people_s(left, corner, output.path, data, standing=True)
    known = {*written, *(output.path for output in earlier.outputs)}
    for name, data in (*_copies_in(corner), *_still_beside(corner, known)):
        left = _with_people_s(left, corner, name, data, standing=True)
    seen_to = (*(PurePosixPath(one.path).name for one in left.gone), *(o.path for o in left.beside))
    left = replace(left, found=(*left.found, *_strays(corner, {*known, *seen_to})))
    memo = file_name(edition.config, audience, "docx")
    for copy in edition.edits[audience.name].copies if memo in written else ():
        name = PurePosixPath(copy.path).name
        left = _with_people_s(left, corner, name, copy.read(), standing=False)
    return left


def _is_unasked(path: str, audience: Audience, options: BuildOptions) -> bool:
    """Whether a file is left on purpose, since its format was not asked for (`--format`)."""
    form = "pdf" if path.endswith(".pdf") else "docx"
    return bool(options.formats) and form in audience.formats and form not in options.formats


def _is_same_release(path: str, corner: _Corner, written: Mapping[str, str]) -> bool:
    """Whether a file is the release of a memo that has not changed."""
    memo = path.removesuffix(FINAL) + ".docx"
    before = {output.path: output.sha256 for output in corner.earlier.outputs}
    return path.endswith(FINAL) and memo in written and before.get(memo) == written[memo]


def _carried(left: Leftovers, output: Output, found: Diagnostics = ()) -> Leftovers:
    return replace(left, carried=(*left.carried, output), found=(*left.found, *found))


def _above(corner: _Corner, name: str, data: bytes) -> Diagnostics:
    """The error for a file of an earlier run that may no longer lie in this folder."""
    if not corner.is_withheld(name, data):
        return ()
    message = f"{name} is an earlier run's and may hold words that are withheld today"
    hint = (
        f"make it anew (build without --format) or remove it: {corner.audience.name} may not get it"
    )
    exit_ = ExitCode.MARKING
    return (error("file-above-ceiling", message, place=corner.place(name), hint=hint, exit=exit_),)


def _without(left: Leftovers, corner: _Corner, name: str, data: bytes) -> Leftovers:
    """The leftovers with a file of ours that is no longer part of the pack."""
    left = replace(left, gone=(*left.gone, _removal(corner, name, data)))
    if name.endswith(FINAL):
        hint = "`briefgen build --final` makes one of the pack as it is now"
        return _kept(left, corner, name, data, hint)
    message = f"{name} is no longer made, so that of an earlier run was removed"
    said = info("file-removed", message, place=corner.place(name))
    return replace(left, found=(*left.found, said))


def _replaced(
    left: Leftovers, corner: _Corner, output: Output, written: str, data: bytes
) -> Leftovers:
    """The leftovers where a file is made anew: a release of ours is a record of what was sent."""
    ours = sha256(data) == output.sha256 != written
    if not ours or not output.path.endswith(FINAL):
        return left
    return _kept(left, corner, output.path, data, "the new one stands in its place")


def _kept(left: Leftovers, corner: _Corner, name: str, data: bytes, hint: str) -> Leftovers:
    """The leftovers with a release that goes to its edition."""
    moved = corner.away(name, data)
    message = f"the pack has changed since {name} was made: it was moved to {moved.path}"
    said = info("release-kept", message, place=corner.place(name), hint=hint)
    return replace(left, away=(*left.away, moved), found=(*left.found, said))


def _removal(corner: _Corner, name: str, data: bytes) -> Removal:
    return Removal(path=f"{corner.audience.name}/{name}", sha256=sha256(data))


# --- what people made -----------------------------------------------------------------------------


def _with_people_s(
    left: Leftovers, corner: _Corner, name: str, data: bytes, *, standing: bool
) -> Leftovers:
    """The leftovers with a file that people made: it stays beside the pack, or is put away.

    `standing`: it is there already.
    """
    if corner.is_withheld(name, data):
        moved = corner.away(name, data)
        gone = (_removal(corner, name, data),) if standing else ()
        return replace(
            left,
            gone=(*left.gone, *gone),
            away=(*left.away, moved),
            found=(*left.found, _put_away(corner, name, moved.path)),
        )
    path = f"{corner.audience.name}/{name}"
    copies = () if standing else (OutFile(path=path, data=data),)
    beside = Output(path=name, sha256=sha256(data), bytes=len(data))
    return replace(left, beside=(*left.beside, beside), copies=(*left.copies, *copies))


def _copies_in(corner: _Corner) -> Iterator[tuple[str, bytes]]:
    """The copies of people's files that earlier runs put aside there."""
    place = corner.folder / corner.audience.name
    stem = file_name(corner.edition.config, corner.audience, "")[:-1]
    for path in sorted(place.iterdir()) if place.is_dir() else ():
        ours = path.name.startswith((f"{stem}.", f"{stem}-"))
        if ours and any(mark in path.name for mark in COPIES) and path.is_file():
            yield path.name, path.read_bytes()


def _still_beside(corner: _Corner, known: Collection[str]) -> Iterator[tuple[str, bytes]]:
    """What people changed and no run makes any more, by the series' manifest."""
    for path in corner.edition.concern.look.beside.get(corner.audience.name, ()):
        name = PurePosixPath(path).name
        copied = any(mark in name for mark in COPIES)
        if name not in known and not copied and (data := corner.read(name)) is not None:
            yield name, data


def _strays(corner: _Corner, known: Collection[str]) -> Iterator[Diagnostic]:
    """A warning for each file that nobody knows here, such as a copy under another name, and that
    may hold words withheld from the audience: the folder may be passed on as it is.
    """
    place = corner.folder / corner.audience.name
    ours = {*known, *(name for name, _ in _copies_in(corner)), MANIFEST}
    for path in sorted(place.iterdir()) if place.is_dir() else ():
        name, form = path.name, _LOOKED_AT.get(path.suffix.lower())
        if form is None or name in ours or name.startswith(".") or not path.is_file():
            continue
        if corner.is_withheld(f"{path.stem}.{form}", _readable(path.read_bytes(), form)):
            yield warning(
                "file-stray",
                f"{name} is no file of this pack, and may hold words that are withheld from"
                f" {corner.audience.name}",
                place=corner.place(name),
                hint="look at it, and take it out of the folder if this audience may not get it",
            )


def _readable(data: bytes, form: str) -> bytes:
    """A file as it is decoded; a text of another coding in UTF-8."""
    if form != "md":
        return data
    marked = data.startswith((b"\xff\xfe", b"\xfe\xff"))
    try:
        return data.decode("utf-16" if marked else "utf-8-sig").encode()
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace").encode()


def place_copy(
    edition: Edition, audience: Audience, earlier: Earlier, folder: Path, copy: OutFile
) -> tuple[OutFile, Diagnostics]:
    """A changed file that is about to be put aside: beside its pack, or away."""
    corner = _Corner(edition=edition, audience=audience, earlier=earlier, folder=folder)
    name = PurePosixPath(copy.path).name
    data = copy.read()
    if not corner.is_withheld(name, data):
        return copy, ()
    moved = corner.away(name, data)
    return moved, (_put_away(corner, name, moved.path),)


def _put_away(corner: _Corner, name: str, path: str) -> Diagnostic:
    return warning(
        "file-withheld",
        f"{name} holds what people made, and may hold words that are withheld from"
        f" {corner.audience.name} today: it was moved to {path}",
        place=corner.place(name),
        hint="look at it there; it may not be passed on to this audience",
    )
