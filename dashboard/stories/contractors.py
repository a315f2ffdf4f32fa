"""Suppliers in words: who is paid how much as far as found, and what has no named supplier."""

from collections.abc import Mapping, Sequence
from decimal import Decimal

from markupsafe import Markup

from dashboard import labels
from dashboard.charts.base import BarRow
from dashboard.html import parts
from dashboard.html.inputs import Cell, Column, Key, Table
from dashboard.names import Names
from dashboard.page import Page
from dashboard.sentences import name_of
from dashboard.stories.records import made_of, nothing_means, pager, sort_head, sum_or_none
from dashboard.views.contractors import BARS, ROWS, ContractorsView, Supplier
from dashboard.views.regions import main_level
from dashboard.words import Words

SORT_COLUMNS = {"amount": "total", "records": "records", "year": "years"}


def title(page: Page, view: ContractorsView) -> str:
    """Return how many suppliers are named and what they were paid, as far as found."""
    tr = page.tr
    if not view.named:
        return tr("No named supplier was found")
    if page.filters.level == "all":
        return tr.plural(
            "%(count)s named supplier found so far, with %(sum)s of local money",
            "%(count)s named suppliers found so far, with %(sum)s of local money together",
            view.named,
            sum=tr.money_short(view.named_money.total),
        )
    return tr.plural(
        "%(count)s named supplier found so far, with %(sum)s",
        "%(count)s named suppliers found so far, with %(sum)s together",
        view.named,
        sum=tr.money_short(view.named_money.total),
    )


def lead(page: Page, view: ContractorsView) -> str:
    """Return how much of all counted money has no named supplier; where both levels are asked for, what is apart."""
    tr, total, told = page.tr, view.total, []
    if total.total and view.unnamed.money.records:
        unnamed = tr(
            "Sources name no supplier for %(unnamed)s of %(total)s, so this list is not a ranking.",
            unnamed=tr.money_short(view.unnamed.money.total),
            total=tr.money_short(total.total),
        )
        told.append(unnamed)
    if page.filters.level == "all" and view.elsewhere.total:
        apart = tr.money_short(view.elsewhere.total)
        told.append(tr("Central money stands apart and is not in this list: %(sum)s.", sum=apart))
    return " ".join(told)


def _records_href(page: Page, **changes: tuple[str, ...]) -> str:
    """Return the link to the records behind a sum, which are of one level even where the link asks for both."""
    return page.link("/records", level=main_level(page.filters).level, **changes)


def keys(page: Page, view: ContractorsView) -> list[Key]:
    """Return the key numbers: with a named supplier, without one, both together, and the other level apart."""
    tr = page.tr
    return [
        _key(
            page, tr("With a named supplier"), view.named_money.total, view.named_money.records, made_of_named(tr, view)
        ),
        _key(
            page, tr("Without a named supplier"), view.unnamed.money.total, view.unnamed.money.records, unnamed_why(tr)
        ),
        Key(
            tr("Together"),
            sum_or_none(tr, view.total.total),
            tr.plural("%(count)s record counted once", "%(count)s records counted once", view.total.records),
            href=_records_href(page),
        ),
        *_elsewhere(page, view),
    ]


def _key(page: Page, label: str, kzt: Decimal, records: int, note: str) -> Key:
    tr = page.tr
    counted = tr.plural("%(count)s record", "%(count)s records", records)
    # Two sentences, each whole: the note begins anew after the full stop.
    return Key(label, sum_or_none(tr, kzt), f"{counted}. {note[0].upper()}{note[1:]}" if records and note else counted)


def made_of_named(tr: Words, view: ContractorsView) -> str:
    """Say what the named suppliers' money is made of."""
    return made_of(tr, view.named_money) if view.named_money.total else ""


def unnamed_why(tr: Words) -> str:
    """Say why records have no named supplier."""
    return tr("the source names none, or it is a private person, who is never named here")


def _unnamed_note(tr: Words, view: ContractorsView) -> str:
    """Say why records have no named supplier, and for how many of them it is a private person."""
    if not view.private.records:
        return tr("the source names none")
    return tr.plural(
        "the source names none; for %(count)s of them (%(sum)s in the totals) it is a sole trader, never named here",
        "the source names none; for %(count)s of them (%(sum)s in the totals) it is sole traders, never named here",
        view.private.records,
        sum=tr.money(view.private.money.total),
    )


def _elsewhere(page: Page, view: ContractorsView) -> list[Key]:
    """Return the other level's money, apart."""
    if not view.elsewhere.records:
        return []
    tr, other = page.tr, _other_level(page)
    return [
        Key(
            labels.level(tr, other),
            tr.money_short(view.elsewhere.total),
            tr("apart; never mixed into the sums beside"),
            href=page.link(level=other),
            link_text=tr("Show its suppliers"),
        )
    ]


def _other_level(page: Page) -> str:
    return "local" if page.filters.level == "central" else "central"


def notices(page: Page, view: ContractorsView) -> list[str]:
    """Say what the link asked for that could not be had on this page."""
    tr, found = page.tr, []
    if view.sort_unknown:
        text = tr(
            "There is no order «%(sort)s»; the suppliers stand with the largest sum first.",
            sort=page.filters.sort,
        )
        found.append(text)
    if view.page_too_far:
        asked, last = tr.number(page.filters.page), tr.number(view.pages)
        found.append(tr("There is no page %(asked)s. This is the last one, page %(last)s.", asked=asked, last=last))
    if page.filters.measure != "nominal":
        found.append(
            tr("Sums on this page are in the prices of their own years; another measure cannot be shown here.")
        )
    return found


def names(page: Page, view: ContractorsView) -> Names:
    """Return the names that the table and the figure need."""
    return page.names_of(parties=[one.party_id for one in (*view.suppliers, *view.largest) if one.party_id])


def bars(page: Page, view: ContractorsView) -> list[BarRow]:
    """Return a bar for each of the largest named suppliers, and one for all others together."""
    tr, known = page.tr, names(page, view)
    shown = list(view.largest)
    if view.named > BARS:
        shown = shown[: BARS - 1]
    rows = [_bar(tr, name_of(tr, known.parties, one.party_id or "", "short"), one) for one in shown]
    committed = view.named_money.committed - sum((one.money.committed for one in shown), Decimal(0))
    planned = view.named_money.planned - sum((one.money.planned for one in shown), Decimal(0))
    if committed + planned:
        count = view.named - len(shown)
        label = tr.plural("%(count)s other supplier", "%(count)s other suppliers", count)
        rows.append(_bar_row(tr, label, committed, planned, ""))
    return rows


def _bar(tr: Words, name: str, one: Supplier) -> BarRow:
    return _bar_row(tr, name, one.money.committed, one.money.planned, one.party_id or "")


def _bar_row(tr: Words, label: str, committed: Decimal, planned: Decimal, key: str) -> BarRow:
    hover = tr(
        "%(name)s: contracts and payments %(committed)s; plans and budgets %(planned)s",
        name=label,
        committed=sum_or_none(tr, committed),
        planned=sum_or_none(tr, planned),
    )
    return BarRow(label, committed, planned, tr.money_short(committed + planned), hover, key)


def largest_table(page: Page, view: ContractorsView) -> Table:
    """Return the bars as a table, exact."""
    tr = page.tr
    columns = [
        Column("name", tr("Who is paid"), main=True),
        Column("total", tr("In the totals"), kind="money", amount=True),
        Column("committed", tr("Contracts and payments"), kind="money"),
        Column("planned", tr("Plans and budgets"), kind="money"),
    ]
    rows = [
        {
            "name": Cell(row.label, href=page.plain_link("/contractor", id=row.key) if row.key else None),
            "total": Cell(tr.money(row.committed + row.planned)),
            "committed": _sum(tr, row.committed),
            "planned": _sum(tr, row.planned),
        }
        for row in bars(page, view)
    ]
    return Table(columns, rows, tr("Largest sums found so far"))


def alt(page: Page, view: ContractorsView) -> str:
    """Return the figure in words."""
    tr = page.tr
    told = "; ".join(f"{row.label}: {row.text}" for row in bars(page, view))
    return tr("Bars of counted money by supplier, as far as found. %(bars)s.", bars=told)


def foot(page: Page, view: ContractorsView) -> str:
    """Return the line under the figure: source, as of, records, method."""
    tr = page.tr
    count = tr.plural("%(count)s record counted", "%(count)s records counted", view.named_money.records)
    return parts.figure_foot(
        tr,
        Cell(tr("Records of this site"), href=_records_href(page)),
        tr.as_of(page.asked.snapshot.day),
        Cell(count),
        page.plain_link("/method"),
        note=tr(
            "Contracts and payments are drawn solid, plans and budgets hatched. "
            "Records without a named supplier are not in the bars; the table holds them."
        ),
    )


def table(page: Page, view: ContractorsView) -> Table:
    """Return the suppliers of this page; on the last page the records without a named supplier and the sum of all."""
    tr = page.tr
    columns = [
        Column("name", tr("Who is paid"), main=True),
        Column("total", tr("In the totals"), kind="money", amount=True),
        Column("committed", tr("Contracts and payments"), kind="money"),
        Column("planned", tr("Plans and budgets"), kind="money"),
        Column("records", tr("Records"), kind="number"),
        Column("regions", tr("Where")),
        Column("years", tr("Years"), kind="year"),
    ]
    heads = {column: sort for sort, column in SORT_COLUMNS.items()}
    columns = [sort_head(page, view.sort, one, heads[one.key]) if one.key in heads else one for one in columns]
    known = names(page, view)
    rows = [_row(page, known, one) for one in view.suppliers]
    if view.page == view.pages:
        rows += _last_rows(page, known, view)
    shown = pager(page, view.page, view.pages, view.named, ROWS)
    return Table(columns, rows, caption=tr("All suppliers"), pager=shown, caption_unseen=True)


def _row(page: Page, known: Names, one: Supplier) -> Mapping[str, Cell]:
    tr = page.tr
    party_id = one.party_id or ""
    name = Cell(name_of(tr, known.parties, party_id), href=page.plain_link("/contractor", id=party_id))
    records = _records_href(page, contractor=(party_id,))
    return {"name": name, **_sums(tr, one, records), **_where_when(page, known, one)}


def _sums(tr: Words, one: Supplier, href: str | None) -> Mapping[str, Cell]:
    money = one.money
    nothing = Cell("", note=tr("not in the total"))
    return {
        "total": Cell(tr.money(money.total)) if money.total else nothing,
        "committed": _sum(tr, money.committed),
        "planned": _sum(tr, money.planned),
        "records": Cell(tr.number(one.records), href=href),
    }


def _sum(tr: Words, kzt: Decimal) -> Cell:
    return Cell(tr.money(kzt)) if kzt else Cell("", note=tr("none found"))


def _where_when(page: Page, known: Names, one: Supplier) -> Mapping[str, Cell]:
    tr = page.tr
    regions = sorted((name_of(tr, known.regions, slug, "short") for slug in one.regions), key=tr.sort_key)
    undated = tr.plural("%(count)s record of unknown year", "%(count)s records of unknown year", one.undated)
    return {
        "regions": Cell(", ".join(regions)),
        "years": Cell(tr.years(one.first_year, one.last_year), note=undated if one.undated and one.first_year else ""),
    }


def _last_rows(page: Page, known: Names, view: ContractorsView) -> Sequence[Mapping[str, Cell]]:
    tr = page.tr
    rows: list[Mapping[str, Cell]] = []
    if view.unnamed.records:
        label = Cell(tr("Supplier not named"), note=_unnamed_note(tr, view))
        rows.append({"name": label, **_sums(tr, view.unnamed, None), **_where_when(page, known, view.unnamed)})
    money = view.total
    records = view.unnamed.records + _listed(view)
    if view.pages == 1:
        every = Supplier(None, money, records, [], None, None, 0)
        together = _sums(tr, every, _records_href(page))
        blank = {"regions": Cell("", note=tr("see the rows")), "years": Cell("", note=tr("see the rows"))}
        rows.append({"name": Cell(tr("All together")), **together, **blank})
    return rows


def _listed(view: ContractorsView) -> int:
    return sum(one.records for one in view.suppliers)


def only_left_out(page: Page, view: ContractorsView) -> tuple[str, Cell] | None:
    """Say how many suppliers are known only from records that totals leave out, with the way to them."""
    if not view.only_left_out or page.filters.counted == "all":
        return None
    tr = page.tr
    text = tr.plural(
        "%(count)s more supplier is known only from records that are not in the totals.",
        "%(count)s more suppliers are known only from records that are not in the totals.",
        view.only_left_out,
    )
    return text, Cell(tr("Show them too"), href=page.link(counted="all"))


def empty(page: Page, view: ContractorsView) -> tuple[str, str, list[Cell]]:
    """Return the answer where no record was found at all, or none of local bodies where both levels are asked for."""
    tr, other = page.tr, _other_level(page)
    elsewhere = tr("Suppliers of central bodies") if other == "central" else tr("Suppliers of akimats")
    links = [
        Cell(elsewhere, href=page.link(level=other)),
        Cell(tr("Also records that are not in the totals"), href=page.link(counted="all")),
        Cell(tr("All suppliers"), href=page.plain_link("/contractors")),
    ]
    only_central = page.filters.level == "all" and view.elsewhere.records
    heading = tr("No local money is found for this choice") if only_central else tr("Nothing found so far")
    return heading, nothing_means(tr), links


def chosen(page: Page, view: ContractorsView, party_id: str) -> Markup:
    """Return the link to the supplier whose bar the reader chose."""
    name = name_of(page.tr, names(page, view).parties, party_id)
    href = page.plain_link("/contractor", id=party_id)
    return Markup('<a href="{}">{}</a>').format(href, page.tr("Open the page of %(name)s", name=name))
