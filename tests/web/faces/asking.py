"""Asks all faces of a link in process, through the very routes and layers that the site is served with."""

from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import httpx
import streamlit
from starlette.applications import Starlette

from dashboard.answers import Site, site_of
from dashboard.bodies.every import BODIES
from dashboard.body import Body
from dashboard.document import describe, describe_missing
from dashboard.page import open_page
from dashboard.paths import PAGE_PATHS
from dashboard.settings import Settings
from dashboard.store import Store
from tests.apart import apart
from web.routes import Shell, layers, plain_routes
from web.static import BrotliCopies

ORIGIN = "http://site.test"
ASSETS = Path(streamlit.__file__).parent / "static"


class Faces:
    """One site and all faces of its links; the settings of the process must name the same folder of snapshots."""

    def __init__(self, name: str, snapshots: Path, cache_dir: Path) -> None:
        self.name = name
        routes = plain_routes(lambda: True, Settings(snapshots=snapshots, cache_dir=cache_dir))
        shell = Shell(ASSETS, PAGE_PATHS, BrotliCopies(ASSETS, cache_dir), describe, describe_missing, "")
        self._app = Starlette(routes=routes, middleware=layers(shell, routes))
        self.site: Site = site_of(snapshots.resolve())
        self.first = min(path.parent.name for path in snapshots.glob("*/manifest.json"))

    @property
    def store(self) -> Store:
        """Return the newest edition, open."""
        asked = self.site.ask("")
        assert asked is not None
        return asked.store

    def body(self, key: str, query: str) -> Body:
        """Return what the Streamlit page draws for a link."""
        page = open_page(self.site, key, query, "")
        assert page is not None
        return BODIES[key](page)

    def get(self, *addresses: str) -> list[Any]:
        """Ask for addresses, whole or from the root; every one must be answered with 200."""

        async def ask() -> list[httpx.Response]:
            transport, plain = httpx.ASGITransport(app=self._app), {"accept-encoding": "identity"}
            async with httpx.AsyncClient(transport=transport, base_url=ORIGIN, headers=plain) as client:
                return [await client.get(one.removeprefix(ORIGIN)) for one in addresses]

        answers = apart(ask())
        for address, answer in zip(addresses, answers, strict=True):
            assert answer.status_code == 200, (address, answer.status_code, answer.text[:300])
        return list(answers)


def query_of(address: str) -> str:
    """Return the query of a link."""
    return urlsplit(address).query
