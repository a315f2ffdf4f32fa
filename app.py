"""The web app: Streamlit's pages and the plain HTTP routes in one ASGI application; `streamlit run app.py`."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from threading import Thread

import streamlit as st

from dashboard.answers import site
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


@asynccontextmanager
async def lifespan(_app: st.App) -> AsyncIterator[None]:
    """Open the newest snapshot, and press the static files beside the first visitors, who get them as they are."""
    send_without_delay()
    site().is_open()
    Thread(target=COPIES.prepare, name="brotli-copies", daemon=True).start()
    yield


ROUTES = plain_routes(lambda: site().is_open())

app = st.App("dashboard/frame.py", routes=ROUTES, middleware=layers(SHELL, ROUTES), lifespan=lifespan)
