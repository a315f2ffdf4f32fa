"""Reads a sentence of tokens into items that say what they are: numbers, things, periods, bounds, «for each»."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from pipelines.transform.promises.numbers import with_numbers
from pipelines.transform.promises.parts import ALONE, DASHES, NEGATIVE, Item, Sentence
from pipelines.transform.promises.tokens import Token
from pipelines.transform.promises.vocabulary import Words
from pipelines.transform.topics.spelling import skeleton

ADJECTIVES: Final = 2
REPEATING: Final = tuple(map(skeleton, ("әр", "сайын")))


def read(row: Sequence[Token], words: Words, *, kazakh: bool) -> Sentence:
    """Read a sentence.

    Args:
        row: Its tokens.
        words: The vocabulary.
        kazakh: The text has Kazakh letters.
    """
    skeletons = [token.text if token.kind == "word" else "" for token in row]
    items = with_numbers(_phrases(row, skeletons, words), words, kazakh=kazakh)
    items = _spans(_ranges(_each(items, words)), words)
    found = (words.networks.at(skeletons, place) for place, word in enumerate(skeletons) if word)
    names = dict.fromkeys(one.labels[0] for one in found if one)
    return Sentence(tuple(items), frozenset(words.context.all_in(skeletons)), tuple(names))


def _phrases(row: Sequence[Token], skeletons: Sequence[str], words: Words) -> list[Item]:
    """Find ready phrases; the longest at each place wins, between equal ones the first kind of `_candidates`."""
    told: list[Item] = []
    place = 0
    while place < len(row):
        found = list(_candidates(row, skeletons, place, words)) if skeletons[place] else []
        item, length = max(found, key=lambda one: one[1]) if found else (_alone(row[place]), 1)
        told.append(item)
        place += length
    return told


def _alone(token: Token) -> Item:
    return Item(token.kind, (), token.start, token.end, token.text, value=token.value)


def _candidates(row: Sequence[Token], skeletons: Sequence[str], place: int, words: Words) -> Iterator[tuple[Item, int]]:
    if clock := words.clock.at(skeletons, place):
        yield _phrase("clock", (), row, place, clock.length), clock.length
    if period := words.periods.at(skeletons, place):
        yield _phrase("period", period.labels, row, place, period.length), period.length
    if bound := words.bounds.at(skeletons, place):
        labels = tuple(f"{where} {which}" for where, which in bound.labels)
        yield _phrase("bound", labels, row, place, bound.length), bound.length
    if thing := words.things.at(skeletons, place):
        yield _thing(row, place, thing.length, words, skeletons), thing.length
    elif last := _last_part(row[place], words):
        yield last, 1


def _phrase(kind: str, labels: tuple[str, ...], row: Sequence[Token], place: int, length: int) -> Item:
    last = place + length - 1
    return Item(kind, labels, row[place].start, row[last].end, " ".join(one.text for one in row[place : last + 1]))


def _thing(row: Sequence[Token], place: int, length: int, words: Words, skeletons: Sequence[str]) -> Item:
    found = words.things.at(skeletons, place)
    rules = found.labels if found else ()
    return replace(_phrase("thing", tuple(rule.unit for rule in rules), row, place, length), rules=rules)


def _last_part(token: Token, words: Words) -> Item | None:
    """Read the last part of a word with hyphens: «SMM-специалисты» are специалисты."""
    _, hyphen, last = token.text.rpartition("-")
    found = words.things.at([last], 0) if hyphen and last else None
    if not found:
        return None
    units = tuple(rule.unit for rule in found.labels)
    return Item("thing", units, token.start, token.end, token.text, rules=found.labels)


def is_small(item: Item, name: str, words: Words) -> bool:
    """Tell whether an item is a word of one of the small lists."""
    found = words.small.at([item.text], 0) if item.kind == "word" and item.text else None
    return bool(found and name in found.labels)


def _each(items: Sequence[Item], words: Words) -> list[Item]:
    """Find what a number holds for: «на каждый негативный комментарий», «әр мектепте», «на 1 пост»."""
    told: list[Item] = []
    place = 0
    while place < len(items):
        found = _each_at(items, place, words)
        told.append(found[0] if found else items[place])
        place = found[1] if found else place + 1
    return told


def _each_at(items: Sequence[Item], place: int, words: Words) -> tuple[Item, int] | None:
    """Return what a number holds for, where that begins at a place, and the place after it."""
    after = place
    led = is_small(items[after], "on", words)
    onto = is_small(items[after], "onto", words)
    after += led
    every = after < len(items) and is_small(items[after], "each", words)
    one = after < len(items) and (is_small(items[after], "one", words) or items[after].value == 1) and not every
    after += every or one
    if not (every or one or onto):
        return None
    found = _held_for(items, after, words)
    if found is None:
        counts = after < len(items) and items[after].kind == "number"
        return (_held(items, place, after, ALONE), after) if every and not led and not counts else None
    label, after = found
    genitive = one and place > 0 and _is_of_one(items[place - 1], words)
    if not (every or label == NEGATIVE or (led and one) or genitive or (onto and _may_hold_for(items, place))):
        return None
    return _held(items, place, after, label), after


def _is_of_one(before: Item, words: Words) -> bool:
    """Tell whether «одного выпуска» after these words is each: «хронометраж одного выпуска»."""
    told = words.context.at([before.text], 0) if before.kind == "word" and before.text else None
    of_one = bool(told and any(name in ("duration", "price") for name, _, _ in told.labels))
    return before.kind == "thing" or of_one or is_small(before, "amount", words)


def _may_hold_for(items: Sequence[Item], place: int) -> bool:
    """Tell whether «на пост», «под публикацией» may belong to a number before it: «до 100 просмотров на пост»."""
    before = items[place - 1] if place else None
    return before is not None and before.kind == "thing" and before.says("like", "view", "comment", "repost")


def _held(items: Sequence[Item], place: int, after: int, label: str) -> Item:
    return Item("each", (label,), items[place].start, items[after - 1].end)


def _held_for(items: Sequence[Item], place: int, words: Words) -> tuple[str, int] | None:
    """Return the thing or place named here, after at most two other words, and the place after it."""
    for at in range(place, min(place + ADJECTIVES + 1, len(items))):
        item = items[at]
        if is_small(item, "negative", words):
            return NEGATIVE, at + 2 if at + 1 < len(items) and items[at + 1].kind == "thing" else at + 1
        if item.kind == "thing" and item.labels:
            return item.labels[0], at + 1
        if item.kind != "word":
            return None
        if found := words.per.at([item.text], 0):
            return found.labels[0], at + 1
    return None


def _ranges(items: Sequence[Item]) -> list[Item]:
    """Put ranges together: «3–5», «от 3 до 5», «10-нан 15-ке дейін»."""
    told: list[Item] = []
    place = 0
    while place < len(items):
        found = _range_at(items, place)
        if found and told and told[-1].text == "от":
            told.pop()
        told.append(found[0] if found else items[place])
        place = found[1] if found else place + 1
    return told


def _range_at(items: Sequence[Item], place: int) -> tuple[Item, int] | None:
    low = items[place]
    if low.kind != "number" or place + 1 >= len(items):
        return None
    at = place + 1
    dashed = items[at].text in (*DASHES, "до", "тен", "дан")
    at += dashed
    if at >= len(items) or not (dashed or (low.case == "from" and items[at].case == "to")):
        return None
    high = items[at]
    if high.kind != "number" or low.value is None or high.value is None or not low.value < high.value:
        return None
    at += 1
    if high.case == "to" and at < len(items) and items[at].says("after maximum"):
        at += 1
    began = items[place - 1].start if place and items[place - 1].text == "от" else low.start
    told = Item("number", (), began, items[at - 1].end, low=low.value, high=high.value)
    return told, at


def _spans(items: Sequence[Item], words: Words) -> list[Item]:
    """Put lengths of time together: «в течение 2 часов», «за 12 месяцев», «каждые 2 часа», «1 сағат ішінде»."""
    told: list[Item] = []
    place = 0
    while place < len(items):
        found = _span_at(items, place, words)
        told.append(found[0] if found else items[place])
        place = found[1] if found else place + 1
    return told


def _span_at(items: Sequence[Item], place: int, words: Words) -> tuple[Item, int] | None:
    led = _led(items, place, words)
    at = led or place
    if at >= len(items) or items[at].kind != "number" or items[at].value is None:
        return None
    lasting = _lasting(items, at + 1, words)
    if lasting is None:
        return None
    length, after = lasting
    closed = after < len(items) and bool(words.within.at([items[after].text], 0)) and items[after].kind == "word"
    if not led and not closed:
        return None
    after += closed
    repeats = is_repeating(items[place].text) or (closed and items[after - 1].text in REPEATING)
    value = items[at].value
    label = length if value == 1 else f"{value} {length}s"
    kind = "period" if repeats else "span"
    return Item(kind, (label, length), items[place].start, items[after - 1].end, value=value), after


def is_repeating(text: str) -> bool:
    """Tell «каждые 2 часа» from «в течение 2 часов»."""
    return text.startswith("кажд") or text in REPEATING


def _led(items: Sequence[Item], place: int, words: Words) -> int:
    """Return the place after words that lead to a length of time; 0 where there are none."""
    row = [item.text if item.kind == "word" else "" for item in items[place : place + 2]]
    found = words.within.at(row, 0) if row and row[0] else None
    return place + found.length if found and "before" in found.labels else 0


def _lasting(items: Sequence[Item], place: int, words: Words) -> tuple[str, int] | None:
    """Return the name of a length of time and the place after it."""
    row = [item.text for item in items[place : place + 2]]
    if not row or not row[0]:
        return None
    found = words.lasting.at(row, 0)
    if found is None and len(row) > 1:
        found = words.lasting.at(row[1:], 0)
        return (found.labels[0], place + 1 + found.length) if found and items[place].kind == "word" else None
    return (found.labels[0], place + found.length) if found else None
