"""Buyers in words: who buys how much as far as found, per resident too, and bodies that stand in no record."""

from collections.abc import Mapping, Sequence
from typing import Final

from dashboard.html.inputs import Cell, Column, Key, Table
from dashboard.page import Page
from dashboard.sentences import name_of
from dashboard.store import Row
from dashboard.stories import parties
from dashboard.stories.parties import Wording
from dashboard.stories.records import sum_or_none
from dashboard.views.parties import PartiesView
from dashboard.words import Words
from pipelines.marks import N_


def _others(tr: Words, count: int) -> str:
    return tr.plural("%(count)s other buyer", "%(count)s other buyers", count)


def _only_left_out(tr: Words, count: int) -> str:
    return tr.plural(
        "%(count)s more buyer is known only from records that are not in the totals.",
        "%(count)s more buyers are known only from records that are not in the totals.",
        count,
    )


WORDING: Final = Wording(
    side="customer",
    head=N_("Who pays"),
    every=N_("All buyers"),
    others=_others,
    unnamed=N_("Buyer not named"),
    unnamed_note=lambda tr, _view: tr("the source names none"),
    of_other_level=N_("Show its buyers"),
    of_central=N_("Central bodies that buy"),
    of_local=N_("Akimats and their bodies that buy"),
    no_order=N_("There is no order «%(sort)s»; the buyers stand with the largest sum first."),
    only_left_out=_only_left_out,
    figure=N_("Bars of counted money by buyer, as far as found. %(bars)s."),
    figure_note=N_("Contracts and payments are drawn solid, plans and budgets hatched."),
)
"""What lists of parties say of buyers."""


def title(page: Page, view: PartiesView) -> str:
    """Return how many buyers are known and what they bought for, as far as found."""
    tr, told = page.tr, page.tr.money_short(view.named_money.total)
    if not view.named:
        return tr("No buyer was found")
    if page.filters.level == "all":
        return tr.plural(
            "%(count)s buyer found so far, with %(sum)s of local money",
            "%(count)s buyers found so far, with %(sum)s of local money together",
            view.named,
            sum=told,
        )
    return tr.plural(
        "%(count)s buyer found so far, with %(sum)s",
        "%(count)s buyers found so far, with %(sum)s together",
        view.named,
        sum=told,
    )


def lead(page: Page, view: PartiesView) -> str:
    """Say that the list is no ranking; where both levels are asked for, what is apart."""
    if not view.named:
        return parties.apart(page, view)
    not_all = page.tr("A body stands here with what was found of it, so a small sum may mean that little is known.")
    return " ".join(one for one in (not_all, parties.apart(page, view)) if one)


def keys(page: Page, view: PartiesView) -> list[Key]:
    """Return the key numbers: all money of the link, its two halves, and the other level apart."""
    tr, money = page.tr, view.total
    none = tr("not yet contracted, as far as known")
    return [
        parties.together_key(page, view),
        Key(tr("Contracts and payments"), sum_or_none(tr, money.committed)),
        Key(tr("Plans and budgets"), sum_or_none(tr, money.planned), none if money.planned else ""),
        *parties.elsewhere_keys(page, WORDING, view),
    ]


def each_sentence(page: Page) -> str:
    """Say what a sum per resident is."""
    return page.tr(
        "Per resident: the sum divided by the residents of the buyer's own region in the year of the record. It cannot "
        "be told for bodies of one town or district, whose residents are not known here, for spans of years and for "
        "unknown years."
    )


def observed_table(page: Page, bodies: Sequence[Row]) -> Table:
    """Return the bodies that stand in no record, with how many facts were counted of each."""
    tr = page.tr
    columns = [
        Column("name", tr("Body"), main=True),
        Column("facts", tr("Facts counted of it"), kind="number", amount=True),
        Column("notes", tr("What is known")),
    ]
    rows = [_observed(page, row) for row in bodies]
    return Table(columns, rows, tr("Bodies without any record of spending"), caption_unseen=True)


def _observed(page: Page, row: Row) -> Mapping[str, Cell]:
    tr, party_id = page.tr, row["party_id"]
    return {
        "name": Cell(name_of(tr, {party_id: row}, party_id), href=page.plain_link("/customer", id=party_id)),
        "facts": Cell(tr.number(row["observations"])),
        "notes": Cell(tr("Its channels and appeals; no record of spending was found")),
    }
