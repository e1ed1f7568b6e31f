"""`check`: whether the packs are what a build would make, and why not."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import click

from briefgen.cli.arguments import CEILING, FILE, JSON, OUT, SEEDS, find_configs
from briefgen.cli.group import briefgen, examples
from briefgen.cli.standing import project_at
from briefgen.cli.streams import put_text
from briefgen.editions.freshness import Look, look_at
from briefgen.editions.staleness import Cause, Reason, Why, needs_meaning, outdated_files, reasons
from briefgen.errors import ExitCode
from briefgen.files.overrides import unused_overrides

if TYPE_CHECKING:
    from briefgen.diagnostics import Diagnostic, Diagnostics


class Checked(NamedTuple):
    """One series: why each pack is stale, () for a fresh one; `why` is None for no edition yet.

    `beside` are people's files that stand beside each pack.
    """

    config: str
    folder: str
    as_of: str
    why: Why | None
    found: Diagnostics
    beside: Mapping[str, tuple[str, ...]] = {}


@briefgen.command(
    epilog=examples(
        "briefgen check                       exit 0: fresh, 3: stale",
        "briefgen check configs/nato-china.yaml --audience press --json",
    )
)
@click.argument("configs", metavar="[CONFIG]...", nargs=-1, type=FILE)
@click.option("--audience", "audiences", metavar="NAME", multiple=True, help="Only this audience.")
@SEEDS
@OUT
@CEILING
@JSON
def check(
    *,
    configs: tuple[Path, ...],
    audiences: tuple[str, ...],
    seeds: Path | None,
    out: Path | None,
    report_ceiling: str,
    as_json: bool,
) -> int:
    """Says which packs a build would make anew, and why; writes nothing.

    Exit code 0 where all are fresh, 3 where one is stale.
    """
    checked = [_check(config, seeds, out, audiences) for config in configs or find_configs()]
    if as_json:
        from briefgen.cli.results import to_json  # noqa: PLC0415 (json is slow to load)

        put_text(to_json([_as_data(one) for one in checked]))
    else:
        put_text("".join(f"{line}\n" for one in checked for line in _lines(one)))
    return _exit_code(checked, report_ceiling)


def _check(config: Path, seeds: Path | None, out: Path | None, audiences: Sequence[str]) -> Checked:
    project = project_at(config, seeds, out)
    look = look_at(project)
    if not look.folder and not _holds_anything(project.out) and config.is_file():
        return Checked(config.as_posix(), "", "", None, ())
    known = look.standing is not None and set(audiences) <= look.standing.packs.keys()
    if known and not needs_meaning(look):
        packs = look.standing.packs if look.standing else {}
        found = _unused(config, Path(look.folder).name, packs)
        return _checked(config, look, _only(reasons(look), audiences), found)
    return _check_meaning(config, seeds, out, audiences)


def _check_meaning(
    config: Path, seeds: Path | None, out: Path | None, audiences: Sequence[str]
) -> Checked:
    """The config is read: only that tells whom a changed config or template concerns."""
    from briefgen.config import load_config  # noqa: PLC0415 (pydantic costs a quarter second)
    from briefgen.config.keys import keys_of  # noqa: PLC0415

    loaded, found = load_config(config, seeds=seeds)
    if loaded is None:
        return Checked(config.as_posix(), "", "", {}, found)
    found += _unused(config, loaded.slug, [audience.name for audience in loaded.audiences])
    project = project_at(config, seeds, out)
    look = look_at(project, str(Path(project.out, loaded.slug)))
    if not _holds_anything(look.folder):
        return Checked(config.as_posix(), "", "", None, found)
    dated = loaded.as_of is not None or bool(look.standing and look.standing.as_of)
    why = reasons(look, keys_of(loaded, dated=dated))
    unknown = [name for name in audiences if name not in why]
    found += tuple(_unknown(name, loaded.shown, why) for name in unknown)
    return _checked(config, look, _only(why, audiences), found)


def _unused(config: Path, slug: str, names: Collection[str]) -> Diagnostics:
    """People's edits that no audience takes up."""
    if not any(unused_overrides(config, slug, names)):
        return ()
    from briefgen.build.memos.unused import find_unused  # noqa: PLC0415 (only where there are some)

    return find_unused(config, slug, names)


def _unknown(name: str, config: str, known: Iterable[str]) -> Diagnostic:
    from briefgen.diagnostics import error  # noqa: PLC0415
    from briefgen.nearness import suggestion  # noqa: PLC0415 (only for what is misspelt)

    return error(
        "audience-unknown",
        f"there is no audience {name!r} in {config}",
        hint=suggestion(name, known),
        exit=ExitCode.USAGE,
    )


def _checked(config: Path, look: Look, why: Why, found: Diagnostics) -> Checked:
    as_of = look.standing.as_of if look.standing else ""
    outdated = outdated_files(look)
    why = {
        name: (*causes, *(Reason(Cause.OUTDATED, path) for path in outdated.get(name, ())))
        for name, causes in why.items()
    }
    beside = {name: look.beside[name] for name in why if look.beside.get(name)}
    return Checked(config.as_posix(), look.folder, as_of, why, found, beside)


def _only(why: Why, audiences: Sequence[str]) -> Why:
    return {name: causes for name, causes in why.items() if not audiences or name in audiences}


def _holds_anything(folder: str) -> bool:
    """Whether there is something in a folder beside hidden files."""
    try:
        return any(not path.name.startswith(".") for path in Path(folder).iterdir())
    except OSError:
        return False


# --- what is said of it -------------------------------------------------------------------------


def _lines(checked: Checked) -> Iterator[str]:
    if checked.why is None:
        yield f"{checked.config}: no edition yet; `briefgen build` makes one"
        return
    for name, causes in sorted(checked.why.items()):
        yield f"stale  {name}: {'; '.join(map(str, causes))}" if causes else f"fresh  {name}"
        yield from (f"kept   {path}" for path in checked.beside.get(name, ()))
    stale = sum(bool(causes) for causes in checked.why.values())
    edition = f" (edition of {checked.as_of})" if checked.as_of else ""
    if checked.why:
        where = checked.folder or checked.config
        yield f"{stale} of {len(checked.why)} packs stale in {where}{edition}"


def _as_data(checked: Checked) -> dict[str, Any]:
    return {
        "config": checked.config,
        "folder": checked.folder or None,
        "as_of": checked.as_of or None,
        "edition": checked.why is not None,
        "audiences": [
            {
                "audience": name,
                "fresh": not causes,
                "why": [str(cause) for cause in causes],
                "beside": list(checked.beside.get(name, ())),
            }
            for name, causes in sorted((checked.why or {}).items())
        ],
    }


def _exit_code(checked: Sequence[Checked], ceiling: str) -> ExitCode:
    """3 for a stale pack, unless a config is at fault."""
    found = [finding for one in checked for finding in one.found]
    if found:
        from briefgen.build.reporting.bearing import unmarked  # noqa: PLC0415
        from briefgen.cli.printing import print_findings  # noqa: PLC0415

        code = print_findings(unmarked(found, ceiling))
        if code is not ExitCode.OK:
            return code
    stale = any(any(one.why.values()) for one in checked if one.why)
    return ExitCode.STALE if stale else ExitCode.OK
