"""Owns what one value in a link may be: the fixed lists, and a reader from text to value for every sort of key."""

import re
import unicodedata
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Final

from pipelines.folding import fold
from pipelines.schemas import CATEGORIES, GROUPS, KINDS, METHODS, TIERS, group_of

__all__ = ["CATEGORIES", "GROUPS", "KINDS", "METHODS", "TIERS", "group_of"]

BRANCHES: Final = ("media", "it")
LEVELS: Final = ("local", "central", "all")
MEASURES: Final = ("nominal", "real", "per_resident")
LANGUAGES: Final = ("kk", "ru", "en")

SLUG_LENGTH: Final = 100
WORDS_LENGTH: Final = 120
PAGE_LIMIT: Final = 100_000
YEAR_RANGE: Final = (1991, 2100)


class LinkValueError(ValueError):
    """Raised when a key can't have this value; the argument is the code that `Dropped.why` carries."""


def read_slug(text: str) -> str:
    """Read the id of a region, party, record, system, need, flag or section."""
    return _code(r"[a-z0-9]+(?:[-_.][a-z0-9]+)*", text, SLUG_LENGTH)


def read_sort(text: str) -> str:
    """Read a column to sort by; a leading minus asks for the largest first."""
    return _code(r"-?[a-z][a-z0-9]*(?:_[a-z0-9]+)*", text, SLUG_LENGTH)


def _code(pattern: str, text: str, length: int) -> str:
    code = text.strip().lower()
    if len(code) > length:
        raise LinkValueError("too_long")
    if not re.fullmatch(pattern, code):
        raise LinkValueError("unreadable")
    return code


def read_one_of(*values: str) -> Callable[[str], str]:
    """Make a reader of one code out of a fixed list."""

    def read(text: str) -> str:
        if (code := text.strip().lower()) not in values:
            raise LinkValueError("unknown_value")
        return code

    return read


def read_whole(lowest: int, highest: int) -> Callable[[str], int]:
    """Make a reader of whole numbers between two bounds, both included."""

    def read(text: str) -> int:
        digits = text.strip()
        if not re.fullmatch(r"[0-9]+", digits):
            raise LinkValueError("unreadable")
        if len(digits) > len(str(highest)) or not lowest <= int(digits) <= highest:
            raise LinkValueError("out_of_range")
        return int(digits)

    return read


def read_tenge(text: str) -> Decimal:
    """Read an amount in tenge, exact to the tiyn; "44 000 000" and "1,5" are read too, minus signs are not."""
    digits = re.sub(r"\s", "", text).replace(",", ".")
    if not re.fullmatch(r"[0-9]{1,16}(?:\.[0-9]{1,2}0*)?", digits):
        raise LinkValueError("unreadable")
    return Decimal(digits).normalize()


def read_snapshot(text: str) -> str:
    """Read the id of a snapshot, `YYYY-MM-DD-xxxxxxxx`; whether it exists is for the store to say."""
    snapshot = _code(r"[0-9]{4}-[0-9]{2}-[0-9]{2}-[0-9a-f]{8}", text, SLUG_LENGTH)
    try:
        date.fromisoformat(snapshot[:10])
    except ValueError:
        raise LinkValueError("unreadable") from None
    return snapshot


def read_words(text: str) -> str:
    """Read the words to search for; text without a letter or digit is not one."""
    words = shown(text)
    if "\N{REPLACEMENT CHARACTER}" in words or not fold(words):
        raise LinkValueError("unreadable")
    if len(words) > WORDS_LENGTH:
        raise LinkValueError("too_long")
    return words


def shown(text: str) -> str:
    """Write any text as one line of printable text: no control characters, no halves of characters, single spaces."""
    visible = "".join(letter if letter.isprintable() else " " for letter in text)
    return unicodedata.normalize("NFC", " ".join(visible.split()))


def written(value: object) -> str:
    """Write a value as it stands in a link, before percent signs."""
    return format(value, "f") if isinstance(value, Decimal) else str(value)
