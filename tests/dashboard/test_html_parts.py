"""The HTML parts: everything escaped, only links that lead to pages, readable without colour, in both lights."""

import re
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from dashboard.html import parts
from dashboard.html.drawing import safe_href
from dashboard.html.parts import (
    Bar,
    Cell,
    Chip,
    Column,
    CostLine,
    Evidence,
    Fact,
    Key,
    Moment,
    NeedLine,
    Notice,
    Pager,
    Said,
    Table,
)
from dashboard.words import words
from tests.dashboard.reading_html import Read

EN = words("en")
EVIL = '<script>alert("1")</script>'
BAD_HREF = "javascript:alert(1)"


def every_part(text, href, tr=EN):
    """Draw each part with `text` in every text and `href` in every link."""
    cell = Cell(text, href, text, lang="kk", title=text)
    column = Column("a", text, "money", sort_href=href, sorted="desc", amount=True)
    rows = [{"a": cell, "b": Cell(text)}]
    said = Said(text, text, text, cell, text)
    cost = CostLine(text, text, cell, text, text)
    return {
        "heading": parts.heading(tr, text, text, [Chip(text, href)], [Notice(text, "dropped")], text, href),
        "section": parts.section(text, text, text),
        "keys": parts.keys(tr, [Key(text, text, text, href, text), Key(text, text, href=href)]),
        "table": parts.table(
            tr, Table([column, Column("b", text)], rows, text, text, Pager(1, 1, 3, previous_href=href, next_href=href))
        ),
        "no rows": parts.table(tr, Table([column], [], text, text, Pager(1, 1, 3, previous_href=href))),
        "figure_foot": parts.figure_foot(tr, [cell, cell], text, cell, href, href, text),
        "facts": parts.facts(tr, [Fact(text, cell, text), Fact(text, None, text)]),
        "needs": parts.needs(
            tr, [NeedLine(text, text, 0.1, 0.2, 0.3, [cost], [Evidence(text, cell, text)], text, href)]
        ),
        "sides": parts.sides(tr, [said], [], text, text, href),
        "timeline": parts.timeline(
            tr, [Moment(text, text, text, cell, text, "paid", cell), Moment("", text, text, cell)]
        ),
        "bars": parts.bars(tr, [Bar(text, text, 0.5, 0.2, href, text, "media")], text),
        "empty": parts.empty(tr, text, text, [cell]),
        "footer": parts.footer(tr, text, [cell], [cell]),
        "note": parts.note(text),
        "disclosure": parts.disclosure(text, Markup("<p>safe</p>")),
        "prose": parts.prose(Markup("<p>%s</p>") % text),
    }


NAMES = [pytest.param(name, id=name) for name in every_part("x", "/x")]


def test_every_public_function_is_drawn_here():
    drawn = {*every_part("x", "/x"), "style_sheet"} - {"no rows"}

    functions = {name for name in parts.__all__ if name[0].islower()}

    assert functions == drawn


@pytest.mark.parametrize("name", NAMES)
def test_no_text_becomes_a_tag_or_an_attribute(name):
    page = Read(every_part(EVIL, '/?q="><script>')[name])

    assert "script" not in [tag for tag, _ in page.tags]
    assert not [key for _, attrs in page.tags for key in attrs if key.startswith("on")]


@pytest.mark.parametrize("name", NAMES)
def test_a_link_that_is_no_page_is_dropped_and_its_text_kept(name):
    good, bad = (Read(every_part("Taraz", href)[name]) for href in ("/x", BAD_HREF))

    assert not bad.all("a")
    assert "Taraz" in bad.text or name == "prose"
    assert BAD_HREF not in every_part("Taraz", BAD_HREF)[name]
    assert good.all("a") or name in {"section", "note", "disclosure", "prose"}


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
@pytest.mark.parametrize("name", NAMES)
def test_tags_nest_and_classes_carry_our_prefix(name, language):
    page = Read(every_part("Taraz", "/x", words(language))[name])

    classes = [part for _, attrs in page.tags for part in (attrs.get("class") or "").split()]
    assert page.nests
    assert "aq-part" in classes
    assert not [part for part in classes if not part.startswith("aq-")]
    assert not re.search(r"\b(None|nan|Undefined)\b", page.text)


@pytest.mark.parametrize(
    ("href", "kept"),
    [
        pytest.param("/record?id=1&lang=kk", True, id="own page"),
        pytest.param("/", True, id="home"),
        pytest.param("?page=2", True, id="query"),
        pytest.param("#table", True, id="anchor"),
        pytest.param("https://goszakup.gov.kz/ru/announce/1", True, id="https"),
        pytest.param("HTTP://example.kz/ақша", True, id="http in capitals, Kazakh letters"),
        pytest.param(None, False, id="none"),
        pytest.param("", False, id="empty"),
        pytest.param("javascript:alert(1)", False, id="script"),
        pytest.param(" javascript:alert(1)", False, id="script after a blank"),
        pytest.param("java\nscript:alert(1)", False, id="script over two lines"),
        pytest.param("/\n//example.com", False, id="line break"),
        pytest.param("data:text/html,x", False, id="data"),
        pytest.param("//example.com", False, id="another host by two slashes"),
        pytest.param("/\\example.com", False, id="another host by a backslash"),
        pytest.param("record", False, id="relative"),
    ],
)
def test_only_links_to_pages_are_kept(href, kept):
    assert safe_href(href) == (href if kept else "")


@given(st.text())
def test_a_kept_link_never_names_another_scheme(href):
    kept = safe_href(href)

    assert kept in {"", href}
    assert not kept or re.match(r"(?i)https?://|/|\?|#", kept)


def test_html_that_is_only_a_str_is_escaped():
    assert "<b>" not in parts.prose("<b>x</b>")
    assert "<b>" not in parts.disclosure("x", "<b>x</b>")
    assert "<b>" in parts.prose(Markup("<b>x</b>"))


def test_heading_has_one_h1_and_a_named_remove_for_each_chip():
    page = Read(parts.heading(EN, "Found", "Local", [Chip("Taraz", "?a"), Chip("2020", "?b")], clear_href="/"))

    assert len(page.all("h1")) == 1
    assert [a.get("aria-label") for a in page.all("a")] == ["Remove: Taraz", "Remove: 2020", None]
    assert "Remove all filters" in page.text


def test_clearing_is_offered_only_beside_chips():
    assert "Remove" not in parts.heading(EN, "Found", "Local", clear_href="/")


def test_a_fifth_key_number_is_refused():
    with pytest.raises(ValueError, match="at most 4"):
        parts.keys(EN, [Key("a", "1")] * 5)


def test_table_names_its_columns_and_rows():
    columns = [
        Column("what", "Service", main=True),
        Column("sum", "Amount", "money", sort_href="?sort=sum", sorted="desc", amount=True),
        Column("year", "Year", "year", sort_href="?sort=year"),
    ]
    page = Read(parts.table(EN, Table(columns, [{"what": Cell("SMM"), "sum": Cell("5 ₸")}], "Records")))

    heads = page.all("th")
    assert [head["scope"] for head in heads] == ["col", "col", "col", "row"]
    assert [head.get("aria-sort") for head in heads] == [None, "descending", None, None]
    assert [a["href"] for a in page.all("a")] == ["?sort=sum", "?sort=year"]
    assert [cell["data-label"] for cell in page.all("td")] == ["Amount", "Year"]
    assert "aq-right" in heads[1]["class"]
    assert "aq-amount" in page.all("td")[0]["class"]
    assert "— not known" in page.text  # the row has no year


def test_first_column_names_the_row_when_none_is_marked():
    page = Read(parts.table(EN, Table([Column("a", "A"), Column("b", "B")], [{"a": Cell("1"), "b": Cell("2")}], "C")))

    assert [head["data-label"] for head in page.all("th") if head["scope"] == "row"] == ["A"]


@pytest.mark.parametrize(
    ("kind", "align", "side"),
    [
        *(pytest.param(kind, "auto", "right", id=kind) for kind in ("money", "number", "share")),
        *(pytest.param(kind, "auto", "left", id=kind) for kind in ("text", "date", "year")),
        pytest.param("text", "right", "right", id="asked for"),
        pytest.param("money", "left", "left", id="asked for money"),
    ],
)
def test_numbers_stand_on_the_right(kind, align, side):
    assert Column("a", "A", kind, align).side == side


def test_pager_says_where_we_are_and_links_only_where_there_is_a_page():
    page = Read(
        parts.table(EN, Table([Column("a", "A")], [{"a": Cell("1")}], "C", pager=Pager(1, 20, 1214, None, "?p=2")))
    )

    assert "1–20 of 1 214" in page.text
    assert [(a["rel"], a["href"]) for a in page.all("a")] == [("next", "?p=2")]


def test_table_without_rows_answers_in_words():
    page = Read(parts.table(EN, Table([Column("a", "A")], [], "Contracts of Taraz", "No contract in 2020.")))

    assert not page.all("table")
    assert page.text == "Contracts of Taraz No contract in 2020."


@pytest.mark.parametrize(
    ("fact", "shown"),
    [
        pytest.param(Fact("Paid", Cell("5 ₸")), "Paid 5 ₸", id="known"),
        pytest.param(
            Fact("Paid", None, "the register names no payments"), "Paid — the register names no payments", id="reason"
        ),
        pytest.param(Fact("Paid", None), "Paid — not known", id="no reason"),
        pytest.param(Fact("Paid", Cell("")), "Paid — not known", id="empty cell"),
        pytest.param(Fact("Paid", Cell("", note="not published")), "Paid — not published", id="reason in the cell"),
        pytest.param(Fact("Paid", Markup("<b>5</b>")), "Paid 5", id="html"),
    ],
)
def test_a_missing_fact_is_a_dash_with_its_reason(fact, shown):
    assert Read(parts.facts(EN, [fact])).text == shown


def test_sources_are_counted_in_the_foot():
    one, two = (
        Read(parts.figure_foot(EN, [Cell("a")] * n, "As of 2026", Cell("3 records"), "/method")) for n in (1, 2)
    )

    assert one.text.startswith("Source: a As of 2026 3 records How this is counted")
    assert two.text.startswith("Sources: a, a As of")


def test_need_without_a_range_has_no_bar():
    with_range, without = (
        parts.needs(EN, [NeedLine("Bus", "7 to 21", low, median, high)])
        for low, median, high in ((0.1, 0.2, 0.5), (None, None, None))
    )

    assert "left:calc(100% * 0.1000);width:calc(100% * 0.4000)" in with_range
    assert "left:calc(100% * 0.2000)" in with_range
    assert "aq-range" not in without
    assert "<details" not in without


def test_an_empty_side_says_so_and_invites_an_answer():
    page = Read(
        parts.sides(EN, [], [Said("Taraz", "Asked", "2020", Cell("x"))], "Customer", "Residents", "/corrections")
    )

    assert "Customer Nothing found yet. Send us the answer" in page.text
    assert page.text.count("Nothing found yet.") == 1
    assert [a["href"] for a in page.all("a")] == ["/corrections"]


def test_planned_is_told_apart_without_colour():
    html = parts.bars(EN, [Bar("Media", "93", 0.79, 0.14)])

    assert 'class="aq-solid" style="--aq-share:0.7900"' in html
    assert 'class="aq-hatched" style="--aq-share:0.1400"' in html
    assert "committed planned" in Read(html).text
    assert "planned" not in Read(parts.bars(EN, [Bar("Media", "79", 0.79)])).text


def test_unknown_year_is_outlined():
    assert 'class="aq-outlined"' in parts.bars(EN, [Bar("Year not known", "1", 0.2, outlined=True)])


@pytest.mark.parametrize(
    "make",
    [
        pytest.param(lambda: Bar("a", "1", 1.2), id="share above 1"),
        pytest.param(lambda: Bar("a", "1", -0.1), id="negative share"),
        pytest.param(lambda: Bar("a", "1", float("nan")), id="not a number"),
        pytest.param(lambda: Bar("a", "1", 0.7, 0.4), id="sum above 1"),
        pytest.param(lambda: NeedLine("a", "b", 0.1, 2, 0.5), id="median outside"),
        pytest.param(lambda: NeedLine("a", "b", 0.6, 0.5, 0.5), id="low above high"),
    ],
)
def test_a_mark_outside_its_scale_is_refused(make):
    with pytest.raises(ValueError, match=r"between 0 and 1|above its high"):
        make()


def colours():
    """Read the variables of both lights from the style sheet."""
    light, dark = re.findall(r":root \{(.*?)\}", parts.style_sheet(), re.DOTALL)
    return {
        name: dict(re.findall(r"--aq-(\w+): (#[0-9A-F]{6})", block))
        for name, block in (("light", light), ("dark", dark))
    }


def luminance(colour):
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return sum(weight * c for weight, c in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


@pytest.mark.parametrize(
    ("theme", "text", "ground"), list(product(("light", "dark"), ("text", "quiet", "accent"), ("page", "raised")))
)
def test_text_stands_out_from_its_ground(theme, text, ground):
    low, high = sorted(luminance(colours()[theme][name]) for name in (text, ground))

    assert (high + 0.05) / (low + 0.05) >= 4.5


def test_both_lights_name_the_same_colours():
    assert colours()["light"].keys() == colours()["dark"].keys()


def test_style_sheet_reaches_the_page_whole():
    css = parts.style_sheet()

    assert "<" not in css  # a sanitiser drops a style element that holds anything like a tag
    assert css.count("{") == css.count("}")
    assert "url(" not in css
    assert "@import" not in css
    assert set(re.findall(r"\.(?!aq-)([a-z][\w-]*)", re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL))) == set()


def test_type_is_never_smaller_than_the_small_print():
    sizes = [float(size) for size in re.findall(r"([\d.]+)rem", parts.style_sheet())]

    assert set(sizes) == {2.125, 1.5, 1.125, 1, 0.875}
