"""How one record counts, in words: in full, in part or not, with which other records, as a line of arithmetic."""

from collections.abc import Mapping
from decimal import Decimal

from dashboard import labels
from dashboard.html.inputs import Cell, Column, Table
from dashboard.page import Page
from dashboard.store import Row
from dashboard.tables import amount_cell, dispute_lines
from dashboard.views.record import RecordView, Relation, Sum
from dashboard.words import Words


def standing(tr: Words, record: Row) -> str:
    """Say in one sentence whether a record is in the totals, and with how much."""
    if not record["counted"]:
        unpaid = "ended_early" if record["state"] == "ended_early" else None
        return labels.not_counted(tr, next(iter(record["not_counted_why"]), unpaid))
    if record["counted_kzt"] == record["amount_kzt"]:
        return tr("In the totals with its whole sum.")
    return tr(
        "In the totals with %(counted)s of %(amount)s: the rest is counted in its parts.",
        counted=tr.money(record["counted_kzt"]),
        amount=tr.money(record["amount_kzt"]),
    )


def sentences(page: Page, view: RecordView) -> list[str]:
    """Say how the record counts: the standing, every further reason, and the arithmetic."""
    tr, record = page.tr, view.record
    if record is None:
        return []
    told = [standing(tr, record)]
    if not record["counted"]:
        told += [labels.not_counted(tr, why) for why in record["not_counted_why"][1:]]
    if view.parts:
        told.append(arithmetic(tr, view.parts))
    told += [
        text for text in (_range(tr, view), _counted_in(tr, view), _stands_for(tr, view), _divided(tr, view)) if text
    ]
    return told


def arithmetic(tr: Words, parts: Sum) -> str:
    """Write a whole and its counted parts as a sum, to the tenge.

    Returns:
        "93 000 000 ₸ = 79 000 000 ₸ + 14 000 000 ₸, so 0 ₸ is left to count", or what is left, or by how much the
        parts are more than the whole.
    """
    ranked = sorted(parts.parts, key=lambda part: -part[1])
    told = {
        "whole": tr.money(parts.whole),
        "parts": " + ".join(tr.money(kzt) for _, kzt in ranked),
        "left": tr.money(parts.left),
    }
    if parts.parts_together == parts.whole:
        return tr("%(whole)s = %(parts)s, so %(left)s is left to count.", **told)
    if parts.parts_together < parts.whole:
        return tr("%(whole)s − (%(parts)s) = %(left)s, which is left to count.", **told)
    together = tr.money(parts.parts_together)
    return tr(
        "%(parts)s = %(together)s, more than the whole of %(whole)s, so %(left)s is left to count.",
        **told,
        together=together,
    )


def _range(tr: Words, view: RecordView) -> str:
    record = view.record
    if record is None or "alternative" not in record["not_counted_why"]:
        return ""
    sums = sorted([record["amount_kzt"], *(view.others[one]["amount_kzt"] for one in record["counted_with"])])
    return tr(
        "Sources give from %(low)s to %(high)s for one thing; neither sum is in the totals.",
        low=tr.money(sums[0]),
        high=tr.money(sums[-1]),
    )


def _counted_in(tr: Words, view: RecordView) -> str:
    record = view.record
    if record is None or "same_money" not in record["not_counted_why"]:
        return ""
    other = view.others[record["counted_with"][0]]
    return tr(
        "The same money is counted in another record: %(title)s, %(sum)s.",
        title=tr.pick(other, "title"),
        sum=_amount(tr, other),
    )


def _stands_for(tr: Words, view: RecordView) -> str:
    count = len(view.stands_for)
    if not count:
        return ""
    return tr.plural(
        "%(count)s other record tells of the same money and is not counted beside it.",
        "%(count)s other records tell of the same money and are not counted beside it.",
        count,
    )


def _divided(tr: Words, view: RecordView) -> str:
    if not view.shares:
        return ""
    return tr("The contract itself divides its sum between its budget years; each year's share counts in that year.")


def _amount(tr: Words, row: Row) -> str:
    return tr.amount(row["amount_kzt"], row["amount_precision"], row["amount_low"], row["amount_high"])


def parts_table(page: Page, view: RecordView) -> Table | None:
    """Return the parts beneath a whole and what each brings into the totals, unless the relations tell all of them."""
    told = {one.other_id for one in view.relations}
    if view.parts is None or told.issuperset(one for one, _ in view.parts.parts):
        return None
    tr = page.tr
    columns = [
        Column("title", tr("Part"), main=True),
        Column("amount", tr("Its own sum"), kind="money"),
        Column("counted", tr("In the totals"), kind="money", amount=True),
    ]
    rows = [_part(page, view.others[one], kzt) for one, kzt in sorted(view.parts.parts, key=lambda part: -part[1])]
    return Table(columns, rows, caption=tr("Its parts in the totals"))


def _part(page: Page, row: Row, kzt: Decimal) -> Mapping[str, Cell]:
    tr = page.tr
    return {
        "title": record_link(page, row),
        "amount": Cell(_amount(tr, row)),
        "counted": Cell(tr.money(kzt)),
    }


def record_link(page: Page, row: Row) -> Cell:
    """Return a record's title that leads to its page."""
    tr = page.tr
    return Cell(
        tr.pick(row, "title"),
        href=page.plain_link("/record", id=row["record_id"]),
        lang=tr.picked_language(row, "title") or None,
        lines=dispute_lines(page, row["record_id"], disputed=row["disputed"]),
    )


def relation_table(page: Page, view: RecordView) -> Table | None:
    """Return the related records, both directions, with what they are to this one and why we hold so."""
    if not view.relations:
        return None
    tr = page.tr
    columns = [
        Column("title", tr("Other record"), main=True),
        Column("relation", tr("What it is to this one")),
        Column("amount", tr("Amount"), kind="money", amount=True),
    ]
    return Table(columns, [_relation(page, view, one) for one in view.relations], caption=tr("Related records"))


def _relation(page: Page, view: RecordView, one: Relation) -> Mapping[str, Cell]:
    tr, other = page.tr, view.others[one.other_id]
    return {
        "title": record_link(page, other),
        "relation": Cell(relation_name(tr, one)),
        "amount": amount_cell(tr, other),
    }


def relation_name(tr: Words, one: Relation) -> str:
    """Say what the other record is to this one."""
    if one.word == "part_of":
        return tr("The whole it is part of") if one.outward else tr("A part of it")
    if one.word == "stage_of":
        return tr("A later stage of the same purchase") if one.outward else tr("An earlier stage of the same purchase")
    if one.word == "same_as":
        return tr("The same money, told again")
    return tr("Another sum for the same thing")
