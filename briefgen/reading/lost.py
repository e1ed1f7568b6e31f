"""Points that lost their mark, found again by the list that goes on under them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from briefgen.model import Repair
from briefgen.reading.drafts import Draft

_SHOWN = 60


def restore_bullets(drafts: Sequence[Draft]) -> tuple[tuple[Draft, ...], tuple[Repair, ...]]:
    """Make points of indented paragraphs right beside the points of a list.

    The witness: paragraphs of this text stand flush, this one is indented, and a point follows
    it with nothing between (or stands before and after it).
    """
    flush = sum(d.kind == "paragraph" and d.indent == 0 for d in drafts)
    indented = [i for i, d in enumerate(drafts) if d.kind == "paragraph" and d.indent > 0]
    if not indented:
        return tuple(drafts), ()
    done = list(drafts)
    repairs: list[Repair] = []
    for index in reversed(indented):
        draft = done[index]
        after = done[index + 1] if index + 1 < len(done) else None
        if after is None or after.kind != "item" or draft.text[:1].islower():
            continue
        if draft.indent > after.indent + 3 or (flush == 0 and len(indented) > 1):
            continue
        if draft.text.endswith(":"):
            continue
        done[index] = replace(draft, kind="item", mark=after.mark, joined=True)
        repairs.append(
            Repair(
                lines=draft.lines[:1],
                before=draft.raw[0][:_SHOWN],
                after=f"{after.mark} {draft.raw[0][:_SHOWN]}",
                rule="lost-bullet",
                confidence=0.85,
            )
        )
    return tuple(done), tuple(reversed(repairs))
