"""Says what each need's answer rests on: its prices one by one with their sources, and the signs that it is lacking."""

from decimal import Decimal
from fractions import Fraction

from dashboard.html.parts import Cell, CostLine, Evidence
from dashboard.page import Page
from dashboard.sentences import name_of
from dashboard.store import Row
from dashboard.stories.publishers import publisher
from dashboard.stories.unit_words import units_text
from dashboard.views.needs import Cost, NeedAnswer, NeedsView
from dashboard.words import Words

ELSEWHERE_SHOWN = 3


def tenge(value: Fraction) -> Decimal:
    """Return a fraction of tenge to the tiyn, halves to even."""
    return Decimal(round(value * 100)).scaleb(-2)


def scope_of(tr: Words, row: Row) -> str:
    """Return what the sum of a cost pays for."""
    return tr.pick(row, "scope") or tr("the source does not say what kind")


def place_of(page: Page, row: Row) -> str:
    """Return the town of a row, else its region; "Kazakhstan" for the whole country."""
    tr = page.tr
    return tr.pick(row, "place") or name_of(tr, page.names.regions, row["region"])


def cost_line(page: Page, view: NeedsView, need: Row, cost: Cost) -> CostLine:
    """Return one known price: what it pays for, where and when, its source, what the money makes at it or why not."""
    tr, row = page.tr, cost.row
    when = str(row["price_year"]) if row["price_year"] else tr("year not known")
    if row["price_year"] and row["price_year_basis"] == "inferred":
        when = tr("%(year)s, as read from the text around", year=when)
    return CostLine(
        text=tr("%(scope)s, %(place)s", scope=scope_of(tr, row), place=place_of(page, row)),
        amount=tr.money(row["unit_cost_kzt"]),
        source=_source(tr, row),
        when=when,
        note=_cost_note(tr, view, need, cost),
    )


def _cost_note(tr: Words, view: NeedsView, need: Row, cost: Cost) -> str:
    if cost.units is None:
        return why_not(tr, cost.why_not)
    said = units_text(tr, need, cost.units)
    if cost.money != view.money.total:
        said = tr("%(units)s for %(sum)s of this money", units=said, sum=tr.money_short(cost.money))
    if cost.moved_kzt is None or cost.moved_units is None:
        return said
    told = {"year": str(view.year), "price": tr.money(tenge(cost.moved_kzt))}
    moved = tr("in tenge of %(year)s %(price)s: %(units)s", units=units_text(tr, need, cost.moved_units), **told)
    return f"{said} · {moved}"


def why_not(tr: Words, code: str | None) -> str:
    """Return why a cost was not converted."""
    reasons = {
        "undated": tr("not converted: the year of the price is not known"),
        "counts_something_else": tr("not converted: the sum counts something else or more"),
        "repeats": tr("not converted: it repeats another price"),
        "other_unit": tr("not converted: it is the price of another unit"),
        "other_size": tr("not in this range: another kind or size"),
        "size_unknown": tr("not converted: the kind or size is not stated"),
        "far_in_time": tr("not converted: more than five years from this money"),
        "money_year_unknown": tr("not converted: the year of the money is not known"),
    }
    return reasons.get(code or "", tr("not converted"))


def why_no_range(tr: Words, answer: NeedAnswer) -> str:
    """Return why a need has no range of prices; nothing where it has no price at all."""
    need = answer.need
    if not answer.costs:
        return ""
    if need["price_kind"] == "tariff":
        return tr("Set by law or by an akimat: one value a year, so no range.")
    if need["price_kind"] == "pay":
        return tr("Pay has one value a year, so no range.")
    if need["may_show_range"]:
        return tr("Fewer than three comparable prices lie within five years of this money, so no range.")
    return tr(
        "No range: that needs three comparable prices of two publishers. Comparable prices: %(count)s, publishers: "
        "%(sources)s; without a date: %(undated)s.",
        count=tr.number(need["largest_group_costs"]),
        sources=tr.number(need["largest_group_sources"]),
        undated=tr.number(need["undated_costs"]),
    )


def _source(tr: Words, row: Row) -> Cell:
    if not row["publisher"]:
        return Cell(tr("source not known"))
    note = "" if row["url"] else tr("address not known")
    return Cell(publisher(tr, row["publisher"]), href=row["url"], title=row["title"], note=note)


def signs(page: Page, answer: NeedAnswer) -> list[Evidence]:
    """Return what is known of the lack, the asked place first, then a few from elsewhere; all of a need asked for."""
    narrowed = bool(page.filters.need)
    rows = [*((row, _evidence) for row in answer.evidence), *((row, _appeal) for row in answer.appeals)]
    rows.sort(key=lambda pair: pair[0]["near"])
    near = sum(row["near"] < 2 for row, _ in rows)
    kept = rows if narrowed else rows[: near + ELSEWHERE_SHOWN]
    return [told(page, row) for row, told in kept]


def _evidence(page: Page, row: Row) -> Evidence:
    tr = page.tr
    when = tr.date(str(row["year"])) if row["year"] else tr("year not known")
    if row["need_fit"] == "nearest":
        when = tr("%(when)s; close to this need, not the same", when=when)
    said = tr("%(place)s: %(said)s", place=place_of(page, row), said=tr.pick(row, "statement"))
    return Evidence(said, _source(tr, row), when)


def _appeal(page: Page, row: Row) -> Evidence:
    tr = page.tr
    told = {"place": place_of(page, row), "body": tr.pick(row, "body"), "said": tr.pick(row, "evidence")}
    if row["fit"] == "same":
        said = tr("Appeals, %(place)s (%(body)s): %(said)s", **told)
    else:
        said = tr(
            "Appeals, %(place)s (%(body)s), on a wider subject («%(category)s»), this need among them: %(said)s",
            category=tr.pick(row, "name"),
            **told,
        )
    return Evidence(said, _source(tr, row), _period(tr, row))


def _period(tr: Words, row: Row) -> str:
    if row["period_start"] and row["period_end"]:
        return tr("%(first)s – %(last)s", first=tr.date(row["period_start"]), last=tr.date(row["period_end"]))
    return tr.date(str(row["year"])) if row["year"] else tr("date not known")
