"""A new project: whole, building at once, and never at the cost of what is there already."""

from __future__ import annotations

from pathlib import Path

import pytest

from briefgen.cli import main
from briefgen.errors import ExitCode
from briefgen.starting import RECIPES, template_names


def files_in(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def init(folder: Path, *words: str) -> int:
    return main(["init", str(folder), *words])


def test_two_commands_from_nothing_to_packs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert init(Path("mine")) == ExitCode.OK
    shown = capsys.readouterr().out.splitlines()
    assert shown[-1] == "next: cd mine && briefgen build"
    assert all(line.startswith("written  mine/") for line in shown[:-1])
    monkeypatch.chdir("mine")
    assert main(["build", "--fail-on", "warning"]) == ExitCode.OK
    assert len(list(Path("out").glob("briefing/*/*.pdf"))) == 2
    assert main(["check"]) == ExitCode.OK


def test_every_template_builds_on_the_samples(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    chosen = [word for name in template_names() for word in ("--template", name)]
    recipes = [word for name in RECIPES for word in ("--recipe", name)]
    assert init(tmp_path, "--series", 'Ships: "near" \\ far', *chosen, *recipes) == ExitCode.OK
    monkeypatch.chdir(tmp_path)
    assert main(["build", "--fail-on", "warning"]) == ExitCode.OK
    assert len(list((tmp_path / "out").glob("*/*/*.docx"))) == len(template_names())
    targets = {target for recipe in RECIPES.values() for target in recipe.values()}
    assert all((tmp_path / target).is_file() for target in targets)


def test_the_next_step_can_be_copied_from_any_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert init(Path("mit Leer und Ümlaut"), "--recipe", "none") == ExitCode.OK
    step = capsys.readouterr().out.splitlines()[-1]
    assert step == "next: cd 'mit Leer und Ümlaut' && briefgen build"


@pytest.mark.parametrize(("recipe", "told"), [("github", 1), ("container", 0)])
def test_a_folder_of_a_repository_is_told_where_its_recipes_belong(
    tmp_path: Path, recipe: str, told: int, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / ".git").mkdir()
    assert init(tmp_path / "desk", "--recipe", recipe) == ExitCode.OK
    assert capsys.readouterr().out.count("works at its root alone") == told
    assert init(tmp_path, "--recipe", recipe) == ExitCode.OK
    assert "works at its root alone" not in capsys.readouterr().out


def test_a_second_time_changes_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    init(tmp_path)
    before = files_in(tmp_path)
    capsys.readouterr()
    assert init(tmp_path) == ExitCode.OK
    assert files_in(tmp_path) == before
    shown = capsys.readouterr().out.splitlines()
    assert shown[-1] == "nothing to do: every file is there"
    assert all(line.startswith("kept ") for line in shown[:-1])


def test_what_is_there_is_never_touched(tmp_path: Path) -> None:
    own = {
        "configs/mine.yaml": b"series: Mine\n",
        "seeds/mine.txt": b"words",
        ".github/workflows/briefing.yaml": b"mine",
    }
    for name, data in own.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(data)
    assert init(tmp_path) == ExitCode.OK
    added = files_in(tmp_path).keys() - own.keys()
    assert added == {"ci/propose-edition.sh", ".gitattributes"}
    assert {name: (tmp_path / name).read_bytes() for name in own} == own


def test_nothing_is_written_through_a_link(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "configs").symlink_to(tmp_path / "elsewhere")
    (tmp_path / "mine" / "Containerfile").symlink_to(tmp_path / "elsewhere" / "file")
    assert init(tmp_path / "mine", "--recipe", "container") == ExitCode.OK
    assert list((tmp_path / "elsewhere").iterdir()) == []
    shown = capsys.readouterr().out
    assert "configs/briefing.yaml (its folder is a symbolic link)" in shown
    assert "Containerfile (it was there)" in shown


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (["--template", "bluf-mem"], ExitCode.USAGE, 'did you mean "bluf-memo"'),
        (["--recipe", "jenkins"], ExitCode.USAGE, "'jenkins' is not one of"),
    ],
)
def test_a_mistake_is_named_in_one_line(
    tmp_path: Path, words: list[str], code: int, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert init(tmp_path / "new", *words) == code
    shown = capsys.readouterr().err
    assert said in shown
    assert len(shown.splitlines()) == 1
    assert not (tmp_path / "new").exists()


def test_a_file_in_the_place_of_the_folder_is_one_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "seeds").write_text("a file")
    assert init(tmp_path) == ExitCode.OUTPUT
    assert "cannot-write" in capsys.readouterr().err


def test_a_file_in_the_place_of_a_folder_leaves_nothing_behind(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "seeds").write_text("mine", encoding="utf-8")
    assert main(["init", str(tmp_path)]) == ExitCode.OUTPUT
    assert [path.name for path in tmp_path.iterdir()] == ["seeds"]
    assert "a file stands where a folder is needed" in capsys.readouterr().err
