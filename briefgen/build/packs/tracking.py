"""What is new in a pack to tracked changes in its memo: block by block, word by word."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence, Set

from rapidfuzz.distance import Indel

from briefgen.build.reporting.markdown import when_told
from briefgen.editions.changes.comparing import WORDED, PackChanges, PassageChange, pair_passages
from briefgen.editions.changes.steps import Step
from briefgen.editions.changes.told import Told, ToldPack
from briefgen.model import Document, Inlines, Milestone, Paragraph, Quote, Text
from briefgen.renderers.word import Piece, Tracking
from briefgen.tree import plain_text, slice_inlines, walk

# What composition adds to a passage's id for its blocks.
_BLOCK = re.compile(r"(?:/p)?\+\d+$")
_WORD = re.compile(r"\s*\S+")

Leaf = Paragraph | Milestone | Quote


def track(
    document: Document, changes: PackChanges, before: ToldPack, after: ToldPack, language: str
) -> Tracking:
    """The changes of a memo. `document` is the pack without box and words of changes; `before` what
    its audience was told and may be told again, `after` what it is told now.
    """
    blocks = _blocks_of(document)
    pieces: dict[str, tuple[Piece, ...]] = {}
    whole: set[str] = set()
    for change in changes.passages:
        if change.after is None:
            continue
        own = blocks.get((change.after.section, change.after.passage.id), ())
        if change.before is None:
            whole.update(leaf.id for leaf in own)
            whole.update(f"{leaf.id}#when" for leaf in own if isinstance(leaf, Milestone))
        elif change.kind in WORDED:
            pieces |= _reworded(own, change.steps)
        elif change.kind == "re-dated":
            pieces |= _re_dated(own, change, language)
    return Tracking(
        date=changes.as_of,
        pieces=pieces,
        whole=frozenset(whole),
        gone=_gone(
            changes,
            pair_passages(before, after),
            before,
            blocks,
            {node.id for node in walk(document.blocks)},
            language,
        ),
    )


def _blocks_of(document: Document) -> dict[tuple[str, str], tuple[Leaf, ...]]:
    """The blocks of each passage by the ids of its section and its own."""
    found: dict[tuple[str, str], list[Leaf]] = {}
    for node in walk(document.blocks):
        if not isinstance(node, Paragraph | Milestone | Quote) or not node.origins:
            continue
        section, _, rest = _BLOCK.sub("", node.id).partition("/")
        parts = rest.split("/")
        for start in range(len(parts)):  # the passage's id ends the block's, whatever its length
            found.setdefault((section, "/".join(parts[start:])), []).append(node)
    return {key: tuple(leaves) for key, leaves in found.items()}


# --- words ----------------------------------------------------------------------------------------


def _reworded(own: Sequence[Leaf], steps: Sequence[Step]) -> dict[str, tuple[Piece, ...]]:
    """The content of the blocks of one passage, sentence by sentence."""
    found: dict[str, tuple[Piece, ...]] = {}
    waiting = list(steps)
    for n, leaf in enumerate(own):
        last = n == len(own) - 1
        pieces, waiting = _content(leaf.content, waiting, last=last)
        if any(piece.kind != "same" for piece in pieces):
            found[leaf.id] = tuple(pieces)
    return found


def _content(content: Inlines, steps: list[Step], *, last: bool) -> tuple[list[Piece], list[Step]]:
    """The pieces of one block, and the steps that belong to those after it."""
    text, at = plain_text(content), 0
    pieces: list[Piece] = []
    while steps:
        step = steps[0]
        start = text.find(step.after, at) if step.after else at
        if start < 0 or (not step.after and not last and not _goes_on(text, at, steps)):
            break
        pieces += _kept(content, at, start)
        if not step.after:
            pieces.append(Piece(kind="deleted", content=(Text(f"{step.before} "),)))
        else:
            pieces += _sentence(content, start, step)
        at = start + len(step.after)
        steps = steps[1:]
    pieces += _kept(content, at, len(text) + 1)
    return pieces, steps


def _goes_on(text: str, at: int, steps: Sequence[Step]) -> bool:
    """Whether the next sentence that is still there stands in this block too."""
    following = next((step.after for step in steps if step.after), "")
    return bool(following) and text.find(following, at) >= 0


def _kept(content: Inlines, start: int, end: int) -> Iterator[Piece]:
    """What lies between: blanks, a label before the passage, note marks at its end."""
    if part := slice_inlines(content, start, end):
        yield Piece(kind="same", content=part)


def _sentence(content: Inlines, start: int, step: Step) -> Iterator[Piece]:
    """One sentence: as it was, put in, or with some of its words changed."""
    end = start + len(step.after)
    if step.before == step.after:
        yield from _kept(content, start, end)
    elif not step.before:
        yield Piece(kind="inserted", content=slice_inlines(content, start, end))
    else:
        yield from _words_of_sentence(content, start, step)


def _words_of_sentence(content: Inlines, start: int, step: Step) -> Iterator[Piece]:
    """The words that stayed, and between them first what went, then what came."""
    was, now = _WORD.findall(step.before), _WORD.findall(step.after)
    came: list[Piece] = []
    for change in Indel.opcodes(was, now):
        low = start + len("".join(now[: change.dest_start]))
        high = low + len("".join(now[change.dest_start : change.dest_end]))
        part = slice_inlines(content, low, high)
        if change.tag == "insert":
            came.append(Piece(kind="inserted", content=part))
        elif change.tag == "delete":
            old = "".join(was[change.src_start : change.src_end])
            yield Piece(kind="deleted", content=(Text(old),))
        else:
            yield from came
            came = []
            yield Piece(kind="same", content=part)
    yield from came


def _re_dated(
    own: Sequence[Leaf], change: PassageChange, language: str
) -> dict[str, tuple[Piece, ...]]:
    """The date cell of a row."""
    if change.before is None:
        return {}
    was = when_told(change.before.passage.date, language)
    return {
        f"{leaf.id}#when": (
            Piece(kind="deleted", content=(Text(was),)),
            Piece(kind="inserted", content=(Text(leaf.label),)),
        )
        for leaf in own
        if isinstance(leaf, Milestone) and was
    }


# --- passages that are gone -----------------------------------------------------------------------


def _gone(
    changes: PackChanges,
    pairs: Mapping[Told, Told],
    before: ToldPack,
    blocks: Mapping[tuple[str, str], tuple[Leaf, ...]],
    known: Set[str],
    language: str,
) -> dict[str, tuple[str, ...]]:
    """Words of passages that were taken out, after the block that they stood nearest to; at the
    head of the pack where their section is gone too. `known` are the ids of all its blocks.
    """
    gone = {change.told for change in changes.passages if change.after is None}
    stayed: dict[int, str] = {}
    for n, told in enumerate(before.passages):
        now = pairs.get(told)
        if now and (own := blocks.get((now.section, now.passage.id))):
            stayed[n] = own[-1].id
    found: dict[str, list[str]] = {}
    for n, told in enumerate(before.passages):
        if told in gone:
            place = _place(n, before.passages, stayed)
            place = place if place in known else "head"
            date = when_told(told.passage.date, language)
            words = ((f"{date}:",) if date else ()) + told.passage.words
            found.setdefault(place, []).append(" ".join(words))
    return {block: tuple(words) for block, words in found.items()}


def _place(n: int, passages: Sequence[Told], stayed: Mapping[int, str]) -> str:
    """The block after which the n-th passage is shown as taken out: of those from the same section
    of the source (and so of the same view) the last before it or the first after it, else the
    heading of its section in the pack.
    """
    told = passages[n]
    beside = [
        m
        for m in sorted(stayed)
        if passages[m].section == told.section
        and passages[m].passage.section == told.passage.section
    ]
    if not beside:
        return told.section
    return stayed[max((m for m in beside if m < n), default=beside[0])]
