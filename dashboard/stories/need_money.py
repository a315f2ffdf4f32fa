"""Says what stands beside a sign of a lack: counted local money of its region and years, residents, both sources."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from dashboard.html.inputs import Cell, Column, Table
from dashboard.page import Page
from dashboard.sentences import name_of
from dashboard.store import Row
from dashboard.stories import by_year
from dashboard.stories.periods import period
from dashboard.stories.said import source_cell
from dashboard.views.coverage import Population
from dashboard.views.money import Money
from dashboard.views.need_money import Beside, NeedMoney, Sign, key_of, money_filters
from dashboard.words import Words

MOST: Final = 40
"""Pairs that the page lists; a file holds all of them."""
SHOWN: Final = 8


def no_cause(page: Page) -> str:
    """Return the line that no cause is claimed and what the money is."""
    return page.tr(
        "Beside each stands the money of local bodies that was found so far for the same region and years. "
        "They stand side by side; no cause is claimed. Counts of different bodies and channels are never added up."
    )


def lead(page: Page, view: NeedMoney) -> str:
    """Say how many pairs are listed of how many, and how many signs have no year or region to be paired by."""
    tr, count = page.tr, len(view.pairs)
    told = []
    if count > MOST:
        told.append(
            tr(
                "%(shown)s of %(count)s pairs are listed; choose a region or a need to narrow them, or take all of "
                "them as a file.",
                shown=tr.number(MOST),
                count=tr.number(count),
            )
        )
    if alone := len(view.signs) - count:
        told.append(
            tr.plural(
                "%(count)s more sign is of the whole country or of no known year: no money stands beside it.",
                "%(count)s more signs are of the whole country or of no known year: no money stands beside them.",
                alone,
            )
        )
    return " ".join(told)


def table(page: Page, view: NeedMoney) -> Table:
    """Return needs and money side by side: what was asked for or is lacking, where, when, the money, the source."""
    tr = page.tr
    columns = [
        Column("need", tr("Need"), main=True),
        Column("sign", tr("Asked for or lacking")),
        Column("where", tr("Where and when")),
        Column("money", money_label(tr), kind="money"),
        Column("source", tr("Source of the count or statement")),
    ]
    rows = [_pair(page, sign) for sign in view.pairs[:MOST]]
    empty = tr("No count of appeals and no statement of a lack was found for these places and years yet.")
    return Table(columns, rows, tr("Needs and money of the same region and years"), empty=empty)


def money_label(tr: Words) -> str:
    """Return the head of the column of money."""
    return tr("Local money of the region in these years")


def _pair(page: Page, sign: Sign) -> Mapping[str, Cell]:
    tr, row = page.tr, sign.row
    return {
        "need": Cell(
            name_of(tr, page.names.needs, sign.need_id, "short"),
            href=page.link("/needs", need=(sign.need_id,), region=(row["region"],), place=()),
            note=_category(tr, row) if sign.kind == "appeals" else "",
        ),
        "sign": sign_cell(tr, sign),
        "where": _where(page, sign),
        "money": money_cell(page, row, sign.beside),
        "source": _source(tr, sign),
    }


def sign_cell(tr: Words, sign: Sign) -> Cell:
    """Return how much was asked for, or how many statements there are."""
    if sign.kind == "lack":
        return Cell(tr.plural("%(count)s statement of a lack", "%(count)s statements of a lack", len(sign.rows)))
    if sign.kind == "weeks":
        return _weeks_cell(tr, sign.row, sign.beside)
    return count_cell(tr, sign.row, sign.beside)


def count_cell(tr: Words, row: Row, found: Beside) -> Cell:
    """Return a published count of appeals, its share, and how many that is per 10,000 residents."""
    share = tr.percent(row["share_pct"] / 100) if row["share_pct"] is not None else ""
    if row["count"] is None:
        return Cell(share, note=tr("only the share is published")) if share else Cell("", note=tr("not published"))
    notes = [one for one in (share, per_residents(tr, found)) if one]
    return Cell(tr.number(row["count"]), note="; ".join(notes))


def per_residents(tr: Words, found: Beside) -> str:
    """Return appeals per 10,000 residents with the day of the residents' count; empty where they are not known."""
    if found.per_10000 is None or found.residents is None:
        return ""
    people: Population = found.residents
    return tr(
        "%(rate)s per 10,000 residents (%(residents)s on %(date)s)",
        rate=tr.number(found.per_10000),
        residents=tr.number(people.residents),
        date=tr.date(people.as_of.isoformat()),
    )


def _weeks_cell(tr: Words, row: Row, found: Beside) -> Cell:
    rate = per_residents(tr, found)
    told = tr("at least %(count)s", count=tr.number(row["count"]))
    weeks = tr.plural(
        "in %(count)s week; counts below five are left out",
        "in %(count)s weeks; counts below five are left out",
        row["weeks"],
    )
    return Cell(told, note="; ".join(one for one in (weeks, rate) if one))


def _category(tr: Words, row: Row) -> str:
    name = tr.pick(row, "name")
    return tr("“%(category)s”, which is wider", category=name) if row["fit"] == "broad" else ""


def _where(page: Page, sign: Sign) -> Cell:
    tr, row = page.tr, sign.row
    region = name_of(tr, page.names.regions, row["region"], "name")
    place = tr.pick(row, "place") if sign.kind != "weeks" and row["place"] else ""
    return Cell(tr("%(place)s, %(region)s", place=place, region=region) if place else region, note=_when(tr, sign))


def _when(tr: Words, sign: Sign) -> str:
    row = sign.row
    if sign.kind == "appeals":
        return tr("%(body)s, %(period)s", body=tr.pick(row, "body"), period=period(tr, row))
    if sign.kind == "weeks":
        return weeks_when(tr, row)
    return str(row["year"]) if row["year"] else tr("year not known")


def weeks_when(tr: Words, row: Row) -> str:
    """Return from which Monday to which Sunday the weeks of open texts run."""
    first, last = tr.date(row["first_day"]), tr.date(row["last_day"])
    return tr("weeks from %(first)s to %(last)s", first=first, last=last)


def money_cell(page: Page, row: Row, found: Beside) -> Cell:
    """Return the money beside a sign, committed and planned apart, with the link to its records."""
    tr, money = page.tr, found.money
    if found.years is None:
        return Cell("", note=tr("year not known, so no money stands beside it"))
    if money is None:
        return Cell("", note=tr("of the whole country"))
    note = "; ".join(one for one in (_inside(tr, found.years, money), _reaching(tr, found)) if one)
    if not money.records:
        return Cell("", note=note)
    chosen = money_filters(page.filters, (row["region"],), found.years)
    asked = {name: getattr(chosen, name) for name in ("region", "category", "kind", "tier", "year_from", "year_to")}
    return Cell(by_year.short(tr, money), href=page.plain_link("/records", **asked), note=note)


def _inside(tr: Words, years: tuple[int, int], money: Money) -> str:
    told = tr.years(*years)
    if not money.records:
        return tr("%(years)s: nothing found yet", years=told)
    committed, planned = tr.money_short(money.committed), tr.money_short(money.planned)
    if not money.planned:
        return tr("%(years)s: in contracts and payments", years=told)
    if not money.committed:
        return tr("%(years)s: in plans and budgets", years=told)
    return tr(
        "%(years)s: %(committed)s in contracts and payments, %(planned)s in plans and budgets",
        years=told,
        committed=committed,
        planned=planned,
    )


def _reaching(tr: Words, found: Beside) -> str:
    """Say what records of several years hold besides; they are in no sum of single years."""
    if found.reaching is None or not found.reaching.records:
        return ""
    return tr("besides, %(sum)s over several years, not divided", sum=tr.money_short(found.reaching.total))


def _source(tr: Words, sign: Sign) -> Cell:
    if sign.kind == "weeks":
        return open_texts_cell(tr, sign.row)
    row = sign.row
    cell = source_cell(tr, row | {"date": row["source_date"], "lang": row["source_lang"]})
    more = len(sign.rows) - 1
    if not more:
        return cell
    told = tr.plural(
        "%(date)s; and %(count)s more source", "%(date)s; and %(count)s more sources", more, date=cell.note
    )
    return replace(cell, note=told)


def open_texts_cell(tr: Words, row: Row) -> Cell:
    """Return where counts of open texts come from: the collection, whose texts nobody publishes."""
    return Cell(
        tr("Open texts «%(name)s»", name=row["collection"]), note=tr("counted here; the texts are not published")
    )


def weeks_table(page: Page, rows: tuple[Row, ...], found: Mapping[str, Beside]) -> Table:
    """Return counts of open texts of one place; see `dashboard.views.need_money`."""
    tr = page.tr
    columns = [
        Column("need", tr("Need"), main=True),
        Column("count", tr("Appeals"), kind="number", amount=True),
        Column("when", tr("Period")),
        Column("money", money_label(tr), kind="money"),
        Column("source", tr("Source")),
    ]
    return Table(columns, [_weeks_row(page, row, found) for row in rows], tr("Weekly counts of open texts, by year"))


def _weeks_row(page: Page, row: Row, found: Mapping[str, Beside]) -> Mapping[str, Cell]:
    tr = page.tr
    one = found[key_of(row)]
    return {
        "need": Cell(name_of(tr, page.names.needs, row["need_id"], "short")),
        "count": _weeks_cell(tr, row, one),
        "when": Cell(weeks_when(tr, row)),
        "money": money_cell(page, row, one),
        "source": open_texts_cell(tr, row),
    }
