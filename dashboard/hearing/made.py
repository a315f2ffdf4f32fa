"""Makes a pack of a page's link: its chapters in the order asked for, in the page's language."""

from dataclasses import replace

from dashboard.hearing import finding
from dashboard.hearing.contents import CHAPTERS, chosen, parts_of
from dashboard.hearing.pack import Pack
from dashboard.page import Page
from dashboard.sentences import filter_sentence, notices
from dashboard.short_links import short_link


def pack(page: Page, origin: str = "") -> Pack:
    """Return the pack of a link.

    Args:
        page: The page of the hearing, in the language of the pack.
        origin: Scheme and host in front of its link; "" where not known.
    """
    tr, snapshot = page.tr, page.asked.snapshot
    keys, dropped = chosen(page.filters.part)
    kept = replace(page.filters, part=parts_of(keys))
    asked = replace(
        page, origin=origin, asked=replace(page.asked, filters=kept, dropped=(*page.asked.dropped, *dropped))
    )
    return Pack(
        page=asked,
        title=finding.title(asked),
        lead=finding.lead(asked),
        about=filter_sentence(asked),
        chapters=tuple(CHAPTERS[key](asked) for key in keys),
        edition=tr("Data edition %(id)s of %(date)s", id=snapshot.id, date=tr.date(snapshot.day)),
        link=origin + short_link(asked),
        notices=tuple(one.text for one in notices(asked)),
    )
