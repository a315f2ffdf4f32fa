"""Pages of the pack on paper: what stands where, what stays together, contents, foot and addresses."""

import re
from dataclasses import replace

import pytest

from dashboard.hearing import made
from dashboard.hearing.pack import Chapter, Entry, Listed, Numbered, Told
from dashboard.hearing.paper import paper
from dashboard.hearing.paper_bands import chapter_bands
from dashboard.hearing.paper_measure import MARGINS, measure_of
from dashboard.html.inputs import Cell, Column, Table
from tests.dashboard.hearing import packs
from tests.dashboard.hearing.packs import LONG_ADDRESS, ORIGIN, WORDS
from tests.dashboard.hearing.reading_pdf import lines_of, page_texts, read_pdf, squeezed

PAGE_WIDTH = 595.28
EDGE = 44
MIDDLE = PAGE_WIDTH / 2 - 10
FOOT = 50
LINK = "system=open-akimat&system=taraz-media-centre"
TOGETHER = ("kk", "ru")
SETS = [pytest.param(TOGETHER, id="kk and ru"), *(pytest.param((lang,), id=lang) for lang in ("kk", "ru", "en"))]


@pytest.mark.parametrize("languages", SETS)
def test_nothing_runs_over_the_edge_of_its_column(ask_page, full, languages):
    pdf = full(languages)
    addresses = ask_page("hearing", "", languages[0]).tr("Addresses of the sources")

    whole = "".join(page_texts(pdf))
    assert squeezed(LONG_ADDRESS) in whole
    assert all(squeezed(packs.LONG_WORD[lang]) in whole for lang in languages if lang in packs.LONG_WORD)
    for page in read_pdf(pdf).pages:
        listed_below = max((low for _, _, low, text in lines_of(page) if text == addresses), default=FOOT)
        for left, right, low, text in lines_of(page):
            over_both = " / " in text or low < listed_below
            on_the_left = len(languages) == 2 and left < MIDDLE - 5 and not over_both
            assert left >= EDGE, text
            assert right <= (MIDDLE if on_the_left else PAGE_WIDTH - EDGE), text
            assert low >= 20, text


@pytest.mark.parametrize(("languages", "least"), [(TOGETHER, 9), (("ru",), 10.5)], ids=["kk and ru", "ru"])
def test_no_print_is_smaller_than_promised(full, languages, least):
    for page in read_pdf(full(languages)).pages:
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

    assert "".join(page_texts(pdf)).count("Слонёнок") == 3 * 600
    assert all(low >= 20 for one in read_pdf(pdf).pages for _, _, low, _ in lines_of(one))


def test_point_behind_a_date_does_not_hang_over_the_edge(ask_page):
    page, date = ask_page("hearing", LINK, "ru"), "апрель 2021 г."

    pdf = paper([packs.pack_of(page, Listed((Entry(Cell("запуск"), date),)))])

    [right] = [right for one in read_pdf(pdf).pages for _, right, _, text in lines_of(one) if text == date]
    assert right == pytest.approx(PAGE_WIDTH - MARGINS[True], abs=0.6)


def test_head_of_a_table_stands_on_each_of_its_pages(ask_page):
    page = ask_page("hearing", LINK, "ru")
    named = Table([Column("what", "Шапка"), Column("sum", "₸")], [{"what": Cell("строка"), "sum": Cell("1")}] * 90, "")

    texts = page_texts(paper([packs.pack_of(page, packs.Tabled(named))]))

    assert len(texts) > 1
    assert all("Шапка" in text for text in texts)


def _under_heading(kind, page):
    """Return the sentence of a chapter and its blocks; the last words before the block are alike in all."""
    if kind == "led":
        return "строка", (Told(("строка", "Подзаголовок.")), packs.listed(page, 3))
    return "Подзаголовок.", (packs.BLOCKS[kind](page),)


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
        last = next(text for text in page_texts(paper(full)) if "Подзаголовок" in text)
        assert first in last.split("Подзаголовок.")[-1], filler


def test_twins_stand_beside_each_other(full):
    for page in read_pdf(full(TOGETHER)).pages[1:4]:
        at = {text: low for _, _, low, text in lines_of(page)}
        for key in ("figures", "records", "promises", "sides", "needs", "questions"):
            kazakh, russian = (WORDS[language][key] for language in TOGETHER)
            if kazakh in at and russian in at:
                assert at[kazakh] == pytest.approx(at[russian], abs=0.1), key


def test_minutes_begin_on_a_page_of_their_own_and_leave_room_to_write(full):
    texts = page_texts(full(TOGETHER))

    title = WORDS["kk"]["minutes"]
    assert texts[-1].startswith(title)
    assert squeezed(f"{WORDS['kk']['field']} / {WORDS['ru']['field']}") in texts[-1]


@pytest.mark.parametrize("languages", [pytest.param(TOGETHER, id="kk and ru"), pytest.param(("ru",), id="ru")])
def test_lines_to_write_on_stay_with_what_is_written_about(ask_page, languages):
    pages = [ask_page("hearing", LINK, lang) for lang in languages]
    blank = Numbered(("Строки",), lines=20)

    texts = page_texts(paper([packs.pack_of(page, Told(("строка",) * 18), blank) for page in pages]))

    assert len(texts) == 2
    assert ["Строки" in text for text in texts] == [False, True]


@pytest.mark.parametrize("languages", SETS)
def test_contents_name_the_page_of_each_chapter(ask_page, full, languages):
    first, *others = page_texts(full(languages))

    for language in languages:
        assert squeezed(ask_page("hearing", "", language).tr("Contents")) in first
        for key in ("records", "promises", "sides", "needs", "questions", "method", "minutes"):
            title = squeezed(WORDS[language][key])
            stands_on = [int(number) for number in re.findall(rf"{title}(\d+)", first)]
            assert len(stands_on) == 1, title
            assert title in others[stands_on[0] - 2], title


def test_a_pack_of_few_pages_has_no_contents(ask_page):
    page = ask_page("hearing", LINK, "ru")

    (text,) = page_texts(paper([packs.pack_of(page, Told(("строка",)))]))

    assert squeezed(page.tr("Contents")) not in text
    assert squeezed(page.tr("Addresses of the sources")) not in text


def test_each_source_bears_the_number_of_its_address_and_one_address_has_one_number(ask_page):
    page = ask_page("hearing", LINK, "ru")
    one, other = "https://example.org/news", f"https://example.org/{'very-long-' * 20}"
    cells = [Cell("Газета", href=one), Cell("Журнал", href=other), Cell("Газета", href=one), Cell(other, href=other)]
    rows = tuple(Entry(Cell("Запись", href="/record?id=a"), "", (cell,)) for cell in cells)

    (text,) = page_texts(paper([packs.pack_of(page, Listed(rows))]))
    said, listed = text.split(squeezed(page.tr("Addresses of the sources")))

    assert re.findall(r"(Запись|Газета|Журнал)(\[\d\])?", said) == [
        *[("Запись", ""), ("Газета", "[1]"), ("Запись", ""), ("Журнал", "[2]")],
        *[("Запись", ""), ("Газета", "[1]"), ("Запись", "")],
    ]
    assert "example.org/news" in listed
    assert other.removeprefix("https://") in listed
    assert said.count(other.removeprefix("https://")) == 1


@pytest.mark.parametrize(
    ("href", "shown"),
    [
        pytest.param("https://example.org/%D0%B2-%d1%82/1", "example.org/в-т/1", id="letters"),
        pytest.param("https://example.org/?q=%20%2F%23", "example.org/?q=%20%2F%23", id="signs with a meaning"),
        pytest.param("https://example.org/%D0/%FF%FE", "example.org/%D0/%FF%FE", id="no letters at all"),
        pytest.param("https://example.org/%C2%A0", "example.org/%C2%A0", id="what is not seen"),
    ],
)
def test_addresses_are_written_so_that_a_reader_can_type_them(ask_page, href, shown):
    page = ask_page("hearing", LINK, "ru")
    rows = (Entry(Cell("Запись"), "", (Cell("Газета", href=href),)),)

    (text,) = page_texts(paper([packs.pack_of(page, Listed(rows))]))

    assert text.split(squeezed(page.tr("Addresses of the sources")))[1].startswith(
        squeezed(page.tr("A number in brackets beside a source is that of its address here.")) + "1" + shown
    )


def test_addresses_stand_before_the_minutes_that_are_handed_in(ask_page, full):
    texts = page_texts(full(("ru",)))

    title = squeezed(ask_page("hearing", "", "ru").tr("Addresses of the sources"))
    assert [number for number, text in enumerate(texts) if title in text] == [0, len(texts) - 2]


def test_foot_names_the_site_where_the_link_is_too_long_for_it(ask_page):
    page = ask_page("hearing", "q=" + "a" * 200, "ru")

    for text in page_texts(paper([packs.full_pack(page)])):
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
