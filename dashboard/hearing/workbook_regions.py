"""What sums per resident are made of, year by year: money that can be told so, residents, and one by the other."""

from collections.abc import Iterator, Sequence
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

from dashboard.filters import Filters
from dashboard.hearing.workbook_cells import Formula, Head, Sheet, Value
from dashboard.store import Store
from dashboard.views.compare import Side
from dashboard.views.coverage import population_of
from dashboard.views.years import lines

_TIYN: Final = Decimal("0.01")
HEADS: Final = (
    Head("compared", lambda tr: tr("Compared")),
    Head("year", lambda tr: tr("Budget year"), "number"),
    Head("money_kzt", lambda tr: tr("Its money that can be told per resident, tenge"), "money"),
    Head("residents", lambda tr: tr("Residents"), "number"),
    Head("per_resident_kzt", lambda tr: tr("Per resident"), "money"),
)
Year = tuple[int, Decimal, int]
"""Budget year, tenge that can be told per resident, residents."""


def write_years(sheet: Sheet, store: Store, names: Sequence[str], sides: Sequence[Side]) -> None:
    """Write the years of each region under one another, and what they make together.

    A region whose years do not make its sum per resident, because some count of residents is not its whole, has none.
    """
    told = [(name, years) for name, side in zip(names, sides, strict=True) if (years := _whole(store, side))]
    if not told:
        return
    sheet.skip()
    sheet.heading(sheet.book.said(lambda tr: tr("How the sums per resident are made")))
    sheet.heads(HEADS)
    for name, years in told:
        _region(sheet, name, years)


def _region(sheet: Sheet, name: str, years: Sequence[Year]) -> None:
    first = sheet.row + 1
    for year, kzt, residents in years:
        number = sheet.row + 1
        each = Formula(f"=ROUND(C{number}/D{number},2)", _to_tiyn(kzt / residents))
        row: dict[str, Value] = {"compared": name, "year": year, "money_kzt": kzt, "residents": residents}
        sheet.values(HEADS, row | {"per_resident_kzt": each})
    last = sheet.row
    whole = sum((kzt for _, kzt, _ in years), Decimal(0))
    together = f"=ROUND(SUMPRODUCT(C{first}:C{last}/D{first}:D{last}),2)"
    sheet.values(
        HEADS,
        {
            "compared": sheet.book.said(lambda tr: tr("%(name)s: together", name=name)),
            "money_kzt": Formula(f"=ROUND(SUM(C{first}:C{last}),2)", whole),
            "per_resident_kzt": Formula(together, _together(years)),
        },
    )


def _whole(store: Store, side: Side) -> list[Year]:
    """Return the years of a region, where they make its own sum per resident."""
    years = list(_years(store, side))
    return years if years and _together(years) == _to_tiyn(side.measures["per_resident"].total) else []


def _years(store: Store, side: Side) -> Iterator[Year]:
    each = {one.period: one.money for one in lines(store, side.filters.with_(measure="per_resident"))}
    for line in lines(store, side.filters.with_(measure="nominal")):
        year, told = line.period.year_from, each.get(line.period)
        if line.period.kind != "one" or year is None or told is None or told.unmeasured == told.records:
            continue
        people = population_of(store, Filters(year_from=year, year_to=year), side.key)
        if people:
            yield year, line.money.total - told.unmeasured_kzt, people.residents


def _together(years: Sequence[Year]) -> Decimal:
    return _to_tiyn(sum((kzt / residents for _, kzt, residents in years), Decimal(0)))


def _to_tiyn(value: Decimal) -> Decimal:
    return value.quantize(_TIYN, ROUND_HALF_UP)
