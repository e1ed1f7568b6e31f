"""What a source says of itself, to the part of it that what remains of its text bears out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from briefgen.model import (
    Block,
    Boilerplate,
    Figure,
    Metadata,
    Milestone,
    Organisation,
    Paragraph,
    Person,
    Speech,
    TocEntry,
)
from briefgen.selection.folding import fold, fold_words
from briefgen.selection.ladder import Ladder, is_above
from briefgen.tree import Node, node_text, plain_text, sections, walk

# Why lines are set apart that repeat headings of other parts of the text.
_LISTINGS = ("contents", "running head", "running foot", "navigation", "page furniture")


@dataclass(frozen=True, slots=True, kw_only=True)
class Gone:
    """What filtering took away (`words`, `headings`, `texts`) and what remains, all folded.

    `said` is what remains: the words of each block between spaces, blocks parted by newlines.
    `spoken` are the blocks that speech is sought in, in reading order: (id, words, whether kept).
    """

    words: frozenset[str]
    headings: frozenset[str]
    texts: frozenset[str]
    titles: frozenset[str]
    said: str
    spoken: tuple[tuple[str, str, bool], ...]

    def says(self, words: str) -> bool:
        """Whether the rest has these words, whole and side by side in one block."""
        phrase = _phrase(words)
        return bool(phrase.strip()) and phrase in self.said

    def spares(self, name: str) -> bool:
        """Whether a name may stand: the rest has it too, or what is removed does not make it up."""
        return self.says(name) or not self.words.issuperset(fold_words(name))

    def tells(self, title: str) -> bool:
        """Whether a title is a heading or a whole text that was taken out, and stands nowhere else."""
        folded = fold(title)
        return folded in self.headings or (folded in self.texts and not self.says(title))

    def is_listed_in(self, block: Boilerplate) -> bool:
        """Whether a list of contents or a running head repeats a heading that was taken out."""
        if block.reason not in _LISTINGS:
            return False
        words = _phrase(plain_text(block.content))
        return any(phrase.strip() and phrase in words for phrase in map(_phrase, self.headings))


def _phrase(text: str) -> str:
    return f" {' '.join(fold_words(text))} "


def compare(before: Sequence[Block], after: Sequence[Block]) -> Gone:
    """What a document had and has no more."""
    titles = frozenset(fold(plain_text(section.title)) for section in sections(after)) - {""}
    headings = frozenset(fold(plain_text(section.title)) for section in sections(before)) - {""}
    kept = {node.id for node in walk(after)}
    gone = [node for node in walk(before) if node.id not in kept]
    words = {word for node in gone for text in _texts(node) for word in fold_words(text)}
    rest = Gone(
        words=frozenset(words),
        headings=headings - titles,
        texts=frozenset(fold(text) for node in gone for text in _texts(node)) - {""},
        titles=titles,
        said="",
        spoken=tuple(_spoken(before, kept)),
    )
    return replace(rest, said="\n".join(_remaining(after, rest)))


def _texts(node: Node) -> tuple[str, ...]:
    original = getattr(node, "original", None) or ""
    alt = node.alt if isinstance(node, Figure) else ""
    return node_text(node), original, alt


def _remaining(after: Sequence[Block], gone: Gone) -> Iterator[str]:
    """The words of each text that remains, but for lists of what does not."""
    for node in walk(after):
        if not (isinstance(node, Boilerplate) and gone.is_listed_in(node)):
            yield from (_phrase(line) for line in node_text(node).split("\n"))


def _spoken(before: Sequence[Block], kept: set[str]) -> Iterator[tuple[str, str, bool]]:
    for node in walk(before):
        if isinstance(node, Paragraph | Milestone):
            yield node.id, _phrase(plain_text(node.content)), node.id in kept


# --- what was found in single blocks --------------------------------------------------------------


def keep_found(
    metadata: Metadata, blocks: Sequence[Block], ladder: Ladder, ceiling: str
) -> Metadata:
    """Speeches and dates whose block remains, and which are not marked higher themselves."""
    ids = {node.id for node in walk(blocks)}

    def keeps(markings: Iterable[str | None], block: str) -> bool:
        return block in ids and not any(is_above(ladder, label, ceiling) for label in markings)

    return replace(
        metadata,
        speeches=tuple(
            s for s in metadata.speeches if keeps((o.marking for o in s.origins), s.block)
        ),
        dates=tuple(d for d in metadata.dates if keeps((o.marking for o in d.origins), d.block)),
    )


# --- what was gathered from several blocks --------------------------------------------------------


def keep_stated(metadata: Metadata, gone: Gone) -> Metadata:
    """Names and titles that what remains bears out; dates state what their own block says."""
    return replace(
        metadata,
        toc=tuple(entry for entry in metadata.toc if _is_listed(entry, gone)),
        authors=_keep_people(metadata.authors, gone),
        contributors=_keep_people(metadata.contributors, gone),
        publishers=tuple(
            Organisation(name=o.name, name_native=_spared(o.name_native, gone))
            for o in metadata.publishers
            if gone.spares(o.name)
        ),
        dateline=_spared(metadata.dateline, gone),
        speeches=_keep_speakers(metadata.speeches, gone),
    )


def _is_listed(entry: TocEntry, gone: Gone) -> bool:
    """Contents are often cut short, so an entry may be the beginning of a heading."""
    title = fold(entry.title)
    if not title or any(t.startswith(title) or title.startswith(t) for t in gone.headings):
        return False
    listed = any(t.startswith(title) or title.startswith(t) for t in gone.titles)
    return listed and gone.spares(entry.title)


def _spared(name: str, gone: Gone) -> str:
    return name if name and gone.spares(name) else ""


def _keep_people(people: Sequence[Person], gone: Gone) -> tuple[Person, ...]:
    return tuple(
        Person(
            name=person.name,
            rank=_spared(person.rank, gone),
            role=_spared(person.role, gone),
            organisation=_spared(person.organisation, gone),
        )
        for person in people
        if gone.spares(person.name)
    )


def _keep_speakers(speeches: Sequence[Speech], gone: Gone) -> tuple[Speech, ...]:
    places = {block: at for at, (block, _, _) in enumerate(gone.spoken)}
    return tuple(_keep_speaker(speech, gone, places.get(speech.block, -1)) for speech in speeches)


def _keep_speaker(speech: Speech, gone: Gone, at: int) -> Speech:
    """The speech under as much of its speaker's name and office as can be read in what remains.

    A reader names people in full and tells whom "he" is by what other blocks say. A name of which
    the rest has the end alone is cut to that; an office stands only where the rest has it beside
    the name; whom "he" is, only where no block in between was taken out.
    """
    names = _endings(speech.speaker)
    if not names or not _is_told(names[-1], gone, at):
        return replace(speech, speaker="", office="")
    speaker = next((name for name in names if gone.says(name)), "")
    linked = any(gone.says(f"{speech.office} {name}") for name in names)
    office = speech.office if speaker and (linked or not _is_gone(speech.office, gone)) else ""
    return replace(speech, speaker=speaker, office=office)


def _endings(name: str) -> tuple[str, ...]:
    """The name and each end of it: "Ann B Other", "B Other", "Other"."""
    words = name.split()
    return tuple(" ".join(words[at:]) for at in range(len(words)))


def _is_gone(office: str, gone: Gone) -> bool:
    return gone.words.issuperset(fold_words(office))


def _is_told(last_name: str, gone: Gone, at: int) -> bool:
    """Whether the block names the speaker, or those before it do, the nearest first, all kept."""
    phrase = _phrase(last_name)
    for _, words, kept in reversed(gone.spoken[: at + 1]):
        if not kept:
            return False
        if phrase in words:
            return True
    return False
