"""Bytes that are put aside and read back: the same bytes, or a finding that says why not."""

from __future__ import annotations

import errno
from collections.abc import Callable
from typing import Any

import pytest

from briefgen.editions.spooling import Spool, Spooled
from briefgen.errors import BriefgenError, ExitCode
from tests.editions.test_freshness import SLUG, built, edit, files_in, run, work

__all__ = ["built", "work"]  # fixtures


def test_what_was_put_aside_comes_back() -> None:
    spool = Spool(limit=8)
    piles = [spool.put(bytes([n]) * 5) for n in range(4)]
    assert [pile.read() for pile in reversed(piles)] == [bytes([n]) * 5 for n in (3, 2, 1, 0)]


def refuse(*_: Any) -> bytes:
    raise OSError(errno.EIO, "Input/output error")


def cut_short(data: bytes) -> Callable[..., bytes]:
    return lambda *_: data[:-1]


@pytest.mark.parametrize("read", [refuse, cut_short(b"12345")], ids=["refused", "cut short"])
def test_what_does_not_come_back_is_a_finding(
    monkeypatch: pytest.MonkeyPatch, read: Callable[..., bytes]
) -> None:
    spool = Spool(limit=1)
    pile = spool.put(b"12345")
    monkeypatch.setattr(spool._file, "read", read)
    with pytest.raises(BriefgenError) as caught:
        pile.read()
    (found,) = caught.value.found
    assert (found.code, found.exit) == ("cannot-write", ExitCode.OUTPUT)
    assert "finished packs cannot be read back: " in found.message


def test_a_run_whose_packs_do_not_come_back_leaves_the_edition(
    work: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = files_in(work / "out" / SLUG)
    edit(work / "seeds" / "report.txt", "40 metres", "50 metres")
    real, asked = Spooled.read, []

    def read_once_less(pile: Spooled) -> bytes:
        asked.append(pile)
        monkeypatch.setattr(pile.spool._file, "read", refuse)
        return real(pile)

    monkeypatch.setattr(Spooled, "read", read_once_less)
    outcome = run(work)
    monkeypatch.undo()
    assert asked
    assert "cannot-write" in {d.code for d in outcome.diagnostics}
    assert files_in(work / "out" / SLUG) == before
