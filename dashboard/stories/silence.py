"""What is silent, in words: how long nothing new is known, plans without a contract, contracts without an act."""

from collections.abc import Mapping, Sequence
from datetime import date

from dashboard import labels
from dashboard.html.inputs import Cell, Column, Fact, Table
from dashboard.page import Page
from dashboard.sentences import name_of
from dashboard.store import Row
from dashboard.stories.coverage import spans
from dashboard.tables import dispute_lines, first_of, party_cell, place_cell
from dashboard.views.silence import BASIS, Last, RegionSilence, SilenceView, between
from dashboard.words import Words
from pipelines.schemas import TIERS

ANY = "every"


def title(tr: Words) -> str:
    """Return the heading of the section."""
    return tr("Since when nothing new is known")


def sentence(page: Page, view: SilenceView) -> str:
    """Say how days are counted and what a silence does not mean."""
    tr = page.tr
    return tr(
        "Days from the last known record of local bodies to %(day)s, the day of this edition. A contract in the "
        "procurement register stands under its day of signing, every other record under the date of its source; where "
        "a source prints a month or a year alone, the days lie between two numbers. A long silence says that we found "
        "nothing newer; it does not say that nothing was bought.",
        day=tr.date(view.day),
    )


def days_ago(tr: Words, one: Last, day: date) -> str:
    """Write how long ago the last known record was; empty where no date is known."""
    days = one.days(day)
    if days is None:
        return ""
    least, most = days
    if least == most:
        return tr.plural("%(count)s day ago", "%(count)s days ago", least)
    return tr("between %(least)s and %(most)s days ago", least=tr.number(least), most=tr.number(most))


def _dated(tr: Words, one: Last) -> str:
    """Write the date itself, as far as it is printed: a day, a month, a year."""
    if one.first is None or one.last is None:
        return ""
    if one.first == one.last:
        return tr.date(one.last)
    for digits in (len("2020"), len("2020-12")):
        printed = one.first.isoformat()[:digits]
        if between(printed, date.max) == (one.first, one.last):
            return tr.date(printed)
    return tr("%(first)s – %(last)s", first=tr.date(one.first), last=tr.date(one.last))


def last_cell(tr: Words, one: Last, day: date, nothing: str = "") -> Cell:
    """Return how long ago the last known record was and when; else that no record is known, or none with a date."""
    if one.days(day) is not None:
        return Cell(days_ago(tr, one, day), note=_dated(tr, one))
    if one.records:
        undated = tr.plural("%(count)s record, without a date", "%(count)s records, none with a date", one.records)
        return Cell("", note=undated)
    return Cell("", note=nothing or tr("no record known"))


def region_table(page: Page, view: SilenceView) -> Table:
    """Return each region with its last known record by source, and its past plans without a contract."""
    tr = page.tr
    columns = [
        Column("region", tr("Region"), main=True),
        Column(ANY, tr("Last known record, any source"), amount=True),
        *(Column(tier, labels.tier(tr, tier)) for tier in TIERS),
        Column("plans", tr("Past plans without a contract"), kind="number"),
    ]
    named = sorted(view.regions, key=lambda one: (one.region == "national", tr.sort_key(_region(page, one))))
    rows = [_region_row(page, one, view.day) for one in named]
    return Table(columns, rows, caption=title(tr), caption_unseen=True)


def _region(page: Page, one: RegionSilence) -> str:
    if one.region == "national":
        return page.tr("Of no one region")
    return name_of(page.tr, page.names.regions, one.region, "short")


def _region_row(page: Page, one: RegionSilence, day: date) -> Mapping[str, Cell]:
    tr = page.tr
    href = None if one.region == "national" else page.plain_link("/region", id=one.region)
    tiers = {tier: last_cell(tr, last, day, _unread(tr, one, tier)) for tier, last in one.tiers.items()}
    plans = Cell(tr.number(one.plans)) if one.plans else Cell("", note=tr("none known"))
    name = Cell(_region(page, one), href=href)
    return {"region": name, ANY: last_cell(tr, one.every, day), **tiers, "plans": plans}


def _unread(tr: Words, one: RegionSilence, tier: str) -> str:
    """Say of a register without records whether it was read for the region at all."""
    unread = tier == "register" and one.region != "national" and not one.years_read
    return tr("not read for this region") if unread else ""


def place_facts(page: Page, view: SilenceView) -> list[Fact]:
    """Return the last known record of one place by source, and what can be told of acts of acceptance."""
    tr, (one,) = page.tr, view.regions
    facts = [_fact(tr, tr("Last known record, any source"), one.every, view.day, "")]
    for tier, last in one.tiers.items():
        if last.records or tier == "register":
            facts.append(_fact(tr, labels.tier(tr, tier), last, view.day, _unread(tr, one, tier), _basis(tr, tier)))
    if one.years_read:
        facts.append(Fact(tr("Years of which the register was read"), Cell(spans(one.years_read))))
    return [*facts, *acceptance_facts(page, view)]


def _fact(tr: Words, label: str, last: Last, day: date, nothing: str, basis: str = "") -> Fact:
    cell = last_cell(tr, last, day, nothing)
    if not cell.text:
        return Fact(label, None, cell.note)
    return Fact(label, Cell(cell.text, note=cell.note), basis)


def _basis(tr: Words, tier: str) -> str:
    return tr("by the day of signing") if BASIS[tier] == "signed" else tr("by the date of the source")


# ── plans ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def plans_sentence(page: Page, view: SilenceView) -> str:
    """Say what stands in the table of plans and what it does not mean."""
    tr = page.tr
    told = tr(
        "Plans, budgets and lots whose year has passed, and to which no contract or payment in our records is related. "
        "The contract may exist and not be known here."
    )
    if not view.undated_plans:
        return told
    undated = tr.plural(
        "Of %(count)s more plan no source gives the year: whether it has passed cannot be told.",
        "Of %(count)s more plans no source gives the year: whether they have passed cannot be told.",
        view.undated_plans,
    )
    return f"{told} {undated}"


def plan_count(tr: Words, count: int) -> str:
    """Return how many plans there are, the words under which they open."""
    return tr.plural("%(count)s plan without a contract", "%(count)s plans without a contract", count)


def plan_table(page: Page, view: SilenceView) -> Table:
    """Return records of plans whose year has passed without a related contract, the oldest first."""
    tr, rows = page.tr, view.plans
    names = page.names_of(
        parties=[row["customer_id"] for row in rows if row["customer_id"]],
        places=[row["place"] for row in rows if row["place"]],
    )
    columns = [
        Column("title", tr("What was to be bought"), main=True),
        Column("amount", tr("Amount"), kind="money", amount=True),
        Column("customer", tr("Who pays")),
        Column("region", tr("Where")),
        Column("year", tr("Planned for"), kind="year"),
        Column("state", tr("State, as the source says")),
    ]
    cells = [
        {
            "title": Cell(
                tr.pick(row, "title"),
                href=page.plain_link("/record", id=row["record_id"]),
                note=labels.kind(tr, row["kind"]),
                lang=tr.picked_language(row, "title") or None,
                lines=dispute_lines(page, row["record_id"], disputed=row["disputed"]),
            ),
            "amount": _amount(tr, row),
            "customer": party_cell(page, names, row["customer_id"], row["customer_as_written"], buyer=True),
            "region": place_cell(page, names, row["region"], row["place"]),
            "year": Cell(tr.years(row["year_from"], row["year_to"])),
            "state": Cell(labels.state(tr, row["state"])),
        }
        for row in rows
    ]
    return Table(
        columns, cells, caption=first_of(tr, tr("Past plans without a contract"), len(rows), view.plans_listed)
    )


def _amount(tr: Words, row: Row) -> Cell:
    if row["amount_kzt"] is None:
        return Cell("", note=tr("sum not known"))
    return Cell(tr.amount(row["amount_kzt"], row["amount_precision"], row["amount_low"], row["amount_high"]))


def item_table(page: Page, view: SilenceView) -> Table:
    """Return purchases of the register's own plans of past years that have no contract, at most those of the view."""
    tr, rows = page.tr, view.items
    names = page.names_of(
        parties=[row["customer_id"] for row in rows if row["customer_id"]],
        places=[row["place"] for row in rows if row["place"]],
    )
    columns = [
        Column("title", tr("What was to be bought"), main=True),
        Column("amount", tr("Planned sum, without tax"), kind="money", amount=True),
        Column("customer", tr("Who pays")),
        Column("region", tr("Where")),
        Column("year", tr("Planned for"), kind="year"),
    ]
    cells = [
        {
            "title": Cell(tr.pick(row, "title"), href=row["url"], note=labels.category(tr, row["category"])),
            "amount": Cell(tr.money(row["amount_kzt"])) if row["amount_kzt"] is not None else Cell(""),
            "customer": party_cell(page, names, row["customer_id"], row["customer_as_written"], buyer=True),
            "region": place_cell(page, names, row["region"], row["place"]),
            "year": Cell(str(row["year"])),
        }
        for row in rows
    ]
    caption = tr("In the register's plans and announcements of past years, without a contract so far")
    return Table(columns, cells, caption=first_of(tr, caption, len(rows), view.items_listed))


# ── acceptance ────────────────────────────────────────────────────────────────────────────────────────────────────


def acceptance_sentence(page: Page) -> str:
    """Say of which contracts it can be told whether they were accepted."""
    return page.tr(
        "Acts of acceptance stand in the procurement register alone. Whether a contract has one can be told only where "
        "its payments or acts were read there; of every other contract nothing can be told."
    )


def acceptance_facts(page: Page, view: SilenceView) -> list[Fact]:
    """Return how many contracts have an act, how many none, and of how many it cannot be told."""
    tr, told = page.tr, view.accepted
    if not told.contracts:
        return [Fact(tr("Contracts without an act of acceptance"), None, tr("no contract of the register is known"))]
    cannot = tr.plural(
        "of %(count)s contract it cannot be told", "of %(count)s contracts it cannot be told", told.unread
    )
    note = cannot if told.unread else ""
    if told.contracts == told.unread:
        return [Fact(tr("Contracts without an act of acceptance"), None, note)]
    share = tr("%(count)s of %(all)s", count=tr.number(told.without_act), all=tr.number(told.contracts))
    return [Fact(tr("Contracts without an act of acceptance"), Cell(share, note=note))]


def acceptance_table(page: Page, rows: Sequence[Row], listed: int) -> Table:
    """Return contracts for which payments were read but no act, the oldest first."""
    tr = page.tr
    names = page.names_of(parties=[row["customer_id"] for row in rows if row["customer_id"]])
    columns = [
        Column("title", tr("What was bought"), main=True),
        Column("paid", tr("Paid, as the register tells"), kind="money", amount=True),
        Column("customer", tr("Who pays")),
        Column("signed", tr("Signed"), kind="date"),
        Column("last", tr("Last payment"), kind="date"),
    ]
    cells = [
        {
            "title": Cell(
                tr.pick(row, "title"),
                href=page.plain_link("/record", id=row["record_id"]),
                lang=tr.picked_language(row, "title") or None,
                lines=dispute_lines(page, row["record_id"], disputed=row["disputed"]),
            ),
            "paid": Cell(tr.money(row["paid_in_register_kzt"])) if row["paid_in_register_kzt"] else Cell(""),
            "customer": party_cell(page, names, row["customer_id"], row["customer_as_written"], buyer=True),
            "signed": Cell(tr.date(row["period_start"])),
            "last": Cell(tr.date(row["last_paid_on"])),
        }
        for row in rows
    ]
    caption = tr("Contracts paid for, of which the register shows no act of acceptance so far")
    return Table(columns, cells, caption=first_of(tr, caption, len(rows), listed))
