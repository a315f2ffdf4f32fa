"""Pictures over HTTP: right kind and size in every language, the code on them opens the frozen link, nothing cut."""

import csv
import io
import struct
import threading
import xml.etree.ElementTree as ET
import zipfile
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
import segno
from PIL import Image
from starlette.applications import Starlette

from dashboard.bodies.every import BODIES
from dashboard.citing import citations
from dashboard.document import SITE_NAME
from dashboard.pictures import qr
from dashboard.pictures.card import SHAPES, card
from dashboard.pictures.picture import picture
from dashboard.pictures.shelf import Shelf
from dashboard.settings import Settings
from dashboard.short_links import opened, short_link
from tests.apart import apart
from web.gate import Crowded, Gate
from web.pictures import Pictures, picture_routes

LANGUAGES = ("kk", "ru", "en")
ORIGIN = "http://site.test"
LONG = "region=" + "&region=".join(["zhambyl", "astana", "almaty", "aktobe", "abai", "turkistan", "kostanay"])
VIEWS = {
    "ordinary": ("region", "id=zhambyl"),
    "empty": ("overview", "from=2001&to=2001&region=aktobe"),
    "long": ("records", f"{LONG}&q={'қаза' * 12}"),
    "no subject": ("region", "id=nowhere"),
}


class Client:
    """Asks the routes in process."""

    def __init__(self, settings):
        self._app = Starlette(routes=picture_routes(settings))

    def get(self, address, headers=None):
        async def ask():
            transport = httpx.ASGITransport(app=self._app)
            async with httpx.AsyncClient(transport=transport, base_url=ORIGIN) as client:
                return await client.get(address, headers=headers)

        return apart(ask())


@pytest.fixture(scope="module")
def client(snapshots, tmp_path_factory):
    return Client(Settings(snapshots=snapshots, cache_dir=tmp_path_factory.mktemp("cache")))


def _size(png):
    assert png[:8] == b"\x89PNG\r\n\x1a\n"
    return struct.unpack(">II", png[16:24])


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("size", SHAPES)
@pytest.mark.parametrize("view", VIEWS)
def test_card_has_its_size_in_every_language_for_any_view(client, view, size, lang):
    key, query = VIEWS[view]

    answer = client.get(f"/card.png?view={key}&size={size}&lang={lang}&{query}")

    assert answer.status_code == 200
    assert answer.headers["content-type"] == "image/png"
    assert _size(answer.content) == (SHAPES[size].width, SHAPES[size].height)
    assert len(answer.content) < 300_000


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("size", SHAPES)
@pytest.mark.parametrize("key", BODIES)
def test_card_of_every_page_says_its_title_in_full(ask_page, key, size, lang):
    body = BODIES[key](ask_page(key, "", lang))

    drawn = card(body, size, f"{ORIGIN}{short_link(body.page)}")

    texts = ["".join(one.itertext()) for one in ET.fromstring(drawn.svg).iter("{http://www.w3.org/2000/svg}text")]
    whole = "".join(texts).replace(" ", "")
    assert SITE_NAME in texts
    assert " ".join(body.heading.title.split(" ")).replace(" ", "") in whole
    for one in body.keys[:1]:
        assert one.value.replace(" ", "") in whole


def _modules_of(png, rows):
    """Read the code back from the dots of a picture: the largest square of its size that begins with a finder."""
    image = Image.open(io.BytesIO(png)).convert("L")
    side = len(rows)
    width, height = image.size
    dark = [[image.getpixel((x, y)) < 128 for x in range(width)] for y in range(height)]
    for dot in (8, 7, 6, 5, 4, 3, 2):
        for top in range(height - side * dot + 1):
            for left in range(width - side * dot + 1):
                middle = dot // 2
                if dark[top][left] and all(
                    dark[top + row * dot + middle][left + place * dot + middle] == rows[row][place]
                    for row in range(side)
                    for place in range(side)
                ):
                    return True
    return False


@pytest.mark.parametrize("size", ["square", "tall"])
def test_code_on_a_card_is_the_short_link_that_opens_the_frozen_view(client, ask_page, snapshots, size):
    page = BODIES["region"](ask_page("region", "id=zhambyl", "kk")).page
    link = f"{ORIGIN}{short_link(page)}"

    answer = client.get(f"/card.png?view=region&id=zhambyl&lang=kk&size={size}")

    matrix = [[bool(dot) for dot in row] for row in segno.make(link, error="m", micro=False, boost_error=False).matrix]
    image = Image.open(io.BytesIO(answer.content))
    foot = image.crop((0, int(image.height * 0.7), image.width // 2, image.height))
    held = io.BytesIO()
    foot.save(held, "PNG")
    assert _modules_of(held.getvalue(), matrix)
    went = client.get(link.removeprefix(ORIGIN))
    assert went.status_code == 307
    assert went.headers["location"] == page.frozen()


def test_code_that_no_phone_could_read_is_left_out():
    assert qr.code("https://example.org/?" + "x" * 700, 200, "#000000") is None


@pytest.mark.parametrize(
    "address",
    [
        "/card.png?view=nowhere",
        "/card.png?view=region&size=huge",
        "/picture/region/nothing.png?id=zhambyl",
        "/picture/nowhere/by_year.png",
        "/picture/region/by_year.gif?id=zhambyl",
        "/s/00000000/region?id=zhambyl",
    ],
)
def test_unknown_pictures_are_missing(client, address):
    assert client.get(address).status_code == 404


def test_short_link_of_an_unknown_page_is_missing(client, snapshots, ask_page):
    signs = ask_page("overview").asked.snapshot.id[-8:]

    assert client.get(f"/s/{signs}/nowhere").status_code == 404
    assert client.get(f"/s/{signs}/overview").status_code == 307


def test_short_link_keeps_what_it_leaves_out_and_writes_it_in_full(ask_page, snapshots):
    page = ask_page("records", "region=astana&level=central&measure=real&from=2020", "ru")
    _, path, query, _ = urlsplit(short_link(page))[1:]
    signs, key = path.split("/")[2:]

    assert opened(snapshots, signs, key, query, "kk") == page.frozen()


def test_picture_is_asked_for_again_only_when_something_changed(client, ask_page):
    address = "/picture/region/by_year.png?id=zhambyl&lang=ru"
    first = client.get(address)

    again = client.get(address, {"if-none-match": first.headers["etag"]})

    assert again.status_code == 304
    assert first.headers["cache-control"] == "no-cache"
    assert client.get(address.replace("ru", "kk")).headers["etag"] != first.headers["etag"]


def test_pinned_picture_never_changes(client, ask_page):
    edition = ask_page("overview").asked.snapshot.id

    answer = client.get(f"/card.png?view=overview&lang=kk&asof={edition}")
    unknown = client.get("/card.png?view=overview&lang=kk&asof=2020-01-01-00000000")

    assert answer.headers["cache-control"] == "public, immutable, max-age=31536000"
    assert unknown.headers["cache-control"] == "no-cache"


def test_language_comes_from_the_browser_where_the_link_names_none(client):
    address = "/picture/region/by_year.svg?id=zhambyl"

    russian = client.get(address, {"accept-language": "ru"})
    kazakh = client.get(address, {"accept-language": "kk"})

    assert russian.headers["vary"] == "Accept-Language"
    assert "Жамбылская область" in russian.text
    assert "Жамбыл облысы" in kazakh.text


@pytest.mark.parametrize("lang", LANGUAGES)
def test_svg_of_a_figure_holds_title_number_date_and_link_as_text(client, ask_page, lang):
    body = BODIES["region"](ask_page("region", "id=zhambyl", lang))

    root = ET.fromstring(client.get(f"/picture/region/by_year.svg?id=zhambyl&lang={lang}").content)

    shown = "".join("".join(one.itertext()) for one in root.iter("{http://www.w3.org/2000/svg}text")).replace(" ", "")
    assert body.heading.title.replace(" ", "") in shown
    assert body.page.tr.as_of(body.page.asked.snapshot.day).replace(" ", "") in shown
    assert f"site.test/s/{body.page.asked.snapshot.id[-8:]}/region" in shown
    assert "{http://www.w3.org/2000/svg}title" in {one.tag for one in root}


def test_png_of_a_figure_is_twice_as_dense_as_its_drawing(client, ask_page):
    body = BODIES["region"](ask_page("region", "id=zhambyl", "kk"))
    drawn = picture(body, body.figure("by_year"), f"{ORIGIN}{short_link(body.page)}").drawing

    wide, tall = _size(client.get("/picture/region/by_year.png?id=zhambyl&lang=kk").content)

    assert wide == 2 * drawn.width
    assert abs(tall - 2 * drawn.height) <= 1


@pytest.mark.parametrize("lang", LANGUAGES)
def test_zip_holds_the_picture_the_data_and_how_to_cite(client, ask_page, lang):
    body = BODIES["region"](ask_page("region", "id=zhambyl", lang))

    answer = client.get(f"/picture/region/by_year.zip?id=zhambyl&lang={lang}")

    pack = zipfile.ZipFile(io.BytesIO(answer.content))
    assert pack.testzip() is None
    assert set(pack.namelist()) == {
        "picture.png",
        "picture.svg",
        "shown.csv",
        "view.csv",
        "records.csv",
        "dictionary.csv",
        "readme.txt",
        "citation.txt",
        "citation.bib",
    }
    shown = list(csv.reader(io.StringIO(pack.read("shown.csv").decode("utf-8-sig"))))
    table = body.figure("by_year").table
    assert len(shown) == 1 + len(table.rows)
    assert shown[1][0] == table.rows[0][table.columns[0].key].text
    records = list(csv.DictReader(io.StringIO(pack.read("records.csv").decode("utf-8-sig"))))
    assert {one["region"] for one in records} == {"zhambyl"}
    meanings = list(csv.DictReader(io.StringIO(pack.read("dictionary.csv").decode("utf-8-sig"))))
    assert {one["column"] for one in meanings if one["file"] == "records.csv"} == set(records[0])
    assert body.heading.title in pack.read("readme.txt").decode()
    assert "@misc{" in pack.read("citation.bib").decode()


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_citation_names_title_edition_and_frozen_link(ask_page, lang):
    page = ask_page("region", "id=zhambyl", lang)

    made = citations(page, "100 % of {x} & $1", ORIGIN)

    for one in (made.plain, made.gost, made.bibtex):
        assert page.asked.snapshot.id in one
        assert f"{ORIGIN}{page.frozen()}" in one
    assert "100 % of {x} & $1" in made.plain
    assert r"100 \% of \{x\} \& \$1" in made.bibtex
    assert parse_qs(urlsplit(made.plain.split(ORIGIN)[1].split(" ")[0].rstrip(".")).query)["lang"] == [lang]


def test_crowd_is_told_to_come_back(client, snapshots, tmp_path):
    pictures = Pictures(Settings(snapshots=snapshots, cache_dir=tmp_path))
    pictures._gate = Gate(at_once=1, waiting=0)
    busy = Starlette(routes=[])
    busy.add_route("/card.png", pictures.card)

    async def ask():
        transport = httpx.ASGITransport(app=busy)
        async with httpx.AsyncClient(transport=transport, base_url=ORIGIN) as asking:
            return await asking.get("/card.png?lang=kk")

    with pictures._gate.passed():
        answer = apart(ask())

    assert answer.status_code == 503
    assert int(answer.headers["retry-after"]) > 0
    assert apart(ask()).status_code == 200


def test_picture_that_two_ask_for_at_once_is_drawn_once(tmp_path, snapshots):
    pictures = Pictures(Settings(snapshots=snapshots, cache_dir=tmp_path))
    drawn, drawing, both_ask = [], threading.Event(), threading.Event()

    def draw():
        drawn.append(both_ask.wait(10))
        return b"picture"

    def begun():
        drawing.set()
        return draw()

    def second():
        # The shelf was empty when it asked: that is what brings a reader into the queue.
        assert pictures._shelf.held("one.png") is None
        both_ask.set()
        return pictures._in_turn("one.png", draw)

    with ThreadPoolExecutor(2) as pool:
        first = pool.submit(pictures._in_turn, "one.png", begun)
        assert drawing.wait(10)
        answers = (pool.submit(second).result(10), first.result(10))

    assert answers == (b"picture", b"picture")
    assert len(drawn) == 1


@pytest.mark.parametrize("name", ["x%0D%0Aset-cookie:%20a=b", "%22x", "%D2%9B", "x" * 65])
def test_name_that_no_figure_has_never_reaches_a_header(client, name):
    answer = client.get(f"/picture/overview/{name}.png", headers={"if-none-match": "*"})

    assert answer.status_code == 404
    assert "content-disposition" not in answer.headers


def test_gate_opens_again_after_a_fault():
    gate = Gate(at_once=1, waiting=0)
    with pytest.raises(ValueError, match="broken"), gate.passed():
        raise ValueError("broken")

    with gate.passed(), pytest.raises(Crowded), gate.passed():
        raise AssertionError("two passed")


def test_shelf_draws_once_and_never_grows_past_its_limit(tmp_path):
    shelf = Shelf(tmp_path / "kept", most_bytes=50, tidy_every=1)
    made = [shelf.get("a.png", lambda: b"x" * 20), shelf.get("a.png", lambda: b"never drawn")]
    for name in "bcdef":
        shelf.get(f"{name}.png", lambda: b"y" * 20)

    assert made == [b"x" * 20] * 2
    assert sum(one.stat().st_size for one in (tmp_path / "kept").iterdir()) <= 50
    assert shelf.held("f.png") is not None


def test_shelf_without_a_folder_still_draws(tmp_path):
    (tmp_path / "file").write_text("")

    assert Shelf(tmp_path / "file" / "below").get("a.png", lambda: b"drawn") == b"drawn"
