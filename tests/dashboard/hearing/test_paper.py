"""The pack on paper: all of it is there, in both languages, within the page, tagged, and readable without colours."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import settings as examples
from hypothesis import strategies as st

from dashboard.hearing.pack import Entry, Listed, Numbered, Told
from dashboard.hearing.paper import paper
from dashboard.hearing.paper_letters import BREAK, clean, fit
from dashboard.html.inputs import Cell, Column, Key, Table
from dashboard.pictures.lettering import TEXT, width_of
from tests.dashboard.hearing import packs
from tests.dashboard.hearing.packs import KAZAKH_LETTERS, LONG_ADDRESS, ORIGIN, WORDS
from tests.dashboard.hearing.reading_pdf import loose_words, page_texts, read_pdf, squeezed, tags_of

LINK = "system=open-akimat&system=taraz-media-centre"
TOGETHER = ("kk", "ru")
SETS = [pytest.param(TOGETHER, id="kk and ru"), *(pytest.param((lang,), id=lang) for lang in ("kk", "ru", "en"))]
SAID_BY = {
    "told": "said",
    "numbers": "said",
    "pictured": "source",
    "undrawn": "needs",
    "listed": "source",
    "tabled": "needs",
    "wide table": "field",
    "sides": "questions",
    "needed": "needs",
    "numbered": "question",
    "terms": "promises",
}


@pytest.mark.parametrize("languages", SETS)
def test_pack_says_title_lead_filters_sums_and_every_chapter_in_its_languages(full, languages):
    text = "".join(page_texts(full(languages)))

    for language in languages:
        for words in WORDS[language].values():
            if words != WORDS[language]["empty"]:
                assert squeezed(words) in text, words
    for sum_of in ("79 000 000 ₸", "1 234 567 ₸", "1 185 185 184 ₸"):
        assert squeezed(sum_of) in text


def test_all_kazakh_letters_are_drawn(full):
    text = "".join(page_texts(full(("kk",))))

    assert squeezed(KAZAKH_LETTERS) in text


@pytest.mark.parametrize("languages", SETS)
def test_file_is_tagged_and_names_its_title_language_and_standard(full, languages):
    read = read_pdf(full(languages))

    root = read.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"].value is True
    assert "/StructTreeRoot" in root
    assert root["/Lang"] == languages[0]
    assert root["/ViewerPreferences"]["/DisplayDocTitle"].value is True
    assert all(WORDS[language]["title"] in read.metadata.title for language in languages)
    assert b"<pdfuaid:part>1</pdfuaid:part>" in root["/Metadata"].get_data()


@pytest.mark.parametrize("languages", SETS)
def test_all_words_stand_in_paragraphs_headings_cells_or_links(full, languages):
    root = read_pdf(full(languages)).trailer["/Root"]["/StructTreeRoot"]

    assert loose_words(root["/K"]) == []


def test_headings_tables_and_pictures_are_tagged_and_pictures_have_words(full):
    tags = tags_of(read_pdf(full(TOGETHER)))

    kinds = [kind for kind, _, _ in tags]
    assert {"/H1", "/H2", "/H3", "/Table", "/TH", "/Figure", "/Link"} <= set(kinds)
    assert kinds.count("/H2") == 2 * (10 + len(("contents", "addresses")))
    assert all(words for kind, _, words in tags if kind == "/Figure")
    assert "ru" in {language for _, language, _ in tags}


@pytest.mark.parametrize("languages", [pytest.param(TOGETHER, id="kk and ru"), pytest.param(("ru",), id="ru")])
@pytest.mark.parametrize("kind", packs.BLOCKS)
def test_every_kind_of_block_is_drawn(ask_page, kind, languages):
    pages = [ask_page("hearing", LINK, lang) for lang in languages]

    text = "".join(page_texts(paper([packs.pack_of(page, packs.BLOCKS[kind](page)) for page in pages])))

    for language in languages:
        assert squeezed(WORDS[language][SAID_BY.get(kind, "finding")]) in text


@pytest.mark.parametrize("languages", SETS)
def test_pack_of_no_record_says_so(ask_page, languages):
    pages = [ask_page("hearing", "region=aktobe&from=2001&to=2001", lang) for lang in languages]

    text = "".join(page_texts(paper([packs.empty_pack(page) for page in pages])))

    for page in pages:
        assert squeezed(WORDS[page.tr.language]["empty"]) in text
        assert squeezed(page.tr("Nothing found yet.")) in text


@pytest.mark.parametrize("languages", SETS)
def test_every_page_has_edition_and_number_and_the_first_its_whole_link(ask_page, full, languages):
    edition = ask_page("hearing").asked.snapshot.id

    texts = page_texts(full(languages))

    for number, text in enumerate(texts, 1):
        assert edition in text
        assert f"{number}/{len(texts)}" in text
    for language in languages:
        link = packs.full_pack(ask_page("hearing", LINK, language)).link
        assert link.removeprefix("https://") in texts[0]


def test_links_can_be_followed_from_a_file(full):
    read = read_pdf(full(TOGETHER))

    notes = [one.get_object() for page in read.pages for one in page.get("/Annots", [])]
    links = {note["/A"]["/URI"] for note in notes if "/URI" in note.get("/A", {})}

    assert f"{ORIGIN}/record?id=record-1" in links
    assert LONG_ADDRESS in links
    assert all(link.startswith("https://") for link in links)


def test_links_of_ours_are_left_out_where_the_site_is_not_known(ask_page):
    pack = packs.pack_of(ask_page("hearing", LINK, "ru"), packs.listed(ask_page("hearing", LINK, "ru"), 1))
    unknown = replace(pack, link=pack.link.removeprefix(ORIGIN))

    notes = [one.get_object() for page in read_pdf(paper([unknown])).pages for one in page.get("/Annots", [])]

    assert {note["/A"]["/URI"] for note in notes} == {"https://example.org/news"}


def test_what_looks_like_markup_stays_text(ask_page):
    page = ask_page("hearing", LINK, "ru")
    told = r'#panic("x") *a* _b_ $x^2$ [c] <d> @e \ // f == g `h` https://i.test ~ -- "j"'

    text = page_texts(paper([packs.pack_of(page, Told((told,)))]))[0]

    assert squeezed(told) in text


@examples(max_examples=25)
@given(st.lists(st.text(max_size=40), min_size=3, max_size=3))
def test_any_words_make_a_file(ask_page, words):
    page = ask_page("hearing", LINK, "kk")
    title, one, other = words
    entry = packs.Entry(Cell(one, href=f"https://example.org/{other}"), other, (Cell(title),))
    numbers = packs.Numbers([Key(one, other, title)])
    table = packs.Tabled(Table([Column("a", other)], [{"a": Cell(one, note=other)}], title))

    pack = packs.pack_of(page, Told((one, other)), Listed((entry,)), numbers, table, Numbered((one,), 1, (other,)))
    drawn = paper([replace(pack, title=title, about=one, lead=other)])

    assert drawn.startswith(b"%PDF")


def test_link_that_ends_with_a_soft_hyphen_is_drawn(ask_page):
    page = ask_page("hearing", LINK, "ru")
    entry = Entry(Cell("Газета\u00ad", href="https://example.org/a\u00ad"))

    (text,) = page_texts(paper([packs.pack_of(page, Listed((entry,)))]))

    assert "Газета[1]" in text


def test_sign_that_the_fonts_lack_is_marked_as_lacking():
    assert clean("a\U0001f680b\ufeffc\x07") == "a?b?c?"
    assert clean("e\u0301 й\tә") == "é й ә"


def test_word_wider_than_its_room_may_be_broken_and_others_are_left_alone():
    broken = fit(f"а {'б' * 80} в", 10, 100)

    pieces = broken.split(" ")[1].split(BREAK)
    assert "".join(pieces) == "б" * 80
    assert all(width_of(piece, TEXT, 10) <= 100 for piece in pieces)
    assert fit("обычные слова", 10, 100) == "обычные слова"


def test_same_pack_is_drawn_byte_by_byte_alike(ask_page):
    pack = packs.full_pack(ask_page("hearing", LINK, "kk"))

    assert paper([pack]) == paper([pack])


def test_file_is_small(full):
    assert len(full(TOGETHER, rows=40)) < 2_000_000
