"""Whose words, when, under which heading and from which lines: a finished file that says it
otherwise than its manifest or its sources is found out.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from briefgen.build import BuildOptions, build
from briefgen.build.proving.verifying import verify_files
from briefgen.model import Column, Document, Milestone, Notes, Quote, Section, Text
from briefgen.proof.claims import Claim, claim_data, digest, parted_aside, read_claims
from briefgen.proof.comparing import compare_claims
from briefgen.proof.finished import Piece
from briefgen.renderers import pdf, word
from briefgen.tree import Node, children, plain_text, walk, with_children
from tests.proof.built import CONFIG, Built, make
from tests.proof.cases import make_case


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    return make(tmp_path_factory.mktemp("attributions"), None)


# --- what somebody may change in a pack -----------------------------------------------------------

Change = Callable[[Node], Node]


def changed(document: Document, change: Change) -> Document:
    def each(node: Node) -> Node:
        return with_children(change(node), tuple(map(each, children(node))))

    return replace(document, blocks=tuple(map(each, document.blocks)))  # type: ignore[arg-type]  # blocks


def swap(document: Document, kind: type[Node], *fields: str) -> Document:
    """The first two nodes of a kind that differ in these fields, each with the other's."""
    nodes = [node for node in walk(document.blocks) if isinstance(node, kind)]
    one = nodes[0]
    other = next(n for n in nodes if any(getattr(n, f) != getattr(one, f) for f in fields))

    def change(node: Node) -> Node:
        twin = {one.id: other, other.id: one}.get(node.id) if isinstance(node, kind) else None
        return replace(node, **{f: getattr(twin, f) for f in fields}) if twin else node

    return changed(document, change)


def swap_speakers(document: Document) -> Document:
    return swap(document, Quote, "speaker", "office")


def swap_views(document: Document) -> Document:
    return swap(document, Column, "title")


def other_speaker(document: Document) -> Document:
    """A name that stands elsewhere in the sources."""
    return changed(
        document,
        lambda n: (
            replace(n, speaker="Institute for Dialogue Studies", office="")
            if isinstance(n, Quote)
            else n
        ),
    )


def swap_dates(document: Document) -> Document:
    return swap(document, Milestone, "label")


def other_date(document: Document) -> Document:
    first = next(n for n in walk(document.blocks) if isinstance(n, Milestone))
    other = replace(first, label="1987")
    return changed(document, lambda n: other if n is first else n)


def swap_notes(document: Document) -> Document:
    """The words behind two note numbers."""

    def change(node: Node) -> Node:
        if not isinstance(node, Notes):
            return node
        one, other, *rest = node.notes
        one, other = replace(other, number=one.number), replace(one, number=other.number)
        return replace(node, notes=(one, other, *rest))

    return changed(document, change)


def swap_marks(document: Document) -> Document:
    return swap(document, Quote, "notes")


def other_heading(document: Document) -> Document:
    """The nearest heading above the first text of a source says something else."""
    sections = [n for n in walk(document.blocks) if isinstance(n, Section) and n.title]
    target = next(s for s in sections if any(inner.origins for inner in s.blocks))
    return changed(
        document,
        lambda n: replace(n, title=(Text("Quite another thing"),)) if n is target else n,
    )


SWAPS: list[tuple[str, Callable[[Document], Document], str]] = [
    ("desk-officer", swap_speakers, "speaker"),
    ("desk-officer", other_speaker, "speaker"),
    ("minister", swap_views, "heading"),
    ("delegation", swap_views, "heading"),
    ("minister", swap_dates, "date"),
    ("desk-officer", swap_dates, "date"),
    ("press", other_date, "date"),
    ("minister", swap_notes, "notes"),
    ("desk-officer", swap_notes, "notes"),
    ("press", swap_notes, "notes"),
    ("desk-officer", swap_marks, "notes"),
    ("delegation", other_heading, "heading"),
]


def written(built: Built, folder: Path, audience: str, form: str, document: Document) -> Built:
    """The edition with one file written anew from a changed pack."""
    shutil.copytree(built.out, folder / "out")
    twin = replace(built, out=folder / "out")
    style = built.project.config.audiences[0].style
    if form == "pdf":
        data, _ = pdf.render(document, style, built.runs.pdf)
    else:
        data, _ = word.render(document, style, built.runs.word)
    twin.file(audience, form).write_bytes(data)
    return twin


@pytest.mark.parametrize("form", ["pdf", "docx"])
@pytest.mark.parametrize(("audience", "change", "kind"), SWAPS)
def test_a_changed_attribution_is_named(
    built: Built,
    tmp_path: Path,
    form: str,
    audience: str,
    change: Callable[[Document], Document],
    kind: str,
) -> None:
    document = change(built.trees[audience])
    assert document != built.trees[audience]
    twin = written(built, tmp_path, audience, form, document)
    checked, found = twin.verify(twin.file(audience, form))
    assert {fault.kind for fault in checked[0].misattributions} == {kind}
    nobodys = {"not-in-source"} if change is other_heading else set()
    assert {d.code for d in found} - {"file-changed"} == {"wrong-attribution", *nobodys}


@pytest.mark.parametrize("form", ["pdf", "docx"])
@pytest.mark.parametrize(
    ("audience", "change", "kind"),
    [case for case in SWAPS if case[2] in ("speaker", "date", "notes")],
)
def test_without_a_manifest_the_sources_bear_witness(
    built: Built,
    tmp_path: Path,
    form: str,
    audience: str,
    change: Callable[[Document], Document],
    kind: str,
) -> None:
    twin = written(built, tmp_path, audience, form, change(built.trees[audience]))
    alone = tmp_path / f"alone.{form}"
    shutil.copy(twin.file(audience, form), alone)
    checked, found = verify_files((alone,), (CONFIG,), None, tmp_path / "nowhere")
    assert {(f.kind, f.witness) for f in checked[0].misattributions} == {(kind, "source")}
    assert {d.code for d in found} == {"no-manifest", "wrong-attribution"}


@pytest.mark.parametrize("seed", [0, 5, 16])
def test_packs_of_any_layout_and_citation_attribute_as_their_sources_do(
    tmp_path: Path, seed: int
) -> None:
    config = make_case(seed).write(tmp_path)
    build(BuildOptions(configs=(config,)))
    packs = [p for p in tmp_path.glob("out/*/*/*") if p.suffix in (".pdf", ".docx")]
    assert packs
    assert verify_files(packs, (config,), None, None)[1] == ()
    alone = [Path(shutil.copy(p, tmp_path / f"{n}{p.suffix}")) for n, p in enumerate(packs)]
    _, found = verify_files(alone, (config,), None, tmp_path / "nowhere")
    assert {d.code for d in found} == {"no-manifest"}


# --- what a manifest keeps ------------------------------------------------------------------------


def test_claims_of_a_manifest_hold_no_text_of_a_source(built: Built) -> None:
    manifest = json.loads((built.file("press", "pdf").parent / "manifest.json").read_text("utf-8"))
    claims = read_claims(manifest["claims"])
    assert len(claims) > 3
    quotes = [n for n in walk(built.trees["press"].blocks) if isinstance(n, Quote)]
    for quote in quotes:
        said = next(c for c in claims if c.words == digest(plain_text(quote.content)))
        assert said.speaker.startswith(quote.speaker)


def test_claims_survive_their_way_through_a_manifest() -> None:
    claim = Claim(words="0a", heading="Views", owner="The north")
    assert read_claims([claim_data(claim), {"words": ""}, {"words": "1", "new": "x"}]) == (
        claim,
        Claim(words="1"),
    )


@pytest.mark.parametrize(
    ("text", "parted"),
    [
        ("It held. (A, III, lines 4–9)", ("It held.", "A, III, lines 4–9")),
        ("It held (2015).", ("It held.", "2015")),
        ("It held. (A, Views (of 2015), line 9)", ("It held.", "A, Views (of 2015), line 9")),
        ("It held (so far).", ("It held (so far).", "")),
        ("(2015)", ("", "2015")),
        ("2015)", ("2015)", "")),
    ],
)
def test_a_citation_in_brackets_is_set_apart(text: str, parted: tuple[str, str]) -> None:
    assert parted_aside(text) == parted


def piece(text: str, **more: object) -> Piece:
    base = Piece(text=text, section="", top=1, body=True, marked=False)
    return replace(base, **more)  # type: ignore[arg-type]  # fields of Piece


@pytest.mark.parametrize(
    ("shown", "kinds"),
    [
        ("Dr. Kim: They will not sign. (A, 4)", set()),
        ("Dr. Ros: They will not sign. (A, 4)", {"owner"}),
        ("They will not sign. (A, 4)", {"owner"}),
        ("Dr. Kim: They will not sign. (A, 5)", {"place"}),
        ("Dr. Kim: They will not sign.", {"place"}),
        ("Dr. Kim: They will sign. (A, 4)", set()),  # other words: another check's
    ],
)
def test_an_owner_and_a_citation_in_the_running_text(shown: str, kinds: set[str]) -> None:
    claim = Claim(words=digest("They will not sign."), owner="Dr. Kim", place="A, 4")
    assert {f.kind for f in compare_claims([piece(shown)], [claim])} == kinds


def test_a_heading_repeated_on_the_next_page_needs_no_mark() -> None:
    claim = Claim(words=digest("Views of the north"), notes="A, 4")
    repeated = piece("Views of the north", part="edge", top=0, body=False)
    assert compare_claims([repeated], [claim]) == ()
    assert compare_claims([replace(repeated, part="")], [claim])


def test_a_text_shown_twice_may_bear_either_claim() -> None:
    once, again = (
        Claim(words=digest("Trade grew."), heading=heading) for heading in ("Points", "Annex")
    )
    pieces = [piece("Points", heading=True), piece("Trade grew.")]
    assert compare_claims(pieces, [once, again]) == ()
    moved = [piece("Contacts", heading=True), piece("Trade grew.")]
    assert [f.right for f in compare_claims(moved, [once, again])] == ["Points"]
