"""The borders' own route: the committed file, pressed where the browser takes Brotli."""

import json

import brotli
import httpx
import pytest
from starlette.applications import Starlette

from dashboard.charts.boundaries import BORDERS_FILE
from dashboard.paths import BORDERS_URL
from tests.apart import apart
from web.borders import border_routes


def ask(encoding: str) -> tuple[httpx.Headers, bytes]:
    async def one() -> tuple[httpx.Headers, bytes]:
        transport = httpx.ASGITransport(app=Starlette(routes=border_routes()))
        async with (
            httpx.AsyncClient(transport=transport, base_url="http://site") as client,
            client.stream("GET", BORDERS_URL, headers={"accept-encoding": encoding}) as answer,
        ):
            return answer.headers, b"".join([part async for part in answer.aiter_raw()])

    return apart(one())


@pytest.mark.parametrize(("encoding", "read"), [("identity", bytes), ("br", brotli.decompress)])
def test_borders_are_the_committed_file(encoding, read):
    headers, body = ask(encoding)

    assert read(body) == BORDERS_FILE.read_bytes()
    assert headers["content-type"] == "application/geo+json"
    assert len(json.loads(read(body))["features"]) == 20


def test_pressed_borders_are_a_third_at_most():
    headers, body = ask("br")

    assert headers["content-encoding"] == "br"
    assert len(body) * 3 < BORDERS_FILE.stat().st_size
