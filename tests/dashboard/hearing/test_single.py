"""The pack as one file: nothing is fetched, both languages stand, everything is escaped, links lead home."""

from dataclasses import replace

import pytest
from markupsafe import escape

from dashboard.hearing.pack import Chapter, Entry, Listed, Numbered, Sides, Told
from dashboard.hearing.single import single
from dashboard.html.inputs import Cell
from tests.dashboard.hearing.packs import ORIGIN, WORDS, empty_pack, full_pack, pack_of, pictured, told
from tests.dashboard.reading_html import Read, outside_of_styles

EVIL = '<script>alert("1")</script>&'


def with_block(pack, block):
    return replace(pack, chapters=(Chapter("finding", "x", "", (block,)),))


@pytest.fixture
def packs(ask_page):
    return [full_pack(ask_page("records", lang=lang)) for lang in ("kk", "ru")]


@pytest.fixture
def russian(ask_page):
    return full_pack(ask_page("records", lang="ru"))


def test_file_asks_for_nothing(packs):
    html = single(packs)

    assert Read(html).fetched() == []
    assert outside_of_styles(html) == []
    assert "<script" not in html


def test_tags_close_in_order_and_names_of_places_are_single(packs):
    read = Read(single(packs))

    names = [given["id"] for _, given in read.tags if "id" in given]
    assert read.nests
    assert len(names) == len(set(names))


def test_contents_lead_to_every_chapter_of_both_languages(packs):
    read = Read(single(packs))

    names = {given["id"] for given in read.all("h2") if "id" in given}
    led = {given["href"][1:] for given in read.all("a") if given["href"].startswith("#")}
    assert led == names
    assert len(names) == 2 * len(packs[0].chapters)


def test_both_languages_stand_beside_each_other_and_one_stands_alone(packs):
    assert 'class="sheet sheet-2"' in single(packs)
    assert "A4 landscape" in single(packs)
    assert 'class="sheet sheet-1"' in single(packs[:1])
    assert "A4 portrait" in single(packs[:1])


def test_reader_of_two_languages_chooses_one_without_a_script(packs):
    read, alone = Read(single(packs)), Read(single(packs[:1]))

    names = [given["id"] for given in read.all("input", type="radio", name="shown")]
    assert names == ["shown-all", "shown-kk", "shown-ru"]
    assert [given["for"] for given in read.all("label")] == names
    assert [given["id"] for given in read.all("input") if "checked" in given] == ["shown-all"]
    assert alone.all("input") == []


def test_file_forbids_itself_to_ask_or_run_anything(packs):
    (policy,) = Read(single(packs)).all("meta", **{"http-equiv": "Content-Security-Policy"})

    assert policy["content"].startswith("default-src 'none';")
    assert "script-src" not in policy["content"]


def test_language_of_each_column_is_told(packs):
    columns = [given["lang"] for given in Read(single(packs)).all("div", **{"class": "column"})]

    assert columns == ["kk", "ru"] * (len(packs[0].chapters) + 2)


@pytest.mark.parametrize("language", ["kk", "ru"])
def test_all_that_a_pack_says_stands_in_the_file(packs, language):
    text = Read(single(packs)).text
    said = WORDS[language]

    missing = [key for key, value in said.items() if key != "empty" and value.strip() not in text]
    assert missing == []


def test_blank_lines_and_fields_of_minutes_are_drawn(ask_page):
    pack = pack_of(ask_page("records", lang="ru"), Numbered(("a", "b"), lines=3, fields=("c", "d")))

    assert single([pack]).count('class="rule"') == 2 * 3 + 2


def test_figures_are_drawn_and_their_patterns_have_names_of_their_own(ask_page):
    page = ask_page("records", lang="ru")
    html = single([pack_of(page, pictured(page), pictured(page))])

    patterns = [given["id"] for given in Read(html).all("pattern")]
    assert len(patterns) >= 2
    assert len(patterns) == len(set(patterns))
    assert all(f"url(#{name})" in html for name in patterns)


def test_links_of_ours_are_whole_and_code_leads_to_the_view(russian):
    read = Read(single([russian]))

    hrefs = [given["href"] for given in read.all("a")]
    assert f"{ORIGIN}/record?id=record-1" in hrefs
    assert russian.link in hrefs
    assert [one for one in hrefs if not one.startswith(("#", "https://"))] == []
    assert read.all("svg", **{"class": "code"})


@pytest.mark.parametrize("href", ["javascript:alert(1)", "//evil.example", "#place"])
def test_link_that_leads_nowhere_is_text(ask_page, href):
    row = Entry(Cell("a record", href=href))
    html = single([pack_of(ask_page("records", lang="ru"), Listed((row,)))])

    assert "a record" in html
    assert href not in html


@pytest.mark.parametrize(
    "block",
    [
        pytest.param(Told((EVIL,)), id="text"),
        pytest.param(Listed((Entry(Cell(EVIL), EVIL, (Cell(EVIL, note=EVIL),)),), Cell(EVIL)), id="list"),
        pytest.param(Sides((EVIL, EVIL), (), ()), id="sides"),
        pytest.param(Numbered((EVIL,), 1, (EVIL,)), id="numbered"),
    ],
)
def test_texts_are_escaped(ask_page, block):
    html = single([pack_of(ask_page("records", lang="ru"), block)])

    assert EVIL not in html
    assert str(escape(EVIL)) in html


def test_titles_are_escaped(russian):
    html = single([replace(russian, title=EVIL, lead=EVIL, about=EVIL, notices=(EVIL,), edition=EVIL)])

    assert EVIL not in html
    assert html.count(str(escape(EVIL))) >= 5


def test_pack_of_nothing_says_so(ask_page):
    pack = empty_pack(ask_page("records", lang="kk"))

    assert WORDS["kk"]["empty"] in Read(single([pack])).text


def test_no_pack_is_refused():
    with pytest.raises(ValueError, match="at least one pack"):
        single([])


def test_blocks_follow_one_another_as_in_the_pack(ask_page):
    page = ask_page("records", lang="ru")
    text = Read(single([pack_of(page, Told(("first",)), told(page), Told(("last",)))])).text

    assert text.index("first") < text.index(WORDS["ru"]["said"].strip()) < text.index("last")
