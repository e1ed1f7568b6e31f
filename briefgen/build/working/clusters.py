"""`dask:tcp://HOST:PORT` to an executor over the workers of that cluster."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future
from contextlib import contextmanager
from importlib import import_module
from typing import Any

from briefgen.diagnostics import Diagnostic, error
from briefgen.errors import BriefgenError, ExitCode

# Seconds for a scheduler to answer and for its first worker to be there.
PATIENCE = 10
# How often the cluster itself gives a lost worker's stretch to another one.
RETRIES = 2


class DaskExecutor(Executor):
    """The `concurrent.futures` interface of a Dask client; what all stretches need is sent once."""

    def __init__(self, client: Any) -> None:
        self._client = client
        self._executor = client.get_executor(pure=False, retries=RETRIES)

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        future: Future[Any] = self._executor.submit(fn, *args, **kwargs)
        return future

    def share(self, data: bytes) -> Any:
        """A stand-in for these bytes, which lie on every worker from now on."""
        return self._client.scatter(data, broadcast=True)


@contextmanager
def connect(name: str) -> Iterator[Executor]:
    """The executor that `--executor` names, for as long as it is used.

    Raises:
        BriefgenError: the name is of another kind, the package is missing, or nobody answers.
    """
    kind, _, address = name.partition(":")
    if kind != "dask" or not address:
        raise BriefgenError(_unknown(name))
    try:
        distributed: Any = import_module("distributed")  # an extra, and heavy
    except ImportError as fault:
        raise BriefgenError(_not_installed()) from fault
    try:
        client = distributed.Client(address, timeout=PATIENCE, set_as_default=False)
    except (OSError, ValueError, TimeoutError) as fault:
        raise BriefgenError(_silent(address)) from fault
    try:
        try:
            client.wait_for_workers(1, timeout=PATIENCE)
        except TimeoutError as fault:
            raise BriefgenError(_silent(address)) from fault
        yield DaskExecutor(client)
    finally:
        client.close()


def _unknown(name: str) -> Diagnostic:
    return error(
        "executor-unknown",
        f"{name!r} names no executor",
        hint="write it as dask:tcp://HOST:PORT",
        exit=ExitCode.USAGE,
    )


def _not_installed() -> Diagnostic:
    return error(
        "executor-missing",
        "the package for Dask clusters is not installed",
        hint="pip install 'briefgen[dask]', here and on every worker",
        exit=ExitCode.USAGE,
    )


def _silent(address: str) -> Diagnostic:
    return error(
        "executor-silent",
        f"no cluster with a worker answers at {address}",
        hint="start `dask scheduler` and `dask worker` there, or build without --executor",
        exit=ExitCode.USAGE,
    )
