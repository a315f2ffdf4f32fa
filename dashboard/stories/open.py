"""What is about to be bought, in words: what a town can still speak to, what is planned, what has closed."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Final

from dashboard import labels
from dashboard.html.inputs import Cell, Column, Key, Pager, Table
from dashboard.names import Names
from dashboard.page import Page
from dashboard.sentences import name_of
from dashboard.store import Row
from dashboard.tables import place_cell
from dashboard.views.open import ROWS, OpenView, Planned
from dashboard.views.years import levels_of
from dashboard.words import Words
from pipelines.marks import N_

PORTAL: Final = "https://goszakup.gov.kz"
GROUP_NAMES: Final[Mapping[str, str]] = {
    "now": N_("Bids or remarks open now"),
    "planned": N_("Planned, not yet announced"),
    "closed": N_("Closed, no contract known yet"),
}
GROUP_SENTENCES: Final[Mapping[str, str]] = {
    "now": N_(
        "The nearest deadline stands first; hours are those of Astana. Suppliers make bids and remarks on the portal; "
        "residents can write to the buyer or to the akimat."
    ),
    "planned": N_(
        "From the buyers' yearly plans, by month. A plan can be changed or dropped without an announcement: this is "
        "the time to ask what it is for."
    ),
    "closed": N_(
        "The days for bids and remarks have passed, or none are printed; the contract may be in the making, the "
        "purchase may have failed, or the contract may not have been read yet."
    ),
}
MONTHS: Final = ("01", "02", "03", "04", "05", "06", "07", "08", "09", "10", "11", "12")


def title(page: Page, view: OpenView) -> str:
    """Return how many purchases can still be spoken to, and how much is planned for them."""
    tr, count = page.tr, view.count("now")
    if not view.items:
        return tr("Nothing planned or announced was found")
    if not count:
        return tr.plural(
            "%(count)s purchase of media or IT without a contract; none is open for bids or remarks now",
            "%(count)s purchases of media or IT without a contract; none is open for bids or remarks now",
            view.items,
        )
    if len(levels_of(page.filters)) > 1 or not _planned(view, "now"):
        return tr.plural(
            "%(count)s purchase of media or IT is open for bids or remarks now",
            "%(count)s purchases of media or IT are open for bids or remarks now",
            count,
        )
    return tr.plural(
        "%(count)s purchase of media or IT is open for bids or remarks now, planned at %(sum)s",
        "%(count)s purchases of media or IT are open for bids or remarks now, planned at %(sum)s",
        count,
        sum=tr.money_short(_planned(view, "now")),
    )


def _planned(view: OpenView, group: str) -> Decimal:
    return sum((one.planned_kzt for one in view.sums if one.group == group), Decimal(0))


def lead(page: Page, view: OpenView) -> str:
    """Say what the sums are not, and by which day deadlines are told."""
    tr = page.tr
    return tr(
        "Sums are planned, without tax: nothing of it is spent, and none of it is in the totals of this site. "
        "The portal has the last word. %(as_of)s",
        as_of=tr.as_of(view.day),
    )


def notices(page: Page, view: OpenView) -> list[str]:
    """Say which filters of the link cannot be asked of a purchase without a contract, and that a page is not there."""
    tr = page.tr
    names = {
        "contractor": tr("the supplier"),
        "record": tr("records named one by one"),
        "system": tr("the system"),
        "need": tr("the need"),
        "flag": tr("the indicator"),
        "kind": tr("what the amount is"),
        "tier": tr("how well it is evidenced"),
        "counted": tr("what is counted"),
        "measure": tr("the measure"),
        "year_from": tr("the years"),
        "year_to": tr("the years"),
    }
    found = []
    if view.unused:
        told = ", ".join(dict.fromkeys(names[one] for one in view.unused))
        found.append(
            tr(
                "What has no contract yet cannot be narrowed by this, so it plays no part here: %(filters)s.",
                filters=told,
            )
        )
    if view.paged and page.filters.page > view.page:
        asked, last = tr.number(page.filters.page), tr.number(view.page)
        found.append(tr("There is no page %(asked)s. This is the last one, page %(last)s.", asked=asked, last=last))
    return found


def keys(page: Page, view: OpenView) -> list[Key]:
    """Return the three groups: how many purchases, and what is planned for them; of one level only."""
    return [_key(page, view, group) for group in GROUP_NAMES]


def _key(page: Page, view: OpenView, group: str) -> Key:
    tr, found = page.tr, [one for one in view.sums if one.group == group]
    notes = [
        labels.level(tr, level) + ": " + note if len(levels_of(page.filters)) > 1 else note
        for level in levels_of(page.filters)
        if (note := _sum_note(tr, [one for one in found if one.level == level]))
    ]
    count = view.count(group)
    href, text = (f"#{group}", tr("See them")) if count else (None, "")
    return Key(tr(GROUP_NAMES[group]), tr.number(count), "; ".join(notes), href=href, link_text=text)


def _sum_note(tr: Words, found: Sequence[Planned]) -> str:
    items, missing = sum(one.items for one in found), sum(one.without_sum for one in found)
    if not items:
        return ""
    if items == missing:
        return tr("no sum is named")
    kzt = tr.money_short(sum((one.planned_kzt for one in found), Decimal(0)))
    if missing:
        return tr("planned %(sum)s, without tax; %(count)s without a sum", sum=kzt, count=tr.number(missing))
    return tr("planned %(sum)s, without tax", sum=kzt)


def sums_table(page: Page, view: OpenView) -> Table:
    """Return planned tenge by headline group and by how far purchases have come; each level in rows of its own."""
    tr = page.tr
    rows = dict.fromkeys((one.level, one.headline_group) for one in view.sums)
    columns = [Column("what", tr("What is to be bought"), main=True)]
    columns += [Column(group, tr(text), kind="money") for group, text in GROUP_NAMES.items()]
    return Table(
        columns,
        [_sums_row(page, view, *row) for row in rows],
        caption=tr("Planned tenge without tax, and purchases; in no total of spending"),
    )


def _sums_row(page: Page, view: OpenView, level: str, headline_group: str) -> Mapping[str, Cell]:
    tr = page.tr
    both = len(levels_of(page.filters)) > 1
    cells = {"what": Cell(labels.group(tr, headline_group), note=labels.level(tr, level) if both else "")}
    for group in GROUP_NAMES:
        found = [
            one for one in view.sums if (one.group, one.level, one.headline_group) == (group, level, headline_group)
        ]
        cells[group] = _sum_cell(tr, found[0]) if found else Cell("", note=tr("none found"))
    return cells


def _sum_cell(tr: Words, one: Planned) -> Cell:
    items = tr.plural("%(count)s purchase", "%(count)s purchases", one.items)
    if one.items == one.without_sum:
        return Cell("", note=tr("%(items)s, no sum is named", items=items))
    return Cell(tr.money(one.planned_kzt), note=items)


def items_table(page: Page, view: OpenView, group: str) -> Table:
    """Return the purchases of a group, each with its buyer, sum, deadline or month, and its page on the portal."""
    tr, rows = page.tr, rows_of(view, group)
    names = page.names_of(
        places=[row["place"] for row in rows if row["place"]],
        parties=[row["customer_id"] for row in rows if row["customer_id"]],
    )
    when = tr("Planned for") if group == "planned" else tr("Last day")
    columns = [
        Column("title", tr("What is to be bought"), main=True),
        Column("amount", tr("Planned, without tax"), kind="money", amount=True),
        Column("when", when),
        Column("customer", tr("Who buys")),
        Column("region", tr("Where")),
        Column("method", tr("Way of buying")),
        Column("portal", tr("On the portal")),
    ]
    cells = [_item(page, names, view, group, row) for row in rows]
    caption = tr(GROUP_NAMES[group])
    return Table(columns, cells, caption, pager=pager(page, view, group), caption_unseen=True)


def rows_of(view: OpenView, group: str) -> Sequence[Row]:
    """Return the rows shown of a group."""
    shown: Sequence[Row] = getattr(view, group)
    return shown


def _item(page: Page, names: Names, view: OpenView, group: str, row: Row) -> Mapping[str, Cell]:
    tr = page.tr
    portal = Cell(tr("Open on the portal"), href=row["url"], note=row["announcement"] or "") if row["url"] else Cell("")
    return {
        "title": Cell(tr.pick(row, "title"), note=_why_here(tr, row), lang=tr.picked_language(row, "title") or None),
        "amount": Cell("", note=tr("no sum is named"))
        if row["amount_kzt"] is None
        else Cell(tr.money(row["amount_kzt"])),
        "when": _month(tr, view, row) if group == "planned" else _deadline(tr, row),
        "customer": _buyer(page, names, row),
        "region": place_cell(page, names, row["region"], row["place"]),
        "method": Cell(labels.method(tr, row["method"])) if row["method"] else Cell("", note=tr("not stated")),
        "portal": portal,
    }


def _why_here(tr: Words, row: Row) -> str:
    category = labels.category(tr, row["category"])
    if not row["category_evidence"]:
        return category
    words = ", ".join(f"«{one}»" for one in row["category_evidence"])
    return tr("%(category)s, by the words or codes %(words)s", category=category, words=words)


def _deadline(tr: Words, row: Row) -> Cell:
    """Return the next deadline, or the last one that has passed, with what it is for."""
    when = row["next_deadline"] or max(row["bids_until"] or "", row["remarks_until"] or "")
    if not when:
        return Cell("", note=tr("no day is printed"))
    bids, remarks = when == row["bids_until"], when == row["remarks_until"]
    what = tr("for bids and remarks") if bids and remarks else tr("for bids") if bids else tr("for remarks")
    return Cell(tr.moment(when), note=what)


def _month(tr: Words, view: OpenView, row: Row) -> Cell:
    if row["year"] is None:
        return Cell("", note=tr("not stated"))
    if row["month"] is None:
        return Cell(str(row["year"]), note=tr("month not stated"))
    month = f"{row['year']}-{MONTHS[row['month'] - 1]}"
    passed = month < view.day[:7]
    return Cell(tr.date(month), note=tr("the month has passed without an announcement") if passed else "")


def _buyer(page: Page, names: Names, row: Row) -> Cell:
    """Return the buyer; where the site knows it, with the link to its page."""
    party, tr = row["customer_id"], page.tr
    if party not in names.parties:
        return Cell(row["customer_as_written"] or "")
    return Cell(name_of(tr, names.parties, party, "short"), href=page.plain_link("/customer", id=party))


def pager(page: Page, view: OpenView, group: str) -> Pager | None:
    """Return which rows of a group are shown and the links to those before and after; nothing where all are shown."""
    current, pages, listed = view.page_of(group), view.pages(group), view.count(group)
    if pages == 1:
        return None

    def there(number: int) -> str:
        return f"{page.link(part=(group,), page=number)}#{group}"

    return Pager(
        first=(current - 1) * ROWS + 1,
        last=min(current * ROWS, listed),
        total=listed,
        previous_href=there(current - 1) if current > 1 else None,
        next_href=there(current + 1) if current < pages else None,
    )


def empty(page: Page, view: OpenView) -> tuple[str, str, list[Cell]]:
    """Return the answer where there is nothing: why, and what to do."""
    tr = page.tr
    links = [Cell(tr("Search on the procurement portal"), href=PORTAL)]
    if not view.loaded:
        sentence = tr(
            "Yearly plans and announcements of the procurement register have not been read yet, so nothing can be told "
            "of purchases to come. Until then they can be searched on the portal itself."
        )
        return tr("The register has not been read yet"), sentence, [*links, _records(page)]
    if view.elsewhere:
        links.insert(0, _elsewhere(page, view))
    if page.filters.active():
        links.insert(0, Cell(tr("Without filters"), href=page.plain_link("/open")))
    sentence = tr(
        "In the plans and announcements read so far there is no purchase of media or IT for these filters that has no "
        "contract yet. Take a filter off, or look at what was bought before."
    )
    return tr("Nothing found so far"), sentence, [*links, _records(page)]


def _elsewhere(page: Page, view: OpenView) -> Cell:
    tr, count = page.tr, view.elsewhere
    if page.filters.level == "central":
        return Cell(
            tr.plural("%(count)s purchase of akimats", "%(count)s purchases of akimats", count),
            href=page.link(level="local"),
        )
    text = tr.plural("%(count)s purchase of central bodies", "%(count)s purchases of central bodies", count)
    return Cell(text, href=page.link(level="central"))


def _records(page: Page) -> Cell:
    return Cell(page.tr("What was bought before"), href=page.link("/records"))
