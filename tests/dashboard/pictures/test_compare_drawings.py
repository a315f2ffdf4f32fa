"""Vector and Plotly figures of a comparison: one scale, solid and hatched apart, nothing leaves the frame."""

import itertools
from decimal import Decimal

import pytest

from dashboard.charts import compare as charts
from dashboard.charts.base import DARK, LIGHT, BarRow
from dashboard.charts.compare import BarGroup, FunnelLimit, FunnelPlot, FunnelPoint, Interval
from dashboard.charts.vector import compare as vector
from tests.dashboard.pictures.test_drawings import HOSTILE, WIDTHS, assert_inside

LONG = "Қазақстан Республикасының Цифрлық даму, инновациялар және аэроғарыш өнеркәсібі министрлігі"
GROUPS = [
    BarGroup(LONG, "media", [BarRow(LONG, Decimal(119), Decimal(7), "119 млрд ₸", ""), BarRow(HOSTILE, 0, 0, "—", "")]),
    BarGroup(
        "б", "other", [BarRow("в", Decimal(0), Decimal(3), "3 ₸", ""), BarRow("г", Decimal(63), Decimal(0), "", "")]
    ),
]
RATES = [
    Interval(LONG, Decimal("0.5"), Decimal(1), Decimal("1.9"), "1 (0,5–1,9)", "", is_side=True),
    Interval("ноль", Decimal(0), Decimal(0), Decimal("3.7"), "0 (0–3,7)", "", is_side=False),
]
FUNNEL = FunnelPlot(
    points=[
        FunnelPoint(200_000, Decimal(9000), LONG[:20], "", is_side=True),
        FunnelPoint(2_000_000, Decimal(0), HOSTILE, "", is_side=False),
        FunnelPoint(2_300_000, Decimal(40), "Алматы (город)", "", is_side=True),
    ],
    limits=[
        FunnelLimit(size, max(30 - Decimal(w), 0), 30 + Decimal(w), Decimal(0), 30 + 2 * Decimal(w))
        for size, w in zip(range(100_000, 2_400_000, 100_000), itertools.count(9000, -300), strict=False)
    ],
    centre=Decimal(30),
    x_title=LONG,
    y_title="₸",
    inner="95 из 100",
    outer="998 из 1 000",
    x_ticks=[(0, "0"), (1_000_000, "1 000 000"), (2_000_000, "2 000 000")],
    y_ticks=[(Decimal(0), "0"), (Decimal(10_000), "10 000")],
)


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize(
    "draw",
    [
        pytest.param(lambda width: vector.grouped_bars(GROUPS, LIGHT, width), id="bars"),
        pytest.param(lambda width: vector.intervals(RATES, LIGHT, width), id="rates"),
        pytest.param(lambda width: vector.funnel(FUNNEL, LIGHT, width), id="funnel"),
    ],
)
def test_drawings_stay_within_their_frame(draw, width):
    drawn = draw(width)

    assert_inside(drawn)
    assert drawn.width == width
    assert drawn.height > 40


def test_nothing_to_draw_is_an_empty_drawing():
    assert vector.grouped_bars([], LIGHT, 700).height == 0
    assert vector.intervals([], LIGHT, 700).height == 0
    assert charts.intervals([], LIGHT).layout.height == 10


def test_committed_is_solid_and_planned_hatched_in_the_hue_of_the_group():
    drawn, figure = vector.grouped_bars(GROUPS, LIGHT, 700), charts.grouped_bars(GROUPS, LIGHT)
    bars = [trace for trace in figure.data if trace.type == "bar"]

    assert drawn.has_hatching
    assert f'fill="{LIGHT.media}"' in drawn.svg
    assert f'fill="{LIGHT.accent}"' in drawn.svg
    assert [bar.marker.pattern.shape for bar in bars if bar.marker.pattern.shape] == ["/", "/"]


@pytest.mark.parametrize(("width", "rows"), [(360, 4), (620, 4)], ids=["a column of two", "a page"])
def test_short_names_stand_beside_their_bars_and_nothing_found_needs_no_room_of_a_bar(width, rows):
    row = BarRow("Туркестанская", Decimal(3), Decimal(4), "7 тыс. ₸", "")
    none = BarRow("Астана", Decimal(0), Decimal(0), "пока ничего не найдено", "")

    drawn = vector.grouped_bars([BarGroup("Всего", "other", [row, *[none] * (rows - 1)])], LIGHT, width)

    assert_inside(drawn)
    assert drawn.height < vector.TITLE * 2 + rows * (vector.THICK + vector.BETWEEN + 4)


def test_bars_of_all_groups_have_one_scale():
    figure = charts.grouped_bars(GROUPS, DARK)

    assert figure.layout.barmode == "stack"
    assert figure.layout.xaxis.range[1] == pytest.approx(126 * 1.7)
    assert len({trace.xaxis for trace in figure.data}) == 1


def test_rates_stand_between_their_limits_and_sides_are_filled():
    figure = charts.intervals(RATES, LIGHT)
    lines = [trace for trace in figure.data if trace.mode == "lines"]
    dots = [trace for trace in figure.data if trace.mode == "markers"]

    assert [tuple(line.x) for line in lines] == [(0.5, 1.9), (0.0, 3.7)]
    assert [dot.x[0] for dot in dots] == [1.0, 0.0]
    assert [dot.marker.color for dot in dots] == [LIGHT.accent, LIGHT.page]


def test_a_funnel_names_those_compared_and_draws_limits_of_both_kinds():
    figure = charts.funnel(FUNNEL, LIGHT)
    named = next(trace for trace in figure.data if trace.mode == "markers+text")

    assert list(named.text) == [LONG[:20], "Алматы (город)"]
    assert [trace.line.dash for trace in figure.data if trace.mode == "lines"] == [
        "solid",
        "dash",
        "dash",
        "dot",
        "dot",
    ]
    assert {note.text for note in figure.layout.annotations} == {"95 из 100", "998 из 1 000"}
    assert figure.layout.yaxis.range[1] > 9000
