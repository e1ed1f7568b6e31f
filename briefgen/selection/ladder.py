"""Handling labels in order: what is above a ceiling, the highest of several."""

from __future__ import annotations

from collections.abc import Iterable

from briefgen.slotted import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Ladder:
    """Labels from the lowest to the highest; the highest is what unmarked text counts as."""

    name: str  # "tlp-2.0", or "own" for a list of the config's
    labels: tuple[str, ...]
    handling: tuple[str, ...] = ()  # per label, the word of words.yaml for the cover; () for none

    @property
    def top(self) -> str:
        return self.labels[-1]


# FIRST, Traffic Light Protocol 2.0 (August 2022): five labels, spelt without spaces, in capitals.
TLP_2_0 = Ladder(
    name="tlp-2.0",
    labels=("TLP:CLEAR", "TLP:GREEN", "TLP:AMBER", "TLP:AMBER+STRICT", "TLP:RED"),
    handling=("tlp_clear", "tlp_green", "tlp_amber", "tlp_amber_strict", "tlp_red"),
)


def position(ladder: Ladder, label: str) -> int:
    """The rung of a label, 0 for the lowest.

    Raises:
        ValueError: the ladder has no such label; the config has refused it before.
    """
    if label not in ladder.labels:
        raise ValueError(f"label {label!r} is not on the ladder: {', '.join(ladder.labels)}")
    return ladder.labels.index(label)


def is_above(ladder: Ladder, label: str | None, ceiling: str) -> bool:
    """Whether text under `label` must be kept from an audience with this ceiling.

    Unmarked text (None or "") and a label that the ladder does not know count as its top.
    """
    return _rung(ladder, label) > position(ladder, ceiling)


def highest(ladder: Ladder, labels: Iterable[str | None]) -> str:
    """The highest of the labels; the top for an unknown or missing one; the lowest for none.

    Nothing at all was drawn on where there are no labels, so nothing needs protection.
    """
    return ladder.labels[max((_rung(ladder, label) for label in labels), default=0)]


def _rung(ladder: Ladder, label: str | None) -> int:
    """Fails closed: what is not on the ladder counts as its top."""
    if label is None or label not in ladder.labels:
        return len(ladder.labels) - 1
    return ladder.labels.index(label)
