"""The pieces that a sentence is read into."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from pipelines.transform.promises.vocabulary import Rule

NEGATIVE: Final = "negative comment"
ALONE: Final = "what was counted before"
DASHES: Final = ("-", "–", "—", "‑", "…")


@dataclass(frozen=True, slots=True)
class Item:
    """A piece of a sentence that says something.

    Attributes:
        kind: number, percent, thing, period, span, each, bound, clock, date, year, ratio, word, mark or closed.
        labels: What it stands for.
        start: First letter in the text.
        end: After the last one.
        text: Skeleton of words, sign of a mark, day of a date.
        value: Of a number, or how long a span lasts.
        low: Lower end of a range.
        high: Upper end of it.
        case: from or to, by a Kazakh ending.
        rules: Of a thing: when the words stand for it.
    """

    kind: str
    labels: tuple[str, ...]
    start: int
    end: int
    text: str = ""
    value: Decimal | None = None
    low: Decimal | None = None
    high: Decimal | None = None
    case: str = ""
    rules: tuple[Rule, ...] = ()

    def says(self, *labels: str) -> bool:
        """Tell whether it stands for one of these."""
        return any(label in self.labels for label in labels)


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence, read: its items, what it speaks of, and the networks it names."""

    items: tuple[Item, ...]
    context: frozenset[tuple[str, str, int]]
    networks: tuple[str, ...]

    def speaks_of(self, name: str) -> bool:
        """Tell whether a word of a list of contexts stands in it."""
        return (name, "", 0) in self.context
