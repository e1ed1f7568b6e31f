"""A source's text and its repair log into the text as it should have been: the log, played again.

Shares no code with the reader: what a log entry means is written here from its five fields alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from briefgen.model import Repair

_WORDS = ("lost-hyphen", "misread-sign", "blank-before-stop", "by-hand")
_FIRST = ("control-character", "ligature")
_JOINS = ("false-bullet", "broken-point", "broken-paragraph", "hyphen-at-line-end")
_GONE = "\0"  # stands for a line that is no more
_LATER = "\1"  # before a line that has to wait
_ROWS = ("torn-range", "header-in-row")


def replay(text: str, repairs: Iterable[Repair]) -> str:
    """The lines with every entry applied: joins first, since words are mended after them."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    went: dict[int, int] = {}  # line -> the line that its words went to
    log = sorted(repairs, key=lambda r: (r.rule in _WORDS, r.rule not in _FIRST, r.lines))
    for repair in log:
        _apply(lines, went, repair)
    return "\n".join(_in_order(lines))


def _in_order(lines: Iterable[str]) -> Iterator[str]:
    """The lines, with page furniture put off to the end of the paragraph that it tore."""
    later: list[str] = []
    for line in lines:
        if line.startswith(_LATER):
            later.append(line.removeprefix(_LATER))
        elif line != _GONE:
            yield line
            if not line.strip():
                yield from later
                later = []
    yield from later


def _home(went: dict[int, int], line: int) -> int:
    while line in went:
        line = went[line]
    return line - 1


def _apply(lines: list[str], went: dict[int, int], repair: Repair) -> None:
    at = _home(went, repair.lines[0])
    match repair.rule:
        case rule if rule in _JOINS:
            _join(lines, went, repair)
        case rule if rule in _WORDS or rule == "ligature":
            _swap(lines, at, repair.before, repair.after)
        case rule if rule in _ROWS:
            squeezed = " ".join(lines[at].split())
            if not squeezed.startswith(repair.after):
                assert squeezed.startswith(repair.before), repair
                rest = squeezed[len(repair.before) :] if len(repair.before) == 80 else ""
                label, _, words = f"{repair.after}".partition(" ")
                # Both ends are cut at 80 characters: what follows them is counted from the words.
                kept = squeezed[squeezed.index(words) :] if words else rest
                lines[at] = f"\t{label}\t{kept}"
        case "torn-row":
            other = _home(went, repair.lines[1])
            label, _, words = repair.after.partition(" ")
            lines[at], lines[other] = f"\t{label}\t{words}", ""
        case "broken-lines":
            whole = lines[at].rstrip()
            for number in repair.lines[1:]:
                whole = _glue(whole, lines[_home(went, number)].strip())
                lines[_home(went, number)] = ""
                went[number] = repair.lines[0]
            lines[at] = whole
        case "lost-bullet":
            assert lines[at].strip().startswith(repair.before), repair
            lines[at] = repair.after + lines[at].strip()[len(repair.before) :]
        case "run-in-heading":
            squeezed = " ".join(lines[at].split())
            assert squeezed.startswith(repair.before), repair
            head = repair.after.partition("\n")[0]
            lines[at] = f"{head}\n\n{squeezed[len(head) :].strip()}"
        case "control-character":
            for point in repair.before.split():
                lines[at] = lines[at].replace(chr(int(point[2:], 16)), "")
        case "contents-title" | "contents-number":
            spread = [_home(went, n) for n in repair.lines]
            if len(spread) == 1:
                _swap(lines, at, repair.before, repair.after)
        case _:
            raise AssertionError(f"a rule that cannot be played again: {repair.rule}")


def _swap(lines: list[str], at: int, before: str, after: str) -> None:
    assert before in lines[at], (at + 1, before)
    lines[at] = lines[at].replace(before, after, 1)


def _join(lines: list[str], went: dict[int, int], repair: Repair) -> None:
    """The entry shows 60 characters on either side of the seam; what lies beyond stays."""
    first, second = repair.lines
    one, two = _home(went, first), _home(went, second)
    start, end = lines[one].rstrip(), " ".join(lines[two].split())
    if repair.rule == "false-bullet":
        end = end[1:].lstrip()
    shown = end[:60]
    assert repair.after.endswith(shown), repair
    head = repair.after[: len(repair.after) - len(shown)]
    kept = head.rstrip()
    if repair.rule == "hyphen-at-line-end":
        assert start.endswith(f"{kept}-"), repair
        start = start[:-1]
    assert start.endswith(kept), repair
    lines[one] = start[: len(start) - len(kept)] + head + end
    lines[two] = _GONE
    for gap in range(one + 1, two):  # blank lines and page furniture: what tore it in two
        if lines[gap] != _GONE:
            lines[gap] = _LATER + lines[gap].removeprefix(_LATER)
    went[second] = first


def _glue(head: str, tail: str) -> str:
    tight = head.endswith(("—", "-", "–")) and not head.endswith((" —", " -", " –"))
    return head + tail if tight else f"{head} {tail}"
