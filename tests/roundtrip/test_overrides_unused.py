"""Recorded edits that no pack takes up any more, or whose file is gone, never go unsaid."""

from __future__ import annotations

from pathlib import Path

import pytest

from briefgen.build.memos.status import memo_states
from briefgen.cli import main
from briefgen.config import load_config
from tests.roundtrip.test_build import (
    CONFIG,
    MEMO,
    TYPED,
    codes,
    edit,
    edited,
    overrides,
    run,
    said,
    work,
)

__all__ = ["edited", "work"]


def _rename(work: Path, before: str, after: str) -> None:
    path = work / "configs" / "rivers.yaml"
    path.write_text(path.read_text().replace(before, after), encoding="utf-8")


@pytest.mark.parametrize(
    ("before", "after"), [("  desk:", "  office:"), ("series: Rivers", "series: Streams")]
)
def test_edits_of_a_name_that_is_no_more_are_named(
    edited: Path, before: str, after: str, capsys: pytest.CaptureFixture[str]
) -> None:
    run(edited, pull=True)
    _rename(edited, before, after)
    for outcome in (run(edited), run(edited)):
        (one,) = (d for d in outcome.diagnostics if d.code == "overrides-unused")
        assert one.place is not None
        assert one.place.file == "configs/overrides/rivers/desk.yaml"
    _, found = memo_states([Path("configs/rivers.yaml")])
    assert [d.code for d in found] == ["overrides-unused"]
    main(["check", "configs/rivers.yaml"])
    assert "overrides-unused" in capsys.readouterr().err


def test_edits_of_another_config_beside_it_are_not_named(edited: Path) -> None:
    run(edited, pull=True)
    other = CONFIG.replace("series: Rivers", 'series: "Streams"')
    (edited / "configs" / "streams.yaml").write_text(other, encoding="utf-8")
    outcome = run(edited, configs=(Path("configs/streams.yaml"),))
    assert "overrides-unused" not in codes(outcome)


def test_where_the_record_is_gone_the_memo_is_kept(edited: Path) -> None:
    run(edited, pull=True)
    before = set((edited / MEMO).parent.glob("*.edited-*"))
    overrides(edited).unlink()
    assert "overrides-gone" in codes(run(edited))
    assert TYPED not in said(edited)
    (kept,) = set((edited / MEMO).parent.glob("*.edited-*")) - before
    assert TYPED in said(edited, kept.relative_to(edited).as_posix())
    assert "overrides-gone" not in codes(run(edited))


def test_an_earlier_wording_of_another_memo_is_kept_with_the_edit(work: Path) -> None:
    run(work)
    old = (work / MEMO).read_bytes()
    edit(work, ("replace", "fell in spring", "sank in spring"))
    run(work, pull=True)
    (work / MEMO).write_bytes(old)
    edit(work, ("replace", "fell in spring", "dropped in spring"))
    assert "edit-replaced" in codes(run(work, pull=True))
    recorded = overrides(work).read_text(encoding="utf-8")
    assert "earlier: The upper gauge sank in spring" in recorded


def test_no_audience_is_named_as_the_folder_of_editions(work: Path) -> None:
    _rename(work, "  desk:", "  editions:")
    _, found = load_config(Path("configs/rivers.yaml"))
    assert [d.code for d in found if d.hint] == ["wrong-name"]
