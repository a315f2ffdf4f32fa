"""One named thing in words: its passport, what of its records counts, its life from plan to repurchase."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from markupsafe import Markup

from dashboard import labels
from dashboard.charts.base import BarRow
from dashboard.filters import VALUES_LIMIT
from dashboard.html import parts
from dashboard.html.inputs import Cell, Column, Fact, Key, Table
from dashboard.names import Names
from dashboard.page import Page
from dashboard.sentences import ended
from dashboard.store import Row
from dashboard.stories.asking import correction_links, question_link
from dashboard.stories.record_counting import record_link, standing
from dashboard.stories.records import sum_or_none
from dashboard.stories.systems import years_cell
from dashboard.tables import party_cell, place_cell, record_cells, record_columns
from dashboard.to_hearing import to_hearing
from dashboard.views.money import NOTHING
from dashboard.views.system import STEPS, SystemView
from dashboard.views.systems import SystemRow
from dashboard.words import Words
from pipelines.marks import N_

STEP_NAMES: Final = {
    "planned": N_("Planned"),
    "contracted": N_("Contracted"),
    "paid": N_("Paid"),
    "support": N_("Support"),
    "again": N_("Bought or planned again"),
}
TIES: Final = {
    "same_as": N_("«%(first)s» tells of the same money as «%(second)s»."),
    "part_of": N_("«%(first)s» is a part of «%(second)s»."),
    "stage_of": N_("«%(first)s» and «%(second)s» are stages of one purchase."),
    "alternative": N_("«%(first)s» and «%(second)s» are different sums for one thing."),
}


def name(page: Page, view: SystemView) -> str:
    """Return the system's name in the reader's language."""
    return page.tr.pick(view.system, "name") if view.system else ""


def title(page: Page, view: SystemView) -> str:
    """Return its name and what of its cost is known: contracts and plans apart, a range where sources differ."""
    tr = page.tr
    if view.system is None:
        return tr("There is no such system")
    money = view.levels[0].money if view.levels else None
    if view.range and not (money and money.total):
        low, high = (tr.money_short(kzt) for kzt in view.range)
        return tr("%(name)s: from %(low)s to %(high)s, sources differ", name=name(page, view), low=low, high=high)
    if money is None or not money.total:
        return tr("%(name)s: nothing of its cost is in the totals", name=name(page, view))
    told = {"committed": tr.money_short(money.committed), "planned": tr.money_short(money.planned)}
    return _priced(page, view, told, committed=bool(money.committed), planned=bool(money.planned))


def _priced(page: Page, view: SystemView, told: Mapping[str, str], *, committed: bool, planned: bool) -> str:
    tr, what = page.tr, name(page, view)
    if not planned:
        return tr("%(name)s: %(committed)s in contracts and payments found so far", name=what, **told)
    if not committed:
        return tr("%(name)s: %(planned)s in plans and budgets found so far", name=what, **told)
    return tr(
        "%(name)s: %(committed)s in contracts and payments found so far, and %(planned)s planned", name=what, **told
    )


def lead(page: Page, view: SystemView) -> str:
    """Return what it is, and why nothing of its cost counts where that is so."""
    tr, system = page.tr, view.system
    if system is None:
        return ""
    told = [ended(tr.pick(system, "what"))]
    if not any(row.counted for row in view.levels) and view.records:
        told.append(standing(tr, view.records[0]))
    return " ".join(told)


def keys(page: Page, view: SystemView) -> list[Key]:
    """Return the key numbers: each stage of its counted money, records, and statements of each side."""
    tr = page.tr
    return [*(key for row in view.levels[:1] for key in _stages(page, row)), _records(page, view), _voices(tr, view)]


def _stages(page: Page, row: SystemRow) -> list[Key]:
    tr, money = page.tr, row.money
    whose = labels.level(tr, row.level)
    href = page.plain_link("/records", system=(row.system_id,), level=row.level)
    return [
        Key(tr("Contracts and payments"), sum_or_none(tr, money.committed), whose, href if money.committed else None),
        Key(tr("Plans and budgets"), sum_or_none(tr, money.planned), whose, href if money.planned else None),
    ]


def _records(page: Page, view: SystemView) -> Key:
    tr, uncounted = page.tr, sum(not row["counted"] for row in view.records)
    note = tr.plural("%(count)s of them is not in the totals", "%(count)s of them are not in the totals", uncounted)
    system_id = view.system["system_id"] if view.system else ""
    href = page.plain_link("/records", system=(system_id,), level="all", counted="all")
    return Key(tr("Records"), tr.number(len(view.records)), note if uncounted else tr("all are in the totals"), href)


def _voices(tr: Words, view: SystemView) -> Key:
    count = len(view.statements)
    outcomes = sum(row["stance"] == "outcome" for row in view.statements)
    note = tr("how it ended is known") if outcomes else tr("how it ended is not known so far")
    return Key(tr("Statements of both sides"), tr.number(count) if count else tr("none found"), note)


def what_facts(page: Page, view: SystemView) -> list[Fact]:
    """Return the passport: of what kind it is, where, who pays and is paid, years, what was delivered."""
    tr, system = page.tr, view.system
    if system is None:
        return []
    names = _names(page, view)
    return [
        Fact(tr("Kind of system"), _kind(page, view, system)),
        Fact(tr("Where"), place_cell(page, names, system["region"], system["place"], "name")),
        Fact(tr("Who pays"), _parties(page, names, view, buyer=True), _missing_buyer(tr, view)),
        Fact(tr("Who is paid"), _parties(page, names, view, buyer=False), _missing_supplier(tr, view)),
        Fact(tr("Budget years"), years_cell(tr, view.records)),
        Fact(tr("Reported as delivered"), _reported(tr, system), "" if _reported(tr, system) else _unreported(tr)),
    ]


def _names(page: Page, view: SystemView) -> Names:
    return page.names_of(
        places=[one for one in ((view.system or {}).get("place"), *(row["place"] for row in view.records)) if one],
        parties=[one for row in view.records for one in (row["customer_id"], row["contractor_id"]) if one],
    )


def _text(tr: Words, row: Row, field: str) -> Cell:
    return Cell(tr.pick(row, field), lang=tr.picked_language(row, field) or None)


def _reported(tr: Words, system: Row) -> Cell | None:
    return _text(tr, system, "reported") if tr.pick(system, "reported") else None


def _unreported(tr: Words) -> str:
    return tr("no report of delivery found so far")


def _kind(page: Page, view: SystemView, system: Row) -> Cell:
    tr = page.tr
    ids = tuple(peer.row.system_id for peer in view.peers)
    named = 0 < len(ids) <= VALUES_LIMIT
    href = page.plain_link("/systems", system=ids, level="all", counted="all") if named else None
    return Cell(labels.system_kind(tr, system["kind"]), href=href)


def _parties(page: Page, names: Names, view: SystemView, *, buyer: bool) -> Markup | None:
    """Return the buyers or suppliers of its records, each once, with the link to their pages."""
    side = "customer" if buyer else "contractor"
    cells = {
        row[f"{side}_id"] or row[f"{side}_as_written"]: party_cell(
            page, names, row[f"{side}_id"], row[f"{side}_as_written"], buyer=buyer
        )
        for row in view.records
        if row[f"{side}_id"] or row[f"{side}_as_written"]
    }
    told = [
        Markup('<a href="{}">{}</a>').format(cell.href, cell.text)
        if cell.href
        else Markup.escape(cell.text or cell.note)
        for cell in cells.values()
    ]
    return Markup("; ").join(told) if told else None


def _missing_buyer(tr: Words, view: SystemView) -> str:
    named = any(row["customer_id"] or row["customer_as_written"] for row in view.records)
    return "" if named else tr("not stated")


def _missing_supplier(tr: Words, view: SystemView) -> str:
    named = any(row["contractor_id"] or row["contractor_as_written"] for row in view.records)
    return "" if named else tr("not named: the source does not name it, or it is a private person")


def record_table(page: Page, view: SystemView) -> Table:
    """Return its records in order of time, each with whether and why it counts."""
    tr = page.tr
    columns = [
        *record_columns(tr, "region", "customer"),
        Column("counts", tr("How it counts")),
    ]
    cells = record_cells(page, _names(page, view), view.records)
    rows = [dict(cell) | {"counts": Cell(standing(tr, row))} for cell, row in zip(cells, view.records, strict=True)]
    return Table(columns, rows, caption=tr("Its records in order of time"), caption_unseen=True)


def ties(page: Page, view: SystemView) -> list[Markup]:
    """Say how its records hang together, and with others: a sentence for each tie, both records linked."""
    tr, found = page.tr, []
    for row in view.relations:
        first, second = (view.others.get(row[end]) for end in ("from_id", "to_id"))
        if first and second:
            linked = {"first": _linked(page, first), "second": _linked(page, second)}
            found.append(Markup.escape(tr(TIES[row["relation"]])) % linked)
    return found


def _linked(page: Page, row: Row) -> Markup:
    cell = record_link(page, row)
    return Markup('<a href="{}">{}</a>').format(cell.href, cell.text)


def stage_bars(page: Page, view: SystemView) -> list[BarRow]:
    """Return a bar for each record with a sum, in order of time, where there are several to set side by side."""
    tr = page.tr
    rows = [row for row in view.records if row["amount_kzt"] is not None]
    return [_bar(tr, row) for row in rows] if len(rows) > 1 else []


def _bar(tr: Words, row: Row) -> BarRow:
    kzt = row["amount_kzt"]
    what, years = labels.kind(tr, row["kind"]), tr.years(row["year_from"], row["year_to"])
    short = tr.amount(kzt, row["amount_precision"], row["amount_low"], row["amount_high"], short=True)
    text = short if row["counted"] else tr("%(sum)s, not in the totals", sum=short)
    planned = row["stage"] == "planned"
    return BarRow(
        label=tr("%(what)s, %(years)s", what=what, years=years),
        committed=NOTHING if planned else kzt,
        planned=kzt if planned else NOTHING,
        text=text,
        hover=tr("%(title)s: %(sum)s", title=tr.pick(row, "title"), sum=text),
        key=row["record_id"],
    )


def stage_alt(page: Page, view: SystemView) -> str:
    """Return the figure of stages in words."""
    told = "; ".join(f"{row.label}: {row.text}" for row in stage_bars(page, view))
    return page.tr("Bars of what its records tell, in order of time. %(bars)s.", bars=told)


def foot(page: Page, view: SystemView) -> str:
    """Return the line under the figure: source, as of, records, method."""
    tr = page.tr
    told = len(stage_bars(page, view))
    system_id = view.system["system_id"] if view.system else ""
    return parts.figure_foot(
        tr,
        Cell(
            tr("Records of this site"),
            href=page.plain_link("/records", system=(system_id,), level="all", counted="all"),
        ),
        tr.as_of(page.asked.snapshot.day),
        Cell(tr.plural("%(count)s record drawn", "%(count)s records drawn", told)),
        page.plain_link("/method"),
        note=tr("Contracts and payments are drawn solid, plans and budgets hatched. The bars are never added up."),
    )


def life_facts(page: Page, view: SystemView) -> list[Fact]:
    """Return the life of the thing: planned, contracted, paid, supported, bought again; an unknown step says so."""
    tr = page.tr
    return [_step(page, step, view.life.get(step, ()), tr(STEP_NAMES[step])) for step in STEPS]


def _step(page: Page, step: str, rows: Sequence[Row], label: str) -> Fact:
    tr = page.tr
    if not rows:
        return Fact(label, None, _unknown_step(tr, step))
    told = Markup("").join(Markup("<li>{}</li>").format(one) for one in _lines(page, rows))
    return Fact(label, Markup("<ul>{}</ul>").format(told))


def _lines(page: Page, rows: Sequence[Row]) -> Iterator[Markup]:
    tr = page.tr
    for row in rows:
        kzt = row["amount_kzt"]
        known = kzt is not None
        written = tr.amount(kzt, row["amount_precision"], row["amount_low"], row["amount_high"])
        text = tr(
            "%(years)s: %(sum)s (%(what)s)",
            years=tr.years(row["year_from"], row["year_to"]),
            sum=written if known else tr("sum not known"),
            what=_state(tr, row),
        )
        yield Markup('<a href="{}">{}</a>').format(page.plain_link("/record", id=row["record_id"]), text)


def _state(tr: Words, row: Row) -> str:
    kind = labels.kind(tr, row["kind"])
    if row["state"] in (None, "unknown"):
        return kind
    return tr("%(kind)s; %(state)s", kind=kind, state=labels.state(tr, row["state"]))


def _unknown_step(tr: Words, step: str) -> str:
    told = {
        "planned": tr("no plan or budget found so far"),
        "contracted": tr("no contract found so far"),
        "paid": tr("no payment found so far"),
        "support": tr("no record of support found so far: what it costs to keep is not known"),
        "again": tr("no later purchase found so far"),
    }
    return told[step]


def no_system(page: Page) -> tuple[str, str, list[Cell]]:
    """Return the answer to a link without a system, or with one that is not known."""
    tr, asked = page.tr, page.filters.id
    sentence = tr("The link names no system.")
    if asked:
        sentence = tr("No system is called «%(id)s» in this data edition. Ids are never used again.", id=asked)
    return sentence, "", [Cell(tr("All systems"), href=page.plain_link("/systems"))]


def ways_on(page: Page, view: SystemView) -> list[Cell]:
    """Return the ways on: its promises with prices per unit, what else the money would have bought, a correction."""
    tr, system = page.tr, view.system
    if system is None:
        return []
    one = (system["system_id"],)
    ways = []
    if view.promises:
        ways.append(Cell(tr("What was promised, per unit"), href=page.plain_link("/promises", system=one, level="all")))
    if any(row.counted for row in view.levels):
        href = page.plain_link("/needs", system=one, level=view.levels[0].level)
        ways.append(Cell(tr("What else would this money have bought?"), href=href))
    ways += to_hearing(page)
    ways.append(question_link(page, "system", system["system_id"]))
    return [*ways, *correction_links(page, "system", system["system_id"])]
