"""Every sentence of a finished file is found in the sources, and one changed word is named."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import docx
import pikepdf
import pytest

from briefgen.build.proving.verifying import verify_files
from briefgen.cli import main
from briefgen.diagnostics import Diagnostics, Severity
from briefgen.errors import ExitCode
from briefgen.model import Document, Inlines, Milestone, Paragraph, Quote, Text
from briefgen.proof.finished import read_pieces, with_claims
from briefgen.proof.matching import Saying, build_index, find, say_all, squeeze
from briefgen.renderers import pdf, word
from briefgen.tree import line_numbers, map_inlines, plain_text, walk
from tests.places import PROJECT
from tests.proof.built import AUDIENCES, CONFIG, Built, make


@pytest.fixture(scope="module")
def samples_built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    return make(tmp_path_factory.mktemp("verify"), None)


@pytest.fixture(scope="module")
def real_built(real_seeds: Path, tmp_path_factory: pytest.TempPathFactory) -> Built:
    return make(tmp_path_factory.mktemp("verify-real"), real_seeds)


@pytest.fixture(params=["samples", "real"])
def built(request: pytest.FixtureRequest) -> Built:
    found: Built = request.getfixturevalue(f"{request.param}_built")
    return found


def errors(found: Diagnostics) -> list[str]:
    return [d.code for d in found if d.severity is Severity.ERROR]


# --- every source passage is found ----------------------------------------------------------------


@pytest.mark.parametrize("form", ["pdf", "docx"])
@pytest.mark.parametrize("audience", AUDIENCES)
def test_every_passage_of_a_pack_is_found_at_its_lines(
    built: Built, audience: str, form: str
) -> None:
    file = built.file(audience, form)
    checked, found = built.verify(file)
    assert [d.code for d in found] == []
    held = {
        (place.source, line)
        for verdict in checked[0].verdicts
        if verdict.status in ("word-for-word", "repaired")
        for place in verdict.places[:1]
        for start, end in place.lines
        for line in range(start, end + 1)
    }
    manifest = json.loads((file.parent / "manifest.json").read_text("utf-8"))
    unreadable = {
        (source, line)
        for labelled in built.project.sources
        for node in walk(labelled.document.blocks)
        if isinstance(node, Milestone) and node.when is None
        for source, line, _ in line_numbers(node.origins)
    }
    passages = [
        passage
        for section in manifest["sections"]
        for passage in section["passages"]
        if (passage["source"], passage["lines"][0][0]) not in unreadable
    ]
    assert passages
    for passage in passages:
        start, end = passage["lines"][0]
        assert held & {(passage["source"], line) for line in range(start, end + 1)}


@pytest.mark.parametrize("form", ["pdf", "docx"])
def test_what_claims_a_source_is_most_of_what_stands_in_one(built: Built, form: str) -> None:
    for audience in AUDIENCES:
        verdicts = built.verify(built.file(audience, form))[0][0].verdicts
        said = [v for v in verdicts if v.status in ("word-for-word", "repaired")]
        assert sum(v.cites for v in said) >= 0.8 * len(said)


# --- one changed word -----------------------------------------------------------------------------


def passages_of(document: Document, index_of: Built) -> Iterator[str]:
    """The running texts of a pack that a source says."""
    index = build_index(say_all(s.document for s in index_of.project.sources))
    for node in walk(document.blocks):
        if isinstance(node, Paragraph | Milestone | Quote) and node.origins:
            text = plain_text(node.content)
            if len(text.split()) > 5 and find(index, text):
                yield text


def with_word(document: Document, text: str, changed: str) -> Document:
    """The same pack with one passage changed."""

    def change(content: Inlines) -> Inlines:
        if plain_text(content) != text:
            return content
        marks = tuple(i for i in content if not isinstance(i, Text) and not plain_text((i,)))
        return (Text(changed), *marks)

    return replace(document, blocks=tuple(map_inlines(b, change) for b in document.blocks))


@pytest.mark.parametrize("form", ["pdf", "docx"])
@pytest.mark.parametrize("audience", AUDIENCES)
def test_one_changed_word_is_named(
    samples_built: Built, tmp_path: Path, audience: str, form: str
) -> None:
    shutil.copytree(samples_built.out, tmp_path / "out")
    built = replace(samples_built, out=tmp_path / "out")
    tree, style = built.trees[audience], built.project.config.audiences[0].style
    texts = list(dict.fromkeys(passages_of(tree, built)))
    assert len(texts) > 3
    for text in texts[:: max(len(texts) // 2, 1)]:
        words = text.split(" ")
        words[len(words) // 2] = "quixotically"
        changed = with_word(tree, text, " ".join(words))
        if form == "pdf":
            data, _ = pdf.render(changed, style, built.runs.pdf)
        else:
            data, _ = word.render(changed, style, built.runs.word)
        built.file(audience, form).write_bytes(data)
        checked, found = built.verify(built.file(audience, form))
        missing = [v for v in checked[0].verdicts if v.status == "not-in-source" and v.cites]
        assert len(missing) == 1
        assert "quixotically" in missing[0].text
        assert errors(found) == ["not-in-source"]
        assert "file-changed" in [d.code for d in found]


# --- manifests, sources, files --------------------------------------------------------------------


def test_a_file_without_a_manifest_is_matched_by_its_text(
    samples_built: Built, tmp_path: Path
) -> None:
    file = tmp_path / "memo.docx"
    shutil.copy(samples_built.file("minister", "docx"), file)
    checked, found = verify_files((file,), (CONFIG,), None, tmp_path / "nowhere")
    assert [d.code for d in found] == ["no-manifest"]
    assert sum(v.status == "word-for-word" for v in checked[0].verdicts) > 8


def test_a_file_that_was_moved_is_known_by_its_bytes(samples_built: Built, tmp_path: Path) -> None:
    file = tmp_path / "other-name.pdf"
    shutil.copy(samples_built.file("press", "pdf"), file)
    checked, found = samples_built.verify(file)
    assert found == ()
    assert checked[0].edition == "2021-11-30"


def test_a_source_that_changed_since_is_named(samples_built: Built, tmp_path: Path) -> None:
    seeds = tmp_path / "seeds"
    shutil.copytree(PROJECT / "seeds", seeds)
    report = seeds / "dialogue-report.txt"
    whole = report.read_text("utf-8")
    checked, _ = samples_built.verify(samples_built.file("minister", "pdf"))
    said = next(v.text for v in checked[0].verdicts if v.cites and whole.count(v.text) == 1)
    other = said.replace(said.split()[2], "quixotically", 1)
    report.write_text(whole.replace(said, other), encoding="utf-8")
    _, found = verify_files(
        (samples_built.file("minister", "pdf"),), (CONFIG,), seeds, samples_built.out
    )
    assert sorted(d.code for d in found) == ["not-in-source", "source-changed"]


def test_a_pdf_without_tags_is_read_by_its_pages(samples_built: Built, tmp_path: Path) -> None:
    file = tmp_path / "plain.pdf"
    with pikepdf.open(samples_built.file("minister", "pdf")) as tagged:
        del tagged.Root["/StructTreeRoot"]
        tagged.save(file)
    checked, _ = verify_files((file,), (CONFIG,), None, tmp_path)
    assert sum(v.status == "word-for-word" for v in checked[0].verdicts) > 3


ENGLISH = """The advice

Nobody at the council asked for the advice of de Gaulle. de Gaulle gave it to all of them. They
thanked him for the words and went home.
"""
FRENCH = """Le port

Le conseil du port a décidé de garder le vieux phare. Il sera repeint avant l'hiver.
"""


@pytest.mark.parametrize("names", [("a.txt", "b.txt"), ("b.txt", "a.txt")])
def test_sentences_are_told_apart_as_any_language_of_the_sources_does(
    names: tuple[str, str], tmp_path: Path
) -> None:
    """Only English begins a sentence with a small particle; the pack and one source are French."""
    (tmp_path / "seeds").mkdir()
    for name, text in zip(names, (ENGLISH, FRENCH), strict=True):
        (tmp_path / "seeds" / name).write_text(text, encoding="utf-8")
    config = tmp_path / "series.yaml"
    config.write_text(
        "series: Words\nas_of: 2021-11-30\nladder: [open]\n"
        "sources: [{path: 'seeds/*', marking: open}]\n"
        "audiences: {desk: {template: bluf-memo, ceiling: open, language: fr}}\n",
        encoding="utf-8",
    )
    memo = docx.Document()
    memo.add_paragraph(
        "Nobody at the council asked for the advice of de Gaulle. de Gaulle flew off on a kite."
    )
    memo.save(str(tmp_path / "memo.docx"))
    checked, found = verify_files((tmp_path / "memo.docx",), (config,), None, tmp_path / "out")
    assert not [d for d in found if d.exit is ExitCode.CONFIG], found
    assert [v.status for v in checked[0].verdicts] == ["word-for-word", "not-in-source"]


@pytest.mark.parametrize("data", [b"", b"plain words", b"PK\x03\x04 broken", b"%PDF-1.7 broken"])
def test_a_file_that_is_neither_is_named(data: bytes, tmp_path: Path) -> None:
    file = tmp_path / "x.bin"
    file.write_bytes(data)
    checked, found = verify_files((file,), (CONFIG,), None, tmp_path)
    assert checked == ()
    assert [(d.code, d.exit) for d in found] == [("file-not-verified", ExitCode.USAGE)]


def test_the_command_prints_verdicts_and_exits_1(
    samples_built: Built, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = samples_built.file("press", "docx")
    words = ["verify", str(file), "--config", str(CONFIG), "--out", str(samples_built.out)]
    assert main(words) == ExitCode.OK
    assert "word for word" in capsys.readouterr().out
    assert main([*words, "--json"]) == ExitCode.OK
    texts = json.loads(capsys.readouterr().out)[0]["texts"]
    assert {t["status"] for t in texts} == {"word-for-word", "repaired", "own-words"}
    seeds = tmp_path / "seeds"
    seeds.mkdir()
    (seeds / "x.txt").write_text("Another paper\n\nIt says nothing of the kind.\n", "utf-8")
    assert main([*words, "--seeds", str(seeds)]) == ExitCode.FINDINGS
    assert "[not-in-source]" in capsys.readouterr().err


# --- what folds, and what does not ----------------------------------------------------------------

RAW = "The co-\noperation of “both sides” – a long-\nterm aim – goes on."


@pytest.mark.parametrize(
    ("text", "held"),
    [
        ('The co-operation of "both sides"', True),
        ("of both  sides", False),
        ("of “both sides” — a long-term aim", True),
        ("The cooperation of ‟both sides”", True),
        ("co\u00adoperation", True),
        ("the co-operation", False),
        ("side", False),
        ("both sides", True),
        ("aim goes on", False),
    ],
)
def test_what_word_for_word_folds(text: str, held: bool) -> None:
    index = build_index([Saying(source="a", lines=((1, 3),), text=RAW)])
    assert bool(find(index, text)) is held


def test_a_text_as_it_stood_comes_before_a_repaired_one() -> None:
    mended = Saying(source="a", lines=((1, 1),), text="two words", mended=True)
    plain = Saying(source="b", lines=((9, 9),), text="say two words here")
    assert find(build_index([mended, plain]), "two words") == (plain, mended)
    assert squeeze("a  b")[0] == "ab"


def test_a_mark_makes_its_whole_section_claim_a_source(samples_built: Built) -> None:
    pieces = with_claims(
        read_pieces(samples_built.file("minister", "pdf").read_bytes()), frozenset()
    )
    marked = {p.top for p in pieces if p.marked and p.top}
    assert marked
    assert all(p.cites for p in pieces if p.body and p.top in marked)
    assert not any(p.cites for p in pieces if not p.body)
