"""Random editions and edits, with what must stand in the end reckoned before anything is merged."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field, replace
from typing import Literal

from hypothesis import strategies as st

from briefgen.model import Block, BulletList, Document, ListItem, Paragraph, Section, Text
from tests.roundtrip.memo_scripts import WORDS
from tests.word.samples import pack, words

Shape = Literal["paragraphs", "bullets"]


def sentence(n: int, version: str = "") -> str:
    """A sentence of made-up words that is like no other; `version` tells who has changed it."""
    digits = hashlib.sha256(str(n).encode()).hexdigest().translate(_LETTERS)
    made = [digits[k : k + 5] for k in range(0, 30, 5)]
    return f"{' '.join([*made, f'{version}{n}'])}.".capitalize()


_LETTERS = str.maketrans("0123456789", "ghijklmnop")


@dataclass(frozen=True, slots=True)
class Turn:
    """What becomes of one paragraph. `source`, `people`: the sentence that each side changes, -1
    for none; `gone`: the source drops it; `out`: people take it out; `new`: the source puts a
    paragraph after it; `added`: people do.
    """

    source: int = -1
    people: int = -1
    gone: bool = False
    out: bool = False
    new: bool = False
    added: bool = False


@dataclass(frozen=True, slots=True)
class Story:
    """The paragraphs of one part in order, their look, and one that people move after another."""

    shape: Shape
    turns: tuple[Turn, ...]
    move: tuple[int, int] | None = None

    def base(self, n: int) -> list[str]:
        return [sentence(n * 10 + k) for k in range(4)]

    def by_source(self, n: int) -> list[str]:
        return _changed(self.base(n), self.turns[n].source, "s", n)

    def by_people(self, n: int) -> list[str]:
        return _changed(self.base(n), self.turns[n].people, "p", n)

    def inserted(self, n: int) -> str:
        return " ".join(sentence(1000 + n * 10 + k) for k in range(2))

    def added(self, n: int) -> str:
        return f"People wrote this {WORDS[n % len(WORDS)]} note number{n} by hand."

    # --- the two editions -------------------------------------------------------------------------

    def first(self) -> Document:
        return self._document([" ".join(self.base(n)) for n in range(len(self.turns))])

    def second(self) -> Document:
        """Ids are places, so that each paragraph put in or dropped shifts those below it."""
        return self._document([text for _, text in self._second()])

    def _second(self) -> list[tuple[str, str]]:
        found: list[tuple[str, str]] = []
        for n, turn in enumerate(self.turns):
            if not turn.gone:
                found.append((f"b{n}", " ".join(self.by_source(n))))
            if turn.new:
                found.append((f"i{n}", self.inserted(n)))
        return found

    def _document(self, texts: list[str]) -> Document:
        paragraphs = [
            Paragraph(id=f"part/p{n}", content=(Text(text),)) for n, text in enumerate(texts)
        ]
        blocks: tuple[Block, ...] = tuple(paragraphs)
        if self.shape == "bullets":
            items = tuple(ListItem(id=f"{p.id}/item", blocks=(p,)) for p in paragraphs)
            blocks = (BulletList(id="part/points", items=items),)
        first = Section(id="part", title=words("The part"), blocks=blocks)
        last = Section(
            id="rest",
            title=words("The rest"),
            blocks=(Paragraph(id="rest/p", content=words("End.")),),
        )
        return pack("memo", "A memo", "Memo", first, last)

    # --- what people do to the first --------------------------------------------------------------

    def edits(self) -> list[tuple[str, ...]]:
        found: list[tuple[str, ...]] = []
        start = {n: self.base(n)[0] for n in range(len(self.turns))}
        for n, turn in enumerate(self.turns):
            if turn.added:
                found.append(("insert", start[n], self.added(n)))
        if self.move:
            found.append(("move", start[self.move[0]], start[self.move[1]]))
        for n, turn in enumerate(self.turns):
            if turn.out:
                found.append(("delete", start[n]))
            elif turn.people >= 0:
                before = self.base(n)[turn.people]
                found.append(("replace", before, self.by_people(n)[turn.people]))
        return found


def _changed(base: list[str], at: int, who: str, n: int) -> list[str]:
    if at < 0:
        return base
    return [*base[:at], sentence(n * 10 + at, who), *base[at + 1 :]]


# --- what must stand in the end -------------------------------------------------------------------


@dataclass(slots=True)
class Outcome:
    """The texts of the part in order, and how many conflicts are open."""

    texts: list[str] = field(default_factory=list)
    conflicts: int = 0


def outcome(story: Story) -> Outcome:
    """Reckoned from what each side did, not from any text."""
    done = Outcome()
    turns = story.turns
    sequence = story._second()
    names = [name for name, _ in sequence]
    texts = dict(sequence)
    for n, turn in enumerate(turns):
        if turn.people < 0 or turn.out:
            continue
        if turn.gone:
            names.append(f"b{n}")  # kept at the end of its part
            texts[f"b{n}"] = " ".join(story.by_people(n))
        elif turn.source == turn.people:
            done.conflicts += 1
            texts[f"b{n}"] = " ".join(story.by_people(n))
        else:
            both = story.by_people(n)
            if turn.source >= 0:
                both[turn.source] = story.by_source(n)[turn.source]
            texts[f"b{n}"] = " ".join(both)
    if story.move:
        _moved(names, *story.move, turns)
    for n, turn in enumerate(turns):
        if not turn.added:
            continue
        name = f"b{n}"
        at = names.index(name) + 1 if name in names else len(names)
        names.insert(at, f"a{n}")
        texts[f"a{n}"] = story.added(n)
    gone = {f"b{n}" for n, turn in enumerate(turns) if turn.out}
    done.texts = [texts[name] for name in names if name not in gone]
    return done


def _moved(names: list[str], what: int, after: int, turns: tuple[Turn, ...]) -> None:
    """Nothing moves where the source has dropped the one or the other."""
    if turns[what].gone or turns[after].gone:
        return
    names.remove(f"b{what}")
    names.insert(names.index(f"b{after}") + 1, f"b{what}")


# --- at random ------------------------------------------------------------------------------------

_TURNS = st.builds(
    Turn,
    source=st.integers(-1, 3),
    people=st.integers(-1, 3),
    gone=st.sampled_from([False, False, False, True]),
    out=st.sampled_from([False, False, False, True]),
    new=st.sampled_from([False, False, True]),
    added=st.sampled_from([False, False, True]),
)


def _clear(turns: list[Turn]) -> tuple[Turn, ...]:
    """Without new text right where text is taken out: that reads as a paragraph written anew."""
    out = {n for n, turn in enumerate(turns) if turn.out}
    return tuple(
        replace(turn, added=turn.added and not out & {n, n + 1}) for n, turn in enumerate(turns)
    )


@st.composite
def stories(draw: st.DrawFn) -> Story:
    shape: Shape = draw(st.sampled_from(("paragraphs", "bullets")))
    turns = _clear(draw(st.lists(_TURNS, min_size=2, max_size=6)))
    quiet = [
        n
        for n, turn in enumerate(turns)
        if turn.people < 0 and not (turn.out or turn.added or turn.gone)
    ]
    move = None
    if len(quiet) > 1 and draw(st.booleans()):
        what, after = draw(st.permutations(quiet))[:2]
        low, high = sorted((what, after))
        between = range(low + 1, high + 1) if what < after else range(low + 1, high)
        # Past one neighbour alone, nobody can tell which of the two was moved.
        if sum(not turns[n].out for n in between) > 1:
            move = (what, after)
    return Story(shape=shape, turns=turns, move=move)
