"""Suppliers in words: who is paid how much as far as found, and what has no named supplier."""

from decimal import Decimal
from typing import Final

from dashboard.html.inputs import Key
from dashboard.page import Page
from dashboard.stories import parties
from dashboard.stories.parties import Wording
from dashboard.stories.records import made_of, sum_or_none
from dashboard.views.parties import PartiesView
from dashboard.words import Words
from pipelines.marks import N_


def _others(tr: Words, count: int) -> str:
    return tr.plural("%(count)s other supplier", "%(count)s other suppliers", count)


def _only_left_out(tr: Words, count: int) -> str:
    return tr.plural(
        "%(count)s more supplier is known only from records that are not in the totals.",
        "%(count)s more suppliers are known only from records that are not in the totals.",
        count,
    )


def _unnamed_note(tr: Words, view: PartiesView) -> str:
    """Say why records have no named supplier, and for how many of them it is a private person."""
    if not view.private.records:
        return tr("the source names none")
    return tr.plural(
        "the source names none; for %(count)s of them (%(sum)s in the totals) it is a sole trader, never named here",
        "the source names none; for %(count)s of them (%(sum)s in the totals) it is sole traders, never named here",
        view.private.records,
        sum=tr.money(view.private.money.total),
    )


WORDING: Final = Wording(
    side="contractor",
    head=N_("Who is paid"),
    every=N_("All suppliers"),
    others=_others,
    unnamed=N_("Supplier not named"),
    unnamed_note=_unnamed_note,
    of_other_level=N_("Show its suppliers"),
    of_central=N_("Suppliers of central bodies"),
    of_local=N_("Suppliers of akimats"),
    no_order=N_("There is no order «%(sort)s»; the suppliers stand with the largest sum first."),
    only_left_out=_only_left_out,
    figure=N_("Bars of counted money by supplier, as far as found. %(bars)s."),
    figure_note=N_(
        "Contracts and payments are drawn solid, plans and budgets hatched. "
        "Records without a named supplier are not in the bars; the table holds them."
    ),
)
"""What lists of parties say of suppliers."""


def title(page: Page, view: PartiesView) -> str:
    """Return how many suppliers are named and what they were paid, as far as found."""
    tr = page.tr
    if not view.named:
        return tr("No named supplier was found")
    if page.filters.level == "all":
        return tr.plural(
            "%(count)s named supplier found so far, with %(sum)s of local money",
            "%(count)s named suppliers found so far, with %(sum)s of local money together",
            view.named,
            sum=tr.money_short(view.named_money.total),
        )
    return tr.plural(
        "%(count)s named supplier found so far, with %(sum)s",
        "%(count)s named suppliers found so far, with %(sum)s together",
        view.named,
        sum=tr.money_short(view.named_money.total),
    )


def lead(page: Page, view: PartiesView) -> str:
    """Return how much of all counted money has no named supplier; where both levels are asked for, what is apart."""
    tr, total, told = page.tr, view.total, [parties.apart(page, view)]
    if total.total and view.unnamed.money.records:
        unnamed = tr(
            "Sources name no supplier for %(unnamed)s of %(total)s, so this list is not a ranking.",
            unnamed=tr.money_short(view.unnamed.money.total),
            total=tr.money_short(total.total),
        )
        told.insert(0, unnamed)
    return " ".join(one for one in told if one)


def keys(page: Page, view: PartiesView) -> list[Key]:
    """Return the key numbers: with a named supplier, without one, both together, and the other level apart."""
    tr, named, unnamed = page.tr, view.named_money, view.unnamed.money
    made = made_of(tr, named) if named.total else ""
    why = tr("the source names none, or it is a private person, who is never named here")
    return [
        _key(page, tr("With a named supplier"), named.total, named.records, made),
        _key(page, tr("Without a named supplier"), unnamed.total, unnamed.records, why),
        parties.together_key(page, view),
        *parties.elsewhere_keys(page, WORDING, view),
    ]


def _key(page: Page, label: str, kzt: Decimal, records: int, note: str) -> Key:
    tr = page.tr
    counted = tr.plural("%(count)s record", "%(count)s records", records)
    # Two sentences, each whole: the note begins anew after the full stop.
    return Key(label, sum_or_none(tr, kzt), f"{counted}. {note[0].upper()}{note[1:]}" if records and note else counted)
