"""From a topic's name to its help page, which lies in the package as Markdown."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from importlib import resources

from briefgen.diagnostics import error
from briefgen.errors import BriefgenError, ExitCode
from briefgen.nearness import near_names

_SHOWN_AT_MOST = 3


def titles() -> Iterator[tuple[str, str]]:
    """(topic, title) of every page, by name."""
    for name in _names():
        first = page_text(name).split("\n", 1)[0]
        yield name, first.lstrip("# ")


def is_page(topic: str) -> bool:
    """Whether there is a page on a topic."""
    return topic.casefold().removesuffix(".md") in {name.casefold() for name in _names()}


def read(topic: str, others: Iterable[str] = ()) -> bytes:
    """The page on a topic, in any case of letters.

    Raises:
        BriefgenError: there is no such page (exit 2); the hint names those with a like name, and
            those of the `others`, which are no pages.
    """
    names = {name.casefold(): name for name in _names()}
    if (wanted := topic.casefold().removesuffix(".md")) in names:
        return page_text(names[wanted]).encode()
    names = {name: name for name in others} | names
    near = [names[name] for name in (*near_names(wanted, names), *_with_part(wanted, names))]
    near = list(dict.fromkeys(near))[:_SHOWN_AT_MOST]
    raise BriefgenError(
        error(
            "no-such-topic",
            f"there is no help page {topic!r}",
            hint=f"did you mean {' or '.join(near)}?" if near else "`briefgen help` lists them",
            exit=ExitCode.USAGE,
        )
    )


def _with_part(part: str, names: Iterable[str]) -> list[str]:
    return [name for name in names if part and part in name]


def _names() -> list[str]:
    pages = (resources.files("briefgen") / "help").iterdir()
    return sorted(page.name.removesuffix(".md") for page in pages if page.name.endswith(".md"))


def page_text(name: str) -> str:
    """A page as it lies in the package."""
    return (resources.files("briefgen") / "help" / f"{name}.md").read_text(encoding="utf-8")
