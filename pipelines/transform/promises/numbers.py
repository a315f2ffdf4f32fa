"""Puts numbers together: words of Russian and Kazakh, digits with words («2,5 тыс.», «20 (двадцать)»), ranges."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Final

from pipelines.transform.promises.parts import DASHES, Item
from pipelines.transform.promises.vocabulary import Words

POINTED: Final = ("тыс", "млн", "млрд")
HUNDRED, THOUSAND = Decimal(100), Decimal(1000)


def numeral(item: Item, words: Words, *, kazakh: bool) -> tuple[Decimal, str] | None:
    """Return value and case of a number written as a word; nothing where it is none.

    Args:
        item: A word.
        words: The vocabulary.
        kazakh: The text has Kazakh letters, so that «он» is ten.
    """
    if item.kind != "word":
        return None
    if (value := words.russian.get(item.text)) is not None:
        return value, ""
    for ending, case in (("", ""), *words.endings.items()):
        stem = item.text.removesuffix(ending) if item.text.endswith(ending) else ""
        if (value := words.kazakh.get(stem)) is not None and (kazakh or stem not in words.kazakh_only):
            return value, case
    return None


def with_numbers(row: Sequence[Item], words: Words, *, kazakh: bool) -> list[Item]:
    """Return a sentence in which each number is one item, with the ending that follows it."""
    told: list[Item] = []
    place = 0
    while place < len(row):
        item = row[place]
        if item.kind == "number" or (item.text not in POINTED and numeral(item, words, kazakh=kazakh)):
            number, place = _number(row, place, words, kazakh=kazakh)
            told.append(number)
        else:
            told.append(item)
            place += 1
    return told


def _number(row: Sequence[Item], place: int, words: Words, *, kazakh: bool) -> tuple[Item, int]:
    """Read the number that begins at a place; return it and the place after it."""
    first, start = row[place], place
    total, current, case = Decimal(0), first.value or Decimal(0), ""
    if first.kind == "number":
        place += 1
    while place < len(row) and (found := numeral(row[place], words, kazakh=kazakh)):
        if first.kind == "number" and found[0] < THOUSAND:
            break
        total, current = _added(total, current, found[0])
        case = found[1]
        place += 1
    number = Item("number", (), first.start, row[place - 1].end, value=total + current, case=case)
    if place - start == 1 or first.kind == "number":
        place = _after_point(row, place)
    number, place = _with_brackets(row, place, number, words, kazakh=kazakh)
    return _with_ending(row, place, number, words)


def _added(total: Decimal, current: Decimal, value: Decimal) -> tuple[Decimal, Decimal]:
    """Take a numeral into a number: thousands close what stands before them, a Kazakh hundred is multiplied."""
    if value >= THOUSAND:
        return total + (current or 1) * value, Decimal(0)
    if value == HUNDRED and 0 < current < HUNDRED // 10:
        return total, current * HUNDRED
    return total, current + value


def _after_point(row: Sequence[Item], place: int) -> int:
    """Pass over the point of «тыс.»."""
    if 0 < place < len(row) and row[place].text == "." and row[place - 1].text in POINTED:
        return place + 1
    return place


def _with_brackets(row: Sequence[Item], place: int, number: Item, words: Words, *, kazakh: bool) -> tuple[Item, int]:
    """Pass over a number said again in brackets: «20 (двадцать)», «двадцать (20)»."""
    if place >= len(row) or row[place].text != "(":
        return number, place
    closing = next((at for at in range(place + 1, min(place + 9, len(row))) if row[at].text == ")"), None)
    if closing is None or closing == place + 1:
        return number, place
    inside = row[place + 1 : closing]
    if not all(one.kind == "number" or numeral(one, words, kazakh=kazakh) for one in inside):
        return number, place
    case = next((found[1] for one in inside if (found := numeral(one, words, kazakh=kazakh)) and found[1]), "")
    return replace(number, end=row[closing].end, case=number.case or case), closing + 1


def _with_ending(row: Sequence[Item], place: int, number: Item, words: Words) -> tuple[Item, int]:
    """Take in an ending after digits: «1000-нан», «15-ке»."""
    at = place + 1 if place < len(row) and row[place].text in DASHES and row[place].start == number.end else place
    if at == len(row) or row[at].kind != "word" or row[at].start - number.end > 1:
        return number, place
    case = words.endings.get(row[at].text)
    return (replace(number, end=row[at].end, case=case), at + 1) if case else (number, place)
