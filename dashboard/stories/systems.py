"""Named things bought, in words: cost and its stage, kind, place, and how much is known beside the money."""

from collections.abc import Mapping, Sequence
from decimal import Decimal

from dashboard import labels
from dashboard.charts.base import BarRow
from dashboard.filters import VALUES_LIMIT
from dashboard.html import parts
from dashboard.html.inputs import Cell, Column, Key, Table
from dashboard.names import Names
from dashboard.page import Page
from dashboard.store import Row
from dashboard.stories.records import nothing_means, sum_or_none
from dashboard.tables import place_cell, said_disputed
from dashboard.views.money import Money
from dashboard.views.systems import STAGES, Kind, SystemRow, SystemsView, range_of
from dashboard.views.years import added
from dashboard.words import Words

NO_COST = frozenset({"loss_or_finding", "stated_need"})
"""Sums that are no cost of the thing; they stand for it only where nothing else is known."""
KINDS_SHOWN = 7
"""Bars at most; the last is all other kinds together."""


def title(page: Page, view: SystemsView) -> str:
    """Return how many named things were found and what of their money counts."""
    tr, count = page.tr, len(view.listed)
    if not count:
        return tr("No named system was found")
    if not view.money.total:
        return tr.plural(
            "%(count)s named system found so far, not in the totals",
            "%(count)s named systems found so far, none of them in the totals",
            count,
        )
    return tr.plural(
        "%(count)s named system found so far, with %(sum)s",
        "%(count)s named systems found so far, with %(sum)s together",
        count,
        sum=tr.money_short(view.money.total),
    )


def lead(page: Page, view: SystemsView) -> str:
    """Return what the list is and is not; where both levels are asked for, that they stand apart."""
    tr = page.tr
    told = [
        tr(
            "A system here is a thing bought under a name of its own, told apart by hand. The list is no ranking and "
            "is not complete."
        )
    ]
    if view.shows_apart and view.apart:
        apart = tr.money_short(added(row.money for row in view.apart).total)
        told.append(tr("Systems of central bodies stand in a table of their own, with %(sum)s.", sum=apart))
    return " ".join(told)


def notices(page: Page) -> list[str]:
    """Say what the link asked for that could not be had on this page."""
    if page.filters.measure == "nominal":
        return []
    return [page.tr("Sums on this page are in the prices of their own years; another measure cannot be shown here.")]


def keys(page: Page, view: SystemsView) -> list[Key]:
    """Return the key numbers: both stages apart, how many have promises and statements, and the other level."""
    tr, money = page.tr, view.money
    ended = sum(bool(row.known.outcomes) for row in view.listed)
    said = sum(bool(row.known.statements) for row in view.listed)
    ends = tr.plural("of %(count)s it is known how it ended", "of %(count)s it is known how they ended", ended)
    return [
        Key(tr("Contracts and payments"), sum_or_none(tr, money.committed), _inexact(tr, money)),
        Key(tr("Plans and budgets"), sum_or_none(tr, money.planned), tr("never added to contracts in silence")),
        Key(tr("Systems that somebody spoke of"), tr.number(said), ends),
        *_elsewhere(page, view),
    ]


def _inexact(tr: Words, money: Money) -> str:
    if not money.inexact:
        return ""
    return tr.plural(
        "%(count)s of the sums is about, almost or more than what is printed",
        "%(count)s of the sums are about, almost or more than what is printed",
        money.inexact,
    )


def _elsewhere(page: Page, view: SystemsView) -> list[Key]:
    if not view.apart:
        return []
    tr, other = page.tr, "local" if view.level == "central" else "central"
    money = added(row.money for row in view.apart)
    count = tr.plural("%(count)s system, apart", "%(count)s systems, apart", len(view.apart))
    href = "#apart" if view.shows_apart else page.link(level=other)
    return [Key(labels.level(tr, other), sum_or_none(tr, money.total), count, href=href, link_text=tr("Show them"))]


def names(page: Page, rows: Sequence[SystemRow]) -> Names:
    """Return the names that a table of systems needs."""
    return page.names_of(places=[row.system["place"] for row in rows if row.system["place"]])


def table(page: Page, rows: Sequence[SystemRow], caption: str) -> Table:
    """Return systems: name and kind, cost by stage, place, years, and how much is known beside the money."""
    tr, known = page.tr, names(page, rows)
    columns = [
        Column("name", tr("System"), main=True),
        Column("committed", tr("Contracts and payments"), kind="money", amount=True),
        Column("planned", tr("Plans and budgets"), kind="money"),
        Column("where", tr("Where")),
        Column("years", tr("Years"), kind="year"),
        Column("promises", tr("Promises found"), kind="number"),
        Column("statements", tr("Statements found"), kind="number"),
        Column("outcome", tr("How it ended")),
    ]
    return Table(columns, [_row(page, known, row) for row in rows], caption=caption, caption_unseen=True)


def _row(page: Page, known: Names, row: SystemRow) -> Mapping[str, Cell]:
    tr, one = page.tr, row.known
    return {
        "name": name_cell(page, row),
        **{stage: stage_cell(tr, row, stage) for stage in STAGES},
        "where": place_cell(page, known, row.system["region"], row.system["place"]),
        "years": years_cell(tr, row.records),
        "promises": Cell(tr.number(one.promises)),
        "statements": Cell(tr.number(one.statements)),
        "outcome": Cell(tr("known") if one.outcomes else tr("not known")),
    }


def name_cell(page: Page, row: SystemRow) -> Cell:
    """Return a system's name that leads to its page, with its kind under it and whether a record of it is disputed."""
    tr, ids = page.tr, (row.system_id,)
    href = page.plain_link("/system", id=row.system_id)
    asked = Cell(said_disputed(tr), href=page.plain_link("/corrections", system=ids))
    lines = (asked,) if any(one["disputed"] for one in row.records) else ()
    return Cell(tr.pick(row.system, "name"), href=href, note=labels.system_kind(tr, row.system["kind"]), lines=lines)


def stage_cell(tr: Words, row: SystemRow, stage: str) -> Cell:
    """Return a system's cost of one stage: what counts, else what is known and why it doesn't count, else none."""
    counted = row.of_stage(stage, counted=True)
    if counted:
        return _counted(tr, counted, row.money.committed if stage == "committed" else row.money.planned)
    left_out = [one for one in row.of_stage(stage, counted=False) if not row.counted or one["nature"] not in NO_COST]
    told = range_of(left_out)
    if told:
        note = tr("Sources differ; neither sum is in the totals.")
        return Cell(tr.amount(None, "range", *told), note=note)
    return _left_out(tr, left_out)


def _counted(tr: Words, rows: Sequence[Row], kzt: Decimal) -> Cell:
    if len(rows) == 1 and rows[0]["amount_kzt"] == kzt:
        return Cell(_amount(tr, rows[0]))
    rough = sum(one["amount_precision"] != "exact" for one in rows)
    note = tr.plural("%(count)s of the sums is inexact", "%(count)s of the sums are inexact", rough) if rough else ""
    return Cell(tr.money(kzt), note=note)


def _left_out(tr: Words, rows: Sequence[Row]) -> Cell:
    if not rows:
        return Cell("", note=tr("none found"))
    if len(rows) > 1:
        note = tr.plural(
            "%(count)s record, not in the totals", "%(count)s records, none of them in the totals", len(rows)
        )
        return Cell("", note=note)
    why = next(iter(rows[0]["not_counted_why"]), rows[0]["state"])
    note = labels.not_counted(tr, why)
    return Cell(_amount(tr, rows[0]) if rows[0]["amount_kzt"] is not None else "", note=note)


def _amount(tr: Words, row: Row) -> str:
    return tr.amount(row["amount_kzt"], row["amount_precision"], row["amount_low"], row["amount_high"])


def years_cell(tr: Words, records: Sequence[Row]) -> Cell:
    """Return first and last budget year of records, and how many of them have none."""
    first = min((row["year_from"] for row in records if row["year_from"] is not None), default=None)
    last = max((row["year_to"] for row in records if row["year_to"] is not None), default=None)
    undated = sum(row["year_from"] is None for row in records)
    note = tr.plural("%(count)s record of unknown year", "%(count)s records of unknown year", undated)
    return Cell(tr.years(first, last), note=note if undated and first is not None else "")


def kind_table(page: Page, view: SystemsView) -> Table:
    """Return the kinds of systems; the name of each leads to the list of its systems alone."""
    tr = page.tr
    columns = [
        Column("kind", tr("Kind of system"), main=True),
        Column("systems", tr("Systems"), kind="number"),
        Column("committed", tr("Contracts and payments"), kind="money", amount=True),
        Column("planned", tr("Plans and budgets"), kind="money"),
    ]
    none = Cell("", note=tr("none found"))
    rows = [
        {
            "kind": Cell(labels.system_kind(tr, one.kind), href=kind_link(page, one)),
            "systems": Cell(tr.number(len(one.systems))),
            "committed": Cell(tr.money(one.money.committed)) if one.money.committed else none,
            "planned": Cell(tr.money(one.money.planned)) if one.money.planned else none,
        }
        for one in view.kinds
    ]
    return Table(columns, rows, caption=tr("Kinds of systems"), caption_unseen=True)


def kind_link(page: Page, kind: Kind) -> str | None:
    """Return the link to the systems of one kind, within what this link asks for; none where there is no room."""
    return page.link(system=tuple(kind.systems)) if len(kind.systems) <= VALUES_LIMIT else None


def bars(page: Page, view: SystemsView) -> list[BarRow]:
    """Return a bar for each kind with counted money, the last for all other kinds together."""
    tr, found = page.tr, [one for one in view.kinds if one.money.total]
    shown = found if len(found) <= KINDS_SHOWN else found[: KINDS_SHOWN - 1]
    rows = [_bar(tr, labels.system_kind(tr, one.kind), one.money, one.kind) for one in shown]
    others = found[len(shown) :]
    if others:
        label = tr.plural("%(count)s other kind", "%(count)s other kinds", len(others))
        rows.append(_bar(tr, label, added(one.money for one in others), ""))
    return rows


def _bar(tr: Words, label: str, money: Money, key: str) -> BarRow:
    hover = tr(
        "%(name)s: contracts and payments %(committed)s; plans and budgets %(planned)s",
        name=label,
        committed=sum_or_none(tr, money.committed),
        planned=sum_or_none(tr, money.planned),
    )
    return BarRow(label, money.committed, money.planned, tr.money_short(money.total), hover, key)


def alt(page: Page, view: SystemsView) -> str:
    """Return the figure in words."""
    tr = page.tr
    told = "; ".join(f"{row.label}: {row.text}" for row in bars(page, view))
    return tr("Bars of counted money by kind of system, as far as found. %(bars)s.", bars=told)


def foot(page: Page, view: SystemsView) -> str:
    """Return the line under the figure: source, as of, records, method."""
    tr = page.tr
    count = tr.plural("%(count)s record counted", "%(count)s records counted", view.money.records)
    ids = tuple(row.system_id for row in view.listed)
    within = ids if len(ids) <= VALUES_LIMIT else page.filters.system
    return parts.figure_foot(
        tr,
        Cell(tr("Records of this site"), href=page.link("/records", level=view.level, system=within)),
        tr.as_of(page.asked.snapshot.day),
        Cell(count),
        page.plain_link("/method"),
        note=tr("Contracts and payments are drawn solid, plans and budgets hatched."),
    )


def left_out_sentence(page: Page) -> str:
    """Say why systems stand here apart."""
    return page.tr(
        "What is known of their cost is in no total: it was cancelled, is a sum of many purchases or a price of one "
        "unit, or sources differ."
    )


def empty(page: Page, view: SystemsView) -> tuple[str, str, list[Cell]]:
    """Return the answer where no system was found, with the ways on."""
    tr = page.tr
    links = [Cell(tr("All systems"), href=page.plain_link("/systems"))]
    if view.apart:
        other = "local" if view.level == "central" else "central"
        text = tr.plural("%(count)s system of the other level", "%(count)s systems of the other level", len(view.apart))
        links.insert(0, Cell(text, href=page.link(level=other)))
    return tr("Nothing found so far"), nothing_means(tr), links
