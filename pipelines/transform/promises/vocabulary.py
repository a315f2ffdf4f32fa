"""Owns the file people edit, data/curated/promise_words.toml: reads it into searches over phrases."""

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

from pipelines.errors import SourceBroken
from pipelines.transform.promises.phrases import Phrases, phrases_of
from pipelines.transform.topics.spelling import skeleton

WORDS_FILE: Final = Path(__file__).resolve().parents[3] / "data" / "curated" / "promise_words.toml"
TAKES: Final = ("all", "own", "each")
NUMERALS: Final = ("ru", "kk")
LANGUAGES: Final = ("en", "ru", "kk")
REGULAR: Final = ("digest", "report")
"""Units of which one is promised by «еженедельный», though no number stands there."""
TABLES: Final = frozenset(
    {
        *("unit", "period", "lasting", "within", "bound", "small", "reaction", "duration", "storage"),
        *("availability", "clock", "deadline", "per", "nothing", "network", "number"),
    }
)


@dataclass(frozen=True, slots=True)
class Rule:
    """When words stand for a unit.

    Attributes:
        unit: The unit's key.
        number: Tells the rules of a unit apart, for what must stand in the sentence.
        needs: Some word of `with` must stand in the sentence.
        forbids: None of `not_with` may.
        not_after: Words that may not follow directly.
        not_before: Words that may not stand directly before the number.
    """

    unit: str
    number: int
    needs: bool
    forbids: bool
    not_after: Phrases[bool]
    not_before: Phrases[bool]


@dataclass(frozen=True, slots=True)
class Unit:
    """A thing that is counted: its names by language, and which periods it takes (see the file)."""

    key: str
    names: Mapping[str, str]
    takes: str


@dataclass(frozen=True, slots=True)
class Words:
    """Everything the extractor knows; phrases with what they stand for.

    Attributes:
        units: Units by key.
        things: Phrases of units.
        periods: Phrases of periods.
        lasting: Names of lengths of time.
        within: before or after a length of time.
        bounds: (before or after, minimum or maximum).
        small: Names of the small lists.
        context: What a sentence speaks of; ("with" or "not_with", unit, number) for units.
        deadline: before or after.
        per: What else a number may hold for.
        networks: Names of networks.
        clock: Round the clock.
        russian: Numbers in words; every form is listed.
        kazakh: Stems of numbers in words.
        endings: Kazakh ending → from or to.
        kazakh_only: Kazakh numbers that are Russian words, too.
        may_promise: What a text must hold before anything can be found in it; asked of its skeleton.
    """

    units: Mapping[str, Unit]
    things: Phrases[Rule]
    periods: Phrases[str]
    lasting: Phrases[str]
    within: Phrases[str]
    bounds: Phrases[tuple[str, str]]
    small: Phrases[str]
    context: Phrases[tuple[str, str, int]]
    deadline: Phrases[str]
    per: Phrases[str]
    networks: Phrases[str]
    clock: Phrases[bool]
    russian: Mapping[str, Decimal]
    kazakh: Mapping[str, Decimal]
    endings: Mapping[str, str]
    kazakh_only: frozenset[str]
    may_promise: re.Pattern[str]


def read_words(path: Path) -> Words:
    """Read the vocabulary.

    Raises:
        SourceBroken: The file is missing, is no TOML, or lacks something; the words name the file.
    """
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise SourceBroken(f"{path}: there is no such file") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SourceBroken(f"{path}: not a TOML file in UTF-8: {error}") from error
    return words_of(content, path.name)


@lru_cache(maxsize=1)
def default_words() -> Words:
    """Return the vocabulary of this project."""
    return read_words(WORDS_FILE)


def words_of(content: Mapping[str, Any], file: str = "promise_words.toml") -> Words:
    """Check what the file holds and put it into searches.

    Raises:
        SourceBroken: A table or key is missing or unknown, or holds something else than it should.
    """
    if odd := sorted(TABLES ^ set(content)):
        raise SourceBroken(f"{file}: table {odd[0]!r} is {'unknown' if odd[0] in content else 'missing'}")
    try:
        return _words(content)
    except (KeyError, TypeError, AttributeError, ValueError, ArithmeticError) as error:
        raise SourceBroken(f"{file}: {type(error).__name__} {error}: a key is missing or holds no texts") from error


def _words(content: Mapping[str, Any]) -> Words:
    number = content["number"]
    return Words(
        units={key: _unit(key, one) for key, one in content["unit"].items()},
        things=phrases_of((rule, one["words"]) for rule, one in _rules(content["unit"])),
        periods=_named(content["period"]),
        lasting=_named(content["lasting"]),
        within=_named(content["within"]),
        bounds=phrases_of(
            ((where, bound), phrases) for bound, one in content["bound"].items() for where, phrases in one.items()
        ),
        small=_named(content["small"]),
        context=phrases_of(_contexts(content)),
        deadline=_named({where: content["deadline"][where] for where in ("before", "after")}),
        per=_named(content["per"]),
        networks=_named(content["network"]),
        clock=phrases_of([(True, content["clock"]["words"])]),
        russian={skeleton(form): Decimal(key) for key, forms in number["ru"].items() for form in forms.split()},
        kazakh={skeleton(stem): Decimal(key) for key, stem in number["kk"].items()},
        endings={skeleton(one): case for case in ("from", "to") for one in number["endings"][case]},
        kazakh_only=frozenset(skeleton(one) for one in number["endings"]["kazakh_only"]),
        may_promise=_may_promise(content),
    )


def _may_promise(content: Mapping[str, Any]) -> re.Pattern[str]:
    """Return a search for a digit, a number in words, «round the clock», or what is made regularly."""
    texts = [form for table in ("ru", "kk") for forms in content["number"][table].values() for form in forms.split()]
    regular = [word for unit in REGULAR for word in content["unit"][unit]["words"]]
    stems = {skeleton(phrase.split()[0].removesuffix("*").lower()) for phrase in (*content["clock"]["words"], *regular)}
    numerals = "|".join(sorted({*map(skeleton, texts), *stems}, key=len, reverse=True))
    return re.compile(rf"\d|(?<!\w)(?:{numerals})")


def _named(table: Mapping[str, Iterable[str]]) -> Phrases[str]:
    return phrases_of(table.items())


def _unit(key: str, table: Mapping[str, Any]) -> Unit:
    if table["takes"] not in TAKES:
        raise ValueError(f"unit.{key}.takes is {table['takes']!r}, one of {', '.join(TAKES)} was expected")
    return Unit(key, {language: table[language] for language in LANGUAGES}, table["takes"])


def _rules(units: Mapping[str, Any]) -> Iterator[tuple[Rule, Mapping[str, Any]]]:
    """Yield the rules of all units: the plain one, and the one for words that need a context."""
    for key, table in units.items():
        for number, one in enumerate(_tables(table)):
            near = [phrases_of([(True, one.get(name, ()))]) for name in ("not_after", "not_before")]
            yield Rule(key, number, bool(one.get("with")), bool(one.get("not_with")), *near), one


def _tables(unit: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    return [unit, unit["with_context"]] if "with_context" in unit else [unit]


def _contexts(content: Mapping[str, Any]) -> Iterator[tuple[tuple[str, str, int], Iterable[str]]]:
    for name in ("reaction", "duration", "storage", "availability"):
        yield (name, "", 0), content[name]["words"]
    for name, phrases in content["nothing"].items():
        yield (name, "", 0), phrases
    yield ("delivers", "", 0), content["deadline"]["delivers"]
    yield ("no deadline", "", 0), content["deadline"]["not_with"]
    for key, table in content["unit"].items():
        for number, one in enumerate(_tables(table)):
            yield ("with", key, number), one.get("with", ())
            yield ("not_with", key, number), one.get("not_with", ())
