"""Reads dates as specifications write them: 25.12.2020, 25 декабря 2020 года, 2020 жылғы 25 желтоқсан, апрель 2021."""

import re
from datetime import date
from typing import Final

MONTHS: Final = (
    ("январ", "қаңтар", "кантар"),
    ("феврал", "ақпан", "акпан"),
    ("март", "наурыз"),
    ("апрел", "сәуір", "сауир"),
    ("ма[йяею]", "мамыр"),
    ("июн", "маусым"),
    ("июл", "шілде", "шилде"),
    ("август", "тамыз"),
    ("сентябр", "қыркүйек", "қыркүйе", "кыркуйек"),
    ("октябр", "қазан", "казан"),
    ("ноябр", "қараша", "караша"),
    ("декабр", "желтоқсан", "желтоксан"),
)
"""Beginnings of the months' names in Russian and Kazakh, January first."""

_MONTH = "|".join(stem for stems in MONTHS for stem in stems)
_YEAR = r"(?:19|20)\d\d"
_NUMERIC = rf"(?<!\d)\d{{1,2}}\.\d{{1,2}}\.{_YEAR}(?!\d)(?:\s*г\.)?"
_RUSSIAN = rf"(?:(?<!\d)\d{{1,2}}(?:-го)?\s+|конца\s+)?\b(?:{_MONTH})\w*\s+{_YEAR}(?!\d)(?:\s*(?:года|году|год|г\.))?"
_KAZAKH = rf"(?<!\d){_YEAR}\s*(?:жыл(?:ғы|дың|ы)|ж\.)\s*(?:\d{{1,2}}\s*-?\s*)?(?:{_MONTH})\w*"
DATE: Final = re.compile(f"{_NUMERIC}|{_RUSSIAN}|{_KAZAKH}", re.IGNORECASE)
_PARTS = re.compile(r"\d+")
_STEMS = [re.compile(rf"\b(?:{'|'.join(stems)})", re.IGNORECASE) for stems in MONTHS]


def date_of(written: str) -> str | None:
    """Read a date that `DATE` found.

    Returns:
        YYYY-MM-DD, or YYYY-MM where no day is written; nothing where there is no such day.
    """
    numbers = [int(part) for part in _PARTS.findall(written)]
    year = next(number for number in numbers if number >= 1900)
    rest = [number for number in numbers if number != year]
    month = next((place for place, stem in enumerate(_STEMS, start=1) if stem.search(written)), None)
    if month is None:
        return _day(year, rest[1], rest[0])
    return _day(year, month, rest[0]) if rest else f"{year}-{month:02}"


def _day(year: int, month: int, day: int) -> str | None:
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None
