"""Text and bytes to standard output and standard error, whoever has stopped reading."""

from __future__ import annotations

import os
import sys
from typing import TextIO

import click


def say(text: str, *, err: bool = False) -> None:
    """One line; whoever has stopped reading does not stop the run."""
    try:
        click.echo(text, err=err, color=None if wants_colour(sys.stderr) else False)
    except BrokenPipeError:
        _discard(sys.stderr if err else sys.stdout)


def put(data: bytes) -> None:
    """Data, as UTF-8 whatever the locale says."""
    try:
        click.echo(data, nl=False)
    except BrokenPipeError:
        _discard(sys.stdout)


def put_text(text: str) -> None:
    put(text.encode("utf-8", "backslashreplace"))


def wants_colour(stream: TextIO | None) -> bool:
    """A terminal, and neither NO_COLOR (https://no-color.org) nor TERM=dumb says otherwise."""
    return is_terminal(stream) and not os.environ.get("NO_COLOR")


def is_terminal(stream: TextIO | None) -> bool:
    """A stream that was closed before we began is None."""
    return stream is not None and stream.isatty() and os.environ.get("TERM") != "dumb"


def silence_closed_streams() -> None:
    """Flushes what is left; Python would complain at exit about a pipe that nobody reads."""
    streams: tuple[TextIO | None, ...] = (sys.stdout, sys.stderr)
    for stream in streams:
        if stream is None:
            continue
        try:
            stream.flush()
        except (OSError, ValueError):
            _discard(stream)


def _discard(stream: TextIO) -> None:
    """Sends the rest of a stream to nowhere."""
    try:
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, stream.fileno())
        os.close(nowhere)
    except (OSError, ValueError):  # not a real file: nothing is left to be flushed
        return
