"""What was promised of a system beside what a source reports of it, in words."""

from collections.abc import Mapping, Sequence

from dashboard.html.inputs import Cell, Column, Table
from dashboard.page import Page
from dashboard.store import Row
from dashboard.stories import promise_words as words
from dashboard.stories.observed import WHAT
from dashboard.stories.said import source_cell
from dashboard.views.promise_reports import TEXTS, Reported
from dashboard.words import Words


def counted_table(page: Page, told: Sequence[Reported], sources: Mapping[str, Row]) -> Table:
    """Return what was counted of systems beside what was promised; of what was handled, what one cost at most."""
    tr = page.tr
    columns = [
        Column("what", tr("What was counted"), main=True),
        Column("promised", tr("Promised"), kind="number"),
        Column("reported", tr("Reported"), kind="number", amount=True),
        Column("price", tr("One cost, as a bound")),
        Column("source", tr("Source")),
    ]
    rows = [_counted(page, one, row, sources) for one in told for row in one.counted]
    return Table(columns, rows, caption=tr("Promised and reported, in numbers"))


def _counted(page: Page, one: Reported, row: Row, sources: Mapping[str, Row]) -> Mapping[str, Cell]:
    tr, promise = page.tr, one.promised(row)
    number, when = tr.number(row["value"]), row["as_of"] or row["period"]
    return {
        "what": Cell(
            tr(WHAT[row["what"]]) if row["what"] in WHAT else row["what"].replace("_", " "),
            href=page.plain_link("/system", id=one.system["system_id"]),
            note=tr.pick(one.system, "name"),
        ),
        "promised": Cell(words.value(tr, promise)) if promise else Cell("", note=tr("no number was promised")),
        "reported": Cell(_about(tr, row, number), note=tr.as_of(when) if when else ""),
        "price": _price(tr, one, row),
        "source": source_cell(tr, sources.get(row["source_id"])),
    }


def _about(tr: Words, row: Row, number: str) -> str:
    return tr("about %(number)s", number=number) if row["precision"] == "about" else number


def _price(tr: Words, one: Reported, row: Row) -> Cell:
    """Return what one of the things counted cost at most, and why it is only a bound."""
    bound = one.prices.get(row["observation_id"])
    if bound is None:
        return Cell("", note=tr("only what was handled is set against money"))
    about = row["precision"] == "about" or one.purse.about
    return Cell(
        words.bound_text(tr, bound, None, about=about),
        note=_basis(tr, one, row),
    )


def _basis(tr: Words, one: Reported, row: Row) -> str:
    money = words.money_text(tr, one.purse)
    if one.purse.committed:
        return tr(
            "%(money)s for %(number)s, if all of it was paid and for this alone.",
            money=money,
            number=_about(tr, row, tr.number(row["value"])),
        )
    return tr(
        "%(money)s for %(number)s. The money is a budget: it may not all have been spent by then, or not for this "
        "alone.",
        money=money,
        number=_about(tr, row, tr.number(row["value"])),
    )


def told_table(page: Page, told: Sequence[Reported]) -> Table:
    """Return what was promised of systems beside what a source reports, both in words."""
    tr = page.tr
    columns = [
        Column("system", tr("System"), main=True),
        Column("promised", tr("Promised")),
        Column("reported", tr("Reported")),
    ]
    rows = [_told(page, one) for one in told if any(one.system[name] for name in TEXTS)]
    return Table(columns, rows, caption=tr("Promised and reported, in words"))


def _told(page: Page, one: Reported) -> Mapping[str, Cell]:
    tr = page.tr
    promised = "; ".join(
        tr(
            "%(what)s: %(number)s",
            what=tr.pick(promise.row, "what"),
            number=words.value_per(tr, promise.row),
        )
        for promise in one.promises
    )
    return {
        "system": Cell(tr.pick(one.system, "name"), href=page.plain_link("/system", id=one.system["system_id"])),
        "promised": Cell(promised, note="" if promised else tr("no number was promised")),
        "reported": Cell(tr.pick(one.system, "reported"), lang=tr.picked_language(one.system, "reported") or None),
    }
