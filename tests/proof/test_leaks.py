"""Nothing withheld reaches a byte of a pack; and the check that says so finds what is planted."""

from __future__ import annotations

import io
import os
import shutil
import zipfile
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

import pikepdf
import pytest

from briefgen.build import BuildOptions, BuildOutcome, build
from briefgen.build.packs import making as packs
from briefgen.diagnostics import Severity
from briefgen.errors import ExitCode
from briefgen.model import Document
from briefgen.proof.decoding import decode
from briefgen.proof.fencing import Fence, Withheld, build_fence
from briefgen.proof.folding import fold, fold_words, names, numbers
from briefgen.proof.leaks import find_leaks
from briefgen.proof.parts import Part
from briefgen.renderers import pdf as pdf_renderer
from briefgen.renderers import word
from briefgen.selection import ceilings
from briefgen.selection.ladder import Ladder
from tests.conftest import need_module
from tests.places import PROJECT
from tests.proof.cases import Case, make_case

CONFIG = PROJECT / "configs" / "nato-china.yaml"
HIDDEN = "Marshal Quorvanta counted 61,337 barrels behind the grey depot wall"
RUN = "barrels behind the grey depot wall"


def fence_of(*withheld: str, permitted: tuple[str, ...] = ()) -> Fence:
    passages = [Withheld(source="a", text=text, lines=((7, 7),)) for text in withheld]
    return build_fence(passages, permitted, counted=999)


def found_in(data: bytes, form: str, fence: Fence) -> set[str]:
    return {f"{leak.where}: {leak.what}" for leak in find_leaks(fence, decode(data, form))}


# --- words, names, numbers ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("EU-U.S. talks", ["eu", "u", "s", "talks"]),
        ("co\u00ad\noperation", ["cooperation"]),
        ("of\ufb01ce CAFÉ", ["office", "cafe"]),
        ("中国 policy", ["中", "国", "policy"]),
        ("snake_case_name", ["snake", "case", "name"]),
    ],
)
def test_words_fold_case_accents_marks_and_hidden_hyphens(text: str, words: list[str]) -> None:
    assert fold_words(text) == words


def test_names_are_capitals_inside_a_sentence() -> None:
    assert list(names("The Marshal left. Later the NSA and McQuay came.")) == [
        "marshal", "nsa", "mcquay",
    ]  # fmt: skip


def test_numbers_lose_the_marks_between_thousands() -> None:
    assert list(numbers("61,337 and 4.5 and 1 200, F35 and 7.")) == [
        "61337", "4.5", "1200", "7",
    ]  # fmt: skip


def test_what_may_be_said_is_no_leak() -> None:
    fence = fence_of(HIDDEN, permitted=("The grey depot wall; Marshal Quorvanta, 61337.",))
    assert fence.names == {}
    assert fence.numbers == {}
    assert "the grey depot wall" not in fence.runs
    assert fold(RUN).rsplit(" ", 1)[0] in fence.runs


def test_small_numbers_may_count_pages_and_lines() -> None:
    assert fence_of("They sank 17 boats and 5,000 crates").numbers == {"5000": 0}


DISGUISED = {
    "Cyrillic letters": "b\u0430rrels b\u0435hind th\u0435 gr\u0435y d\u0435p\u043et w\u0430ll",
    "Greek letters": "barrels b\u03b5hind th\u03b5 gr\u03b5y d\u03b5pot wall",
    "Greek capitals": "BARRELS BE\u0397I\u039dD THE GRE\u03a5 DEPOT WALL",
    "letter by letter": "b a r r e l s b e h i n d t h e g r e y d e p o t",
    "hyphens inside": "bar-rels be-hind the grey de-pot wall",
    "glued": "barrelsbehindthegreydepotwall",
    "cut elsewhere": "barre lsbeh indt hegre ydep otwall",
    "a name in small letters": "quorvanta",
    "a name with a hyphen": "Quor-vanta",
    "a spaced name": "q u o r v a n t a",
    "a shifted mark": "61,3 37 of them",
    "a mark too early": "6 13,37 of them",
}


@pytest.mark.parametrize("case", DISGUISED)
def test_what_people_disguise_is_found(case: str) -> None:
    fence = fence_of(HIDDEN, permitted=("The talks go on in b, e, h, i and d.",))
    text = f"The talks, {DISGUISED[case]}, go on."
    assert find_leaks(fence, [Part("page 1", "spoken", text)])


@pytest.mark.parametrize(
    ("withheld", "permitted", "said"),
    [
        (RUN, "Barrels be-hind the grey depot-wall", "xbarrels behind thegrey depotwall"),
        ("The talks on Cooperation are stuck", "co-operation", "The x co-operation"),
        ("He called the marshal, Marshal Quorvanta", "", "the marshal went"),
        ("He saw Marshal Quorvanta there", "", "the marshal went"),
        ("Assessment Of Maritime Capabilities", "", "our maritime interests"),
        ("They spent 20,152 that year", "", "in 20 15 and 2 152"),
        ("\u041d\u0410\u0422\u041e", "\u043d\u0430\u0442\u043e", "\u041d\u0410\u0422\u041e"),
    ],
)
def test_what_only_looks_disguised_is_no_leak(withheld: str, permitted: str, said: str) -> None:
    fence = fence_of(withheld, permitted=(permitted,))
    assert find_leaks(fence, [Part("page 1", "spoken", said)]) == ()


@pytest.mark.parametrize("short", ["Grey depot wall", "Behind the depot wall"])
def test_a_short_passage_counts_as_a_whole(short: str) -> None:
    fence = fence_of(short)
    assert list(fence.runs) == [fold(short)]


# --- canaries in a PDF ----------------------------------------------------------------------------


@pytest.fixture(scope="module")
def clean(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """The press pack of the samples by format."""
    out = tmp_path_factory.mktemp("clean")
    build(BuildOptions(configs=(CONFIG,), out=out, audiences=("press",)))
    return {path.suffix[1:]: path.read_bytes() for path in out.rglob("*press.*")}


def plant_text(pdf: pikepdf.Pdf, operators: str) -> None:
    font = pikepdf.Dictionary(
        Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica
    )
    page = pdf.pages[0]
    page.obj.Resources.Font["/Canary"] = pdf.make_indirect(font)
    page.contents_add(f"BT /Canary 9 Tf {operators} ET".encode())


def white_text(pdf: pikepdf.Pdf) -> None:
    plant_text(pdf, f"1 1 1 rg 3 Tr 40 400 Td ({RUN}) Tj")


def kerned_text(pdf: pikepdf.Pdf) -> None:
    plant_text(pdf, "40 400 Td [(bar) 20 (rels) -300 (behind the) -300 (grey depot w) 5 (all)] TJ")


def form_text(pdf: pikepdf.Pdf) -> None:
    form = pikepdf.Stream(pdf, f"BT /F 9 Tf ({RUN}) Tj ET".encode())
    form.Type, form.Subtype = pikepdf.Name.XObject, pikepdf.Name.Form
    form.BBox = pikepdf.Array([0, 0, 9, 9])
    page = pdf.pages[0]
    page.obj.Resources["/XObject"] = pikepdf.Dictionary({"/X": pdf.make_indirect(form)})
    page.contents_add(b"/X Do")


def xmp(pdf: pikepdf.Pdf) -> None:
    with pdf.open_metadata() as data:
        data["dc:description"] = RUN


def outline(pdf: pikepdf.Pdf) -> None:
    with pdf.open_outline() as marks:
        marks.root.append(pikepdf.OutlineItem(RUN, 0))


def annotation(pdf: pikepdf.Pdf) -> None:
    note = pikepdf.Dictionary(
        Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Text, Rect=[0, 0, 9, 9],
        Contents=pikepdf.String(RUN),
    )  # fmt: skip
    page = pdf.pages[0].obj
    page["/Annots"] = pikepdf.Array([*page.get("/Annots", []), pdf.make_indirect(note)])


def attach(name: str, data: bytes) -> Callable[[pikepdf.Pdf], None]:
    def plant(pdf: pikepdf.Pdf) -> None:
        pdf.attachments[name] = data

    return plant


def in_structure(key: str) -> Callable[[pikepdf.Pdf], None]:
    def plant(pdf: pikepdf.Pdf) -> None:
        kid = pdf.Root.StructTreeRoot.K
        (kid[0] if isinstance(kid, pikepdf.Array) else kid)[key] = pikepdf.String(RUN)

    return plant


def information(key: str) -> Callable[[pikepdf.Pdf], None]:
    def plant(pdf: pikepdf.Pdf) -> None:
        pdf.docinfo[key] = pikepdf.String(RUN)

    return plant


def loose_object(pdf: pikepdf.Pdf) -> None:
    deep = pikepdf.Array([pikepdf.Dictionary({"/Inner": pikepdf.String(RUN)})])
    pdf.Root["/PieceInfo"] = pdf.make_indirect(deep)


def key_name(pdf: pikepdf.Pdf) -> None:
    pdf.Root["/" + RUN.replace(" ", "_")] = pikepdf.Name("/x")


def nested_word() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        package.writestr("word/document.xml", f"<p><r><t>{RUN}</t></r></p>")
    return out.getvalue()


PDF_PLACES: dict[str, Callable[[pikepdf.Pdf], None]] = {
    "title": information("/Title"),
    "author": information("/Author"),
    "keywords": information("/Keywords"),
    "xmp": xmp,
    "alt text": in_structure("/Alt"),
    "replacement text": in_structure("/ActualText"),
    "expansion": in_structure("/E"),
    "outline": outline,
    "annotation": annotation,
    "attachment": attach("a.txt", RUN.encode()),
    "attachment in UTF-16": attach("a.txt", RUN.encode("utf-16-be")),
    "attachment's name": attach(RUN, b""),
    "a Word file attached": attach("a.docx", nested_word()),
    "white text": white_text,
    "kerned text": kerned_text,
    "form": form_text,
    "loose object": loose_object,
    "a key": key_name,
}


@pytest.mark.parametrize("place", PDF_PLACES)
def test_a_canary_in_a_pdf_is_found(clean: dict[str, bytes], place: str) -> None:
    fence = fence_of(HIDDEN)
    assert found_in(clean["pdf"], "pdf", fence) == set()
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(clean["pdf"])) as pdf:
        PDF_PLACES[place](pdf)
        pdf.save(out)
    assert found_in(out.getvalue(), "pdf", fence)


@pytest.mark.parametrize("audience", ["minister", "desk-officer", "delegation", "press"])
def test_pages_are_read_as_another_program_reads_them(tmp_path: Path, audience: str) -> None:
    """Every letter and digit of each page, whatever their order, as PDFium finds them."""
    pdfium = need_module("pypdfium2")
    build(BuildOptions(configs=(CONFIG,), out=tmp_path, audiences=(audience,), formats=("pdf",)))
    data = next(tmp_path.rglob("*.pdf")).read_bytes()
    own: dict[str, str] = {}
    for part in decode(data, "pdf"):
        if part.kind == "spoken":  # a page may be several streams
            own[part.where] = f"{own.get(part.where, '')}\f{part.text}"
    document = pdfium.PdfDocument(data)
    for number, page in enumerate(document, start=1):
        other = page.get_textpage().get_text_bounded()
        letters = ("".join(fold_words(text)) for text in (own[f"page {number}"], other))
        assert Counter(next(letters)) == Counter(next(letters))
    document.close()


def test_a_name_or_a_number_alone_is_found(clean: dict[str, bytes]) -> None:
    for said, what in (("Quorvanta", "name"), ("61337", "number")):
        out = io.BytesIO()
        with pikepdf.open(io.BytesIO(clean["pdf"])) as pdf:
            pdf.docinfo["/Subject"] = pikepdf.String(f"About {said}")
            pdf.save(out)
        assert any(hit.endswith(what) for hit in found_in(out.getvalue(), "pdf", fence_of(HIDDEN)))


def test_a_file_that_cannot_be_read_cannot_be_vouched_for() -> None:
    for form in ("pdf", "docx"):
        with pytest.raises(ValueError, match="not a"):
            decode(b"nonsense", form)


@pytest.mark.parametrize("broken", [b"%PDF-1.7 broken", nested_word()[:-9], b"PK\x03\x04"])
def test_an_attachment_that_cannot_be_unpacked_cannot_be_vouched_for(
    clean: dict[str, bytes], broken: bytes
) -> None:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(clean["pdf"])) as pdf:
        attach("broken.bin", broken)(pdf)
        pdf.save(out)
    with pytest.raises(ValueError, match="an attachment cannot be read"):
        decode(out.getvalue(), "pdf")


# --- canaries in a Word file ----------------------------------------------------------------------

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
SLUG = RUN.replace(" ", "_")


def change(part: str, old: str, new: str) -> Callable[[dict[str, bytes]], None]:
    def plant(parts: dict[str, bytes]) -> None:
        text = parts[part].decode()
        assert old in text
        parts[part] = text.replace(old, new, 1).encode()

    return plant


def add(part: str, content: str) -> Callable[[dict[str, bytes]], None]:
    def plant(parts: dict[str, bytes]) -> None:
        parts[part] = content.encode()

    return plant


_BODY = "word/document.xml"
_P = "<w:p>"
WORD_PLACES: dict[str, Callable[[dict[str, bytes]], None]] = {
    "properties": change("docProps/core.xml", "</dc:title>", f" {RUN}</dc:title>"),
    "custom properties": change("docProps/custom.xml", "</vt:lpwstr>", f" {RUN}</vt:lpwstr>"),
    "a property's name": change("docProps/custom.xml", 'name="Marking"', f'name="{RUN}"'),
    "comments": add("word/comments.xml", f"<w:comments {W}><w:t>{RUN}</w:t></w:comments>"),
    "header": change("word/header1.xml", "</w:t>", f" {RUN}</w:t>"),
    "alt text": change(_BODY, _P, f'<w:p><docPr descr="{RUN}"/>'),
    "bookmark": change(_BODY, _P, f'<w:p><w:bookmarkStart w:id="9" w:name="{SLUG}"/>'),
    "content control": change(_BODY, _P, f'<w:p><w:tag w:val="{RUN}"/>'),
    "hidden text": change(
        _BODY, _P, f"<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>{RUN}</w:t></w:r>"
    ),
    "words over several runs": change(
        _BODY, _P, "<w:p><w:r><w:t>barrels beh</w:t></w:r><w:r><w:t>ind the grey depot</w:t></w:r>"
    ),
    "deleted text": change(
        _BODY, _P, f"<w:p><w:del><w:r><w:delText>{RUN}</w:delText></w:r></w:del>"
    ),
    "field": change(_BODY, _P, f"<w:p><w:r><w:instrText>{RUN}</w:instrText></w:r>"),
    "XML comment": change(_BODY, _P, f"<!-- {RUN} --><w:p>"),
    "relationship": change(
        "word/_rels/document.xml.rels",
        "</Relationships>",
        f'<Relationship Id="x" Type="t" Target="{SLUG}"/></Relationships>',
    ),
    "part name": add(f"word/{SLUG}.xml", "<x/>"),
    "embedded text": add("word/embeddings/a.bin", RUN),
}  # fmt: skip


@pytest.mark.parametrize("place", WORD_PLACES)
def test_a_canary_in_a_word_file_is_found(clean: dict[str, bytes], place: str) -> None:
    fence = fence_of(HIDDEN)
    assert found_in(clean["docx"], "docx", fence) == set()
    with zipfile.ZipFile(io.BytesIO(clean["docx"])) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    WORD_PLACES[place](parts)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as changed:
        for name, data in parts.items():
            changed.writestr(name, data)
    assert found_in(out.getvalue(), "docx", fence)


# --- the whole run --------------------------------------------------------------------------------


def take_everything(document: Document, _ladder: Ladder, _ceiling: str) -> Document:
    return document


def leaks_of(outcome: BuildOutcome) -> list[str]:
    return [d.audience for d in outcome.diagnostics if d.code == "leak"]


def test_with_the_filter_off_the_audience_is_stopped(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(PROJECT / "configs", tmp_path / "configs")
    shutil.copytree(PROJECT / "seeds", tmp_path / "seeds")
    config = tmp_path / "configs" / "nato-china.yaml"
    asks = "{id: lead}\n      - {id: danger, label: Dangers, select: {role: risks}}"
    old, new = "template: press-brief", f"template: press-brief\n    sections:\n      - {asks}"
    config.write_text(config.read_text("utf-8").replace(old, new, 1), encoding="utf-8")
    monkeypatch.setattr(ceilings, "allowed", take_everything)
    outcome = build(BuildOptions(configs=(config,)))
    found = [d for d in outcome.diagnostics if d.severity is Severity.ERROR]
    assert {(d.audience, d.code, d.exit) for d in found} == {("press", "leak", ExitCode.MARKING)}
    assert all(d.place and d.place.file.endswith(".txt") and d.place.line for d in found)
    assert {"PDF", "Word"} <= {word for d in found for word in d.message.split()}
    assert not (tmp_path / "out" / "nato-china-relations" / "press").exists()
    assert (tmp_path / "out" / "nato-china-relations" / "minister").exists()
    source = (PROJECT / "seeds" / "dialogue-report.txt").read_text("utf-8")
    hidden = build_fence([Withheld(source="a", text=source)], (), counted=999)
    told = " ".join(f"{d.message} {d.hint}" for d in found)
    assert not {run for run in hidden.runs if run.count(" ") == 4 and run in fold(told)}


@pytest.mark.parametrize(
    "select",
    [
        "{role: milestones}",
        "{role: perceptions}",
        "{kind: item}",
        "{contains: NATO}",
        "{number: I}",
    ],
)
@pytest.mark.parametrize("seeds", ["samples", "real_seeds"])
def test_no_alarm_where_withheld_and_shown_text_share_words(
    tmp_path: Path, select: str, seeds: str, request: pytest.FixtureRequest
) -> None:
    config = tmp_path / "series.yaml"
    everything = '{id: all, label: All, layout: full, select: {source: "*"}}'
    config.write_text(
        'series: All\nas_of: 2021-11-30\nsources: [{path: "seeds/*", marking: "TLP:CLEAR"}]\n'
        f'markings: [{{select: {select}, marking: "TLP:RED"}}]\n'
        'audiences: {a: {template: read-ahead, ceiling: "TLP:CLEAR",'
        f" sections: [{everything}, {{id: milestones}}, {{id: quotes}}]}}}}\n",
        encoding="utf-8",
    )
    options = BuildOptions(configs=(config,), seeds=request.getfixturevalue(seeds), dry_run=True)
    outcome = build(replace(options, formats=("docx",)))
    assert leaks_of(outcome) == []
    assert outcome.planned


def canaries_in(case: Case, folder: Path) -> list[tuple[str, str]]:
    """(file, name) for each name above an audience's ceiling in a byte of its files.

    Looked for as the product decodes them, and as another program does.
    """
    found = []
    for path in sorted((folder / "out" / "papers").glob("*/*.*")):
        data, form = path.read_bytes(), path.suffix[1:]
        text = "\n".join((*(part.text for part in decode(data, form)), read_by_others(data, form)))
        text = fold(text)
        found += [(path.name, n) for n in case.hidden(path.parent.name) if fold(n) in text]
    return found


def read_by_others(data: bytes, form: str) -> str:
    """The pages as PDFium reads them, the parts of a Word file and texts as they stand."""
    if form == "docx":
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            return "\n".join(package.read(n).decode("utf-8", "replace") for n in package.namelist())
    if form != "pdf":
        return data.decode()
    pdfium = need_module("pypdfium2")
    document = pdfium.PdfDocument(data)
    pages = [page.get_textpage().get_text_bounded() for page in document]
    document.close()
    return "\n".join(pages)


@pytest.fixture(scope="module")
def runs() -> tuple[pdf_renderer.PdfRun, word.WordRun]:
    return pdf_renderer.start_run(), word.start_run()


@pytest.fixture
def one_run(
    runs: tuple[pdf_renderer.PdfRun, word.WordRun], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Fonts and fixed parts are read once for all generated cases."""
    monkeypatch.setattr(pdf_renderer, "start_run", lambda *_: runs[0])
    monkeypatch.setattr(word, "start_run", lambda *_: runs[1])
    monkeypatch.setattr(os, "fsync", lambda *_: None)


@dataclass(slots=True)
class Counts:
    """What came of generated cases; a case is one audience of a series."""

    cases: int = 0
    packs: int = 0
    files: int = 0
    hiding: int = 0  # packs of audiences that something is withheld from
    stopped: int = 0  # packs that the leak check stopped
    canaries: int = 0


def run_cases(seeds: range, folder: Path, audiences: int) -> Counts:
    """Builds series after series."""
    counts = Counts()
    for seed in seeds:
        place = folder / str(seed)
        case = make_case(seed, audiences)
        outcome = build(BuildOptions(configs=(case.write(place),), out=place / "out"))
        built = {Path(path).parent.name for path in outcome.written} & case.ceilings.keys()
        counts.cases += audiences
        counts.packs += len(built)
        counts.files += sum(path.endswith((".pdf", ".docx")) for path in outcome.written)
        counts.hiding += sum(bool(case.hidden(name)) for name in built)
        counts.stopped += len(set(leaks_of(outcome)))
        counts.canaries += len(canaries_in(case, place))
        shutil.rmtree(place)
    return counts


@pytest.mark.usefixtures("one_run")
@pytest.mark.parametrize("start", range(0, 40, 10))
def test_no_hidden_name_in_generated_packs(start: int, tmp_path: Path) -> None:
    """A hundred and sixty cases; the campaign below runs five thousand."""
    counts = run_cases(range(start, start + 10), tmp_path, audiences=4)
    assert (counts.canaries, counts.stopped) == (0, 0)  # no leak, and no false alarm
    assert counts.packs > counts.cases // 2
    assert counts.hiding > counts.cases // 4


@pytest.mark.campaign
@pytest.mark.usefixtures("one_run")
@pytest.mark.parametrize("start", range(1000, 1625, 25))
def test_no_hidden_name_in_thousands_of_generated_packs(start: int, tmp_path: Path) -> None:
    counts = run_cases(range(start, start + 25), tmp_path, audiences=8)
    assert (counts.canaries, counts.stopped) == (0, 0)
    assert counts.packs > counts.cases // 2


@pytest.mark.usefixtures("one_run")
def test_with_the_filter_off_generated_packs_are_stopped(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The check alone keeps every name in."""
    monkeypatch.setattr(ceilings, "allowed", take_everything)
    counts = run_cases(range(12), tmp_path, audiences=4)
    assert counts.canaries == 0
    assert counts.stopped > counts.cases // 4


@pytest.mark.usefixtures("one_run")
def test_with_filter_and_check_off_the_names_are_found(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What the tests above look for is there to be found."""
    monkeypatch.setattr(ceilings, "allowed", take_everything)
    monkeypatch.setattr(packs, "check_leaks", lambda _config, pack, *_: (pack, ()))
    counts = run_cases(range(12), tmp_path, audiences=4)
    assert counts.stopped == 0
    assert counts.canaries > 100
