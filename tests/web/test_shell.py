"""The ASGI shell around Streamlit's pages, asked in process; Streamlit's own static handler stands behind it."""

import base64
import hashlib
import json
import re
from pathlib import Path

import brotli
import httpx
import pytest
import streamlit
from starlette.applications import Starlette
from starlette.responses import PlainTextResponse
from starlette.routing import Route, WebSocketRoute
from streamlit.web.server.starlette.starlette_static_routes import create_streamlit_static_assets_routes

from dashboard.document import Document, MissingPage
from dashboard.paths import PAGE_PATHS, PAGES
from tests.apart import apart
from web.documents import document_template
from web.routes import Shell, layers, plain_routes
from web.static import COMPRESSIBLE, BrotliCopies

ASSETS = Path(streamlit.__file__).parent / "static"
BROWSER = {"accept": "text/html,application/xhtml+xml"}
ATTACK = '"><script>alert(1)</script>'


def _describe(path, query, accept_language):
    return Document(
        title=f"Title of {path or 'home'}",
        description=f"Asked {query}",
        language=accept_language or "kk",
        canonical=f"/{path}",
    )


def _missing(path, query, accept_language):
    return MissingPage(
        title="No such page", text=f"Nothing at {path}", home="Home", home_link="/?lang=kk", language="kk"
    )


async def _streamlit_answer(request):
    return PlainTextResponse(f"from streamlit{request.headers.get('origin', '')}")


async def _streamlit_socket(socket):
    assert "origin" not in socket.headers
    await socket.accept()


@pytest.fixture
def copies(tmp_path):
    return BrotliCopies(ASSETS, tmp_path)


@pytest.fixture
def shell(copies):
    """Build the shell with some parts replaced."""

    def build(*, describe=_describe, missing=_missing, base_url="", is_open=lambda: True):
        routes = plain_routes(is_open)
        parts = Shell(
            assets=ASSETS,
            pages=PAGE_PATHS,
            copies=copies,
            describe=describe,
            describe_missing=missing,
            base_url=base_url,
        )
        endpoints = ("/_stcore/health", "/_stcore/host-config", "/_stcore/metrics", "/_stcore/upload_file/a/b")
        behind = [Route(path, _streamlit_answer) for path in endpoints]
        behind += [WebSocketRoute(path, _streamlit_socket) for path in ("/_stcore/stream", "/elsewhere")]
        behind += create_streamlit_static_assets_routes(base_url=None)
        return Starlette(routes=[*routes, *behind], middleware=layers(parts, routes))

    return build


def ask(app, path, *, method="GET", headers=None):
    """Send one request into the app, without a socket and without unpacking the answer."""

    async def send():
        transport = httpx.ASGITransport(app=app)
        async with httpx.AsyncClient(transport=transport, base_url="http://site.test") as client:
            plain = {"accept-encoding": "identity", **(headers or {})}
            async with client.stream(method, path, headers=plain) as response:
                return response, b"".join([part async for part in response.aiter_raw()])

    response, body = apart(send())
    response.raw = body
    return response


def press(copies, path):
    """Make the copy of one file, as `prepare` does for all of them."""
    copies._ready[path] = (copies._copy((ASSETS / path[1:]).read_bytes()), COMPRESSIBLE[Path(path).suffix])


def stylesheet():
    return f"/static/css/{next((ASSETS / 'static/css').glob('index.*.css')).name}"


@pytest.mark.parametrize(
    "path", [*(f"/{page}" for page in PAGE_PATHS), "/nowhere", "/healthz", "/favicon.png", stylesheet()]
)
def test_every_answer_carries_the_security_headers(shell, path):
    answer = ask(shell(), path)

    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["referrer-policy"] == "strict-origin-when-cross-origin"
    assert "camera=()" in answer.headers["permissions-policy"]
    assert "default-src 'self'" in answer.headers["content-security-policy"]


def test_policy_allows_exactly_the_inline_scripts_of_the_document(shell):
    answer = ask(shell(), "/")

    scripts = re.findall(r"<script>(.*?)</script>", answer.raw.decode(), re.DOTALL)
    hashes = {base64.b64encode(hashlib.sha256(code.encode()).digest()).decode() for code in scripts}
    rule = re.search(r"script-src ([^;]*)", answer.headers["content-security-policy"])[1]
    assert scripts
    assert rule.split() == ["'self'", *(f"'sha256-{value}'" for value in hashes)]


def test_policy_names_no_other_host_and_no_unsafe_script(shell):
    policy = ask(shell(), "/").headers["content-security-policy"]

    assert "http" not in policy
    assert "unsafe-eval" not in policy
    assert policy.count("unsafe-inline") == 1


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.key)
def test_page_path_answers_with_its_own_head(shell, page):
    answer = ask(shell(), f"/{page.path}?lang=ru", headers={"accept-language": "ru"})

    html = answer.raw.decode()
    title = f"Title of {page.path or 'home'}"
    assert answer.status_code == 200
    assert '<html lang="ru">' in html
    assert html.count("<title>") == 1
    assert f"<title>{title} · Ақша қайда?</title>" in html
    assert f'<meta property="og:title" content="{title}" />' in html
    assert '<meta name="description" content="Asked lang=ru" />' in html
    assert '<meta property="og:description" content="Asked lang=ru" />' in html
    assert f'<link rel="canonical" href="http://site.test/{page.path}" />' in html
    assert f"<noscript><h1>{title}</h1>" in html
    assert '<div id="root"></div>' in html
    assert "_stcore/agent" not in html


@pytest.mark.parametrize("field", ["title", "description", "language", "canonical", "card", "light", "light_text"])
def test_text_of_a_document_never_becomes_markup(shell, field):
    plain = {"title": "T", "description": "D", "language": "kk", "canonical": "/", "light": "/l", "light_text": "L"}
    texts = plain | {field: f"/{ATTACK}"}

    html = ask(shell(describe=lambda *_: Document(**texts)), "/").raw.decode()

    assert "<script>alert" not in html
    assert "&quot;&gt;&lt;script&gt;" in html


@pytest.mark.parametrize("field", ["title", "text", "home", "home_link", "language"])
def test_text_of_the_missing_page_never_becomes_markup(shell, field):
    texts = {"title": "T", "text": "D", "home": "H", "home_link": "/", "language": "kk", field: ATTACK}

    html = ask(shell(missing=lambda *_: MissingPage(**texts)), "/nowhere", headers=BROWSER).raw.decode()

    assert "<script>" not in html
    assert "&quot;&gt;&lt;script&gt;" in html


def test_title_that_spells_a_slot_stays_a_title(shell):
    document = Document(title="{{body}}", description="D", language="kk", canonical="")

    assert "<title>{{body}} · Ақша қайда?</title>" in ask(shell(describe=lambda *_: document), "/").raw.decode()


@pytest.mark.parametrize(
    ("base_url", "host", "expected"),
    [
        pytest.param("", "site.test:8501", "http://site.test:8501/years", id="from the request"),
        pytest.param("https://qaida.example", "evil.test", "https://qaida.example/years", id="set"),
        pytest.param("", 'a"><b', None, id="no host name"),
    ],
)
def test_canonical_link_stands_on_the_public_address(shell, base_url, host, expected):
    html = ask(shell(base_url=base_url), "/years", headers={"host": host}).raw.decode()

    found = re.search(r'<link rel="canonical" href="([^"]*)"', html)
    assert (found and found[1]) == expected


def test_first_lines_stand_before_the_app_and_wait_for_no_style_sheet(shell):
    document = Document("T", "D", "kk", "/", light="/light/overview", light_text="Light", first="<h1>1 ₸</h1>")

    html = ask(shell(describe=lambda *_: document), "/").raw.decode()

    head, _, body = html.partition("</head>")
    assert "stylesheet" not in head
    assert body.count('rel="stylesheet"') == 1
    assert body.index("<h1>1 ₸</h1>") < body.index('<div id="root"></div>') < body.index('rel="stylesheet"')
    assert '<script src="/first.js" defer></script>' in body
    assert '<noscript><p><a href="/light/overview">Light</a></p></noscript>' in body
    assert body.count("<h1>") == 1


def test_page_without_first_lines_asks_for_no_script_of_theirs(shell):
    html = ask(shell(), "/").raw.decode()

    assert "aq-first" not in html
    assert "/first.js" not in html


@pytest.mark.parametrize(
    ("path", "ancestors"),
    [
        pytest.param("/embed/nothing", "frame-ancestors *", id="embed"),
        pytest.param("/light/nothing", "frame-ancestors 'self'", id="light page"),
        pytest.param("/", "frame-ancestors 'self'", id="page"),
        pytest.param("/embedded", "frame-ancestors 'self'", id="another path"),
    ],
)
def test_only_embeds_may_stand_in_frames_of_other_sites(shell, path, ancestors):
    policy = ask(shell(), path).headers["content-security-policy"]

    assert policy.split("; ")[-1] == ancestors
    assert "script-src 'self'" in policy


@pytest.mark.parametrize("path", ["/first.js", "/embed.js", "/embed/resize.js"])
def test_our_scripts_are_files_of_their_own(shell, path):
    answer = ask(shell(), path)

    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith("text/javascript")
    assert b"eval" not in answer.raw


def test_head_of_a_page_has_the_length_but_no_body(shell):
    answer = ask(shell(), "/years", method="HEAD")

    assert answer.raw == b""
    assert answer.headers["content-length"] == str(len(ask(shell(), "/years").raw))


def test_document_travels_compressed_when_asked(shell):
    plain = ask(shell(), "/years")
    packed = ask(shell(), "/years", headers={"accept-encoding": "gzip, br"})

    assert packed.headers["content-encoding"] == "br"
    assert brotli.decompress(packed.raw) == plain.raw
    assert "Accept-Encoding" in plain.headers["vary"]
    assert "content-encoding" not in plain.headers


@pytest.mark.parametrize(
    "path",
    [
        "/nowhere",
        "/region/kostanay",
        "/static/js/gone.js",
        "/static/../index.html",
        "/index.html",
        "/manifest.json",
        "/_stcore/metrics",
        "/_stcore/metrics/",
        "/_stcore/agent/openapi.json",
        "/_stcore/upload_file/a/b",
        "/_stcore/anything",
        "/auth/login",
        "/topo/secret.json",
        "/topo/../app.py",
    ],
)
def test_unknown_and_closed_paths_are_not_found(shell, path):
    assert ask(shell(), path).status_code == 404


def test_reader_who_loses_the_way_gets_a_page(shell):
    answer = ask(shell(), "/nowhere", headers=BROWSER)

    html = answer.raw.decode()
    assert answer.status_code == 404
    assert "<h1>No such page</h1>" in html
    assert '<a href="/?lang=kk">Home</a>' in html
    assert "<script" not in html


@pytest.mark.parametrize("page", [page for page in PAGE_PATHS if page])
def test_deep_link_finds_the_server_by_a_miss_and_then_a_hit(shell, page):
    app = shell()

    assert ask(app, f"/{page}/_stcore/health").status_code == 404
    assert ask(app, f"/{page}/_stcore/host-config").status_code == 404
    assert ask(app, "/_stcore/health").raw == b"from streamlit"
    assert ask(app, "/_stcore/host-config").raw == b"from streamlit"


def test_no_route_begins_with_a_page_path():
    firsts = {route.path.strip("/").split("/")[0] for route in plain_routes(lambda: True)}

    assert firsts.isdisjoint(PAGE_PATHS)


def test_page_path_with_a_slash_leads_to_the_page(shell):
    answer = ask(shell(), "/years/?lang=kk")

    assert (answer.status_code, answer.headers["location"]) == (301, "/years?lang=kk")


@pytest.mark.parametrize(("is_open", "status"), [(True, 200), (False, 503)])
def test_ready_only_with_an_open_snapshot(shell, is_open, status):
    app = shell(is_open=lambda: is_open)

    assert ask(app, "/readyz").status_code == status
    assert (ask(app, "/healthz").status_code, ask(app, "/healthz").raw) == (200, b"ok")


@pytest.mark.parametrize("name", ["world_110m", "world_50m", "asia_50m", "north-america_110m"])
def test_map_asks_for_a_topology_and_gets_an_empty_one(shell, name):
    answer = ask(shell(), f"/topo/{name}.json")

    topology = json.loads(answer.raw)
    assert topology["type"] == "Topology"
    assert set(topology["objects"]) >= {"coastlines", "land", "ocean", "lakes", "rivers", "countries", "subunits"}
    assert all(layer["geometries"] == [] for layer in topology["objects"].values())


@pytest.mark.parametrize(
    ("accepted", "packed"),
    [
        pytest.param("br", True, id="brotli"),
        pytest.param("gzip, deflate, br;q=0.8", True, id="brotli among others"),
        pytest.param("gzip", False, id="gzip only"),
        pytest.param("br;q=0", False, id="brotli refused"),
        pytest.param("br; q=0.000", False, id="brotli refused at length"),
        pytest.param("brown", False, id="another word"),
        pytest.param("", False, id="nothing"),
    ],
)
def test_static_file_travels_as_brotli_only_where_taken(shell, copies, accepted, packed):
    path = stylesheet()
    press(copies, path)

    answer = ask(shell(), path, headers={"accept-encoding": accepted})

    original = (ASSETS / path[1:]).read_bytes()
    assert answer.headers.get("content-encoding") == ("br" if packed else None)
    assert (brotli.decompress(answer.raw) if packed else answer.raw) == original
    assert int(answer.headers["content-length"]) == len(answer.raw)
    assert "Accept-Encoding" in answer.headers["vary"]
    assert "immutable" in answer.headers["cache-control"]
    assert answer.headers["content-type"].startswith("text/css")


def test_static_file_travels_plain_until_its_copy_is_made(shell):
    answer = ask(shell(), stylesheet(), headers={"accept-encoding": "br"})

    assert answer.status_code == 200
    assert "content-encoding" not in answer.headers


def _small_assets(folder):
    (folder / "static").mkdir(parents=True)
    (folder / "static/a.js").write_text("let a = 1;" * 100)
    (folder / "static/picture.png").write_bytes(b"png")
    (folder / "manifest.json").write_text("{}")
    return folder


def test_copies_are_made_once_and_read_back_at_the_next_start(tmp_path, monkeypatch):
    assets, cache = _small_assets(tmp_path / "assets"), tmp_path / "cache"
    BrotliCopies(assets, cache).prepare()
    monkeypatch.setattr(brotli, "compress", None)

    again = BrotliCopies(assets, cache)
    again.prepare()

    assert brotli.decompress(again.get("/static/a.js")[0]) == (assets / "static/a.js").read_bytes()
    assert again.get("/static/picture.png") is None
    assert again.get("/manifest.json") is None


@pytest.mark.parametrize("spoil", [lambda kept: kept[:20], lambda _: brotli.compress(b"evil()")], ids=["cut", "forged"])
def test_spoiled_copy_is_made_anew(tmp_path, spoil):
    assets, cache = _small_assets(tmp_path / "assets"), tmp_path / "cache"
    BrotliCopies(assets, cache).prepare()
    (kept,) = cache.rglob("*.br")
    kept.write_bytes(spoil(kept.read_bytes()))

    again = BrotliCopies(assets, cache)
    again.prepare()

    assert brotli.decompress(again.get("/static/a.js")[0]) == (assets / "static/a.js").read_bytes()


def test_cache_folder_that_cannot_be_written_costs_only_time(tmp_path):
    assets = _small_assets(tmp_path / "assets")
    (tmp_path / "file").write_text("in the way")

    copies = BrotliCopies(assets, tmp_path / "file")
    copies.prepare()

    assert copies.get("/static/a.js") is not None


def test_unknown_index_page_stops_the_start():
    with pytest.raises(ValueError, match="upgrade"):
        document_template("<html><title>Another</title></html>")


@pytest.mark.parametrize(
    ("path", "origin", "accepted"),
    [
        pytest.param("/_stcore/stream", b"http://site.test:8501", True, id="own page"),
        pytest.param("/_stcore/stream", b"https://qaida.example", True, id="the address that was set"),
        pytest.param("/_stcore/stream", None, True, id="no browser"),
        pytest.param("/_stcore/stream", b"http://evil.test", False, id="another site"),
        pytest.param("/_stcore/stream", b"null", False, id="a page from nowhere"),
        pytest.param("/elsewhere", b"http://site.test:8501", False, id="another path"),
    ],
)
def test_socket_opens_only_for_our_own_pages(shell, path, origin, accepted):
    sent = []

    async def receive():
        return {"type": "websocket.connect"}

    async def send(message):
        sent.append(message)

    headers = [(b"host", b"site.test:8501"), *([(b"origin", origin)] if origin else [])]
    scope = {"type": "websocket", "path": path, "headers": headers, "query_string": b"", "subprotocols": []}
    apart(shell(base_url="https://qaida.example")(scope, receive, send))

    assert [message["type"] for message in sent] == ["websocket.accept" if accepted else "websocket.close"]


def test_streamlit_never_sees_an_origin(shell):
    assert ask(shell(), "/_stcore/health", headers={"origin": "http://evil.test"}).raw == b"from streamlit"
