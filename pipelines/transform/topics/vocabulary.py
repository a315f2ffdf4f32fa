"""Owns the file people edit, data/curated/topics.toml: reads it, and says in words what is wrong with it."""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipelines.errors import SourceBroken
from pipelines.schemas.columns import CATEGORIES
from pipelines.transform.topics.phrases import Groups, Phrase, PhraseError, Stem, Term, Terms, group_terms, phrase_of

STRENGTHS = {"specific": 0.9, "plain": 0.8, "general": 0.7}
"""How much a phrase alone is worth: it can mean nothing else; it rarely does; it often does."""

ALONE = ("always", "silent", "never")
"""When a code decides without a word: always; when the texts say nothing; never."""

_TABLES = {"nothing", "common", "foreign", "blots", "things", "actions", "rules", "codes"}
_RULE_KEYS = {"category", "phrases", "strength", "rank", "unless", "why"}
_CODE_KEYS = {"prefix", "category", "alone", "why"}


@dataclass(frozen=True, slots=True)
class Rule:
    """Phrases that speak for one category, unless other phrases stand in the same text."""

    category: str
    phrases: tuple[Phrase, ...]
    strength: float
    rank: int
    unless: tuple[Phrase, ...]


@dataclass(frozen=True, slots=True)
class CodeRule:
    """What the beginning of an ENS TRU code (digits only) says."""

    prefix: str
    category: str
    alone: str


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Everything the classifier knows.

    Attributes:
        nothing: Words that say nothing of what is bought ("договор", "услуги").
        foreign: Phrases that show something else is bought, whatever the code says.
        blots: Phrases that mean something else than their words; taken out before anything is looked for.
        rules: What words say.
        codes: What codes say.
    """

    nothing: tuple[Term, ...]
    foreign: tuple[Phrase, ...]
    blots: tuple[Phrase, ...]
    rules: tuple[Rule, ...]
    codes: tuple[CodeRule, ...]

    def phrases(self) -> Iterator[Phrase]:
        """Yield every phrase of the file."""
        yield from self.foreign
        yield from self.blots
        for rule in self.rules:
            yield from rule.phrases
            yield from rule.unless

    def stems(self) -> set[Stem]:
        """Return every stem some phrase needs."""
        links = (link for phrase in self.phrases() for chain in phrase.chains for link in chain)
        return {stem for terms in (*(link.of.terms for link in links), self.nothing) for term in terms for stem in term}


def read_vocabulary(path: Path) -> Vocabulary:
    """Read the file.

    Raises:
        SourceBroken: It is missing, is not TOML, or a key does not hold what it should; the words name file and key.
    """
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise SourceBroken(f"{path}: there is no such file") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SourceBroken(f"{path}: not a TOML file in UTF-8: {error}") from error
    return vocabulary(content, path.name)


def vocabulary(content: Mapping[str, Any], file: str = "topics.toml") -> Vocabulary:
    """Check what a vocabulary file holds.

    Raises:
        SourceBroken: A key does not hold what it should; the words name file and key.
    """
    reader = _Reader(file)
    reader.known_keys("the file", content, _TABLES)
    nothing = reader.terms("nothing", content.get("nothing"))
    reader.common = frozenset(
        stem for term in (*nothing, *reader.terms("common", content.get("common"))) for stem in term
    )
    reader.groups = Groups(
        reader.terms_by_name(content, "things"), reader.terms_by_name(content, "actions"), reader.common
    )
    return Vocabulary(
        nothing=nothing,
        foreign=reader.phrases("foreign", content.get("foreign")),
        blots=reader.phrases("blots", content.get("blots"), both_orders=True),
        rules=tuple(reader.rule(key, one) for key, one in reader.tables("rules", content.get("rules"))),
        codes=reader.codes(content.get("codes")),
    )


class FileReader:
    """Reads the parts that all vocabularies have; what is wrong is told with the file and the key.

    Attributes:
        file: Name of the file, for what is told.
    """

    def __init__(self, file: str) -> None:
        self.file = file

    def wrong(self, key: str, what: str) -> SourceBroken:
        """Return the error that says what is wrong under a key."""
        return SourceBroken(f"{self.file}, {key}: {what}")

    def known_keys(self, key: str, table: Mapping[str, Any], known: set[str]) -> None:
        """Demand that a table has no key but the known ones.

        Raises:
            SourceBroken: It has another.
        """
        if unknown := sorted(set(table) - known):
            raise self.wrong(key, f"unknown key {unknown[0]!r}; known: {', '.join(sorted(known))}")

    def texts(self, key: str, found: object) -> list[str]:
        """Return a list of texts, each of them once.

        Raises:
            SourceBroken: It is no such list.
        """
        if not isinstance(found, list) or not all(isinstance(one, str) for one in found):
            raise self.wrong(key, "a list of texts is expected")
        if repeated := sorted({one for one in found if found.count(one) > 1}):
            raise self.wrong(key, f"{repeated[0]!r} stands there twice")
        return found


class _Reader(FileReader):
    def __init__(self, file: str) -> None:
        super().__init__(file)
        self.common: frozenset[Stem] = frozenset()
        self.groups = Groups({}, {})

    def terms(self, key: str, found: object) -> tuple[Term, ...]:
        terms: list[Term] = []
        for text in self.texts(key, found):
            try:
                terms += group_terms(text)
            except PhraseError as error:
                raise self.wrong(key, f"{text!r}: {error}") from None
        return tuple(dict.fromkeys(terms))

    def terms_by_name(self, content: Mapping[str, Any], table: str) -> dict[str, Terms]:
        groups = content.get(table, {})
        if not isinstance(groups, dict):
            raise self.wrong(table, "a table of lists is expected")
        return {name: Terms(self.terms(f"{table}.{name}", found), self.common) for name, found in groups.items()}

    def phrases(self, key: str, found: object, *, both_orders: bool = False) -> tuple[Phrase, ...]:
        phrases = []
        for text in self.texts(key, found):
            try:
                phrases.append(phrase_of(text, self.groups))
                if both_orders and len(pair := text.split()) == 2:
                    phrases.append(phrase_of(f"{pair[1]} {pair[0]}", self.groups))
            except PhraseError as error:
                raise self.wrong(key, f"{text!r}: {error}") from None
        return tuple(phrases)

    def tables(self, key: str, found: object) -> list[tuple[str, dict[str, Any]]]:
        if not isinstance(found, list) or not found or not all(isinstance(one, dict) for one in found):
            raise self.wrong(key, f"tables [[{key}]] are expected, at least one")
        return [(f"{key}[{number}]", one) for number, one in enumerate(found, start=1)]

    def one_of(self, key: str, table: Mapping[str, Any], name: str, known: tuple[str, ...]) -> str:
        found = table.get(name)
        if not isinstance(found, str) or found not in known:
            raise self.wrong(f"{key}.{name}", f"{found!r} came, one of {', '.join(known)} is expected")
        return found

    def rule(self, key: str, table: dict[str, Any]) -> Rule:
        self.known_keys(key, table, _RULE_KEYS)
        rank = table.get("rank", 50)
        if type(rank) is not int or not 0 <= rank <= 100:
            raise self.wrong(f"{key}.rank", f"{rank!r} came, a whole number from 0 to 100 is expected")
        return Rule(
            category=self.one_of(key, table, "category", CATEGORIES),
            phrases=self.phrases(f"{key}.phrases", table.get("phrases")),
            strength=STRENGTHS[self.one_of(key, table, "strength", tuple(STRENGTHS))],
            rank=rank,
            unless=self.phrases(f"{key}.unless", table.get("unless", [])),
        )

    def codes(self, found: object) -> tuple[CodeRule, ...]:
        rules: dict[str, CodeRule] = {}
        for key, table in self.tables("codes", found):
            self.known_keys(key, table, _CODE_KEYS)
            prefix = table.get("prefix")
            digits = prefix.replace(".", "") if isinstance(prefix, str) else ""
            if not digits.isdecimal() or not 2 <= len(digits) <= 15:
                raise self.wrong(f"{key}.prefix", f"{prefix!r} came, 2 to 15 digits with dots are expected")
            if digits in rules:
                raise self.wrong(f"{key}.prefix", f"{prefix!r} stands there twice")
            category = self.one_of(key, table, "category", CATEGORIES)
            rules[digits] = CodeRule(digits, category, self.one_of(key, table, "alone", ALONE))
        return tuple(rules.values())
