"""Words the feed of a view: an entry a change, and one a night where not all changes of that night find room."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from urllib.parse import urlsplit

from dashboard import labels
from dashboard.html.drawing import draw
from dashboard.names import Names
from dashboard.page import Page
from dashboard.sentences import filter_sentence, notices
from dashboard.since import signed
from dashboard.stories.changes import HOWS, fields_told
from dashboard.tables import party_cell, said_disputed
from dashboard.views import changes
from dashboard.views.changes import Change, FeedView, Night
from dashboard.words import Words
from pipelines.marks import N_

TITLES: Final[Mapping[str, str]] = {
    "added": N_("%(moved)s: new here, %(title)s"),
    "changed": N_("%(moved)s: changed, %(title)s"),
    "gone": N_("%(moved)s: no longer there, %(title)s"),
    "came": N_("%(moved)s: now in this view, %(title)s"),
    "left": N_("%(moved)s: no longer in this view, %(title)s"),
}
BEGUN: Final = 2026
"""The year in which feeds began: part of their names, which never change."""
_NOT_IN_XML: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry; `id` never changes and never stands for anything else."""

    id: str
    title: str
    updated: str
    href: str
    term: str
    label: str
    summary: str
    via: str = ""


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed as it is written out; `updated` is the moment of its newest entry, else of the edition."""

    id: str
    title: str
    subtitle: str
    language: str
    updated: str
    self_href: str
    page_href: str
    author: str
    entries: tuple[Entry, ...]

    @property
    def updated_at(self) -> datetime:
        """Return the moment of the newest entry."""
        return datetime.fromisoformat(self.updated)

    def written(self) -> bytes:
        """Write the feed as Atom."""
        return _NOT_IN_XML.sub("", str(draw("feed.xml", feed=self))).encode()


def feed_of(page: Page, origin: str) -> Feed:
    """Word the feed of a link.

    Args:
        page: The page of changes that the link asks for.
        origin: Scheme and host of the site, "https://example.org".
    """
    tr, view = page.tr, page.view(changes.build_feed)
    query = page.filters.shared().with_(lang=tr.language).to_query()
    host = urlsplit(origin).hostname or "localhost"
    entries = tuple(_entries(page, view, f"tag:{host},", origin, query))
    return Feed(
        id=f"tag:{host},{BEGUN}:feed:{query}",
        title=tr("Changes: %(view)s", view=filter_sentence(page)),
        subtitle=" ".join(one.text for one in notices(page)),
        language=tr.language,
        updated=entries[0].updated if entries else page.asked.snapshot.made_at.isoformat(timespec="seconds"),
        self_href=f"{origin}/feed.atom?{query}",
        page_href=f"{origin}{page.link('/changes')}",
        author="Ақша қайда?",
        entries=entries,
    )


def _entries(page: Page, view: FeedView, tag: str, origin: str, query: str) -> Iterator[Entry]:
    """Return the entries, the newest first; where a night has more changes than fit, its sums stand before them."""
    rows = [one.row for one in view.changes]
    names = page.names_of(parties=[one for row in rows for one in (row["customer_id"], row["contractor_id"]) if one])
    fitting = Counter(one.snapshot_id for one in view.changes)
    for night in view.nights:
        if fitting[night.snapshot_id] < night.records:
            yield _night(page, night, tag, origin, query)
        for change in view.changes:
            if change.snapshot_id == night.snapshot_id:
                yield _change(page, change, names, view.sources.get(change.record_id, ""), tag, origin)


def _change(page: Page, one: Change, names: Names, via: str, tag: str, origin: str) -> Entry:
    tr = page.tr
    path = page.link("/changes") if one.how == "gone" else page.plain_link("/record", id=one.record_id)
    return Entry(
        # The edition's id begins with its day; two editions of one day each have entries of their own.
        id=f"{tag}{one.day[:4]}:record:{one.record_id}:{one.snapshot_id}",
        title=tr(TITLES[one.how], moved=signed(tr, one.moved), title=tr.pick(one.row, "title")),
        updated=one.made_at,
        href=origin + path,
        term=one.how,
        label=tr(HOWS[one.how]),
        summary=_summary(page, one, names),
        via=via,
    )


def _summary(page: Page, one: Change, names: Names) -> str:
    """Say who pays whom, what was and is in the totals, and which columns changed."""
    tr, row = page.tr, one.row
    buyer = party_cell(page, names, row["customer_id"], row["customer_as_written"], buyer=True)
    supplier = party_cell(page, names, row["contractor_id"], row["contractor_as_written"], buyer=False)
    told = [
        tr("Who pays: %(name)s.", name=buyer.text or buyer.note or tr("not known")),
        tr("Who is paid: %(name)s.", name=supplier.text or supplier.note or tr("not named")),
        tr("In the totals of this view: was %(was)s, is %(now)s.", was=tr.money(one.before), now=tr.money(one.after)),
    ]
    if one.fields:
        told.append(tr("What changed: %(fields)s.", fields=fields_told(tr, one)))
    if one.disputed:
        told.append(tr("%(sentence)s.", sentence=said_disputed(tr)))
    return " ".join(told)


def _night(page: Page, one: Night, tag: str, origin: str, query: str) -> Entry:
    tr = page.tr
    return Entry(
        id=f"{tag}{one.day[:4]}:night:{one.snapshot_id}:{query}",
        title=tr.plural(
            "%(moved)s: %(count)s change in the edition of %(date)s",
            "%(moved)s: %(count)s changes in the edition of %(date)s",
            one.records,
            moved=_moved(tr, one),
            date=tr.date(one.day),
        ),
        updated=one.made_at,
        href=f"{origin}{page.link('/changes', asof=one.snapshot_id)}",
        term="night",
        label=tr("All changes of one night"),
        summary=tr(
            "Records that came: %(came)s. Records that changed: %(changed)s. Records that went: %(went)s.",
            came=tr.number(one.came),
            changed=tr.number(one.changed),
            went=tr.number(one.went),
        ),
    )


def _moved(tr: Words, one: Night) -> str:
    if len(one.moved) == 1:
        return signed(tr, *one.moved.values())
    return "; ".join(f"{labels.level(tr, level)} {signed(tr, moved)}" for level, moved in one.moved.items())
