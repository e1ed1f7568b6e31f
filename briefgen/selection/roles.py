"""What a section is for: roles by the words of its heading, from a table in YAML."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from briefgen.diagnostics import Place
from briefgen.model import Block, BulletList, Document, Milestones, OrderedList, Paragraph, Section
from briefgen.selection.folding import find_phrase, fold, fold_words, matches_glob
from briefgen.slotted import dataclass
from briefgen.tree import plain_text, sections

MILESTONES = "milestones"
# Words that may stand before the telling phrase: "The way forward" starts with "way forward".
_FILLERS = frozenset(
    fold_words(
        "a an the our its some main key major overall general part chapter section annex appendix"
        " le la les l des du der die das den ein eine"
    )
)


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleTable:
    """Role name -> phrases of a heading that give it, most telling first; per language merged."""

    phrases: tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class StatedRole:
    """A role that the config states for sections whose heading matches a glob."""

    title: str
    role: str
    place: Place


def idle_roles(
    documents: Sequence[Document], stated: Sequence[StatedRole]
) -> tuple[StatedRole, ...]:
    """The stated roles that fit no section of these documents."""
    titles = [
        plain_text(section.title)
        for document in documents
        for section in sections(document.blocks)
        if section.title
    ]
    return tuple(s for s in stated if not any(matches_glob(t, s.title) for t in titles))


def role_table(data: Mapping[str, Sequence[str]]) -> RoleTable:
    """The table from plain data: role name -> phrases (`selection/roles.yaml`)."""
    return RoleTable(phrases=tuple((role, tuple(phrases)) for role, phrases in data.items()))


def extend(table: RoleTable, data: Mapping[str, Sequence[str]]) -> RoleTable:
    """The table with more phrases and roles; a phrase given anew changes over to its new role."""
    taken = {fold(phrase) for phrases in data.values() for phrase in phrases}
    merged: dict[str, tuple[str, ...]] = {role: tuple(phrases) for role, phrases in data.items()}
    for role, phrases in table.phrases:
        kept = tuple(phrase for phrase in phrases if fold(phrase) not in taken)
        merged[role] = (*merged.get(role, ()), *kept)
    known = [role for role, _ in table.phrases]
    order = [*known, *(role for role in data if role not in known)]
    return RoleTable(phrases=tuple((role, merged[role]) for role in order))


@dataclass(frozen=True, slots=True, order=True)
class _Fit:
    """How well a phrase fits a heading; the greatest wins. `opens`: the heading starts with it."""

    whole: bool
    opens: bool
    width: int
    early: int
    rank: int
    role: str


def _compile(table: RoleTable) -> tuple[tuple[str, tuple[str, ...]], ...]:
    return tuple(
        (role, folded)
        for role, phrases in table.phrases
        for phrase in phrases
        if (folded := fold_words(phrase))
    )


def _best_fit(title: str, phrases: Sequence[tuple[str, tuple[str, ...]]]) -> _Fit | None:
    """The whole heading, then its opening words, then the longest phrase, then the first."""
    words = fold_words(title)
    while len(words) > 1 and words[0] in _FILLERS and not _stands_at_start(words, phrases):
        words = words[1:]
    fits = [
        _Fit(
            whole=len(phrase) == len(words),
            opens=at == 0,
            width=len(phrase),
            early=-at,
            rank=-n,
            role=role,
        )
        for n, (role, phrase) in enumerate(phrases)
        if (at := find_phrase(words, phrase)) >= 0
    ]
    return max(fits, default=None)


def _stands_at_start(words: Sequence[str], phrases: Sequence[tuple[str, tuple[str, ...]]]) -> bool:
    return any(tuple(words[: len(phrase)]) == phrase for _, phrase in phrases)


def role_of_heading(title: str, table: RoleTable) -> str:
    """The role that the words of a heading give, "" for none; its number is not looked at."""
    fit = _best_fit(title, _compile(table))
    return fit.role if fit else ""


def label_roles(
    document: Document, table: RoleTable, stated: Sequence[StatedRole] = ()
) -> Document:
    """The same document with `Section.role` set.

    A sub-section inherits its parent's role unless its own heading opens with the phrase of
    another: "Military risk reduction" under the recommendations is one of them, "Risks and
    consequences" is not. The heading that repeats the document's title says what the document is
    for, not the section, and gives no role to what is inside. `stated`: what the config says of
    single sections, the first that fits; it goes over the table, and down to sub-sections alike.
    """
    phrases = _compile(table)
    title = fold(plain_text(document.title))
    blocks = tuple(
        _label(block, "", phrases, title, stated) if isinstance(block, Section) else block
        for block in document.blocks
    )
    return replace(document, blocks=blocks)


def _label(
    section: Section,
    inherited: str,
    phrases: Sequence[tuple[str, tuple[str, ...]]],
    title: str,
    stated: Sequence[StatedRole],
) -> Section:
    heading = plain_text(section.title)
    holds_all = any(isinstance(block, Section) for block in section.blocks)
    names_document = bool(heading) and holds_all and fold(heading) == title
    said = next((s.role for s in stated if heading and matches_glob(heading, s.title)), "")
    role = said or ("" if names_document else _role(section, heading, inherited, phrases))
    blocks = tuple(
        _label(block, role, phrases, title, stated) if isinstance(block, Section) else block
        for block in section.blocks
    )
    return replace(section, role=role, blocks=blocks)


def _role(
    section: Section,
    heading: str,
    inherited: str,
    phrases: Sequence[tuple[str, tuple[str, ...]]],
) -> str:
    fit = _best_fit(heading, phrases)
    if _is_mostly_milestones(section.blocks):
        return MILESTONES
    if fit and (fit.opens or not inherited):
        return fit.role
    return inherited


def _is_mostly_milestones(blocks: Sequence[Block]) -> bool:
    """Whether dated rows are what the section is for: more of them than of other passages."""
    rows = sum(len(block.rows) for block in blocks if isinstance(block, Milestones))
    others = sum(_count(block) for block in blocks)
    return rows > others


def _count(block: Block) -> int:
    match block:
        case Paragraph():
            return 1
        case BulletList() | OrderedList():
            return len(block.items)
        case _:
            return 0
