"""The sheets of promises, needs and unit costs: bounds and whole units as formulas, each with its source."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Final

from dashboard.exports.lists import exact
from dashboard.hearing.drawn import reaching
from dashboard.hearing.pack import Pack
from dashboard.hearing.promises import by_money, more
from dashboard.hearing.workbook_cells import Book, Formula, Head, Value, joined, letter_of, per_language
from dashboard.hearing.workbook_values import whole_day
from dashboard.store import Row
from dashboard.stories import needs_basis
from dashboard.stories import promise_words as words
from dashboard.views import needs, promises
from dashboard.views.needs import Cost, NeedAnswer, NeedsView
from dashboard.views.promise_price import Bound
from dashboard.views.promises import Promise, PromisesView

SOURCE: Final = (
    Head("source_publisher", lambda tr: tr("Publisher"), width=32, leads="source_url"),
    Head("source_title", lambda tr: tr("Title of the source"), width=40),
    Head("source_date", lambda tr: tr("Date of the source"), "date"),
    Head("source_url", lambda tr: tr("Address of the source"), width=44),
)

MOST_PROMISES: Final = 500
"""Promises with the most money that a workbook holds, so that it is made in three seconds."""

# ── promises ──────────────────────────────────────────────────────────────────────────────────────────────────────


def write_promises(book: Book, packs: Sequence[Pack]) -> None:
    """Write one row for each bound of a promise, and one for a promise without any, with the reason."""
    view: PromisesView = packs[0].page.view(promises.build)
    sheet, heads, shown = book.sheet(lambda tr: tr("Promises")), _promise_heads(book), by_money(view)[:MOST_PROMISES]
    sheet.heads(heads, fixed=True)
    for one in shown:
        for bound in one.price.bounds or (None,):
            sheet.values(heads, _promise(packs, view, heads, (one, bound), sheet.row + 1))
    if not view.promises:
        sheet.line(book.said(lambda tr: tr("Nothing countable was promised, as far as sources tell.")), wrap=False)
    beyond = len(view.promises) - len(shown)
    if left := [cell for pack in packs if (cell := more(pack.page, beyond, "promises"))]:
        sheet.line(joined(one.text for one in left), reaching(packs[0])(left[0].href), wrap=False)


def _promise_heads(book: Book) -> tuple[Head, ...]:
    return (
        Head("promise_id", lambda tr: tr("Id")),
        Head("about_id", lambda tr: tr("Record or system, id")),
        *per_language(book.several, "about", lambda tr: tr("Record or system")),
        *per_language(book.several, "what", lambda tr: tr("What was promised")),
        *per_language(book.several, "told", lambda tr: tr("How much"), 24),
        *per_language(book.several, "per", lambda tr: tr("Per what"), 20),
        Head("number", lambda tr: tr("Number assumed"), "number", width=12),
        Head("times", lambda tr: tr("How many times: periods or things"), "number", width=12),
        Head("units", lambda tr: tr("Units = number × times"), "number", width=14),
        Head("money_high_kzt", lambda tr: tr("Its money in the totals, tenge"), "money"),
        Head("at_most_kzt", lambda tr: tr("One unit cost at most, tenge"), "money"),
        *per_language(book.several, "assumed", lambda tr: tr("What that assumes, or why there is no price"), 60),
        *SOURCE,
    )


def _promise(
    packs: Sequence[Pack], view: PromisesView, heads: Sequence[Head], told: tuple[Promise, Bound | None], number: int
) -> Mapping[str, Value]:
    one, bound = told
    row: dict[str, Value] = {"promise_id": one.row["promise_id"], "about_id": one.row["about_id"]}
    row |= _source(view.sources.get(one.row["source_id"]))
    if one.purse.high:
        row["money_high_kzt"] = one.purse.high
    for pack in packs:
        row |= _promise_words(pack, one, bound)
    return row | (_bound(heads, one, bound, number) if bound else {})


def _promise_words(pack: Pack, one: Promise, bound: Bound | None) -> Mapping[str, Value]:
    page, tr = pack.page, pack.page.tr
    if bound is None:
        assumed = tr(words.WHY[one.price.why])
    else:
        told = words.bound_text(tr, bound, one.row["per"], about=one.purse.about)
        assumed = f"{told}. {words.assumed(tr, one.purse)}"
    made = {
        "about": words.subject_name(page, one),
        "what": tr.pick(one.row, "what"),
        "told": words.value(tr, one.row),
        "per": words.per_name(tr, one.row["per"]),
        "assumed": assumed,
    }
    return {f"{name}_{tr.language}": text for name, text in made.items()}


def _bound(heads: Sequence[Head], one: Promise, bound: Bound, number: int) -> dict[str, Value]:
    """Write a bound as a formula in tiyn: of whole numbers a spreadsheet's division rounds up where ours does."""
    each, times = _factors(one.row, bound)
    letters = {name: f"{letter_of(heads, name)}{number}" for name in ("number", "times", "units", "money_high_kzt")}
    units: Value = bound.units
    if bound.units == bound.units.to_integral_value():
        units = Formula(f"={letters['number']}*{letters['times']}", int(bound.units))
    divided = f"=ROUNDUP(ROUND({letters['money_high_kzt']}*100,0)/{letters['units']},0)/100"
    return {"number": each, "times": times, "units": units, "at_most_kzt": Formula(divided, bound.kzt)}


def _factors(row: Row, bound: Bound) -> tuple[Decimal, Decimal]:
    """Return the number that a bound assumes and how many times it holds."""
    number = next(
        (one for one in (bound.number, row["value"], row["value_low"]) if one and bound.units % one == 0),
        bound.units,
    )
    return number, bound.units / number


def _source(row: Row | None) -> Mapping[str, Value]:
    if row is None:
        return {}
    told = {f"source_{name}": row[name] for name in ("publisher", "title", "url")}
    return told | {"source_date": whole_day(row["date"])}


# ── needs ─────────────────────────────────────────────────────────────────────────────────────────────────────────

PRICES: Final = ("low", "median", "high")


def write_needs(book: Book, packs: Sequence[Pack]) -> None:
    """Write the needs with their ranges, and on a sheet after it every sourced cost."""
    view: NeedsView = packs[0].page.view(needs.build)
    sheet, heads = book.sheet(lambda tr: tr("Needs")), _need_heads(book)
    sheet.heads(heads, fixed=True)
    for answer in view.answers:
        sheet.values(heads, _need(packs, heads, answer, sheet.row + 1))
    costs, cost_heads = book.sheet(lambda tr: tr("Unit costs")), _cost_heads(book)
    costs.heads(cost_heads, fixed=True)
    for answer in view.answers:
        for cost in answer.costs:
            costs.values(cost_heads, _cost(packs, cost_heads, (answer, cost), costs.row + 1))


def _need_heads(book: Book) -> tuple[Head, ...]:
    return (
        Head("need_id", lambda tr: tr("Id")),
        *per_language(book.several, "need", lambda tr: tr("Need")),
        Head("converted_kzt", lambda tr: tr("Money near these prices, tenge"), "money"),
        Head("low_kzt", lambda tr: tr("Least price, tenge"), "money"),
        Head("median_kzt", lambda tr: tr("Median price, tenge"), "money"),
        Head("high_kzt", lambda tr: tr("Greatest price, tenge"), "money"),
        Head("units_low", lambda tr: tr("Whole units at the greatest price"), "number", width=14),
        Head("units_median", lambda tr: tr("Whole units at the median price"), "number", width=14),
        Head("units_high", lambda tr: tr("Whole units at the least price"), "number", width=14),
        *per_language(book.several, "why_no_range", lambda tr: tr("Why there is no range"), 60),
    )


def _need(packs: Sequence[Pack], heads: Sequence[Head], answer: NeedAnswer, number: int) -> Mapping[str, Value]:
    row: dict[str, Value] = {"need_id": answer.need["need_id"]}
    for tr in (pack.page.tr for pack in packs):
        row[f"need_{tr.language}"] = tr.pick(answer.need, "name")
        if not answer.printed:
            row[f"why_no_range_{tr.language}"] = needs_basis.why_no_range(tr, answer) or tr("No price found yet.")
    if answer.printed:
        money = answer.printed.money
        made = {name: exact(getattr(answer.printed, name)) for name in PRICES}
        row |= {"converted_kzt": money} | {f"{name}_kzt": price for name, price in made.items()}
        for name, units, price in zip(("units_high", "units_median", "units_low"), _units(answer), PRICES, strict=True):
            cells = (f"{letter_of(heads, one)}{number}" for one in ("converted_kzt", f"{price}_kzt"))
            row[name] = Formula(_whole(cells, (money, made[price])), units)
    return row


def _units(answer: NeedAnswer) -> Iterator[int]:
    """Yield the whole units at the least, the median and the greatest price."""
    yield from (units for units in (answer.high, answer.median, answer.low) if units is not None)


def _whole(cells: Iterator[str], numbers: tuple[Decimal, Decimal]) -> str:
    """Write how many whole units some money makes; what has digits after the point is first made whole numbers."""
    money, price = cells
    digits = max(0, *(_digits(one) for one in numbers))
    if not digits:
        return f"=INT({money}/{price})"
    return f"=INT(ROUND({money}*{10**digits},0)/ROUND({price}*{10**digits},0))"


def _digits(number: Decimal) -> int:
    exponent = number.normalize().as_tuple().exponent
    return -exponent if isinstance(exponent, int) else 0


def _cost_heads(book: Book) -> tuple[Head, ...]:
    return (
        Head("cost_id", lambda tr: tr("Id")),
        Head("need_id", lambda tr: tr("Need, id")),
        *per_language(book.several, "scope", lambda tr: tr("What the sum pays for")),
        *per_language(book.several, "place", lambda tr: tr("Place"), 24),
        Head("price_year", lambda tr: tr("Year of the price"), "number"),
        Head("unit_cost_kzt", lambda tr: tr("Cost of one, tenge"), "money"),
        Head("converted_kzt", lambda tr: tr("Money near this price, tenge"), "money"),
        Head("units", lambda tr: tr("Whole units = money ÷ cost"), "number", width=14),
        Head("in_range", lambda tr: tr("One of the costs of the range")),
        *per_language(book.several, "why_not", lambda tr: tr("Why it was not converted")),
        *SOURCE,
    )


def _cost(
    packs: Sequence[Pack], heads: Sequence[Head], told: tuple[NeedAnswer, Cost], number: int
) -> Mapping[str, Value]:
    answer, cost = told
    row: dict[str, Value] = {name: cost.row[name] for name in ("cost_id", "price_year", "unit_cost_kzt")}
    row |= {"need_id": answer.need["need_id"], "in_range": cost.in_range}
    row |= {f"source_{name}": cost.row[name] for name in ("publisher", "title", "url")}
    row["source_date"] = whole_day(cost.row["source_date"])
    for page in (pack.page for pack in packs):
        row[f"scope_{page.tr.language}"] = needs_basis.scope_of(page.tr, cost.row)
        row[f"place_{page.tr.language}"] = needs_basis.place_of(page, cost.row)
        if cost.units is None:
            row[f"why_not_{page.tr.language}"] = needs_basis.why_not(page.tr, cost.why_not)
    if cost.units is not None:
        row["converted_kzt"] = cost.money
        cells = (f"{letter_of(heads, name)}{number}" for name in ("converted_kzt", "unit_cost_kzt"))
        row["units"] = Formula(_whole(cells, (cost.money, cost.row["unit_cost_kzt"])), cost.units)
    return row
