"""Our open method of counting residents' posts about akims' offices, in words, and its tables where there are any."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Final

from dashboard.html.inputs import Cell, Column, Table
from dashboard.page import Page
from dashboard.sentences import name_of
from dashboard.store import Row
from dashboard.views.mentions import HALF, Mentions
from dashboard.words import DASH, Words
from pipelines.marks import N_

NOT_PLACED: Final = {
    "term_unknown": N_("no term of office was given for these days"),
    "short_tenure": N_("too new in office"),
    "few_days": N_("in office for too few days of the period"),
    "no_posts": N_("no posts"),
    "few_weeks": N_("placed in too few weeks of the half-year"),
    "alone": N_("no other office to compare with"),
    "few_posts": N_("too few posts to tell their tone"),
}
UNITS: Final = {
    "posts": N_("posts"),
    "accounts": N_("accounts"),
    "reactions": N_("reactions"),
    "percent": N_("percent"),
    "points": N_("points"),
    "days": N_("days"),
    "weeks": N_("weeks"),
    "words": N_("words"),
}


def what_it_is(page: Page, told: Mentions) -> list[str]:
    """Say what the method does, and whether anything was counted by it."""
    tr = page.tr
    return [
        tr(
            "Anyone who holds public posts about akims can count them with our open method. It leaves out the accounts "
            "of state bodies, media, companies and public pages; folds copies and forced reposts into one and tells "
            "the numbers with and without them; reads the tone by an open list of Kazakh and Russian words with "
            "negation; and joins seven openly defined indicators, whose weights stand in a file, into two scores, one "
            "of volume and one of tone."
        ),
        tr(
            "An office is placed only after a number of days that is fixed beforehand, and predecessor and successor "
            "are counted apart. Offices stand in its tables by region and term, never by a person's name. The method "
            "and a marked, made-up example are in the project's documents (docs/mentions.md)."
        ),
        _held(page, told),
    ]


def _held(page: Page, told: Mentions) -> str:
    tr = page.tr
    if told.periods:
        return tr("This data edition holds counts made with it; they stand below.")
    if told.held:
        return tr("This data edition holds counts made with it, but none of these regions and years.")
    return tr("No posts are held here, so there is no table. We don't make up what was not counted.")


def method_table(page: Page, told: Mentions) -> Table:
    """Return the indicators with their weights, and the limits of the rules."""
    tr = page.tr
    columns = [
        Column("name", tr("Indicator or rule"), main=True),
        Column("weight", tr("Weight or limit"), kind="number", amount=True),
        Column("about", tr("What it is")),
    ]
    rows = [
        {
            "name": Cell(tr.pick(row, "name")),
            "weight": Cell(_weight(tr, row)),
            "about": Cell(tr.pick(row, "about")),
        }
        for row in told.method
    ]
    return Table(columns, rows, caption=tr("Indicators and rules of the open method"))


def _weight(tr: Words, row: Row) -> str:
    if row["weight_pct"] is not None:
        return tr.percent(Decimal(row["weight_pct"]) / 100)
    if row["value"] is None:
        return ""
    return tr("%(number)s %(unit)s", number=tr.number(row["value"]), unit=tr(UNITS[row["unit"]]))


def period_table(page: Page, rows: Sequence[Row]) -> Table:
    """Return counts of one kind of period: an office and term each, with copies and without."""
    tr = page.tr
    half = any(row["period_kind"] == HALF for row in rows)
    columns = [
        Column("office", tr("Office"), main=True),
        Column("period", tr("Period")),
        Column("mentions", tr("Posts, copies among them"), kind="number"),
        Column("unique", tr("Posts without copies"), kind="number", amount=True),
        Column("positive", tr("Of them speak well"), kind="number"),
        Column("negative", tr("Of them speak ill"), kind="number"),
        Column("volume", tr("Volume: place and points")),
        Column("tone", tr("Tone: place and points")),
    ]
    caption = tr("Half-years by the open method") if half else tr("The last week by the open method")
    return Table(columns, [_period(page, row) for row in rows], caption=caption)


def _period(page: Page, row: Row) -> Mapping[str, Cell]:
    tr = page.tr
    office = tr("Akim %(of_region)s", of_region=name_of(tr, page.names.regions, row["region"], "of"))
    since = row["in_office_since"]
    with_copies = tr("%(count)s with copies", count=tr.number(row["positive_with_copies"]))
    ill = tr("%(count)s with copies", count=tr.number(row["negative_with_copies"]))
    return {
        "office": Cell(
            office, note=tr("in office since %(day)s", day=tr.date(since)) if since else tr("term not told")
        ),
        "period": Cell(tr("%(first)s – %(last)s", first=tr.date(row["period_start"]), last=tr.date(row["period_end"]))),
        "mentions": Cell(tr.number(row["mentions"])),
        "unique": Cell(tr.number(row["unique_mentions"])),
        "positive": Cell(tr.number(row["positive"]), note=with_copies),
        "negative": Cell(tr.number(row["negative"]), note=ill),
        "volume": _score(tr, row, "volume", row["not_placed_why"]),
        "tone": _score(tr, row, "tone", row["tone_not_placed_why"]),
    }


def _score(tr: Words, row: Row, side: str, why: str | None) -> Cell:
    rank, score = row[f"{side}_rank"], row[f"{side}_score"]
    if rank is None:
        return Cell("", note=tr(NOT_PLACED[why]) if why in NOT_PLACED else "")
    points = tr.decimal(score, 2) if score is not None else DASH
    return Cell(tr("%(rank)s; %(points)s points", rank=tr.number(rank), points=points))
