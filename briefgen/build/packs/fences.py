"""Labelled sources to the fence around what each ceiling withholds, made once a run."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import field

from briefgen.build.inputs.sources import LabelledSource
from briefgen.proof.fencing import Fence, Withheld, build_fence
from briefgen.proof.sharing import Shared
from briefgen.proof.sorting import Sorted, has_withheld, open_years, sort_out
from briefgen.selection.ladder import Ladder, position
from briefgen.slotted import dataclass

# Smaller numbers may count anything on a page.
_LEAST_TELLING = 999


@dataclass(frozen=True, slots=True, kw_only=True)
class Fences:
    """The sources of a series behind a fence at every ceiling, each made when asked for."""

    sources: tuple[LabelledSource, ...]
    ladder: Ladder
    shared: Shared = field(default_factory=Shared, compare=False, repr=False)
    _made: dict[str, Fence | None] = field(default_factory=dict, compare=False, repr=False)

    def at(self, ceiling: str, also: tuple[Withheld, ...] = ()) -> Fence | None:
        """What a reader with this ceiling may not see and no permitted text says; None where
        nothing is withheld. `also` is withheld from one pack alone.
        """
        may_see = self._labels(ceiling)
        if also:
            return make_fence(self.sources, may_see, also)
        if ceiling not in self._made:
            self._made[ceiling] = make_fence(self.sources, may_see)
        return self._made[ceiling]

    def years(self, ceiling: str) -> tuple[int, ...]:
        """The years of all dated rows that a reader with this ceiling may see."""
        may_see = self._labels(ceiling)
        return tuple(y for source in self.sources for y in open_years(source.document, may_see))

    def _labels(self, ceiling: str) -> frozenset[str]:
        return frozenset(self.ladder.labels[: position(self.ladder, ceiling) + 1])


def make_fence(
    sources: Sequence[LabelledSource], may_see: frozenset[str], also: Sequence[Withheld] = ()
) -> Fence | None:
    """The fence for readers of these labels; texts of the pack's own are not taken out of it."""
    if not also and not any(has_withheld(source.document, may_see) for source in sources):
        return None
    sorted_out = [sort_out(source.document, may_see) for source in sources]
    permitted = [
        *(text for one in sorted_out for text in one.permitted),
        *(
            text
            for source, one in zip(sources, sorted_out, strict=True)
            for text in _repaired(source, one)
        ),
    ]
    longest = max((source.reading.line_count for source in sources), default=0)
    return build_fence(
        [*(passage for one in sorted_out for passage in one.withheld), *also],
        permitted,
        counted=max(longest, _LEAST_TELLING),
    )


def _repaired(source: LabelledSource, one: Sorted) -> Iterator[str]:
    """The words of repairs on lines that hold nothing withheld, running heads among them."""
    shut = {
        line
        for passage in one.withheld
        for start, end in passage.lines
        for line in range(start, end + 1)
    }
    for repair in source.reading.repairs if one.permitted else ():
        if not shut.intersection(repair.lines):
            yield from (repair.before, repair.after)
