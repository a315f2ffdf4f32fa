"""Answers one request of the API: the view as JSON, CSV, XLSX or Parquet, with its links and its mark of freshness."""

import tempfile
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Final

from starlette.requests import Request
from starlette.responses import FileResponse, Response, StreamingResponse
from starlette.types import Receive, Scope, Send

from dashboard.answers import Site
from dashboard.exports import as_csv, as_json, as_parquet, as_xlsx
from dashboard.exports.about import LICENCE_LINK, About, about, file_name
from dashboard.exports.dataset import BadPosition, Chunk, Dataset, NoSubject
from dashboard.exports.export import dataset
from web.api import cursors
from web.api.asking import Asking, be_strict, link_of, understand
from web.api.problems import BUSY, Problem
from web.documents import request_origin
from web.freshness import is_held, kept_for, strong_etag
from web.gate import Crowded, Gate
from web.link_header import link_header

MEDIA_TYPES: Final[Mapping[str, str]] = {
    "json": as_json.MEDIA_TYPE,
    "csv": as_csv.MEDIA_TYPE,
    "xlsx": as_xlsx.MEDIA_TYPE,
    "parquet": as_parquet.MEDIA_TYPE,
}
"""Form → media type."""
SHEETS_AT_ONCE: Final = 2
SHEETS_WAITING: Final = 4
_SHEETS: Final = Gate(SHEETS_AT_ONCE, SHEETS_WAITING)


def respond(site: Site, base_url: str, request: Request, key: str, form: str) -> Response:
    """Answer a request; runs in a thread, and what it streams is made a chunk at a time in threads.

    Args:
        site: Where answers come from.
        base_url: Address of the site that was set; "" takes the request's own.
        request: GET or HEAD.
        key: Key of the view.
        form: json, csv, xlsx or parquet.

    Raises:
        Problem: It can't be answered.
    """
    asking = understand(site, request, key, form)
    origin = request_origin(request.scope, base_url)
    told = _dataset(asking)
    if asking.strict:
        be_strict(told.page)
    chunk = _chunk(asking, told) if form == "json" else None
    headers = _headers(asking, told, chunk, origin)
    if is_held(request.headers, headers["etag"]):
        return Response(status_code=304, headers=headers)
    if request.method == "HEAD":
        return _head(headers, MEDIA_TYPES[form])
    if chunk is not None:
        body = as_json.write(told, about(told, origin), chunk, _following(asking, told, chunk, origin))
        return Response(body, headers=headers, media_type=as_json.MEDIA_TYPE)
    return _WRITERS[form](asking, told, about(told, origin), headers)


def _dataset(asking: Asking) -> Dataset:
    try:
        return dataset(asking.export, asking.page, asking.table)
    except NoSubject as error:
        tr = asking.page.tr
        title = tr("This data edition knows nothing by this id.")
        raise Problem("unknown-subject", 404, title, parameter="id", value=str(error)) from error


def _chunk(asking: Asking, told: Dataset) -> Chunk:
    try:
        return told.read(cursors.read(told, asking.cursor), asking.limit)
    except BadPosition:
        raise cursors.unreadable(told, asking.cursor) from None


def _following(asking: Asking, told: Dataset, chunk: Chunk, origin: str) -> str | None:
    """Return the link to the next rows; it names the data edition, so that a new one in between changes nothing."""
    if chunk.after is None:
        return None
    pinned = told.page.filters.with_(asof=told.page.asked.snapshot.id)
    query = link_of(pinned, table=asking.table_named, limit=str(asking.limit), cursor=cursors.write(told, chunk.after))
    return f"{origin}/api/v1/{told.key}.json?{query}"


def _headers(asking: Asking, told: Dataset, chunk: Chunk | None, origin: str) -> dict[str, str]:
    page = told.page
    parts = (told.key, told.table, asking.form, page.filters.to_query(), page.tr.language, origin, page.asked.dropped)
    ours = (asking.cursor, str(asking.limit), str(asking.excel))
    name, place = file_name(told, asking.form), "inline" if asking.form == "json" else "attachment"
    headers = {
        "etag": strong_etag(page.asked.snapshot.id, *parts, *ours),
        "cache-control": kept_for(told.key, pinned=asking.is_pinned),
        "content-disposition": f'{place}; filename="{name}"',
        "link": link_header(_links(asking, told, chunk, origin)),
    }
    return headers if asking.is_language_named else headers | {"vary": "Accept-Language"}


def _links(asking: Asking, told: Dataset, chunk: Chunk | None, origin: str) -> Iterator[str]:
    page = told.page
    following = _following(asking, told, chunk, origin) if chunk else None
    if following:
        yield f'<{following}>; rel="next"'
    yield f'<{origin}{page.written(page.path, page.filters)}>; rel="canonical"; type="text/html"'
    yield f'<{origin}{page.frozen()}>; rel="alternate"; type="text/html"'
    query = link_of(page.filters, table=asking.table_named)
    for form, media_type in MEDIA_TYPES.items():
        if form != asking.form:
            kind = media_type.partition(";")[0]
            address = f"{origin}/api/v1/{told.key}.{form}" + (f"?{query}" if query else "")
            yield f'<{address}>; rel="alternate"; type="{kind}"'
    yield f'<{origin}/api/openapi.json>; rel="service-desc"; type="application/json"'
    yield f'<{LICENCE_LINK}>; rel="license"'


def _head(headers: Mapping[str, str], media_type: str) -> Response:
    """Say what GET would, without making it; how long it would be is not known."""
    response = Response(headers=headers, media_type=media_type)
    del response.headers["content-length"]
    return response


def _csv(asking: Asking, told: Dataset, _about: About, headers: Mapping[str, str]) -> Response:
    body = as_csv.write(told, excel=asking.excel)
    return StreamingResponse(body, headers=headers, media_type=as_csv.MEDIA_TYPE)


def _parquet(_asking: Asking, told: Dataset, told_about: About, headers: Mapping[str, str]) -> Response:
    body = as_parquet.write(told, told_about)
    return StreamingResponse(body, headers=headers, media_type=as_parquet.MEDIA_TYPE)


def _xlsx(_asking: Asking, told: Dataset, told_about: About, headers: Mapping[str, str]) -> Response:
    tr = told.page.tr
    try:
        with _SHEETS.passed():
            path = _sheet(told, told_about)
    except Crowded:
        raise Problem("too-many-files", BUSY, tr("Too many spreadsheets are being made at once.")) from None
    except as_xlsx.TooManyRows:
        title = tr("A spreadsheet has no room for so many rows.")
        detail = tr(
            "There are %(rows)s rows; a sheet here holds %(most)s. Take .csv or .parquet, or narrow the link.",
            rows=str(told.rows),
            most=str(as_xlsx.MOST_ROWS),
        )
        raise Problem("too-many-rows", 422, title, detail, rows=told.rows, forms=["csv", "parquet"]) from None
    return _SentOnce(path, headers=headers, media_type=as_xlsx.MEDIA_TYPE)


class _SentOnce(FileResponse):
    """A file that is removed after its answer, also where the part asked for is refused or the reader has left."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        try:
            await super().__call__(scope, receive, send)
        finally:
            Path(self.path).unlink(missing_ok=True)


def _sheet(told: Dataset, told_about: About) -> Path:
    with tempfile.NamedTemporaryFile(prefix="aqsha-", suffix=".xlsx", delete=False) as file:
        path = Path(file.name)
    try:
        as_xlsx.write(told, told_about, path)
    except BaseException:
        path.unlink(missing_ok=True)
        raise
    return path


_WRITERS: Final[Mapping[str, Callable[[Asking, Dataset, About, Mapping[str, str]], Response]]] = {
    "csv": _csv,
    "xlsx": _xlsx,
    "parquet": _parquet,
}
