"""The page of years against the published expectation, and its words and figures for awkward links."""

import html
import json
import re
from collections import defaultdict
from decimal import Decimal
from pathlib import Path

import plotly.graph_objects as go
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dashboard import labels
from dashboard.charts.base import DARK, LIGHT
from dashboard.charts.by_year import Column, Ends, Panel, panels_by_year
from dashboard.filters import Filters
from dashboard.stories import by_year
from dashboard.stories import years as story
from dashboard.views import years
from dashboard.views.money import Money
from dashboard.views.years import Line, Period, added, blocks

EXPECTED = json.loads((Path(__file__).parents[1] / "pipelines" / "counting-expected.json").read_text(encoding="utf-8"))
REGISTER = Decimal("39850000.01")  # register-record-9523423: local, Astana, 2020, media.info_order, contract
REGISTER_IN = {"year": "2020", "kind": "contract", "group": "media", "category": "media.info_order"}
GROUPS = {"media": "media", "it_other": "software", "cameras_and_hardware": "cameras"}
AWKWARD = [
    pytest.param("", id="no filter"),
    pytest.param("level=central", id="central"),
    pytest.param("level=all", id="both levels"),
    pytest.param("from=1999&to=2000", id="nothing"),
    pytest.param("measure=real", id="real"),
    pytest.param("measure=real&level=all", id="real, both levels"),
    pytest.param("measure=per_resident", id="per resident, many regions"),
    pytest.param("measure=per_resident&region=almaty", id="per resident, one region"),
    pytest.param("measure=per_resident&place=taraz", id="per resident, not known at all"),
    pytest.param("record=it-aktobe-cameras-5500mln", id="one record"),
    pytest.param("record=almaty-souvenirs-20m", id="one record of unknown year"),
    pytest.param("region=ulytau", id="a region with nothing"),
    pytest.param("category=it&kind=plan&q=camera", id="several filters"),
]


def _expected(level: str, split: str) -> dict[str, tuple[Decimal, int]]:
    """Return what is expected by code, with the register's one record, which the file leaves out."""
    found = {code: (Decimal(one["tenge"]), one["records"]) for code, one in EXPECTED["by"][level][split].items()}
    if split == "group":
        found = {GROUPS[code]: one for code, one in found.items()}
    if level == "local":
        tenge, records = found[REGISTER_IN[split]]
        found[REGISTER_IN[split]] = (tenge + REGISTER, records + 1)
    return found


def _by_code(lines: tuple[Line, ...]) -> dict[str, tuple[Decimal, int]]:
    sums: defaultdict[str, list[Money]] = defaultdict(list)
    for line in lines:
        sums[line.code].append(line.money)
    return {code: (added(some).total, added(some).records) for code, some in sums.items()}


def _year_label(period: Period) -> str:
    if period.year_from is None:
        return "unknown"
    return str(period.year_from) if period.year_from == period.year_to else f"{period.year_from}-{period.year_to}"


# ── the view ──────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("level", ["local", "central"])
@pytest.mark.parametrize("split", ["group", "category", "kind"])
def test_sums_of_each_split_are_as_expected(store, level, split):
    view = years.build(store, Filters(level=level))

    lines = {"group": view.by_group, "category": view.by_category, "kind": view.by_kind}[split]

    assert _by_code(lines) == _expected(level, split)


@pytest.mark.parametrize("level", ["local", "central"])
def test_sums_of_each_period_are_as_expected_spans_and_unknown_years_included(store, level):
    view = years.build(store, Filters(level=level))

    found = {_year_label(line.period): (line.money.total, line.money.records) for line in view.by_period}

    assert found == _expected(level, "year")


def test_levels_stay_apart_where_both_are_asked_for(store):
    view = years.build(store, Filters(level="all"))

    assert {level: one.total for level, one in view.totals.items()} == {
        "local": Decimal(EXPECTED["totals"]["local"]["tenge"]) + REGISTER,
        "central": Decimal(EXPECTED["totals"]["central"]["tenge"]),
    }


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    level=st.sampled_from(["local", "central", "all"]),
    measure=st.sampled_from(["nominal", "real", "per_resident"]),
    region=st.lists(st.sampled_from(["astana", "almaty", "zhambyl", "national", "ulytau"]), max_size=2),
    category=st.lists(st.sampled_from(["media", "it", "it.hardware", "media.smm"]), max_size=2),
    kind=st.lists(st.sampled_from(["contract", "budget", "plan"]), max_size=2),
    year_from=st.none() | st.integers(2012, 2026),
)
def test_every_split_adds_up_to_its_total(store, **asked):
    view = years.build(store, Filters(**asked))

    for level, total in view.totals.items():
        for lines in (view.by_period, view.by_group, view.by_category, view.by_kind):
            assert added(line.money for line in lines if line.level == level) == total


def test_real_money_is_moved_only_from_single_years_with_known_inflation(store):
    view = years.build(store, Filters(measure="real"))

    unmeasured = {line.period for line in view.by_period if line.money.unmeasured}

    assert view.price_year == 2023
    assert all(period.kind != "one" or period.year_from > 2023 for period in unmeasured)
    assert view.totals["local"].unmeasured == 32
    assert view.totals["local"].unmeasured_kzt == Decimal(152375116061)


def test_money_per_resident_is_never_added_over_regions(store):
    many = years.build(store, Filters(measure="per_resident"))
    one = years.build(store, Filters(measure="per_resident", region=("almaty",)))

    assert many.measure == "nominal"
    assert many.per_resident
    assert one.measure == "per_resident"
    assert one.per_resident == ()
    assert one.totals["local"].total == sum(line.money.total for line in many.per_resident if line.region == "almaty")


def test_records_that_no_year_filter_can_name_are_known_by_id(store):
    view = years.build(store, Filters())

    assert view.behind["local", "media", Period(2019, 2020)] == ("seed-astana-dasco-2019-2020",)
    assert sum(len(ids) for ids in view.behind.values()) == sum(
        line.money.records for line in view.by_period if line.period.kind != "one"
    )


def test_only_named_splits_can_be_asked_for(store):
    with pytest.raises(ValueError, match="split"):
        years.lines(store, Filters(), "customer_id")


def test_small_codes_are_put_together_without_losing_money(store):
    view = years.build(store, Filters())

    made = blocks(view.by_category, 7)

    assert len(made) == 7
    assert added(block.total for block in made) == view.totals["local"]
    assert len(made[-1].codes) == len({line.code for line in view.by_category}) - 6


# ── the words ─────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("lang", ["kk", "ru", "en"])
@pytest.mark.parametrize("query", AWKWARD)
def test_words_are_said_for_awkward_links(ask_page, query, lang):
    page = ask_page("years", query, lang)
    view = page.view(years.build)

    said = [story.title(page, view), story.lead(page, view), story.note(page, view), story.inexact(page, view)]
    said += [f"{key.label} {key.value} {key.note}" for key in story.keys(page, view)]
    said.append(by_year.alt(page, story.group_blocks(view), lambda code: labels.group(page.tr, code)))
    for table in (story.group_table, story.category_table, story.kind_table, story.region_table):
        said += [f"{cell.text} {cell.note}" for row in table(page, view).rows for cell in row.values()]

    assert said[0]
    assert not [text for text in said if re.search(r"\bNone\b|\bnan\b|%\(|Decimal", text)]


def test_title_holds_the_exact_tables_total(ask_page):
    page = ask_page("years")
    view = page.view(years.build)

    last = story.group_table(page, view).rows[-1]

    assert last["total"].text == page.tr.money(view.totals["local"].total)
    assert page.tr.money_short(view.totals["local"].total) in story.title(page, view)


def test_each_span_stands_on_a_line_of_its_own(ask_page):
    page = ask_page("years")
    rows = story.group_table(page, page.view(years.build)).rows

    spans = [row["period"].text for row in rows if "–" in row["period"].text]

    assert "2019–2020" in spans
    assert "2020–2021" in spans
    assert len(spans) == len(set(spans)) == 9
    assert rows[-2]["period"].text == "year not known"


def test_what_cannot_be_told_is_no_zero(ask_page):
    page = ask_page("years", "measure=per_resident&place=taraz")
    view = page.view(years.build)

    assert "cannot be told" in story.title(page, view)
    panels = by_year.panels(page, story.group_blocks(view), lambda code: code, view.measure)
    assert {column.text for panel in panels for column in panel.years.values()} == {"—"}
    assert not any(cell.text == page.tr.money(Decimal(0)) for cell in story.group_table(page, view).rows[-1].values())


@pytest.mark.parametrize(
    ("query", "words"),
    [
        pytest.param("measure=real", ["2023", "32 records", "152 billion"], id="real"),
        pytest.param("measure=per_resident&region=almaty", ["per resident", "records"], id="per resident"),
        pytest.param("measure=per_resident", ["not added up over regions"], id="per resident, many regions"),
    ],
)
def test_what_a_measure_leaves_out_is_said(ask_page, query, words):
    page = ask_page("years", query)

    note = story.note(page, page.view(years.build)).replace("\u00a0", " ")

    assert all(word in note for word in words)


def test_a_chosen_column_leads_to_exactly_its_records(ask_page, store):
    page = ask_page("years")
    view = page.view(years.build)

    for block in story.group_blocks(view):
        ends = {str(year): one for year, one in block.years.items()}
        ends |= {"several": block.several} if block.several else {}
        ends |= {"unknown": block.unknown} if block.unknown else {}
        for end, expected in ends.items():
            href = by_year.column_href(page, block, end, "headline_group", view.behind)
            asked = Filters.parse(href.partition("?")[2])
            there = years.build(store, asked).totals["local"]
            assert there == expected, (block.codes, end)


def test_the_bars_of_spans_count_and_link_their_own_records_only(ask_page, store):
    page = ask_page("years")
    view = page.view(years.build)

    foot = html.unescape(story.span_foot(page, view))
    asked = Filters.parse(re.search(r'href="/records\?([^"]+)"', foot)[1])

    assert "25 records counted" in foot
    assert years.build(store, asked).records == 25
    assert len(story.span_bars(page, view)) == 10


def test_a_key_that_no_column_has_leads_nowhere(ask_page):
    page = ask_page("years")
    view = page.view(years.build)
    made = story.group_blocks(view)

    assert by_year.chosen(page, made, "local.media.2016", "headline_group", view.behind) is not None
    assert by_year.chosen(page, made, "local.media.1916", "headline_group", view.behind) is None
    assert by_year.chosen(page, made, "anything", "headline_group", view.behind) is None


# ── the figure ────────────────────────────────────────────────────────────────────────────────────────────────────


def _column(committed: int, planned: int, text: str = "1") -> Column:
    return Column(Decimal(committed), Decimal(planned), text, "told", "key")


def _bars(figure: go.Figure) -> list[go.Bar]:
    return [trace for trace in figure.data if isinstance(trace, go.Bar) and len(trace.x)]


@pytest.mark.parametrize("palette", [pytest.param(LIGHT, id="light"), pytest.param(DARK, id="dark")])
def test_committed_planned_and_unknown_money_have_marks_of_their_own(palette):
    panel = Panel("Media", "billions", "media", {2020: _column(3, 2)}, unknown=_column(4, 0))

    committed, planned, unknown = _bars(panels_by_year([panel], Ends("several", "unknown"), palette))

    assert (list(committed.y), list(planned.y), list(unknown.y)) == ([3.0], [2.0], [4.0])
    assert committed.marker.color == palette.media
    assert planned.marker.pattern.shape == "/"
    assert unknown.marker.color == "rgba(0,0,0,0)"


def test_several_and_unknown_years_stand_right_of_all_years_behind_a_gap():
    panels = [
        Panel("A", "", "media", {2014: _column(1, 0), 2020: _column(1, 0)}, several=_column(2, 0)),
        Panel("B", "", "cameras", {2016: _column(1, 0)}, unknown=_column(5, 0)),
    ]

    figure = panels_by_year(panels, Ends("several", "unknown"), LIGHT)

    axis = figure.layout.xaxis
    places = dict(zip(axis.ticktext, axis.tickvals, strict=True))
    assert places["several"] >= places["2020"] + 2
    assert places["unknown"] >= places["several"] + 2
    assert figure.layout.xaxis2.tickvals == axis.tickvals


def test_each_panel_has_a_scale_of_its_own():
    panels = [Panel("A", "", "media", {2020: _column(1, 0)}), Panel("B", "", "cameras", {2020: _column(1000, 0)})]

    figure = panels_by_year(panels, Ends("s", "u"), LIGHT)

    assert figure.layout.yaxis.range[1] < 2
    assert figure.layout.yaxis2.range[1] > 1000


def test_a_text_without_room_beside_a_higher_neighbour_is_left_out():
    panel = Panel(
        "A", "", "media", {2019: _column(10, 0, "ten"), 2020: _column(9, 0, "nine"), 2021: _column(1, 0, "one")}
    )

    figure = panels_by_year([panel], Ends("s", "u"), LIGHT)

    texts = next(trace for trace in figure.data if isinstance(trace, go.Scatter)).text
    assert set(texts) == {"ten", "one"}


def test_a_long_title_is_broken_into_lines_and_has_room():
    panels = [
        Panel("A", "", "media", {2020: _column(1, 0)}),
        Panel("long name " * 8, "", "cameras", {2020: _column(1, 0)}),
    ]

    long, short = panels_by_year(panels, Ends("s", "u"), LIGHT), panels_by_year(panels[:1] * 2, Ends("s", "u"), LIGHT)

    assert all(len(line) < 50 for line in long.layout.annotations[1].text.split("<br>"))
    assert long.layout.height > short.layout.height
    assert 0 <= long.layout.yaxis2.domain[0] < long.layout.yaxis2.domain[1] < long.layout.yaxis.domain[0] < 1


def test_a_figure_without_panels_is_empty_and_does_not_fail():
    assert not panels_by_year([], Ends("s", "u"), LIGHT).data


def test_panels_say_numbers_that_fit_over_a_column(ask_page):
    page = ask_page("years")
    view = page.view(years.build)

    media = by_year.panels(page, story.group_blocks(view), lambda code: code, "nominal")[0]

    assert media.years[2016].text == "10.6"
    assert media.years[2022].text == "<0.1"
    assert media.several.text == "0.29"
    assert "billions" in media.scale
