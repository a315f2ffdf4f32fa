"""The list of records in words: how many, what of them counts, in which order, and what to try where none is found."""

from dataclasses import replace
from decimal import Decimal

from markupsafe import Markup

from dashboard import labels
from dashboard.html.inputs import Cell, Column, Key, Pager, Table
from dashboard.page import Page
from dashboard.sentences import chip_label
from dashboard.stories import by_year
from dashboard.tables import record_cells, record_columns
from dashboard.views.money import RECORD_SORTS, Money
from dashboard.views.records import ROWS, RecordsView, Suggestion
from dashboard.words import Words


def sum_or_none(tr: Words, kzt: Decimal) -> str:
    """Write a sum in short; "nothing found" where no record brings any."""
    return tr.money_short(kzt) if kzt else tr("nothing found")


def title(page: Page, view: RecordsView) -> str:
    """Return how many records there are and what of them counts."""
    tr = page.tr
    if not view.listed:
        return tr("No record was found")
    if len(view.sums) > 1:
        sums = {level: tr.money_short(one.total) for level, one in view.sums.items()}
        return tr.plural(
            "%(count)s record; counted: %(local)s of local money and, apart, %(central)s of central money",
            "%(count)s records; counted: %(local)s of local money and, apart, %(central)s of central money",
            view.listed,
            **sums,
        )
    (money,) = view.sums.values()
    if not money.total:
        return tr.plural(
            "%(count)s record, not in the totals", "%(count)s records, none of them in the totals", view.listed
        )
    return tr.plural(
        "%(count)s record, %(sum)s counted",
        "%(count)s records, %(sum)s counted",
        view.listed,
        sum=tr.money_short(money.total),
    )


def lead(page: Page, view: RecordsView) -> str:
    """Return what the sum is made of: committed and planned apart; of two levels the key numbers tell it."""
    if len(view.sums) > 1:
        return page.tr("The list holds records of both levels; their sums are never added up.")
    (money,) = view.sums.values()
    return "" if not money.total else made_of(page.tr, money)


def made_of(tr: Words, money: Money) -> str:
    """Say what a sum is made of: committed and planned apart."""
    if not money.planned:
        return tr("All of it is contracts and payments, as far as found.")
    if not money.committed:
        return tr("All of it is plans and budgets, as far as found.")
    return tr(
        "%(committed)s are contracts and payments, %(planned)s are plans and budgets, as far as found.",
        committed=tr.money_short(money.committed),
        planned=tr.money_short(money.planned),
    )


def keys(page: Page, view: RecordsView) -> list[Key]:
    """Return the four key numbers: committed and planned, or each level, then records counted and left out."""
    tr = page.tr
    levels = [one for one in (view.money, view.apart) if one]
    counted, rough = sum(one.records for one in levels), sum(one.inexact for one in levels)
    inexact = tr.plural(
        "%(count)s of them is about, almost or more than the sum printed",
        "%(count)s of them are about, almost or more than the sum printed",
        rough,
    )
    left_out = Key(
        tr("Records not in the totals"),
        tr.number(view.left_out_records),
        tr("cancelled, told twice, or no purchase; the reasons stand below") if view.left_out_records else "",
    )
    if view.left_out_records and page.filters.counted != "all":
        left_out = replace(left_out, href=page.link(counted="all"), link_text=tr("Show them too"))
    return [
        *_money_keys(page, view),
        Key(tr("Records in the totals"), tr.number(counted), inexact if rough else ""),
        left_out,
    ]


def _money_keys(page: Page, view: RecordsView) -> list[Key]:
    """Return committed and planned money; of two levels, one number each."""
    tr, sums = page.tr, view.sums
    if len(sums) > 1:
        return [
            Key(labels.level(tr, level), tr.money_short(one.total), by_year.apart(tr, one), page.link(level=level))
            for level, one in sums.items()
        ]
    (money,) = sums.values()
    return [
        Key(labels.stage(tr, "committed"), sum_or_none(tr, money.committed)),
        Key(labels.stage(tr, "planned"), sum_or_none(tr, money.planned), tr("not yet contracted, as far as known")),
    ]


def notices(page: Page, view: RecordsView) -> list[str]:
    """Say what the link asked for that could not be had on this page."""
    tr, found = page.tr, []
    if view.sort_unknown:
        found.append(
            tr("There is no order «%(sort)s»; the records stand with the largest sum first.", sort=page.filters.sort)
        )
    if view.page_too_far:
        asked, last = tr.number(page.filters.page), tr.number(view.pages)
        found.append(tr("There is no page %(asked)s. This is the last one, page %(last)s.", asked=asked, last=last))
    if page.filters.measure != "nominal":
        found.append(
            tr("Sums on this page are in the prices of their own years; another measure cannot be shown here.")
        )
    return found


def picked(page: Page, view: RecordsView) -> tuple[str, Cell] | None:
    """Say how many records named one by one in the link its filters hide, with the way to all of them."""
    if not view.picked_hidden:
        return None
    tr = page.tr
    text = tr.plural(
        "%(count)s record named in the link is hidden by its other filters.",
        "%(count)s records named in the link are hidden by its other filters.",
        view.picked_hidden,
    )
    href = page.plain_link("/records", record=page.filters.record, level="all", counted="all")
    return text, Cell(tr("Show all records named in the link"), href=href)


def counting_sentence(page: Page, view: RecordsView) -> str:
    """Explain the switch of what totals leave out, with its numbers."""
    tr, count = page.tr, view.left_out_records
    if not count:
        return tr("Every record of these filters is in the totals.")
    if page.filters.counted == "all":
        return tr.plural(
            "The list holds %(count)s record that is not in the totals, so that no money is counted twice.",
            "The list holds %(count)s records that are not in the totals, so that no money is counted twice.",
            count,
        )
    return tr.plural(
        "%(count)s more record of these filters is not in the totals and not in this list.",
        "%(count)s more records of these filters are not in the totals and not in this list.",
        count,
    )


def counting_link(page: Page, view: RecordsView) -> Cell | None:
    """Return the switch itself: show also what totals leave out, or only what they hold."""
    if not view.left_out_records:
        return None
    if page.filters.counted == "all":
        return Cell(page.tr("Show only records in the totals"), href=page.link(counted=""))
    return Cell(page.tr("Show also records that are not in the totals"), href=page.link(counted="all"))


def elsewhere_link(page: Page, view: RecordsView) -> Cell | None:
    """Return the way to the records of the other level, which are never mixed in unasked."""
    if not view.elsewhere:
        return None
    tr, count = page.tr, view.elsewhere
    if page.filters.level == "central":
        text = tr.plural("%(count)s record of akimats", "%(count)s records of akimats", count)
        return Cell(text, href=page.link(level="local"))
    text = tr.plural("%(count)s record of central bodies", "%(count)s records of central bodies", count)
    return Cell(text, href=page.link(level="central"))


def reasons(page: Page, view: RecordsView) -> Table:
    """Return why records are not in the totals, and how many for each reason."""
    tr = page.tr
    columns = [Column("why", tr("Why"), main=True), Column("records", tr("Records"), kind="number", amount=True)]
    rows = [
        {"why": Cell(labels.not_counted(tr, why)), "records": Cell(tr.number(records))}
        for why, records in view.left_out
    ]
    return Table(columns, rows, caption=tr("Why records are not in the totals"))


def table(page: Page, view: RecordsView) -> Table:
    """Return the rows of this page; heads of the amount and the year are the ways to sort."""
    rows = view.rows
    names = page.names_of(
        places=[row["place"] for row in rows if row["place"]],
        parties=[one for row in rows for one in (row["customer_id"], row["contractor_id"]) if one],
    )
    cells = record_cells(page, names, rows)
    if page.filters.level == "all":
        levels = [labels.level(page.tr, row["level"]) for row in rows]
        cells = [{**one, "kind": replace(one["kind"], note=level)} for one, level in zip(cells, levels, strict=True)]
    return Table(
        [_sortable(page, view, column) for column in record_columns(page.tr)],
        cells,
        caption=page.tr("Records"),
        pager=pager(page, view.page, view.pages, view.listed, ROWS),
    )


def _sortable(page: Page, view: RecordsView, column: Column) -> Column:
    if column.key not in RECORD_SORTS:
        return column
    return sort_head(page, view.sort, column, column.key)


def sort_head(page: Page, current: str, column: Column, key: str) -> Column:
    """Make a column's head a link that sorts by it: the largest first, then, if it is so already, the smallest."""
    if current == key:
        return replace(column, sorted="desc", sort_href=page.link(sort=f"-{key}"))
    return replace(column, sorted="asc" if current == f"-{key}" else "", sort_href=page.link(sort=key))


def pager(page: Page, current: int, pages: int, listed: int, size: int) -> Pager | None:
    """Return the rows shown and the links to the pages before and after; they keep all filters."""
    if pages == 1:
        return None
    return Pager(
        first=(current - 1) * size + 1,
        last=min(current * size, listed),
        total=listed,
        previous_href=page.link(page=current - 1) if current > 1 else None,
        next_href=page.link(page=current + 1) if current < pages else None,
    )


def sort_links(page: Page, view: RecordsView) -> list[Cell]:
    """Return the orders that there are, each a link; the present one is not."""
    tr = page.tr
    orders = {
        "amount": tr("largest sum first"),
        "-amount": tr("smallest sum first"),
        "year": tr("latest year first"),
        "-year": tr("earliest year first"),
        "counted": tr("most in the totals first"),
    }
    return [Cell(text, href=None if key == view.sort else page.link(sort=key)) for key, text in orders.items()]


def empty(page: Page, view: RecordsView) -> tuple[str, str, list[Cell]]:
    """Return the answer where nothing was found: what that means, and the ways on, each with its number."""
    tr = page.tr
    sentence = nothing_means(tr)
    links = [_spelled(page, one) for one in view.suggestions]
    links += [_without(page, way.key, way.value, way.records) for way in view.ways]
    links += [link for link in (elsewhere_link(page, view), _counted_too(page, view)) if link]
    links.append(Cell(tr("All records"), href=page.plain_link("/records")))
    return tr("Nothing found so far"), sentence, links


def nothing_means(tr: Words) -> str:
    """Say what an empty answer does not mean; what was asked for stands in the filter sentence above it."""
    return tr("Only what open sources tell is gathered here: nothing found does not mean that nothing was spent.")


def _counted_too(page: Page, view: RecordsView) -> Cell | None:
    link = counting_link(page, view)
    return replace(link, note=counting_sentence(page, view)) if link and view.left_out_records else None


def _spelled(page: Page, one: Suggestion) -> Cell:
    tr = page.tr
    word = one.spellings.get(tr.language) or one.spellings.get("any") or next(iter(one.spellings.values()))
    words = page.filters.q.replace(one.instead_of, word)
    return Cell(tr("Search for «%(words)s»", words=words), href=page.link(q=words))


def _without(page: Page, key: str, value: str, records: int) -> Cell:
    tr = page.tr
    text = tr.plural(
        "Without %(filter)s: %(count)s record",
        "Without %(filter)s: %(count)s records",
        records,
        filter=chip_label(page, key, value),
    )
    without = page.filters.without(key, value).with_(lang=tr.language)
    return Cell(text, href=page.written(page.path, without))


def orders(page: Page, view: RecordsView) -> Markup:
    """Return the line of links that put the records in another order."""
    tr = page.tr
    links = [
        Markup('<a href="{}">{}</a>').format(one.href, one.text) if one.href else Markup("{}").format(one.text)
        for one in sort_links(page, view)
    ]
    return Markup("<p>{}: {}</p>").format(tr("Order"), Markup(" · ").join(links))


def counting(page: Page, view: RecordsView) -> Markup:
    """Return what is in the totals and what is not, with the switch and the way to the other level."""
    told = Markup("<p>{}</p>").format(counting_sentence(page, view))
    way = Cell(page.tr("From the rows of the procurement register to this sum"), href=f"{page.link('/data')}#bridge")
    for link in (counting_link(page, view), elsewhere_link(page, view), way):
        if link:
            told += Markup('<p><a href="{}">{}</a></p>').format(link.href, link.text)
    return told
