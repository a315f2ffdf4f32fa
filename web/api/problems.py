"""What the API answers where it can't answer: problem details (RFC 9457) that name the parameter."""

from collections.abc import Mapping
from typing import Any, Final

import orjson
from starlette.requests import Request
from starlette.responses import Response

from web.documents import asked_query

MEDIA_TYPE: Final = "application/problem+json"
TYPES: Final = "/api/problems/"
NAMES: Final[Mapping[str, str]] = {
    "bad-parameter": "A parameter of the API (table, limit, cursor, excel, strict) can't have this value here.",
    "cursor-of-another-edition": "A cursor goes on in the data edition that gave it. Begin again, or name it by asof.",
    "cursor-of-another-link": "A cursor goes on with the view, table and filters that gave it.",
    "method-not-allowed": "Data can be read only: GET, HEAD, OPTIONS.",
    "missing-subject": "This view is about one thing, which the link names by id.",
    "no-edition": "No data edition was published yet.",
    "not-found": "Nothing is at this address. What there is stands in /api/openapi.json.",
    "server-error": "A fault of ours. It is written down where we see it.",
    "too-many-files": "Too many spreadsheets are being made at once. Try again, or take CSV or Parquet.",
    "too-many-rows": "A spreadsheet has no room for so many rows. CSV and Parquet have no such limit.",
    "unknown-format": "A view is given as json, csv, xlsx or parquet.",
    "unknown-snapshot": "The data edition that the link names is not kept. The nearest one that is stands in nearest.",
    "unknown-subject": "This data edition knows nothing by the id that the link names.",
    "unknown-view": "There is no such view. The views are listed in views.",
    "unreadable-parameters": "With strict=1: some parameters could not be applied; each is named in parameters.",
}
"""Every kind of problem (the last part of its `type`) and what it means. Kinds are only ever added."""


class Problem(Exception):
    """Raised when a request can't be answered.

    Attributes:
        name: One of NAMES.
        status: HTTP status.
        title: What is wrong with every request of this kind, a sentence in the reader's language.
        detail: What is wrong with this one.
        more: Further members, such as `parameter`.
    """

    def __init__(self, name: str, status: int, title: str, detail: str = "", **more: Any) -> None:  # noqa: ANN401
        super().__init__(f"{name}: {title} {detail}")
        if name not in NAMES:
            raise ValueError(f"no problem is called {name!r}")
        self.name, self.status, self.title, self.detail, self.more = name, status, title, detail, more


def answer(request: Request, problem: Problem) -> Response:
    """Write a problem as an answer that nobody keeps."""
    query = asked_query(request.scope)
    asked = request.url.path + (f"?{query}" if query else "")
    told: Mapping[str, Any] = {
        "type": f"{TYPES}{problem.name}",
        "title": problem.title,
        "status": problem.status,
        **({"detail": problem.detail} if problem.detail else {}),
        "instance": asked,
        **problem.more,
    }
    headers = {"cache-control": "no-store", "vary": "Accept-Language"}
    if problem.status == BUSY:
        headers["retry-after"] = "30"
    return Response(orjson.dumps(told), status_code=problem.status, headers=headers, media_type=MEDIA_TYPE)


BUSY: Final = 503
