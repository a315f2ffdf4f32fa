"""Prices of one promised unit beside their peers, in words: bars where there are five, else how many are known."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from decimal import ROUND_CEILING, Decimal

from dashboard import labels
from dashboard.charts.base import BarRow
from dashboard.html import parts
from dashboard.html.inputs import Cell, Column, Table
from dashboard.page import Page
from dashboard.stories import promise_words as words
from dashboard.views.promise_peers import LEAST_PEERS, Comparison
from dashboard.views.promises import Promise
from dashboard.words import Words

TIYN = Decimal("0.01")


def key(one: Comparison) -> str:
    """Return the name of a comparison's figure in links."""
    return f"compared_{one.level}_{one.category}_{one.unit}".replace(".", "_").replace(" ", "-")


def title(page: Page, one: Comparison) -> str:
    """Name a comparison: what is priced, in which category."""
    tr = page.tr
    return tr(
        "%(unit)s: what one cost at most (%(category)s)",
        unit=words.unit_name(tr, one.unit),
        category=labels.category(tr, one.category),
    )


def sentence(page: Page, one: Comparison) -> str:
    """Say from where to where the bounds reach, and in how many records and systems."""
    tr = page.tr
    return tr.plural(
        "%(count)s record or system with a known bound: from %(low)s to %(high)s, the middle one %(middle)s. "
        "Some of the money bought more than this, so a high bound need not be a high price.",
        "%(count)s records and systems with a known bound: from %(low)s to %(high)s, the middle one %(middle)s. "
        "Some of the money bought more than this, so a high bound need not be a high price.",
        len(one.peers),
        low=tr.money(one.bounds[0]),
        high=tr.money(one.bounds[-1]),
        middle=tr.money(middle(one)),
    )


def middle(one: Comparison) -> Decimal:
    """Return the median bound, rounded up to the tiyn as bounds are."""
    exact = Decimal(one.median.numerator) / Decimal(one.median.denominator)
    return exact.quantize(TIYN, rounding=ROUND_CEILING)


def bars(page: Page, one: Comparison) -> list[BarRow]:
    """Return a bar for each peer, the lowest bound first; the part of it that is planned money is hatched."""
    drawn = [_bar(page, peer, kzt) for peer, kzt in zip(one.peers, one.bounds, strict=True)]
    seen = Counter[str]()
    for place, bar in enumerate(drawn):
        seen[bar.label] += 1
        if seen[bar.label] > 1:  # Bars of one name would be drawn as one.
            drawn[place] = replace(bar, label=f"{bar.label} ({seen[bar.label]})")
    return drawn


def _bar(page: Page, peer: Promise, kzt: Decimal) -> BarRow:
    tr, whole = page.tr, peer.purse.total
    planned = kzt * peer.purse.planned / whole if whole else Decimal(0)
    label = tr("%(count)s units, %(place)s", place=words.place_name(page, peer), count=_assumed_units(tr, peer))
    # In full: three digits may be rounded down, and then "at most" would not hold.
    text = tr("at most %(sum)s", sum=tr.money(kzt))
    hover = tr("%(subject)s: %(price)s", subject=words.subject_name(page, peer), price=text)
    return BarRow(
        label=label,
        committed=kzt - planned,
        planned=planned,
        text=text,
        hover=hover,
        key=peer.row["promise_id"],
    )


def _assumed_units(tr: Words, peer: Promise) -> str:
    return tr.number(peer.price.weakest.units) if peer.price.weakest else ""


def chosen(page: Page, one: Comparison, promise_id: str) -> str | None:
    """Return the page that a chosen bar leads to."""
    found = [peer for peer in one.peers if peer.row["promise_id"] == promise_id]
    return words.subject_href(page, found[0].row) if found else None


def alt(page: Page, one: Comparison) -> str:
    """Return the figure in words."""
    told = "; ".join(
        page.tr("%(subject)s: %(price)s", subject=row.label, price=page.tr("at most %(sum)s", sum=page.tr.money(kzt)))
        for row, kzt in zip(bars(page, one), one.bounds, strict=True)
    )
    return f"{title(page, one)}. {told}."


def foot(page: Page, one: Comparison) -> str:
    """Return the line under the figure: source, as of, how many, method."""
    tr = page.tr
    return parts.figure_foot(
        tr,
        Cell(tr("Sources named beside each promise"), href="#promises"),
        tr.as_of(page.asked.snapshot.day),
        Cell(tr.plural("%(count)s bound drawn", "%(count)s bounds drawn", len(one.peers))),
        "#rules",
        note=tr("By contracts and payments solid, by plans and budgets hatched. Each in the prices of its own years."),
    )


def table(page: Page, one: Comparison) -> Table:
    """Return the peers with their numbers, their money and their bounds."""
    tr = page.tr
    columns = [
        Column("subject", tr("Record or system"), main=True),
        Column("price", tr("One cost at most"), kind="money", amount=True),
        Column("units", tr("How many, as the bound assumes"), kind="number"),
        Column("money", tr("Money in the totals")),
        Column("where", tr("Where")),
    ]
    return Table(columns, [_peer(page, peer) for peer in one.peers], caption=title(page, one), caption_unseen=True)


def _peer(page: Page, peer: Promise) -> dict[str, Cell]:
    tr, weakest = page.tr, peer.price.weakest
    told = words.bound_text(tr, weakest, peer.row["per"], about=peer.purse.about) if weakest else ""
    return {
        "subject": Cell(words.subject_name(page, peer), href=words.subject_href(page, peer.row)),
        "price": Cell(told),
        "units": Cell(_assumed_units(tr, peer)),
        "money": words.money_cell(tr, peer.purse),
        "where": Cell(words.place_name(page, peer)),
    }


def few(page: Page, compared: Sequence[Comparison]) -> Table:
    """Return what cannot be compared yet, and how many are known."""
    tr = page.tr
    columns = [
        Column("unit", tr("What is priced"), main=True),
        Column("category", tr("Category")),
        Column("level", tr("Whose money")),
        Column("known", tr("Comparison"), amount=True),
    ]
    rows = [_few(tr, one) for one in compared if not one.enough]
    return Table(columns, rows, caption=tr("What cannot be compared yet"), caption_unseen=True)


def _few(tr: Words, one: Comparison) -> dict[str, Cell]:
    known = tr.plural(
        "cannot be compared yet: %(count)s known of at least %(least)s",
        "cannot be compared yet: %(count)s known of at least %(least)s",
        len(one.peers),
        least=str(LEAST_PEERS),
    )
    return {
        "unit": Cell(words.unit_name(tr, one.unit)),
        "category": Cell(labels.category(tr, one.category)),
        "level": Cell(labels.level(tr, one.level)),
        "known": Cell(known),
    }
