"""Packs one figure to be taken away: its picture, the data as shown and in full, what columns mean, how to cite it."""

import csv
import io
from collections.abc import Iterator
from dataclasses import replace
from typing import Final
from urllib.parse import urlsplit
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from dashboard.alternates import feed_link
from dashboard.body import Body, Figure
from dashboard.citing import citations
from dashboard.exports import as_csv
from dashboard.exports.dataset import Dataset, NoSubject
from dashboard.exports.every import EXPORTS
from dashboard.exports.export import Export, dataset
from dashboard.filters import Filters
from dashboard.html.inputs import Column, Table
from dashboard.page import Page
from dashboard.sentences import filter_sentence
from dashboard.table_files import FORMULA_SIGNS

DICTIONARY_HEAD: Final = ("file", "column", "type", "unit", "meaning")


class _Stream(io.RawIOBase):
    """Takes what the zip writes and gives it on."""

    def __init__(self) -> None:
        self._held = bytearray()

    def writable(self) -> bool:
        return True

    def write(self, data: object, /) -> int:
        taken = bytes(data)  # type: ignore[call-overload]
        self._held += taken
        return len(taken)

    def take(self) -> bytes:
        taken, self._held = bytes(self._held), bytearray()
        return taken


def bundle(body: Body, figure: Figure, origin: str, png: bytes, svg: str) -> Iterator[bytes]:
    """Pack a figure as a zip, a piece at a time, so that a million records need no memory.

    Args:
        body: The page it stands on.
        figure: The figure.
        origin: Scheme and host of the site.
        png: Its picture.
        svg: The same as a vector drawing.
    """
    tables = _tables(body.page)
    cited = citations(body.page, f"{body.heading.title} — {figure.title}", origin)
    whole: list[tuple[str, bytes]] = [
        ("picture.png", png),
        ("picture.svg", svg.encode()),
        ("citation.txt", f"{cited.plain}\n\n{cited.gost}\n".encode()),
        ("citation.bib", cited.bibtex.encode()),
        ("dictionary.csv", _dictionary(body.page, tables)),
        ("readme.txt", _readme(body, figure, origin, list(tables)).encode()),
    ]
    if figure.table is not None:
        whole.append(("shown.csv", shown_csv(figure.table)))
    stream, day = _Stream(), body.page.asked.snapshot.made_at
    moment = (max(day.year, 1980), day.month, day.day, day.hour, day.minute, day.second)
    with ZipFile(stream, "w", ZIP_DEFLATED) as pack:
        for name, content in sorted(whole):
            pack.writestr(_entry(name, moment), content, ZIP_DEFLATED)
            yield stream.take()
        for name, table in tables.items():
            with pack.open(_entry(name, moment), "w", force_zip64=True) as file:
                for piece in as_csv.write(table, excel=True):
                    file.write(piece)
                    yield stream.take()
    yield stream.take()


def _entry(name: str, moment: tuple[int, int, int, int, int, int]) -> ZipInfo:
    entry = ZipInfo(name, moment)
    entry.compress_type = ZIP_DEFLATED
    entry.external_attr = 0o644 << 16
    return entry


def _tables(page: Page) -> dict[str, Dataset]:
    """Return the view's own numbers and all records behind it, as far as this page has them."""
    behind = Filters.parse(urlsplit(feed_link(page)).query)
    records = replace(page, key="records", asked=replace(page.asked, filters=behind.with_(asof=page.filters.asof)))
    wanted = {"view.csv": (EXPORTS.get(page.key), page), "records.csv": (EXPORTS["records"], records)}
    made = {name: _table(export, asked) for name, (export, asked) in wanted.items() if export}
    return {name: table for name, table in made.items() if table is not None}


def _table(export: Export, page: Page) -> Dataset | None:
    try:
        return dataset(export, page, export.tables[0])
    except NoSubject:
        return None


def shown_csv(table: Table) -> bytes:
    """Write a table as it is shown, texts and all; a note beside a value has a column of its own."""
    noted = {
        column.key for column in table.columns if any(row[column.key].note for row in table.rows if column.key in row)
    }
    out = io.StringIO()
    writer = csv.writer(out, lineterminator=as_csv.LINE_END)
    writer.writerow([name for column in table.columns for name in _heads(column, noted)])
    for row in table.rows:
        cells = [(row.get(column.key), column.key in noted) for column in table.columns]
        writer.writerow(
            [_inert(text) for cell, two in cells for text in ((cell.text, cell.note) if cell else ("", ""))[: 1 + two]]
        )
    return as_csv.BOM + out.getvalue().encode()


def _heads(column: Column, noted: set[str]) -> tuple[str, ...]:
    return (column.label, f"{column.label} *") if column.key in noted else (column.label,)


def _inert(text: str) -> str:
    """Make a text inert that a spreadsheet would run as a formula."""
    return f"'{text}" if text.startswith(FORMULA_SIGNS) else text


def _dictionary(page: Page, tables: dict[str, Dataset]) -> bytes:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator=as_csv.LINE_END)
    writer.writerow(DICTIONARY_HEAD)
    for file, table in tables.items():
        for field in table.fields:
            writer.writerow([file, field.name, field.kind, field.unit or "", page.tr(field.about)])
    return as_csv.BOM + out.getvalue().encode()


def _readme(body: Body, figure: Figure, origin: str, tables: list[str]) -> str:
    page = body.page
    tr, snapshot = page.tr, page.asked.snapshot
    told = {
        "picture.png, picture.svg": tr("the figure with its sources, date and link"),
        "shown.csv": tr("the figure's numbers as they are shown"),
        "view.csv": tr("the numbers of the whole page, exact"),
        "records.csv": tr("all records of this filter, exact tenge"),
        "dictionary.csv": tr("what each column means"),
        "citation.txt, citation.bib": tr("how to cite it"),
    }
    left_out = {"view.csv", "records.csv"} - set(tables) | ({"shown.csv"} if figure.table is None else set())
    lines = [
        body.heading.title,
        figure.title,
        *([filter_sentence(page, spending=body.heading.spending)] if body.heading.filtered else []),
        "",
        figure.alt,
        "",
        tr("Data edition %(id)s of %(date)s", id=snapshot.id, date=tr.date(snapshot.day)),
        tr("Fixed link (its data will not change)") + f": {origin}{page.frozen()}",
        "CC BY 4.0, https://creativecommons.org/licenses/by/4.0/",
        "",
        *(f"{name}: {meaning}" for name, meaning in told.items() if name not in left_out),
    ]
    return "\r\n".join(lines) + "\r\n"
