"""Dataclasses with slots whose methods are written when they are first called.

The standard library writes and compiles six functions for each dataclass while its module is
loaded; for hundreds of classes, of which a run uses some, that took a third of every start. Here a
class is declared with its slots alone. `__init__`, `__eq__` and the rest take their place at the
first call and cost no more than the standard library's from then on: making a frozen object is a
third quicker, since its slots are set without being looked up by name.
"""

from __future__ import annotations

import dataclasses
import sys
from functools import partial
from reprlib import recursive_repr
from typing import TYPE_CHECKING, Any, Final, NoReturn

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from dataclasses import Field, dataclass
    from types import FunctionType

    Write = Callable[[Any], object]

__all__ = ["dataclass"]

_COMPARED: Final = {"__lt__": "<", "__le__": "<=", "__gt__": ">", "__ge__": ">="}

if not TYPE_CHECKING:  # type checkers take it for the standard library's

    def dataclass(
        *,
        slots: bool,
        frozen: bool = False,
        kw_only: bool = False,
        eq: bool = True,
        order: bool = False,
        weakref_slot: bool = False,
    ) -> Callable[[type], type]:
        """`dataclasses.dataclass` for classes all of whose annotations are fields in slots."""
        assert slots  # noqa: S101 (written out for those who read a class)
        compared = {"__eq__": "=="} if eq else {}
        write: dict[str, Write] = {
            "__match_args__": _match_args,
            "__init__": partial(_write_init, frozen=frozen),
            **{
                name: partial(_write_comparison, name=name, operator=operator)
                for name, operator in (compared | (_COMPARED if order else {})).items()
            },
        }
        if frozen:
            write |= {"__getstate__": _write_getstate, "__setstate__": _write_setstate}
            write |= {"__hash__": _write_hash} if eq else {}
        fixed = {"__repr__": _show} | ({"__hash__": None} if eq and not frozen else {})
        fixed |= {"__setattr__": _refuse_to_set, "__delattr__": _refuse_to_delete} if frozen else {}
        return partial(_declare, kw_only, "__weakref__" if weakref_slot else "", fixed, write)


# How the standard library tells fields from what else may be annotated.
_FIELD: Final = dataclasses._FIELD  # type: ignore[attr-defined]


class _Unset:
    """Stands for what a factory makes, in a signature too."""

    __slots__ = ()

    def __repr__(self) -> str:
        return "<factory>"


_UNSET: Final = _Unset()


class _Pending:
    """What a class has under a name as soon as it is asked for it."""

    __slots__ = ("_name", "_owner", "_write")

    def __init__(self, owner: type, name: str, write: Write) -> None:
        self._owner, self._name, self._write = owner, name, write

    def __get__(self, instance: object, owner: type | None = None) -> object:
        value = self._write(self._owner)
        setattr(self._owner, self._name, value)
        return value.__get__(instance, owner) if hasattr(value, "__get__") else value


def _declare(
    kw_only: bool,
    more_slots: str,
    fixed: Mapping[str, object],
    write: Mapping[str, Write],
    plain: type,
) -> type:
    """The class with slots for its fields; its own methods go before those of a dataclass."""
    body = dict(plain.__dict__)
    given = {name: body.pop(name) for name in plain.__annotations__ if name in body}
    body.pop("__dict__", None)
    body.pop("__weakref__", None)
    body["__slots__"] = (*plain.__annotations__, *([more_slots] if more_slots else ()))
    cls = type(plain)(plain.__name__, plain.__bases__, {**fixed, **body})
    cls.__qualname__ = plain.__qualname__
    fields: Write = partial(_collect_fields, given=given, kw_only=kw_only)
    for name, one in {"__dataclass_fields__": fields, **write}.items():
        if name not in body:
            setattr(cls, name, _Pending(cls, name, one))
    return cls


def _collect_fields(cls: type, *, given: dict[str, object], kw_only: bool) -> dict[str, Field[Any]]:
    """The fields of a class behind those of its bases."""
    found: dict[str, Field[Any]] = {}
    for one in reversed(cls.__mro__[1:]):
        found |= getattr(one, "__dataclass_fields__", {})
    for name, kind in cls.__annotations__.items():
        found[name] = _as_field(name, kind, given.get(name, dataclasses.MISSING), kw_only)
    return found


def _as_field(name: str, kind: object, given: object, kw_only: bool) -> Field[Any]:
    """What the standard library makes of an annotation and of what is given for it.

    To let it do so itself would take ten times as long: it looks at each class as a whole.
    """
    one: Any = given
    if not isinstance(given, dataclasses.Field):
        if given.__class__.__hash__ is None:
            raise ValueError(f"a mutable default for {name}: give a default_factory")
        one = dataclasses.field(default=given)
    one.name, one.type, one._field_type = name, kind, _FIELD
    if one.kw_only is dataclasses.MISSING:
        one.kw_only = kw_only
    return one  # type: ignore[no-any-return]


def _match_args(cls: Any) -> tuple[str, ...]:
    return tuple(one.name for one in dataclasses.fields(cls) if one.init and not one.kw_only)


def _write_init(cls: Any, *, frozen: bool) -> object:
    known: dict[str, object] = {"_unset": _UNSET}
    plain: list[str] = []
    named: list[str] = []
    lines: list[str] = []
    for one in dataclasses.fields(cls):
        name, value, default = one.name, one.name, ""
        if one.default_factory is not dataclasses.MISSING:
            known[f"_make_{name}"] = one.default_factory
            value = f"_make_{name}()" + (f" if {name} is _unset else {name}" if one.init else "")
            default = "=_unset"
        elif one.default is not dataclasses.MISSING:
            known[f"_given_{name}"] = one.default
            value = name if one.init else f"_given_{name}"
            default = f"=_given_{name}"
        if one.init:
            (named if one.kw_only else plain).append(name + default)
        if one.init or default:
            lines.append(_set(cls, name, value, known if frozen else None))
    if hasattr(cls, "__post_init__"):
        lines.append("self.__post_init__()")
    written = _compile(
        cls, "__init__", ["self", *plain, *["*"][: len(named)], *named], lines, known
    )
    types = {one.name: one.type for one in dataclasses.fields(cls) if one.init}
    written.__annotations__ = {**types, "return": None}
    return written


def _set(cls: type, name: str, value: str, known: dict[str, object] | None) -> str:
    """A line that sets a slot; where `known` is given, past the lock on a frozen object."""
    if known is None:
        return f"self.{name} = {value}"
    known[f"_set_{name}"] = getattr(cls, name).__set__
    return f"_set_{name}(self, {value})"


def _write_comparison(cls: type, *, name: str, operator: str) -> object:
    mine, theirs = (_values(cls, whose) for whose in ("self", "other"))
    lines = [
        f"if other.__class__ is self.__class__: return ({mine}) {operator} ({theirs})",
        "return NotImplemented",
    ]
    return _compile(cls, name, ["self", "other"], lines)


def _write_hash(cls: type) -> object:
    return _compile(cls, "__hash__", ["self"], [f"return hash(({_values(cls, 'self')}))"])


def _values(cls: Any, whose: str) -> str:
    """What takes part in comparisons, as the inside of a tuple."""
    return "".join(f"{whose}.{one.name}, " for one in dataclasses.fields(cls) if one.compare)


def _write_getstate(cls: Any) -> object:
    values = ", ".join(f"self.{one.name}" for one in dataclasses.fields(cls))
    return _compile(cls, "__getstate__", ["self"], [f"return [{values}]"])


def _write_setstate(cls: Any) -> object:
    known: dict[str, object] = {}
    names = [one.name for one in dataclasses.fields(cls)]
    lines = [f"[{', '.join(names)}] = state", *(_set(cls, name, name, known) for name in names)]
    return _compile(cls, "__setstate__", ["self", "state"], lines, known)


def _compile(
    cls: type,
    name: str,
    words: Sequence[str],
    lines: Sequence[str],
    known: Mapping[str, object] | None = None,
) -> FunctionType:
    """A method of these parameters and lines, among the names of the class's module."""
    text = "\n  ".join([f" def {name}({', '.join(words)}):", *(lines or ["pass"])])
    made: dict[str, Callable[..., FunctionType]] = {}
    whole = f"def make({', '.join(known or ())}):\n{text}\n return {name}"
    exec(whole, vars(sys.modules[cls.__module__]), made)  # noqa: S102 (names of fields, nothing else)
    method = made["make"](**(known or {}))
    method.__qualname__ = f"{cls.__qualname__}.{name}"
    return method


@recursive_repr()
def _show(self: Any) -> str:
    shown = (f"{f.name}={getattr(self, f.name)!r}" for f in dataclasses.fields(self) if f.repr)
    return f"{type(self).__qualname__}({', '.join(shown)})"


def _refuse_to_set(_: object, name: str, value: object) -> NoReturn:  # noqa: ARG001
    raise dataclasses.FrozenInstanceError(f"cannot assign to field {name!r}")


def _refuse_to_delete(_: object, name: str) -> NoReturn:
    raise dataclasses.FrozenInstanceError(f"cannot delete field {name!r}")
