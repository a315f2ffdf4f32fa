"""The published tables as files: Parquet as it was published, CSV made from it once, and the manifest."""

import hashlib
import os
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from threading import get_ident
from typing import Final

import polars as pl
from starlette.requests import Request
from starlette.responses import FileResponse, PlainTextResponse, Response
from starlette.routing import Route

from dashboard import snapshots
from dashboard.settings import Settings
from dashboard.snapshots import Snapshot
from pipelines.schemas import CONTENT, HISTORY

# Raised when the way of writing changes, so that neither our cache nor a reader's keeps the old form.
CSV_VERSION: Final = "csv-1"
LIST_SEPARATOR: Final = " | "
# A spreadsheet runs a text cell that begins with one of these as a formula.
FORMULA_SIGNS: Final = ("=", "+", "-", "@", "\t", "\r")

_BOM: Final = "\ufeff".encode()
_IMMUTABLE: Final = "public, immutable, max-age=31536000"
_PARQUET_TYPE: Final = "application/vnd.apache.parquet"
_CSV_TYPE: Final = "text/csv; charset=utf-8"


@dataclass(frozen=True, slots=True)
class TableFile:
    """One published table on disk: its Parquet file and the SHA-256 that the manifest gives it."""

    name: str
    path: Path
    sha256: str


def find_table(snapshot: Snapshot, name: str) -> TableFile | None:
    """Return a table of a snapshot, or nothing for a name that no published table has."""
    if name not in CONTENT and name not in HISTORY:
        return None
    place = "tables" if name in CONTENT else "history"
    described = snapshot.manifest.get(place, {}).get(name)
    path = snapshot.folder / place / f"{name}.parquet"
    return TableFile(name, path, described["sha256"]) if described and path.is_file() else None


def csv_frame(path: Path) -> pl.LazyFrame:
    """Return a Parquet table in the form that CSV holds: lists joined, texts that spreadsheets would run made inert.

    One row per row of the table. Numbers and dates stay what they are: a minus is no formula there.
    """
    table = pl.scan_parquet(path)
    schema = table.collect_schema()
    lists = [pl.col(name).list.join(LIST_SEPARATOR) for name, kind in schema.items() if kind == pl.List(pl.String)]
    texts = [name for name, kind in schema.items() if kind in (pl.String, pl.List(pl.String))]
    return table.with_columns(lists).with_columns(inert(pl.col(name)) for name in texts)


def inert(text: pl.Expr) -> pl.Expr:
    """Put an apostrophe before a text that begins with a sign of FORMULA_SIGNS; missing stays missing."""
    runs = pl.any_horizontal(text.str.starts_with(sign) for sign in FORMULA_SIGNS)
    return pl.when(runs).then(pl.lit("'") + text).otherwise(text).name.keep()


def csv_file(table: TableFile, cache_dir: Path) -> Path | None:
    """Return the CSV copy of a table, made now if it was not made before; nothing where no copy can be kept."""
    kept = cache_dir / CSV_VERSION / f"{table.sha256}.csv"
    if kept.is_file():
        return kept
    unfinished = kept.with_suffix(f".{os.getpid()}-{get_ident()}")
    try:
        kept.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        csv_frame(table.path).sink_csv(unfinished, include_bom=True, line_terminator="\r\n", check_extension=False)
        unfinished.replace(kept)
    except OSError:
        return None
    return kept


def file_routes(settings: Settings) -> list[Route]:
    """Make the routes of the manifest and of every table.

    Args:
        settings: Where the snapshots are, and where CSV copies may be kept.
    """
    root, cache_dir = settings.snapshots.resolve(), settings.cache_dir

    def manifest(request: Request) -> Response:
        snapshot = snapshots.find(root, request.path_params["snapshot"])
        if snapshot is None:
            return _missing()
        path = snapshot.folder / "manifest.json"
        return _answer(request, path, _name(snapshot, "manifest", "json"), "application/json", _sha256(path))

    def table(request: Request) -> Response:
        snapshot = snapshots.find(root, request.path_params["snapshot"])
        name, _, form = request.path_params["file"].partition(".")
        found = find_table(snapshot, name) if snapshot else None
        if snapshot is None or found is None or form not in _FORMS:
            return _missing()
        return _FORMS[form](request, snapshot, found, cache_dir)

    return [
        Route("/files/{snapshot}/manifest.json", manifest),
        Route("/files/{snapshot}/tables/{file}", table),
    ]


def _parquet(request: Request, snapshot: Snapshot, table: TableFile, _cache_dir: Path) -> Response:
    return _answer(request, table.path, _name(snapshot, table.name, "parquet"), _PARQUET_TYPE, table.sha256)


def _csv(request: Request, snapshot: Snapshot, table: TableFile, cache_dir: Path) -> Response:
    name, etag = _name(snapshot, table.name, "csv"), f"{table.sha256}-{CSV_VERSION}"
    if _is_held(request, etag):
        return Response(status_code=304, headers=_headers(name, etag))
    path = csv_file(table, cache_dir)
    if path is not None:
        return _answer(request, path, name, _CSV_TYPE, etag)
    body = _BOM + csv_frame(table.path).collect().write_csv(line_terminator="\r\n").encode()
    return Response(body, headers=_headers(name, etag), media_type=_CSV_TYPE)


_FORMS: Final[dict[str, Callable[[Request, Snapshot, TableFile, Path], Response]]] = {
    "parquet": _parquet,
    "csv": _csv,
}


def _name(snapshot: Snapshot, table: str, form: str) -> str:
    """Name a download so that it still speaks in a folder among others."""
    return f"aqsha-qaida-{snapshot.id}-{table}.{form}"


def _answer(request: Request, path: Path, name: str, media_type: str, etag: str) -> Response:
    headers = _headers(name, etag)
    if _is_held(request, etag):
        return Response(status_code=304, headers=headers)
    return FileResponse(path, headers=headers, media_type=media_type)


def _headers(name: str, etag: str) -> dict[str, str]:
    return {
        "cache-control": _IMMUTABLE,
        "etag": f'"{etag}"',
        "content-disposition": f'attachment; filename="{name}"',
    }


def _is_held(request: Request, etag: str) -> bool:
    """Tell whether the reader says they hold these very bytes."""
    offered = request.headers.get("if-none-match", "")
    return offered.strip() == "*" or f'"{etag}"' in [one.strip().removeprefix("W/") for one in offered.split(",")]


@lru_cache(maxsize=64)
def _sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _missing() -> Response:
    return PlainTextResponse("Not Found", status_code=404)
