"""One supplier in words: who it is, what it was paid, its records, taxes, debts, court cases, and who said what."""

from collections.abc import Mapping, Sequence
from functools import partial

from dashboard.charts.base import BarRow
from dashboard.html.inputs import Cell, Column, Fact, Key, Table
from dashboard.page import Page
from dashboard.sentences import name_of
from dashboard.store import Row
from dashboard.stories import party as profile
from dashboard.stories.asking import correction_links
from dashboard.stories.said import source_cell
from dashboard.views.contractor import ContractorView
from dashboard.views.money import NOTHING
from dashboard.words import Words


def title(page: Page, view: ContractorView) -> str:
    """Return who it is and what was found of its money."""
    tr = page.tr
    if view.party is None:
        return tr("There is no such supplier")
    who, local, central = profile.name(page, view.party), view.local, view.central
    if not view.listed:
        return tr("%(name)s: not found so far among those who are paid", name=who)
    if local.total and central.total:
        return tr(
            "%(name)s: %(local)s from akimats and %(central)s from central bodies found so far",
            name=who,
            local=tr.money_short(local.total),
            central=tr.money_short(central.total),
        )
    return _title_of_one_level(tr, who, view)


def _title_of_one_level(tr: Words, who: str, view: ContractorView) -> str:
    money = view.local if view.local.total else view.central
    if not money.total:
        return profile.only_left_out(tr, who, view.listed)
    return tr.plural(
        "%(name)s: %(sum)s found so far in %(count)s counted record",
        "%(name)s: %(sum)s found so far in %(count)s counted records",
        money.records,
        name=who,
        sum=tr.money_short(money.total),
    )


def caveat(page: Page, party: Row) -> str:
    """Say how the company is known: by its number, or by its name only."""
    tr = page.tr
    if party["known_by"] == "bin":
        return ""
    return tr(
        "The supplier is known by name only, not by BIN: records under another spelling may be missing here. "
        "Taxes, debt and court cases, where there are any, are what sources tell of this name."
    )


def keys(page: Page, view: ContractorView) -> list[Key]:
    """Return the key numbers: money by level, records, and tax debt where a source tells it."""
    href = partial(page.plain_link, "/records", contractor=(view.party["party_id"] if view.party else "",))
    money = {"local": view.local, "central": view.central}
    return [*profile.keys(page.tr, money, view.listed, href), *_debt(page.tr, view)]


def _debt(tr: Words, view: ContractorView) -> list[Key]:
    owing = [row for row in view.party_years if row["tax_debt_kzt"] is not None]
    if not owing:
        return []
    last = owing[-1]
    note = tr("%(as_of)s, as the source tells", as_of=tr.as_of(last["as_of"] or str(last["year"])))
    return [Key(tr("Tax debt"), tr.money(last["tax_debt_kzt"]), note, alone=False)]


def who_facts(page: Page, view: ContractorView) -> list[Fact]:
    """Return names in all forms, the spellings of sources, BIN, and how the company is known."""
    return profile.who_facts(page.tr, view.party) if view.party else []


def record_table(page: Page, view: ContractorView) -> Table:
    """Return the company's records, counted or not, at both levels."""
    return profile.record_table(page, view.records, "contractor")


def more_records(page: Page, view: ContractorView) -> Cell | None:
    """Return the way to the records that the table has no room for."""
    if view.party is None or view.listed <= len(view.records):
        return None
    href = page.plain_link("/records", contractor=(view.party["party_id"],), level="all", counted="all")
    return Cell(page.tr("All %(count)s records", count=page.tr.number(view.listed)), href=href)


def splits(view: ContractorView) -> bool:
    """Tell whether years or regions split the money at all; one line each would only repeat the records."""
    return len(view.years) > 1 or len(view.regions) > 1


def year_table(page: Page, view: ContractorView) -> Table:
    """Return counted money by budget years; several years and unknown years stand on lines of their own."""
    tr = page.tr
    rows = [(Cell(tr.years(row["year_from"], row["year_to"])), row["level"], money) for row, money in view.years]
    return profile.money_table(tr, tr("Budget years"), tr("By budget years"), rows)


def region_table(page: Page, view: ContractorView) -> Table:
    """Return counted money by region."""
    tr, names, rows = page.tr, page.names, []
    for row, money in view.regions:
        slug = row["region"]
        href = None if slug == "national" else page.plain_link("/region", id=slug)
        rows.append((Cell(name_of(tr, names.regions, slug), href=href), row["level"], money))
    return profile.money_table(tr, tr("Region"), tr("By region"), rows)


def tax_bars(page: Page, view: ContractorView) -> list[BarRow]:
    """Return a bar a year of taxes paid; a year of which the source says none were paid is a 0, not a gap."""
    tr = page.tr
    return [
        BarRow(
            label=str(row["year"]),
            committed=row["taxes_paid_kzt"],
            planned=NOTHING,
            text=_taxes(tr, row),
            hover=tr("%(year)s: %(sum)s", year=str(row["year"]), sum=_taxes(tr, row)),
        )
        for row in view.party_years
        if row["taxes_paid_kzt"] is not None
    ]


def _taxes(tr: Words, row: Row) -> str:
    if not row["taxes_paid_kzt"]:
        return tr("0 ₸: the source says none were paid")
    return tr.money(row["taxes_paid_kzt"])


def tax_alt(page: Page, view: ContractorView) -> str:
    """Return the figure of taxes in words."""
    told = "; ".join(f"{row.label}: {row.text}" for row in tax_bars(page, view))
    return page.tr("Taxes paid by year. %(bars)s.", bars=told)


def tax_facts(page: Page, view: ContractorView) -> list[Fact]:
    """Return the tax debt with its date, and where taxes and debt were read."""
    tr = page.tr
    facts = [
        Fact(tr("Tax debt"), Cell(tr.money(row["tax_debt_kzt"]), note=tr.as_of(row["as_of"] or str(row["year"]))))
        for row in view.party_years
        if row["tax_debt_kzt"] is not None
    ]
    ids = sorted({row["source_id"] for row in view.party_years if row["source_id"]})
    return facts + [Fact(tr("Source"), source_cell(tr, view.sources.get(one))) for one in ids]


def tax_table(page: Page, view: ContractorView) -> Table:
    """Return taxes paid and tax debt by year, each with its source."""
    tr = page.tr
    columns = [
        Column("year", tr("Year"), kind="year", main=True),
        Column("taxes", tr("Taxes paid"), kind="money", amount=True),
        Column("debt", tr("Tax debt"), kind="money"),
        Column("source", tr("Source")),
    ]
    rows = [_tax_row(tr, row, view.sources) for row in view.party_years]
    return Table(columns, rows, caption=tr("Taxes paid and tax debt by year"))


def _tax_row(tr: Words, row: Row, sources: Mapping[str, Row]) -> Mapping[str, Cell]:
    debt, taxes = Cell("", note=tr("not told")), Cell("", note=tr("not told"))
    if row["tax_debt_kzt"] is not None:
        debt = Cell(tr.money(row["tax_debt_kzt"]), note=tr.as_of(row["as_of"] or str(row["year"])))
    if row["taxes_paid_kzt"] is not None:
        said_none = "" if row["taxes_paid_kzt"] else tr("the source says none were paid")
        taxes = Cell(tr.money(row["taxes_paid_kzt"]), note=said_none)
    source = source_cell(tr, sources.get(row["source_id"] or ""))
    return {"year": Cell(str(row["year"])), "taxes": taxes, "debt": debt, "source": source}


def case_table(page: Page, view: ContractorView) -> Table:
    """Return court cases as sources tell them, in our words."""
    tr = page.tr
    columns = [
        Column("case", tr("Court case"), main=True),
        Column("year", tr("Year"), kind="year"),
        Column("role", tr("The company's part")),
    ]
    caption = tr("Court cases, as told by the sources named further below")
    return Table(columns, [_case(tr, row) for row in view.cases], caption=caption)


def _case(tr: Words, row: Row) -> Mapping[str, Cell]:
    roles = {
        "defendant": tr("defendant"),
        "appellant": tr("appellant"),
        "claimant": tr("claimant"),
        "under investigation": tr("under investigation"),
    }
    role = next((text for code, text in roles.items() if (row["role"] or "").startswith(code)), tr("not stated"))
    return {
        "case": Cell(tr.pick(row, "case"), lang=tr.picked_language(row, "case") or None),
        "year": Cell(str(row["year"]) if row["year"] else "", note="" if row["year"] else tr("year not known")),
        "role": Cell(role),
    }


def system_table(page: Page, view: ContractorView) -> Table:
    """Return the named things the company was paid for."""
    tr = page.tr
    columns = [Column("name", tr("System"), main=True), Column("what", tr("What it is")), Column("region", tr("Where"))]
    rows = [
        {
            "name": Cell(
                tr.pick(row, "name"),
                href=page.plain_link("/system", id=row["system_id"]),
            ),
            "what": Cell(tr.pick(row, "what"), lang=tr.picked_language(row, "what") or None),
            "region": Cell(name_of(tr, page.names.regions, row["region"], "short")),
        }
        for row in view.systems
    ]
    return Table(columns, rows, caption=tr("Systems it was paid for"), caption_unseen=True)


def source_table(page: Page, view: ContractorView) -> Table:
    """Return where facts about the company itself were read."""
    return profile.source_table(page.tr, (view.party or {}).get("source_ids", []), view.sources)


def editors_notes(page: Page, party: Row) -> list[Fact]:
    """Return what editors noted of the company, in English."""
    return profile.editors_notes(page.tr, party)


def no_supplier(page: Page, view: ContractorView) -> tuple[str, str, Sequence[Cell]] | None:
    """Return the answer where the link names nobody, or a body that only buys; nothing for a supplier."""
    tr, party = page.tr, view.party
    suppliers = Cell(tr("All suppliers"), href=page.plain_link("/contractors"))
    if party is None:
        asked = page.filters.id
        sentence = tr("The link names no supplier.")
        if asked:
            sentence = tr("Nobody is called «%(id)s» in this data edition. Ids are never used again.", id=asked)
        return sentence, "", [suppliers]
    if view.listed or not view.bought:
        return None
    href = page.plain_link("/customer", id=party["party_id"])
    text = tr.plural("%(count)s record where it pays", "%(count)s records where it pays", view.bought)
    return tr("This body buys: it pays for what others deliver."), "", [Cell(text, href=href), suppliers]


def corrections(page: Page, party: Row) -> list[Cell]:
    """Return the ways to say that something is wrong and to answer."""
    return correction_links(page, "contractor", party["party_id"])
