"""The API as an application of its own, mounted at /api: one route a view and form, everything else a problem."""

from collections.abc import Awaitable, Callable
from typing import Any, Final

from fastapi import FastAPI
from fastapi.responses import PlainTextResponse
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Mount

from dashboard.answers import site_of
from dashboard.exports.every import EXPORTS
from dashboard.settings import Settings
from dashboard.words import Words, best_language, words
from web.api.answers import MEDIA_TYPES, respond
from web.api.description import TITLE, VERSION, document, operation
from web.api.problems import NAMES, Problem, answer

Endpoint = Callable[[Request], Awaitable[Response]]
READING: Final = ["GET", "HEAD"]


def api_routes(settings: Settings) -> list[Mount]:
    """Make the mount of the API.

    Args:
        settings: Where the snapshots are, and the site's address.
    """
    return [Mount("/api", make(settings))]


def make(settings: Settings) -> FastAPI:
    """Make the application. Its pages of documentation are off: they would ask a foreign host."""
    app = FastAPI(title=TITLE, version=VERSION, docs_url=None, redoc_url=None, openapi_url="/openapi.json")
    for key in EXPORTS:
        for form in MEDIA_TYPES:
            path, endpoint = f"/v1/{key}.{form}", _endpoint(settings, key, form)
            app.add_api_route(path, endpoint, methods=READING, include_in_schema=False)
    app.add_api_route("/v1/{name:path}", _unknown, methods=READING, include_in_schema=False)
    app.add_api_route("/problems/{name}", _explained, methods=READING, include_in_schema=False)
    app.add_exception_handler(Problem, _problem)
    app.add_exception_handler(HTTPException, _http)
    app.add_exception_handler(Exception, _fault)
    _describe(app)
    return app


def _endpoint(settings: Settings, key: str, form: str) -> Endpoint:
    async def endpoint(request: Request) -> Response:
        site = site_of(settings.snapshots.resolve())
        return await run_in_threadpool(respond, site, settings.base_url, request, key, form)

    return endpoint


async def _unknown(request: Request) -> Response:
    view, _, form = request.path_params["name"].rpartition(".")
    tr = _words(request)
    if view in EXPORTS:
        title = tr("A view is not given in this form.")
        raise Problem("unknown-format", 404, title, value=form, formats=list(MEDIA_TYPES))
    title = tr("There is no such view.")
    raise Problem("unknown-view", 404, title, value=view or form, views=list(EXPORTS))


async def _explained(request: Request) -> Response:
    name = request.path_params["name"]
    if name not in NAMES:
        raise HTTPException(404)
    return PlainTextResponse(NAMES[name])


def _problem(request: Request, error: Exception) -> Response:
    if not isinstance(error, Problem):
        raise TypeError("this handler is for problems") from error
    return answer(request, error)


def _http(request: Request, error: Exception) -> Response:
    tr, status = _words(request), getattr(error, "status_code", 404)
    if status == 405:
        refused = answer(request, Problem("method-not-allowed", 405, tr("This interface only reads data.")))
        refused.headers["allow"] = "GET, HEAD, OPTIONS"
        return refused
    return answer(request, Problem("not-found", 404, tr("Nothing is at this address.")))


def _fault(request: Request, _error: Exception) -> Response:
    return answer(request, Problem("server-error", 500, _words(request)("This is a fault of ours.")))


def _words(request: Request) -> Words:
    asked = request.query_params.get("lang", "")
    return words(asked if asked in ("kk", "ru", "en") else best_language(request.headers.get("accept-language")))


def _describe(app: FastAPI) -> None:
    """Put our description in the place of FastAPI's own."""
    described: dict[str, Any] = {}

    def openapi() -> dict[str, Any]:
        if not described:
            paths = {
                f"/v1/{key}.{form}": {"get": operation(export, form)}
                for key, export in EXPORTS.items()
                for form in MEDIA_TYPES
            }
            described.update(document(paths))
        return described

    app.openapi = openapi  # type: ignore[method-assign]
