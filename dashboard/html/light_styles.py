"""Owns the styles of pages that carry them inside: what the first lines need, and the rest cut to what a page uses."""

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from pathlib import Path
from typing import Final

from markupsafe import Markup

from dashboard.html.drawing import style_sheet

_HERE: Final = Path(__file__).parent
_END_OF_FIRST: Final = "/* end of what the first lines need */"
_COLOURS: Final = re.compile(r"(?::root|@media screen and \(prefers-color-scheme: dark\)) \{.*?\n\}", re.DOTALL)
_HUES: Final = re.compile(r" *--aq-(?:media|software|devices|needs|raised):[^;]*;\n")
_CLASS: Final = re.compile(r"\.(aq-[a-z0-9-]+)")
_USED: Final = re.compile(r'class="([^"]*)"')
_WORDS: Final = re.compile(r"[\w-]+")
_OURS: Final = "[data-testid"


@cache
def first_styles() -> Markup:
    """Return a style element with colours and what the top line and the title need."""
    colours = _HUES.sub("", "".join(one.group() for one in _COLOURS.finditer(style_sheet())))
    return _element(_small(colours + _light_sheet().partition(_END_OF_FIRST)[0]))


def other_styles(html: str, more: str = "") -> Markup:
    """Return a style element with the rules that a page's classes call for, and no others.

    Args:
        html: The page, or all of it that has classes.
        more: Rules of the page's own.
    """
    used = frozenset(word for found in _USED.finditer(html) for word in _WORDS.findall(found[1]))
    return _element(_cut(used) + more)


@lru_cache(maxsize=256)
def _cut(used: frozenset[str]) -> str:
    return "".join(_kept(_rest(), used))


@cache
def _light_sheet() -> str:
    return (_HERE / "light.css").read_text(encoding="utf-8")


@cache
def _rest() -> str:
    plain = _COLOURS.sub(_hues_alone, style_sheet())
    return _small(plain + _light_sheet().partition(_END_OF_FIRST)[2])


def _hues_alone(block: re.Match[str]) -> str:
    """Leave of a block of colours those that the first lines do without."""
    hues, dark = "".join(_HUES.findall(block.group())), block.group().startswith("@")
    rule = f":root {{ {hues} }}"
    return f"{block.group().partition('{')[0]}{{ {rule} }}" if dark else rule


def _kept(sheet: str, used: frozenset[str]) -> Iterator[str]:
    for head, block in _rules(sheet):
        if head.startswith("@"):
            inside = "".join(_kept(block, used))
            if inside:
                yield f"{head}{{{inside}}}"
        elif _OURS not in head and any(_is_used(one, used) for one in _selectors(head)):
            yield f"{head}{{{block}}}"


def _is_used(selector: str, used: frozenset[str]) -> bool:
    """Tell whether a selector may match; a class within :is(), :not() or :has() is one of several and decides none."""
    plain = re.sub(r":(?:is|not|has)\([^()]*(?:\([^()]*\)[^()]*)*\)", "", selector)
    return used.issuperset(_CLASS.findall(plain))


def _selectors(head: str) -> list[str]:
    """Split at commas outside of brackets."""
    return re.split(r",(?![^()]*\))", head)


def _rules(sheet: str) -> Iterator[tuple[str, str]]:
    """Split a sheet at its outer braces into heads and blocks."""
    start = depth = opened = 0
    for found in re.finditer(r"[{}]", sheet):
        if found.group() == "{":
            if not depth:
                opened = found.start()
            depth += 1
            continue
        depth -= 1
        if not depth:
            yield sheet[start:opened], sheet[opened + 1 : found.start()]
            start = found.end()


def _small(sheet: str) -> str:
    without_remarks = re.sub(r"/\*.*?\*/", "", sheet, flags=re.DOTALL)
    return re.sub(r"\s*([{};,])\s*", r"\1", re.sub(r"\s+", " ", without_remarks)).replace(";}", "}").strip()


def _element(sheet: str) -> Markup:
    return Markup("<style>{}</style>").format(Markup(sheet))  # noqa: S704 — our own files
