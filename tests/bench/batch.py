"""Packs of a series, one and many, by briefgen and its peers: CPU, memory, pages and words.

Everything is timed as processes from outside, in alternating rounds. The peers set the very words
that stand in our Word files.
"""

from __future__ import annotations

import argparse
import json
import shutil
import subprocess
import sys
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

from tests.bench.large import agree, counted
from tests.bench.measure import Work, alternate
from tests.bench.project import reword, write_project
from tests.bench.rows import Row, as_row

PEERS = str(Path(__file__).with_name("peers.py"))
BRIEFGEN = (sys.executable, "-m", "briefgen")


def rows(options: argparse.Namespace, work: Path) -> Iterator[Row]:
    """All benchmarks of packs, the quickest first."""
    yield from _one_pack(options, work / "one")
    yield from _many_packs(options, work / "many")


# --- what is run ----------------------------------------------------------------------------------


def _project(folder: Path, packs: int, *, checked: bool = False) -> Path:
    write_project(folder, packs, checked=checked)
    return folder


def _ours(name: str, folder: Path, *more: str, keep: bool = False) -> Work:
    def clear() -> None:
        if not keep:
            shutil.rmtree(folder / "out", ignore_errors=True)

    return Work(
        name=name, command=[*BRIEFGEN, "build", "--timings", *more], folder=folder, before=clear
    )


def _inputs(options: argparse.Namespace, project: Path, work: Path) -> None:
    """Our packs once, and the same words for the peers."""
    work.mkdir(parents=True)
    subprocess.run([*BRIEFGEN, "build"], cwd=project, check=True, capture_output=True)
    memos = sorted(project.glob("out/batch/*/*.docx"))
    packs = [_neutral(memo) for memo in memos]
    (work / "packs.json").write_text(json.dumps(packs, ensure_ascii=False), "utf-8")
    subprocess.run([options.peers, PEERS, "prepare", str(work)], check=True)


def _neutral(memo: Path) -> list[object]:
    """A memo's title, running head, cover and blocks, as our own reader finds them."""
    from briefgen.build import read_outline  # noqa: PLC0415
    from briefgen.renderers.outline import outline_json  # noqa: PLC0415

    reading, found = read_outline(memo)
    if reading is None:
        raise SystemExit("\n".join(map(str, found)))
    read = json.loads(json.dumps(outline_json(reading.document, reading.repairs, reading.quirks)))
    first, *sections = read["sections"]
    said = {block.get("reason"): block.get("text", "") for block in first["blocks"]}
    head = said["running head"].replace("\t", " ").strip()
    foot = said["running foot"].replace("\t", " ").strip().split("Page 1 of 1")[-1]
    cover = [line for block in first["blocks"] for line in _lines(block)]
    blocks = [block for section in sections for block in _blocks(section)]
    return [memo.stem, read["title"], head, foot, cover, blocks]


def _lines(block: dict[str, object]) -> list[str]:
    match block:
        case {"kind": "paragraph", "text": str(text)}:
            return [text]
        case {"kind": "table", "rows": list(rows)}:
            return [" ".join(row) for row in rows]
        case _:
            return []


def _blocks(section: dict[str, list[dict[str, object]]]) -> Iterator[list[object]]:
    yield [f"h{section['level']}", section["title"]]
    for block in section["blocks"]:
        match block:
            case {"kind": "list", "items": list(items)}:
                yield from (["li", item["text"]] for item in items)
            case {"kind": "table", "rows": list(rows)}:
                yield ["table", rows]
            case {"kind": "paragraph", "text": str(text)}:
                yield ["p", text]
            case _:
                pass
    for inner in section["sections"]:
        yield from _blocks(inner)  # type: ignore[arg-type]


def _fonts() -> str:
    return str(files("font_source_sans_pro") / "files")


# --- (a) one pack, cold ---------------------------------------------------------------------------


def _one_pack(options: argparse.Namespace, work: Path) -> Iterator[Row]:
    project, inputs, out = _project(work / "project", 1), work / "inputs", work / "theirs"
    _inputs(options, project, inputs)
    out.mkdir()
    name = next(iter(inputs.glob("*.typ"))).stem
    typst = f"{options.peers} {PEERS} typst {inputs}/{name}.typ {out}/{name}.pdf {_fonts()}"
    pandoc = f"{_pandoc(options)} {inputs}/{name}.md --toc -o {out}/{name}.docx"
    theirs = Work(
        name="typst + pandoc, cold", command=["sh", "-c", f"{typst} && {pandoc}"], folder=work
    )
    ours = _ours("briefgen, cold", project)
    yield _row("one pack, cold", ours, theirs, options.rounds * 3)
    _compare(project, out)


def _pandoc(options: argparse.Namespace) -> str:
    words = [options.peers, "-c", "import pypandoc; print(pypandoc.get_pandoc_path())"]
    return subprocess.run(words, check=True, capture_output=True, text=True).stdout.strip()


# --- (b) many packs -------------------------------------------------------------------------------


def _many_packs(options: argparse.Namespace, work: Path) -> Iterator[Row]:
    packs, rounds = options.packs, options.rounds
    project, inputs, out = _project(work / "project", packs), work / "inputs", work / "theirs"
    checked = _project(work / "checked", packs, checked=True)
    _inputs(options, project, inputs)
    out.mkdir()
    warm = Work(
        name="typst + docxtpl, warm",
        command=[options.peers, PEERS, "warm", str(inputs), str(out), _fonts(), "2"],
        folder=work,
    )
    yield _row(f"{packs} packs", _ours("briefgen", project), warm, rounds)
    _compare(project, out)
    ours = _ours("briefgen, with leak check", checked)
    yield _row(f"{packs} packs, leak check", ours, warm, rounds)
    typst = f"{options.peers} {PEERS} typst {inputs}/{{}}.typ {out}/{{}}.pdf {_fonts()}"
    pandoc = f"{_pandoc(options)} {inputs}/{{}}.md --toc -o {out}/{{}}.docx"
    script = f"ls {inputs} | sed -n 's/.typ$//p' | xargs -P2 -I{{}} sh -c '{typst} && {pandoc}'"
    cold = Work(name="typst + pandoc, cold", command=["sh", "-c", script], folder=work)
    yield _row(f"{packs} packs", _ours("briefgen", project), cold, 1)
    yield from _unchanged(project, packs, rounds)
    yield _reworded(project, packs)


def _unchanged(project: Path, packs: int, rounds: int) -> Iterator[Row]:
    """(e) Nothing to do, against the import that every command line tool pays."""
    bare = Work(name="import click", command=[sys.executable, "-c", "import click"], folder=project)
    nothing = _ours("briefgen, nothing to do", project, keep=True)
    yield _row(f"{packs} packs, nothing to do", nothing, bare, rounds * 3)


def _reworded(project: Path, packs: int) -> Row:
    """(f) One section of the source changed, against building all anew."""
    anew, some = "briefgen, all anew", "briefgen, one section changed"
    costs = alternate([_ours(anew, project)], 1)
    before = _stamps(project)
    reword(project)
    costs |= alternate([_ours(some, project, keep=True)], 1)
    after = _stamps(project)
    made = sum(stamp != before.get(path) for path, stamp in after.items())
    sys.stderr.write(f"  {made} of {len(after)} files were written\n")
    return as_row(f"{packs} packs, one section changed: {made} files", some, anew, costs)


def _stamps(project: Path) -> dict[Path, int]:
    """When each PDF and Word file was written."""
    return {path: path.stat().st_mtime_ns for path in project.glob("out/batch/*/*.[pd]*")}


def _row(work: str, ours: Work, theirs: Work, rounds: int) -> Row:
    return as_row(work, ours.name, theirs.name, alternate([ours, theirs], rounds))


# --- what is in the files -------------------------------------------------------------------------


def _compare(project: Path, theirs: Path) -> None:
    """Both made as many files, with about as many pages and the same words.

    Raises:
        SystemExit: they did not, so that the figures compare different work.
    """
    ours = sorted(project.glob("out/batch/*/*.pdf"))
    memos = len(list(theirs.glob("*.docx")))
    if memos != len(ours):
        raise SystemExit(f"the peers made {memos} Word files, we {len(ours)}")
    mine = [counted(path) for path in ours]
    same = [counted(theirs / path.name) for path in ours]
    pages, words = ((sum(c[n] for c in mine), sum(c[n] for c in same)) for n in (0, 1))
    agree(f"{len(ours)} PDF and as many memos", pages, words)
