"""What was counted of a system and what a public hearing decided, in words."""

from collections.abc import Mapping, Sequence
from typing import Final

from markupsafe import Markup

from dashboard.html.inputs import Cell, Column, Fact, Table
from dashboard.page import Page
from dashboard.store import Row
from dashboard.stories.said import source_cell
from dashboard.words import Words
from pipelines.marks import N_

WHAT: Final = {
    "staff": N_("People on the staff"),
    "staff_working_with_public": N_("Of the staff, people who work with residents"),
    "appeals_processed_since_creation": N_("Appeals processed since it was set up"),
    "site_materials": N_("Items published on its website in the year"),
    "telegram_posts": N_("Posts in its Telegram channel in the year"),
    "telegram_posts_since_2022-03-01": N_("Posts in its Telegram channel since 1 March 2022"),
    "telegram_subscribers": N_("Subscribers of its Telegram channel"),
    "x_posts": N_("Posts on its page in X (Twitter) in the year"),
    "x_followers": N_("Followers of its page in X (Twitter)"),
    "instagram_posts": N_("Posts on its Instagram page in the year"),
    "instagram_followers": N_("Followers of its Instagram page"),
}


def observation_table(page: Page, rows: Sequence[Row], sources: Mapping[str, Row]) -> Table:
    """Return what was counted, how many, as of when, and who says so."""
    tr = page.tr
    columns = [
        Column("what", tr("What exactly"), main=True),
        Column("value", tr("Number"), kind="number", amount=True),
        Column("when", tr("As of")),
        Column("source", tr("Source")),
    ]
    told = [_observation(tr, row, sources) for row in rows]
    return Table(columns, told, caption=tr("What was counted"), caption_unseen=True)


def _observation(tr: Words, row: Row, sources: Mapping[str, Row]) -> Mapping[str, Cell]:
    number = tr.number(row["value"])
    return {
        "what": Cell(tr(WHAT[row["what"]]) if row["what"] in WHAT else row["what"].replace("_", " ")),
        "value": Cell(tr("about %(number)s", number=number) if row["precision"] == "about" else number),
        "when": Cell(tr.date(row["as_of"] or row["period"])),
        "source": source_cell(tr, sources.get(row["source_id"])),
    }


def hearing_facts(tr: Words, row: Row, sources: Mapping[str, Row]) -> list[Fact]:
    """Return when and where a hearing was held, what was decided and what stayed open."""
    questions = row[f"open_questions_{tr.language}"] or row["open_questions_en"]
    listed = Markup("<ul>{}</ul>").format(Markup("").join(Markup("<li>{}</li>").format(one) for one in questions))
    return [
        Fact(tr("Day"), Cell(tr.date(row["date"]))),
        Fact(tr("Where it was held"), Cell(tr.pick(row, "host"))),
        Fact(tr("What was decided"), Cell(tr.pick(row, "decided"))),
        Fact(tr("Questions left open"), listed if questions else None),
        Fact(tr("Source"), source_cell(tr, sources.get(row["source_id"]))),
    ]
