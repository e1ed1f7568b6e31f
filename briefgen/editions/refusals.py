"""What stands in the way of publishing, and what became of files, to findings."""

from __future__ import annotations

import errno
from pathlib import Path

from briefgen.diagnostics import Diagnostic, Place, error, warning
from briefgen.editions import journal
from briefgen.errors import ExitCode

_REMEDIES = {
    errno.ENOSPC: "free some space and run again",
    errno.EDQUOT: "free some space and run again",
    errno.EACCES: "make the folder writable, or choose another one with --out",
    errno.EPERM: "make the folder writable, or choose another one with --out",
    errno.EROFS: "choose a folder that can be written with --out",
}


def cannot_write(folder: Path, fault: OSError) -> Diagnostic:
    outcome = (
        "the next run restores the earlier edition"
        if journal.is_pending(folder)
        else "the edition that stands there is whole"
    )
    return error(
        "cannot-write",
        f"{fault.strerror or fault}; {outcome}",
        place=Place(journal.shown_name(str(fault.filename or folder))),
        hint=_REMEDIES.get(fault.errno or 0, "run again; if it stays, choose another --out"),
        exit=ExitCode.OUTPUT,
    )


def edited(folder: Path, path: str) -> Diagnostic:
    return error(
        "edited-by-people",
        "this Word file is not the one that was written, so it and its audience are left alone",
        place=Place(str(folder / path)),
        hint="`briefgen build --pull` records the edits and goes on; see `briefgen help editing`",
        exit=ExitCode.OUTPUT,
    )


def changed_pdf(folder: Path, path: str) -> Diagnostic:
    return warning(
        "changed-pdf",
        "a PDF that was not written by an earlier run stood here and was kept under this name",
        place=Place(str(folder / path)),
        hint="move or remove it when you have seen to it",
    )


def busy(folder: Path) -> Diagnostic:
    return error(
        "another-run",
        "another run is writing here",
        place=Place(str(folder)),
        hint="try again when it has ended",
        exit=ExitCode.BUSY,
    )


def no_lock(folder: Path) -> Diagnostic:
    return warning(
        "no-lock",
        "this file system or platform cannot lock a folder",
        place=Place(str(folder)),
        hint="see to it that no two runs write here at once",
    )


def restored(folder: Path) -> Diagnostic:
    return warning(
        "restored-edition",
        "an earlier run was cut short, and the edition before it was restored",
        place=Place(str(folder)),
        hint="nothing to do: this run goes on from there",
    )
