"""Projects with an old edition and something to do: what a run makes, moves, removes, by kind."""

from __future__ import annotations

import datetime
import itertools
import shutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from briefgen.build import BuildOptions, BuildOutcome, build
from briefgen.editions.freshness import look_at
from briefgen.editions.names import JOURNAL
from briefgen.editions.staleness import has_nothing_to_do
from tests.editions.test_freshness import (
    AUDIENCES,
    SLUG,
    SOURCE,
    edit,
    files_in,
    make_project,
    project_at,
)
from tests.word.like import WordFile

OTHER = f"{SOURCE}\nA ship came in at noon.\n"
WITHHELD = "\nThe harbour master of Ersby keeps seven crates of amber behind the sluice.\n"
MEMO = Path("out", SLUG, "memo")
# What nobody of us wrote: it stands in every edition, whatever happens.
FOREIGN = ("notes.txt", "memo/notes.txt", "editions/2021-07-01/notes.txt")
Act = Callable[[Path], None]


def run(project: Path, **more: object) -> BuildOutcome:
    options = {"configs": (project / "configs" / "harbours.yaml",), "jobs": 1, **more}
    return build(BuildOptions(**options))  # type: ignore[arg-type]  # fields by name


def stands(project: Path) -> dict[str, bytes]:
    """The files of the series that a reader would see."""
    found = files_in(project / "out" / SLUG) if (project / "out" / SLUG).exists() else {}
    return {path: data for path, data in found.items() if not Path(path).name.startswith(".")}


def recorded(project: Path) -> dict[str, bytes]:
    """What is recorded of people's edits."""
    folder = project / "configs" / "overrides"
    found = files_in(folder) if folder.exists() else {}
    return {path: data for path, data in found.items() if not Path(path).name.startswith(".")}


# --- what happens to a project --------------------------------------------------------------------


def edit_memo(project: Path) -> None:
    """Somebody writes into the memo."""
    memo = project / MEMO / f"{SLUG}-memo.docx"
    file = WordFile(memo.read_bytes())
    file.play(("replace", "40 metres", "forty metres"))
    memo.write_bytes(file.data())


def change_source(project: Path) -> None:
    (project / "seeds" / "report.txt").write_text(OTHER, encoding="utf-8")


def in_config(old: str, new: str) -> Act:
    return lambda project: edit(project / "configs" / "harbours.yaml", old, new)


drop_word = in_config("    formats: [pdf, docx]\n", "    formats: [pdf]\n")
drop_press = in_config(
    "  press:\n    title: To the press\n    template: plain-words\n    formats: [docx]\n", ""
)
withhold = in_config(
    "defaults:", 'markings:\n  - {select: {contains: amber}, marking: "TLP:RED"}\ndefaults:'
)


def release(project: Path) -> None:
    run(project, final=True)


def annotate(project: Path) -> None:
    """Somebody writes on a PDF whose words are to be withheld."""
    (project / "seeds" / "report.txt").write_text(SOURCE + WITHHELD, encoding="utf-8")
    run(project)
    pdf = project / MEMO / f"{SLUG}-memo.pdf"
    pdf.write_bytes(pdf.read_bytes() + b"\n% a remark\n")


def keep_three(project: Path) -> None:
    """Editions of four months; the next one drops the earliest of them."""
    for month in (7, 8, 9):
        (project / "seeds" / "report.txt").write_text(f"{SOURCE}\nIt is {month}.\n", "utf-8")
        run(project, as_of=datetime.date(2021, month, 1), force=True)


def do(*acts: Act) -> Act:
    def act(project: Path) -> None:
        for one in acts:
            one(project)

    return act


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """What is done to a project before its old edition counts, what happens then, and the run that
    follows; `told` are codes of which that run must give each.
    """

    before: Act = lambda _: None
    then: Act = change_source
    options: Mapping[str, object] = field(default_factory=dict)
    told: frozenset[str] = frozenset()


DECEMBER = datetime.date(2021, 12, 31)
KINDS: Mapping[str, Kind] = {
    "build": Kind(),
    "pull": Kind(before=edit_memo, options={"pull": True}),
    "discard": Kind(before=edit_memo, options={"discard_edits": True}),
    "format dropped": Kind(then=drop_word, told=frozenset({"file-removed"})),
    "release made": Kind(options={"final": True}),
    "release moved": Kind(before=release, told=frozenset({"release-kept"})),
    "copy put away": Kind(before=annotate, then=withhold, told=frozenset({"file-withheld"})),
    "prune": Kind(then=drop_press, options={"prune": True}, told=frozenset({"orphan-removed"})),
    "keep": Kind(
        before=keep_three,
        options={"keep": 2, "as_of": DECEMBER},
        told=frozenset({"edition-removed"}),
    ),
    "all at once": Kind(
        before=do(keep_three, release, edit_memo),
        then=do(change_source, drop_press, in_config("docx]", "docx]\n    language: fr")),
        options={"keep": 2, "as_of": DECEMBER, "pull": True, "prune": True, "final": True},
        told=frozenset({"edition-removed", "release-kept", "orphan-removed"}),
    ),
}


# --- one kind, as often as a test wants it --------------------------------------------------------


class Stage:
    """A project with an old edition and something to do, copied for each attempt.

    `between` is what may stand besides: the new edition before audiences that are no more are
    cleared away, which is a step of its own.
    """

    def __init__(self, folder: Path, kind: str = "build") -> None:
        what = KINDS[kind]
        self.kind, self.options = kind, what.options
        self._folder, self._count = folder, itertools.count()
        self._model = make_project(folder / "model")
        run(self._model)
        what.before(self._model)
        for name in FOREIGN:
            path = self._model / "out" / SLUG / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(b"mine")
        self.old = stands(self._model)
        what.then(self._model)
        made = self.fresh()
        told = {found.code for found in self.run(made).diagnostics}
        assert told >= what.told, told
        self.new, self.edits = stands(made), recorded(made)
        self.between = self._before_pruning()
        assert self.old != self.new

    def _before_pruning(self) -> dict[str, bytes]:
        if "prune" not in self.options:
            return self.new
        made = self.fresh()
        run(made, **{**self.options, "prune": False})
        return stands(made)

    def run(self, project: Path) -> BuildOutcome:
        return run(project, **self.options)

    def fresh(self) -> Path:
        place = self._folder / str(next(self._count))
        shutil.copytree(self._model, place)
        return place

    def check(self, project: Path, *, apart: bool = False) -> None:
        """Whatever happened: one edition or the other, and the next run makes the new one.

        `apart`: one audience's edits could not be recorded, so that it alone was left as it was.
        """
        found = stands(project)
        if apart:
            assert all(self._is_whole(found, f"{name}/") for name in AUDIENCES)
        else:
            assert found in (self.old, self.between, self.new) or self._is_cut_short(project)
        assert recorded(project) in ({}, self.edits)
        outcome = self.run(project)
        assert [d.code for d in outcome.diagnostics if d.severity > 1] == []
        self.check_new(project)

    def check_new(self, project: Path) -> None:
        """The new edition stands, and nothing is left of what happened."""
        assert stands(project) == self.new
        assert recorded(project) == self.edits
        date = self.options.get("as_of", "")
        assert has_nothing_to_do(look_at(project_at(project)), as_of=str(date))
        hidden = [p.name for p in (project / "out" / SLUG).rglob(".*")]
        assert hidden == []

    def _is_whole(self, found: Mapping[str, bytes], below: str) -> bool:
        own = [
            {path: data for path, data in files.items() if path.startswith(below)}
            for files in (found, self.old, self.between, self.new)
        ]
        return own[0] in own[1:]

    def _is_cut_short(self, project: Path) -> bool:
        """While a journal stands, each file is whole and of one of the two editions."""
        found = stands(project)
        torn = [
            path
            for path in {*found, *self.old, *self.new, *self.between}
            if found.get(path)
            not in (self.old.get(path), self.between.get(path), self.new.get(path))
        ]
        return torn == [] and (project / "out" / SLUG / JOURNAL).exists()
