"""Reads faces as their readers do: what stands in HTML, on drawings, in files and in feeds."""

import csv
import io
import xml.etree.ElementTree as ET
from collections import defaultdict
from decimal import Decimal
from html.parser import HTMLParser
from typing import Any

import pyarrow.parquet as pq
from python_calamine import CalamineWorkbook

from tests.dashboard.exports.reading import cell, safe

SVG = "{http://www.w3.org/2000/svg}"
ATOM = "{http://www.w3.org/2005/Atom}"
_VOID = frozenset({"meta", "link", "br", "base", "input", "hr", "img"})
DIGITS = 6  # The most that any column has after the point; longer by none, so nothing is rounded.
_CELLS = frozenset({"th", "td"})


def one_line(text: str) -> str:
    """Return a text with its spaces of any kind made one plain space each."""
    return " ".join(text.split())


def squeezed(text: str) -> str:
    """Return a text without any spaces, for drawings break lines and letters where they like."""
    return "".join(text.split())


class Outline(HTMLParser):
    """What a page of ours says: head tags, the title sentence, key numbers, tables, bars, frames.

    Attributes:
        texts: Class of an element, or its tag, → the texts of all such elements in order, remarks within left out.
        metas: Name or property of a meta tag → its content.
        links: Relation, type and language of a link tag → its address.
        frames: Attributes of each iframe.
        tables: Caption and rows of cells of each table; a cell's remark is left out.
    """

    KEPT = ("aq-title", "aq-lead", "aq-sentence", "aq-value", "aq-bar-value", "aq-bar-label")

    def __init__(self, html: str) -> None:
        super().__init__()
        self.texts: defaultdict[str, list[str]] = defaultdict(list)
        self.metas: dict[str, str] = {}
        self.links: dict[tuple[str, str, str], str] = {}
        self.frames: list[dict[str, str]] = []
        self.tables: list[tuple[str, list[list[str]]]] = []
        self.language = ""
        self._open: list[tuple[str, str, list[str]]] = []
        self._rows: list[list[str]] = []
        self._caption = ""
        self.feed(html)

    @property
    def title(self) -> str:
        """Return the one title sentence."""
        (title,) = self.texts["aq-title"]
        return title

    @property
    def keys(self) -> list[tuple[str, str]]:
        """Return key numbers: label and value."""
        return list(zip(self.texts["key"], self.texts["aq-value"], strict=True))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "html":
            self.language = given.get("lang", "")
        if tag == "meta":
            self.metas[given.get("name") or given.get("property") or ""] = given.get("content", "")
        if tag == "link":
            self.links[given.get("rel", ""), given.get("type", ""), given.get("hreflang", "")] = given.get("href", "")
        if tag == "iframe":
            self.frames.append(given)
        if tag == "tbody":
            self._rows = []
        if tag == "tr":
            self._rows.append([])
        if tag not in _VOID:
            self._open.append((tag, given.get("class", ""), []))

    def handle_data(self, data: str) -> None:
        inside = {name for _, classes, _ in self._open for name in classes.split()}
        tags = {tag for tag, _, _ in self._open}
        if "aq-remark" in inside or ("aq-unseen" in inside and "caption" not in tags):
            return
        for _, _, texts in self._open:
            texts.append(data)

    def handle_endtag(self, tag: str) -> None:
        while self._open:
            opened, classes, texts = self._open.pop()
            self._close(opened, classes.split(), one_line("".join(texts)))
            if opened == tag:
                return

    def _close(self, tag: str, classes: list[str], text: str) -> None:
        for name in self.KEPT:
            if name in classes:
                self.texts[name].append(text)
        if tag == "title":
            self.texts["title"].append(text)
        if tag == "dt" and any("aq-key" in one.split() for _, one, _ in self._open[-1:]):
            self.texts["key"].append(text)
        if tag == "caption":
            self._caption = text
        if tag in _CELLS and self._rows and any(one == "tbody" for one, _, _ in self._open):
            self._rows[-1].append(text)
        if tag == "tbody":
            self.tables.append((self._caption, self._rows))
            self._rows = []


def drawn_texts(svg: str) -> str:
    """Return all that is written on a drawing, without spaces."""
    return squeezed("".join("".join(one.itertext()) for one in ET.fromstring(svg).iter(f"{SVG}text")))


def described(svg: str) -> tuple[str, str]:
    """Return the title and the description that a drawing has for screen readers."""
    root = ET.fromstring(svg)
    return tuple(one_line(root.findtext(f"{SVG}{name}") or "") for name in ("title", "desc"))  # type: ignore[return-value]


class Column:
    """A column as the API describes it, in the form that `cell` takes; numbers are compared by value."""

    def __init__(self, told: dict[str, Any]) -> None:
        self.name, self.kind, self.digits = told["name"], told["type"], DIGITS


def columns_of(answer: dict[str, Any]) -> list[Column]:
    """Return the columns of an answer in JSON."""
    return [Column(one) for one in answer["fields"]]


def parquet(content: bytes) -> Any:
    return pq.read_table(io.BytesIO(content))


def rows_of(content: bytes, form: str, columns: list[Column]) -> list[list[str]]:
    """Return the rows of a file, each cell in the text that CSV has for it."""
    if form == "parquet":
        table = parquet(content)
        heading, rows = table.column_names, cells_of(table.to_pylist(), columns)
    else:
        heading, *rows = rows_as_read(content, form)
    if form in ("csv", "xlsx"):
        rows = [[cell(value, one) for value, one in zip(row, columns, strict=True)] for row in rows]
    assert heading == [one.name for one in columns], form
    return rows


def rows_as_read(content: bytes, form: str) -> list[list[Any]]:
    """Return the rows of a CSV or XLSX file, its heading first, in the values that a reader of it gives."""
    if form == "csv":
        return list(csv.reader(io.StringIO(content.decode(), newline="")))
    return CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(1).to_python(skip_empty_area=False)


def cells_of(rows: list[dict[str, Any]], columns: list[Column]) -> list[list[str]]:
    """Return rows of values as rows of texts."""
    return [[cell(safe(row[one.name], one), one) for one in columns] for row in rows]


def told_on_sheet(content: bytes) -> dict[str, str]:
    """Return what the first sheet of a spreadsheet says, by its first column."""
    sheet = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0)
    return {str(name): str(value) for name, value in sheet.to_python()}


def tenge(text: str) -> Decimal:
    """Read an exact sum of any of our languages: "219 348 004 916,44 ₸"."""
    return Decimal(squeezed(text).removesuffix("₸").replace(",", "."))


def entries_of(atom: bytes) -> list[tuple[str, str]]:
    """Return the entries of a feed: what kind of change, and its summary."""
    found = ET.fromstring(atom).iter(f"{ATOM}entry")
    return [
        (one.find(f"{ATOM}category").get("term") or "", one.findtext(f"{ATOM}summary") or "")  # type: ignore[union-attr]
        for one in found
    ]
