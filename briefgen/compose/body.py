"""A template's Jinja text to blocks in which every placed part stands as a token.

The language is closed: only loops over given lists, conditions, names and the filters below are
let in, so that no template can reach Python, loop for ever or grow without bound. What it may not
use is refused before it runs, with its line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import field, replace
from itertools import zip_longest
from typing import Any

from jinja2 import StrictUndefined, Template, TemplateSyntaxError, UndefinedError, nodes
from jinja2.exceptions import SecurityError
from jinja2.sandbox import ImmutableSandboxedEnvironment

from briefgen.compose.markdown import parse_markdown
from briefgen.diagnostics import Diagnostic, Diagnostics, Place, error
from briefgen.errors import ExitCode
from briefgen.model import Block, Paragraph, Section
from briefgen.nearness import suggestion
from briefgen.slotted import dataclass
from briefgen.tree import plain_text

LONGEST_TEMPLATE = 256 * 1024  # characters
LONGEST_OUTPUT = 1024 * 1024  # characters
DEEPEST_LOOP = 2
# What templates come to that a run keeps: most packs of a series have a form in common.
_MOST_PARSED = 100

Expanded = tuple[tuple[Block, ...], Diagnostics]

_ALLOWED = (
    nodes.Template,
    nodes.Output,
    nodes.TemplateData,
    nodes.For,
    nodes.If,
    nodes.Name,
    nodes.Getattr,
    nodes.Filter,
    nodes.Test,
    nodes.Const,
    nodes.Compare,
    nodes.Operand,
    nodes.Not,
    nodes.And,
    nodes.Or,
    nodes.CondExpr,
)
_FILTERS = ("place", "upper", "lower", "first", "last", "length", "default")
_TESTS = ("defined", "undefined", "none")
_MARKDOWN = re.compile(r"([\\`*_{}\[\]()#+\-.!|<>~&:])")
_TOKEN = re.compile("^\ue000([0-9]+)\ue001$")
_PRIVATE = re.compile("[\ue000-\uf8ff]")
_ALONE = re.compile(r"^ {0,3}\{\{-?[^{}]*\|\s*place\s*-?\}\}\s*$")


@dataclass(frozen=True, slots=True)
class Part:
    """What a template may place: it sees the words, `number` leads back to the blocks."""

    number: int
    id: str
    label: str
    layout: str = ""


class _Placed(str):
    """A token that the escaping of values lets through."""

    __slots__ = ()


def _place(part: Any) -> _Placed:
    if not isinstance(part, Part):
        raise SecurityError("only sections, head, contents, notes and sources can be placed")
    # Blank lines make it a paragraph of its own, however close the template puts two of them.
    return _Placed(f"\n\n\ue000{part.number}\ue001\n\n")


def _escaped(value: Any) -> Any:
    if isinstance(value, _Placed):
        return value
    if isinstance(value, Part | tuple):
        raise SecurityError("a part is a block, not words: put it with `| place`")
    plain = _PRIVATE.sub("", " ".join(str(value).split()))
    return _MARKDOWN.sub(r"\\\1", plain)


def _environment() -> ImmutableSandboxedEnvironment:
    environment = ImmutableSandboxedEnvironment(
        undefined=StrictUndefined,
        finalize=_escaped,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        cache_size=0,
    )
    environment.globals.clear()
    environment.filters = {k: v for k, v in environment.filters.items() if k in _FILTERS}
    environment.filters["place"] = _place
    environment.tests = {
        k: v for k, v in environment.tests.items() if k in _TESTS or not k.isalpha()
    }
    return environment


@dataclass(frozen=True, slots=True)
class _Body:
    """A template that has been read: ready to run, or with what is wrong with it."""

    template: Template | None
    found: Diagnostics = ()


@dataclass(frozen=True, slots=True)
class Bodies:
    """The templates of a run, each read once: by text, file and the names that it may use; and the
    blocks that their Markdown comes to, by that and the file.
    """

    read: dict[tuple[str, str, frozenset[str]], _Body] = field(default_factory=dict)
    parsed: dict[tuple[str, str], Expanded] = field(default_factory=dict)


def expand_body(
    body: str, shown: str, values: Mapping[str, object], bodies: Bodies | None = None
) -> tuple[tuple[Block, ...], Diagnostics]:
    """The template's blocks with a paragraph of one token where a part is placed.

    Args:
        body: Jinja text of the template.
        shown: its file as messages name it.
        values: strings, `Part`s and tuples of them, by name.
        bodies: the templates that the run has read.
    """
    bodies = Bodies() if bodies is None else bodies
    key = body, shown, frozenset(values)
    if key not in bodies.read:
        bodies.read[key] = _read_body(body, shown, values)
    known = bodies.read[key]
    if known.template is None:
        return (), known.found
    text, found = _run(known.template, shown, values)
    if found:
        return (), found
    if (text, shown) not in bodies.parsed:
        if len(bodies.parsed) >= _MOST_PARSED:
            bodies.parsed.clear()
        bodies.parsed[text, shown] = parse_markdown(text, shown)
    return bodies.parsed[text, shown]


def _read_body(body: str, shown: str, values: Mapping[str, object]) -> _Body:
    if len(body) > LONGEST_TEMPLATE:
        fault = _fault(shown, 0, f"the template is longer than {LONGEST_TEMPLATE} characters")
        return _Body(None, (fault,))
    if bad := _first_unprintable(body):
        return _Body(None, (_fault(shown, *bad),))
    environment = _environment()
    try:
        parsed = environment.parse(body)
    except TemplateSyntaxError as fault:
        return _Body(None, (_fault(shown, fault.lineno, f"template syntax: {fault.message}"),))
    except RecursionError:
        return _Body(None, (_fault(shown, 0, "the template is nested too deeply"),))
    found = (*_refused(parsed, shown, values), *_places_alone(body, parsed, shown))
    if found:
        return _Body(None, found)
    try:
        return _Body(environment.from_string(body))
    except (TypeError, ValueError, RecursionError, MemoryError) as fault:
        return _Body(None, (_broken(shown, fault),))


def _first_unprintable(body: str) -> tuple[int, str, str] | None:
    """Line, message and hint of a character that no page can show; None where there is none."""
    for number, line in enumerate(body.split("\n"), start=1):
        for char in line:
            if not char.isprintable() and char not in "\t\r\u00ad\u00a0":
                message = f"the template holds the character U+{ord(char):04X}"
                return number, message, "remove it: no page can show it"
    return None


def _run(template: Template, shown: str, values: Mapping[str, object]) -> tuple[str, Diagnostics]:
    """The Markdown that the template makes of these values."""
    chunks: list[str] = []
    size = 0
    try:
        for chunk in template.generate(dict(values)):
            size += len(chunk)
            if size > LONGEST_OUTPUT:
                return "", (
                    _fault(shown, 0, f"the template makes more than {LONGEST_OUTPUT} characters"),
                )
            chunks.append(chunk)
    except (UndefinedError, SecurityError) as fault:
        return "", (_fault(shown, _line_of(fault), f"template: {fault}"),)
    except (TypeError, ValueError, RecursionError, MemoryError) as fault:
        return "", (_broken(shown, fault),)
    return "".join(chunks), ()


def _broken(shown: str, fault: Exception) -> Diagnostic:
    return _fault(shown, _line_of(fault), f"template: {type(fault).__name__}: {fault}")


def _line_of(fault: BaseException) -> int:
    """The template's line in a traceback that Jinja rewrote, 0 where there is none."""
    line, trace = 0, fault.__traceback__
    while trace is not None:
        if trace.tb_frame.f_code.co_filename == "<template>":
            line = trace.tb_lineno
        trace = trace.tb_next
    return line


def _fault(shown: str, line: int, message: str, hint: str = "") -> Diagnostic:
    return error(
        "template",
        message,
        place=Place(shown, line),
        hint=hint or "see `briefgen help templates`",
        exit=ExitCode.CONFIG,
    )


def _refused(
    parsed: nodes.Template, shown: str, values: Mapping[str, object]
) -> Iterator[Diagnostic]:
    """Everything in the template that the closed language does not have."""
    names = {*values, "loop", *(n.name for n in parsed.find_all(nodes.Name) if n.ctx == "store")}
    for node, loops in _nodes(parsed, 0):
        line = getattr(node, "lineno", None) or 0
        if not isinstance(node, _ALLOWED):
            what = type(node).__name__.lower()
            yield _fault(shown, line, f"a template cannot use {what!r} here")
        elif isinstance(node, nodes.For) and (node.recursive or loops > DEEPEST_LOOP):
            yield _fault(shown, line, f"loops can be nested {DEEPEST_LOOP} deep, and not recursive")
        elif isinstance(node, nodes.Getattr) and node.attr.startswith("_"):
            yield _fault(shown, line, f"a template cannot reach {node.attr!r}")
        elif isinstance(node, nodes.Filter) and node.name not in _FILTERS:
            yield _fault(
                shown, line, f"there is no filter {node.name!r}", suggestion(node.name, _FILTERS)
            )
        elif isinstance(node, nodes.Test) and node.name not in _TESTS:
            yield _fault(
                shown, line, f"there is no test {node.name!r}", suggestion(node.name, _TESTS)
            )
        elif isinstance(node, nodes.Name) and node.name not in names:
            yield _fault(
                shown,
                line,
                f"{node.name!r} is not known here",
                suggestion(node.name, sorted(names)),
            )


def _nodes(node: nodes.Node, loops: int) -> Iterator[tuple[nodes.Node, int]]:
    """Every node with the number of loops around it, itself included."""
    inner = loops + isinstance(node, nodes.For)
    yield node, inner
    for child in node.iter_child_nodes():
        yield from _nodes(child, inner)


def _places_alone(body: str, parsed: nodes.Template, shown: str) -> Iterator[Diagnostic]:
    """`{{ x | place }}` must be alone on its line: a part is a block, not words."""
    lines = body.splitlines()
    for node in parsed.find_all(nodes.Filter):
        if node.name == "place" and not _ALONE.match(lines[node.lineno - 1]):
            yield _fault(
                shown,
                node.lineno,
                "`| place` must stand alone on its line",
                "put {{ ... | place }} on a line of its own, without text or list mark before it",
            )


def splice(blocks: Sequence[Block], parts: Mapping[int, tuple[Block, ...]]) -> tuple[Block, ...]:
    """The same blocks, each token in `parts` replaced by its blocks; other tokens stay.

    Tokens stand at the top or under the template's own headings.
    """
    out: list[Block] = []
    for block in blocks:
        number = token_of(block)
        if isinstance(block, Section) and not block.origins:
            inner = splice(block.blocks, parts)
            changed = any(one is not other for one, other in zip_longest(inner, block.blocks))
            out.append(replace(block, blocks=inner) if changed else block)
        elif number is None or number not in parts:
            out.append(block)
        else:
            out += parts[number]
    return tuple(out)


def tokens_in(blocks: Sequence[Block]) -> set[int]:
    """The numbers of all parts that still stand as tokens."""
    found: set[int] = set()
    for block in blocks:
        number = token_of(block)
        if number is not None:
            found.add(number)
        elif isinstance(block, Section):
            found |= tokens_in(block.blocks)
    return found


def token_of(block: Block) -> int | None:
    """The number of the part that this block stands for, None for any other block.

    A template's paragraph has no origins; a source's has, whatever its words.
    """
    if not isinstance(block, Paragraph) or block.origins or not block.content:
        return None
    token = _TOKEN.match(plain_text(block.content))
    return int(token.group(1)) if token else None
