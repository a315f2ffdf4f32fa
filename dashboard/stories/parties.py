"""Lists of buyers and suppliers in words: what both have in common; their own words come in as `Wording`."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from markupsafe import Markup

from dashboard import labels
from dashboard.charts.base import BarRow
from dashboard.html import parts
from dashboard.html.inputs import Cell, Column, Key, Table
from dashboard.names import Names
from dashboard.page import Page
from dashboard.sentences import name_of
from dashboard.stories.records import nothing_means, pager, sort_head, sum_or_none
from dashboard.views.money import Money
from dashboard.views.parties import BARS, ROWS, PartiesView, Party, Side
from dashboard.views.regions import main_level
from dashboard.words import Words

SORT_COLUMNS = {"amount": "total", "records": "records", "year": "years"}


@dataclass(frozen=True)
class Wording:
    """What a list says of its own side: texts of the catalogs, and sentences with a number in them.

    Attributes:
        side: Buyers or suppliers.
        head: The head of the column of names.
        every: "All suppliers".
        others: How many others there are, beyond those drawn.
        unnamed: The name of the row of records that name none.
        unnamed_note: Why they name none.
        of_other_level: The link to the same list of the other level.
        of_central: The same, where akimats are shown.
        of_local: The same, where central bodies are shown.
        no_order: The notice for an order that there is not.
        only_left_out: How many are known only from records that totals leave out.
        figure: The figure in words, with `bars`.
        figure_note: What the figure draws and leaves out.
    """

    side: Side
    head: str
    every: str
    others: Callable[[Words, int], str]
    unnamed: str
    unnamed_note: Callable[[Words, PartiesView], str]
    of_other_level: str
    of_central: str
    of_local: str
    no_order: str
    only_left_out: Callable[[Words, int], str]
    figure: str
    figure_note: str

    @property
    def profile(self) -> str:
        """Return the path of the page of one party."""
        return f"/{self.side}"


def records_href(page: Page, **changes: tuple[str, ...]) -> str:
    """Return the link to the records behind a sum, which are of one level even where the link asks for both."""
    return page.link("/records", level=main_level(page.filters).level, **changes)


def apart(page: Page, view: PartiesView) -> str:
    """Say what the other level has, where the link asks for both; empty where there is nothing to say."""
    if page.filters.level != "all" or not view.elsewhere.total:
        return ""
    tr = page.tr
    return tr("Central money stands apart and is not in this list: %(sum)s.", sum=tr.money_short(view.elsewhere.total))


def together_key(page: Page, view: PartiesView) -> Key:
    """Return the key number of all money of the link."""
    tr = page.tr
    counted = tr.plural("%(count)s record counted once", "%(count)s records counted once", view.total.records)
    return Key(tr("Together"), sum_or_none(tr, view.total.total), counted, href=records_href(page))


def elsewhere_keys(page: Page, wording: Wording, view: PartiesView) -> list[Key]:
    """Return the other level's money, apart."""
    if not view.elsewhere.records:
        return []
    tr, other = page.tr, other_level(page)
    return [
        Key(
            labels.level(tr, other),
            tr.money_short(view.elsewhere.total),
            tr("apart; never mixed into the sums beside"),
            href=page.link(level=other),
            link_text=tr(wording.of_other_level),
        )
    ]


def other_level(page: Page) -> str:
    """Return the level that is shown apart."""
    return "local" if page.filters.level == "central" else "central"


def notices(page: Page, wording: Wording, view: PartiesView) -> list[str]:
    """Say what the link asked for that could not be had on this page."""
    tr, found = page.tr, []
    if view.sort_unknown:
        found.append(tr(wording.no_order, sort=page.filters.sort))
    if view.page_too_far:
        asked, last = tr.number(page.filters.page), tr.number(view.pages)
        found.append(tr("There is no page %(asked)s. This is the last one, page %(last)s.", asked=asked, last=last))
    if page.filters.measure != "nominal":
        found.append(
            tr("Sums on this page are in the prices of their own years; another measure cannot be shown here.")
        )
    return found


def names(page: Page, view: PartiesView) -> Names:
    """Return the names that the table and the figure need."""
    return page.names_of(parties=[one.party_id for one in (*view.parties, *view.largest) if one.party_id])


def bars(page: Page, wording: Wording, view: PartiesView) -> list[BarRow]:
    """Return a bar for each of the largest named parties, and one for all others together."""
    tr, known = page.tr, names(page, view)
    shown = list(view.largest)
    if view.named > BARS:
        shown = shown[: BARS - 1]
    rows = [_bar(tr, name_of(tr, known.parties, one.party_id or "", "short"), one) for one in shown]
    committed = view.named_money.committed - sum((one.money.committed for one in shown), Decimal(0))
    planned = view.named_money.planned - sum((one.money.planned for one in shown), Decimal(0))
    if committed + planned:
        rows.append(_bar_row(tr, wording.others(tr, view.named - len(shown)), committed, planned, ""))
    return rows


def _bar(tr: Words, name: str, one: Party) -> BarRow:
    return _bar_row(tr, name, one.money.committed, one.money.planned, one.party_id or "")


def _bar_row(tr: Words, label: str, committed: Decimal, planned: Decimal, key: str) -> BarRow:
    hover = tr(
        "%(name)s: contracts and payments %(committed)s; plans and budgets %(planned)s",
        name=label,
        committed=sum_or_none(tr, committed),
        planned=sum_or_none(tr, planned),
    )
    return BarRow(label, committed, planned, tr.money_short(committed + planned), hover, key)


def largest_table(page: Page, wording: Wording, view: PartiesView) -> Table:
    """Return the bars as a table, exact."""
    tr = page.tr
    columns = [
        Column("name", tr(wording.head), main=True),
        Column("total", tr("In the totals"), kind="money", amount=True),
        Column("committed", tr("Contracts and payments"), kind="money"),
        Column("planned", tr("Plans and budgets"), kind="money"),
    ]
    rows = [
        {
            "name": Cell(row.label, href=page.plain_link(wording.profile, id=row.key) if row.key else None),
            "total": Cell(tr.money(row.committed + row.planned)),
            "committed": _sum(tr, row.committed),
            "planned": _sum(tr, row.planned),
        }
        for row in bars(page, wording, view)
    ]
    return Table(columns, rows, tr("Largest sums found so far"))


def alt(page: Page, wording: Wording, view: PartiesView) -> str:
    """Return the figure in words."""
    told = "; ".join(f"{row.label}: {row.text}" for row in bars(page, wording, view))
    return page.tr(wording.figure, bars=told)


def foot(page: Page, wording: Wording, view: PartiesView) -> str:
    """Return the line under the figure: source, as of, records, method."""
    tr = page.tr
    count = tr.plural("%(count)s record counted", "%(count)s records counted", view.named_money.records)
    return parts.figure_foot(
        tr,
        Cell(tr("Records of this site"), href=records_href(page)),
        tr.as_of(page.asked.snapshot.day),
        Cell(count),
        page.plain_link("/method"),
        note=tr(wording.figure_note),
    )


def table(page: Page, wording: Wording, view: PartiesView) -> Table:
    """Return the parties of this page; on the last page the records that name none, and the sum of all."""
    tr = page.tr
    columns = [
        Column("name", tr(wording.head), main=True),
        Column("total", tr("In the totals"), kind="money", amount=True),
        Column("committed", tr("Contracts and payments"), kind="money"),
        Column("planned", tr("Plans and budgets"), kind="money"),
        *([Column("each", tr("Per resident"), kind="money")] if wording.side == "customer" else []),
        Column("records", tr("Records"), kind="number"),
        Column("regions", tr("Where")),
        Column("years", tr("Years"), kind="year"),
    ]
    heads = {column: sort for sort, column in SORT_COLUMNS.items()}
    columns = [sort_head(page, view.sort, one, heads[one.key]) if one.key in heads else one for one in columns]
    known = names(page, view)
    rows = [_row(page, wording, known, one) for one in view.parties]
    if view.page == view.pages:
        rows += _last_rows(page, wording, known, view)
    shown = pager(page, view.page, view.pages, view.named, ROWS)
    return Table(columns, rows, caption=tr(wording.every), pager=shown, caption_unseen=True)


def _row(page: Page, wording: Wording, known: Names, one: Party) -> Mapping[str, Cell]:
    tr = page.tr
    party_id = one.party_id or ""
    name = Cell(name_of(tr, known.parties, party_id), href=page.plain_link(wording.profile, id=party_id))
    records = records_href(page, **{wording.side: (party_id,)})
    each = {"each": each_cell(tr, one.each)} if wording.side == "customer" else {}
    return {"name": name, **_sums(tr, one, records), **each, **_where_when(page, known, one)}


def each_cell(tr: Words, each: Money | None) -> Cell:
    """Return money per resident of the buyer's own region, with how many of its records it can be told for."""
    if each is None or each.records == each.unmeasured:
        return Cell("", note=tr("cannot be told"))
    note = ""
    if each.unmeasured:
        counts = {"told": tr.number(each.records - each.unmeasured), "all": tr.number(each.records)}
        note = tr("from %(told)s of %(all)s records", **counts)
    return Cell(tr.money_short(each.total), note=note)


def _sums(tr: Words, one: Party, href: str | None) -> Mapping[str, Cell]:
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


def _where_when(page: Page, known: Names, one: Party) -> Mapping[str, Cell]:
    tr = page.tr
    regions = sorted((name_of(tr, known.regions, slug, "short") for slug in one.regions), key=tr.sort_key)
    undated = tr.plural("%(count)s record of unknown year", "%(count)s records of unknown year", one.undated)
    return {
        "regions": Cell(", ".join(regions)),
        "years": Cell(tr.years(one.first_year, one.last_year), note=undated if one.undated and one.first_year else ""),
    }


def _last_rows(page: Page, wording: Wording, known: Names, view: PartiesView) -> Sequence[Mapping[str, Cell]]:
    tr = page.tr
    rows: list[Mapping[str, Cell]] = []
    blank = {one: Cell("", note=tr("see the rows")) for one in ("each", "regions", "years")}
    if view.unnamed.records:
        label = Cell(tr(wording.unnamed), note=wording.unnamed_note(tr, view))
        rows.append({"name": label, **_sums(tr, view.unnamed, None), **_where_when(page, known, view.unnamed)})
    if view.pages == 1:
        listed = sum(one.records for one in view.parties)
        every = Party(None, view.total, view.unnamed.records + listed, [], None, None, 0)
        rows.append({"name": Cell(tr("All together")), **_sums(tr, every, records_href(page)), **blank})
    return rows


def only_left_out(page: Page, wording: Wording, view: PartiesView) -> tuple[str, Cell] | None:
    """Say how many parties are known only from records that totals leave out, with the way to them."""
    if not view.only_left_out or page.filters.counted == "all":
        return None
    return wording.only_left_out(page.tr, view.only_left_out), Cell(
        page.tr("Show them too"), href=page.link(counted="all")
    )


def empty(page: Page, wording: Wording, view: PartiesView) -> tuple[str, str, list[Cell]]:
    """Return the answer where no record was found at all, or none of local bodies where both levels are asked for."""
    tr, other = page.tr, other_level(page)
    links = [
        Cell(tr(wording.of_central if other == "central" else wording.of_local), href=page.link(level=other)),
        Cell(tr("Also records that are not in the totals"), href=page.link(counted="all")),
        Cell(tr(wording.every), href=page.plain_link(page.path)),
    ]
    only_central = page.filters.level == "all" and view.elsewhere.records
    heading = tr("No local money is found for this choice") if only_central else tr("Nothing found so far")
    return heading, nothing_means(tr), links


def chosen(page: Page, wording: Wording, view: PartiesView, party_id: str) -> Markup:
    """Return the link to the party whose bar the reader chose."""
    name = name_of(page.tr, names(page, view).parties, party_id)
    href = page.plain_link(wording.profile, id=party_id)
    return Markup('<a href="{}">{}</a>').format(href, page.tr("Open the page of %(name)s", name=name))
