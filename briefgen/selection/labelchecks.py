"""The labels that a source bears to findings: above its marking, unknown, or mended away."""

from __future__ import annotations

from collections.abc import Iterable

from briefgen.diagnostics import Diagnostic, Diagnostics, Place, error, warning
from briefgen.errors import ExitCode
from briefgen.model import Aside, Document, MendedLine
from briefgen.selection.labels import Spellings, spellings_of
from briefgen.selection.ladder import Ladder, is_above
from briefgen.selection.markplaces import find_marks
from briefgen.selection.portions import OwnLabel, find_labels

_FEW = 20  # words beside a text that are no prose, so that a label anywhere is a mark


def check_own_labels(document: Document, ladder: Ladder, shown: str) -> Diagnostics:
    """An error (exit 6) for each label of a source's own that is above its marking, and for each
    that the ladder does not have; a warning for the latter where the text is marked as the top.

    Args:
        document: a source after `mark`.
        ladder: the ladder of the config.
        shown: the source's file as messages name it.
    """
    return _faults(find_labels(document, ladder), ladder, shown)


def _faults(labels: Iterable[OwnLabel], ladder: Ladder, shown: str) -> Diagnostics:
    return tuple(
        _too_high(own, shown) if own.exact else _unknown(own, ladder, shown)
        for own in labels
        if not own.exact or is_above(ladder, own.label, own.marking)
    )


def check_asides(asides: Iterable[Aside], ladder: Ladder, marking: str, shown: str) -> Diagnostics:
    """The same for what a file bears beside its text; `marking` is the whole source's."""
    known = spellings_of(ladder)
    labels = (
        OwnLabel(
            label=mark.spelt.label,
            marking=marking,
            line=aside.line,
            exact=mark.spelt.exact,
            said="" if mark.spelt.exact else mark.said,
        )
        for aside in asides
        for mark in find_marks(aside.text, known, anywhere=len(aside.text.split()) <= _FEW)
        if not mark.spelt.weak
    )
    return _faults(dict.fromkeys(labels), ladder, shown)


def check_mended(
    mended: Iterable[MendedLine], ladder: Ladder, marking: str, shown: str
) -> Diagnostics:
    """An error (exit 6) for each correction that takes a label off a line of the source, or makes
    a mention of a mark, unless that says no more than `marking`, the whole source's. A label that
    was spelt otherwise may be put right, to the nearest or a higher one.
    """
    known = spellings_of(ladder)
    return tuple(
        error(
            "marking-mended",
            f'a correction under `structure:` takes the marking "{label}" off this line',
            place=Place(shown, line.line),
            hint="leave the label as it stands, or have it changed in the source by who set it",
            exit=ExitCode.MARKING,
        )
        for line in mended
        for label in _lost(line, known, ladder)
        if is_above(ladder, label, marking)
    )


def _lost(line: MendedLine, known: Spellings, ladder: Ladder) -> tuple[str, ...]:
    """The labels that a line bore, in the place of a mark or anywhere, and bears no more so."""
    lost: list[str] = []
    for anywhere in (False, True):
        before = find_marks(line.stood, known, anywhere=anywhere)
        after = [mark.spelt for mark in find_marks(line.text, known, anywhere=anywhere)]
        for spelt in (mark.spelt for mark in before):
            put_right = not spelt.exact and any(
                one.exact and not is_above(ladder, spelt.label, one.label) for one in after
            )
            same = any((one.label, one.exact) == (spelt.label, spelt.exact) for one in after)
            if not same and not put_right:
                lost.append(spelt.label)
    return tuple(dict.fromkeys(lost))


def _too_high(own: OwnLabel, shown: str) -> Diagnostic:
    return error(
        "source-marked-higher",
        f"the source marks itself {own.label} here, the config marks this {own.marking}",
        place=Place(shown, own.line),
        hint=f"raise the source's marking, or mark this part {own.label} under `markings:`",
        exit=ExitCode.MARKING,
    )


def _unknown(own: OwnLabel, ladder: Ladder, shown: str) -> Diagnostic:
    """The finding of a label that is on no rung, letter for letter; the nearest is named."""
    message = f'"{own.said[:40]}" stands here as a marking, and is no label of the ladder'
    hint = (
        f'write it as the ladder has it, the nearest is "{own.label}", or mark this part '
        f"{ladder.top} under `markings:`"
    )
    place = Place(shown, own.line)
    if own.marking == ladder.top:
        return warning("marking-unknown", message, place=place, hint=hint)
    return error("marking-unknown", message, place=place, hint=hint, exit=ExitCode.MARKING)
