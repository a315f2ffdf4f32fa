"""The page of all regions in words: what was found, what each colour means, and what is not known."""

from collections.abc import Mapping
from decimal import Decimal

from markupsafe import Markup

from dashboard.html import parts
from dashboard.html.inputs import Cell, Column, Fact, Key, Table
from dashboard.page import Page
from dashboard.sentences import begun
from dashboard.stories import by_year
from dashboard.stories.coverage import (
    border_sentences,
    coverage_short,
    left_out_sentences,
    measured,
    money_cell,
)
from dashboard.stories.paragraphs import paragraphs
from dashboard.stories.region_map import by_name
from dashboard.views.money import Money
from dashboard.views.regions import RegionRow, RegionsView, tenfold, told
from dashboard.views.years import added
from dashboard.words import Words


def title(page: Page, view: RegionsView) -> str:
    """Return the finding: how much was found, and in how many regions."""
    tr, found = page.tr, [row for row in view.asked if row.money.records]
    if not found:
        return tr("Nothing found yet in the regions and cities asked for")
    counts = {"count": tr.number(len(found)), "all": tr.number(len(view.asked))}
    if page.filters.measure == "per_resident":
        able = sum(told(row.money) is not None for row in found)
        return tr(
            "Money per resident can be told for %(able)s of %(all)s regions and cities", able=tr.number(able), **counts
        )
    inside = added(row.money for row in found)
    if not by_year.known(inside):
        return by_year.unknown_title(tr, inside.records)
    counts["sum"] = measured(page, inside.total, view.price_year)
    if len(view.asked) == 1:
        return tr("Found so far for what you chose: %(sum)s", **counts)
    return tr("%(sum)s found so far in %(count)s of %(all)s regions and cities", **counts)


def lead(page: Page, view: RegionsView) -> str:
    """Return the sentence that says what the figures are not."""
    tr = page.tr
    if view.read_in_full:
        return tr(
            "The procurement register was read for all of them and all these years, so they can be put in order by "
            "money. What is paid outside the register is still found one by one."
        )
    if any(row.coverage.loaded for row in view.asked):
        return tr(
            "The procurement register was read for some regions only. "
            "A larger sum may mean that more was read, not that more was spent."
        )
    return tr(
        "These are facts found so far, mostly in the press. The procurement register was not read for any region yet: "
        "a larger sum may mean that more was written about it, not that more was spent."
    )


def keys(page: Page, view: RegionsView) -> list[Key]:
    """Return the key numbers: committed, planned, records, region-years of which something is known."""
    tr, link = page.tr, records_link(page, view)
    records = sum(row.money.records for row in view.asked)
    items = [
        Key(
            tr("Records counted"),
            tr.number(records),
            tr("Each sum is counted once."),
            link if records else None,
            tr("See the records"),
        ),
        Key(
            tr("Years of regions with something known"),
            _known_of_all(tr, view).text,
            tr("A region and a year together, records of local bodies. The rest: nothing found yet."),
        ),
    ]
    return items if page.filters.measure == "per_resident" else [*_sums(page, view), *items]


def _sums(page: Page, view: RegionsView) -> list[Key]:
    tr, inside = page.tr, added(row.money for row in view.asked)
    notes = {
        "committed": tr("Contracts, payments and yearly costs."),
        "planned": tr("Budgets, plans and lot estimates: announced, not yet spent."),
    }
    return [
        _sum_key(page, view, tr("Contracts and payments"), inside, inside.committed, notes["committed"]),
        _sum_key(page, view, tr("Plans and budgets"), inside, inside.planned, notes["planned"]),
    ]


def _sum_key(page: Page, view: RegionsView, label: str, inside: Money, value: Decimal, note: str) -> Key:
    tr = page.tr
    if inside.records and not by_year.known(inside):
        return Key(label, tr("not known"), tr("not known in this measure"))
    text = measured(page, value, view.price_year) if value else tr("nothing found yet")
    return Key(label, text, note)


def cities(page: Page, view: RegionsView) -> list[Fact]:
    """Return the three cities with their sums and links: they are small on the map."""
    tr = page.tr
    return [
        Fact(tr.pick(row.region, "short"), Cell(_short_sum(tr, row), href=region_link(page, row.slug)))
        for row in by_name(tr, view.asked)
        if row.is_city
    ]


def _short_sum(tr: Words, row: RegionRow) -> str:
    total = told(row.money)
    if total is not None:
        return tr.money_short(total)
    return tr("cannot be told in this measure") if row.money.records else tr("nothing found yet")


def level(page: Page) -> str:
    """Return the level of the main figures: one level, never both in one sum."""
    return "local" if page.filters.level == "all" else page.filters.level


def records_link(page: Page, view: RegionsView) -> str:
    """Return the link to the records behind the sums: of the regions asked for, without money of no region."""
    return page.link("/records", region=[row.slug for row in view.asked], level=level(page))


def region_link(page: Page, slug: str) -> str:
    """Return the link to a region's page that keeps the filters other than the place."""
    return page.link("/region", id=slug, region=(), place=())


def table(page: Page, view: RegionsView) -> Table:
    """Return all regions with the numbers of the map, exact."""
    tr, ranking = page.tr, any(row.rank for row in view.rows)
    columns = [
        Column("name", tr("Region or city"), main=True),
        Column("total", tr("Found so far"), kind="money", amount=True),
        Column("committed", tr("Contracts and payments"), kind="money"),
        Column("planned", tr("Plans and budgets"), kind="money"),
        Column("each", tr("Per resident"), kind="money"),
        Column("records", tr("Records"), kind="number"),
        Column("known", tr("Years with something known"), align="right"),
    ]
    if ranking:
        columns.insert(1, Column("rank", tr("Place among regions read in full"), kind="number"))
    if page.filters.level == "all":
        columns.append(Column("central", tr("Besides: central bodies"), kind="money"))
    if page.filters.measure == "per_resident":
        columns = [column for column in columns if column.key != "each"]
    rows = [_cells(page, row) for row in in_order(tr, view)]
    rows += [_all_cells(page, view)] if _adds_up(page, view) else []
    caption = tr("All regions and cities, by money") if view.read_in_full else tr("All regions and cities, by name")
    return Table(columns, rows, caption, empty=tr("No region was asked for."))


def in_order(tr: Words, view: RegionsView) -> list[RegionRow]:
    """Return the regions by money where the register was read for all of them, by name where it was not."""
    named = by_name(tr, view.asked)
    return sorted(named, key=lambda row: row.rank or 0) if view.read_in_full else named


def _adds_up(page: Page, view: RegionsView) -> bool:
    """Tell whether a row of totals says anything: money per resident is never added up."""
    return page.filters.measure != "per_resident" and sum(bool(row.money.total) for row in view.asked) > 1


def _all_cells(page: Page, view: RegionsView) -> Mapping[str, Cell]:
    tr, link = page.tr, records_link(page, view)
    whole, central = added(row.money for row in view.asked), added(row.central for row in view.asked)
    return {
        "name": Cell(tr("All of it")),
        "rank": Cell("", note=tr("not added up")),
        "total": money_cell(tr, whole.total, whole),
        "committed": Cell(tr.money(whole.committed)) if whole.committed else Cell("", note=tr("none found")),
        "planned": Cell(tr.money(whole.planned)) if whole.planned else Cell("", note=tr("none found")),
        "each": Cell("", note=tr("not added up")),
        "records": Cell(tr.number(whole.records), href=link),
        "known": _known_of_all(tr, view),
        "central": money_cell(tr, central.total, central),
    }


def _known_of_all(tr: Words, view: RegionsView) -> Cell:
    known = sum(len(row.coverage.known) for row in view.asked)
    asked = sum(len(row.coverage.asked) for row in view.asked)
    return Cell(tr("%(known)s of %(asked)s", known=tr.number(known), asked=tr.number(asked)))


def _cells(page: Page, row: RegionRow) -> Mapping[str, Cell]:
    tr, link = page.tr, page.link("/records", region=(row.slug,), level=level(page))
    return {
        "name": Cell(begun(tr.pick(row.region, "name")), href=region_link(page, row.slug)),
        "rank": Cell(tr.number(row.rank)) if row.rank else Cell("", note=tr("not read in full")),
        "total": money_cell(tr, row.money.total, row.money),
        "committed": _part(tr, row, row.money.committed),
        "planned": _part(tr, row, row.money.planned),
        "each": _each(tr, row),
        "records": Cell(tr.number(row.money.records), href=link) if row.money.records else Cell(tr.number(0)),
        "known": Cell(coverage_short(tr, row.coverage)),
        "central": money_cell(tr, row.central.total, row.central),
    }


def _part(tr: Words, row: RegionRow, value: Decimal) -> Cell:
    if told(row.money) is None:
        return Cell("")
    return Cell(tr.money(value)) if value else Cell("", note=tr("none found"))


def _each(tr: Words, row: RegionRow) -> Cell:
    each = row.per_resident
    if not each.records:
        return Cell("")
    if told(each) is None:
        return Cell("", note=tr("cannot be told"))
    note = ""
    if each.unmeasured:
        told_count = tr.number(each.records - each.unmeasured)
        note = tr("from %(told)s of %(all)s records", told=told_count, all=tr.number(each.records))
    return Cell(tr.money(each.total), note=note)


def national(page: Page, view: RegionsView) -> str:
    """Say what money has no region; empty where there is none."""
    tr, money = page.tr, view.national
    if not money.records:
        return ""
    counted = tr.plural("%(count)s record", "%(count)s records", money.records)
    if page.filters.measure == "per_resident":
        return tr("Money without a region is not told per resident here (%(records)s).", records=counted)
    return tr(
        "Besides the regions: %(sum)s that sources give for all akimats or the whole country together (%(records)s). "
        "It cannot be divided between regions, so it is in none of the sums above.",
        sum=measured(page, money.total, view.price_year),
        records=counted,
    )


def reading(page: Page, view: RegionsView) -> Markup:
    """Return how to read the map: steps, paper, what the measure leaves out, whose years are counted."""
    tr = page.tr
    sentences = [
        tr("Each colour step begins at ten times the one before it.")
        if tenfold(view.bounds)
        else tr("Each colour step begins at two or two and a half times the one before it."),
        tr("Hatched paper is no small sum: nothing is known."),
        tr("Choose a region to open its page; the same numbers stand in the table."),
    ]
    if page.filters.measure != "nominal":
        sentences += left_out_sentences(page, view.left_out, view.price_year)
    return paragraphs(sentences)


def order_sentence(page: Page, view: RegionsView) -> str:
    """Say in which order the regions stand and why, and what a known year is."""
    tr = page.tr
    if view.read_in_full:
        return tr(
            "In the order of money: the register was read for each of them in every year asked for. The number of "
            "residents, the sort of buyers and prices differ, so a larger sum is a reason to look, not a verdict."
        )
    return tr(
        "In the order of names: sources are uneven, so regions cannot be put in order by money. "
        "A year is known when at least one record of a local body was found in it, whatever the other filters ask for."
    )


def per_resident(page: Page, view: RegionsView) -> Markup:
    """Return how sums per resident are made and what they leave out."""
    tr = page.tr
    sentences = [
        tr(
            "Only what a region's or city's own bodies bought in one known year is divided, by the residents of that "
            "region at the date nearest to 1 January of that year. Sums of several years are added up."
        ),
        *left_out_sentences(page, view.left_out_per_resident, view.price_year, measure="per_resident"),
    ]
    return paragraphs(sentences)


def borders(page: Page, view: RegionsView) -> Markup:
    """Return what the names of regions meant before the reforms of 2018 and 2022."""
    tr = page.tr
    slugs = [row.slug for row in by_name(tr, view.rows) if row.region["split_from"]]
    told_rows = [sentence for slug in slugs for sentence in border_sentences(tr, view.all_regions, slug)[:1]]
    return paragraphs(told_rows)


def foot(page: Page, view: RegionsView) -> Markup:
    """Return the line under the map."""
    tr, records = page.tr, sum(row.money.records for row in view.asked)
    counted = tr.plural("%(count)s record counted", "%(count)s records counted", records)
    return parts.figure_foot(
        tr,
        Cell(tr("publications named at each record"), href=page.plain_link("/data")),
        tr.as_of(page.asked.snapshot.day),
        Cell(counted, href=records_link(page, view) if records else None),
        page.plain_link("/method"),
        "#all-regions",
        note=tr("Colours show what was found, not what was spent."),
    )
