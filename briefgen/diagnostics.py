"""Findings as data: severity, stable code, place, message and remedy; and how one prints."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from enum import IntEnum

from briefgen.errors import ExitCode
from briefgen.slotted import dataclass


class Severity(IntEnum):
    INFO = 0
    WARNING = 1
    ERROR = 2

    @property
    def word(self) -> str:
        """As it is printed: "warning"."""
        return self.name.lower()


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A file as the user named it, with 1-based line and column; 0 where there is none."""

    file: str
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        parts = [self.file, *(str(n) for n in (self.line, self.column) if n)]
        return ":".join(parts)


@dataclass(frozen=True, slots=True, kw_only=True)
class Diagnostic:
    """A finding. `exit` is the code of the run if this is an error (`briefgen help exit-codes`).

    `marking` is the highest that its words may bear, "" where nobody has said: then they may bear
    any.
    """

    severity: Severity
    code: str
    message: str
    place: Place | None = None
    hint: str = ""
    audience: str = ""
    exit: ExitCode = ExitCode.FINDINGS
    marking: str = ""

    def __str__(self) -> str:
        """`file:line:column: severity [code] message. hint: remedy`, always one line."""
        where = f"{self.place}: " if self.place else ""
        who = f"{self.audience}: " if self.audience else ""
        hint = f" hint: {self.hint}" if self.hint else ""
        line = f"{where}{self.severity.word} [{self.code}] {who}{self.message}{hint}"
        return "".join(c if c.isprintable() else " " for c in line)


Diagnostics = tuple[Diagnostic, ...]


def error(
    code: str,
    message: str,
    *,
    place: Place | None = None,
    hint: str = "",
    exit: ExitCode = ExitCode.FINDINGS,
) -> Diagnostic:
    """An error: whatever it concerns is not written."""
    return Diagnostic(
        severity=Severity.ERROR, code=code, message=message, place=place, hint=hint, exit=exit
    )


def warning(code: str, message: str, *, place: Place | None = None, hint: str = "") -> Diagnostic:
    """A warning: the run goes on; `--fail-on warning` makes it fail at the end."""
    return Diagnostic(severity=Severity.WARNING, code=code, message=message, place=place, hint=hint)


def info(code: str, message: str, *, place: Place | None = None, hint: str = "") -> Diagnostic:
    """A remark: nothing is wrong."""
    return Diagnostic(severity=Severity.INFO, code=code, message=message, place=place, hint=hint)


def at_level(
    level: Severity | None, code: str, message: str, *, place: Place | None = None, hint: str = ""
) -> Diagnostics:
    """A finding whose weight the config sets; none where it is off."""
    if level is None:
        return ()
    return (Diagnostic(severity=level, code=code, message=message, place=place, hint=hint),)


def for_audience(name: str, found: Iterable[Diagnostic]) -> Diagnostics:
    """The same findings, each saying which audience it concerns."""
    return tuple(replace(d, audience=d.audience or name) for d in found)


def bearing(marking: str, found: Iterable[Diagnostic]) -> Diagnostics:
    """The same findings, each with this marking where it has none."""
    return tuple(replace(d, marking=d.marking or marking) for d in found)


def has_errors(found: Iterable[Diagnostic]) -> bool:
    """Whether one of them is an error, whatever the run is told to fail on."""
    return any(d.severity is Severity.ERROR for d in found)


def in_print_order(found: Iterable[Diagnostic]) -> Diagnostics:
    """Each finding once, by file, line and column; the worst of one place first.

    A remark that several audiences share (their letterhead) is said once, of none in particular.
    """
    unique = _once(found)
    return tuple(
        sorted(
            unique,
            key=lambda d: (d.place or Place(""), -d.severity, d.audience, d.code, d.message),
        )
    )


def _once(found: Iterable[Diagnostic]) -> Diagnostics:
    remarks: dict[Diagnostic, set[str]] = {}
    listed = tuple(dict.fromkeys(found))
    for one in listed:
        if one.severity is Severity.INFO:
            remarks.setdefault(replace(one, audience=""), set()).add(one.audience)
    shared = {remark for remark, audiences in remarks.items() if len(audiences) > 1}
    bare = (replace(one, audience="") for one in listed)
    return tuple(
        dict.fromkeys(b if b in shared else one for one, b in zip(listed, bare, strict=True))
    )


def reason_of(fault: OSError) -> str:
    """Why the system refuses something, in small letters, to stand behind a colon."""
    return (fault.strerror or "the system does not say why").lower()
