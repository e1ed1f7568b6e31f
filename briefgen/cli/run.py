"""From arguments to an exit code, whatever happens on the way: no traceback reaches a user."""

from __future__ import annotations

import errno
import os
import threading
from collections.abc import Sequence
from typing import TYPE_CHECKING, NoReturn

import click

from briefgen.cli.group import briefgen
from briefgen.cli.streams import say, silence_closed_streams
from briefgen.collecting import few_collections
from briefgen.errors import BriefgenError, ExitCode, is_refused

if TYPE_CHECKING:
    from briefgen.diagnostics import Diagnostic


def run() -> NoReturn:
    """The process of one command line, from its arguments to its end.

    The system takes its memory back at once: Python would let go of each object on its own, which
    is a tenth of a short run. All files are closed by then, and all processes ended.
    """
    with few_collections():  # to its very end: what is left needs no last look for cycles
        code = main()
        if threading.active_count() == 1:
            os._exit(code)
    raise SystemExit(code)  # other threads, those of a cluster's client, end in their own way


def main(args: Sequence[str] | None = None) -> int:
    """Runs one command line (default: that of the process) and returns its exit code."""
    try:
        with few_collections():
            code = _run(args)
    except (KeyboardInterrupt, click.Abort):
        say("interrupted; what was not finished is not written", err=True)
        code = ExitCode.INTERRUPTED
    except Exception as fault:
        code = _handle(fault)
    silence_closed_streams()
    return int(code)


def _run(args: Sequence[str] | None) -> int:
    try:
        returned = briefgen.main(args=args, prog_name="briefgen", standalone_mode=False)
    except click.ClickException as fault:
        return _report(_usage(fault))
    except BriefgenError as fault:
        return _report(*fault.found)
    except SystemExit as left:
        # click leaves this way when whoever reads our output has gone: that is no fault.
        if isinstance(left.__context__, BrokenPipeError):
            return ExitCode.OK
        return left.code if isinstance(left.code, int) else ExitCode.USAGE
    return returned if isinstance(returned, int) else ExitCode.OK


def _handle(fault: Exception) -> ExitCode:
    if isinstance(fault, OSError) and fault.errno == errno.EPIPE:
        return ExitCode.OK
    from briefgen.cli.faults import refusal, report_fault  # noqa: PLC0415 (only for what goes wrong)

    if isinstance(fault, OSError) and is_refused(fault):
        return _report(refusal(fault))
    return _report(report_fault(fault))


def _report(*found: Diagnostic) -> ExitCode:
    from briefgen.cli.printing import print_findings  # noqa: PLC0415

    return print_findings(found)


def _usage(fault: click.ClickException) -> Diagnostic:
    from briefgen.diagnostics import error  # noqa: PLC0415

    command = ""
    if isinstance(fault, click.UsageError) and fault.ctx is not None:
        command = fault.ctx.command_path
    return error(
        "usage",
        fault.format_message().rstrip("."),
        hint=f"see `{command or 'briefgen'} --help`",
        exit=ExitCode.USAGE,
    )
