"""What a run holds of its packs while it makes others: little, and as much for many as for few."""

from __future__ import annotations

import gc
import random
from functools import partial
from pathlib import Path

import pytest

from briefgen.build import BuildOptions, build
from briefgen.build.working import workers
from briefgen.editions.spooling import Spool
from briefgen.errors import BriefgenError, ExitCode
from briefgen.proof import sharing
from tests.bench.project import write_project
from tests.editions.test_freshness import files_in


@pytest.mark.parametrize("limit", [10, 10_000], ids=["on disk", "in memory"])
def test_what_is_put_aside_is_read_again(limit: int) -> None:
    draw = random.Random(1)
    pieces = [draw.randbytes(draw.randint(0, 40)) for _ in range(50)]
    spool = Spool(limit=limit)
    kept = [spool.put(piece) for piece in pieces]
    for n in draw.sample(range(50), 50):
        assert kept[n].read() == pieces[n]
    assert spool.put(b"more").read() == b"more"


def test_a_spool_leaves_no_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    spool = Spool(limit=1)
    assert spool.put(b"words").read() == b"words"
    assert list(tmp_path.iterdir()) == []
    del spool
    gc.collect()


def test_a_full_folder_for_temporary_files_is_one_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "gone"))
    with pytest.raises(BriefgenError) as fault:
        Spool(limit=1).put(b"words")
    (found,) = fault.value.found
    assert (found.code, found.exit) == ("cannot-write", ExitCode.OUTPUT)
    assert "TMPDIR" in found.hint


def test_packs_from_disk_are_those_from_memory(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_project(tmp_path, 2)
    options = BuildOptions(configs=(tmp_path / "configs" / "batch.yaml",), out=tmp_path / "one")
    build(options)
    monkeypatch.setattr("briefgen.editions.spooling.IN_MEMORY", 1)
    build(BuildOptions(configs=options.configs, out=tmp_path / "two"))
    assert files_in(tmp_path / "one") == files_in(tmp_path / "two")


@pytest.mark.parametrize("items", [9, 100])
def test_few_stretches_are_handed_out_ahead(items: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Results that are not taken yet are held, so there may not be all of them."""
    ahead: list[int] = []
    hand_out = workers._hand_out

    def count(pool, stretches):  # type: ignore[no-untyped-def]
        handed = list(hand_out(pool, stretches))
        ahead.append(sum(len(some) for some, _ in handed))
        return iter(handed)

    monkeypatch.setattr(workers, "_hand_out", count)
    done = [(item, result) for item, result, _ in workers.work_through(range(items), abs, 2)]
    assert done == [(n, n) for n in range(items)]
    assert max(ahead) <= 2 * workers.AHEAD * workers.MOST_EACH
    assert len(ahead) > 1


def test_what_no_file_has_met_for_long_is_dropped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sharing, "MOST_KEPT", 5)
    shared = sharing.Shared()
    made: list[int] = []

    def make(n: int) -> int:
        made.append(n)
        return n

    for n in range(100):
        assert shared.once("common", partial(make, -1)) == -1
        assert shared.once(n, partial(make, n)) == n
        assert len(shared.kept) + len(shared.before) <= 12
    assert made.count(-1) == 1  # what is met again and again stays
