"""The screen's address: slides for GET and HEAD of a hearing in screen mode, the app for all else; kept, told apart."""

import re

import brotli
import httpx
import pytest
from starlette.responses import PlainTextResponse

from dashboard.answers import site_of
from dashboard.snapshots import newest
from tests.apart import apart
from web.headers import SecurityHeaders, content_policy
from web.screen import Screens
from web.scripts import SCREEN_SCRIPT, script_routes, versioned

ADDRESS = "/hearing?place=taraz&part=a-questions&mode=screen"


@pytest.fixture(scope="module")
def ask(site):
    """Ask the layer, which stands before an app that answers "the app"."""
    layer = Screens(PlainTextResponse("the app"), site=lambda: site, base_url="https://aqsha.example")
    app = SecurityHeaders(layer, policy=content_policy(""))

    def asked(address, method="GET", **headers):
        async def send():
            transport = httpx.ASGITransport(app=app)
            async with httpx.AsyncClient(transport=transport, base_url="http://site.test") as client:
                named = {name.replace("_", "-"): value for name, value in headers.items()}
                return await client.request(method, address, headers={"accept-encoding": "identity", **named})

        return apart(send())

    return asked


def test_hearing_in_screen_mode_is_slides(ask):
    answer = ask(f"{ADDRESS}&lang=ru")

    assert answer.status_code == 200
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert re.findall(r'<main class="deck" lang="(..)"', answer.text) == ["ru", "kk", "en"]
    assert 'href="https://aqsha.example/' in answer.text or "https://aqsha.example/s/" in answer.text


@pytest.mark.parametrize(
    ("address", "method"),
    [
        pytest.param("/hearing", "GET", id="the builder"),
        pytest.param("/hearing?mode=paper", "GET", id="no mode of ours"),
        pytest.param("/records?mode=screen", "GET", id="another page"),
        pytest.param("/hearing/_stcore/health?mode=screen", "GET", id="below the page"),
        pytest.param(ADDRESS, "POST", id="not asked to read"),
    ],
)
def test_all_else_goes_on_to_the_app(ask, address, method):
    assert ask(address, method).text == "the app"


def test_link_without_language_follows_the_browser(ask):
    answer = ask(ADDRESS, accept_language="en-GB,en;q=0.9")

    assert '<html lang="en">' in answer.text
    assert "Accept-Language" in answer.headers["vary"]


def test_screen_is_asked_about_and_not_sent_twice(ask):
    first = ask(f"{ADDRESS}&lang=kk")

    again = ask(f"{ADDRESS}&lang=kk", if_none_match=first.headers["etag"])
    other = ask(f"{ADDRESS}&lang=ru")

    assert again.status_code == 304
    assert not again.content
    assert other.headers["etag"] != first.headers["etag"]


def test_head_has_no_body_and_the_length(ask):
    answer, whole = ask(f"{ADDRESS}&lang=kk", "HEAD"), ask(f"{ADDRESS}&lang=kk")

    assert not answer.content
    assert int(answer.headers["content-length"]) == len(whole.content)


def test_screen_is_pressed_for_browsers_that_take_it(ask):
    answer = ask(f"{ADDRESS}&lang=kk", accept_encoding="br")

    assert answer.headers["content-encoding"] == "br"
    raw = answer.content if answer.content.startswith(b"<!DOCTYPE") else brotli.decompress(answer.content)
    assert raw == ask(f"{ADDRESS}&lang=kk").content


def test_policy_lets_the_screen_run_its_own_script_and_no_other(ask):
    answer = ask(f"{ADDRESS}&lang=kk")
    scripts = re.findall(r"<script([^>]*)>(.*?)</script>", answer.text)

    assert scripts == [(f' src="{versioned(SCREEN_SCRIPT)}" defer', "")]
    assert "script-src 'self';" in answer.headers["content-security-policy"]


def test_script_of_the_screen_is_served():
    assert SCREEN_SCRIPT in [route.path for route in script_routes()]
    assert re.fullmatch(r"/screen\.js\?v=[0-9a-f]{12}", versioned(SCREEN_SCRIPT))


def test_what_a_link_holds_in_vain_is_named(ask):
    answer = ask("/hearing?region=nowhere&part=z-nothing&part=a-questions&mode=screen&lang=en")

    assert "«nowhere»" in answer.text
    assert "z-nothing" in answer.text


def test_code_leads_to_the_builder_and_not_to_the_screen(ask, site):
    answer = ask(f"{ADDRESS}&lang=kk")

    link = re.search(r'<p class="link">(.*?)</p>', answer.text)[1]
    assert link.startswith(f"https://aqsha.example/s/{newest(site.root).id[-8:]}/hearing?")
    assert "mode=" not in link


def test_site_without_data_says_so(tmp_path):
    layer = Screens(PlainTextResponse("the app"), site=lambda: site_of(tmp_path), base_url="")

    async def send():
        async with httpx.AsyncClient(transport=httpx.ASGITransport(app=layer), base_url="http://site.test") as client:
            return await client.get(f"{ADDRESS}&lang=en")

    answer = apart(send())
    assert answer.status_code == 503
    assert "There is no data yet" in answer.text


def test_fault_is_told_in_words_and_not_kept(ask, monkeypatch):
    address = "/hearing?place=taraz&part=a-method&mode=screen&lang=en"
    with monkeypatch.context() as broken:
        broken.setattr("web.screen.pack", lambda *_: 1 / 0)
        fault = ask(address)

    assert fault.status_code == 500
    assert "This page could not be drawn" in fault.text
    assert ask(address).status_code == 200
