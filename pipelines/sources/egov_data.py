"""Data sets of the open data portal: rows kept as they come, in the columns that are named and no others."""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import polars as pl

from pipelines.errors import SourceChanged
from pipelines.marks import N_
from pipelines.sources.lesser import PERSON, Access, Frames, Lesser, Visit, load, rows_of, store
from pipelines.sources.lesser_settings import LesserSettings, names

OK = 200
PAGE = 1_000
MOST = 200_000
SETTING = re.compile(
    r"(?P<index>[a-z0-9_]+)/(?P<version>[a-z0-9]+)(?::(?P<columns>[A-Za-z0-9_]+(?:\+[A-Za-z0-9_]+)*))?"
)

# What is kept of data sets that public loaders are known to read; others name their columns in the setting.
COLUMNS: Mapping[str, tuple[str, ...]] = {
    "s_ats": ("id", "parent_id", "d_ats_type_id", "name_rus", "name_kaz", "cato", "actual", "modified"),
    "d_ats_types": ("id", "value_ru", "value_kz", "code", "actual"),
    "nbrk_currency_rates1": ("date", "kod", "kurs", "name_rus", "name_kaz"),
}


@dataclass(frozen=True, slots=True)
class DataSet:
    """One data set: its index and version on the portal, and the columns that are kept (none: not known)."""

    index: str
    version: str
    columns: tuple[str, ...]


def data_set(written: str) -> DataSet | None:
    """Read `index/version` or `index/version:column+column`; nothing where it is neither."""
    found = SETTING.fullmatch(written)
    if not found:
        return None
    given = tuple(found["columns"].split("+")) if found["columns"] else COLUMNS.get(found["index"], ())
    return DataSet(found["index"], found["version"], given)


def sources(settings: LesserSettings) -> list[Lesser]:
    """Return one source for each data set of the setting, so that each fails alone."""
    return [_source(settings, written) for written in names(settings.egov_datasets) if written != "off"]


def _source(settings: LesserSettings, written: str) -> Lesser:
    key = settings.egov_key.get_secret_value() if settings.egov_key else ""
    found = data_set(written)
    name = f"egov_{found.index}" if found else f"egov_{re.sub('[^a-z0-9]+', '_', written.lower())}"
    return Lesser(
        name=name,
        about=N_("A data set of the open data portal, kept for work to come"),
        licence=N_("As told on the page of the data set"),
        cadence=N_("every night"),
        home=f"{settings.egov_url}/datasets/view?index={found.index}" if found else settings.egov_url,
        state="on" if key else "kept",
        access=Access(settings.egov_url, {}, settings.lesser_rate, settings.ca_bundle),
        read=lambda visit: read(visit, found, written, key),
        frames=lambda folder: frames(folder, name, found.columns if found else ()),
    )


def frames(folder: Path, name: str, columns: tuple[str, ...]) -> Frames:
    """Load the rows of one data set."""
    return {name: load(folder / "rows.parquet", dict.fromkeys(columns, pl.String))}


def read(visit: Visit, found: DataSet | None, written: str, key: str) -> None:
    """Read one data set whole; it replaces the last reading in one step.

    Raises:
        SourceUnavailable: The portal did not answer.
        SourceChanged: The setting or the answer has another form, or no columns are named.
    """
    what = f"The data set {written}"
    if found is None or not found.columns:
        words = "no columns are named for it, and unknown columns may hold persons"
        raise SourceChanged(f"{what}: {words}; write index/version:column+column in AQSHA_EGOV_DATASETS.")
    rows = [_kept(row, found.columns) for row in _all_pages(visit, found, key, what)]
    if not any(value is not None for row in rows for value in row.values()):
        raise SourceChanged(f"{what}: none of the columns {', '.join(found.columns)} came; they were renamed.")
    store(visit.folder / "rows.parquet", pl.DataFrame(rows, schema=dict.fromkeys(found.columns, pl.String)).unique())
    visit.report(f"{what}: {len(rows)} rows")


def _all_pages(visit: Visit, found: DataSet, key: str, what: str) -> Iterator[dict[str, Any]]:
    last: list[dict[str, Any]] = []
    for start in range(0, MOST, PAGE):
        page = _page(visit, found, start, key, what)
        if page and page == last:
            raise SourceChanged(f"{what}: the pages repeat after row {start}; it is kept as it was last read.")
        yield from page
        if len(page) < PAGE:
            return
        last = page
    raise SourceChanged(f"{what}: more than {MOST} rows; too many to be read whole, it is not used.")


def _page(visit: Visit, found: DataSet, start: int, key: str, what: str) -> list[dict[str, Any]]:
    question = json.dumps({"from": start, "size": PAGE})
    answer = visit.caller.get(f"/api/v4/{found.index}/{found.version}", {"apiKey": key, "source": question})
    if answer.status != OK:
        raise SourceChanged(f"{what}: the portal answered {answer.status}; look for the data set by hand.")
    if isinstance(answer.content, Mapping) and "error" in answer.content:
        raise SourceChanged(f"{what}: the portal answered with an error: {str(answer.content['error'])[:120]}")
    return rows_of(answer.content, what)


def _kept(row: Mapping[str, Any], columns: tuple[str, ...]) -> dict[str, str | None]:
    """Keep the named columns as text; a number of a person in them is blotted out."""
    texts = {name: None if row.get(name) is None else str(row[name]) for name in columns}
    return {name: None if text is None else PERSON.sub("…", text) for name, text in texts.items()}
