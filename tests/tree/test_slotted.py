"""Our dataclasses do what the standard library's do, and write their methods at the first call."""

from __future__ import annotations

import copy
import dataclasses
import inspect
import pickle
import pkgutil
import sys
import weakref
from dataclasses import field
from importlib import import_module
from types import ModuleType
from typing import Any, NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

import briefgen
from briefgen import slotted


class Point:
    """Fields of each kind."""

    x: int
    y: int = 2
    tags: list[str] = field(default_factory=list)
    note: str = field(default="-", repr=False, compare=False)
    known: int = field(default=7, init=False)


class Checked:
    """One that looks at what it is given, and has a method of its own."""

    x: int
    y: int = 2

    def __post_init__(self) -> None:
        if self.x < 0:
            raise ValueError(self.x)

    def __repr__(self) -> str:
        return f"<{self.x}>"


class Empty:
    """No field at all."""


class Pair(NamedTuple):
    """The same class, made by the standard library and by us."""

    theirs: Any
    ours: Any

    def both(self, act: Any) -> None:
        """Acting on either gives the same, or the same kind of error."""
        assert outcome(act, self.ours) == outcome(act, self.theirs)


OPTIONS: tuple[dict[str, bool], ...] = (
    {"frozen": True, "kw_only": True},
    {"frozen": True},
    {"frozen": True, "order": True},
    {"frozen": True, "eq": False},
    {"frozen": True, "weakref_slot": True},
    {"kw_only": True},
    {},
    {"eq": False},
)


def outcome(act: Any, cls: Any) -> object:
    try:
        return act(cls)
    except (TypeError, ValueError, AttributeError) as fault:
        return type(fault), str(fault)


def make(plain: type, options: dict[str, bool], monkeypatch: pytest.MonkeyPatch) -> Pair:
    """The class made twice from one body; pickle finds ours under its name."""
    made = []
    for decorate in (dataclasses.dataclass, slotted.dataclass):
        body = {
            key: copy.copy(value)
            for key, value in vars(plain).items()
            if key not in ("__dict__", "__weakref__")
        }
        cls: Any = type("Sample", (), {**body, "__qualname__": "Sample"})
        cls = decorate(slots=True, **options)(cls)
        made.append(cls)
    monkeypatch.setattr(sys.modules[__name__], "Sample", made[1], raising=False)
    return Pair(*made)


@pytest.fixture(params=OPTIONS, ids=lambda o: "-".join(o) or "plain")
def options(request: pytest.FixtureRequest) -> dict[str, bool]:
    found: dict[str, bool] = request.param
    return found


def of(cls: Any, *values: Any, **named: Any) -> Any:
    """An object of these values, whether the class takes them by place or by name."""
    names = [one.name for one in dataclasses.fields(cls) if one.init]
    return cls(**dict(zip(names, values, strict=False)), **named)


@pytest.mark.parametrize("plain", [Point, Checked, Empty])
def test_a_class_of_ours_is_one_of_the_standard_library(
    plain: type, options: dict[str, bool], monkeypatch: pytest.MonkeyPatch
) -> None:
    pair = make(plain, options, monkeypatch)
    pair.both(dataclasses.is_dataclass)
    pair.both(lambda cls: [str(one) for one in dataclasses.fields(cls)])
    pair.both(lambda cls: cls.__match_args__)
    pair.both(lambda cls: cls.__slots__)
    pair.both(lambda cls: str(inspect.signature(cls)))
    pair.both(lambda cls: cls.__init__.__annotations__)
    pair.both(lambda cls: cls.__hash__ is None)
    pair.both(lambda cls: (cls.__name__, cls.__qualname__, cls.__module__, cls.__doc__))
    pair.both(lambda cls: repr(cls()))
    pair.both(lambda cls: repr(cls(1, 2, 3, 4, 5, 6)))
    pair.both(lambda cls: cls(unknown=1))
    pair.both(lambda cls: hasattr(cls, "x"))


@pytest.mark.parametrize(
    "act",
    [
        lambda cls: repr(of(cls, 1, 3, ["a"])),
        lambda cls: of(cls, 1).tags is of(cls, 1).tags,
        lambda cls: of(cls, -1).x,
        lambda cls: (of(cls, 1) == of(cls, 1), of(cls, 1) == of(cls, 2), of(cls, 1) == 1),
        lambda cls: of(cls, 1, note="a") == of(cls, 1, note="b"),
        lambda cls: len(set(map(hash, [of(cls, 1, 2, ()), of(cls, 1, 2, ())]))),
        lambda cls: len({of(cls, 1, 2, ()), of(cls, 1, 2, ())}),
        lambda cls: type(hash(of(cls, 1))),  # a list has none
        lambda cls: (of(cls, 1) < of(cls, 2), of(cls, 2) >= of(cls, 1, 9)),
        lambda cls: of(cls, 1) < 3,
        lambda cls: repr(dataclasses.replace(of(cls, 1), y=9)),
        lambda cls: repr(dataclasses.replace(of(cls, 1), known=9)),
        lambda cls: dataclasses.asdict(of(cls, 1, 2, ["a"])),
        lambda cls: setattr(of(cls, 1), "x", 2),
        lambda cls: delattr(of(cls, 1), "x"),
        lambda cls: bool(weakref.ref(of(cls, 1))),
        lambda cls: repr(copy.copy(of(cls, 1, 3, ["a"]))),
        lambda cls: repr(copy.deepcopy(of(cls, 1, 3, ["a"]))),
        lambda cls: of(cls, 1, 3, ["a"]).__getstate__(),
    ],
)
@pytest.mark.parametrize("plain", [Point, Checked])
def test_objects_of_ours_behave_alike(
    plain: type, act: Any, options: dict[str, bool], monkeypatch: pytest.MonkeyPatch
) -> None:
    pair = make(plain, options, monkeypatch)
    pair.both(act)
    pair.both(act)  # what was pending is written


@given(x=st.integers(), y=st.integers(), tags=st.lists(st.text()), protocol=st.integers(2, 5))
def test_an_object_comes_back_from_a_pickle(x: int, y: int, tags: list[str], protocol: int) -> None:
    with pytest.MonkeyPatch.context() as patch:
        sample = make(Point, {"frozen": True}, patch).ours(x, y, tags)
        back = pickle.loads(pickle.dumps(sample, protocol=protocol))  # noqa: S301 (ours)
        assert (back, back.note, back.known) == (sample, "-", 7)


def test_a_match_finds_fields_by_place_and_by_name(monkeypatch: pytest.MonkeyPatch) -> None:
    ours = make(Point, {"frozen": True}, monkeypatch).ours
    match ours(1, 3):
        case ours(x, y, tags=[]):
            assert (x, y) == (1, 3)
        case _:
            pytest.fail("no match")


def test_a_class_takes_the_fields_of_its_base(monkeypatch: pytest.MonkeyPatch) -> None:
    pair = make(Checked, {"frozen": True}, monkeypatch)
    options: dict[str, Any] = {"frozen": True, "slots": True, "kw_only": True}
    more: list[Any] = [
        decorate(**options)(
            type("More", (base,), {"__annotations__": {"z": "int"}, "__module__": __name__})
        )
        for base, decorate in zip(pair, (dataclasses.dataclass, slotted.dataclass), strict=True)
    ]
    acts: tuple[Any, ...] = (
        lambda cls: [one.name for one in dataclasses.fields(cls)],
        lambda cls: cls.__match_args__,
        lambda cls: cls(1, z=3) == cls(1, 2, z=3),
        lambda cls: cls(-1, z=3),
        lambda cls: cls(1),
    )
    for act in acts:
        Pair(*more).both(act)
    assert pair.ours(1) != more[1](1, z=3)


def test_a_class_pays_for_no_method_before_its_first_call(monkeypatch: pytest.MonkeyPatch) -> None:
    ours = make(Point, {"frozen": True}, monkeypatch).ours
    written = {name for name, value in vars(ours).items() if type(value).__name__ == "_Pending"}
    assert {"__init__", "__eq__", "__hash__", "__match_args__", "__dataclass_fields__"} <= written
    assert ours(1) == ours(1)
    assert type(vars(ours)["__init__"]).__name__ == "function"
    assert type(vars(ours)["__hash__"]).__name__ == "_Pending"


def modules() -> list[ModuleType]:
    names = [one.name for one in pkgutil.walk_packages(briefgen.__path__, "briefgen.")]
    return [import_module(name) for name in names if not name.endswith("__main__")]


def test_all_that_is_annotated_in_a_class_of_ours_is_a_field_in_a_slot() -> None:
    assert {vars(one).get("dataclass", slotted.dataclass) for one in modules()} == {
        slotted.dataclass
    }
    found = [
        value
        for module in modules()
        for value in vars(module).values()
        if isinstance(value, type) and value.__module__ == module.__name__
        if dataclasses.is_dataclass(value)
    ]
    assert len(found) > 300
    for one in found:
        names = tuple(each.name for each in dataclasses.fields(one))
        assert tuple(n for n in vars(one)["__slots__"] if n != "__weakref__") == names, one
