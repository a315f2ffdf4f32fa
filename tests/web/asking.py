"""Asks small pages in process, without a socket and without unpacking the answer."""

from collections.abc import Callable
from typing import Any

import httpx
from starlette.applications import Starlette

from dashboard.answers import Site
from tests.apart import apart
from web.light.routes import light_routes
from web.oembed import oembed_routes
from web.scripts import script_routes


def small_pages(site: Site, base_url: str = "") -> Callable[..., Any]:
    """Return a function that asks the light pages, embeds, oEmbed and scripts of a site."""
    routes = [*script_routes(), *light_routes(lambda: site, base_url), *oembed_routes(lambda: site, base_url)]
    app = Starlette(routes=routes)

    def ask(path: str, method: str = "GET", **headers: str) -> Any:
        async def send() -> tuple[httpx.Response, bytes]:
            transport = httpx.ASGITransport(app=app)
            named = {name.replace("_", "-"): value for name, value in headers.items()}
            async with httpx.AsyncClient(transport=transport, base_url="http://site.test") as client:
                plain = {"accept-encoding": "identity", **named}
                async with client.stream(method, path, headers=plain) as response:
                    return response, b"".join([part async for part in response.aiter_raw()])

        response, body = apart(send())
        response.raw = body
        return response

    return ask
