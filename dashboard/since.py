"""Says on a page of an older edition what has changed since then for this very view, and leads to the newest data."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from dashboard import labels
from dashboard.body import Heading
from dashboard.filters import Filters
from dashboard.html.inputs import Notice
from dashboard.page import Page
from dashboard.views.since import Since
from dashboard.words import Words

SUBJECTS: Final = frozenset({"contractor", "customer", "record", "system"})
"""Pages whose records are those of the link's `id`, whatever else it asks for; named as the filter's key is."""


def since_notices(page: Page, head: Heading) -> list[Notice]:
    """Return the notice of a page whose edition is not the newest; none on a page of the newest."""
    newest = page.site.newer(page.asked)
    if newest is None:
        return []
    tr = page.tr
    told = [tr("This is an older data edition, of %(date)s.", date=tr.date(page.asked.snapshot.day))]
    found = page.site.since(page.asked, subject_of(page)) if is_about_records(page, head) else None
    if found is None:
        told.append(tr("The newest is of %(date)s.", date=tr.date(newest.day)))
    else:
        told += _changes(tr, found)
        if page.filters.measure != "nominal":
            told.append(tr("These sums are in the prices of their own years."))
    return [Notice(" ".join(told), href=page.link(asof=None), link_text=tr("See the newest data"))]


def is_about_records(page: Page, head: Heading) -> bool:
    """Tell whether records are shown: those that the link's filters pick, or those of the page's own subject."""
    return head.spending and (head.filtered or (page.key in SUBJECTS and page.filters.id is not None))


def subject_of(page: Page) -> Filters:
    """Return the filters of the records that a page is about: its own subject, else what its link asks for."""
    filters = page.filters
    if page.key in SUBJECTS and filters.id:
        return Filters(level="all", counted="all").with_(**{page.key: (filters.id,)})
    if page.key == "region" and filters.id:
        return filters.with_(region=(filters.id,))
    return filters


def _changes(tr: Words, since: Since) -> Iterator[str]:
    if since.nothing:
        yield tr("Nothing has changed in this view since then.")
        return
    parts = [
        tr.plural("%(count)s record came", "%(count)s records came", since.came) if since.came else "",
        tr.plural("%(count)s record changed", "%(count)s records changed", since.changed) if since.changed else "",
        tr.plural("%(count)s record went", "%(count)s records went", since.went) if since.went else "",
    ]
    counted = ", ".join(filter(None, parts))
    if counted:
        yield tr("Since then, for this view: %(changes)s.", changes=counted)
    totals = {level: pair for level, pair in since.totals.items() if any(pair)}
    for level, (before, after) in totals.items():
        yield _total(tr, level, before, after) if len(totals) > 1 else _only_total(tr, before, after)


def _only_total(tr: Words, before: Decimal, after: Decimal) -> str:
    if before == after:
        return tr("The total is the same: %(sum)s.", sum=tr.money_short(after))
    was, now, moved = _sums(tr, before, after)
    return tr("The total went from %(was)s to %(now)s (%(moved)s).", was=was, now=now, moved=moved)


def _total(tr: Words, level: str, before: Decimal, after: Decimal) -> str:
    whose = labels.level(tr, level)
    if before == after:
        return tr("%(level)s: the total is the same, %(sum)s.", level=whose, sum=tr.money_short(after))
    was, now, moved = _sums(tr, before, after)
    return tr(
        "%(level)s: the total went from %(was)s to %(now)s (%(moved)s).", level=whose, was=was, now=now, moved=moved
    )


def _sums(tr: Words, before: Decimal, after: Decimal) -> tuple[str, str, str]:
    """Write both sums in short, or exactly where they would read the same; and the difference."""
    was, now = tr.money_short(before), tr.money_short(after)
    if was == now:
        was, now = tr.money(before), tr.money(after)
    return was, now, signed(tr, after - before)


def signed(tr: Words, tenge: Decimal) -> str:
    """Write a difference in short with its sign: "+4.1 million ₸", "−2 thousand ₸", "±0 ₸"."""
    sign = "+" if tenge > 0 else "−" if tenge < 0 else "±"
    return f"{sign}{tr.money_short(abs(tenge))}"
