"""Vector figures: committed solid, planned hatched, unknown outlined; texts are texts; nothing leaves the frame."""

import itertools
import re
import xml.etree.ElementTree as ET
from decimal import Decimal

import pytest

from dashboard.bodies.every import BODIES
from dashboard.body import Figure
from dashboard.charts.base import LIGHT, BarRow
from dashboard.charts.bridge import Fall
from dashboard.charts.by_year import Column, Ends, Panel
from dashboard.charts.vector import by_year
from dashboard.charts.vector.bars import horizontal_bars, ready_bars
from dashboard.charts.vector.bridge import waterfall
from dashboard.charts.vector.by_year import panels_by_year
from dashboard.html.inputs import Bar
from dashboard.pictures import svg
from dashboard.pictures.lettering import TEXT

SVG = "{http://www.w3.org/2000/svg}"
ENDS = Ends("several<br>years", "year not<br>known")
HOSTILE = '"]#eval("1") \\ $x$ <script>&amp; ]]>'
WIDTHS = (1120, 720, 340)


def _column(committed=0, planned=0, text="7"):
    return Column(Decimal(committed), Decimal(planned), text, "", "")


def _panels(**columns):
    return [Panel("Медиа: 7 млн ₸", "млн", "media", **columns)]


def _texts(drawing):
    return ["".join(one.itertext()) for one in ET.fromstring(drawing.svg).iter(f"{SVG}text")]


def _boxes(element, x=0.0, y=0.0, scale=1.0):
    """Yield left, top, right, bottom of every bar and text, in the drawing's own pixels."""
    moved = re.fullmatch(r"translate\(([-\d.]+) ([-\d.]+)\)(?: scale\(([\d.]+)\))?", element.get("transform", ""))
    if moved:
        x, y, scale = x + float(moved[1]) * scale, y + float(moved[2]) * scale, scale * float(moved[3] or 1)
    if element.tag == f"{SVG}text":
        wide = float(element.get("textLength"))
        left = float(element.get("x")) - {"start": 0, "middle": wide / 2, "end": wide}[element.get("text-anchor")]
        base, size = float(element.get("y")), float(element.get("font-size"))
        yield x + left * scale, y + (base - size * 0.75) * scale, x + (left + wide) * scale, y + base * scale
    if element.tag == f"{SVG}rect":
        left, top, wide, tall = (float(element.get(one, 0)) for one in ("x", "y", "width", "height"))
        yield x + left * scale, y + top * scale, x + (left + wide) * scale, y + (top + tall) * scale
    for child in element:
        if child.tag != f"{SVG}defs":
            yield from _boxes(child, x, y, scale)


def assert_inside(drawing):
    for left, top, right, bottom in _boxes(ET.fromstring(drawing.svg)):
        assert left >= -1, "cut at the left"
        assert top >= -1, "cut at the top"
        assert right <= drawing.width + 1, "cut at the right"
        assert bottom <= drawing.height + 1, "cut at the bottom"


def test_committed_is_solid_and_planned_is_hatched_after_it():
    drawn = panels_by_year(_panels(years={2020: _column(3, 4)}), ENDS, LIGHT, 700)

    assert f'fill="{LIGHT.media}"' in drawn.svg
    assert svg.hatching(LIGHT.media, LIGHT.page) in drawn.svg
    assert '<pattern id="hatch-' in drawn.svg
    assert not drawn.has_outlines


def test_unknown_year_is_an_outline_and_never_solid():
    drawn = panels_by_year(_panels(unknown=_column(7)), ENDS, LIGHT, 700)

    assert drawn.has_outlines
    assert f'fill="{LIGHT.media}"' not in drawn.svg


def test_planned_money_of_an_unknown_year_is_hatched():
    assert panels_by_year(_panels(unknown=_column(0, 7)), ENDS, LIGHT, 700).has_hatching


@pytest.mark.parametrize("width", WIDTHS)
def test_panels_stay_within_their_frame(width):
    panels = _panels(
        years={year: _column(year - 2000, 3, "12,3") for year in range(2012, 2027)},
        several=_column(40, 2, "40,1"),
        unknown=_column(3, 9, "<0,1"),
    )

    drawn = panels_by_year(
        [*panels, Panel("Камералар мен құрылғылар " * 3, "млрд теңгемен", "cameras")], ENDS, LIGHT, width
    )

    assert_inside(drawn)
    assert {"several", "years", "Медиа: 7 млн ₸"} <= set(_texts(drawn))


@pytest.mark.parametrize("width", [360, 430, 500, 505, 510, 620])
def test_numbers_over_columns_never_lie_on_one_another_or_read_as_one(width):
    panels = _panels(years={year: _column(50 + year % 3, 0, "123,4") for year in range(2000, 2026)})

    drawn = panels_by_year(panels, ENDS, LIGHT, width)
    numbers = [one for one in ET.fromstring(drawn.svg).iter(f"{SVG}text") if one.text == "123,4"]

    assert numbers
    placed = sorted((float(one.get("x")), float(one.get("textLength")), float(one.get("y"))) for one in numbers)
    for (x1, wide1, y1), (x2, wide2, y2) in itertools.pairwise(placed):
        assert x2 - x1 >= (wide1 + wide2) / 2 + by_year.APART or abs(y1 - y2) > 10


@pytest.mark.parametrize("width", WIDTHS)
def test_bars_with_long_kazakh_names_stay_within_their_frame(width):
    name = "Қазақстан Республикасының Цифрлық даму, инновациялар және аэроғарыш өнеркәсібі министрлігі"
    rows = [BarRow(name, Decimal(119), Decimal(7), "119 млрд ₸", ""), BarRow("Ақ", Decimal(0), Decimal(1), "1 ₸", "")]

    drawn = horizontal_bars(rows, LIGHT, LIGHT.accent, width)

    assert_inside(drawn)
    assert drawn.has_hatching
    assert "119 млрд ₸" in _texts(drawn)


def test_years_told_in_words_take_no_room_from_bars():
    paid = [BarRow("2019", Decimal(1), Decimal(0), "1 ₸", ""), BarRow("2020", Decimal(9), Decimal(0), "9 ₸", "")]
    none = BarRow("2018", Decimal(0), Decimal(0), "0 ₸: дереккөз бойынша төлем болмаған", "")
    alone, beside = (horizontal_bars(rows, LIGHT, LIGHT.cameras, 420) for rows in (paid, [none, *paid]))

    assert_inside(beside)
    assert _widest_bar(beside) == _widest_bar(alone) > 200


def _widest_bar(drawn):
    return max(float(one.get("width")) for one in ET.fromstring(drawn.svg).iter(f"{SVG}rect"))


def test_ready_bars_keep_their_shares_hues_and_outlines():
    drawn = ready_bars(
        [Bar("a", "2 ₸", 0.5, 0.5, hue="media"), Bar("b", "1 ₸", 0.5, hue="software", outlined=True)], LIGHT, 700
    )

    assert LIGHT.media in drawn.svg
    assert drawn.has_hatching
    assert drawn.has_outlines


@pytest.mark.parametrize("width", WIDTHS)
def test_waterfall_stays_within_its_frame_and_marks_each_kind(width):
    falls = [
        Fall("Тізілімде: 1 000 000 қатар, барлығы 500 млрд ₸", Decimal(0), Decimal(500), "", is_milestone=True),
        Fall("minus", Decimal(500), Decimal(499), ""),
        Fall("plus", Decimal(499), Decimal(510), "", adds=True),
    ]

    drawn = waterfall(falls, LIGHT, width)

    assert_inside(drawn)
    assert {LIGHT.accent, LIGHT.cameras} <= set(re.findall("#[0-9A-F]{6}", drawn.svg))
    assert drawn.has_outlines


def test_hostile_text_is_drawn_as_text():
    drawn = svg.paragraph([HOSTILE, "\x00\x1b\ud800ok"], TEXT, 16, LIGHT.text)

    assert _texts(drawn)[0] == " ".join(HOSTILE.split())
    assert _texts(drawn)[1].endswith("ok")


@pytest.mark.parametrize("lang", ["kk", "ru", "en"])
@pytest.mark.parametrize("key", ["overview", "years", "regions", "contractors", "region", "data"])
def test_every_figure_of_every_page_has_a_vector_twin_that_fits(ask_page, key, lang):
    body = BODIES[key](ask_page(key, "id=zhambyl" if key == "region" else "", lang))

    figures = [one for one in body.every() if isinstance(one, Figure)]

    assert figures or key == "data"
    for figure in figures:
        assert figure.vector is not None, figure.key
        for width in WIDTHS:
            assert_inside(figure.vector(width))


def test_bridge_and_taxes_have_vector_twins(ask_loaded):
    body = BODIES["data"](ask_loaded("data"))
    figure = body.figure("bridge")

    assert figure is not None
    assert figure.vector is not None
    assert_inside(figure.vector(700))
