"""`init`: a project that builds, from one command."""

from __future__ import annotations

import datetime
import shlex
from pathlib import Path

import click

from briefgen.cli.arguments import FOLDER
from briefgen.cli.group import briefgen, examples
from briefgen.cli.streams import say
from briefgen.diagnostics import Place, error, reason_of
from briefgen.errors import BriefgenError, ExitCode
from briefgen.nearness import suggestion
from briefgen.starting import DEFAULT_TEMPLATES, RECIPES, plan_project, template_names, write_new

# Files that GitHub, GitLab and pre-commit read at the root of a repository alone.
_AT_ROOT = (".github/workflows/briefing.yaml", ".gitlab-ci.yml", ".pre-commit-config.yaml")
_WORDS = {
    "written": "written  {path}",
    "kept": "kept     {path} (it was there)",
    "link": "left out {path} (its folder is a symbolic link)",
}


def _as_templates(
    ctx: click.Context, option: click.Parameter, values: tuple[str, ...]
) -> tuple[str, ...]:
    known = template_names()
    for name in values:
        if name not in known:
            near = suggestion(name, known)
            raise click.BadParameter(f"there is no template {name!r}; {near}", ctx, option)
    return values or DEFAULT_TEMPLATES


@briefgen.command(
    epilog=examples(
        "briefgen init my-briefing",
        "briefgen init . --template read-ahead --recipe gitlab --recipe container",
    )
)
@click.argument("folder", metavar="DIR", type=FOLDER)
@click.option(
    "--template",
    "templates",
    metavar="NAME",
    multiple=True,
    callback=_as_templates,
    help="An audience with this template (default: bluf-memo and press-brief).",
)
@click.option(
    "--recipe",
    "recipes",
    type=click.Choice([*RECIPES, "none"]),
    multiple=True,
    default=("github",),
    help="For scheduled runs (default: github).",
)
@click.option("--series", metavar="NAME", default="Briefing", help="The name of the series.")
def init(*, folder: Path, templates: tuple[str, ...], recipes: tuple[str, ...], series: str) -> int:
    """Makes a project in DIR that builds; what is there already is never touched."""
    as_of = datetime.datetime.now(datetime.UTC).date().isoformat()
    chosen = [name for name in recipes if name != "none"]
    try:
        files = plan_project(folder, templates, chosen, series=series, as_of=as_of)
        states = list(write_new(folder, files))
    except OSError as fault:
        raise BriefgenError(
            error(
                "cannot-write",
                f"the project cannot be made: {reason_of(fault)}",
                place=Place(str(fault.filename or folder)),
                hint="make the folder writable, or choose another",
                exit=ExitCode.OUTPUT,
            )
        ) from fault
    for path, state in states:
        say(_WORDS[state].format(path=(folder / path).as_posix()))
    step = "" if folder.resolve() == Path.cwd() else f"cd {shlex.quote(folder.as_posix())} && "
    if any(state == "written" for _, state in states):
        if (root := _repository_above(folder)) and any(path in _AT_ROOT for path, _ in states):
            say(f"a folder of a repository: a recipe works at its root alone ({root.as_posix()});")
            say("move it there and name the folder in it, as its first lines say")
        say(f"next: {step}briefgen build")
    else:
        say("nothing to do: every file is there")
    return ExitCode.OK


def _repository_above(folder: Path) -> Path | None:
    """The root of the git repository that a folder lies in, and is not itself."""
    inside = folder.resolve()
    if (inside / ".git").exists():
        return None
    return next((above for above in inside.parents if (above / ".git").exists()), None)
