"""Where words come from, and what was done to them or found odd about them."""

from __future__ import annotations

from briefgen.slotted import dataclass


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Span:
    """Lines of the untouched file, 1-based, end inclusive."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 1 <= self.start <= self.end:
            raise ValueError(f"span {self.start}-{self.end} is empty or not 1-based")


@dataclass(frozen=True, slots=True, kw_only=True)
class FromSource:
    """Lines of one source. Several spans, since a bullet may be broken over pages.

    `marking` is None until the labelling stage has run; unmarked then means the ladder's top.
    """

    source: str
    spans: tuple[Span, ...]
    pages: tuple[int, ...] = ()
    marking: str | None = None

    def __post_init__(self) -> None:
        if not self.spans:
            raise ValueError(f"origin in {self.source} has no span")


@dataclass(frozen=True, slots=True, kw_only=True)
class FromPeople:
    """Typed by people into a memo: who and when as Word says it, empty where it does not."""

    who: str = ""
    when: str = ""
    marking: str | None = None


Origin = FromSource | FromPeople


@dataclass(frozen=True, slots=True, kw_only=True)
class Repair:
    """A logged change to damaged text. `lines` are 1-based; `confidence` lies in 0..1."""

    lines: tuple[int, ...]
    before: str
    after: str
    rule: str
    confidence: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Aside:
    """Words that a file bears beside its text, where a marking may stand: a property, a header, a
    watermark. `line` is the file's, 1-based, or the first where it has none.
    """

    text: str
    line: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class MendedLine:
    """A line whose words people corrected: as it stood, and as it is read."""

    line: int
    stood: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Quirk:
    """Something odd in the source that is flagged and left as it stands."""

    lines: tuple[int, ...]
    text: str
    reason: str
