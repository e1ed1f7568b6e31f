"""The help pages: all there, true to the commands, exit codes and codes that exist."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

import click
import pytest

from briefgen.cli import help_codes, help_pages, main
from briefgen.cli.commands import COMMANDS as TABLE
from briefgen.cli.group import briefgen
from briefgen.errors import ExitCode
from tests.places import PROJECT

PACKAGE = PROJECT / "briefgen"
PAGES = dict(help_pages.titles())


def page(topic: str) -> str:
    return help_pages.read(topic).decode()


def test_help_lists_every_page(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["help"]) == ExitCode.OK
    listed = [line.split()[0] for line in capsys.readouterr().out.splitlines()]
    assert listed == sorted(path.stem for path in (PACKAGE / "help").glob("*.md"))


@pytest.mark.parametrize("topic", sorted(PAGES))
def test_every_page_is_shown_by_its_name(topic: str, capsys: pytest.CaptureFixture[str]) -> None:
    for name in (topic, topic.upper(), f"{topic}.md"):
        assert main(["help", name]) == ExitCode.OK
        entry = help_codes.find(name.casefold())
        code = help_codes.as_page(entry, below=True) if entry else ""
        page = (PACKAGE / "help" / f"{topic}.md").read_text("utf-8")
        assert capsys.readouterr().out == page + code
    assert PAGES[topic]


def test_a_name_that_is_a_page_and_a_code_shows_both(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["help", "template"]) == ExitCode.OK
    shown = capsys.readouterr().out
    assert shown.startswith("# template")
    assert "\n\n## template: a finding\n\n" in shown


@pytest.mark.parametrize(
    ("typed", "meant"), [("biuld", "build"), ("exit", "exit-codes"), ("slot-emty", "slot-empty")]
)
def test_an_unknown_page_names_those_like_it(
    typed: str, meant: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["help", typed]) == ExitCode.USAGE
    assert re.search(rf"did you mean .*\b{meant}\b", capsys.readouterr().err)


def load(name: str) -> click.Command:
    command = briefgen.get_command(click.Context(briefgen), name)
    assert command is not None
    return command


def parameters_of(command: click.Command) -> Iterator[click.Parameter]:
    """The parameters of a command and of the commands in it."""
    yield from command.params
    for inner in command.commands.values() if isinstance(command, click.Group) else ():
        yield from parameters_of(inner)


COMMANDS = {name: load(name) for name in TABLE if name != "help"}


@pytest.mark.parametrize("name", sorted(TABLE))
def test_the_list_of_commands_says_what_each_says_of_itself(name: str) -> None:
    first = (load(name).help or "").split("\n\n")[0]
    assert TABLE[name][1] == " ".join(first.split())


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_every_command_has_a_page_that_names_its_options(name: str) -> None:
    options = {
        word
        for parameter in parameters_of(COMMANDS[name])
        if isinstance(parameter, click.Option)
        for word in parameter.opts
    }
    assert options <= set(re.findall(r"--[a-z-]+", page(name)))


def options_of(name: str) -> set[str]:
    """The options of a command, those of the commands in it included."""
    return {
        word
        for parameter in parameters_of(COMMANDS[name])
        for word in (*parameter.opts, *parameter.secondary_opts)
        if word.startswith("--")
    }


# A call of a command in running text or in a line of an example.
CALL = re.compile(r"(?<=`)briefgen ([a-z]+)\b([^`\n]*)|^ *briefgen ([a-z]+)\b(.*)$", re.MULTILINE)


@pytest.mark.parametrize("topic", sorted({*PAGES, "README"}))
def test_options_in_a_call_are_those_of_its_command(topic: str) -> None:
    text = (PACKAGE.parent / "README.md").read_text("utf-8") if topic == "README" else page(topic)
    for call in CALL.finditer(text):
        name, words = call[1] or call[3], call[2] or call[4] or ""
        if name in COMMANDS:
            assert set(re.findall(r"--[a-z][a-z-]+", words)) <= options_of(name), call[0]


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_outside_of_calls_a_page_names_the_options_of_its_own_command(name: str) -> None:
    rest = re.sub(r"`briefgen [^`]*`", "", page(name))
    assert set(re.findall(r"--[a-z][a-z-]+", rest)) <= options_of(name)


def test_every_exit_code_is_explained() -> None:
    listed = re.findall(r"^\| (\d+) \|", page("exit-codes"), flags=re.MULTILINE)
    assert [int(code) for code in listed] == sorted(ExitCode)


def places_of_code(tree: ast.Module) -> dict[str, int | None]:
    """Each function of a module, with the place at which it takes the code of a finding."""
    found: dict[str, int | None] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef):
            names = [argument.arg for argument in node.args.args if argument.arg != "self"]
            found[node.name] = names.index("code") if "code" in names else None
    return found


def codes() -> Iterator[str]:
    """The codes of all findings that the package can make."""
    trees = [ast.parse(module.read_text(encoding="utf-8")) for module in PACKAGE.rglob("*.py")]
    shared = {
        name: place
        for tree in trees
        for name, place in places_of_code(tree).items()
        if place is not None and not name.startswith("_")
    }
    for tree in trees:
        known = {"Diagnostic": 99, **shared, **places_of_code(tree)}
        for call in (node for node in ast.walk(tree) if isinstance(node, ast.Call)):
            place = known.get(ast.unparse(call.func).split(".")[-1])
            if place is not None:
                given = [word.value for word in call.keywords if word.arg == "code"]
                for one in (*given, *call.args[place : place + 1]):
                    yield from constants(one)


def constants(node: ast.expr) -> Iterator[str]:
    """The texts that an expression can be: `"a"`, `"a" if x else "b"`."""
    for inner in [node.body, node.orelse] if isinstance(node, ast.IfExp) else [node]:
        if isinstance(inner, ast.Constant) and isinstance(inner.value, str):
            yield inner.value


def words() -> Iterator[str]:
    """Every text constant of the package."""
    for module in PACKAGE.rglob("*.py"):
        for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                yield node.value


def test_every_code_of_a_finding_is_explained() -> None:
    made = set(codes())
    explained = set(re.findall(r"^\| `([^`]+)` \|", page("codes"), flags=re.MULTILINE))
    assert len(made) > 50
    assert made - explained == set()
    remedied = set(re.findall(r"^\| `([^`]+)` \|", page("remedies"), flags=re.MULTILINE))
    assert explained ^ remedied == set(), "each code has a row in codes.md and in remedies.md"
    # A code may reach its finding through a variable: then it stands somewhere as a word.
    assert explained - set(words()) == set()
    assert all(re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", code) for code in made)


def test_a_rule_of_the_look_that_the_code_names_is_a_heading_of_its_page() -> None:
    headings = set(re.findall(r"^## (.+)$", page("LOOK"), flags=re.MULTILINE))
    sources = [module.read_text(encoding="utf-8") for module in PACKAGE.rglob("*.py")]
    named = {name for text in sources for name in re.findall(r'LOOK\.md(?:\s|# )+"([^"]+)"', text)}
    assert len(named) > 10
    assert named <= headings


def test_the_sources_of_rules_are_in_the_project() -> None:
    """Documents that the reader of the code cannot open are no reason for a rule."""
    places = [*PACKAGE.rglob("*.py"), *(PACKAGE / "help").glob("*.md")]
    outside = re.compile(r"\blook\.md|\btokens\.yaml|\bdesign section|\bdesign\.md")
    assert [place.name for place in places if outside.search(place.read_text("utf-8"))] == []


def test_help_on_a_code_says_what_it_means_and_what_to_do(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["help", "Slot-Empty"]) == ExitCode.OK
    shown = capsys.readouterr().out
    assert shown.startswith("# slot-empty: a finding\n\nNothing that this audience may see")
    assert "What to do: look at the roles" in shown


def test_every_code_has_a_remedy() -> None:
    assert [entry.code for entry in help_codes.entries() if not entry.remedy] == []
