"""The icon of the browser tab: ours, not Streamlit's."""

from pathlib import Path

import httpx
import streamlit
from PIL import Image
from starlette.applications import Starlette

from tests.apart import apart
from web.icon import ICON
from web.routes import plain_routes

STREAMLIT_ICON = Path(streamlit.__file__).parent / "static" / "favicon.png"


def asked_for_the_icon() -> httpx.Response:
    app = Starlette(routes=plain_routes(lambda: True))

    async def ask() -> httpx.Response:
        async with httpx.AsyncClient(transport=httpx.ASGITransport(app=app), base_url="http://site.test") as client:
            return await client.get("/favicon.png")

    return apart(ask())


def test_the_tab_shows_our_icon_and_not_streamlits():
    answer = asked_for_the_icon()

    assert answer.headers["content-type"] == "image/png"
    assert answer.content == ICON.read_bytes()
    assert answer.content != STREAMLIT_ICON.read_bytes()


def test_the_icon_is_a_small_square():
    with Image.open(ICON) as icon:
        assert icon.size == (64, 64)
    assert ICON.stat().st_size < 2_000
