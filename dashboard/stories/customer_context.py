"""What stands beside a body of the whole country that buys nothing in our records: appeals, needs told with them."""

from collections.abc import Mapping, Sequence

from dashboard.html.inputs import Cell, Column, Table
from dashboard.page import Page
from dashboard.sentences import name_of
from dashboard.store import Row
from dashboard.stories.periods import period
from dashboard.stories.said import source_cell
from dashboard.words import Words


def appeals_sentence(page: Page) -> str:
    """Say how the counts may be read."""
    return page.tr(
        "Published counts of appeals that reach central bodies and parties. Each of them counts in its own way, so "
        "nothing is added up here, and no cause is claimed."
    )


def appeals_table(page: Page, rows: Sequence[Row]) -> Table:
    """Return published counts of appeals of the whole country."""
    tr = page.tr
    columns = [
        Column("body", tr("To whom and how"), main=True),
        Column("count", tr("Appeals"), kind="number", amount=True),
        Column("said", tr("In our words")),
        Column("period", tr("Period")),
        Column("source", tr("Source")),
    ]
    caption = tr("Appeals to central bodies, as published")
    return Table(columns, [_appeal(tr, row) for row in rows], caption, caption_unseen=True)


def _appeal(tr: Words, row: Row) -> Mapping[str, Cell]:
    count = Cell("", note=tr("not published")) if row["count"] is None else Cell(tr.number(row["count"]))
    return {
        "body": Cell(tr.pick(row, "body"), note=tr.pick(row, "channel")),
        "count": count,
        "said": Cell(tr.pick(row, "evidence"), lang=tr.picked_language(row, "evidence") or None),
        "period": Cell(period(tr, row)),
        "source": source_cell(tr, row),
    }


def lacking_sentence(page: Page) -> str:
    """Say where these statements were read and where they lead."""
    return page.tr(
        "What the same publications say is lacking. Each statement also stands on the page of its town and region."
    )


def lacking_table(page: Page, rows: Sequence[Row]) -> Table:
    """Return statements of what is lacking, each with its place and source."""
    tr = page.tr
    columns = [
        Column("said", tr("In our words"), main=True),
        Column("need", tr("What is lacking")),
        Column("where", tr("Where")),
        Column("year", tr("Year"), kind="year"),
        Column("source", tr("Source")),
    ]
    caption = tr("What is lacking, in the same publications")
    return Table(columns, [_lack(page, row) for row in rows], caption, caption_unseen=True)


def _lack(page: Page, row: Row) -> Mapping[str, Cell]:
    tr = page.tr
    near = tr("close to this need, not the same") if row["need_fit"] == "nearest" else ""
    return {
        "said": Cell(tr.pick(row, "statement"), lang=tr.picked_language(row, "statement") or None),
        "need": Cell(name_of(tr, page.names.needs, row["need_id"], "short"), note=near),
        "where": _where(page, row),
        "year": Cell(str(row["year"])) if row["year"] else Cell("", note=tr("year not known")),
        "source": source_cell(tr, row),
    }


def _where(page: Page, row: Row) -> Cell:
    tr, place = page.tr, (row["place"],) if row["place"] else ()
    if row["region"] == "national":
        return Cell(name_of(tr, page.names.regions, "national"))
    text = tr.pick(row, "place") if place else name_of(tr, page.names.regions, row["region"])
    return Cell(text, href=page.plain_link("/region", id=row["region"], place=place))
