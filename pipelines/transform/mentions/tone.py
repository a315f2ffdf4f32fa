"""Tells how posts speak by an editable lexicon in Kazakh and Russian with negation, many posts at once."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final, NamedTuple

import numpy as np

from pipelines.errors import SourceBroken
from pipelines.folding import fold
from pipelines.transform.mentions.method import ToneLists
from pipelines.transform.mentions.words import STOP, Numbers, Vocabulary, Words

BOTH, RUSSIAN, KAZAKH = 0, 1, 2
ANY_ENDING: Final = "*"


class Meaning(NamedTuple):
    """What an entry of the lexicon says: 1 praise, −1 blame, 0 neither; and of which language it is."""

    sign: int
    language: int


@dataclass(slots=True)
class Tables:
    """What is known of each word of the vocabulary, by its number.

    Attributes:
        sign: 1 praise, −1 blame, 0 neither.
        language: BOTH, RUSSIAN or KAZAKH.
        after: Turns what follows round: RUSSIAN words of praise and blame only, or (KAZAKH) all.
        before: Turns what stands before round, the same way.
        stop: No negation reaches across it.
        begins: A phrase begins with it.
    """

    sign: Numbers = field(default_factory=lambda: np.zeros(0, np.int8))
    language: Numbers = field(default_factory=lambda: np.zeros(0, np.int8))
    after: Numbers = field(default_factory=lambda: np.zeros(0, np.int8))
    before: Numbers = field(default_factory=lambda: np.zeros(0, np.int8))
    stop: Numbers = field(default_factory=lambda: np.zeros(0, bool))
    begins: Numbers = field(default_factory=lambda: np.zeros(0, bool))


class Lexicon:
    """Words of praise and blame, ready for a vocabulary that grows."""

    def __init__(self, lists: ToneLists, reach: int, vocabulary: Vocabulary) -> None:
        """Fold the lists.

        Args:
            lists: The file of tone.
            reach: Words that a negation reaches.
            vocabulary: Numbers of words, shared with whoever cuts the texts.

        Raises:
            SourceBroken: One form of a word praises and blames.
        """
        self.reach = reach
        self.vocabulary = vocabulary
        self._whole, self._begins = _entries(lists)
        self._after = {**_negating(lists.negation.after.kk, KAZAKH), **_negating(lists.negation.after.ru, RUSSIAN)}
        self._before = {**_negating(lists.negation.before.ru, RUSSIAN), **_negating(lists.negation.before.kk, KAZAKH)}
        self._stops = {fold(word) for word in lists.boundaries.words}
        self._phrases = _numbered(lists, vocabulary)
        self._tables = Tables()

    def tones(self, words: Words) -> Numbers:
        """Return the tone of each post: 1 speaks well, −1 speaks ill, 0 neither or both alike."""
        tables = self._up_to_date()
        numbers, post = words.numbers, words.post
        sign, language = tables.sign[numbers], tables.language[numbers]
        after, before = tables.after[numbers], tables.before[numbers]
        for places, length, tone in self._phrases_in(tables, numbers, post):
            for step in range(length):
                sign[places + step] = after[places + step] = before[places + step] = 0
            sign[places], language[places] = tone, BOTH
        part = _parts(tables.stop[numbers], post)
        turned = _turned(sign, language, after, before, part, self.reach)
        sums = np.bincount(post, weights=np.where(turned % 2 == 1, -sign, sign), minlength=len(words.lengths))
        return np.sign(sums).astype(np.int8)

    def meaning(self, folded: str) -> Meaning:
        """Return what a folded word says: its own entry, else the longest beginning that is one."""
        if folded in self._whole:
            return self._whole[folded]
        beginnings = (folded[:length] for length in range(len(folded), 1, -1))
        return next((self._begins[one] for one in beginnings if one in self._begins), Meaning(0, BOTH))

    def _up_to_date(self) -> Tables:
        """Look up the words that the vocabulary got since the last time."""
        known = len(self._tables.sign)
        new = self.vocabulary.folded[known:]
        if not new:
            return self._tables
        meanings = [self.meaning(form) for form in new]
        first = {numbers[0] for numbers, _ in self._phrases}
        more = Tables(
            sign=np.array([one.sign for one in meanings], np.int8),
            language=np.array([one.language for one in meanings], np.int8),
            after=np.array([self._after.get(form, 0) for form in new], np.int8),
            before=np.array([self._before.get(form, 0) for form in new], np.int8),
            stop=np.array([number + known == STOP or form in self._stops for number, form in enumerate(new)]),
            begins=np.array([number + known in first for number in range(len(new))]),
        )
        names = Tables.__slots__
        joined = {name: np.concatenate([getattr(self._tables, name), getattr(more, name)]) for name in names}
        self._tables = Tables(**joined)
        return self._tables

    def _phrases_in(self, tables: Tables, numbers: Numbers, post: Numbers) -> Iterator[tuple[Numbers, int, int]]:
        """Find phrases, the longest first; a word belongs to one phrase at most."""
        starts = np.flatnonzero(tables.begins[numbers])
        taken = np.zeros(len(numbers), bool)
        for phrase, tone in self._phrases:
            length = len(phrase)
            places = starts[starts + length <= len(numbers)]
            for step, number in enumerate(phrase):
                places = places[(numbers[places + step] == number) & ~taken[places + step]]
            places = places[post[places] == post[places + length - 1]]
            for step in range(length):
                taken[places + step] = True
            if len(places):
                yield places, length, tone


def _entries(lists: ToneLists) -> tuple[dict[str, Meaning], dict[str, Meaning]]:
    """Return the folded words and the folded beginnings of words with what they say."""
    whole: dict[str, Meaning] = {}
    begins: dict[str, Meaning] = {}
    for sign, words in ((1, lists.positive), (-1, lists.negative), (0, lists.neutral)):
        for language, entries in ((RUSSIAN, words.ru), (KAZAKH, words.kk), (BOTH, words.both)):
            for entry in entries:
                place = begins if entry.endswith(ANY_ENDING) else whole
                _enter(place, entry, Meaning(sign, language))
    return whole, begins


def _enter(place: dict[str, Meaning], entry: str, meaning: Meaning) -> None:
    word = entry.removesuffix(ANY_ENDING)
    form = fold(word) or word
    before = place.get(form, meaning)
    if before.sign != meaning.sign:
        raise SourceBroken(f"tone.toml: {entry!r} stands under two tones (as {form!r}); leave it under one.")
    place[form] = meaning if before.language == meaning.language else Meaning(meaning.sign, BOTH)


def _negating(words: list[str], language: int) -> dict[str, int]:
    return {fold(word): language for word in words}


def _numbered(lists: ToneLists, vocabulary: Vocabulary) -> list[tuple[tuple[int, ...], int]]:
    """Write phrases in numbers of words, the longest first."""
    told = ((1, lists.phrases.positive), (-1, lists.phrases.negative), (0, lists.phrases.neutral))
    phrases = {
        tuple(vocabulary.number(word) for word in phrase.lower().split()): tone
        for tone, entries in told
        for phrase in entries
    }
    return sorted(phrases.items(), key=lambda one: (-len(one[0]), one[0]))


def _parts(stops: Numbers, post: Numbers) -> Numbers:
    """Number the parts of posts between stops."""
    begins = stops.copy()
    begins[1:] |= post[1:] != post[:-1]
    return np.cumsum(begins)


def _turned(sign: Numbers, language: Numbers, after: Numbers, before: Numbers, part: Numbers, reach: int) -> Numbers:
    """Count for each word how many negations turn it round: each turns the nearest word of praise or blame."""
    turned = np.zeros(len(sign), np.int8)
    free = np.ones(len(sign), bool)
    for distance in range(1, reach + 1):
        for whose, step in ((before, -distance), (after, distance)):
            negating = np.flatnonzero((whose > 0) & free)
            reached = negating + step
            inside = (reached >= 0) & (reached < len(sign))
            negating, reached = negating[inside], reached[inside]
            fits = (part[negating] == part[reached]) & (sign[reached] != 0)
            fits &= (whose[negating] == KAZAKH) | (language[reached] != KAZAKH)
            turned[reached[fits]] += 1
            free[negating[fits]] = False
    return turned
