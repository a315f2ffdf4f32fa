"""Numbers the addresses of sources, for on paper no link can be followed: [3] beside a source, 3 in a list at the end.

Links to our own site are left alone: the code and the link at the top lead to all of it.
"""

import re
from typing import Any, Final
from urllib.parse import unquote

from dashboard.hearing.paper_bands import Band, chapter_heading, paragraph
from dashboard.hearing.paper_letters import BREAK, SLACK, clean, line_width
from dashboard.hearing.paper_measure import Measure, Part
from dashboard.pictures.lettering import TEXT, wrapped

NUMBER_ROOM: Final = 26.0
_ENCODED: Final = re.compile(r"(?:%[89A-F][0-9A-F])+", re.IGNORECASE)
_BEHIND_SIGNS: Final = re.compile(r"(?<=[/?&=_.-])(?![/?&=_.-])")


def marked(told: Any, origin: str, numbers: dict[str, int]) -> Any:  # noqa: ANN401 — any piece of what is drawn
    """Return a thing to be drawn whose links to other sites bear the number of their address.

    Args:
        told: A part, or any list or value within one.
        origin: Scheme and host of our own site; "" where not known.
        numbers: Address → number; a new address gets the next one.
    """
    if isinstance(told, list):
        return [marked(one, origin, numbers) for one in told]
    if not isinstance(told, dict):
        return told
    made = {key: marked(value, origin, numbers) for key, value in told.items()}
    return {**made, "mark": str(_number(told["href"], numbers))} if _needs_number(told, origin) else made


def opening(measure: Measure) -> Band:
    """Return what stands above the list of addresses in one language."""
    said = measure.tr("A number in brackets beside a source is that of its address here.")
    title = chapter_heading("addresses", measure.tr("Addresses of the sources"), measure)
    return Band((title, paragraph(said, measure)))


def listed(numbers: dict[str, int], measure: Measure, width: float) -> list[Part]:
    """Return the list of addresses, each whole, broken where it is wider than the page.

    Args:
        numbers: Address → number.
        measure: Of either column.
        width: Of the page between its margins, points.
    """
    return [
        {"number": str(number), "lines": _lines(_shown(href), measure.small, width - NUMBER_ROOM), "href": href}
        for href, number in numbers.items()
    ]


def _lines(address: str, size: float, room: float) -> list[str]:
    """Break an address behind its signs, and within a piece of it only where that is wider than a line.

    Nothing unseen is put in: an address copied from the file still leads where it should.
    """
    lines = [""]
    for piece in _BEHIND_SIGNS.split(address):
        for part in wrapped(piece, TEXT, size, room * SLACK):
            if line_width(lines[-1] + part, size) <= room:
                lines[-1] += part
            else:
                lines.append(part)
    return lines


def _needs_number(told: Part, origin: str) -> bool:
    """Tell whether these are words with a link to another site whose address they don't spell out themselves."""
    href = told.get("href")
    if not href or "text" not in told or (origin and href.startswith(f"{origin}/")):
        return False
    return _shown(href) not in str(told["text"]).replace(BREAK, "")


def _number(href: str, numbers: dict[str, int]) -> int:
    return numbers.setdefault(href, len(numbers) + 1)


def _shown(href: str) -> str:
    plain = href.removeprefix("https://").removeprefix("http://").removesuffix("/")
    return clean(_ENCODED.sub(_spelt, plain))


def _spelt(found: re.Match[str]) -> str:
    """Write letters as letters where an address has them as signs and digits: a reader types them from the sheet."""
    try:
        letters = unquote(found[0], errors="strict")
    except UnicodeDecodeError:
        return found[0]
    return letters if letters.isalpha() else found[0]
