"""`attach: [manifest]`: what an audience may know of its pack, inside the PDF itself."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pikepdf
import pytest

from briefgen.build import BuildOptions, build
from tests.places import PROJECT

FOLDER = "nato-china-relations/minister"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The minister's folder, built with the manifest attached."""
    work = tmp_path_factory.mktemp("attached")
    shutil.copytree(PROJECT / "configs", work / "configs")
    shutil.copytree(PROJECT / "seeds", work / "seeds")
    config = work / "configs" / "nato-china.yaml"
    text = config.read_text(encoding="utf-8")
    text = text.replace("  from: Security Policy Desk\n", "  attach: [manifest]\n")
    config.write_text(text, encoding="utf-8")
    outcome = build(BuildOptions(configs=(config,), audiences=("minister",)))
    assert len(outcome.written) == 7
    return work / "out" / FOLDER


def test_the_pdf_holds_the_manifest_without_its_own_outputs(made: Path) -> None:
    [file] = made.glob("*.pdf")
    with pikepdf.open(file) as pdf:
        inside = json.loads(pdf.attachments["manifest.json"].get_file().read_bytes())
        assert pdf.Root.AF[0].AFRelationship == "/Data"
    beside = json.loads((made / "manifest.json").read_bytes())
    assert inside.pop("outputs") == []
    assert beside.pop("outputs") != []
    assert inside == beside


def test_it_says_that_it_is_pdf_a_3a(made: Path) -> None:
    [file] = made.glob("*.pdf")
    with pikepdf.open(file) as pdf:
        assert b"<pdfaid:part>3</pdfaid:part>" in pdf.Root.Metadata.read_bytes()
