"""Which numbers of an answer of the API must stand on the page of the same link, and in which words.

All of it is made from the answer's own totals and rows; only words and the way numbers are written are the site's.
"""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from dashboard import labels
from dashboard.body import Body
from dashboard.exports.compare import BETWEEN
from dashboard.sentences import begun
from dashboard.stories import by_year
from dashboard.stories.compare import names_of
from dashboard.stories.needs import EXACT_BELOW
from dashboard.views.money import Money
from dashboard.views.open import GROUPS
from dashboard.words import Words

Json = dict[str, Any]


def money_in(told: Json) -> Money:
    """Read counted money out of totals or of a row."""
    sums = {name: Decimal(told[f"{name}_kzt"]) for name in ("committed", "planned")}
    counts = {name: told.get(name, 0) for name in ("records", "unmeasured", "inexact")}
    return Money(**sums, **counts, unmeasured_kzt=Decimal(told.get("unmeasured_kzt") or 0))


class Told:
    """An answer in JSON, all rows of it, beside the page of the same link."""

    def __init__(self, body: Body, answer: Json, rows: list[Json]) -> None:
        self.body, self.answer, self.rows = body, answer, rows
        self.tr: Words = body.page.tr
        self.level = "central" if body.page.filters.level == "central" else "local"

    def total(self, name: str = "") -> Money:
        """Return one of the totals; nothing counted where there is none of that name."""
        found = self.answer["totals"].get(name or self.level)
        return money_in(found) if found else Money(Decimal(0), Decimal(0), 0)

    def title_of(self, money: Money) -> str:
        """Write a sum as titles do."""
        return by_year.told(self.tr, money, self.answer["meta"]["measure"], self.answer["meta"]["price_year"])

    def unknown_title(self, money: Money) -> str:
        """Write the title where the measure can't be told for any record."""
        return by_year.unknown_title(self.tr, money.records)


def overview(told: Told) -> Iterator[tuple[str, str]]:
    total, apart = told.total(), told.total("central_apart")
    known = by_year.known(total) if total.records else False
    if total.records:
        yield "title", told.title_of(total) if known else told.unknown_title(total)
    if apart.records and known:
        yield "title", told.title_of(apart)
    for group in {row["headline_group"] for row in told.rows if row["level"] == told.level}:
        rows = [money_in(row) for row in told.rows if row["headline_group"] == group and row["level"] == told.level]
        yield labels.group(told.tr, group), by_year.short(told.tr, _sum(rows))


def _sum(several: list[Money]) -> Money:
    return Money(
        sum((one.committed for one in several), Decimal(0)),
        sum((one.planned for one in several), Decimal(0)),
        sum(one.records for one in several),
        sum(one.unmeasured for one in several),
    )


def years(told: Told) -> Iterator[tuple[str, str]]:
    totals = {level: told.total(level) for level in told.answer["totals"]}
    if any(by_year.known(one) for one in totals.values()):
        yield from (("title", told.title_of(one)) for one in totals.values())
    if len(totals) == 1:
        yield from _halves(told, told.total(), "committed", "planned")


def _halves(told: Told, money: Money, *names: str) -> Iterator[tuple[str, str]]:
    for name, value in zip(names, (money.committed, money.planned), strict=True):
        if value:
            yield labels.stage(told.tr, name), told.tr.money_short(value)


def regions(told: Told) -> Iterator[tuple[str, str]]:
    if told.answer["meta"]["measure"] == "per_resident":
        return
    inside = told.total(f"{told.level}_in_regions")
    if inside.records:
        yield "title", told.title_of(inside) if by_year.known(inside) else told.unknown_title(inside)
        yield from _sums(told, inside)
    yield told.tr("Records counted"), told.tr.number(inside.records)


def region(told: Told) -> Iterator[tuple[str, str]]:
    total = told.total()
    if total.records:
        yield from _sums(told, total)
    if total.records and by_year.known(total):
        yield "title", told.title_of(total)


def _sums(told: Told, money: Money) -> Iterator[tuple[str, str]]:
    """Yield the two halves of a sum; what cannot be told in a measure is not said to be nothing."""
    for label, value in {"Contracts and payments": money.committed, "Plans and budgets": money.planned}.items():
        if not by_year.known(money):
            yield told.tr(label), told.tr("not known")
        elif value:
            yield told.tr(label), told.title_of(Money(value, Decimal(0), 1))


def customers(told: Told) -> Iterator[tuple[str, str]]:
    total = told.total()
    if told.rows:
        yield "title", told.tr.number(len(told.rows))
        yield "title", told.tr.money_short(told.total(f"{told.level}_named").total)
        yield told.tr("Together"), told.tr.money_short(total.total) if total.total else told.tr("nothing found")
    for label, value in {"Contracts and payments": total.committed, "Plans and budgets": total.planned}.items():
        if value:
            yield told.tr(label), told.tr.money_short(value)


def contractors(told: Told) -> Iterator[tuple[str, str]]:
    named = [row for row in told.rows if row["contractor_id"]]
    if named:
        yield "title", told.tr.number(len(named))
        yield "title", told.tr.money_short(told.total(f"{told.level}_named").total)
    for label, value in {
        "With a named supplier": told.total(f"{told.level}_named").total,
        "Without a named supplier": sum(
            (Decimal(row["counted_kzt"]) for row in told.rows if row not in named), Decimal(0)
        ),
        "Together": told.total().total,
    }.items():
        if value:
            yield told.tr(label), told.tr.money_short(value)


def contractor(told: Told) -> Iterator[tuple[str, str]]:
    for level in ("local", "central"):
        if value := told.total(level).total:
            yield "title", told.tr.money_short(value)
            yield labels.level(told.tr, level), told.tr.money_short(value)


def records(told: Told) -> Iterator[tuple[str, str]]:
    totals = {level: told.total(level) for level in told.answer["totals"]}
    if told.rows:
        yield "title", told.tr.number(len(told.rows))
        yield told.tr("Records in the totals"), told.tr.number(sum(one.records for one in totals.values()))
        yield from (("title", told.tr.money_short(one.total)) for one in totals.values() if one.total)
    if len(totals) == 1:
        yield from _halves(told, told.total(), "committed", "planned")


def record(told: Told) -> Iterator[tuple[str, str]]:
    (row,) = told.rows
    if row["counted"]:
        yield told.tr("In the totals"), told.tr.money(Decimal(row["counted_kzt"]))


def systems(told: Told) -> Iterator[tuple[str, str]]:
    total = told.total()
    if any(row["records"] and row["level"] == told.level for row in told.rows):
        yield "title", told.tr.money_short(total.total)
        yield from _halves(told, total, "committed", "planned")


def system(told: Told) -> Iterator[tuple[str, str]]:
    for value in (told.total(told.rows[0]["level"]).committed, told.total(told.rows[0]["level"]).planned):
        if value:
            yield "title", told.tr.money_short(value)
            yield "keys", told.tr.money_short(value)


def compare(told: Told) -> Iterator[tuple[str, str]]:
    totals = {key: told.total(key) for key in told.answer["totals"] if key != BETWEEN}
    kinds = {row["compared"] for row in told.rows}
    for kind in kinds:
        called = names_of(told.body.page, kind, totals)
        for key, money in totals.items():
            text = told.title_of(money) if money.records else told.tr("nothing found yet")
            yield "title", text
            yield begun(called[key]), text


def before_contracts(told: Told) -> Iterator[tuple[str, str]]:
    now = [row for row in told.rows if row["open_group"] == "now"]
    sums = sum((Decimal(row["amount_kzt"] or 0) for row in now), Decimal(0))
    if told.rows:
        yield "title", told.tr.number(len(now) or len(told.rows))
        yield from (("keys", told.tr.number(sum(row["open_group"] == group for row in told.rows))) for group in GROUPS)
    if sums and told.body.page.filters.level != "all":
        yield "title", told.tr.money_short(sums)


def needs(told: Told) -> Iterator[tuple[str, str]]:
    total = told.total()
    if total.total:
        yield "title", told.tr.money(total.total) if total.total < EXACT_BELOW else told.tr.money_short(total.total)
        yield "lead", told.tr.money(total.total)
        yield told.tr("Records counted"), told.tr.number(total.records)


def promises(told: Told) -> Iterator[tuple[str, str]]:
    if told.rows:
        yield "title", told.tr.number(len(told.rows))
        yield told.tr("Promises"), told.tr.number(told.answer["totals"]["promises"]["promises"])
        yield told.tr("With a price as a bound"), told.tr.number(sum(row["bounds"] > 0 for row in told.rows))


def akims(told: Told) -> Iterator[tuple[str, str]]:
    if told.answer["totals"]["ratings"]["ratings"]:
        yield "title", told.tr.number(len(told.rows))
        yield told.tr("Places read"), told.tr.number(told.answer["totals"]["ratings"]["places"])


def corrections(told: Told) -> Iterator[tuple[str, str]]:
    asked = told.answer["totals"]["requests"]
    if asked["received"]:  # an empty log is told in a sentence
        yield told.tr("Requests received"), told.tr.number(asked["received"])
        yield told.tr("Being checked"), told.tr.number(asked["open"])
        yield told.tr("Kept as it was"), told.tr.number(asked["kept"])


def data(told: Told) -> Iterator[tuple[str, str]]:
    yield "title", told.tr.number(len(told.rows))
    yield "title", told.tr.number(next(row["rows"] for row in told.rows if row["table"] == "records"))


TELLERS = {
    "overview": overview,
    "years": years,
    "regions": regions,
    "region": region,
    "customers": customers,
    "customer": contractor,
    "contractors": contractors,
    "contractor": contractor,
    "records": records,
    "record": record,
    "systems": systems,
    "system": system,
    "compare": compare,
    "open": before_contracts,
    "needs": needs,
    "promises": promises,
    "akims": akims,
    "corrections": corrections,
    "data": data,
}
"""View → what its page must say, pairs of a place (title, lead, keys, or a key number's label) and a text."""
SUMMED = {
    ("overview", "groups"): "counted_kzt",
    ("overview", "regions"): "counted_kzt",
    ("years", "groups"): "counted_kzt",
    ("years", "categories"): "counted_kzt",
    ("years", "kinds"): "counted_kzt",
    ("regions", "regions"): "counted_kzt",
    ("customers", "customers"): "counted_kzt",
    ("customer", "years"): "counted_kzt",
    ("customer", "categories"): "counted_kzt",
    ("customer", "suppliers"): "counted_kzt",
    ("region", "groups"): "counted_kzt",
    ("region", "categories"): "counted_kzt",
    ("region", "customers"): "counted_kzt",
    ("region", "places"): "counted_kzt",
    ("contractors", "contractors"): "counted_kzt",
    ("contractor", "years"): "counted_kzt",
    ("contractor", "regions"): "counted_kzt",
    ("records", "records"): "in_years_kzt",
    ("record", "record"): "counted_kzt",
    ("systems", "systems"): "counted_kzt",
    ("system", "system"): "counted_kzt",
    ("open", "items"): "amount_kzt",
}
"""Tables whose rows are additive → the column whose sum by level is the total."""
