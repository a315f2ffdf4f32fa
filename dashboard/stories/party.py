"""What the pages of a buyer and of a supplier say alike: who it is, its records, its money split by one thing."""

from collections.abc import Callable, Iterable, Mapping, Sequence

from dashboard import labels
from dashboard.html.inputs import Cell, Column, Fact, Key, Table
from dashboard.page import Page
from dashboard.sentences import name_of
from dashboard.store import Row
from dashboard.stories.records import made_of
from dashboard.stories.said import source_cell
from dashboard.tables import record_cells, record_columns
from dashboard.views.money import Money
from dashboard.words import Words


def name(page: Page, party: Row, form: str = "short") -> str:
    """Return the party's name in the reader's language."""
    return name_of(page.tr, {party["party_id"]: party}, party["party_id"], form)


def only_left_out(tr: Words, who: str, count: int) -> str:
    """Return the title of a party whose records are all left out of the totals."""
    return tr.plural(
        "%(name)s: %(count)s record found so far, not in the totals",
        "%(name)s: %(count)s records found so far, none of them in the totals",
        count,
        name=who,
    )


def keys(tr: Words, money: Mapping[str, Money], listed: int, href: Callable[..., str]) -> list[Key]:
    """Return the key numbers: money by level, records.

    Args:
        tr: The translator.
        money: Level → counted money.
        listed: Records, counted or not, of both levels.
        href: Makes the link to the party's records of a level.
    """
    known = [(level, one) for level, one in money.items() if one.total]
    levels = [
        Key(labels.level(tr, level), tr.money_short(one.total), made_of(tr, one), href(level=level))
        for level, one in known
    ]
    uncounted = listed - sum(one.records for one in money.values())
    note = tr.plural("%(count)s of them is not in the totals", "%(count)s of them are not in the totals", uncounted)
    every = href(level="all", counted="all")
    return [*levels, Key(tr("Records"), tr.number(listed), note if uncounted else "", href=every)]


def who_facts(tr: Words, party: Row) -> list[Fact]:
    """Return names in all forms, the spellings of sources, BIN, and how the party is known."""
    number = Cell(party["bin"]) if party["bin"] else None
    return [
        Fact(tr("Name in Kazakh"), Cell(party["name_kk"] or "", lang="kk")),
        Fact(tr("Name in Russian"), Cell(party["name_ru"] or "", lang="ru")),
        Fact(tr("Name in English"), Cell(party["name_en"] or "", lang="en")),
        Fact(tr("Written in sources as"), Cell("; ".join(sorted(party["variants"])))),
        Fact(tr("BIN"), number, "" if number else tr("BIN not known")),
        Fact(tr("Known by"), Cell(_known_by(tr, party["known_by"]))),
    ]


def _known_by(tr: Words, code: str) -> str:
    names = {
        "bin": tr("its business identification number"),
        "curated": tr("names put together by hand"),
        "name": tr("one name alone"),
    }
    return names[code]


def record_table(page: Page, rows: Sequence[Row], *leave_out: str) -> Table:
    """Return the party's records, counted or not, at both levels; columns that the page itself says are left out."""
    names = page.names_of(
        places=[row["place"] for row in rows if row["place"]],
        parties=[one for row in rows for one in (row["customer_id"], row["contractor_id"]) if one],
    )
    return Table(
        record_columns(page.tr, *leave_out),
        record_cells(page, names, rows),
        caption=page.tr("Records, the largest sum first"),
    )


def money_table(tr: Words, what: str, caption: str, rows: Iterable[tuple[Cell, str, Money]]) -> Table:
    """Return counted money by one thing.

    Args:
        tr: The translator.
        what: The head of the column of things.
        caption: Of the table.
        rows: The thing, the level of its money, the money.
    """
    columns = [
        Column("what", what, main=True),
        Column("committed", tr("Contracts and payments"), kind="money", amount=True),
        Column("planned", tr("Plans and budgets"), kind="money"),
        Column("level", tr("Whose money")),
        Column("records", tr("Records"), kind="number"),
    ]
    return Table(columns, [{"what": cell, **_money_cells(tr, level, money)} for cell, level, money in rows], caption)


def _money_cells(tr: Words, level: str, money: Money) -> Mapping[str, Cell]:
    none = Cell("", note=tr("none found"))
    return {
        "committed": Cell(tr.money(money.committed)) if money.committed else none,
        "planned": Cell(tr.money(money.planned)) if money.planned else none,
        "level": Cell(labels.level(tr, level)),
        "records": Cell(tr.number(money.records)),
    }


def source_table(tr: Words, ids: Iterable[str], sources: Mapping[str, Row]) -> Table:
    """Return where facts about the party itself were read."""
    columns = [Column("source", tr("Source"), main=True), Column("date", tr("Date"), kind="date")]
    rows = [_source(tr, sources[one]) for one in ids if one in sources]
    return Table(columns, rows, caption=tr("Where facts about it were read"))


def _source(tr: Words, row: Row) -> Mapping[str, Cell]:
    cell = source_cell(tr, row)
    return {"source": Cell(cell.text, href=cell.href), "date": Cell(tr.date(row["date"]))}


def editors_notes(tr: Words, party: Row) -> list[Fact]:
    """Return what editors noted of the party, in English."""
    return [Fact(tr("Remarks"), Cell(party["notes"], lang="en"))] if party["notes"] else []
