"""Finds numbers that count a thing: «не менее 1000 комментариев», «постов: 30», «дайджест – 2 раза в день»."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from pipelines.transform.promises.parts import DASHES, NEGATIVE, Item, Sentence
from pipelines.transform.promises.reading import is_small
from pipelines.transform.promises.vocabulary import Rule, Words

WORDS_BETWEEN: Final = 5
WORDS_BACK: Final = 7
LEADING: Final = (*DASHES, ":", "|", "=")
BEFORE: Final = ("(", ",", "чем", "в", "«", "саны")
"""What may stand between the word of a bound and its number, or the thing that is counted."""
QUOTES: Final = "«»\"“”'/"
MINIMUM, MAXIMUM, EXACT = "minimum", "maximum", "exact"


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with its thing.

    Attributes:
        unit: Key of the unit.
        bound: minimum, maximum or exact.
        number: The number; low and high where it is a range.
        first: Place of its first item in the sentence.
        last: Place of its last item.
        per: What it holds for, where that is known already.
    """

    unit: str
    bound: str
    number: Item
    first: int
    last: int
    per: str | None = None


def quantities(sentence: Sentence, words: Words) -> list[Quantity]:
    """Find the quantities of a sentence, in the order in which they stand."""
    told: list[Quantity] = []
    for place, item in enumerate(sentence.items):
        if item.kind in ("number", "percent", "ratio"):
            taken = told[-1].last if told else -1
            found = _quantity(sentence, place, taken, words) if place > taken else None
            if found and not _is_denied(sentence.items, found):
                told.append(found)
    return told


def _is_denied(items: Sequence[Item], found: Quantity) -> bool:
    """Tell whether «не» follows at once: «72 часа не засчитываются»."""
    return found.last + 1 < len(items) and items[found.last + 1].kind == "word" and items[found.last + 1].text == "не"


def _quantity(sentence: Sentence, place: int, taken: int, words: Words) -> Quantity | None:
    item = sentence.items[place]
    if item.kind == "percent":
        return _bound_to(sentence, place, place, place, "percent") if sentence.speaks_of("availability") else None
    if item.kind == "ratio":
        return _ratio(sentence, place, words)
    if place + 1 < len(sentence.items) and is_small(sentence.items[place + 1], "times", words):
        return _times(sentence, place, taken, words)
    return _ahead(sentence, place, words) or _behind(sentence, place, taken, words)


def _ratio(sentence: Sentence, place: int, words: Words) -> Quantity | None:
    if not any(is_small(item, "negative", words) for item in sentence.items):
        return None
    return Quantity("comment", EXACT, replace(sentence.items[place], kind="number"), place, place, NEGATIVE)


def _ahead(sentence: Sentence, place: int, words: Words) -> Quantity | None:
    """Find the thing after a number, past adjectives, pieces, words of bounds and what stands in brackets."""
    between = 0
    at = place + 1
    items = sentence.items
    while at < len(items):
        item = items[at]
        if item.kind == "thing" and (rule := rule_of(sentence, at)):
            led = place > 0 and items[place - 1].text and rule.not_before.at([items[place - 1].text], 0)
            return None if led else _bound_to(sentence, place, place, at, rule.unit)
        if item.says(NEGATIVE) and item.kind == "each":
            return _bound_to(sentence, place, place, at - 1, "comment", NEGATIVE)
        if item.text == "(":
            at = _after_brackets(items, at)
            continue
        if not _may_stand_between(items, at, words):
            return None
        between += item.kind in ("word", "thing") and not is_small(item, "pieces", words)
        if between > WORDS_BETWEEN:
            return None
        at += 1
    return None


def _after_brackets(items: Sequence[Item], at: int) -> int:
    closing = (place for place in range(at, min(at + 8, len(items))) if items[place].text == ")")
    return next(closing, len(items)) + 1


def _may_stand_between(items: Sequence[Item], at: int, words: Words) -> bool:
    item = items[at]
    if item.kind == "word":
        return not (is_small(item, "stop", words) or is_small(item, "measures", words))
    if item.kind == "bound":
        return item.says("after minimum", "after maximum")
    if item.kind == "mark":
        joins = item.text in DASHES and _joins(items, at)
        return joins or item.text in QUOTES or (item.text == "," and _lists(items, at))
    return item.kind in ("period", "thing")


def _joins(items: Sequence[Item], at: int) -> bool:
    """Tell a hyphen inside a word, as in «20-минутный», from a dash."""
    return at + 1 < len(items) and items[at - 1].end == items[at].start and items[at].end == items[at + 1].start


def _lists(items: Sequence[Item], at: int) -> bool:
    """Tell a comma between adjectives: «1000 положительных, нейтральных комментариев»."""
    return at + 1 < len(items) and items[at - 1].kind == "word" == items[at + 1].kind


def rule_of(sentence: Sentence, at: int) -> Rule | None:
    """Return the rule by which words stand for a unit in this sentence; nothing where they don't."""
    item = sentence.items[at]
    following = [one.text for one in sentence.items[at + 1 : at + 3]]
    for rule in item.rules:
        known = sentence.context
        if rule.needs and ("with", rule.unit, rule.number) not in known:
            continue
        if rule.forbids and ("not_with", rule.unit, rule.number) in known:
            continue
        if following and following[0] and rule.not_after.at(following, 0):
            continue
        return rule
    return None


def _behind(sentence: Sentence, place: int, taken: int, words: Words) -> Quantity | None:
    """Find the thing before a number: «количество постов – не менее 30», «пікір саны 20»."""
    items = sentence.items
    if _is_of_another(items, place, words):
        return None
    leads, between = False, 0
    for at in range(place - 1, taken, -1):
        item = items[at]
        if item.kind == "thing" and (rule := rule_of(sentence, at)):
            told = leads or (at > 0 and is_small(items[at - 1], "amount", words))
            return _bound_to(sentence, place, at, _last_piece(items, place, words), rule.unit) if told else None
        leads = leads or item.kind == "bound" or item.text in LEADING or is_small(item, "amount", words)
        between += item.kind in ("word", "thing")
        if not leads and item.kind == "word" and not is_small(item, "goes on", words):
            return None
        if item.text in (",", ";", "\n", "(", ")") or item.kind in ("number", "span", "date") or between > WORDS_BACK:
            return None
    return None


def _last_piece(items: Sequence[Item], place: int, words: Words) -> int:
    return place + 1 if place + 1 < len(items) and is_small(items[place + 1], "pieces", words) else place


def _is_of_another(items: Sequence[Item], place: int, words: Words) -> bool:
    """Tell whether a number has a measure or a thing of its own after it, so that it can't count what stands before."""
    after = [item for item in items[place + 1 : place + 3] if not is_small(item, "pieces", words)]
    if not after or after[0].kind in ("period", "bound", "clock", "mark", "each", "span"):
        return False
    return after[0].kind != "word" or not is_small(after[0], "goes on", words)


def _times(sentence: Sentence, place: int, taken: int, words: Words) -> Quantity | None:
    """Read «дайджест – 2 раза в день»: the thing is the nearest one of those done again and again."""
    items = sentence.items
    for at in (*range(place - 1, taken, -1), *range(place + 2, min(place + 6, len(items)))):
        if items[at].text in (";", "\n"):
            return None
        rule = rule_of(sentence, at) if items[at].kind == "thing" else None
        if rule and words.units[rule.unit].takes == "all":
            found = _bound_to(sentence, place, place, place + 1, rule.unit)
            return replace(found, first=min(at, found.first), last=max(at, found.last))
    return None


def _bound_to(sentence: Sentence, place: int, first: int, last: int, unit: str, per: str | None = None) -> Quantity:
    """Put together a quantity and find how its number binds; words of bounds stand before the number or after all."""
    items = sentence.items
    number, began = items[place], min(first, place)
    before = _bound_before(items, place) or (_bound_before(items, first) if first < place else None)
    if before is not None:
        began = min(began, before[1])
        return Quantity(unit, before[0], number, began, max(last, place), per)
    inside = (item for item in items[place + 1 : last + 1] if item.kind == "bound")
    bound = next((_side(item, "after") for item in inside if _side(item, "after")), None)
    end = max(last, place)
    if bound is None and (after := _bound_after(items, end)):
        bound, end = after
    return Quantity(unit, bound or EXACT, number, began, end, per)


def _side(item: Item, where: str) -> str | None:
    return next((label.split()[1] for label in item.labels if label.startswith(where)), None)


def _bound_before(items: Sequence[Item], place: int) -> tuple[str, int] | None:
    for at in range(place - 1, max(place - 4, -1), -1):
        item = items[at]
        if item.kind == "bound" and (bound := _side(item, "before")):
            return bound, at
        if not (item.kind == "period" or item.text in BEFORE or item.text.startswith("количеств")):
            return None
    return None


def _bound_after(items: Sequence[Item], last: int) -> tuple[str, int] | None:
    """Find a bound after all: «4 мегапиксельден кем емес»; one with a number after it belongs to that number."""
    at = last + 1
    if at < len(items) and items[at].text == "/":  # «Мбит/с»
        at += 2
    while at < len(items) and (items[at].kind in ("period", "each") or items[at].text == ","):
        at += 1
    if at >= len(items) or items[at].kind != "bound":
        return None
    bound = _side(items[at], "after")
    leads = at + 1 < len(items) and items[at + 1].kind in ("number", "percent") and _side(items[at], "before")
    return (bound, last) if bound and not leads else None
