"""The pack on paper: all of it is there, in both languages, within the page, tagged, and readable without colours."""

import io
import re
from dataclasses import replace
from functools import cache

import pytest
from hypothesis import given
from hypothesis import settings as examples
from hypothesis import strategies as st
from pypdf import PdfReader

from dashboard.hearing import made
from dashboard.hearing.pack import Chapter, Entry, Listed, Numbered, Told
from dashboard.hearing.paper import paper
from dashboard.hearing.paper_bands import chapter_bands
from dashboard.hearing.paper_letters import BREAK, clean, fit
from dashboard.hearing.paper_measure import measure_of
from dashboard.html.inputs import Cell, Column, Key, Table
from dashboard.pictures.lettering import STRONG, TEXT, TITLE, width_of
from tests.dashboard.hearing import packs
from tests.dashboard.hearing.packs import KAZAKH_LETTERS, LONG_ADDRESS, ORIGIN, WORDS

PAGE_WIDTH = 595.28
EDGE = 44
MIDDLE = PAGE_WIDTH / 2 - 10
FOOT = 50
FACES = (TEXT, STRONG, TITLE)
LINK = "system=open-akimat&system=taraz-media-centre"
TOGETHER = ("kk", "ru")
SETS = [pytest.param(TOGETHER, id="kk and ru"), *(pytest.param((lang,), id=lang) for lang in ("kk", "ru", "en"))]
BLOCKS = {
    "told": packs.told,
    "numbers": packs.numbers,
    "pictured": packs.pictured,
    "undrawn": packs.undrawn,
    "listed": lambda page: packs.listed(page, 3),
    "tabled": lambda page: packs.tabled(page, 3),
    "wide table": packs.wide_table,
    "table of no rows": lambda _: packs.Tabled(Table([Column("a", "A")], [], "A")),
    "sides": packs.sides,
    "needed": packs.needed,
    "numbered": lambda page: Numbered((WORDS[page.tr.language]["question"],), 3, (WORDS[page.tr.language]["field"],)),
    "terms": packs.terms,
    "no numbers": lambda _: packs.Numbers([]),
    "no rows": lambda _: Listed(()),
}
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


def _read(pdf):
    return PdfReader(io.BytesIO(pdf))


def _squeezed(text):
    """Return a text without spaces and places to break: lines are broken elsewhere in each column."""
    return re.sub(rf"[\s\u00a0\u202f{BREAK}]+", "", text)


def _texts(pdf):
    return [_squeezed(page.extract_text()) for page in _read(pdf).pages]


@pytest.fixture(scope="module")
def full(ask_page):
    @cache
    def make(languages, rows=12):
        return paper([packs.full_pack(ask_page("hearing", LINK, lang), rows) for lang in languages])

    return make


@pytest.mark.parametrize("languages", SETS)
def test_pack_says_title_lead_filters_sums_and_every_chapter_in_its_languages(full, languages):
    text = "".join(_texts(full(languages)))

    for language in languages:
        for words in WORDS[language].values():
            if words != WORDS[language]["empty"]:
                assert _squeezed(words) in text, words
    for sum_of in ("79 000 000 ₸", "1 234 567 ₸", "1 185 185 184 ₸"):
        assert _squeezed(sum_of) in text


def test_all_kazakh_letters_are_drawn(full):
    text = "".join(_texts(full(("kk",))))

    assert _squeezed(KAZAKH_LETTERS) in text


@pytest.mark.parametrize("languages", SETS)
def test_file_is_tagged_and_names_its_title_language_and_standard(full, languages):
    read = _read(full(languages))

    root = read.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"].value is True
    assert "/StructTreeRoot" in root
    assert root["/Lang"] == languages[0]
    assert root["/ViewerPreferences"]["/DisplayDocTitle"].value is True
    assert all(WORDS[language]["title"] in read.metadata.title for language in languages)
    assert b"<pdfuaid:part>1</pdfuaid:part>" in root["/Metadata"].get_data()


def _tags(read):
    """Return the tags of a file in order, with the language and the words that stand for a picture where given."""
    found = []

    def walk(node):
        for kid in node if isinstance(node, list) else [node]:
            one = kid.get_object() if hasattr(kid, "get_object") else kid
            if isinstance(one, dict) and "/S" in one:
                found.append((one["/S"], one.get("/Lang"), one.get("/Alt")))
            if isinstance(one, dict) and "/K" in one:
                walk(one["/K"])
            elif isinstance(one, list):
                walk(one)

    walk(read.trailer["/Root"]["/StructTreeRoot"]["/K"])
    return found


def _loose(node, kind=""):
    """Return kinds of what holds words of its own, of all that is neither paragraph, heading, cell nor link."""
    one = node.get_object() if hasattr(node, "get_object") else node
    if isinstance(one, list):
        return [loose for kid in one for loose in _loose(kid, kind)]
    if isinstance(one, int) or "/MCID" in one:
        return [] if re.fullmatch(r"/(P|H\d|T[HD]|Link|Figure|Caption|Lbl)", kind) else [kind]
    inner = one.get("/S", kind)
    return _loose(one["/K"], kind if inner in {"/Span", "/Strong", "/Em"} else inner) if "/K" in one else []


@pytest.mark.parametrize("languages", SETS)
def test_all_words_stand_in_paragraphs_headings_cells_or_links(full, languages):
    root = _read(full(languages)).trailer["/Root"]["/StructTreeRoot"]

    assert _loose(root["/K"]) == []


def test_headings_tables_and_pictures_are_tagged_and_pictures_have_words(full):
    tags = _tags(_read(full(TOGETHER)))

    kinds = [kind for kind, _, _ in tags]
    assert {"/H1", "/H2", "/H3", "/Table", "/TH", "/Figure", "/Link"} <= set(kinds)
    assert kinds.count("/H2") == 2 * (10 + len(("contents", "addresses")))
    assert all(words for kind, _, words in tags if kind == "/Figure")
    assert "ru" in {language for _, language, _ in tags}


@pytest.mark.parametrize("languages", [pytest.param(TOGETHER, id="kk and ru"), pytest.param(("ru",), id="ru")])
@pytest.mark.parametrize("kind", BLOCKS)
def test_every_kind_of_block_is_drawn(ask_page, kind, languages):
    pages = [ask_page("hearing", LINK, lang) for lang in languages]

    text = "".join(_texts(paper([packs.pack_of(page, BLOCKS[kind](page)) for page in pages])))

    for language in languages:
        assert _squeezed(WORDS[language][SAID_BY.get(kind, "finding")]) in text


@pytest.mark.parametrize("languages", SETS)
def test_pack_of_no_record_says_so(ask_page, languages):
    pages = [ask_page("hearing", "region=aktobe&from=2001&to=2001", lang) for lang in languages]

    text = "".join(_texts(paper([packs.empty_pack(page) for page in pages])))

    for page in pages:
        assert _squeezed(WORDS[page.tr.language]["empty"]) in text
        assert _squeezed(page.tr("Nothing found yet.")) in text


@pytest.mark.parametrize("languages", SETS)
def test_every_page_has_edition_and_number_and_the_first_its_whole_link(ask_page, full, languages):
    edition = ask_page("hearing").asked.snapshot.id

    texts = _texts(full(languages))

    for number, text in enumerate(texts, 1):
        assert edition in text
        assert f"{number}/{len(texts)}" in text
    for language in languages:
        link = packs.full_pack(ask_page("hearing", LINK, language)).link
        assert link.removeprefix("https://") in texts[0]


def test_links_can_be_followed_from_a_file(full):
    read = _read(full(TOGETHER))

    notes = [one.get_object() for page in read.pages for one in page.get("/Annots", [])]
    links = {note["/A"]["/URI"] for note in notes if "/URI" in note.get("/A", {})}

    assert f"{ORIGIN}/record?id=record-1" in links
    assert LONG_ADDRESS in links
    assert all(link.startswith("https://") for link in links)


def test_links_of_ours_are_left_out_where_the_site_is_not_known(ask_page):
    pack = packs.pack_of(ask_page("hearing", LINK, "ru"), packs.listed(ask_page("hearing", LINK, "ru"), 1))
    unknown = replace(pack, link=pack.link.removeprefix(ORIGIN))

    notes = [one.get_object() for page in _read(paper([unknown])).pages for one in page.get("/Annots", [])]

    assert {note["/A"]["/URI"] for note in notes} == {"https://example.org/news"}


def _lines(page):
    """Return the pieces of text of a page: where each begins and ends from the left, its height, its words."""
    found = []

    def visit(text, outer, inner, font, size):
        if text.strip():
            a, b, c, d, e, f = outer
            left, low = inner[4] * a + inner[5] * c + e, inner[4] * b + inner[5] * d + f
            face = next(one for one in FACES if one.file.removesuffix(".ttf") in font["/BaseFont"])
            wide = width_of(text.strip(), face, size * abs(a * inner[0]))
            found.append((left, left + wide, low, text.strip()))

    page.extract_text(visitor_text=visit)
    return found


@pytest.mark.parametrize("languages", SETS)
def test_nothing_runs_over_the_edge_of_its_column(ask_page, full, languages):
    pdf = full(languages)
    addresses = ask_page("hearing", "", languages[0]).tr("Addresses of the sources")

    whole = "".join(_texts(pdf))
    assert _squeezed(LONG_ADDRESS) in whole
    assert all(_squeezed(packs.LONG_WORD[lang]) in whole for lang in languages if lang in packs.LONG_WORD)
    for page in _read(pdf).pages:
        listed_below = max((low for _, _, low, text in _lines(page) if text == addresses), default=FOOT)
        for left, right, low, text in _lines(page):
            over_both = " / " in text or low < listed_below
            on_the_left = len(languages) == 2 and left < MIDDLE - 5 and not over_both
            assert left >= EDGE, text
            assert right <= (MIDDLE if on_the_left else PAGE_WIDTH - EDGE), text
            assert low >= 20, text


@pytest.mark.parametrize(("languages", "least"), [(TOGETHER, 9), (("ru",), 10.5)], ids=["kk and ru", "ru"])
def test_no_print_is_smaller_than_promised(full, languages, least):
    for page in _read(full(languages)).pages:
        sizes = set()

        def visit(text, outer, inner, _font, size, sizes=sizes):
            if text.strip() and outer[5] > FOOT:
                sizes.add(round(size * abs(outer[0] * inner[0]), 1))

        page.extract_text(visitor_text=visit)
        assert min(sizes) >= least


def test_what_is_longer_than_a_page_goes_on_on_the_next(ask_page):
    page = ask_page("hearing", LINK, "ru")
    said = "Слонёнок в посудной лавке. " * 600
    sides = replace(packs.sides(page), paid=[replace(packs.sides(page).paid[0], text=said)])
    cells = [{"what": Cell("много"), "sum": Cell(said)}]
    table = packs.Tabled(Table([Column("what", "что"), Column("sum", "сумма")], cells, "таблица"))

    pdf = paper([packs.pack_of(page, Told((said,)), sides, table, packs.listed(page, 1))])

    assert "".join(_texts(pdf)).count("Слонёнок") == 3 * 600
    assert all(low >= 20 for one in _read(pdf).pages for _, _, low, _ in _lines(one))


def test_head_of_a_table_stands_on_each_of_its_pages(ask_page):
    page = ask_page("hearing", LINK, "ru")
    named = Table([Column("what", "Шапка"), Column("sum", "₸")], [{"what": Cell("строка"), "sum": Cell("1")}] * 90, "")

    texts = _texts(paper([packs.pack_of(page, packs.Tabled(named))]))

    assert len(texts) > 1
    assert all("Шапка" in text for text in texts)


def _under_heading(kind, page):
    """Return the sentence of a chapter and its blocks; the last words before the block are alike in all."""
    if kind == "led":
        return "строка", (Told(("строка", "Подзаголовок.")), packs.listed(page, 3))
    return "Подзаголовок.", (BLOCKS[kind](page),)


@pytest.mark.parametrize("languages", [pytest.param(TOGETHER, id="kk and ru"), pytest.param(("ru",), id="ru")])
@pytest.mark.parametrize("kind", ["listed", "tabled", "needed", "sides", "pictured", "wide table", "led"])
def test_no_page_ends_with_a_heading(ask_page, kind, languages):
    pages = [ask_page("hearing", LINK, lang) for lang in languages]
    follows = {
        "led": "1.Фронт",
        "tabled": "98765432₸",
        "needed": "needs",
        "sides": "stance",
        "pictured": "72млн₸",
        "listed": "1.Фронт",
    }
    first = {"needed": "Длинныйтекст", "sides": "–Дата", "wide table": "Дата1:"}.get(kind, follows.get(kind, ""))

    for filler in range(21, 30):
        before = [packs.pack_of(page, Told(("строка",) * filler)) for page in pages]
        extra = [Chapter("records", "Заголовок", *_under_heading(kind, page)) for page in pages]
        full = [replace(one, chapters=(*one.chapters, more)) for one, more in zip(before, extra, strict=True)]
        last = next(text for text in _texts(paper(full)) if "Подзаголовок" in text)
        assert first in last.split("Подзаголовок.")[-1], filler


def test_twins_stand_beside_each_other(full):
    for page in _read(full(TOGETHER)).pages[1:4]:
        at = {text: low for _, _, low, text in _lines(page)}
        for key in ("figures", "records", "promises", "sides", "needs", "questions"):
            kazakh, russian = (WORDS[language][key] for language in TOGETHER)
            if kazakh in at and russian in at:
                assert at[kazakh] == pytest.approx(at[russian], abs=0.1), key


def test_minutes_begin_on_a_page_of_their_own_and_leave_room_to_write(full):
    texts = _texts(full(TOGETHER))

    title = WORDS["kk"]["minutes"]
    assert texts[-1].startswith(title)
    assert _squeezed(f"{WORDS['kk']['field']} / {WORDS['ru']['field']}") in texts[-1]


@pytest.mark.parametrize("languages", [pytest.param(TOGETHER, id="kk and ru"), pytest.param(("ru",), id="ru")])
def test_lines_to_write_on_stay_with_what_is_written_about(ask_page, languages):
    pages = [ask_page("hearing", LINK, lang) for lang in languages]
    blank = Numbered(("Строки",), lines=20)

    texts = _texts(paper([packs.pack_of(page, Told(("строка",) * 18), blank) for page in pages]))

    assert len(texts) == 2
    assert ["Строки" in text for text in texts] == [False, True]


@pytest.mark.parametrize("languages", SETS)
def test_contents_name_the_page_of_each_chapter(ask_page, full, languages):
    first, *others = _texts(full(languages))

    for language in languages:
        assert _squeezed(ask_page("hearing", "", language).tr("Contents")) in first
        for key in ("records", "promises", "sides", "needs", "questions", "method", "minutes"):
            title = _squeezed(WORDS[language][key])
            stands_on = [int(number) for number in re.findall(rf"{title}(\d+)", first)]
            assert len(stands_on) == 1, title
            assert title in others[stands_on[0] - 2], title


def test_a_pack_of_few_pages_has_no_contents(ask_page):
    page = ask_page("hearing", LINK, "ru")

    (text,) = _texts(paper([packs.pack_of(page, Told(("строка",)))]))

    assert _squeezed(page.tr("Contents")) not in text
    assert _squeezed(page.tr("Addresses of the sources")) not in text


def test_each_source_bears_the_number_of_its_address_and_one_address_has_one_number(ask_page):
    page = ask_page("hearing", LINK, "ru")
    one, other = "https://example.org/news", f"https://example.org/{'very-long-' * 20}"
    cells = [Cell("Газета", href=one), Cell("Журнал", href=other), Cell("Газета", href=one), Cell(other, href=other)]
    rows = tuple(Entry(Cell("Запись", href="/record?id=a"), "", (cell,)) for cell in cells)

    (text,) = _texts(paper([packs.pack_of(page, Listed(rows))]))
    said, listed = text.split(_squeezed(page.tr("Addresses of the sources")))

    assert re.findall(r"(Запись|Газета|Журнал)(\[\d\])?", said) == [
        *[("Запись", ""), ("Газета", "[1]"), ("Запись", ""), ("Журнал", "[2]")],
        *[("Запись", ""), ("Газета", "[1]"), ("Запись", "")],
    ]
    assert "example.org/news" in listed
    assert other.removeprefix("https://") in listed
    assert said.count(other.removeprefix("https://")) == 1


def test_addresses_stand_before_the_minutes_that_are_handed_in(ask_page, full):
    texts = _texts(full(("ru",)))

    title = _squeezed(ask_page("hearing", "", "ru").tr("Addresses of the sources"))
    assert [number for number, text in enumerate(texts) if title in text] == [0, len(texts) - 2]


def test_foot_names_the_site_where_the_link_is_too_long_for_it(ask_page):
    page = ask_page("hearing", "q=" + "a" * 200, "ru")

    for text in _texts(paper([packs.full_pack(page)])):
        assert text.count("…") == 0
        assert ORIGIN.removeprefix("https://") in text


@pytest.mark.parametrize("languages", [pytest.param(TOGETHER, id="kk and ru"), pytest.param(("ru",), id="ru")])
def test_figures_are_never_drawn_so_small_that_their_words_are_smaller_than_remarks(ask_page, languages):
    several = [made.pack(ask_page("hearing", "region=almaty&part=a-figures", lang)) for lang in languages]

    for one in several:
        measure = measure_of(one, alone=len(several) == 1)
        parts = [part for band in chapter_bands(one.chapters[0], measure) for part in band.parts]
        widths = [part["width"] for part in parts if part["do"] == "figure"]
        assert len(widths) >= 3
        assert widths == [pytest.approx(measure.width)] * len(widths)


def test_what_looks_like_markup_stays_text(ask_page):
    page = ask_page("hearing", LINK, "ru")
    told = r'#panic("x") *a* _b_ $x^2$ [c] <d> @e \ // f == g `h` https://i.test ~ -- "j"'

    text = _texts(paper([packs.pack_of(page, Told((told,)))]))[0]

    assert _squeezed(told) in text


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

    (text,) = _texts(paper([packs.pack_of(page, Listed((entry,)))]))

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
