"""What a source says of itself, to the part of it that what remains of its text bears out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from briefgen.model import (
    Block,
    Boilerplate,
    Code,
    Figure,
    Metadata,
    Milestone,
    Organisation,
    Paragraph,
    Person,
    Quote,
    Speech,
    TocEntry,
)
from briefgen.selection.folding import fold, fold_words
from briefgen.selection.ladder import Ladder, is_above
from briefgen.slotted import dataclass
from briefgen.tree import Node, own_inlines, plain_text, sections, walk

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
        """Whether a title is a heading or a whole text that was taken out and is not said again."""
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
    texts = [text for node in gone for text in (*_own_texts(node), *_unseen_texts(node))]
    rest = Gone(
        words=frozenset(word for text in texts for word in fold_words(text)),
        headings=headings - titles,
        texts=frozenset(map(fold, texts)) - {""},
        titles=titles,
        said="",
        spoken=tuple(_spoken(before, kept)),
    )
    return replace(rest, said="\n".join(_remaining(after, rest)))


def _own_texts(node: Node) -> tuple[str, ...]:
    """The words of a node itself, each run of them unbroken."""
    match node:
        case Code():
            return node.lines
        case Quote():
            return plain_text(node.content), node.speaker, node.office
        case _:
            return tuple(map(plain_text, own_inlines(node)))


def _unseen_texts(node: Node) -> tuple[str, str]:
    """What a node holds besides: how it stood before repair, what a picture shows."""
    return getattr(node, "original", None) or "", node.alt if isinstance(node, Figure) else ""


def _remaining(after: Sequence[Block], gone: Gone) -> Iterator[str]:
    """The words of each text that remains, but for lists of what does not."""
    for node in walk(after):
        if not (isinstance(node, Boilerplate) and gone.is_listed_in(node)):
            yield from map(_phrase, _own_texts(node))


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
    """The speeches, each under as much of its speaker's name and office as the rest bears out.

    A reader names people in full, and tells whom "he" is, by what other blocks say. Where a block
    between the name and "he" was taken out, nobody is named.
    """
    places = {block: at for at, (block, _, _) in enumerate(gone.spoken)}
    known: dict[tuple[str, str], tuple[str, str]] = {}
    kept: list[Speech] = []
    for speech in speeches:
        stated = speech.speaker, speech.office
        if stated not in known:
            known[stated] = _spared_speaker(*stated, gone)
        speaker, office = known[stated]
        if not speaker or not _is_told(_endings(speaker)[-1], gone, places.get(speech.block, -1)):
            speaker, office = "", ""
        kept.append(replace(speech, speaker=speaker, office=office))
    return tuple(kept)


def _spared_speaker(name: str, office: str, gone: Gone) -> tuple[str, str]:
    """Name and office as the rest has them: the name or its end, the office beside one of these."""
    names = _endings(name)
    speaker = next((ending for ending in names if gone.says(ending)), "")
    linked = any(gone.says(f"{office} {ending}") for ending in names)
    from_rest = linked or not gone.words.issuperset(fold_words(office))
    return speaker, office if speaker and from_rest else ""


def _endings(name: str) -> tuple[str, ...]:
    """The name and each end of it: "Ann B Other", "B Other", "Other"."""
    words = name.split()
    return tuple(" ".join(words[at:]) for at in range(len(words)))


def _is_told(last_name: str, gone: Gone, at: int) -> bool:
    """Whether the block names the speaker, or those before it do, the nearest first, all kept."""
    phrase = _phrase(last_name)
    for _, words, kept in reversed(gone.spoken[: at + 1]):
        if not kept:
            return False
        if phrase in words:
            return True
    return False
