"""A short text that may be a handling label, to the label of the ladder that it is or is meant."""

from __future__ import annotations

import re
from typing import Literal

from briefgen.lookalikes import plain_letters
from briefgen.selection.folding import UNSEEN
from briefgen.selection.ladder import TLP_2_0, Ladder
from briefgen.slotted import dataclass

# The words of other ladders, which none of ours may pass over: those of states.
_FOREIGN = ("TOP SECRET", "SECRET", "CONFIDENTIAL", "RESTRICTED", "OFFICIAL SENSITIVE")
_OTHER_COLOURS = ("white", "orange", "yellow", "blue", "black", "purple")
# What is put behind a label to say more: "SECRET//NOFORN", "INTERNAL USE ONLY".
CAVEAT = re.compile(
    r"\s*(?:/|[-,;:+]?\s*\b(?:NOFORN|REL(?: TO)?|EYES ONLY|USE ONLY|ONLY|ORCON|STRICT|LIMITED)\b)"
)
_EDGES = " \t\n\"'“”‘’«»„*_~`#=—–|.:,;!-"
_NEAR = 75.0  # of 100: how like a colour a word must be to be read as one
_LONGEST = 120  # characters; no label with its caveats is longer
_SURE = 4  # letters: a shorter word in capitals may be anything

_LIKE = 80.0  # of 100: how like a label with a colon a text with one must be
_STATES = ("unclassified", "official", "restricted", "confidential", "secret", "top secret")

Weak = Literal["", "small", "colour", "foreign", "initial"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Spelt:
    """How a label is spelt in a text.

    `label`: the ladder's that it is or comes nearest to; `exact`: it is that, letter for letter;
    `weak`: why it may be an ordinary word, so that its place must tell (in small letters, a colour
    alone, a word of another ladder, its initial); `long`: words of a sentence follow in the text.
    """

    label: str
    exact: bool = False
    weak: Weak = ""
    long: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Spellings:
    """The labels of a ladder by how they are compared.

    `exact`: letter for letter, but for white space; `skeletons`: by `skeleton`; `tails`: by the
    skeleton of what stands behind the colon; `words`: labels that are words of prose as well, the
    longest first; `token`: a label that is none ("TLP:RED"), well spelt or not.
    """

    labels: tuple[str, ...]
    exact: dict[str, str]
    skeletons: dict[str, str]
    tails: dict[str, str]
    words: tuple[str, ...]
    token: re.Pattern[str]


def spellings_of(ladder: Ladder) -> Spellings:
    """What `read_label` compares with. The labels of the TLP are known as such on every ladder."""
    labels = ladder.labels
    loud = sorted((label for label in labels if ":" in label), key=_by_length)
    families = {*(label.partition(":")[0] for label in loud), "TLP"}
    family = "|".join(
        r"\s?".join(map(re.escape, name)) for name in sorted(families, key=_by_length)
    )
    unsure = rf"(?:{family})\s*[:/_=|.-]?\s*(?!(?:{family})\b)[^\W\d_]+(?:\s*[+/_-]?\s*STRICT\b)?"
    forms = (unsure, *map(re.escape, loud))
    return Spellings(
        labels=labels,
        exact={_spaced(label): label for label in labels},
        skeletons={skeleton(label): label for label in labels},
        tails={skeleton(label.partition(":")[2]): label for label in loud},
        words=tuple(sorted((label for label in labels if ":" not in label), key=_by_length)),
        token=re.compile(rf"(?<![\w:])(?:{'|'.join(forms)})(?!\w)", re.IGNORECASE),
    )


def _by_length(text: str) -> tuple[int, str]:
    return -len(text), text


def skeleton(text: str) -> str:
    """The letters and digits of a text in lower case, look-alikes made plain."""
    return "".join(c for c in plain_letters(text).casefold() if c.isalnum() or c == "+")


def _spaced(text: str) -> str:
    """A label with white space as it may be: single, and none behind a colon."""
    return " ".join(text.split()).replace(": ", ":")


def read_label(text: str, known: Spellings) -> Spelt | None:
    """The label that the whole of a short text is, or is meant to be; None for other words."""
    text = text.translate(UNSEEN).strip()
    for spelt in (text, text.strip(_EDGES)):
        if label := known.exact.get(_spaced(spelt)):
            return Spelt(label=label, exact=True)
    text = text.strip(_EDGES)
    bare = skeleton(text) if 0 < len(text) <= _LONGEST else ""
    if not bare:
        return None
    if label := known.skeletons.get(bare):
        small = text.islower() and ":" not in label
        return Spelt(label=label, weak="small" if small else "")
    return _meant(plain_letters(text), bare, known)


def _meant(plain: str, bare: str, known: Spellings) -> Spelt | None:
    if token := known.token.match(plain):
        return read_token(token.group(), plain[token.end() :], known)
    if plain[:1].isupper() and (label := known.tails.get(bare)):
        return Spelt(label=label, weak="colour")
    if ":" in plain and (label := _typed_wrongly(bare, known)):
        return Spelt(label=label)
    if plain.isupper() and (label := _of_initial(plain, known)):
        return Spelt(label=label, weak="initial")
    for label in known.words:
        if plain.upper().startswith(label.upper()) and _is_caveat(plain, len(label)):
            return Spelt(label=label)
    for word in _FOREIGN:
        if plain.replace("-", " ").startswith(word):
            if len(plain) == len(word):
                return Spelt(label=known.labels[-1], weak="foreign")
            if _is_caveat(plain, len(word)):
                return Spelt(label=known.labels[-1])
    return None


def _ratio(one: str, other: str) -> float:
    """How much two words are alike, 0 to 100."""
    from rapidfuzz import fuzz  # noqa: PLC0415 (few documents have a label that is misspelt)

    return fuzz.ratio(one, other)


def _typed_wrongly(bare: str, known: Spellings) -> str:
    """The label with a colon that a text with a colon is like ("TPL:RED"), "" for none."""
    like = [(_ratio(bare, other), label) for other, label in known.skeletons.items()]
    return max((one for one in like if ":" in one[1] and one[0] >= _LIKE), default=(0, ""))[1]


def _of_initial(letters: str, known: Spellings) -> str:
    """The label that is a state's word and begins with this: (S), (TS); "" for none."""
    return next(
        (
            label
            for label in known.words
            if label.lower() in _STATES
            and "".join(word[0] for word in label.upper().split()) == letters
        ),
        "",
    )


def read_token(token: str, rest: str, known: Spellings) -> Spelt | None:
    """What a match of `Spellings.token` is; `rest` stands behind it. None where it is prose."""
    long = bool(re.match(r"\s+[^\W\d_A-Z]", rest))
    if label := known.exact.get(_spaced(token)):
        return Spelt(label=label, exact=not rest.strip(_EDGES), long=long)
    bare = skeleton(token)
    if label := known.skeletons.get(bare):
        return Spelt(label=label, long=long)
    tail = re.split(r"[:/_=|.\s-]+", token, maxsplit=1)[-1]
    if not _is_colour(tail, known):
        loud = token == token.upper() and not rest.strip(_EDGES)
        if not re.search(r":\S|:\s*[A-Z]{3}", token) and not loud:
            return None  # "TLP is", "TLP-based", "TLP: see below"
    return Spelt(label=_nearest(bare, known), long=long)


def _is_caveat(text: str, at: int) -> bool:
    """Whether what stands behind a word is a caveat: with one the word is no word of prose."""
    rest = text[at:]
    if rest.startswith("//") or re.match(r"\s+(?:use|eyes) only$", rest, re.IGNORECASE):
        return True
    return text[:at].isupper() and bool(CAVEAT.match(rest)) and rest.upper() == rest


def _is_colour(word: str, known: Spellings) -> bool:
    bare = skeleton(word)
    tails = {*known.tails, *(skeleton(label[4:]) for label in TLP_2_0.labels), *_OTHER_COLOURS}
    return any(_ratio(bare, tail) >= _NEAR for tail in tails)


def _nearest(bare: str, known: Spellings) -> str:
    """The label most like it; the top where none is of its kind."""
    if bare.endswith("white") and "tlpclear" in known.skeletons:
        return known.skeletons["tlpclear"]  # its name until TLP 2.0
    if not known.tails:
        return known.labels[-1]
    ranked = sorted(known.skeletons, key=lambda other: (-_ratio(bare, other), other))
    return known.skeletons[ranked[0]]


def is_sure(label: str) -> bool:
    """Whether a label that is a word stands out from prose: in capitals, and not too short."""
    return label.isupper() and len(label) >= _SURE
