"""The profile of a region, town or district in words: how much, from whom to whom, for what, in which records."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from functools import partial
from typing import Final

from dashboard import labels
from dashboard.filters import Dropped, group_of
from dashboard.html.inputs import Bar, Cell, Column, Hue, Key, Table
from dashboard.names import Names
from dashboard.page import Page
from dashboard.sentences import begun, name_of
from dashboard.stories import by_year
from dashboard.stories.asking import question_link
from dashboard.stories.compare_peers import from_region
from dashboard.stories.coverage import coverage_short, measured, money_cell
from dashboard.tables import party_cell, record_cells, record_columns
from dashboard.to_hearing import to_hearing
from dashboard.views.money import Money
from dashboard.views.region import RegionView
from dashboard.views.years import Block, added, blocks
from dashboard.words import Words

HUES: Final[Mapping[str, Hue]] = {"media": "media", "software": "software", "cameras": "devices"}
MOST_BARS: Final = 7


def without_other_places(page: Page) -> Page:
    """Take off the link's regions and a town of another region, and name them: a profile is of one place."""
    filters, dropped = page.filters, []
    if filters.region and filters.region != (filters.id,):
        dropped.append(Dropped("region", ", ".join(filters.region), "one_subject"))
    places = [page.names.places.get(slug) for slug in filters.place]
    foreign = len(places) == 1 and places[0] is not None and places[0]["region"] != filters.id
    if foreign:
        dropped.append(Dropped("place", filters.place[0], "elsewhere"))
    kept = filters.with_(region=(), place=() if foreign else filters.place)
    return replace(page, asked=replace(page.asked, filters=kept, dropped=(*page.asked.dropped, *dropped)))


def subject(page: Page, view: RegionView) -> str:
    """Return the name of the region, or of the town or district with its region."""
    tr, name = page.tr, page.tr.pick(view.region, "name")
    if view.place is None:
        return name
    return tr("%(place)s, %(region)s", place=tr.pick(view.place, "name"), region=name)


def title(page: Page, view: RegionView) -> str:
    """Return the finding: how much was found, committed and planned apart."""
    tr, money, name = page.tr, view.money, begun(subject(page, view))
    if not money.records:
        return tr("%(name)s: nothing found yet", name=name)
    if not by_year.known(money):
        return tr("%(name)s: what was found cannot be told in this measure", name=name)
    told = {"name": name, "sum": measured(page, money.total, view.price_year)}
    if not money.planned:
        return tr("%(name)s: %(sum)s found so far, all of it in contracts and payments", **told)
    if not money.committed:
        return tr("%(name)s: %(sum)s found so far, all of it in plans and budgets", **told)
    return tr(
        "%(name)s: %(sum)s found so far, %(committed)s of it in contracts and payments, "
        "%(planned)s in plans and budgets",
        committed=tr.money_short(money.committed),
        planned=tr.money_short(money.planned),
        **told,
    )


def lead(page: Page, view: RegionView) -> str:
    """Return how much of the picture is known, and the largest category."""
    tr, known = page.tr, view.coverage
    told = {"known": tr.number(len(known.known)), "asked": tr.number(len(known.asked))}
    if view.filters.level == "central":
        sentence = tr("Money of ministries, national companies and the police, as far as sources tie it to this place.")
    elif known.complete:
        sentence = tr("The procurement register was read for all of the %(asked)s years.", **told)
    elif known.known:
        sentence = tr(
            "Something is known for %(known)s of %(asked)s years; nothing was found yet for the rest.", **told
        )
    else:
        sentence = tr("No record with a known year was found yet for any of %(asked)s years.", **told)
    return " ".join(one for one in (sentence, _largest(page, view)) if one)


def _largest(page: Page, view: RegionView) -> str:
    tr = page.tr
    told = [(code, money) for code, money in view.categories if money.total]
    if len(told) < 2:
        return ""
    code, money = told[0]
    return tr(
        "The largest category is “%(category)s”: %(share)s of the sum.",
        category=labels.category(tr, code),
        share=tr.percent(money.total / view.money.total),
    )


def keys(page: Page, view: RegionView) -> list[Key]:
    """Return the key numbers: committed, planned, per resident, years with something known."""
    tr = page.tr
    return [
        _sum_key(page, view, tr("Contracts and payments"), view.money.committed),
        _sum_key(page, view, tr("Plans and budgets"), view.money.planned),
        _each_key(page, view),
        Key(tr("Years with something known"), coverage_short(tr, view.coverage), _known_note(page, view)),
    ]


def _sum_key(page: Page, view: RegionView, label: str, value: Decimal) -> Key:
    tr, href = page.tr, records_link(page, view)
    if view.money.records and not by_year.known(view.money):
        return Key(label, tr("not known"), tr("not known in this measure"))
    if not value:
        return Key(label, tr("none found yet"))
    counted = tr.plural(
        "Part of %(count)s record counted here.", "Part of %(count)s records counted here.", view.money.records
    )
    return Key(label, measured(page, value, view.price_year), counted, href, tr("See the records"))


def _each_key(page: Page, view: RegionView) -> Key:
    tr, each = page.tr, view.per_resident
    label = tr("Per resident")
    if view.place:
        return Key(label, "—", tr("The residents of towns and districts are not known here."))
    if not each.records or not by_year.known(each):
        return Key(label, "—", tr("Not known: no record of the region's own bodies with one known year."))
    told = {"told": tr.number(each.records - each.unmeasured), "all": tr.number(each.records)}
    note = tr("From %(told)s of %(all)s records: of the region's own bodies, of one known year each.", **told)
    return Key(label, tr.money_short(each.total), note)


def _known_note(page: Page, view: RegionView) -> str:
    tr = page.tr
    if view.filters.level == "central":
        return tr("Counted over the records of local bodies.")
    if view.coverage.loaded:
        return tr("The register was read for %(count)s of them.", count=tr.number(len(view.coverage.loaded)))
    return tr("Facts found so far; the register was not read for these buyers yet.")


def of_place(page: Page, view: RegionView) -> Page:
    """Return the page with the filters that the figures ask for, so that its links lead to the records of the place."""
    return replace(page, asked=replace(page.asked, filters=view.filters.with_(asof=page.filters.asof)))


def records_link(page: Page, view: RegionView, **changes: object) -> str:
    """Return the link to the records of this place, with the page's other filters."""
    return of_place(page, view).link("/records", **changes)


def central(page: Page, view: RegionView) -> str:
    """Say what central bodies spend here, apart; empty where there is none or where it is what the page shows."""
    tr, money = page.tr, view.central
    if view.filters.level == "central" or not money.records or not by_year.known(money):
        return ""
    return tr(
        "Besides, and in none of the sums above: central bodies, %(sum)s (%(records)s).",
        sum=measured(page, money.total, view.price_year),
        records=by_year.records(tr, money.records),
    )


def nothing(page: Page) -> str:
    """Say what an empty answer means: of the whole region, or of these filters only."""
    tr = page.tr
    if any(key != "place" for key, _ in page.filters.active()):
        return tr("Nothing was found here that fits all of the filters. Fewer filters may show more.")
    return tr("No source told of such a purchase here so far. That does not mean that there was none.")


def year_blocks(view: RegionView) -> tuple[Block, ...]:
    """Return money by headline group and year, for the columns."""
    return blocks(view.by_group)


def group_namer(tr: Words) -> by_year.Namer:
    """Return what names a headline group."""
    return partial(labels.group, tr)


def foot(page: Page, view: RegionView) -> str:
    """Return the line under the columns by year."""
    note = by_year.rounding(page.tr)
    return by_year.foot(of_place(page, view), view.filters.level, view.money.records, "", note=note)


def year_table(page: Page, view: RegionView) -> Table:
    """Return the columns of the figure as a table: a row for each group and period."""
    tr = page.tr
    columns = [
        Column("period", tr("Year"), kind="year", main=True),
        Column("group", tr("What for")),
        Column("committed", tr("Contracts and payments"), kind="money", amount=True),
        Column("planned", tr("Plans and budgets"), kind="money"),
        Column("records", tr("Records"), kind="number"),
    ]
    rows = [
        {
            "period": Cell(by_year.period_name(tr, line.period)),
            "group": Cell(labels.group(tr, line.code)),
            **_two_sums(tr, line.money),
        }
        for line in sorted(view.by_group, key=lambda line: (line.period.order, line.code))
    ]
    return Table(columns, rows, tr("Money by year and group"), empty=tr("nothing found yet"))


def _two_sums(tr: Words, money: Money) -> Mapping[str, Cell]:
    return {
        "committed": money_cell(tr, money.committed, money)
        if money.committed or not by_year.known(money)
        else _none(tr),
        "planned": Cell(tr.money(money.planned)) if money.planned else _none(tr),
        "records": Cell(tr.number(money.records)),
    }


def _none(tr: Words) -> Cell:
    return Cell("", note=tr("none found"))


def category_bars(page: Page, view: RegionView) -> list[Bar]:
    """Return categories as bars, the largest first, at most seven and the rest together."""
    shown = list(view.categories)
    if len(shown) > MOST_BARS:
        rest = added(money for _, money in shown[MOST_BARS - 1 :])
        shown = [*shown[: MOST_BARS - 1], ("", rest)]
    largest = max((money.total for _, money in shown), default=Decimal(0)) or Decimal(1)
    return [_category_bar(page, view, code, money, largest) for code, money in shown]


def _category_bar(page: Page, view: RegionView, code: str, money: Money, largest: Decimal) -> Bar:
    tr = page.tr
    return Bar(
        label=labels.category(tr, code) if code else tr("All others"),
        value_text=by_year.short(tr, money),
        share=float(money.committed / largest),
        planned_share=float(money.planned / largest),
        href=records_link(page, view, category=(code,)) if code else None,
        note=by_year.records(tr, money.records),
        hue=HUES[group_of(code)] if code else "",
    )


def customer_table(page: Page, view: RegionView) -> Table:
    """Return buyers with what was found of each, the largest sum first."""
    tr, names = page.tr, page.names_of(parties=(one for one, _ in view.customers))
    rows = [
        {
            "name": party_cell(page, names, one, None, buyer=True),
            **_two_sums(tr, money),
            "records": Cell(tr.number(money.records), href=records_link(page, view, customer=(one,))),
        }
        for one, money in view.customers
    ]
    return Table(_party_columns(tr, tr("Who pays")), rows, tr("Buyers"))


def contractor_table(page: Page, view: RegionView) -> Table:
    """Return suppliers of contracts and payments, the largest sum first; what is not named is a row of its own."""
    tr = page.tr
    names = page.names_of(parties=(one for one, _ in view.contractors if one))
    rows = [{"name": _contractor(page, names, one), **_two_sums(tr, money)} for one, money in view.contractors]
    return Table(
        _party_columns(tr, tr("Who is paid")),
        rows,
        tr("Suppliers of contracts and payments"),
        empty=tr("No contract or payment was found yet."),
    )


def _contractor(page: Page, names: Names, party_id: str | None) -> Cell:
    tr = page.tr
    if party_id is None:
        return Cell(tr("Supplier not named"), note=tr("the sources name none"))
    return Cell(name_of(tr, names.parties, party_id, "short"), href=page.plain_link("/contractor", id=party_id))


def _party_columns(tr: Words, name: str) -> list[Column]:
    return [
        Column("name", name, main=True),
        Column("committed", tr("Contracts and payments"), kind="money", amount=True),
        Column("planned", tr("Plans and budgets"), kind="money"),
        Column("records", tr("Records"), kind="number"),
    ]


def record_table(page: Page, view: RegionView) -> Table:
    """Return the largest records of the totals."""
    tr = page.tr
    names = page.names_of(
        places={row["place"] for row in view.records if row["place"]},
        parties={one for row in view.records for one in (row["customer_id"], row["contractor_id"]) if one},
    )
    return Table(record_columns(tr), record_cells(page, names, view.records), tr("The largest records counted"))


def records_sentence(page: Page, view: RegionView) -> str:
    """Say how many of the counted records are shown."""
    tr, shown = page.tr, len(view.records)
    if shown >= view.money.records:
        return tr("All records counted here.")
    return tr(
        "The %(shown)s largest of %(all)s records counted here.",
        shown=tr.number(shown),
        all=tr.number(view.money.records),
    )


def ways_on(page: Page, view: RegionView) -> Sequence[Cell]:
    """Return the links onward: all records here, those in no total, what the money would have bought, other regions."""
    tr, slug = page.tr, (view.region["region"],)
    links = []
    if view.money.records:
        links.append(Cell(tr("All records counted here"), href=records_link(page, view)))
        links.append(Cell(tr("What else this money would have bought"), href=page.link("/needs", region=slug)))
    if view.unknown.not_counted:
        count = tr.number(view.unknown.not_counted)
        href = records_link(page, view, counted="all")
        links.append(Cell(tr("Also the records in no total: %(count)s", count=count), href=href))
    links += to_hearing(page)
    if view.place is None:
        links.append(from_region(page, view.region["region"]))
        links.append(question_link(page, "region", view.region["region"]))
    links.append(Cell(tr("All regions and cities"), href=page.link("/regions", place=())))
    bundle = tr("All of this region as a folder to be read without a network (ZIP)")
    links.append(Cell(bundle, href=f"/files/bundle/{view.region['region']}.zip"))
    return links
