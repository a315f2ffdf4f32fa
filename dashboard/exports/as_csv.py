"""Writes exports as CSV (RFC 4180, UTF-8) that no spreadsheet runs as a formula."""

from collections.abc import Iterator
from typing import Final

from dashboard.exports.dataset import Dataset
from dashboard.table_files import csv_form

MEDIA_TYPE: Final = "text/csv; charset=utf-8"
BOM: Final = "\ufeff".encode()
LINE_END: Final = "\r\n"


def write(dataset: Dataset, *, excel: bool = False) -> Iterator[bytes]:
    """Write a table a chunk at a time.

    Args:
        dataset: The table.
        excel: Begin with a byte-order mark, without which Excel misreads Cyrillic.
    """
    if excel:
        yield BOM
    for number, frame in enumerate(dataset.chunks()):
        text = csv_form(frame.lazy()).collect().write_csv(include_header=number == 0, line_terminator=LINE_END)
        yield text.encode()
