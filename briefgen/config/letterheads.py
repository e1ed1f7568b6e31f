"""The letterheads that a config names, Word files, to what memos take from them or why not."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping
from pathlib import Path, PurePosixPath

from briefgen.config.types import InputFile
from briefgen.diagnostics import Diagnostics, Place, error, reason_of
from briefgen.errors import ExitCode
from briefgen.selection.markings import Ladder
from briefgen.slotted import dataclass
from briefgen.style import Letterhead

_ENDINGS = (".docx", ".dotx")
_MOST_BYTES = 64 * 1024 * 1024
_BETWEEN = re.compile(r"[\t\n]|  +")


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a letterhead cannot be had; `code` is `named-file` or `letterhead`."""

    code: str
    why: str
    remedy: str


Letterheads = Mapping[str, tuple[Letterhead | None, tuple[Reason, ...]]]


def load_letterhead(written: str, root: Path) -> tuple[Letterhead | None, tuple[Reason, ...]]:
    """The letterhead at a path below the project folder, or every reason why not."""
    data, reason = None, _fault_of_path(written)
    if reason is None:
        data, reason = read_file(root / written)
    if data is None:
        return None, (reason,) if reason else ()
    return read_letterhead(written, data)


def read_letterhead(written: str, data: bytes) -> tuple[Letterhead | None, tuple[Reason, ...]]:
    """The letterhead in these bytes, or every reason why memos cannot be set in it."""
    # Who has no letterhead waits for no XML library.
    from briefgen.renderers.word.letterhead.admitting import admit  # noqa: PLC0415

    letterhead, refusals = admit(written, data)
    return letterhead, tuple(Reason("letterhead", one.why, one.remedy) for one in refusals)


def _fault_of_path(written: str) -> Reason | None:
    path = PurePosixPath(written)
    if "\\" in written or ".." in path.parts or path.is_absolute():
        hint = "put the file inside the project"
        return Reason("named-file", "leads out of the project folder", hint)
    return None


def read_file(path: Path) -> tuple[bytes | None, Reason | None]:
    """The bytes of a Word file, or why they cannot be had."""
    if path.suffix.lower() not in _ENDINGS:
        hint = "name a Word document (.docx) or template (.dotx)"
        return None, Reason("named-file", "is no letterhead", hint)
    try:
        if not path.is_file():
            return None, Reason("named-file", "is not there", "look at the path")
        with path.open("rb") as file:
            data = file.read(_MOST_BYTES + 1)
    except OSError as fault:
        reason = reason_of(fault)
        return None, Reason("named-file", f"cannot be read: {reason}", "")
    if len(data) > _MOST_BYTES:
        why = f"it has more than {_MOST_BYTES >> 20} MB"
        return None, Reason("letterhead", why, "take large pictures out of it")
    return data, None


def in_words(reason: Reason, name: str) -> str:
    """What a message says of a letterhead of this name."""
    if reason.code == "named-file":
        return f"{name} {reason.why}"
    return f"the letterhead {name} is refused: {reason.why}"


def find_letterhead(
    written: str, place: Place, letterheads: Letterheads, ladder: Ladder
) -> tuple[Letterhead | None, Diagnostics]:
    """The letterhead that stands at a place of the config, with what is wrong with it there."""
    letterhead, reasons = letterheads[written]
    found = [
        error(
            reason.code,
            in_words(reason, f'"{written[:100]}"'),
            place=place,
            hint=reason.remedy,
            exit=ExitCode.CONFIG,
        )
        for reason in reasons
    ]
    for label in _own_markings(letterhead, ladder) if letterhead else ():
        found.append(
            error(
                "letterhead-marked",
                f'the letterhead "{written[:100]}" bears the marking {label} in its own words',
                place=place,
                hint='put a content control with the tag "marking" in its place',
                exit=ExitCode.MARKING,
            )
        )
    return (None if found else letterhead), tuple(found)


def letterhead_inputs(letterhead: Letterhead | None) -> tuple[InputFile, ...]:
    """The letterhead as something that a pack is made from."""
    if letterhead is None:
        return ()
    sha256 = hashlib.sha256(letterhead.data).hexdigest()
    return (InputFile(kind="letterhead", path=letterhead.name, sha256=sha256),)


def _own_markings(letterhead: Letterhead, ladder: Ladder) -> Iterator[str]:
    """The labels that stand alone in a line of the letterhead: a page would bear two markings."""
    alone = {piece.strip() for text in letterhead.words for piece in _BETWEEN.split(text)}
    yield from (label for label in ladder.labels if label in alone)
