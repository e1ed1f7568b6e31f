"""From source to file: nothing in a source stops a build, opens a file or asks the network."""

from __future__ import annotations

import io
import socket
from pathlib import Path

import pikepdf
import pytest

from briefgen.build import BuildOptions, BuildOutcome, build
from tests.pdf.reading import addresses, page_texts

CONFIG = """\
series: Odd sources
as_of: 2024-05-01
sources: [{path: "seeds/*", marking: "TLP:CLEAR"}]
roles: {odd: [Odd]}
audiences:
  all:
    template: read-ahead
    ceiling: "TLP:CLEAR"
    formats: [pdf]
    sections: [{id: odd, label: Odd, select: {role: odd}, layout: full}]
"""

ODD = """\
# A source of oddities

## Odd things

Text with a &lt;b> that never ends, AT&T &amp; more, a stray &lt;/i>, {{ 7 * 7 }} {% include "x" %}.

A [trap](javascript:alert(1)), a [file](file:///etc/passwd), a [page](https://example.org/a?b=c).

![A picture of a lock](file:///etc/passwd)

![A lost picture](no/such/picture.png)

<img src="http://127.0.0.1:9/pixel.png" alt="A pixel">

The word WORD ends here.

- one
  - two
    - three
      - four
        - five

| A | B |
|---|---|
| CELL | short |

## Odd and empty

## Odd end

Last words.
"""


def built(folder: Path, source: str) -> tuple[BuildOutcome, bytes]:
    (folder / "seeds").mkdir(parents=True)
    (folder / "configs").mkdir()
    (folder / "seeds" / "odd.md").write_text(source, encoding="utf-8")
    config = folder / "configs" / "odd.yaml"
    config.write_text(CONFIG, encoding="utf-8")
    outcome = build(BuildOptions(configs=(config,)))
    made = list((folder / "out").rglob("*.pdf"))
    return outcome, made[0].read_bytes() if made else b""


@pytest.fixture
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_: object, **__: object) -> None:
        raise AssertionError("something asked for the network")

    monkeypatch.setattr(socket, "socket", refused)
    monkeypatch.setattr(socket, "create_connection", refused)


@pytest.mark.usefixtures("no_network")
def test_a_source_of_oddities_is_laid_out(tmp_path: Path) -> None:
    source = ODD.replace("WORD", "wave" * 75).replace("CELL", "a cell that goes on " * 400)
    outcome, data = built(tmp_path, source)
    assert outcome.written, outcome.diagnostics
    said = " ".join(" ".join(page_texts(data)).split())
    for words in ("a <b> that never ends", "AT&T", "</i>", "{{ 7 * 7 }}", "Last words."):
        assert words in said
    assert addresses(data) == ["https://example.org/a?b=c"]
    with pikepdf.open(io.BytesIO(data)) as pdf:
        kinds = {str(o.get("/Subtype", "")) for o in pdf.objects if isinstance(o, pikepdf.Stream)}
    assert kinds <= {"", "/XML"}  # no image and no form was embedded


@pytest.mark.parametrize(
    ("words", "code"),
    [("\U0001f9ed", "glyph-missing"), ("\u05e9\u05dc\u05d5\u05dd", "right-to-left")],
)
def test_what_cannot_be_set_is_refused_with_its_line(tmp_path: Path, words: str, code: str) -> None:
    outcome, data = built(tmp_path, ODD.replace("Last words.", f"Last {words} words."))
    assert data == b""
    [found] = [d for d in outcome.diagnostics if d.code == code]
    assert found.place is not None
    assert found.place.line == ODD.splitlines().index("Last words.") + 1
    assert found.place.file.endswith("odd.md")
    assert "glyphs: code" in found.hint
