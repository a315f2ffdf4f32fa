"""The diary of nightly runs in words: how the last one ended, the runs before it, and what the last edition moved."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Final

from dashboard import labels
from dashboard.html.inputs import Cell, Column, Table
from dashboard.last_run import LastRun
from dashboard.page import Page
from dashboard.sentences import name_of
from dashboard.store import Row
from dashboard.views.data import DataView
from dashboard.words import Words
from pipelines.marks import N_

RESULTS: Final[Mapping[str, str]] = {
    "published": N_("A new edition was published"),
    "unchanged": N_("Nothing had changed"),
    "failed": N_("Stopped: something did not hold"),
    "unavailable": N_("Stopped: a source was unavailable"),
    "interrupted": N_("Cut off before its end"),
}
_LAST: Final[Mapping[str, str]] = {
    "published": N_("The last nightly run, on %(moment)s, published a new edition."),
    "unchanged": N_("The last nightly run, on %(moment)s, found nothing new to publish."),
    "failed": N_(
        "The last nightly run, on %(moment)s, stopped because something did not hold, and published nothing. "
        "The figures are those of the edition of %(day)s."
    ),
    "unavailable": N_(
        "The last nightly run, on %(moment)s, stopped because a source was unavailable, and published nothing. "
        "The figures are those of the edition of %(day)s."
    ),
    "interrupted": N_(
        "The last nightly run, on %(moment)s, was cut off and published nothing. The figures are those of the edition "
        "of %(day)s."
    ),
}


def sentence(page: Page, view: DataView, last: LastRun | None) -> str:
    """Say how the last run ended and which sources it could not read; where that is not known, what this list is."""
    tr = page.tr
    if last is None or last.result not in _LAST:
        return tr("Every run of the night is written down here, also those that stopped and published nothing.")
    ended = tr(_LAST[last.result], moment=_moment(tr, last.started_at.isoformat()), day=tr.date(view.snapshot_id[:10]))
    lacking = [one.name for one in last.sources if not one.ok] if last.good else []
    if not lacking:
        return ended
    names = ", ".join(lacking)
    not_read = tr(
        "These sources could not be read that night, and what was read before stands: %(names)s.", names=names
    )
    return f"{ended} {not_read}"


def runs_table(page: Page, view: DataView) -> Table:
    """Return the runs that this edition knows of, the newest first."""
    tr = page.tr
    return Table(
        columns=[
            Column("began", tr("Began"), main=True),
            Column("result", tr("How it ended")),
            Column("rows", tr("Rows read"), kind="number"),
            Column("changed_rows", tr("Of them changed"), kind="number"),
            Column("added", tr("Records that came"), kind="number"),
            Column("changed", tr("Records that changed"), kind="number"),
            Column("gone", tr("Records that went"), kind="number"),
            Column("seconds", tr("Seconds"), kind="number"),
        ],
        rows=[_run_row(page, row) for row in view.runs],
        caption=tr("Nightly runs up to this edition, the newest first"),
    )


def _run_row(page: Page, row: Row) -> Mapping[str, Cell]:
    tr, made, why = page.tr, row.get("snapshot_id"), row.get("sentence") or ""
    shown = row["result"] == "published" and made
    result = tr(RESULTS[row["result"]]) if row["result"] in RESULTS else row["result"]
    counts = {
        "rows": "rows_in",
        "changed_rows": "rows_changed",
        "added": "records_added",
        "changed": "records_changed",
        "gone": "records_gone",
    }
    return {
        "began": Cell(_moment(tr, row["run_id"])),
        "result": Cell(result, href=page.plain_link("/data", asof=made) if shown else None, note=why),
        **{key: _count(tr, row.get(column)) for key, column in counts.items()},
        "seconds": Cell("" if row["seconds"] is None else tr.decimal(row["seconds"], 1)),
    }


def _count(tr: Words, count: int | None) -> Cell:
    return Cell("" if count is None else tr.number(count))


def moved_table(page: Page, view: DataView) -> Table:
    """Return the regions whose counted tenge the last publishing run moved, with the tenge before and after."""
    tr = page.tr
    return Table(
        columns=[
            Column("region", tr("Region"), main=True),
            Column("level", tr("Who pays")),
            Column("before", tr("Counted before"), kind="money"),
            Column("after", tr("Counted after"), kind="money"),
            Column("difference", tr("Difference"), kind="money", amount=True),
        ],
        rows=[_moved_row(page, row) for row in view.moved],
        caption=moved_caption(tr),
        empty=tr("The last edition moved no total."),
    )


def moved_caption(tr: Words) -> str:
    """Name the table of moved totals."""
    return tr("What the last edition moved, by region")


def _moved_row(page: Page, row: Row) -> Mapping[str, Cell]:
    tr, before, after = page.tr, row["counted_before_kzt"], row["counted_after_kzt"]
    return {
        "region": Cell(name_of(tr, page.names.regions, row["region"], "short")),
        "level": Cell(labels.level(tr, row["level"])),
        "before": Cell("" if before is None else tr.money(before)),
        "after": Cell(tr.money(after)),
        "difference": Cell("" if before is None else _signed(tr, after - before)),
    }


def _signed(tr: Words, tenge: Decimal) -> str:
    return f"+{tr.money(tenge)}" if tenge > 0 else tr.money(tenge)


def _moment(tr: Words, iso: str) -> str:
    day, _, clock = iso.partition("T")
    return tr("%(date)s, %(time)s UTC", date=tr.date(day), time=clock[:5])
