"""Corrections and replies as a table: the whole log, what was asked and what became of it."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from dashboard.exports.export import Export, Seen, Table
from dashboard.exports.fields import Field, of_table
from dashboard.exports.records import SOURCE
from dashboard.filters import Dropped
from dashboard.page import Page
from dashboard.store import Row
from dashboard.stories.corrections import title
from dashboard.views import corrections
from dashboard.views.corrections import CorrectionsView, days_taken
from pipelines.marks import N_

FIELDS: Final = (
    *of_table("corrections", "correction_id"),
    # Not `kind` and `state`: exports name the codes of records by these.
    Field("request", "text", N_("correction, or reply: a buyer or supplier answers")),
    *of_table("corrections", "about_kind", "about_id", "asked_on", "asked_by", "asked_office"),
    *of_table("corrections", "asked_kk", "asked_ru", "asked_en"),
    Field("decision", "text", N_("received, checking, changed or kept")),
    *of_table("corrections", "decided_on", "decided_kk", "decided_ru", "decided_en", "before_kzt", "after_kzt"),
    Field("days", "integer", N_("Days from request to decision; empty while it is open")),
    Field("about_link", "yes_no", N_("It is about what the link names")),
    *of_table("corrections", "source_id"),
    *SOURCE,
)


def _seen(page: Page) -> Seen:
    view: CorrectionsView = page.view(corrections.build)
    unused = [Dropped(name, "", "plays_no_part") for name in view.unused]
    page = replace(page, asked=replace(page.asked, dropped=(*page.asked.dropped, *unused)))
    told = {"received": len(view.log), "open": view.open, "changed": view.count("changed"), "kept": view.count("kept")}
    return Seen(page, view, {"requests": told | {"effect_kzt": view.effect, "median_days": view.days}})


def _rows(seen: Seen) -> Iterator[Row]:
    view: CorrectionsView = seen.view
    own = {row["correction_id"] for row in view.own}
    for row in view.log:
        told = {"request": row["kind"], "decision": row["state"], "days": days_taken(row)}
        yield row | told | {"about_link": row["correction_id"] in own}


CORRECTIONS: Final = Export(
    key="corrections",
    look=_seen,
    tables=(Table("corrections", N_("One request to correct something or to print a reply"), FIELDS, _rows),),
    sentence=lambda page, seen: title(page, seen.view),
)
