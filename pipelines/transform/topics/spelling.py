"""Owns the one spelling in which titles and vocabulary meet: case, Kazakh and look-alike letters do not matter.

A title is typed by thousands of hands: «Қызмет» and «Кызмет», a Latin "c" inside a Cyrillic word, "1 С" and "1C",
doubled HTML entities, «й» as two characters. So each letter stands for its whole family (`FAMILIES`), in texts and in
vocabulary alike. The same rule runs twice: word by word in Python (`words`, `skeleton`), and over whole columns
(`skeleton_of_column`), where it serves only to leave out rows that hold no word of ours.
"""

import html
import re

import polars as pl

FAMILIES = dict(zip("әіңғүұқөһёйabcehikmoptxy", "аингуукохеиавсеникмортху", strict=True))
"""Letter → the letter that stands for its family: Kazakh letters by the Russian keyboard, Latin look-alikes."""

INVISIBLE = "\u0306\u0308\u00ad\u200b\u200c\u200d\ufeff"
"""Marks over letters typed apart, soft hyphens, zero-width characters: nothing."""

_TABLE = str.maketrans(FAMILIES)
_HIDDEN = re.compile(f"[{INVISIBLE}]")
_ONE_C = re.compile(
    r"(?<![^\W_])1[\s-]+[сc](?=[\s:.,\"«“-]*(?:предпр|бухг|битрикс|зарпл|кадр|торгов|комплекс|конфиг|erp|кәсіп))"
    r"|(?<=программ[аеуы] )1[\s-]+[сc](?![^\W_])",
    re.IGNORECASE,
)
_SOFTWARE = re.compile(r"(?<=[a-zа-яёәіңғүұқөһ] )(?<!слуги )(?<!слуг )(?<!аботы )(?<!абот )ПО(?![^\W_])")
"""The abbreviation ПО (программное обеспечение); in a text of capitals it is the small word, so one of small letters
must stand before it."""
_WORD = re.compile(r"[^\W_]+")
_LETTERS = "абвгдежзийклмнопрстуфхцчшщъыьэюяёәіңғүұқөһabcdefghijklmnopqrstuvwxyz"


def plain(text: str) -> str:
    """Unescape a text twice, take out what is not seen, write "1 С" as one word and ПО in full."""
    if "&" in text:
        text = html.unescape(html.unescape(text))
    text = _HIDDEN.sub("", text)
    if "1" in text:
        text = _ONE_C.sub("1с", text)
    return _SOFTWARE.sub("программное обеспечение", text) if "ПО" in text else text


def words(text: str) -> list[str]:
    """Return the words of a plain text in lower case, in their own letters."""
    return _WORD.findall(text.lower())


def skeleton(word: str) -> str:
    """Write one lower-case word with one letter for each family."""
    return word.translate(_TABLE)


def skeleton_of_column(text: pl.Expr) -> pl.Expr:
    """Write a column of texts as skeletons; only common entities are unescaped (see `has_rare_entities`)."""
    return text.str.replace_many(["&amp;quot;", "&quot;", "&amp;", "&nbsp;"], [" "] * 4).str.replace_many(
        *_column_letters()
    )


def has_rare_entities(text: pl.Expr) -> pl.Expr:
    """Say which texts may hold letters written as HTML entities, so that only Python can read them."""
    return text.str.replace_many(["&amp;quot;", "&quot;", "&amp;", "&nbsp;"], [" "] * 4).str.contains_any(["&"])


def has_software_in_capitals(text: pl.Expr) -> pl.Expr:
    """Say which texts may hold the abbreviation ПО, which only `plain` tells from the small word."""
    hidden = f"[{INVISIBLE}]*"
    return text.str.contains(rf"[a-zа-яёәіңғүұқөһ]{hidden} {hidden}П{hidden}О{hidden}(?:[^\p{{L}}\p{{N}}]|$)")


def _column_letters() -> tuple[list[str], list[str]]:
    written = dict.fromkeys(INVISIBLE, "")
    for letter in _LETTERS:
        for form in (letter, letter.upper()):
            if form != skeleton(letter):
                written[form] = skeleton(letter)
    return list(written), list(written.values())
