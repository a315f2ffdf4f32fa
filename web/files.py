"""The published tables as files: Parquet as it was published, CSV made from it once, and the manifest."""

import hashlib
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from typing import Final

from starlette.requests import Request
from starlette.responses import FileResponse, PlainTextResponse, Response
from starlette.routing import Route

from dashboard import snapshots
from dashboard.settings import Settings
from dashboard.snapshots import Snapshot
from dashboard.table_files import CSV_VERSION, TableFile, csv_file, csv_frame, find_table
from web.freshness import FOR_EVER, is_held

_BOM: Final = "\ufeff".encode()
_PARQUET_TYPE: Final = "application/vnd.apache.parquet"
_CSV_TYPE: Final = "text/csv; charset=utf-8"


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
    name, mark = _name(snapshot, table.name, "csv"), f"{table.sha256}-{CSV_VERSION}"
    headers = _headers(name, mark)
    if is_held(request.headers, headers["etag"]):
        return Response(status_code=304, headers=headers)
    path = csv_file(table, cache_dir)
    if path is not None:
        return _answer(request, path, name, _CSV_TYPE, mark)
    body = _BOM + csv_frame(table.path).collect().write_csv(line_terminator="\r\n").encode()
    return Response(body, headers=headers, media_type=_CSV_TYPE)


_FORMS: Final[dict[str, Callable[[Request, Snapshot, TableFile, Path], Response]]] = {
    "parquet": _parquet,
    "csv": _csv,
}


def _name(snapshot: Snapshot, table: str, form: str) -> str:
    """Name a download so that it still speaks in a folder among others."""
    return f"aqsha-qaida-{snapshot.id}-{table}.{form}"


def _answer(request: Request, path: Path, name: str, media_type: str, mark: str) -> Response:
    headers = _headers(name, mark)
    if is_held(request.headers, headers["etag"]):
        return Response(status_code=304, headers=headers)
    return FileResponse(path, headers=headers, media_type=media_type)


def _headers(name: str, mark: str) -> dict[str, str]:
    return {
        "cache-control": FOR_EVER,
        "etag": f'"{mark}"',
        "content-disposition": f'attachment; filename="{name}"',
    }


@lru_cache(maxsize=64)
def _sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _missing() -> Response:
    return PlainTextResponse("Not Found", status_code=404)
