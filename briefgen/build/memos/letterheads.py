"""A letterhead to what memos would take from it, for whoever makes one."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from briefgen.config.letterheads import in_words, read_file, read_letterhead
from briefgen.config.libraries import library_of
from briefgen.config.styling import load_base, make_style
from briefgen.config.templating import DEFAULT_STYLE
from briefgen.diagnostics import Diagnostics, Place, error
from briefgen.errors import ExitCode
from briefgen.files import resources
from briefgen.renderers.word.letterhead.places import NAMES
from briefgen.renderers.word.letterhead.preparing import LetterheadReport, prepare_letterhead
from briefgen.renderers.word.parts.package import Kind
from briefgen.slotted import dataclass
from briefgen.style import Style


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterheadCheck:
    """What `briefgen template check` says of one file. Sizes in millimetres.

    `places`: name of the place, how the letterhead names it, by what means. `own`: style of the
    contract, the letterhead's name for it. `missing`: styles for which ours stand in.
    `marking_added`: the kinds of pages that get a marking from us.
    """

    shown: str
    text_mm: tuple[float, float]
    places: tuple[tuple[str, str, str], ...]
    places_missing: tuple[str, ...]
    marking_added: tuple[str, ...]
    own: tuple[tuple[str, str], ...]
    missing: tuple[str, ...]
    lists_given: tuple[str, ...]
    left: tuple[str, ...]


def check_letterheads(
    paths: Iterable[Path],
) -> tuple[tuple[LetterheadCheck, ...], Diagnostics]:
    """Each file that can be used, and why the others cannot (exit 4)."""
    style, found = _style()
    checks: list[LetterheadCheck] = []
    for path in paths if style else ():
        check, faults = _check(path, style) if style else (None, ())
        found = (*found, *faults)
        checks += [check] if check else []
    return tuple(checks), found


def _style() -> tuple[Style | None, Diagnostics]:
    """The base style that templates start from: letterheads are measured against its names."""
    library = library_of(Path(), "", resources.builtin("templates"))
    layers, found = load_base(DEFAULT_STYLE, Place(""), library)
    return make_style(layers) if layers else (None, found)


def _check(path: Path, style: Style) -> tuple[LetterheadCheck | None, Diagnostics]:
    data, reason = read_file(path)
    letterhead, reasons = (None, (reason,)) if data is None else read_letterhead(path.name, data)
    faults = tuple(
        error(
            one.code,
            in_words(one, path.name),
            place=Place(str(path)),
            hint=one.remedy,
            exit=ExitCode.CONFIG,
        )
        for one in reasons
        if one is not None
    )
    if letterhead is None:
        return None, faults
    kind = Kind(paged=True, press=False)
    _, report = prepare_letterhead(style, letterhead, "en", kind)
    return _summary(str(path), report), faults


def _summary(shown: str, report: LetterheadReport) -> LetterheadCheck:
    page = report.page
    placed = [one for one in report.placed if one.means != "added"]
    found = {one.name for one in placed}
    return LetterheadCheck(
        shown=shown,
        text_mm=(
            round(page.width_mm - page.margin_left_mm - page.margin_right_mm, 1),
            round(page.height_mm - page.body_top_mm - page.body_bottom_mm, 1),
        ),
        places=tuple(dict.fromkeys((one.name, one.written, one.means) for one in placed)),
        places_missing=tuple(name for name in NAMES if name not in found),
        marking_added=report.marking_added,
        own=tuple((m.style.name, m.own) for m in report.matches if m.own),
        missing=tuple(m.style.name for m in report.matches if not m.own),
        lists_given=report.given_lists,
        left=report.left,
    )
