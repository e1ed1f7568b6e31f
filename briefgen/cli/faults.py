"""From a fault of the program itself, or of the system, to one line that names it."""

from __future__ import annotations

import hashlib
import os
import platform
import tempfile
import traceback
from pathlib import Path

from briefgen import __version__
from briefgen.diagnostics import Diagnostic, Place, error, reason_of
from briefgen.errors import ExitCode

_HEAD = """briefgen stopped because of a fault of its own.
This file may hold words of your sources: read it before you pass it on.
"""


def report_fault(fault: Exception) -> Diagnostic:
    """Writes the traceback to `briefgen-bug-<hash>.txt`; the finding says where, never what."""
    trace = "".join(traceback.format_exception(fault))
    name = f"briefgen-bug-{hashlib.sha256(trace.encode(errors='replace')).hexdigest()[:12]}.txt"
    system = f"briefgen {__version__}, Python {platform.python_version()}, {platform.platform()}"
    written = _write(name, f"{_HEAD}{system}\n\n{trace}")
    hint = f"report it with {written}" if written else "no report could be written"
    return error(
        "bug",
        f"briefgen stopped because of a fault of its own ({type(fault).__name__})",
        hint=hint,
        exit=ExitCode.BUG,
    )


def refusal(fault: OSError) -> Diagnostic:
    """The finding on a file or a folder that the system refuses."""
    return error(
        "system-refused",
        f"the system refuses this: {reason_of(fault)}",
        place=Place(str(fault.filename)) if fault.filename else None,
        hint="see to the disk and to who may read and write there, then run again",
        exit=ExitCode.OUTPUT,
    )


def _write(name: str, text: str) -> Path | None:
    """The report in the folder for temporary files, else in the working folder."""
    data = text.encode("utf-8", "backslashreplace")
    for folder in (Path(tempfile.gettempdir()), Path.cwd()):
        path = folder / name
        try:
            # Exclusive and for the user alone: the folder may be everybody's.
            handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        except FileExistsError:
            if _holds(path, data):
                return path
            continue
        except OSError:
            continue
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        return path
    return None


def _holds(path: Path, data: bytes) -> bool:
    """Whether the same fault was reported here before."""
    try:
        return not path.is_symlink() and path.read_bytes() == data
    except OSError:
        return False
