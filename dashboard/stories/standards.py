"""The open forms of the data in words: what each file is, for whom, and where it is."""

from dashboard.alternates import feed_link
from dashboard.html.inputs import Cell, Column, Table
from dashboard.page import Page


def sentence(page: Page) -> str:
    """Say what the forms are for."""
    return page.tr(
        "The same rows in the forms that other programs and catalogues read. The interface answers for any link: put "
        "«/api/v1» before a page's path and «.json», «.csv», «.xlsx» or «.parquet» after it."
    )


def table(page: Page) -> Table:
    """Return one row per form: its name, what it is, its link."""
    tr, files = page.tr, f"/files/{page.asked.snapshot.id}"
    told = (
        (tr("Description of all tables"), f"{files}/datapackage.json", "Data Package 2.0"),
        (tr("Contracts of the register, release by release"), f"{files}/ocds.json.gz", "OCDS 1.1"),
        (tr("Contracts of the register, process by process"), f"{files}/ocds-records.json.gz", "OCDS 1.1"),
        (tr("What the OCDS files hold and leave out"), f"{files}/ocds-policy.txt", tr("text")),
        (tr("Catalogue of the data edition"), f"{files}/catalog.jsonld", "DCAT-AP 3.0.1"),
        (tr("The interface and its parameters"), "/api/openapi.json", "OpenAPI 3.1"),
        (tr("Changes night by night"), feed_link(page), "Atom"),
    )
    columns = [Column("name", tr("What it is"), main=True), Column("form", tr("Standard"))]
    rows = [{"name": Cell(name, href=href), "form": Cell(form)} for name, href, form in told]
    return Table(columns, rows, tr("Open forms of this data edition"), caption_unseen=True)
