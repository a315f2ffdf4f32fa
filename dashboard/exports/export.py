"""Owns how a view becomes tables: what an export of a view declares, and the way from a page to one of its tables."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from dashboard.exports.dataset import Dataset, Read, Totals, digits_of, from_frame
from dashboard.exports.fields import Field
from dashboard.exports.frames import framed
from dashboard.page import Page
from dashboard.sentences import filter_sentence

View = Any
Rows = Iterable[Mapping[str, Any]]


@dataclass(frozen=True)
class Table:
    """One table of a view.

    Attributes:
        name: Its name, the value of `table=`.
        about: What one row is, in English, a text of the catalogs.
        fields: Its columns.
        rows: Its rows, from the view; codes and ids without their names.
        listed: For a list of any size: how many rows there are, and what reads them. Then `rows` is not asked.
    """

    name: str
    about: str
    fields: tuple[Field, ...]
    rows: "Callable[[Seen], Rows]" = lambda _seen: ()
    listed: "Callable[[Seen], tuple[int, Read]] | None" = None


@dataclass(frozen=True)
class Seen:
    """A view looked at for export.

    Attributes:
        page: The page, with what plays no part taken off and named.
        view: The view.
        totals: What its page shows.
        measure: What its sums are told in.
        price_year: Year in whose prices real money is told.
    """

    page: Page
    view: View
    totals: Totals
    measure: str = "nominal"
    price_year: int | None = None

    @property
    def level(self) -> str:
        """Return the level that the main figures are of: local, unless the link asks for central alone."""
        return "central" if self.page.filters.level == "central" else "local"


def _filters_in_words(page: Page, _seen: Seen) -> str:
    return filter_sentence(page)


@dataclass(frozen=True)
class Export:
    """A view as tables, the main one first.

    Attributes:
        key: Key of the view.
        look: Answers the view of a page; raises NoSubject where the link's `id` names nothing.
        tables: Its tables; the rows of the first bring the totals.
        sentence: Says what is shown.
        needs_id: The link must name a subject by `id`.
    """

    key: str
    look: Callable[[Page], Seen]
    tables: tuple[Table, ...]
    sentence: Callable[[Page, Seen], str] = _filters_in_words
    needs_id: bool = False

    def table(self, name: str) -> Table | None:
        """Return a table by its name; the main one for an empty name."""
        return next((one for one in self.tables if one.name == (name or self.tables[0].name)), None)


def dataset(export: Export, page: Page, table: Table) -> Dataset:
    """Answer a page as one table of its view.

    Raises:
        NoSubject: The link's `id` names nothing that this edition knows.
    """
    seen = export.look(page)
    fields = tuple(
        replace(field, digits=digits_of(seen.measure)) if field.measured else field for field in table.fields
    )
    count, read = _rows(table, seen, fields)
    return Dataset(
        page=seen.page,
        table=table.name,
        measure=seen.measure,
        price_year=seen.price_year if seen.measure == "real" else None,
        totals=seen.totals,
        fields=fields,
        rows=count,
        read=read,
        sentence=lambda asked: export.sentence(asked, seen),
    )


def _rows(table: Table, seen: Seen, fields: tuple[Field, ...]) -> tuple[int, Read]:
    if table.listed:
        return table.listed(seen)
    frame = framed(seen.page.asked.store, table.rows(seen), fields)
    return frame.height, from_frame(frame)
