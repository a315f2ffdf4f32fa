"""Counts appeals by week, place and need, and leaves out every cell that is too small to be published.

Why only cells and no totals: docs/decisions/0017-weeks-of-open-appeals.md.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from pipelines.schemas.needs import SMALLEST_CELL
from pipelines.sources.open_appeals import Appeal, BadLine
from pipelines.transform.appeals.meaning import NONE, UNCLEAR, Meaning
from pipelines.transform.appeals.personal import without_persons
from pipelines.transform.appeals.places import Places

Cell = tuple[str, str, str, str]
"""Monday of the week, region, town or district ("" where only the region is known), need."""
Outcome = tuple[str, ...]
"""What became of one appeal: a cell, or one of the words below."""

HELD_BACK: Final = "held_back"
NOT_OVER: Final = "not_over"
NO_NEED: Final = "no_need"
WEEK: Final = timedelta(days=7)
LONGEST_READ: Final = 5_000
"""Letters of a text that are read; a wish is said long before."""


@dataclass(frozen=True, slots=True)
class Tally:
    """Where the rows of a collection went; they add up.

    Attributes:
        rows_in: Rows read.
        counted: In published cells.
        unclear: Several needs fit equally.
        no_need: None of our needs fits.
        held_back: Not in the form of an appeal, of a day to come, or of no region that its words tell.
        repeated: Rows whose number stood in the collection already.
        not_over: Of a week that is not over: its count would grow night by night and show who came.
        in_small_cells: In cells that are left out.
        small_cells: How many cells are left out.
    """

    rows_in: int = 0
    counted: int = 0
    unclear: int = 0
    no_need: int = 0
    held_back: int = 0
    repeated: int = 0
    not_over: int = 0
    in_small_cells: int = 0
    small_cells: int = 0

    @property
    def adds_up(self) -> bool:
        """Tell whether every row is accounted for."""
        aside = self.unclear + self.no_need + self.held_back + self.repeated + self.not_over + self.in_small_cells
        return self.rows_in == self.counted + aside


@dataclass(frozen=True, slots=True)
class Weeks:
    """What may be published of a collection, and its account."""

    cells: Mapping[Cell, int]
    tally: Tally
    bad_lines: tuple[BadLine, ...]


def count_weeks(rows: Iterable[Appeal | BadLine], meaning: Meaning, places: Places, today: date) -> Weeks:
    """Count a collection.

    Args:
        rows: Its rows; of those with one number the outcome does not depend on their order.
        meaning: Tells the need of a text.
        places: Tells the place of an appeal.
        today: The day of the run.

    Returns:
        Cells of five appeals and more of weeks that are over.
    """
    rows_in, bad, numbered = 0, [], dict[str, Outcome]()
    outcomes: Counter[Outcome] = Counter()
    for row in rows:
        rows_in += 1
        outcome = (HELD_BACK,) if isinstance(row, BadLine) else outcome_of(row, meaning, places, today)
        number = "" if isinstance(row, BadLine) else row.number
        if isinstance(row, BadLine):
            bad.append(row)
        if number:
            numbered[number] = min(outcome, numbered.get(number, outcome))
        else:
            outcomes[outcome] += 1
    outcomes.update(numbered.values())
    return _published(outcomes, rows_in, tuple(bad))


def outcome_of(appeal: Appeal, meaning: Meaning, places: Places, today: date) -> Outcome:
    """Return the cell of one appeal, or why it has none. Persons are taken out of its text before it is read."""
    where = places.find(appeal.place, appeal.region)
    if where is None or appeal.day > today:
        return (HELD_BACK,)
    monday = appeal.day - timedelta(days=appeal.day.weekday())
    if monday + WEEK > today:
        return (NOT_OVER,)
    need = meaning.need(without_persons(appeal.text[:LONGEST_READ]))
    if need in (UNCLEAR, NONE):
        return (UNCLEAR if need == UNCLEAR else NO_NEED,)
    return (monday.isoformat(), *where, need)


def _published(outcomes: Counter[Outcome], rows_in: int, bad: tuple[BadLine, ...]) -> Weeks:
    cells = {(one[0], one[1], one[2], one[3]): count for one, count in outcomes.items() if len(one) > 1}
    kept = {cell: count for cell, count in sorted(cells.items()) if count >= SMALLEST_CELL}
    aside = {name: outcomes[(name,)] for name in (UNCLEAR, NO_NEED, HELD_BACK, NOT_OVER)}
    tally = Tally(
        rows_in=rows_in,
        counted=sum(kept.values()),
        repeated=rows_in - outcomes.total(),
        in_small_cells=sum(cells.values()) - sum(kept.values()),
        small_cells=len(cells) - len(kept),
        **aside,
    )
    return Weeks(kept, tally, bad)
