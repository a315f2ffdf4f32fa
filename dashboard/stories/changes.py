"""Changes in words: how many, by how much they moved the total, edition by edition and record by record."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Final

from dashboard import labels
from dashboard.html.inputs import Cell, Column, Key, Table
from dashboard.page import Page
from dashboard.since import signed
from dashboard.stories.records import pager
from dashboard.tables import dispute_lines, party_cell, place_cell
from dashboard.views.changes import NIGHTS_SHOWN, ROWS, Change, ChangesView, Night
from dashboard.words import Words
from pipelines.marks import N_
from pipelines.schemas import Records

FIELDS_NAMED: Final = 3
HOWS: Final[Mapping[str, str]] = {
    "added": N_("New on this site"),
    "changed": N_("Changed"),
    "gone": N_("Removed from this site"),
    "came": N_("Changed, and so came into this view"),
    "left": N_("Changed, and so left this view"),
}


def title(page: Page, view: ChangesView) -> str:
    """Say how many changes were found for the link and by how much they moved its total."""
    tr, moved = page.tr, view.moved
    if not view.listed:
        return tr("No change was found for this view")
    since = tr.date(view.nights[-1].day)
    if len(moved) != 1:
        return tr.plural("%(count)s change since %(date)s", "%(count)s changes since %(date)s", view.listed, date=since)
    (total,) = moved.values()
    if not total:
        return tr.plural(
            "%(count)s change since %(date)s; the total is what it was",
            "%(count)s changes since %(date)s; the total is what it was",
            view.listed,
            date=since,
        )
    return tr.plural(
        "%(count)s change since %(date)s moved the total by %(moved)s",
        "%(count)s changes since %(date)s moved the total by %(moved)s",
        view.listed,
        date=since,
        moved=signed(tr, total),
    )


def lead(page: Page) -> str:
    """Say what is compared with what."""
    return page.tr(
        "Each night the site reads its sources again. Where something is new, a new data edition is published, and "
        "each record in it is compared with the edition before."
    )


def empty(page: Page, view: ChangesView) -> tuple[str, str, list[Cell]]:
    """Return the answer where nothing changed: since when changes are told, and the ways on."""
    tr = page.tr
    if view.told_since is None:
        sentence = tr("This edition is the first of which changes are told: there is none before it to compare with.")
    else:
        since = tr.date(view.told_since)
        sentence = tr("Changes are told since %(date)s; none of them is about this view.", date=since)
    links = [
        Cell(tr("All changes"), href=page.plain_link("/changes", level="all", counted="all")),
        Cell(tr("The records of this view"), href=page.link("/records")),
    ]
    return tr("Nothing has changed here"), sentence, links


def notices(page: Page, view: ChangesView) -> list[str]:
    """Say what the link asked for that could not be had on this page, and what the sums are."""
    tr, found, filters = page.tr, [], page.filters
    if view.page_too_far:
        asked, last = tr.number(filters.page), tr.number(view.pages)
        found.append(tr("There is no page %(asked)s. This is the last one, page %(last)s.", asked=asked, last=last))
    if filters.measure != "nominal":
        found.append(
            tr("Sums on this page are in the prices of their own years; another measure cannot be shown here.")
        )
    if filters.year_from is not None or filters.year_to is not None:
        found.append(
            tr("Of a contract that is divided between its years the whole change is told, not the share of some years.")
        )
    return found


def keys(page: Page, view: ChangesView) -> list[Key]:
    """Return what the changes moved, by level, and how many records came, changed and went."""
    tr = page.tr
    several = len(view.moved) > 1
    sums = [
        Key(labels.level(tr, level) if several else tr("The total moved by"), signed(tr, moved))
        for level, moved in view.moved.items()
    ]
    came, changed, went = (sum(getattr(one, name) for one in view.nights) for name in ("came", "changed", "went"))
    told = [
        Key(tr("Records that came or changed"), tr.number(came + changed)),
        Key(tr("Records that went"), tr.number(went)),
    ]
    return [*sums, *told]


def nights_table(page: Page, view: ChangesView) -> Table:
    """Return the editions that changed something, the newest first."""
    tr = page.tr
    columns = [
        Column("day", tr("Data edition"), main=True),
        Column("before", tr("Compared with")),
        Column("came", tr("Records that came"), kind="number"),
        Column("changed", tr("Records that changed"), kind="number"),
        Column("went", tr("Records that went"), kind="number"),
        Column("moved", tr("The total moved by"), kind="money", amount=True),
    ]
    rows = [_night(page, one) for one in view.nights[:NIGHTS_SHOWN]]
    return Table(columns, rows, caption=tr("Night by night"), caption_unseen=True)


def nights_sentence(page: Page, view: ChangesView) -> str:
    """Say that older editions are in the tables, where not all are listed."""
    left = len(view.nights) - NIGHTS_SHOWN
    if left <= 0:
        return ""
    return page.tr.plural(
        "%(count)s older edition is in the table «events», on the data page.",
        "%(count)s older editions are in the table «events», on the data page.",
        left,
    )


def _night(page: Page, one: Night) -> Mapping[str, Cell]:
    tr = page.tr
    before = one.before_id
    return {
        "day": Cell(tr.date(one.day), href=page.link("/changes", asof=one.snapshot_id), note=one.snapshot_id),
        "before": Cell(tr.date(before[:10]), note=before) if before else Cell("", note=tr("not known")),
        "came": Cell(tr.number(one.came)),
        "changed": Cell(tr.number(one.changed)),
        "went": Cell(tr.number(one.went)),
        "moved": _moved_by_level(tr, one.moved),
    }


def _moved_by_level(tr: Words, moved: Mapping[str, Decimal]) -> Cell:
    if len(moved) == 1:
        return Cell(signed(tr, *moved.values()))
    return Cell("; ".join(f"{labels.level(tr, level)}: {signed(tr, one)}" for level, one in moved.items()))


def changes_table(page: Page, view: ChangesView) -> Table:
    """Return the changes of this page of the list."""
    tr = page.tr
    columns = [
        Column("title", tr("What was bought"), main=True),
        Column("moved", tr("The total moved by"), kind="money", amount=True),
        Column("how", tr("What happened")),
        Column("day", tr("Day"), kind="date"),
        Column("customer", tr("Who pays")),
        Column("contractor", tr("Who is paid")),
        Column("region", tr("Where")),
    ]
    return Table(
        columns,
        _rows(page, view.changes),
        caption=tr("Changes, the newest first"),
        pager=pager(page, view.page, view.pages, view.listed, ROWS),
    )


def _rows(page: Page, changes: Sequence[Change]) -> list[Mapping[str, Cell]]:
    tr, rows = page.tr, [one.row for one in changes]
    names = page.names_of(
        places=[row["place"] for row in rows if row["place"]],
        parties=[one for row in rows for one in (row["customer_id"], row["contractor_id"]) if one],
    )
    return [
        {
            "title": record_cell(page, one),
            "moved": Cell(signed(tr, one.moved), note=was_and_is(tr, one)),
            "how": Cell(tr(HOWS[one.how]), note=fields_told(tr, one)),
            "day": Cell(tr.date(one.day)),
            "customer": party_cell(page, names, one.row["customer_id"], one.row["customer_as_written"], buyer=True),
            "contractor": party_cell(
                page, names, one.row["contractor_id"], one.row["contractor_as_written"], buyer=False
            ),
            "region": place_cell(page, names, one.row["region"], one.row["place"]),
        }
        for one in changes
    ]


def record_cell(page: Page, change: Change) -> Cell:
    """Return what was bought; it leads to the record, where that is still there."""
    tr, row = page.tr, change.row
    href = None if change.how == "gone" else page.plain_link("/record", id=change.record_id)
    note = labels.category(tr, row["category"])
    lines = dispute_lines(page, change.record_id, disputed=change.disputed)
    return Cell(tr.pick(row, "title"), href=href, note=note, lang=tr.picked_language(row, "title") or None, lines=lines)


def was_and_is(tr: Words, change: Change) -> str:
    """Say what of the record was in the totals of the view before and after; nothing where that is the same."""
    if change.how != "changed" or not change.moved:
        return ""
    return tr("was %(was)s, is %(now)s", was=tr.money(change.before), now=tr.money(change.after))


def fields_told(tr: Words, change: Change) -> str:
    """Name the first columns that changed, as the dictionary calls them."""
    described = Records.columns()
    names = [tr(described[one].description or "") or one if one in described else one for one in change.fields]
    if len(names) <= FIELDS_NAMED:
        return "; ".join(names)
    more = tr.plural("%(count)s more", "%(count)s more", len(names) - FIELDS_NAMED)
    return "; ".join([*names[:FIELDS_NAMED], more])
