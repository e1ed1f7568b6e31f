"""`template check`: what memos would take from a letterhead."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from briefgen.cli.arguments import FILE, JSON
from briefgen.cli.group import briefgen, examples
from briefgen.cli.printing import print_findings
from briefgen.cli.results import to_json
from briefgen.cli.streams import put_text

if TYPE_CHECKING:
    from briefgen.build.memos.letterheads import LetterheadCheck

_MEANS = {"control": "content control", "property": "property", "field": "field"}
_HOW = (
    "to add one: in Word, put the cursor where it goes (header, footer, cover); Developer, Plain"
    ' Text Content Control; then Properties, and write its name, such as "{name}", under Tag'
    " (the Developer tab: File, Options, Customize Ribbon)"
)
# Every document has them, or nobody sees them.
_INNER = ("Default Paragraph Font", "Normal Table", "No List", "BG Gap", "BG Plain Table")


@briefgen.group()
def template() -> None:
    """Checks the letterheads of Word memos: `template check FILE`."""


@template.command(
    epilog=examples(
        "briefgen template check letterhead.docx",
        "briefgen template check templates/*.dotx --json",
    )
)
@click.argument("files", metavar="FILE...", nargs=-1, required=True, type=FILE)
@JSON
def check(*, files: tuple[Path, ...], as_json: bool) -> int:
    """Says which styles and places of a Word FILE memos use, what stands in for those that it
    lacks, and why it would be refused.
    """
    from briefgen.build.memos.letterheads import check_letterheads  # noqa: PLC0415

    checks, found = check_letterheads(files)
    code = print_findings(found)
    if as_json:
        put_text(to_json([asdict(one) for one in checks]))
    else:
        put_text("".join(f"{line}\n" for one in checks for line in _lines(one)))
    return code


def _lines(check: LetterheadCheck) -> Iterator[str]:
    width, height = check.text_mm
    yield f"{check.shown}: memos can be set in it; room for text {width:g} x {height:g} mm"
    for name, written, means in check.places:
        named = f' "{written}"' if written else ""
        yield f"  place {name:<10} {_MEANS[means]}{named}"
    yield from _listed("places it does not have", check.places_missing)
    if check.places_missing:
        yield from _wrapped(_HOW.format(name=check.places_missing[0]))
    if check.marking_added:
        yield from _listed("marking added to head and foot of", check.marking_added)
    same = (n if n == own else f'{n} (its "{own}")' for n, own in check.own if n not in _INNER)
    yield from _listed("its own styles", tuple(same))
    missing = [name for name in check.missing if name not in _INNER]
    words_own = tuple(name for name in missing if not name.startswith("BG "))
    yield from _listed("styles of Word's that it lacks; ours stand in", words_own)
    parts = tuple(name for name in missing if name.startswith("BG "))
    yield from _listed("styles for the parts of memos, which it may have of its own", parts)
    yield from _listed("list styles without a list, which get ours", check.lists_given)
    yield from _listed("not carried over", check.left)


def _listed(what: str, names: tuple[str, ...]) -> list[str]:
    return _wrapped(f"{what}: {', '.join(names)}") if names else []


def _wrapped(text: str) -> list[str]:
    return textwrap.wrap(text, 96, initial_indent="  ", subsequent_indent="    ")
