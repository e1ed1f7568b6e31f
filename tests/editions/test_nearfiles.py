"""What a hint says of a path that leads nowhere, and of arguments that no command takes."""

from __future__ import annotations

from pathlib import Path

import pytest

from briefgen.cli import main
from briefgen.errors import ExitCode
from briefgen.files.nearfiles import folder_hint, path_hint


@pytest.fixture
def work(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "configs").mkdir()
    (tmp_path / "configs" / "nato-china.yaml").write_text(
        "series: A\nsources: [{path: seeds/*}]\naudiences: {minister: {template: bluf-memo}}\n",
        encoding="utf-8",
    )
    (tmp_path / "seeds").mkdir()
    (tmp_path / "seeds" / "report.txt").write_text("I. Summary\n\nIt holds.\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.usefixtures("work")
@pytest.mark.parametrize(
    ("path", "hint"),
    [
        ("configs/nato-chna.yaml", 'did you mean "configs/nato-china.yaml"?'),
        ("configs/other.yaml", "there is: configs/nato-china.yaml"),
        ("configs", "it is a folder; name a file in it: configs/nato-china.yaml"),
        ("seeds", "name a file"),
        ("seeds/x.yaml", "look at the path"),
        ("nowhere/x.yaml", "there is no folder nowhere"),
    ],
)
def test_a_path_that_leads_nowhere_names_what_is_near(path: str, hint: str) -> None:
    assert path_hint(Path(path), ".yaml") == hint


@pytest.mark.usefixtures("work")
def test_a_folder_that_is_not_there_names_one_like_it() -> None:
    assert folder_hint(Path("seed")) == 'did you mean "seeds"?'
    assert folder_hint(Path("else")) == "look at the path"


@pytest.mark.usefixtures("work")
@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (
            "build configs/nato-chna.yaml",
            ExitCode.CONFIG,
            'did you mean "configs/nato-china.yaml"?',
        ),
        ("build --jobs 0", ExitCode.USAGE, "'0' is no whole number of 1 or more"),
        ("build --jobs many", ExitCode.USAGE, "'many' is no whole number of 1 or more"),
        ("build --keep 1", ExitCode.USAGE, "'1' is no whole number of 2 or more"),
        ("build --as-of 2021-13-01", ExitCode.USAGE, "is no date; write it as 2021-11-30"),
        ("build --as-of tomorrow", ExitCode.USAGE, "is no date; write it as 2021-11-30"),
        ("build --audience minster", ExitCode.USAGE, 'did you mean "minister"?'),
        ("check --audience minster", ExitCode.OK, "no edition yet"),
        ("build --seeds seed", ExitCode.SOURCE, 'did you mean "seeds"?'),
        ("outline seeds/reprt.txt", ExitCode.SOURCE, 'did you mean "seeds/report.txt"?'),
        ("trace minster words", ExitCode.USAGE, 'did you mean "minister"?'),
        ("trace minister words", ExitCode.USAGE, "build it first"),
        ("trace minister ...", ExitCode.USAGE, "no words that could be sought"),
        ("verify memo.pdf", ExitCode.USAGE, "look at the path"),
        ("pull memo.docx", ExitCode.OUTPUT, "look at the path"),
        ("help sourc-mended", ExitCode.USAGE, "did you mean source-mended"),
    ],
)
def test_a_bad_argument_is_one_clear_line(
    capsys: pytest.CaptureFixture[str], words: str, code: ExitCode, said: str
) -> None:
    assert main(words.split()) == code
    told = capsys.readouterr()
    assert said in told.err + told.out
    assert "Traceback" not in told.err


def test_a_table_of_audiences_without_a_path_is_a_mistake_at_its_line(
    work: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    config = work / "configs" / "nato-china.yaml"
    config.write_text(
        config.read_text("utf-8") + "audiences_from: {file: people.csv, like: minister}\n",
        encoding="utf-8",
    )
    assert main(["build"]) == ExitCode.CONFIG
    assert "configs/nato-china.yaml:4:" in capsys.readouterr().err
