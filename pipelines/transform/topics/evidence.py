"""Owns what one text says: which rules its words meet, and which of them is the most telling."""

from dataclasses import dataclass
from functools import lru_cache

from pipelines.transform.topics.due import Due, Needs, union
from pipelines.transform.topics.phrases import Terms
from pipelines.transform.topics.reading import BREAK, Lexicon, Reading, Span, find, lines_of, spans_of
from pipelines.transform.topics.vocabulary import Rule, Vocabulary

CODE_BONUS = 5
"""What a code adds to the rank of rules of its own category."""
REMEMBERED = 65_536
"""Texts, and shapes of texts, whose meaning is kept; those not asked for longest go first."""

Places = tuple[tuple[int, ...], ...]
"""The places of the words that met a rule; several where only the words themselves can choose."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """The most telling rule a text meets, and the words that met it."""

    category: str
    strength: float
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Said:
    """What one text says.

    Attributes:
        evidence: The most telling rule met, if any.
        telling: Whether the text says anything of what is bought.
        foreign: Whether it says that something else is bought.
    """

    evidence: Evidence | None
    telling: bool
    foreign: bool


@dataclass(frozen=True, slots=True)
class _Meaning:
    """What a shape says: the most telling rule it meets, and where."""

    rule: Rule | None
    places: Places
    plain: Said


_NO_RULE: tuple[Rule | None, Places] = (None, ())
_PLAIN = {
    (telling, foreign): Said(None, telling=telling, foreign=foreign)
    for telling in (False, True)
    for foreign in (False, True)
}
_SILENT = _Meaning(None, (), _PLAIN[False, False])


@dataclass(frozen=True, slots=True)
class _Hint:
    """What one sign brings: needs met, numbers of phrases to look for, and whether its words say something for sure."""

    met: int
    rules: tuple[int, ...]
    blots: tuple[int, ...]
    foreign: tuple[int, ...]
    telling: bool


@dataclass(frozen=True, slots=True)
class _Sight:
    """A shape at a glance: the hints of its signs in their order, and the needs it meets."""

    reading: Reading
    hints: list[_Hint]
    met: int


class Witness:
    """Reads texts with one vocabulary; what it read lately it remembers."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._lexicon = Lexicon(vocabulary.stems())
        self._nothing = Terms(vocabulary.nothing)
        self._idle = {stem for term in vocabulary.nothing for stem in term}
        self._needs = Needs(vocabulary.phrases())
        self._foreign = Due([(phrase, phrase) for phrase in vocabulary.foreign], self._needs)
        self._blots = Due([(phrase, phrase) for phrase in vocabulary.blots], self._needs)
        by_rank = sorted(vocabulary.rules, key=lambda rule: -rule.rank)
        self._rules = Due([(phrase, rule) for rule in by_rank for phrase in rule.phrases], self._needs)
        self._unless = {
            id(rule): [(self._needs.of(phrase), phrase) for phrase in rule.unless] for rule in vocabulary.rules
        }
        self._hints: dict[str, _Hint] = {}
        self._neighbours: dict[str, int] = {}
        self.hear = lru_cache(REMEMBERED)(self._hear)
        self._meaning = lru_cache(REMEMBERED)(self._look)

    def _hear(self, text: str, code_category: str | None = None) -> Said:
        """Say what a text says; of rival rules the one of `code_category` is a little stronger."""
        lines = lines_of(text)
        meaning = self._meaning(self._lexicon.shape(lines), code_category)
        if meaning.rule is None:
            return meaning.plain
        written = self._lexicon.written(lines)
        chosen = max([tuple([written[place] for place in places]) for places in meaning.places])
        evidence = Evidence(meaning.rule.category, meaning.rule.strength, chosen)
        return Said(evidence, telling=True, foreign=meaning.plain.foreign)

    def _look(self, shape: str, code_category: str | None) -> _Meaning:
        sight = self._sight(shape)
        if not sight.hints:
            return _SILENT
        rule, places = _NO_RULE
        if any(hint.rules for hint in sight.hints):
            sight = self._blot(sight)
            rule, places = self._best(sight, code_category)
        due = self._foreign.chosen([number for hint in sight.hints for number in hint.foreign], sight.met)
        foreign = any(find(phrase, sight.reading) for phrase, _ in due)
        telling = rule is not None or any(hint.telling for hint in sight.hints) or not self._says_nothing(sight)
        return _Meaning(rule, places, _PLAIN[telling, foreign])

    def _sight(self, shape: str) -> _Sight:
        signs = dict.fromkeys(shape)
        signs.pop(BREAK, None)
        hints = [self._hints.get(sign) or self._hint(sign) for sign in signs]
        pairs = {shape[place : place + 2] for place in range(len(shape) - 1)}
        together = [met for pair in pairs if (met := self._neighbours.get(pair, -1))]
        if -1 in together:
            together = [self._neighbour(pair) for pair in pairs]
        met = union([hint.met for hint in hints]) | union(together)
        return _Sight(Reading(shape, self._lexicon.kinds), hints, met)

    def _neighbour(self, pair: str) -> int:
        if len(self._neighbours) >= REMEMBERED:
            self._neighbours.clear()
        first, second = [self._lexicon.kinds[sign].stems if sign != BREAK else () for sign in pair]
        met = self._neighbours[pair] = self._needs.met_by_neighbours(first, second)
        return met

    def _hint(self, sign: str) -> _Hint:
        kind = self._lexicon.kinds[sign]
        hint = self._hints[sign] = _Hint(
            self._needs.met_by(kind.stems),
            self._rules.numbers(kind.stems),
            self._blots.numbers(kind.stems),
            self._foreign.numbers(kind.stems),
            not kind.empty and self._idle.isdisjoint(kind.stems),
        )
        return hint

    def _blot(self, sight: _Sight) -> _Sight:
        numbers = dict.fromkeys([number for hint in sight.hints for number in hint.blots])
        reading = sight.reading
        for phrase, _ in self._blots.chosen(numbers, sight.met):
            while spans := find(phrase, reading):
                reading = Reading(self._lexicon.blotted(reading.shape, set(_places(spans))), self._lexicon.kinds)
        return sight if reading is sight.reading else self._sight(reading.shape)

    def _best(self, sight: _Sight, code_category: str | None) -> tuple[Rule | None, Places]:
        numbers = sorted({number for hint in sight.hints for number in hint.rules})
        best: tuple[tuple[float, ...], str] = (), ""
        found: dict[tuple[int, ...], Rule] = {}
        barred: dict[int, bool] = {}
        for phrase, rule in self._rules.chosen(numbers, sight.met):
            rank = rule.rank + CODE_BONUS * (rule.category == code_category)
            if found and rank < best[0][0]:
                continue
            spans = find(phrase, sight.reading)
            if spans is None or self._is_barred(rule, sight, barred):
                continue
            merit = _merit(rank, rule, spans), rule.category
            if merit > best:
                best, found = merit, {}
            if merit == best:
                found[_places(spans)] = rule
        return next(iter(found.values()), None), tuple(found)

    def _is_barred(self, rule: Rule, sight: _Sight, known: dict[int, bool]) -> bool:
        key = id(rule)
        if key not in known:
            missing = ~sight.met
            unless = [phrase for need, phrase in self._unless[key] if not need & missing]
            known[key] = any(find(phrase, sight.reading) for phrase in unless)
        return known[key]

    def _says_nothing(self, sight: _Sight) -> bool:
        reading = sight.reading
        empty = {place for start, end in spans_of(self._nothing, reading) for place in range(start, end)}
        kinds = self._lexicon.kinds
        return all(place in empty or sign == BREAK or kinds[sign].empty for place, sign in enumerate(reading.shape))


def _merit(rank: int, rule: Rule, spans: tuple[Span, ...]) -> tuple[float, ...]:
    return rank, rule.strength, -min(start for start, _ in spans), sum(end - start for start, end in spans)


def _places(spans: tuple[Span, ...]) -> tuple[int, ...]:
    return tuple(sorted({place for start, end in spans for place in range(start, end)}))
