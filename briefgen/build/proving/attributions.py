"""Texts that are attributed as they should not be to findings, those of one kind together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from briefgen.diagnostics import Diagnostic, Place, error
from briefgen.proof.comparing import Kind, Misattribution

_SHOWN: Final = 60
_SAYS: Final[dict[Kind, tuple[str, str]]] = {
    "heading": ("stands under", "stand under"),
    "owner": ("is shown as the words or view of", "are shown as the words or views of"),
    "date": ("is dated", "are dated"),
    "speaker": ("is said by", "are said by"),
    "place": ("is cited as", "are cited as"),
    "notes": ("cites", "cite"),
    "row": ("stands in a row with", "stand in a row with"),
    "order": ("follows", "follow"),
}


def merged(
    by_manifest: Sequence[Misattribution], by_source: Sequence[Misattribution]
) -> tuple[Misattribution, ...]:
    """Both, in the order of the file; what the manifest has found the source need not say again."""
    known = {(fault.piece, fault.kind) for fault in by_manifest}
    more = (fault for fault in by_source if (fault.piece, fault.kind) not in known)
    unique = dict.fromkeys((*by_manifest, *more))
    return tuple(sorted(unique, key=lambda fault: fault.piece))


def attribution_findings(file: str, faults: Iterable[Misattribution]) -> Iterator[Diagnostic]:
    """One error for each wrong attribution, however many texts it stands over."""
    alike: dict[tuple[str, str, str, str], list[Misattribution]] = {}
    for fault in faults:
        alike.setdefault((fault.kind, fault.shown, fault.right, fault.witness), []).append(fault)
    for group in alike.values():
        yield error(
            "wrong-attribution",
            _told(group),
            place=Place(file),
            hint="what stands before and after the words was changed: put it right, or build again",
        )


def _told(group: Sequence[Misattribution]) -> str:
    first, more = group[0], len(group) - 1
    one, many = _SAYS[first.kind]
    texts = f'"{_cut(first.text)}"' + (f" and {more} more" if more else "")
    shown = f'"{_cut(first.shown)}"' if first.shown else "nothing"
    right = f'"{_cut(first.right)}"' if first.right else "nothing"
    witness = "its manifest" if first.witness == "manifest" else "the source"
    return f"{texts} {many if more else one} {shown}; {witness} says {right}"


def _cut(text: str) -> str:
    return text if len(text) <= _SHOWN else text[: _SHOWN - 1] + "…"
