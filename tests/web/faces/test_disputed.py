"""A disputed record says so on every face, and nowhere in the edition before; the reply travels with it."""

import csv
import io
import json

import pytest

from dashboard.body import Rows
from dashboard.words import LANGUAGES, words
from tests.asked_for import DISPUTED, publish_requests
from tests.web.faces.asking import ORIGIN, Faces
from tests.web.faces.reading import Outline, entries_of, one_line, squeezed

SAID = "Disputed: a correction is being checked"
ANSWERED = "A deputy akim: it eases contact between akimat and residents"
OWN = f"id={DISPUTED}"
LISTS = {
    "records": "system=open-akimat",
    "contractor": "id=benedixsimus",
    "customer": "id=akimat-taraz",
    "system": "id=open-akimat",
    "region": "id=zhambyl",
    "overview": "place=taraz",
    "changes": "level=all",
    "systems": "region=zhambyl",
}
"""Pages on which the record stands in a list."""


@pytest.fixture(scope="module")
def asked(tmp_path_factory: pytest.TempPathFactory) -> Faces:
    home = tmp_path_factory.mktemp("disputed")
    root = publish_requests(home)
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("AQSHA_SNAPSHOTS", str(root))
        environment.setenv("AQSHA_CACHE_DIR", str(home / "cache"))
        yield Faces("disputed", root, home / "cache")


@pytest.fixture
def drawn(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("web.pictures.raster.png", lambda drawing, *_: drawing.svg.encode())


def face(asked: Faces, address: str) -> str:
    (answer,) = asked.get(address)
    return one_line(answer.text)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("address", ["/record?{}", "/light/record?{}", "/embed/record?{}"])
def test_the_page_of_a_disputed_record_says_so(asked, address, language):
    query = f"{OWN}&lang={language}"
    said = words(language)(SAID)

    assert said in face(asked, address.format(query))
    assert said not in face(asked, address.format(f"{query}&asof={asked.first}"))


def test_what_previews_and_pictures_show_of_a_disputed_record_says_so(asked, drawn):
    page = face(asked, f"/record?{OWN}&lang=en")
    preview = json.loads(face(asked, f"/oembed?url={ORIGIN}/record?{OWN}%26lang=en"))
    card = face(asked, f"/card.png?view=record&size=wide&{OWN}&lang=en")

    assert SAID in Outline(page).metas["og:title"]
    assert SAID in preview["title"]
    assert squeezed(SAID) in squeezed(card)


@pytest.mark.parametrize("key", LISTS)
def test_every_list_with_a_disputed_record_says_so(asked, key):
    query = f"{LISTS[key]}&lang=en"

    assert SAID in face(asked, f"/light/{key}?{query}")
    if key != "changes":  # the edition before has none to tell of
        assert SAID not in face(asked, f"/light/{key}?{query}&asof={asked.first}")


def test_the_list_behind_what_the_money_would_have_bought_says_so(asked):
    body = asked.body("needs", "system=open-akimat&lang=en")
    (listed,) = [piece for piece in body.every() if isinstance(piece, Rows) and "title" in piece.table.rows[0]]

    assert next(line.text for line in listed.table.rows[0]["title"].lines) == SAID


@pytest.mark.parametrize("key", [key for key in LISTS if key not in ("changes", "systems")])
def test_the_reply_of_the_buyer_travels_with_the_record(asked, key):
    shown = face(asked, f"/light/{key}?{LISTS[key]}&lang=en")

    assert f"Reply of the buyer: {ANSWERED}" in shown
    assert f'/light/record?id={DISPUTED}&amp;lang=en#sides"' in shown


@pytest.mark.parametrize(
    ("view", "query"),
    [("record", OWN), ("records", "system=open-akimat"), ("system", "id=open-akimat&table=records")],
)
def test_files_carry_the_dispute_and_the_reply(asked, view, query):
    answer = json.loads(face(asked, f"/api/v1/{view}.json?{query}&lang=en"))
    (row,) = answer["rows"]
    (line,) = csv.DictReader(io.StringIO(asked.get(f"/api/v1/{view}.csv?{query}")[0].text.removeprefix("\ufeff")))

    assert row["disputed"] is True
    assert row["reply_id"] == "st-open-akimat-1"
    assert row["reply_en"].startswith(ANSWERED)
    assert (row["reply_side"], row["reply_date"]) == ("customer", "2020-12-22")
    assert row["reply_source_url"].startswith("https://ratel.kz/")
    assert {name: line[name] for name in ("reply_kk", "reply_ru", "reply_side")} == {
        name: row[name] for name in ("reply_kk", "reply_ru", "reply_side")
    }


@pytest.mark.parametrize(
    ("view", "query"),
    [("promises", "system=open-akimat"), ("systems", "region=zhambyl&system=open-akimat&table=records")],
)
def test_other_files_with_a_disputed_record_say_so(asked, view, query):
    newest = json.loads(face(asked, f"/api/v1/{view}.json?{query}"))["rows"]
    before = json.loads(face(asked, f"/api/v1/{view}.json?{query}&asof={asked.first}"))["rows"]

    assert {row["disputed"] for row in newest} == {True}
    assert {row["disputed"] for row in before} == {False}


def test_records_without_dispute_or_reply_say_neither(asked):
    (row,) = json.loads(face(asked, "/api/v1/record.json?id=semey-pr-44m-2021"))["rows"]

    assert row["disputed"] is False
    assert row["reply_id"] is row["reply_en"] is row["reply_source_url"] is None
    assert SAID not in face(asked, "/light/record?id=semey-pr-44m-2021&lang=en")


def test_the_feed_tells_when_a_record_becomes_disputed(asked):
    entries = entries_of(asked.get("/feed.atom?level=all&lang=en")[0].content)

    assert [term for term, summary in entries if SAID in summary] == ["changed"]


def test_the_letter_about_a_disputed_record_says_so(asked):
    assert words("ru")(SAID) in face(asked, f"/light/question?record={DISPUTED}&mode=ru&lang=en")


def test_light_pages_with_replies_stay_small(asked):
    for query in ("lang=kk&counted=all&level=all", "lang=ru", "lang=en&system=open-akimat"):
        (answer,) = asked.get(f"/light/records?{query}")
        assert len(answer.content) < 60_000
