"""The sample sources: their size, the damage they bear, that they are our own, how they read."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

from briefgen.diagnostics import has_errors
from briefgen.files.resources import roles_file
from briefgen.model import (
    Boilerplate,
    BulletList,
    Document,
    ListItem,
    Milestone,
    Paragraph,
    Section,
)
from briefgen.reading import Reading, read
from briefgen.selection.roles import label_roles, role_table
from briefgen.tree import node_text, plain_text, sections, walk

REPORT = "dialogue-report.txt"
ARTICLE = "news-article.txt"
_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
_SHINGLE = 6


def words_of(text: str) -> list[str]:
    return [match.group().replace("’", "'") for match in _WORD.finditer(text.casefold())]


def shingles(text: str) -> set[tuple[str, ...]]:
    """Runs of six words, case and punctuation aside."""
    words = words_of(text)
    return {tuple(words[at : at + _SHINGLE]) for at in range(len(words) - _SHINGLE + 1)}


@pytest.fixture(scope="module")
def report(samples: Path) -> str:
    return (samples / REPORT).read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def article(samples: Path) -> str:
    return (samples / ARTICLE).read_text(encoding="utf-8")


def between(text: str, start: str, end: str) -> str:
    """The part of a text from the line `start` to the line `end`."""
    lines = text.split("\n")
    return "\n".join(lines[lines.index(start) : lines.index(end)])


# --- size, declaration, own words ---------------------------------------------------------------


def test_only_the_two_samples_are_there(samples: Path) -> None:
    assert sorted(path.name for path in samples.iterdir()) == [REPORT, ARTICLE]


@pytest.mark.parametrize(("name", "least", "most"), [(REPORT, 2500, 4000), (ARTICLE, 350, 500)])
def test_the_samples_have_the_size_of_their_kind(
    samples: Path, name: str, least: int, most: int
) -> None:
    assert least <= len((samples / name).read_text(encoding="utf-8").split()) <= most


@pytest.mark.parametrize("name", [REPORT, ARTICLE])
def test_the_samples_say_at_their_head_what_they_are(samples: Path, name: str) -> None:
    head = (samples / name).read_text(encoding="utf-8").split("\n")[:3]
    declared = [line for line in head if line.startswith("Sample ") and "written for" in line]
    assert len(declared) == 1
    assert declared[0].endswith(" invented.")


@pytest.mark.parametrize("name", [REPORT, ARTICLE])
def test_the_samples_share_no_six_words_in_a_row_with_a_real_source(
    samples: Path, real_seeds: Path, name: str
) -> None:
    real = [path.read_text(encoding="utf-8") for path in sorted(real_seeds.glob("*.txt"))]
    assert real
    taken = set().union(*map(shingles, real))
    assert not shingles((samples / name).read_text(encoding="utf-8")) & taken


# Names of what the real sources speak of, which are nobody's wording.
_NAMES = ("belt and road initiative", "non-proliferation of nuclear weapons")
_TEXTS = frozenset({".py", ".md", ".txt", ".yaml", ".json", ".toml", ".html", ".eml", ".csv"})


def test_nothing_of_the_project_shares_six_words_in_a_row_with_a_real_source(
    project: Path, real_seeds: Path
) -> None:
    real = [path.read_text(encoding="utf-8") for path in sorted(real_seeds.glob("*.txt"))]
    taken = set().union(*map(shingles, real))
    assert taken
    folders = ("briefgen", "tests", "templates", "configs", "seeds", ".ci")
    files = [project / "README.md", *(f for name in folders for f in (project / name).rglob("*"))]
    shared = {
        f"{file.relative_to(project)}: {len(found)}"
        for file in files
        if file.suffix in _TEXTS
        for found in [_unnamed(shingles(file.read_text(encoding="utf-8", errors="ignore")) & taken)]
        if found
    }
    assert shared == set()


def _unnamed(runs: set[tuple[str, ...]]) -> list[str]:
    said = (" ".join(run) for run in runs)
    return [text for text in said if not any(name in text for name in _NAMES)]


# --- the damage of the report -------------------------------------------------------------------

DAMAGE = {
    "heading damaged by OCR in the contents": (r"^[A-Z]+\([A-Z]+ [A-Z]+\t\d+\t$", 1),
    "small letter l for a capital I in a number": (r"^l[IVX]+\.\t", 1),
    "last entry of the contents garbled, without page": (r"^M[A-Zl0 -]+\t\t\t$", 1),
    "false dash before a continuation": (r"[a-z]\n\n- [a-z]", 3),
    "bullet that lost its dash": (r"\.\n\n [A-Z]", 2),
    "bullet broken over a page, its rest at the margin": (r"[a-z]\n\n(?:Beijing|Europe) ", 2),
    "paragraph broken over a page": (r"[a-z—]\n\n[a-z]", 6),
    "short line with one leading space": (r"^ \S+ .{,60}$", 12),
    "tag of another markup": (r"<i>[^<]+</i> ,", 1),
    "bold by asterisks": (r"\*\*[^*]+\*\*", 2),
    "name glued to the role before it": (r"\*[A-Z][^*]+\*[A-Z][a-z]", 2),
    "two names on one line": (r"^Dr\. \w+ \w+ Ms\. \w+ \w+$", 1),
    "range of years split by a tab": (r"^\d{4}\t-\d{4}\t[A-Z]", 2),
    "head cell run into the first row": (r"^YEAR\t\d{4}\t[A-Z]", 1),
    "row of noise": (r"^\t00\d\d\t", 1),
    "row torn in two, its end first": (r"^[a-z][^\n]+\.\n\n2021 [A-Z][^\n]+[a-z]$", 1),
    "name in Chinese characters": (r"^[\u4e00-\u9fff]+$", 1),
}


@pytest.mark.parametrize("kind", DAMAGE)
def test_the_report_bears_each_kind_of_damage(report: str, kind: str) -> None:
    pattern, count = DAMAGE[kind]
    assert len(re.findall(pattern, report, re.MULTILINE)) == count


def test_an_entry_of_the_contents_is_cut(report: str) -> None:
    contents = between(report, "TABLE OF CONTENTS", "EXECUTIVE SUMMARY").split("\n")
    cut = [line.split("\t")[1] for line in contents if line.startswith("VI.\t")]
    headings = [line for line in report.split("\n") if line.startswith("VI. ")]
    assert len(cut) == len(headings) == 1
    assert headings[0].startswith(f"VI. {cut[0]} ")


@pytest.mark.parametrize(
    ("damaged", "witness"),
    [("confidencebuilding", "confidence-building"), ("riskreduction", "risk-reduction")],
)
def test_a_lost_hyphen_has_its_witness(report: str, damaged: str, witness: str) -> None:
    assert (report.count(damaged), report.count(witness)) == (1, 1)


def test_a_name_is_spelt_in_two_ways(report: str) -> None:
    assert set(re.findall(r"\bGottem\w+", report)) == {"Gottemoeller", "Gottemoler"}


def test_one_paragraph_ends_with_a_stray_quotation_mark(report: str) -> None:
    stray = [line for line in report.split("\n") if line.count('"') % 2]
    assert len(stray) == 1
    assert stray[0].endswith('."')


def test_the_report_has_more_than_plain_letters(report: str) -> None:
    assert set("éü–—“”") <= set(report)


def test_the_article_has_no_heading_but_a_dateline_quotes_and_a_link_tail(article: str) -> None:
    lines = [line for line in article.split("\n") if line]
    assert len(lines) == 12
    assert re.match(r"[A-Z]{4,} — [A-Z]", lines[1])
    assert len(re.findall(r"“[^”]+”", article)) == 5
    assert len(re.findall(r"\b\d{1,2} [A-Z][a-z]+ \d{4}\b", article)) == 1
    assert lines[-2].startswith("The writer is ")
    assert re.fullmatch(r"More In [A-Z][\w ]+", lines[-1])


# --- how a careful reader reads them ------------------------------------------------------------

# number, title, role, paragraphs, items of lists (sub-sections aside)
SECTIONS = [
    ("", "executive summary", "summary", 5, 0),
    ("I", "a changing strategic landscape", "landscape", 6, 0),
    ("II", "where perceptions and misperceptions begin", "perceptions", 4, 0),
    ("III", "nato perceptions of china's rise", "perceptions", 1, 7),
    ("IV", "chinese perceptions of the alliance", "perceptions", 1, 7),
    ("V", "consequences and risks", "risks", 1, 7),
    ("VI", "recommendations: five fields for practical work", "recommendations", 2, 0),
    ("1", "safety at sea", "recommendations", 3, 0),
    ("2", "disaster relief in a warming climate", "recommendations", 2, 0),
    ("3", "crisis communication and military risk reduction", "recommendations", 3, 0),
    ("4", "new technologies, space and cyberspace", "recommendations", 3, 0),
    ("5", "arms control and non-proliferation", "recommendations", 2, 0),
    ("VII", "a roadmap for the next three years", "roadmap", 5, 0),
    ("VIII", "outlook", "outlook", 3, 0),
    ("", "milestones in the nato-china dialogue", "milestones", 0, 0),
]

# years, opening, end
MILESTONES = [
    ("2002", "2002", "China's ambassador", "of its kind."),
    ("2008", "2008", "NATO began", "in December."),
    ("2011", "2011", "Officers of the Chinese", "of its commander."),
    ("2012", "2012", "Lieutenant General Jürgen", "every year."),
    ("2009", "2016", "Ships of Operation", "SHADE conferences."),
    ("2010", "2014", "Officers and diplomats", "on arms control."),
    ("2015", "2015", "Air Marshal", "in Beijing."),
    ("2016", "2016", "NATO ended", "contact at sea."),
    ("2018", "2018", "Staff talks", "gave a speech."),
    ("2019", "2019", "The London Declaration", "done so before."),
    ("2020", "2020", "Experts appointed", "for dialogue."),
    ("2021", "2021", "Allied leaders", "Wang Yi in September."),
]

# section, number of the item, its opening, its end: the items that the damage went through
MENDED_ITEMS = [
    ("III", 2, "Chinese investment", "the debtors are small as well."),
    (
        "III",
        3,
        "Beijing honours",
        "only as long as it is convenient to the stronger party, which makes",
    ),
    ("III", 5, "China and Russia", "whether Moscow and Beijing would coordinate"),
    ("IV", 1, "The Alliance has", "to justify budgets and headquarters"),
    ("IV", 2, "Washington sets", "strengthened this doubt, since"),
    ("IV", 4, "Security is used", "to slow down China's economy."),
    ("IV", 6, "The bombing", "the Alliance says about its own restraint."),
    ("V", 2, "A cyber attack", "stronger than the wish to be certain"),
    (
        "V",
        3,
        "A new arms race",
        "without rules. The Intermediate-Range Nuclear Forces (INF) Treaty",
    ),
    ("V", 6, "Separate technical", "the systems of Europe or China"),
    ("V", 7, "The loss of", "outlast the quarrel itself."),
]

# section, words across the break of a paragraph
MENDED_PARAGRAPHS = [
    ("I", "to look at its development with a cooler head."),
    ("I", "who would control the port, the grid"),
    ("II", "never worked with it—and many have never visited it."),
    ("VI", "made to wait for progress in another."),
    ("3", "in Beijing would close this gap"),
    ("VII", "that both sides attend anyway."),
]

AUTHORS = [
    "Helena Marwick",
    "Tomas Elgrund",
    "Pieter Hallmann",
    "Clara Vosstad",
    "Shen Boyuan",
    "Lu Zhixin",
    "Fang Jinglan",
    "Tao Minrui",
]
CONTRIBUTORS = ["Wen Yuhe", "Ines Calloway"]
PUBLISHERS = [
    ("Institute for Dialogue Studies", ""),
    ("Eastern Academy for Strategic Exchange", "东方战略交流学院"),
]
TOC_PAGES = ["1", "2", "4", "5", "6", "7", "8", "11", "12", ""]
DATES = {"2021-06-14", "2021-03", "2020-11", "2019-12", "1999-05-07", "2017-08", "2018-06"}

SPEECHES = [
    ("Oskar Brandvold", "We did not come"),
    ("Oskar Brandvold", "We came to make sure"),
    ("Gao Wenshu", "Our ships meet"),
    ("Gao Wenshu", "That is the wrong"),
    ("official", "Nobody will sign"),
]


def read_sample(path: Path) -> Reading:
    reading, found = read(path, source_id="a", shown=path.name)
    assert reading is not None
    assert not has_errors(found)
    return reading


@pytest.fixture(scope="module")
def report_reading(samples: Path) -> Reading:
    return read_sample(samples / REPORT)


@pytest.fixture(scope="module")
def read_report(report_reading: Reading) -> Document:
    table = role_table(yaml.safe_load(roles_file().read_text(encoding="utf-8")))
    return label_roles(report_reading.document, table)


@pytest.fixture(scope="module")
def read_article(samples: Path) -> Document:
    return read_sample(samples / ARTICLE).document


def section(document: Document, number: str) -> Section:
    return next(node for node in sections(document.blocks) if node.number == number)


def items(node: Section) -> list[ListItem]:
    lists = [block for block in node.blocks if isinstance(block, BulletList)]
    return [item for block in lists for item in block.items]


def paragraphs(node: Section) -> list[str]:
    return [plain_text(b.content) for b in node.blocks if isinstance(b, Paragraph)]


def test_the_report_has_its_title_and_no_invented_one_has_the_article(
    read_report: Document, read_article: Document
) -> None:
    title = plain_text(read_report.title).casefold()
    assert title == "nato and china keeping the channels open"
    assert plain_text(read_article.title) == ""


def test_every_section_holds_its_paragraphs_and_points(read_report: Document) -> None:
    found = [
        (n.number, plain_text(n.title).casefold(), n.role, len(paragraphs(n)), len(items(n)))
        for n in sections(read_report.blocks)
        if n.title and n.role != "authors"
    ]
    assert found == SECTIONS


def test_the_five_fields_stand_inside_the_recommendations(read_report: Document) -> None:
    inside = [n.number for n in sections(section(read_report, "VI").blocks)]
    assert inside == ["1", "2", "3", "4", "5"]


@pytest.mark.parametrize(("number", "place", "opening", "words"), MENDED_ITEMS)
def test_broken_points_are_whole(
    read_report: Document, number: str, place: int, opening: str, words: str
) -> None:
    text = node_text(items(section(read_report, number))[place - 1])
    assert text.startswith(opening)
    assert words in text


@pytest.mark.parametrize(("number", "words"), MENDED_PARAGRAPHS)
def test_broken_paragraphs_are_whole(read_report: Document, number: str, words: str) -> None:
    assert [text for text in paragraphs(section(read_report, number)) if words in text]


@pytest.mark.parametrize("damaged", ["confidencebuilding", "riskreduction"])
def test_lost_hyphens_are_put_back(read_report: Document, damaged: str) -> None:
    assert damaged not in "\n".join(node_text(block) for block in read_report.blocks)


@pytest.mark.parametrize("odd", ["Gottemoler", 'after a year."', "0010"])
def test_oddities_are_flagged(report_reading: Reading, odd: str) -> None:
    assert [quirk for quirk in report_reading.quirks if odd in quirk.text]


@pytest.mark.parametrize("odd", ["Gottemoler", 'after a year."'])
def test_odd_words_are_left_as_they_stand(read_report: Document, odd: str) -> None:
    assert odd in "\n".join(node_text(block) for block in read_report.blocks)


def test_names_in_headings_keep_their_case(read_report: Document) -> None:
    titles = [plain_text(node.title) for node in sections(read_report.blocks)]
    assert "NATO perceptions of China's rise" in titles
    assert "Chinese perceptions of the Alliance" in titles


def test_every_milestone_stands_once_in_its_years(read_report: Document) -> None:
    rows = [node for node in walk(read_report.blocks) if isinstance(node, Milestone)]
    dated = [row for row in rows if row.when is not None]
    found = [
        (str(row.when.start.year), str(row.when.end.year), plain_text(row.content))
        for row in dated
        if row.when is not None
    ]
    assert [(start, end) for start, end, _ in found] == [row[:2] for row in MILESTONES]
    for (_, _, text), (_, _, opening, end) in zip(found, MILESTONES, strict=True):
        assert text.startswith(opening)
        assert text.endswith(end)
    assert not [text for _, _, text in found if "<i>" in text]


def test_the_contents_keep_their_pages(read_report: Document) -> None:
    assert [entry.page for entry in read_report.metadata.toc] == TOC_PAGES


def test_people_and_institutions_are_told_apart(read_report: Document) -> None:
    metadata = read_report.metadata
    assert [person.name for person in metadata.authors] == AUTHORS
    assert [person.name for person in metadata.contributors] == CONTRIBUTORS
    assert [(org.name, org.name_native) for org in metadata.publishers] == PUBLISHERS


def test_dates_that_the_text_states_are_found(read_report: Document) -> None:
    assert {mention.value.iso() for mention in read_report.metadata.dates} >= DATES


def test_the_article_is_read_as_an_article(read_article: Document) -> None:
    blocks = [node for node in walk(read_article.blocks) if not isinstance(node, Section)]
    body = [node for node in blocks if isinstance(node, Paragraph)]
    tail = [node for node in blocks if isinstance(node, Boilerplate)]
    assert not [node for node in sections(read_article.blocks) if node.title]
    assert "GENEVA" in read_article.metadata.dateline
    assert plain_text(body[-1].content).startswith("The organisers plan")
    assert [plain_text(node.content)[:7] for node in tail[-2:]] == ["The wri", "More In"]


def test_the_article_has_its_five_quotes_with_their_speakers(read_article: Document) -> None:
    direct = [s for s in read_article.metadata.speeches if s.kind == "direct"]
    assert len(direct) == len(SPEECHES)
    for speech, (speaker, opening) in zip(direct, SPEECHES, strict=True):
        assert speaker in speech.speaker
        assert speech.text.startswith(opening)


def test_the_article_states_one_full_date(read_article: Document) -> None:
    dates = [mention.value for mention in read_article.metadata.dates]
    assert [date.iso() for date in dates if date.day] == ["2021-06-14"]
