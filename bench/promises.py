"""Precision and recall of the extractor of promises: python -m bench.promises [--misses SET] [--write].

A promise is right when value (or range, or date), unit, period and bound all agree and the spans overlap. Tuned and
held-out cases are measured apart, by language; intervals are Wilson's, 95 %.

The letter of a case's id is its list. Lists t (tuned) and h (held out) were written before the rules, the others after,
each before the rules were run on it. By s, u and v the rules were then mended, so these are tuned today; h and w were
never tuned on, nor their misses looked at. All lists were written by those who wrote the rules: for texts of others
expect less. The first answers, list by list:

| list      | h     | s     | u     | v     | w     | together          |
|-----------|-------|-------|-------|-------|-------|-------------------|
| precision | 0.957 | 0.885 | 0.938 | 0.881 | 0.947 | 0.924 (230 / 249) |
| recall    | 0.943 | 0.939 | 0.865 | 0.974 | 0.947 | 0.931 (230 / 247) |
"""

import argparse
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from bench.measured import Counted, wilson, write
from pipelines.transform.promises import Promise, extract

CASES = Path(__file__).resolve().parent.parent / "tests" / "pipelines" / "promises" / "cases.jsonl"
SETS = ("tuned", "heldout")
LANGUAGES = ("ru", "kk")


@dataclass(frozen=True)
class Case:
    """A text with the promises people read in it, and those the extractor reads.

    Attributes:
        id: Id of the case.
        set: tuned or heldout.
        lang: ru or kk.
        text: The text.
        expected: What people read in it, as the file has it.
        told: What the extractor reads.
    """

    id: str
    set: str
    lang: str
    text: str
    expected: tuple[dict[str, Any], ...]
    told: tuple[Promise, ...]

    def right(self) -> int:
        """Count promises told as people read them; each counts once."""
        left = list(self.expected)
        for one in self.told:
            if (found := next((other for other in left if agrees(self.text, other, one)), None)) is not None:
                left.remove(found)
        return len(self.expected) - len(left)


def agrees(text: str, expected: dict[str, Any], told: Promise) -> bool:
    """Tell whether a promise is the one expected: value, unit, period and bound, and spans that overlap."""
    said = (told.value, told.low, told.high, told.when, told.unit, told.per, told.bound)
    names = ("value", "low", "high")
    asked = (
        *(Decimal(expected[name]) if expected.get(name) else None for name in names),
        *(expected.get(name) for name in ("when", "unit", "per", "bound")),
    )
    start = text.index(expected["quote"])
    return said == asked and told.start < start + len(expected["quote"]) and start < told.end


def cases(path: Path = CASES) -> Iterator[Case]:
    """Read the cases and let the extractor answer."""
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        yield Case(row["id"], row["set"], row["lang"], row["text"], tuple(row["promises"]), extract(row["text"]))


def counts(some: Sequence[Case]) -> tuple[int, int, int]:
    """Return how many promises are right, how many are told, how many there are."""
    return (
        sum(one.right() for one in some),
        sum(len(one.told) for one in some),
        sum(len(one.expected) for one in some),
    )


def report(name: str, some: Sequence[Case]) -> None:
    """Print what was measured on some cases."""
    right, told, expected = counts(some)
    without = sum(not one.expected for one in some)
    print(f"{name}: {len(some)} texts ({without} without a promise), {expected} promises")
    for measure, all_of_them in (("precision", told), ("recall", expected)):
        low, high = wilson(right, all_of_them)
        print(f"  {measure:<10}{right / all_of_them:.3f}  ({right} of {all_of_them}; {low:.3f}–{high:.3f})")


def misses(some: Sequence[Case]) -> None:
    """Print every text that is not told as people read it."""
    for one in some:
        if not one.right() == len(one.told) == len(one.expected):
            print(f"  {one.id}: {one.text}")
            for asked in one.expected:
                if not any(agrees(one.text, asked, told) for told in one.told):
                    print("    missing:", {name: value for name, value in asked.items() if value is not None})
            for told in one.told:
                if not any(agrees(one.text, asked, told) for asked in one.expected):
                    print("    told:   ", told, repr(one.text[told.start : told.end]))


def counted() -> Iterator[Counted]:
    """Count the answers on each set and language, and on each set as a whole."""
    read = list(cases())
    for part in SETS:
        for lang in (*LANGUAGES, None):
            some = [one for one in read if one.set == part and lang in (one.lang, None)]
            yield Counted("promises", f"{part}-{lang}" if lang else part, len(some), *counts(some))


def main() -> None:
    """Print quality."""
    parser = argparse.ArgumentParser(description="Precision and recall of the extractor of promises.")
    parser.add_argument("--misses", choices=SETS, help="print every text of a set told otherwise than people read it")
    parser.add_argument("--write", action="store_true", help="write the figures for the page of the method")
    options = parser.parse_args()
    if options.write:
        write(counted(), "python -m bench.promises --write", datetime.now(UTC).date())
        return
    read = list(cases())
    for part in SETS:
        for lang in LANGUAGES:
            report(f"{part}, {lang}", [one for one in read if (one.set, one.lang) == (part, lang)])
        report(part, [one for one in read if one.set == part])
    if options.misses:
        misses([one for one in read if one.set == options.misses])


if __name__ == "__main__":
    main()
