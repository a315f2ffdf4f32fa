"""One promise in words: how much of what, what one unit cost at most under which assumption, and what became of it."""

from collections.abc import Callable, Mapping
from typing import Final

from dashboard import labels
from dashboard.html.inputs import Cell
from dashboard.page import Page
from dashboard.sentences import name_of
from dashboard.store import Row
from dashboard.stories import said
from dashboard.views.promise_price import Bound, Price, Purse
from dashboard.views.promises import Promise
from dashboard.words import Words
from pipelines.marks import N_

UNITS: Final = {
    "appeal": N_("Appeals"),
    "board": N_("Information boards"),
    "camera": N_("Cameras"),
    "comment": N_("Comments"),
    "complex": N_("Camera complexes"),
    "copy": N_("Copies printed"),
    "digest": N_("Digests"),
    "event": N_("Events"),
    "hour": N_("Hours of watch"),
    "laptop": N_("Laptops"),
    "licence": N_("Licences"),
    "like": N_("Likes and reactions"),
    "minute": N_("Minutes"),
    "network": N_("Social networks watched"),
    "outlet": N_("Media outlets watched"),
    "participant": N_("People reached or asked"),
    "person": N_("Staff"),
    "post": N_("Posts"),
    "programme": N_("Programmes"),
    "publication": N_("Publications"),
    "report": N_("Reports"),
    "repost": N_("Reposts"),
    "set": N_("Sets of equipment"),
    "source": N_("Sources watched"),
    "subscriber": N_("Subscribers"),
    "validator": N_("Validators"),
    "video": N_("Videos"),
    "view": N_("Views"),
}
WHY: Final = {
    "more_than": N_("The source says the sum only as “more than”, so no upper bound follows from it."),
    "date": N_("A date has no price."),
    "no_number": N_("No number is told."),
    "maximum": N_("The promise names only the most there may be; how many there were is not known."),
    "measure": N_("It measures how good or how quick a thing is to be, not how many there are."),
    "unlike": N_("The parts are unlike each other, so one of them has no price of its own."),
    "moment": N_("It is a time to answer in; how many times there was something to answer is not known."),
    "ratio": N_("It holds for each of them, and how many of them there were is not known."),
    "no_year": N_("How long it ran is not known, or it was too short for one such period."),
    "no_money": N_("Its money is not in the totals."),
}


def unit_name(tr: Words, unit: str | None) -> str:
    """Name a unit: "Cameras"; one that has no name here is told as it is written."""
    if not unit:
        return tr("not stated")
    return tr(UNITS[unit]) if unit in UNITS else unit


def per_name(tr: Words, per: str | None) -> str:
    """Name what a number holds for: "a month", "for each negative comment"; "" where it holds for the whole."""
    return said.per_name(tr, per) if per else ""


def value_per(tr: Words, row: Row) -> str:
    """Return how much was promised with what it is per, in the order of the language."""
    told, per = value(tr, row), per_name(tr, row["per"])
    return tr("%(value)s %(per)s", value=told, per=per) if told and per else told or per


def value(tr: Words, row: Row) -> str:
    """Write how much is promised, or by when: "at least 1 000", "from 3 to 7 minutes", "25 December 2020"."""
    if row["unit"] == "date":
        return tr.date(row["value_text"])
    number, count = _number(tr, row)
    if row["unit"] == "minute":
        number = tr.plural("%(count)s minute", "%(count)s minutes", count, count=number)
    elif row["unit"] == "hour":
        number = tr.plural("%(count)s hour", "%(count)s hours", count, count=number)
    if row["bound"] == "minimum":
        return tr("at least %(number)s", number=number)
    return tr("at most %(number)s", number=number) if row["bound"] == "maximum" else number


def _number(tr: Words, row: Row) -> tuple[str, int]:
    if row["value"] is not None:
        return tr.number(row["value"]), int(row["value"])
    low, high = row["value_low"], row["value_high"]
    if low is None or high is None:
        return row["value_text"] or tr("not stated"), 2
    return f"{tr.number(low)}–{tr.number(high)}", int(high)


def subject_name(page: Page, promise: Promise) -> str:
    """Name the record or system that a promise belongs to."""
    field = "name" if promise.row["about_kind"] == "system" else "title"
    return page.tr.pick(promise.about, field)


def subject_href(page: Page, row: Row) -> str:
    """Return the link to the record or system that a row is about."""
    return page.plain_link(f"/{row['about_kind']}", id=row["about_id"])


def place_name(page: Page, promise: Promise) -> str:
    """Name the region of a promise; national money has none."""
    return name_of(page.tr, page.names.regions, promise.about["region"], "short")


def what_note(page: Page, promise: Promise) -> str:
    """Say whose promise it is, in which networks, and the words of the specification where it was read out of one."""
    tr, row = page.tr, promise.row
    told = [subject_name(page, promise), *row["networks"]]
    if row["origin"] == "read":
        told.append(tr("read by program from the specification: «%(quote)s»", quote=row["quote"] or ""))
    return "; ".join(told)


def money_cell(tr: Words, purse: Purse) -> Cell:
    """Return the money of a promise: its sum or range, what it is, its years; else why there is none."""
    if not purse.high:
        reason = tr("Only a part of the sum is in the totals.")
        return Cell("", note=reason if purse.why_not == "partly_counted" else labels.not_counted(tr, purse.why_not))
    years = tr.years(purse.first_year, purse.last_year)
    return Cell(money_text(tr, purse), note=f"{_made_of(tr, purse)}, {years}")


def money_text(tr: Words, purse: Purse) -> str:
    """Write the money of a promise with the source's own reservation."""
    if purse.low != purse.high:
        return tr.amount(purse.total, "range", purse.low, purse.high)
    return tr.amount(purse.total, "more_than" if purse.open_end else "about" if purse.about else "exact")


def _made_of(tr: Words, purse: Purse) -> str:
    if purse.committed and purse.planned:
        return tr(
            "%(committed)s contracts and payments, %(planned)s plans and budgets",
            committed=tr.money(purse.committed),
            planned=tr.money(purse.planned),
        )
    return labels.stage(tr, "committed" if purse.committed else "planned")


def price_cell(tr: Words, promise: Promise) -> Cell:
    """Return what one unit cost at most under each assumption, and what else is assumed; else why it is not known."""
    if not promise.price.bounds:
        return Cell("", note=tr(WHY[promise.price.why]))
    return Cell(price_text(tr, promise.price, promise.row["per"], promise.purse), note=assumed(tr, promise.purse))


def price_text(tr: Words, price: Price, per: str | None, purse: Purse) -> str:
    """Write all bounds of a price, each with its own assumption, the lowest first."""
    return "; ".join(bound_text(tr, one, per, about=purse.about) for one in price.bounds)


def assumed(tr: Words, purse: Purse) -> str:
    """Say what every bound assumes of the money."""
    if not purse.committed:
        return tr("If all of the planned money was spent, and on this alone.")
    if purse.planned:
        return tr("If all of the money was paid, the planned part too, and for this alone.")
    return tr("If all of the money was paid, and for this alone.")


def bound_text(tr: Words, bound: Bound, per: str | None, *, about: bool) -> str:
    """Write one bound with the assumption that is its own: so many months, or so many delivered."""
    kzt = tr.amount(bound.kzt, "about") if about else tr.money(bound.kzt)
    if bound.periods is not None:
        return _if_ran(tr, per or "", bound.periods, kzt)
    if bound.number is not None:
        return tr("at most %(sum)s if there were %(number)s", sum=kzt, number=tr.number(bound.number))
    return tr("at most %(sum)s", sum=kzt)


def _if_ran(tr: Words, per: str, count: int, kzt: str) -> str:
    texts: Mapping[str, Callable[[], str]] = {
        "month": lambda: tr.plural(
            "at most %(sum)s if it ran %(count)s month", "at most %(sum)s if it ran %(count)s months", count, sum=kzt
        ),
        "week": lambda: tr.plural(
            "at most %(sum)s if it ran %(count)s week", "at most %(sum)s if it ran %(count)s weeks", count, sum=kzt
        ),
        "day": lambda: tr.plural(
            "at most %(sum)s if it ran %(count)s day", "at most %(sum)s if it ran %(count)s days", count, sum=kzt
        ),
        "quarter": lambda: tr.plural(
            "at most %(sum)s if it ran %(count)s quarter",
            "at most %(sum)s if it ran %(count)s quarters",
            count,
            sum=kzt,
        ),
        "half-year": lambda: tr.plural(
            "at most %(sum)s if it ran %(count)s half-year",
            "at most %(sum)s if it ran %(count)s half-years",
            count,
            sum=kzt,
        ),
        "year": lambda: tr.plural(
            "at most %(sum)s if it ran %(count)s year", "at most %(sum)s if it ran %(count)s years", count, sum=kzt
        ),
    }
    held = texts.get(per)
    if held:
        return held()
    return tr.plural(
        "at most %(sum)s if it held %(count)s time", "at most %(sum)s if it held %(count)s times", count, sum=kzt
    )


def ended_cell(page: Page, promise: Promise, sources: Mapping[str, Row]) -> Cell:
    """Return how matters ended, as sides say it, and the records that were refused, cancelled or ended early."""
    tr, dropped = page.tr, "; ".join(_dropped(page.tr, row) for row in promise.dropped)
    if not promise.ended:
        return Cell(dropped, note="" if dropped else tr("nothing known"))
    text = " ".join(tr.pick(row, "text") for row in promise.ended)
    source = sources.get(promise.ended[0]["source_id"])
    return Cell(
        text,
        href=source["url"] if source and source["address_known"] else None,
        note=dropped,
        lang=tr.picked_language(promise.ended[0], "text") or None,
    )


def _dropped(tr: Words, row: Row) -> str:
    return tr(
        "%(state)s: %(sum)s, %(years)s",
        state=labels.state(tr, row["state"]),
        sum=tr.amount(row["amount_kzt"], row["amount_precision"], row["amount_low"], row["amount_high"]),
        years=tr.years(row["year_from"], row["year_to"]),
    )
