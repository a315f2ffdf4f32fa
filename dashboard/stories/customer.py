"""One buyer in words: what it pays and to whom, what for, its records and systems, and what is not known of it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from functools import partial
from typing import Final

from dashboard import labels
from dashboard.filters import Filters, group_of
from dashboard.html.inputs import Bar, Cell, Column, Fact, Key, Table
from dashboard.page import Page
from dashboard.sentences import name_of
from dashboard.store import Row
from dashboard.stories import by_year
from dashboard.stories import party as profile
from dashboard.stories.asking import correction_links, question_link
from dashboard.stories.region import HUES
from dashboard.to_hearing import to_hearing
from dashboard.views.customer import CustomerView
from dashboard.views.money import Money
from dashboard.words import Words
from pipelines.marks import N_

CONTEXT: Final = N_("What stands here is context: what was counted and said of this body. It is not akimat spending.")


def title(page: Page, view: CustomerView) -> str:
    """Return who it is and what was found of its money."""
    tr = page.tr
    if view.party is None:
        return tr("There is no such buyer")
    who, local, central = profile.name(page, view.party), view.local, view.central
    if not view.gaps.listed:
        return tr("%(name)s: no record of its spending was found so far", name=who)
    if local.total and central.total:
        return tr(
            "%(name)s: %(local)s of local money and, apart, %(central)s of central money found so far",
            name=who,
            local=tr.money_short(local.total),
            central=tr.money_short(central.total),
        )
    return _title_of_one_level(tr, who, view)


def _title_of_one_level(tr: Words, who: str, view: CustomerView) -> str:
    money = view.local if view.local.total else view.central
    if not money.total:
        return profile.only_left_out(tr, who, view.gaps.listed)
    return tr.plural(
        "%(name)s: bought for %(sum)s, as far as found, in %(count)s counted record",
        "%(name)s: bought for %(sum)s, as far as found, in %(count)s counted records",
        money.records,
        name=who,
        sum=tr.money_short(money.total),
    )


def lead(page: Page, view: CustomerView) -> str:
    """Say how the body is known and, where nothing of its spending is known, that what stands here is context."""
    tr, party = page.tr, view.party
    if party is None or not view.is_body:
        return ""
    if not view.gaps.listed:
        return tr(CONTEXT)
    if party["known_by"] == "bin":
        return ""
    return tr(
        "The buyer is known by name only, not by BIN: purchases that name it otherwise may be missing here, and its "
        "contracts can't be looked up in the procurement register."
    )


def of_party(page: Page, view: CustomerView) -> Page:
    """Return the page with a link that asks for this buyer alone, so that its links lead to the buyer's records."""
    asked = Filters(customer=_ids(view), level=view.level, asof=page.filters.asof, lang=page.filters.lang)
    return replace(page, asked=replace(page.asked, filters=asked))


def _ids(view: CustomerView) -> tuple[str, ...]:
    return (view.party["party_id"],) if view.party else ()


def records_link(page: Page, view: CustomerView, **changes: object) -> str:
    """Return the link to the buyer's counted records of its own level."""
    return of_party(page, view).link("/records", **changes)


def keys(page: Page, view: CustomerView) -> list[Key]:
    """Return the key numbers: money by level, per resident, records; none of money where no record was found."""
    if not view.gaps.listed:
        return []
    money = {"local": view.local, "central": view.central}
    *levels, found = profile.keys(page.tr, money, view.gaps.listed, partial(records_link, page, view))
    return [*levels, *_each(page.tr, view), found]


def _each(tr: Words, view: CustomerView) -> list[Key]:
    """Return local money per resident of the buyer's own region, or why it cannot be told."""
    each, party = view.each, view.party or {}
    if not view.local.total:
        return []
    label = tr("Per resident")
    if each.records == each.unmeasured:
        why = tr("Not known: it needs a record of one known year and a count of residents for that year.")
        town = tr("The residents of towns and districts are not known here.")
        return [Key(label, "—", town if party.get("place") else why)]
    told = {"told": tr.number(each.records - each.unmeasured), "all": tr.number(each.records)}
    note = tr("Of its own region, from %(told)s of %(all)s counted records: those of one known year.", **told)
    return [Key(label, tr.money_short(each.total), note)]


# ── money ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def group_namer(tr: Words) -> by_year.Namer:
    """Return what names a headline group."""
    return partial(labels.group, tr)


def foot(page: Page, view: CustomerView) -> str:
    """Return the line under the columns by year."""
    count = view.local.records + view.central.records
    levels = "all" if view.local.records and view.central.records else view.level
    return by_year.foot(of_party(page, view), levels, count, "", note=by_year.rounding(page.tr))


def year_table(page: Page, view: CustomerView) -> Table:
    """Return money by year and headline group; spans and unknown years stand on lines of their own."""
    tr = page.tr
    ordered = sorted(view.by_group, key=lambda line: (line.level, line.period.order, line.code))
    rows = [
        (Cell(by_year.period_name(tr, line.period), note=labels.group(tr, line.code)), line.level, line.money)
        for line in ordered
    ]
    return profile.money_table(tr, tr("Budget years"), tr("Money by year and group"), rows)


def category_bars(page: Page, view: CustomerView) -> list[Bar]:
    """Return categories as bars, the largest first; of a buyer of both levels the level stands beside the name."""
    found = [(row, money) for row, money in view.categories if money.total]
    largest = max((money.total for _, money in found), default=Decimal(0)) or Decimal(1)
    several = len({row["level"] for row, _ in found}) > 1
    return [_category_bar(page, view, row, money, largest, several=several) for row, money in found]


def _category_bar(page: Page, view: CustomerView, row: Row, money: Money, largest: Decimal, *, several: bool) -> Bar:
    tr, code, level = page.tr, row["category"], row["level"]
    name = labels.category(tr, code)
    return Bar(
        label=tr("%(name)s (%(level)s)", name=name, level=labels.level(tr, level)) if several else name,
        value_text=by_year.short(tr, money),
        share=float(money.committed / largest),
        planned_share=float(money.planned / largest),
        href=records_link(page, view, category=(code,), level=level),
        note=by_year.records(tr, money.records),
        hue=HUES[group_of(code)],
    )


def supplier_table(page: Page, view: CustomerView) -> Table:
    """Return whom it pays, the largest sum first; what names no supplier is a row of its own."""
    tr = page.tr
    names = page.names_of(parties=[row["contractor_id"] for row, _ in view.suppliers if row["contractor_id"]])
    rows = []
    for row, money in view.suppliers:
        party_id = row["contractor_id"]
        cell = Cell(tr("Supplier not named"), note=tr("the source names none, or no contract was made yet"))
        if party_id:
            name = name_of(tr, names.parties, party_id, "short")
            cell = Cell(name, href=page.plain_link("/contractor", id=party_id))
        rows.append((cell, row["level"], money))
    return replace(profile.money_table(tr, tr("Who is paid"), tr("Whom it pays"), rows), caption_unseen=True)


def system_table(page: Page, view: CustomerView) -> Table:
    """Return the named things it bought."""
    tr = page.tr
    columns = [
        Column("name", tr("System"), main=True),
        Column("what", tr("What it is")),
        Column("records", tr("Records"), kind="number"),
    ]
    rows = [_system(page, row) for row in view.systems]
    return Table(columns, rows, caption=tr("Systems it bought"), caption_unseen=True)


def _system(page: Page, row: Row) -> Mapping[str, Cell]:
    tr, system = page.tr, row["system_id"]
    return {
        "name": Cell(tr.pick(row, "name"), href=page.plain_link("/system", id=system)),
        "what": Cell(tr.pick(row, "what"), lang=tr.picked_language(row, "what") or None),
        "records": Cell(tr.number(row["own_records"])),
    }


def record_table(page: Page, view: CustomerView) -> Table:
    """Return the buyer's records, counted or not, at both levels."""
    return profile.record_table(page, view.records, "customer")


def more_records(page: Page, view: CustomerView) -> Cell | None:
    """Return the way to the records that the table has no room for."""
    if view.gaps.listed <= len(view.records):
        return None
    text = page.tr("All %(count)s records", count=page.tr.number(view.gaps.listed))
    return Cell(text, href=records_link(page, view, level="all", counted="all"))


# ── what is known and what is not ─────────────────────────────────────────────────────────────────────────────────


def promised(page: Page, view: CustomerView) -> Cell | None:
    """Return the way to what was promised to it, where there is anything."""
    if not view.told.promises:
        return None
    tr, count = page.tr, len(view.told.promises)
    text = tr.plural("%(count)s promise in its contracts", "%(count)s promises in its contracts", count)
    return Cell(text, href=page.plain_link("/promises", customer=_ids(view), level="all"))


def counted_of_it(view: CustomerView) -> list[Row]:
    """Return what was counted of the body itself, not of its systems."""
    return [row for row in view.told.observations if row["about_kind"] == "body"]


def who_facts(page: Page, view: CustomerView) -> list[Fact]:
    """Return names in all forms, BIN, and the place and level of the body."""
    party, tr = view.party, page.tr
    if party is None:
        return []
    level = Fact(tr("Level"), Cell(labels.level(tr, party["level"])))
    return [*profile.who_facts(tr, party), *_where(page, party), *([level] if party["level"] else [])]


def _where(page: Page, party: Row) -> Iterable[Fact]:
    tr, region, place = page.tr, party["region"], party["place"]
    if region is None or region == "national":
        return
    name = name_of(tr, page.names.regions, region)
    if place:
        town = name_of(tr, page.names_of(places=[place]).places, place)
        name = tr("%(place)s, %(region)s", place=town, region=name)
    href = page.plain_link("/region", id=region, place=(place,) if place else ())
    yield Fact(tr("Where"), Cell(name, href=href))


def gap_facts(page: Page, view: CustomerView) -> list[Fact]:
    """Return what is not known of its records, a line each; lines that say nothing are left out."""
    tr, gaps, href = page.tr, view.gaps, records_link(page, view, level="all", counted="all")
    share = tr("%(count)s of %(all)s", count=tr.number(gaps.no_contractor), all=tr.number(gaps.contracts))
    registered = tr("%(count)s of %(all)s", count=tr.number(gaps.in_register), all=tr.number(gaps.listed))
    no_share = tr("No source says how much of them belongs to which year.")
    why = tr("Each of them says why.")
    lines = [
        (True, tr("Records read in the procurement register"), registered, None, ""),
        (gaps.contracts, tr("Contracts and payments without a named supplier"), share, None, ""),
        (gaps.unknown_year, tr("Records of unknown year"), tr.number(gaps.unknown_year), None, ""),
        (gaps.several_years, tr("Records of several years"), tr.number(gaps.several_years), None, no_share),
        (gaps.not_counted, tr("Records in no total"), tr.number(gaps.not_counted), href, why),
    ]
    return [Fact(label, Cell(text, href=link, note=note)) for shown, label, text, link, note in lines if shown]


def ways_on(page: Page, view: CustomerView) -> list[Cell]:
    """Return the ways on: what is about to be bought, what the money would have bought, a letter, a correction."""
    tr, (party_id,) = page.tr, _ids(view)
    ways = []
    if view.to_come:
        text = tr.plural(
            "%(count)s purchase planned or announced, without a contract so far",
            "%(count)s purchases planned or announced, without a contract so far",
            view.to_come,
        )
        ways.append(Cell(text, href=page.plain_link("/open", customer=(party_id,), level="all")))
    if view.local.total or view.central.total:
        href = page.plain_link("/needs", customer=(party_id,), level=view.level)
        ways.append(Cell(tr("What else would this money have bought?"), href=href))
    if view.paid:
        text = tr.plural("%(count)s record where it is paid", "%(count)s records where it is paid", view.paid)
        ways.append(Cell(text, href=page.plain_link("/contractor", id=party_id)))
    asked = [question_link(page, "customer", party_id), *correction_links(page, "customer", party_id)]
    return [*ways, *to_hearing(page), *asked]


def no_buyer(page: Page, view: CustomerView) -> tuple[str, str, Sequence[Cell]] | None:
    """Return the answer where the link names nobody, or a company that is only paid; nothing for a body."""
    tr, party = page.tr, view.party
    buyers = Cell(tr("All buyers"), href=page.plain_link("/customers"))
    if party is None:
        asked = page.filters.id
        sentence = tr("The link names no buyer.")
        if asked:
            sentence = tr("Nobody is called «%(id)s» in this data edition. Ids are never used again.", id=asked)
        return sentence, "", [buyers]
    if view.is_body:
        return None
    href = page.plain_link("/contractor", id=party["party_id"])
    text = tr("Open the page of %(name)s", name=profile.name(page, party))
    return tr("This company is no buyer in any record found so far."), "", [Cell(text, href=href), buyers]
