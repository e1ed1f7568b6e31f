"""Points that lost their mark, found again by the list that goes on under them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from briefgen.model import Repair
from briefgen.reading.corrections import NO_SKIPS, Skips, is_skipped
from briefgen.reading.drafts import Draft

_SHOWN = 60


def restore_bullets(
    drafts: Sequence[Draft], skips: Skips = NO_SKIPS
) -> tuple[tuple[Draft, ...], tuple[Repair, ...]]:
    """Make points of indented paragraphs right beside the points of a list.

    The witness: paragraphs of this text stand flush, this one is indented, and a point follows
    it with nothing between, or stands right before it and does not reach as far in.
    """
    indented = [i for i, d in enumerate(drafts) if d.indent > 0 and d.kind == "paragraph"]
    if not indented:
        return tuple(drafts), ()
    flush = sum(d.kind == "paragraph" and d.indent == 0 for d in drafts)
    done = list(drafts)
    repairs: list[Repair] = []
    for index in reversed(indented):
        draft = done[index]
        beside = _item_beside(done, index)
        if beside is None or draft.parts[0][1][:1].islower() or draft.parts[-1][1].endswith(":"):
            continue
        if flush == 0 and len(indented) > 1:
            continue
        if is_skipped(skips, "lost-bullet", draft.lines[:1]):
            continue
        done[index] = replace(
            draft, kind="item", mark=beside.mark, indent=beside.indent, joined=True
        )
        repairs.append(
            Repair(
                lines=draft.lines[:1],
                before=draft.raw[0][:_SHOWN],
                after=f"{beside.mark} {draft.raw[0][:_SHOWN]}",
                rule="lost-bullet",
                confidence=0.85,
            )
        )
    return tuple(done), tuple(reversed(repairs))


def _item_beside(drafts: Sequence[Draft], index: int) -> Draft | None:
    """The point whose list this paragraph belongs to, None where it is none of a list.

    After a point, an indent as deep as the point's own words makes a second paragraph of it.
    """
    draft = drafts[index]
    after = drafts[index + 1] if index + 1 < len(drafts) else None
    if after is not None and after.kind == "item":
        return after if draft.indent <= after.indent + 3 else None
    before = drafts[index - 1] if index else None
    if before is not None and before.kind == "item":
        return before if draft.indent <= before.indent + len(before.mark) else None
    return None
