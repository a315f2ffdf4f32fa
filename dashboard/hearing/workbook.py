"""Writes packs as one XLSX workbook: real numbers and dates, and sums as formulas over the records, so that all check.

Languages share the sheets: a head names its column in each of them, and texts have a column in each.
"""

import io
from collections.abc import Callable, Sequence
from typing import Final

import xlsxwriter

from dashboard.exports.about import SITE
from dashboard.hearing import workbook_details as details
from dashboard.hearing import workbook_figures as figures
from dashboard.hearing import workbook_minutes as minutes
from dashboard.hearing import workbook_peers as peers
from dashboard.hearing import workbook_records as records
from dashboard.hearing import workbook_texts as texts
from dashboard.hearing import workbook_totals as totals
from dashboard.hearing.pack import Pack
from dashboard.hearing.workbook_cells import Book

_OPTIONS: Final = {
    "in_memory": True,
    "default_date_format": "yyyy-mm-dd",
    "strings_to_urls": False,
    "strings_to_formulas": False,
    "strings_to_numbers": False,
}


def workbook(packs: Sequence[Pack], origin: str = "") -> bytes:
    """Write the workbook.

    Args:
        packs: The pack in each language of the workbook, the first on the left; their chapters are the same.
        origin: Scheme and host of the site, for the addresses in it; "" where not known.

    Returns:
        The file; the same for the same packs.

    Raises:
        ValueError: No pack is given.
    """
    if not packs:
        raise ValueError("a workbook holds at least one pack, got none")
    page, file = packs[0].page, io.BytesIO()
    with xlsxwriter.Workbook(file, _OPTIONS) as made:
        made.set_properties({"title": f"{SITE} {packs[0].title}", "created": page.asked.snapshot.made_at})
        book = Book(made, [pack.page.tr for pack in packs], f"{SITE} {page.asked.snapshot.id}")
        _write(book, packs, origin)
    return file.getvalue()


def _write(book: Book, packs: Sequence[Pack], origin: str) -> None:
    """Write the sheets: records and totals always, as all formulas rest on them; then the chapters in their order.

    The columns of the records are explained in any case, on the sheet of the method.
    """
    page, first = packs[0].page, packs[0]
    cover = book.sheet(lambda tr: tr("What this is"))
    listed = records.write(book, page, records.asked(page), origin)
    over = totals.write(book, page, listed)
    sheets: dict[str, Callable[[], None]] = {
        "figures": lambda: figures.write(book, packs, over),
        "promises": lambda: details.write_promises(book, packs),
        "sides": lambda: texts.write_sides(book, packs),
        "needs": lambda: details.write_needs(book, packs),
        "peers": lambda: peers.write(book, packs, over),
        "questions": lambda: texts.write_questions(book, packs),
        "method": lambda: texts.write_method(book, packs, listed),
        "glossary": lambda: texts.write_glossary(book, packs),
        "minutes": lambda: minutes.write(book, packs),
    }
    for key in dict.fromkeys((*(chapter.key for chapter in first.chapters), "method")):
        if key in sheets:
            sheets[key]()
    texts.write_cover(cover, packs, listed, origin)
