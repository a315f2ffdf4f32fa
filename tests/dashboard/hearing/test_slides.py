"""The pack as slides: as many in every language, nothing is fetched, nothing is lost when blocks are cut."""

import re
from dataclasses import replace

import pytest
from markupsafe import escape

from dashboard.hearing.boards import decks
from dashboard.hearing.pack import (
    Entry,
    Listed,
    Needed,
    Numbered,
    Numbers,
    Sides,
    Tabled,
    Terms,
    Told,
)
from dashboard.hearing.pieces import MANY_NEEDS
from dashboard.hearing.slides import slides
from dashboard.html.inputs import Cell, Key, NeedLine, Said
from tests.dashboard.hearing.packs import (
    WORDS,
    empty_pack,
    full_pack,
    numbers,
    pack_of,
)
from tests.dashboard.reading_html import Read, outside_of_styles

LANGUAGES = ("kk", "ru", "en")
EVIL = '<script>alert("1")</script>&'
TALL = 500.0
NUMBERS = Numbers((Key("contracts", "79 million ₸"), Key("plans", "14 million ₸"), Key("records", "2")))


@pytest.fixture
def packs(ask_page):
    return {lang: full_pack(ask_page("records", lang=lang)) for lang in LANGUAGES}


@pytest.fixture
def page(ask_page):
    return ask_page("records", lang="ru")


def test_screen_fetches_its_script_alone(packs):
    html = slides(packs, "/screen.js?v=1")

    assert Read(html).fetched() == ["/screen.js?v=1"]
    assert outside_of_styles(html) == []
    assert len(re.findall("<script", html)) == 1


def test_no_script_stands_in_the_page_nor_in_its_elements(packs):
    read = Read(slides(packs))

    assert [name for _, given in read.tags for name in given if name.startswith("on")] == []
    assert read.nests


def test_languages_have_as_many_slides_of_the_same_kinds(packs):
    read = Read(slides(packs))

    kinds = {lang: [] for lang in LANGUAGES}
    for one in read.all("section"):
        kinds[one["id"][:2]].append(one["class"])
    assert kinds["kk"] == kinds["ru"] == kinds["en"]
    assert len(kinds["kk"]) > 20


def test_first_language_is_shown_and_others_wait(packs):
    decks_read = Read(slides(packs)).all("main")

    assert [(given["lang"], "hidden" in given) for given in decks_read] == [("kk", False), ("ru", True), ("en", True)]


def test_slides_are_numbered_and_each_has_its_name(packs):
    read = Read(slides(packs))

    names = [given["id"] for given in read.all("section") if "aside" not in given["class"].split()]
    count = len(names) // 3
    assert names[:count] == [f"kk-{number}" for number in range(1, count + 1)]
    assert f"{count} / {count}" in read.text


def test_details_are_numbered_behind_their_slide_which_leads_to_them(page):
    rows = tuple(NeedLine(f"need {number}", "so many") for number in range(MANY_NEEDS))
    read = Read(slides({"ru": pack_of(page, Needed(rows))}))

    numbers = [given["data-number"] for given in read.all("section")]
    details = [one["data-number"] for one in read.all("section") if "aside" in one["class"].split()]
    assert details == [f"2.{place}" for place in range(1, len(details) + 1)]
    assert numbers == ["1", "2", *details, "3"]
    assert {one["href"] for one in read.all("a") if one["href"].startswith("#ru-2")} == {"#ru-2", "#ru-2.1"}


def test_contents_lead_to_the_first_slide_of_each_chapter(packs):
    read = Read(slides(packs))

    ids = {one["id"] for one in read.all("section")}
    led = [one["href"][1:] for one in read.all("a") if one["href"].startswith("#kk-") and "." not in one["href"]]
    assert len(led) == len(packs["kk"].chapters)
    assert set(led) <= ids


def test_code_of_the_link_stands_on_every_slide(packs):
    read = Read(slides(packs))

    assert len(read.all("use")) == len(read.all("section"))
    assert {given["href"] for given in read.all("use")} == {"#code-kk", "#code-ru", "#code-en"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_all_that_a_pack_says_stands_on_slides(packs, language):
    text = Read(slides(packs)).text

    missing = [
        key for key, said in WORDS[language].items() if key not in {"empty", "title"} and said.strip() not in text
    ]
    assert missing == []


def test_sum_of_the_finding_is_set_off(ask_page):
    html = slides({"ru": replace(full_pack(ask_page("records", lang="ru")), title="Тараз: 93\u00a0млн\u00a0₸ всего")})

    assert "<h1>Тараз: <strong>93\u00a0млн\u00a0₸</strong> всего</h1>" in html


@pytest.mark.parametrize(
    ("title", "sum_shown"),
    [
        ("Astana: 125 million ₸ found so far, 14 million ₸ planned", "125 million ₸"),
        ("Астана: 125 000 000,50 ₸", "125 000 000,50 ₸"),
        ("Тараз: әзірге табылғаны — 93 млн ₸, бәрі — шарттар", "93 млн ₸,"),
        ("2020: nothing", None),
    ],
)
def test_first_sum_is_found_in_titles(page, title, sum_shown):
    found = re.search(r"<strong>(.*?)</strong>", slides({"ru": replace(full_pack(page), title=title)}))

    assert (found[1] if found else None) == sum_shown


def test_titles_are_escaped(page):
    pack = replace(full_pack(page), title=EVIL, lead=EVIL, about=EVIL, notices=(EVIL,), edition=EVIL)
    html = slides({"ru": pack})

    assert EVIL not in html
    assert html.count(str(escape(EVIL))) > 20


@pytest.mark.parametrize(
    "block",
    [
        pytest.param(Told((EVIL,)), id="text"),
        pytest.param(Listed((Entry(Cell(EVIL), EVIL, (Cell(EVIL),)),)), id="list"),
        pytest.param(Sides((EVIL, EVIL), (), ()), id="sides"),
        pytest.param(Numbered((EVIL,)), id="question"),
        pytest.param(Terms(((EVIL, EVIL),)), id="terms"),
    ],
)
def test_texts_are_escaped(page, block):
    html = slides({"ru": pack_of(page, block)})

    assert EVIL not in html
    assert str(escape(EVIL)) in html


def test_links_open_beside_the_slides(page):
    read = Read(slides({"ru": full_pack(page)}))

    away = [one for one in read.all("a") if one["href"].startswith("http")]
    assert away
    assert {one.get("target") for one in away} == {"_blank"}


def test_slides_lead_back_to_the_page_of_the_pack(page):
    screen = replace(full_pack(page), page=replace(page, key="hearing"))

    hrefs = [one["href"] for one in Read(slides({"ru": screen})).all("a") if "data-language" not in one]
    assert "/hearing?lang=ru" in hrefs


def test_notices_of_the_link_have_a_slide(page):
    pack = empty_pack(page)

    with_one, without = slides({"ru": replace(pack, notices=("cut short",))}), slides({"ru": pack})
    assert with_one.count("<section") == without.count("<section") + 1
    assert "cut short" in with_one


def test_long_finding_has_its_slide_to_itself_in_every_language(ask_page):
    packs = {lang: full_pack(ask_page("records", lang=lang)) for lang in LANGUAGES}
    plain = slides(packs)

    long = slides(packs | {"ru": replace(packs["ru"], title="Найдено на сегодня 93 млн ₸ и ещё. " * 7)})

    assert long.count("<section") == plain.count("<section") + 3
    assert all(Read(long).text.count(pack.lead) == 1 for pack in packs.values())


def test_empty_pack_says_so_on_its_slides(page):
    assert WORDS["ru"]["empty"] in Read(slides({"ru": empty_pack(page)})).text


def test_no_pack_is_refused():
    with pytest.raises(ValueError, match="at least one pack"):
        slides({})


def test_side_that_has_said_all_is_not_called_silent(page):
    one, long = Said("a", "short", "", Cell("s")), Said("b", "word " * 500, "", Cell("s"))

    text = Read(slides({"ru": pack_of(page, Sides(("a", "b"), [one], [long]))})).text
    tr = page.tr
    assert tr("What this side said stands on the slides before.") in text
    assert tr("No statement of this side was found so far.") not in text


def test_languages_that_differ_still_have_as_many_slides(page):
    one, other = pack_of(page, Told(("a",))), pack_of(page, Terms((("a", "b"),)), Numbers(numbers(page).items))

    assert len({len(deck) for deck in decks([one, other])}) == 1


def test_every_kind_of_block_can_be_cut(packs):
    kinds = {type(block) for pack in packs.values() for chapter in pack.chapters for block in chapter.blocks}

    assert {Told, Numbers, Listed, Tabled, Sides, Needed, Numbered, Terms} <= kinds
    assert all(len(set(map(len, decks([pack])))) == 1 for pack in packs.values())
