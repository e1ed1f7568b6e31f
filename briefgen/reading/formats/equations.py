"""An equation (MathML, or the Office kind) as one line of words: a half is `1/2`, not `12`."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Final

from lxml import etree

from briefgen.raised import lower_figures, raise_figures

Element = etree._Element
_SINGLE: Final = re.compile(r"\d[\d.,]*%?|[^\W\d_]+|\([^()]*\)")
_RAISED: Final = re.compile("[⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿ]+")
_LOWERED: Final = re.compile("[₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎]+")
_UNREAD: Final = frozenset(["annotation", "annotation-xml", "mphantom", "phant"])


def linear(element: Element) -> str:
    """The words and signs of an equation, in the order and with the marks that a line needs."""
    return " ".join(_of(element).split())


def is_built(element: Element) -> bool:
    """Whether an equation has parts over or beside each other, which a line cannot show."""
    return any(_name(part) in _SHAPES for part in element.iter())


def _of(element: Element) -> str:
    name = _name(element)
    if name in _UNREAD or name.endswith("Pr"):
        return ""
    if name in ("t", "mi", "mn", "mo", "mtext", "ms"):
        return "".join(text for text in element.itertext() if isinstance(text, str))
    parts = [part for part in element if _name(part) and not _name(part).endswith("Pr")]
    loose = [element.text or "", *(part.tail or "" for part in element)]
    if name in _SHAPES and not "".join(loose).strip():
        return _SHAPES[name](element, [_of(part) for part in parts])
    told = [(_of(part) + (part.tail or ""), _name(part)) for part in element if _name(part)]
    return _side_by_side([(element.text or "", ""), *told])


def _side_by_side(parts: Sequence[tuple[str, str]]) -> str:
    """Parts one after the other; figures of two parts never become one number."""
    done = ""
    for text, name in parts:
        apart = done[-1:].isdigit() and text[:1].isdigit() and name != "r"
        done += " " * apart + text
    return done


def _name(element: Element) -> str:
    tag: object = element.tag
    return tag.rpartition("}")[2].rpartition(":")[2] if isinstance(tag, str) else ""


def _held(text: str) -> str:
    """A part as one: in brackets where it is more than a number or a word."""
    text = " ".join(text.split())
    return text if len(text) < 2 or _SINGLE.fullmatch(text) else f"({text})"


def _fraction(_: Element, parts: Sequence[str]) -> str:
    return "/".join(map(_held, parts))


def _power(base: str, exponent: str) -> str:
    shown = raise_figures(exponent.strip())
    return base + (shown if _RAISED.fullmatch(shown) else f"^{_held(exponent)}")


def _index(base: str, index: str) -> str:
    shown = lower_figures(index.strip())
    return base + (shown if _LOWERED.fullmatch(shown) else f"_{_held(index)}")


def _raised(_: Element, parts: Sequence[str]) -> str:
    base, *rest = parts or [""]
    return _power(_held(base), "".join(rest))


def _lowered(_: Element, parts: Sequence[str]) -> str:
    base, *rest = parts or [""]
    return _index(_held(base), "".join(rest))


def _both(_: Element, parts: Sequence[str]) -> str:
    base, low, high = (*parts, "", "", "")[:3]
    return _power(_index(_held(base), low), high) if high else _index(_held(base), low)


def _root(element: Element, parts: Sequence[str]) -> str:
    """MathML has the degree last, the Office kind first; `√` has none."""
    if _name(element) == "msqrt":
        return "√" + _held(_side_by_side([(part, "") for part in parts]))
    base, degree = (parts[-1], parts[0]) if _name(element) == "rad" else (*parts, "", "")[:2]
    return raise_figures(degree.strip() if len(parts) > 1 else "") + "√" + _held(base)


def _over_and_under(element: Element, parts: Sequence[str]) -> str:
    return _both(element, parts) + " "


def _fenced(element: Element, parts: Sequence[str]) -> str:
    """Brackets and the signs between what they hold, as the equation states them."""
    if _name(element) == "mfenced":
        opened, closed = element.get("open", "("), element.get("close", ")")
        between = element.get("separators", ",")[:1]
    else:
        opened, closed = _stated(element, "begChr", "("), _stated(element, "endChr", ")")
        between = _stated(element, "sepChr", "|")
    return opened + between.join(parts) + closed


def _nary(element: Element, parts: Sequence[str]) -> str:
    low, high, base = (*parts, "", "", "")[:3]
    sign = _stated(element, "chr", "∫")
    lowered = _index(sign, low) if low else sign
    return (_power(lowered, high) if high else lowered) + " " + base


def _stated(element: Element, name: str, usual: str) -> str:
    found = next((part for part in element.iter() if _name(part) == name), None)
    if found is None:
        return usual
    stated = (str(value) for key, value in found.items() if str(key).endswith("}val"))
    return next(stated, "")


def _rows(_: Element, parts: Sequence[str]) -> str:
    return "; ".join(parts)


def _cells(_: Element, parts: Sequence[str]) -> str:
    return ", ".join(parts)


def _limits(_: Element, parts: Sequence[str]) -> str:
    return " ".join(parts)


_SHAPES: Final[Mapping[str, Callable[[Element, Sequence[str]], str]]] = {
    **dict.fromkeys(("f", "mfrac"), _fraction),
    **dict.fromkeys(("sSup", "msup"), _raised),
    **dict.fromkeys(("sSub", "msub", "munder"), _lowered),
    **dict.fromkeys(("sSubSup", "msubsup"), _both),
    **dict.fromkeys(("rad", "msqrt", "mroot"), _root),
    **dict.fromkeys(("d", "mfenced"), _fenced),
    **dict.fromkeys(("m", "eqArr", "mtable"), _rows),
    **dict.fromkeys(("mr", "mtr"), _cells),
    **dict.fromkeys(("limLow", "limUpp", "func", "sPre"), _limits),
    "munderover": _over_and_under,
    "nary": _nary,
}
