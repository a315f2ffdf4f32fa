"""The web app: Streamlit's pages and the plain HTTP routes in one ASGI application; `streamlit run app.py`."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from threading import Thread

import streamlit as st

from dashboard.document import describe, describe_missing
from dashboard.paths import PAGE_PATHS
from dashboard.settings import Settings
from web.routes import Shell, layers, plain_routes
from web.sockets import send_without_delay
from web.static import BrotliCopies

SETTINGS = Settings()
ASSETS = Path(st.__file__).parent / "static"
COPIES = BrotliCopies(ASSETS, SETTINGS.cache_dir)
SHELL = Shell(
    assets=ASSETS,
    pages=PAGE_PATHS,
    copies=COPIES,
    describe=describe,
    describe_missing=describe_missing,
    base_url=SETTINGS.base_url,
)


def snapshot_is_open() -> bool:
    """Tell whether the pages have a snapshot to read."""
    return SETTINGS.snapshots.is_dir() and any(SETTINGS.snapshots.glob("*/manifest.json"))


@asynccontextmanager
async def lifespan(_app: st.App) -> AsyncIterator[None]:
    """Press the static files beside the first visitors: until a copy is there, the file goes out as it is."""
    send_without_delay()
    Thread(target=COPIES.prepare, name="brotli-copies", daemon=True).start()
    yield


ROUTES = plain_routes(snapshot_is_open)

app = st.App("dashboard/frame.py", routes=ROUTES, middleware=layers(SHELL, ROUTES), lifespan=lifespan)
