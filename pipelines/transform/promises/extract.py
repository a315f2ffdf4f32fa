"""Reads promises out of one text; see the package for what is a promise and what is not."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from pipelines.transform.promises.parts import Item, Sentence
from pipelines.transform.promises.periods import with_periods
from pipelines.transform.promises.quantities import (
    EXACT,
    MAXIMUM,
    MINIMUM,
    Quantity,
    quantities,
    rule_of,
)
from pipelines.transform.promises.reading import read
from pipelines.transform.promises.tokens import sentences
from pipelines.transform.promises.vocabulary import REGULAR, Words, default_words
from pipelines.transform.register.wording import KAZAKH_LETTERS
from pipelines.transform.topics.spelling import skeleton

LENGTHS: Final = ("second", "minute", "hour", "day")
RUNNING: Final = ("video", "programme")
NETWORKED: Final = (
    *("comment", "publication", "post", "video", "programme", "like", "repost", "view", "subscriber"),
    *("digest", "report", "source", "network"),
)
REACTION: Final = "reaction"
NEAR: Final = 6
WHOLE_DAY: Final = Decimal(24)


@dataclass(frozen=True, slots=True)
class Promise:
    """A quota, a limit of time or a date that a specification sets.

    Attributes:
        unit: What is counted; the keys of the vocabulary.
        value: How much; nothing for a range or a date.
        low: Lower end of a range.
        high: Upper end of a range.
        when: Date as YYYY-MM-DD or YYYY-MM.
        per: The period (hour … year, contract, shift, «2 hours»), «reaction» for the time to react, or each of what.
        bound: minimum, maximum or exact.
        networks: Networks named in the same sentence.
        start: First letter of the words that say so.
        end: After the last one.
    """

    unit: str
    value: Decimal | None
    low: Decimal | None
    high: Decimal | None
    when: str | None
    per: str | None
    bound: str
    networks: tuple[str, ...]
    start: int
    end: int


def extract(text: str, words: Words | None = None) -> tuple[Promise, ...]:
    """Read the promises out of a text in Russian or Kazakh, in the order in which they stand.

    Args:
        text: Specification, description of a lot, subject of a contract.
        words: The vocabulary; without it the project's own.
    """
    known = words or default_words()
    if not known.may_promise.search(skeleton(text.lower())):
        return ()
    kazakh = bool(KAZAKH_LETTERS.search(text))
    told: list[Promise] = []
    for row in sentences(text):
        told += sorted(_promises(read(row, known, kazakh=kazakh), known), key=lambda one: (one.start, one.end))
    return tuple(told)


def _promises(sentence: Sentence, words: Words) -> Iterator[Promise]:
    if sentence.speaks_of("owed") or (sentence.speaks_of("past") and not sentence.speaks_of("unless")):
        return
    placed = with_periods(sentence, quantities(sentence, words), words)
    told: list[Promise] = []
    for quantity in placed.quantities:
        told += _counted(sentence, quantity)
    told += _spans(sentence, placed.used)
    told += _regular(sentence, placed.quantities, placed.used)
    told += _dates(sentence, words)
    told += _clock(sentence, told)
    yield from told


def _counted(sentence: Sentence, quantity: Quantity) -> Iterator[Promise]:
    number = quantity.number
    if quantity.unit in LENGTHS:
        yield from _length(sentence, quantity)
    elif not (sentence.speaks_of("price") and number.value == 1):
        yield _promise(sentence, quantity, quantity.per)


def _promise(sentence: Sentence, quantity: Quantity, per: str | None, bound: str | None = None) -> Promise:
    number, items = quantity.number, sentence.items
    networks = sentence.networks if quantity.unit in NETWORKED else ()
    return Promise(
        quantity.unit, number.value, number.low, number.high, None, per, bound or quantity.bound, networks,
        items[quantity.first].start, items[quantity.last].end,
    )  # fmt: skip


def _length(sentence: Sentence, quantity: Quantity) -> Iterator[Promise]:
    """Tell what a length of time is for: how long a film runs, how long an archive is kept, how fast one reacts."""
    if sentence.speaks_of("payment"):
        return
    running = _running(sentence)
    if quantity.unit == "day":
        if sentence.speaks_of("storage"):
            yield _promise(sentence, quantity, None)
        elif sentence.speaks_of("reaction"):
            yield _promise(sentence, quantity, REACTION, _fast(quantity))
    elif sentence.speaks_of("reaction") or _is_limit(sentence, quantity):
        yield _promise(sentence, quantity, REACTION, _fast(quantity))
    elif quantity.per == "day" or running or sentence.speaks_of("duration"):
        yield _promise(sentence, quantity, quantity.per or running)


def _fast(quantity: Quantity) -> str:
    return MINIMUM if quantity.bound == MINIMUM else MAXIMUM


def _is_limit(sentence: Sentence, quantity: Quantity) -> bool:
    return sentence.items[quantity.first].text.startswith(("не позднее", "не позже"))


def _running(sentence: Sentence) -> str | None:
    """Return what of this sentence lasts: a video or a programme."""
    units = (label for item in sentence.items if item.kind == "thing" for label in item.labels)
    return next((unit for unit in units if unit in RUNNING), None)


def _spans(sentence: Sentence, used: frozenset[int]) -> Iterator[Promise]:
    """Read «в течение 1 часа» that is no quantity's period: the time to react."""
    if sentence.speaks_of("payment"):
        return
    for place, item in enumerate(sentence.items):
        if item.kind != "span" or place in used:
            continue
        length = item.labels[1]
        if length in ("minute", "hour") or (length == "day" and sentence.speaks_of("reaction")):
            yield Promise(length, item.value, None, None, None, REACTION, MAXIMUM, (), item.start, item.end)


def _regular(sentence: Sentence, found: tuple[Quantity, ...], used: frozenset[int]) -> Iterator[Promise]:
    """Read «еженедельный дайджест»: one, though no number says so."""
    items = sentence.items
    if sentence.speaks_of("payment"):
        return
    counted = {place for one in found for place in range(one.first, one.last + 1)}
    periods = [place for place, item in enumerate(items) if item.kind == "period" and place not in used]
    things = [
        place
        for place, item in enumerate(items)
        if item.says(*REGULAR) and item.kind == "thing" and place not in counted and rule_of(sentence, place)
    ]
    for thing in things:
        near = [place for place in periods if abs(place - thing) <= NEAR and not _is_parted(items, place, thing)]
        if near:
            period = min(near, key=lambda place: abs(place - thing))
            periods.remove(period)
            first, last = sorted((period, thing))
            one = Item("number", (), 0, 0, value=Decimal(1))
            yield _promise(sentence, Quantity(items[thing].labels[0], EXACT, one, first, last), items[period].labels[0])


def _is_parted(items: tuple[Item, ...], one: int, other: int) -> bool:
    first, last = sorted((one, other))
    return any(item.text in (";", "\n", ",") for item in items[first:last])


def _dates(sentence: Sentence, words: Words) -> Iterator[Promise]:
    """Read «запуск до 25 декабря 2020 года»."""
    if not sentence.speaks_of("delivers") or sentence.speaks_of("no deadline"):
        return
    for place, item in enumerate(sentence.items):
        if item.kind == "date" and (side := _is_deadline(sentence.items, place, words)):
            first, last = sorted((place, place + side))
            start, end = sentence.items[first].start, sentence.items[last].end
            yield Promise("date", None, None, None, item.text, None, MAXIMUM, (), start, end)


def _is_deadline(items: tuple[Item, ...], place: int, words: Words) -> int:
    """Return where the word stands that makes a date a limit: -1 before, 1 after; 0 where there is none."""
    for step, where in ((-1, "before"), (1, "after")):
        if 0 <= place + step < len(items) and items[place + step].kind in ("word", "bound"):
            texts = items[place + step].text.split()
            found = words.deadline.at(texts, 0)
            if found and where in found.labels:
                return step
    return 0


def _clock(sentence: Sentence, told: list[Promise]) -> Iterator[Promise]:
    """Read «круглосуточно», «24/7»: once a sentence."""
    places = [place for place, item in enumerate(sentence.items) if item.kind == "clock"]
    if not places or any((one.unit, one.value, one.per) == ("hour", WHOLE_DAY, "day") for one in told):
        return
    first, last = places[0], places[0]
    for place in places[1:]:
        if all(item.kind == "mark" for item in sentence.items[last + 1 : place]):
            last = place
    start, end = sentence.items[first].start, sentence.items[last].end
    yield Promise("hour", WHOLE_DAY, None, None, None, "day", EXACT, (), start, end)
