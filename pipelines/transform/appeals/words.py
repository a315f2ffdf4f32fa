"""Owns the file people edit, data/curated/appeal_words.toml: reads it, and says in words what is wrong with it."""

import tomllib
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from pipelines.errors import SourceBroken
from pipelines.transform.topics.phrases import Groups, Phrase, PhraseError, Stem, Terms, group_terms, phrase_of
from pipelines.transform.topics.vocabulary import FileReader

_TABLES: Final = {"groups", "blots", "needs"}
_KEYS: Final = {"need", "clear", "hint", "unless"}


@dataclass(frozen=True, slots=True)
class NeedWords:
    """What speaks of one need.

    Attributes:
        need: Its slug.
        clear: Phrases that say it is lacking.
        hint: Phrases that make it likely where nothing clear is said of another need.
        unless: Phrases with which the text is about something else, whatever its other words.
    """

    need: str
    clear: tuple[Phrase, ...]
    hint: tuple[Phrase, ...]
    unless: tuple[Phrase, ...]


@dataclass(frozen=True, slots=True)
class AppealWords:
    """Everything the classifier of appeals knows.

    Attributes:
        blots: Set phrases whose words mean something else there; taken out before anything is looked for.
        needs: What speaks of each need.
    """

    blots: tuple[Phrase, ...]
    needs: tuple[NeedWords, ...]

    def phrases(self) -> Iterator[Phrase]:
        """Yield every phrase of the file."""
        yield from self.blots
        for one in self.needs:
            yield from (*one.clear, *one.hint, *one.unless)

    def stems(self) -> set[Stem]:
        """Return every stem that some phrase needs."""
        links = (link for phrase in self.phrases() for chain in phrase.chains for link in chain)
        return {stem for link in links for term in link.of.terms for stem in term}


def read_words(path: Path, known: Collection[str]) -> AppealWords:
    """Read the file.

    Args:
        path: Where it is.
        known: Slugs of the needs there are.

    Raises:
        SourceBroken: It is missing, is not TOML, or a key does not hold what it should; the words name file and key.
    """
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise SourceBroken(f"{path.name}: there is no such file") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SourceBroken(f"{path.name}: not a TOML file in UTF-8: {error}") from error
    return words_of(content, known, path.name)


def words_of(content: Mapping[str, Any], known: Collection[str], file: str = "appeal_words.toml") -> AppealWords:
    """Check what a vocabulary file holds.

    Raises:
        SourceBroken: A key does not hold what it should; the words name file and key.
    """
    reader = _Reader(file, known)
    reader.known_keys("the file", content, _TABLES)
    reader.groups = Groups(reader.groups_of(content.get("groups", {})), {})
    return AppealWords(
        blots=reader.phrases("blots", content.get("blots", [])), needs=tuple(reader.needs(content.get("needs")))
    )


class _Reader(FileReader):
    def __init__(self, file: str, known: Collection[str]) -> None:
        super().__init__(file)
        self.known = known
        self.groups = Groups({}, {})

    def groups_of(self, found: object) -> dict[str, Terms]:
        if not isinstance(found, dict):
            raise self.wrong("groups", "a table of lists is expected")
        return {name: self.group(f"groups.{name}", one) for name, one in found.items()}

    def group(self, key: str, found: object) -> Terms:
        try:
            return Terms(term for text in self.texts(key, found) for term in group_terms(text))
        except PhraseError as error:
            raise self.wrong(key, str(error)) from None

    def phrases(self, key: str, found: object) -> tuple[Phrase, ...]:
        phrases = []
        for text in self.texts(key, found):
            try:
                phrases.append(phrase_of(text, self.groups))
            except PhraseError as error:
                raise self.wrong(key, f"{text!r}: {error}") from None
        return tuple(phrases)

    def needs(self, found: object) -> Iterator[NeedWords]:
        if not isinstance(found, list) or not found or not all(isinstance(one, dict) for one in found):
            raise self.wrong("needs", "tables [[needs]] are expected, at least one")
        told = set()
        for number, table in enumerate(found, start=1):
            need = table.get("need")
            key = f"needs[{number}]"
            self.known_keys(key, table, _KEYS)
            if need not in self.known or need in told:
                raise self.wrong(f"{key}.need", f"{need!r} came; a slug of needs.jsonl is expected, each once")
            told.add(need)
            lists = {name: self.phrases(f"{key}.{name}", table.get(name, [])) for name in ("clear", "hint", "unless")}
            yield NeedWords(need, **lists)
