"""The same kind of system elsewhere, in words: the cost of each, in whole and per resident; do others pay more."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from dashboard.html.inputs import Cell, Column, Table
from dashboard.page import Page
from dashboard.stories.systems import name_cell, names, stage_cell, years_cell
from dashboard.tables import place_cell
from dashboard.views.system import LEAST_PEERS, Claim, Peer, SystemView
from dashboard.views.systems import STAGES
from dashboard.words import Words
from pipelines.marks import N_

NOT_EACH: Final = {
    "town": N_("the residents of towns and districts are not known here"),
    "unknown_year": N_("the year is not known"),
    "several_years": N_("several years, which no source divides"),
    "no_population": N_("no count of residents for that year"),
}


def sentences(page: Page, view: SystemView) -> list[str]:
    """Say whether others pay more, as whole sums and per resident, and what is not compared."""
    tr = page.tr
    told = [_tested(tr, one) if one.tested else _untested(tr, one) for one in view.claims]
    if view.elsewhere:
        apart = tr.plural(
            "%(count)s system of this kind is paid for at the other level and is not compared.",
            "%(count)s systems of this kind are paid for at the other level and are not compared.",
            view.elsewhere,
        )
        told.append(apart)
    return told


def _untested(tr: Words, one: Claim) -> str:
    told = tr.plural(
        "%(question)s Cannot be tested yet: %(count)s peer with such a price known, at least %(least)s are needed.",
        "%(question)s Cannot be tested yet: %(count)s peers with such a price known, at least %(least)s are needed.",
        one.peers,
        question=_question(tr, one),
        least=tr.number(LEAST_PEERS),
    )
    if one.own is not None:
        return told
    return tr("%(text)s What this system itself costs in this way is not known.", text=told)


def _question(tr: Words, one: Claim) -> str:
    questions = {
        ("nominal", "committed"): tr("Do others pay more in whole, by contracts and payments?"),
        ("nominal", "planned"): tr("Do others plan to pay more in whole, by plans and budgets?"),
        ("per_resident", "committed"): tr("Do others pay more per resident, by contracts and payments?"),
        ("per_resident", "planned"): tr("Do others plan to pay more per resident, by plans and budgets?"),
    }
    return questions[one.measure, one.stage]


def _tested(tr: Words, one: Claim) -> str:
    return tr.plural(
        "%(question)s Of %(count)s other with such a price, %(more)s cost more and %(less)s less. Tasks differ.",
        "%(question)s Of %(count)s others with such a price, %(more)s cost more and %(less)s less. Tasks differ.",
        one.peers,
        question=_question(tr, one),
        more=tr.number(one.more),
        less=tr.number(one.less),
    )


def table(page: Page, view: SystemView) -> Table:
    """Return systems of the same kind by place, this one first: cost by stage, each per resident too, and years."""
    tr = page.tr
    columns = [
        Column("name", tr("System"), main=True),
        Column("where", tr("Where")),
        Column("committed", tr("Contracts and payments"), kind="money", amount=True),
        Column("planned", tr("Plans and budgets"), kind="money"),
        Column("years", tr("Years"), kind="year"),
    ]
    rows = [_row(page, view, one) for one in view.peers]
    return Table(columns, rows, caption=tr("Systems of the same kind"), caption_unseen=True)


def _row(page: Page, view: SystemView, one: Peer) -> Mapping[str, Cell]:
    tr, row = page.tr, one.row
    known = names(page, [peer.row for peer in view.peers])
    name = (
        Cell(tr.pick(row.system, "name"), note=tr("this system")) if one.own else replace(name_cell(page, row), note="")
    )
    return {
        "name": name,
        "where": place_cell(page, known, row.system["region"], row.system["place"]),
        **{stage: replace(stage_cell(tr, row, stage), lines=_each(tr, one, stage)) for stage in STAGES},
        "years": years_cell(tr, row.records),
    }


def _each(tr: Words, one: Peer, stage: str) -> tuple[Cell, ...]:
    """Return the line that tells a cost per resident, or why there is none; no line where nothing counts."""
    each = one.each[stage]
    if each.kzt is not None:
        return (Cell(tr("%(sum)s per resident", sum=tr.money(each.kzt))),)
    if each.why == "nothing_counted":
        return ()
    return (Cell(tr("per resident not known: %(why)s", why=tr(NOT_EACH[each.why]))),)
