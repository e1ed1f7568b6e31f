"""A text to the handling labels that stand in it where marks stand, not where it speaks of them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from briefgen.lookalikes import plain_letters
from briefgen.selection.folding import UNSEEN
from briefgen.selection.labels import (
    CAVEAT,
    Spellings,
    Spelt,
    is_sure,
    read_label,
    read_token,
)
from briefgen.slotted import dataclass

_OPEN = re.compile(r"[(\[{<]")
_CLOSE = re.compile(r"[)\]}>]")
_LONGEST = 80  # characters between brackets that may be a label with its caveats
_QUOTES = "\"'“”‘’«»„*_~`"
_AROUND = " \t\n#•·-()[]{}<>" + _QUOTES
_STOPS = (".", "!", "?", "…", ":", ";", "—", "–", "|", "。", "！", "？")
_PARTS = re.compile(r"\t+|\s*[|·•‖]\s*|\s{2,}|\s+/+\s+|\s+[–—-]\s+|;\s|,\s|\n")
_SHORT = 8  # words of a text that reads like a heading, a head or a foot
_STATED = re.compile(
    r"[\W_]*(?:[^\W_]+[-_]+)*(?:security |protective |overall |restricted )?"
    r"(?:classification|classified|marking|handling|distribution|dissemination|sensitivity"
    r"|einstufung|vertraulichkeit|diffusion|marquage|confidentialité|密级|密級)"
    r"[^:：]{0,30}[:：]\s*(?P<label>.+)",
    re.IGNORECASE | re.DOTALL,
)
_SELF = re.compile(
    r"\b(?:this|these|the present|dies\w*|ce|cet|cette|le présent|la présente)\s+"
    r"(?:[^\W\d_]+\s+){0,2}?"
    r"(?:document|report|paper|memo\w*|note|brief\w*|message|e-?mail|mail|file|page|section"
    r"|paragraph|annex|information|material|text|publication|dokument|bericht|papier|vermerk"
    r"|nachricht|rapport|courriel)\b[^.!?]{0,40}?$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A label in the place of a mark.

    `said`: as the text has it; `at_end`: other words stand before it; `whole`: it is all of the
    text; `bracketed`: it stands in brackets; `banner`: it speaks of the document, not of the text
    that bears it.
    """

    spelt: Spelt
    said: str
    at_end: bool = False
    whole: bool = False
    bracketed: bool = False
    banner: bool = False


def find_marks(text: str, known: Spellings, *, anywhere: bool = False) -> tuple[Mark, ...]:
    """The labels of a text in the places of marks, from its start.

    Such a place is the whole text; in brackets at its start, behind a sentence, before a stop or a
    capital, at its end; a label as a head ("TLP:RED - ..."), behind "Classification:" or "this
    document is", or among words that are no sentence. With `anywhere` (the head or foot of a page,
    a subject) a label that is no word of prose counts wherever it stands.
    """
    text = text.translate(UNSEEN)
    plain = plain_letters(text)
    if len(text) > _LONGEST and not _may_hold(plain, known):
        return ()
    if whole := _whole(text, known):
        return (whole,)
    found: dict[tuple[str, bool], Mark] = {}
    for mark in (
        *_stated(text, known),
        *_bracketed(text, plain, known, anywhere=anywhere),
        *_bare(text, plain, known, anywhere=anywhere),
        *_words(text, known, anywhere=anywhere),
    ):
        found.setdefault((mark.spelt.label, mark.spelt.exact), mark)
    return tuple(found.values())


def _may_hold(plain: str, known: Spellings) -> bool:
    """Cheaply: whether a text can hold any mark at all."""
    return bool(
        _OPEN.search(plain)
        or known.token.search(plain)
        or ":" in plain[:_LONGEST]
        or any(word in plain for word in known.words)
    )


def _whole(text: str, known: Spellings) -> Mark | None:
    """A text that is a label and nothing else but its brackets and frame."""
    if len(text) > 2 * _LONGEST:
        return None
    bare = text.strip(_AROUND + "/=.—–")
    bracketed = bool(_OPEN.match(text.lstrip(" \t#-" + _QUOTES)))
    spelt = read_label(bare, known)
    if spelt is None or spelt.long or (spelt.weak in ("colour", "initial") and not bracketed):
        return None
    token = known.token.match(plain_letters(bare))
    rest = bare[token.end() :] if token and not spelt.exact else ""
    if rest != rest.upper() or _OPEN.search(bare) or _CLOSE.search(bare):
        return None  # words follow that are no caveat of the label
    return Mark(spelt=spelt, said=bare, whole=True, bracketed=bracketed, banner=True)


def _stated(text: str, known: Spellings) -> Iterator[Mark]:
    """Behind a word for marking and a colon, at the start of a text."""
    match = _STATED.match(text[: 2 * _LONGEST])
    if match is None:
        return
    said = match["label"].split(". ")[0]
    for part in [said] if said.isupper() else _PARTS.split(said):
        spelt = read_label(part, known) or _of_a_state(part, known)
        token = known.token.match(part.strip()) if spelt and spelt.long else None
        if token:
            spelt = read_token(token.group(), "", known)
        if spelt and spelt.weak not in ("small", "initial"):
            yield Mark(spelt=replace(spelt, weak=""), said=part.strip(), banner=True)


def _of_a_state(part: str, known: Spellings) -> Spelt | None:
    """A state's word, which behind "Classification:" need not be in capitals."""
    spelt = read_label(part.upper(), known)
    return spelt if spelt and spelt.weak == "foreign" else None


# --- in brackets ----------------------------------------------------------------------------------


def _bracketed(text: str, plain: str, known: Spellings, *, anywhere: bool) -> Iterator[Mark]:
    for opened in _OPEN.finditer(plain):
        start = opened.end()
        closed = _CLOSE.search(plain, start, start + _LONGEST)
        again = _OPEN.search(plain, start, closed.start() if closed else start + _LONGEST)
        if closed and not again:
            inner, after = text[start : closed.start()], plain[closed.end() :]
            stated = next(_stated(inner, known), None)
            spelt = stated.spelt if stated else read_label(inner, known)
        else:
            inner, after = text[start : start + _LONGEST], " Open"
            spelt = _unclosed(plain[start:], known)
        before = plain[: opened.start()]
        if spelt and (_is_place(before, after, spelt) or (anywhere and not spelt.weak)):
            at_end = bool(before.strip(_AROUND))
            yield Mark(spelt=spelt, said=inner[:30].strip(), at_end=at_end, bracketed=True)


def _unclosed(plain: str, known: Spellings) -> Spelt | None:
    """A label behind a bracket that nothing closes: never exact, and no word of prose."""
    token = known.token.match(plain.lstrip(" " + _QUOTES))
    spelt = read_token(token.group(), "", known) if token else None
    return Spelt(label=spelt.label) if spelt else None


def _is_place(before: str, after: str, spelt: Spelt) -> bool:
    """Whether a bracket between these words marks them; within a sentence it is a mention."""
    before = before.rstrip(_AROUND)
    after = after.lstrip(" \t\n)]}>" + _QUOTES)
    opens = not before or before.endswith(_STOPS) or _is_count(before)
    if spelt.long or spelt.weak:
        return opens and (not after or not after[0].islower())
    return opens or not after or after[0] in _STOPS or after[0].isupper() or after[0].isdigit()


def _is_count(before: str) -> bool:
    """A number, a date or the letter of a point, behind which a text begins."""
    words = re.findall(r"[^\W\d_]+", before)
    dated = any(c.isdigit() for c in before) and len(words) <= 2
    return dated or (len(words) == 1 and len(words[0]) == 1)


# --- without brackets -----------------------------------------------------------------------------


def _bare(text: str, plain: str, known: Spellings, *, anywhere: bool) -> Iterator[Mark]:
    """Labels that are no words of prose, as a head, at the end, or among words that are no
    sentence.
    """
    short = len(text.split()) <= _SHORT and not text.rstrip(" )" + _QUOTES).endswith(_STOPS)
    for token in known.token.finditer(plain):
        before, after = plain[: token.start()], plain[token.end() :]
        if before.rstrip(" " + _QUOTES).endswith(("(", "[", "{", "<")) and not anywhere:
            continue
        caveat = after if CAVEAT.match(after) else ""
        spelt = read_token(text[token.start() : token.end()], caveat, known)
        banner = (short and _stands_apart(before, after)) or bool(_SELF.search(before))
        if spelt and (anywhere or banner or _heads(before, after) or _ends(before, after)):
            at_end = bool(before.strip(_AROUND))
            yield Mark(spelt=spelt, said=token.group(), at_end=at_end, banner=banner)


def _heads(before: str, after: str) -> bool:
    """At the start or behind a sentence, before a colon, a dash or a capital."""
    before = before.rstrip(_AROUND)
    if before and not before.endswith(_STOPS) and not _is_count(before):
        return False
    pattern = r"\s*[:|/–—\n\t]|\s*-\s|\s+[^\W\d_a-zß-öø-ÿ]|\s+[\d(\"“]|\s{2,}"
    return bool(re.match(pattern, after.lstrip(_QUOTES)))


def _ends(before: str, after: str) -> bool:
    """At the end, behind a whole sentence or a dash."""
    return not after.strip(_AROUND + ".") and before.rstrip(" )" + _QUOTES).endswith(_STOPS)


def _stands_apart(before: str, after: str) -> bool:
    """Beside words with capitals and figures, as in the head of a page, not inside a sentence."""
    return not any(word[0].islower() for word in (*before.split()[-1:], *after.split()[:1]))


def _words(text: str, known: Spellings, *, anywhere: bool) -> Iterator[Mark]:
    """Labels that are words as well: as a head with a colon, as a part of a line by itself, or in
    capitals beside a sentence.
    """
    head = re.match(r"[\s*_#>•-]*([^:/\n]{2,40}?)[*_]*(?::(?!:)|//|\s[–—-]\s)", text)
    spelt = read_label(head[1], known) if head else None
    if head and spelt and spelt.weak in ("", "foreign"):
        stop = head.group().rstrip()
        if stop.endswith((":", "//")) or head[1].isupper():
            exact = spelt.exact and not stop.endswith("//")
            yield Mark(spelt=Spelt(label=spelt.label, exact=exact), said=head[1])
    if anywhere or len(text.split()) <= _SHORT:
        parts = [part.strip(_AROUND) for part in _PARTS.split(text)]
        for n, part in enumerate(parts if len(parts) > 1 else []):
            spelt = read_label(part, known)
            if spelt and not spelt.weak and (anywhere or is_sure(part)):
                yield Mark(spelt=spelt, said=part, at_end=n > 0, banner=True)
    for label in filter(is_sure, known.words):
        for match in re.finditer(rf"(?<![\w:+]){re.escape(label)}(?![\w+])", text):
            before, after = text[: match.start()], text[match.end() :]
            if anywhere or _ends(before, after) or _heads_in_capitals(before, after):
                at_end = bool(before.strip(_AROUND))
                yield Mark(spelt=Spelt(label=label, exact=True), said=label, at_end=at_end)


def _heads_in_capitals(before: str, after: str) -> bool:
    """At the start, before a sentence that is not in capitals itself."""
    words = after.split()
    return (
        not before.strip(_AROUND)
        and bool(words)
        and words[0][0].isupper()
        and (not words[0].isupper() or len(words[0]) == 1)
    )
