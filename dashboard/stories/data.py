"""The data page in words: the edition, its tables, what is known of each region and year, inputs, rows held back."""

from collections.abc import Mapping

from dashboard.html.inputs import Cell, Column, Fact, Key, Table
from dashboard.html.reading import Grid, GridRow, Square
from dashboard.page import Page
from dashboard.sentences import name_of
from dashboard.views.data import DataView, Known
from dashboard.words import Words


def title(page: Page, view: DataView) -> str:
    """Say how much can be taken away."""
    tr = page.tr
    records = next(one.rows for one in view.tables if one.name == "records")
    return tr(
        "All data can be taken away: %(tables)s tables, among them %(records)s records of spending",
        tables=tr.number(len(view.tables)),
        records=tr.number(records),
    )


def lead(page: Page) -> str:
    """Say what the files are and under which licence."""
    return page.tr(
        "Every figure on this site is a query over these tables. Facts are free to use under CC BY 4.0: name this "
        "site and the data edition."
    )


def keys(page: Page, view: DataView) -> list[Key]:
    """Return the edition's date, citations, known region-years and rows held back."""
    tr = page.tr
    known, squares = _squares_known(view), sum(len(one.years) for one in view.known)
    return [
        Key(tr("Data edition"), tr.date(view.snapshot_id[:10]), note=view.snapshot_id),
        Key(
            tr("Publications and register entries cited"),
            tr.number(view.cited),
            note=tr("of them %(count)s without a known address", count=tr.number(view.without_address)),
        ),
        Key(
            tr("Regions and years with at least one record"),
            tr("%(known)s of %(all)s", known=tr.number(known), all=tr.number(squares)),
            note=tr("about the others we know nothing"),
            href="#coverage",
            link_text=tr("See which"),
        ),
        Key(
            tr("Rows held back"),
            tr.number(len(view.held_back)),
            note=tr("rows that did not pass their checks"),
            href="#held-back",
            link_text=tr("See them") if view.held_back else tr("What this means"),
        ),
    ]


def _squares_known(view: DataView) -> int:
    return sum(coverage != "nothing" for one in view.known for coverage, _ in one.years.values())


def edition(page: Page, view: DataView) -> list[Fact]:
    """Return what names and proves this edition."""
    tr = page.tr
    day, _, clock = view.made_at.partition("T")
    before = Cell(view.previous_id, href=page.plain_link("/data", asof=view.previous_id)) if view.previous_id else None
    return [
        Fact(tr("Id"), Cell(view.snapshot_id)),
        Fact(tr("Made"), Cell(tr("%(date)s, %(time)s UTC", date=tr.date(day), time=clock[:5]))),
        Fact(tr("Edition before"), before, note="" if view.previous_id else tr("this is the first one published here")),
        Fact(tr("SHA-256 over the content tables"), Cell(view.content_sha256), note=tr("its start is part of the id")),
        Fact(tr("Version of the code"), Cell(view.code_version)),
        Fact(tr("Version of the tables' form"), Cell(view.schema_version)),
        Fact(
            tr("Manifest"),
            Cell("manifest.json", href=f"/files/{view.snapshot_id}/manifest.json"),
            note=tr("rows, bytes and hash of every file, and the accounts above, for programs"),
        ),
    ]


def verify(page: Page) -> str:
    """Say how a reader checks an edition; the command stands under it."""
    return page.tr(
        "To check an edition, take the repository of the code and run the command below. It reads every file again, "
        "compares the hashes, the columns and the sums, and says what does not agree."
    )


def files_note(page: Page) -> str:
    """Say how the two forms differ."""
    return page.tr(
        "Parquet is the truth: exact types, exact tenge. CSV is made from it for spreadsheets: UTF-8 with a byte-order "
        "mark, comma between cells, «|» between the parts of a list. A text that a spreadsheet would run as a formula "
        "has an apostrophe before it; numbers are left as they are. A file's address never gets other content."
    )


# ── coverage ──────────────────────────────────────────────────────────────────────────────────────────────────────


def coverage_sentence(page: Page, view: DataView) -> str:
    """Say what a square means, and that an empty one is no zero."""
    tr = page.tr
    return tr(
        "A number is how many records of local bodies touch that year; a record of several years stands in each of "
        "them. A hatched square means that we know nothing: it does not mean that nothing was spent. %(whole)s "
        "records of all akimats together belong to no one region and stand outside the table.",
        whole=tr.number(view.whole_country),
    )


def coverage_grid(page: Page, view: DataView) -> Grid:
    """Return region × year: how many records are known, or that nothing is."""
    tr = page.tr
    named = sorted(view.known, key=lambda one: tr.sort_key(_region(page, one.region)))
    return Grid(
        caption=tr("What is known of each region and year"),
        first=tr("Region"),
        heads=[str(year) for year in view.years],
        last=tr("Year not known"),
        rows=[_grid_row(page, view, one) for one in named],
        legend=[
            Square("—", tr("we know nothing"), "nothing"),
            Square("3", tr("records found so far"), "found"),
            Square("3", tr("the procurement register was read"), "loaded"),
        ],
    )


def _region(page: Page, region: str) -> str:
    return name_of(page.tr, page.names.regions, region, "short")


def _grid_row(page: Page, view: DataView, one: Known) -> GridRow:
    tr = page.tr
    return GridRow(
        name=Cell(_region(page, one.region), href=page.plain_link("/region", id=one.region)),
        squares=[_square(tr, *one.years.get(year, ("nothing", 0))) for year in view.years],
        last=Cell(tr.number(one.undated)),
    )


def _square(tr: Words, coverage: str, records: int) -> Square:
    if coverage == "nothing":
        return Square("—", tr("we know nothing"), "nothing")
    count = tr.plural("%(count)s record", "%(count)s records", records)
    if coverage == "loaded":
        return Square(tr.number(records), tr("%(records)s, register read", records=count), "loaded")
    return Square(tr.number(records), tr("%(records)s found so far", records=count), "found")


# ── inputs and rows held back ─────────────────────────────────────────────────────────────────────────────────────


def accounts_sentence(page: Page) -> str:
    """Say what the accounts prove."""
    return page.tr(
        "Nothing is lost between a file and the totals: each row read is published or held back, each tenge read is in "
        "a total or left out for a reason. If this did not add up to the tiyn, nothing would be published."
    )


def sources_table(page: Page, view: DataView) -> Table:
    """Return the inputs of the nightly run: what each is, licence, cadence, where it comes from."""
    tr = page.tr
    return Table(
        columns=[
            Column("dataset", tr("Input"), main=True),
            Column("about", tr("What it is")),
            Column("licence", tr("Licence")),
            Column("cadence", tr("How often it changes")),
            Column("home", tr("Where it comes from")),
        ],
        rows=[
            {
                "dataset": Cell(row["dataset"]),
                "about": Cell(tr(row["about"] or "")),
                "licence": Cell(tr(row["licence"] or "")),
                "cadence": Cell(tr(row["cadence"] or "")),
                "home": _home(tr, row["home"] or ""),
            }
            for row in view.datasets
        ],
        caption=tr("Inputs of the nightly run"),
    )


def _home(tr: Words, home: str) -> Cell:
    if home.startswith(("https://", "http://")):
        return Cell(home, href=home)
    return Cell(home, note=tr("folder in the repository")) if home else Cell("")


def inputs_table(page: Page, view: DataView) -> Table:
    """Return the files read, with their rows and hashes."""
    tr = page.tr
    return Table(
        columns=[
            Column("file", tr("File"), main=True),
            Column("dataset", tr("Input")),
            Column("rows", tr("Rows"), kind="number"),
            Column("sha256", tr("SHA-256 of the file")),
        ],
        rows=[_input_row(tr, file, told) for file, told in sorted(view.inputs.items())],
        caption=tr("Files that this edition was made from"),
    )


def _input_row(tr: Words, file: str, told: Mapping[str, str | int]) -> Mapping[str, Cell]:
    return {
        "file": Cell(file),
        "dataset": Cell(str(told["source"])),
        "rows": Cell(tr.number(int(told["rows"]))),
        "sha256": Cell(str(told["sha256"])),
    }


def held_back_sentence(page: Page, view: DataView) -> str:
    """Say how many rows were held back, and what that means."""
    tr, count = page.tr, len(view.held_back)
    if not count:
        return tr(
            "No row was held back in this edition. A row that cannot be read or breaks a rule is never dropped "
            "silently: it is listed here with the field at fault, until it is put right."
        )
    return tr.plural(
        "%(count)s row could not be read or breaks a rule. It is in no total until it is put right.",
        "%(count)s rows could not be read or break a rule. They are in no total until they are put right.",
        count,
    )


def held_back_table(page: Page, view: DataView) -> Table:
    """Return the rows held back, each with its file, line and fault."""
    tr = page.tr
    return Table(
        columns=[
            Column("row", tr("Row"), main=True),
            Column("file", tr("File")),
            Column("field", tr("Field")),
            Column("expected", tr("Expected")),
            Column("came", tr("Came")),
        ],
        rows=[
            {
                "row": Cell(row["row_id"] or tr("line %(line)s", line=str(row["line"]))),
                "file": Cell(f"{row['file']}:{row['line']}"),
                "field": Cell(row["field"] or ""),
                "expected": Cell(row["expected"] or ""),
                "came": Cell(row["came"] or ""),
            }
            for row in view.held_back
        ],
        caption=tr("Rows held back"),
        empty=tr("No row was held back in this edition."),
    )
