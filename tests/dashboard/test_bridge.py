"""The waterfall of the register: every link's steps add up to the total that all pages show, or nothing is shown."""

import re
import shutil
from decimal import Decimal

import duckdb
import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from markupsafe import Markup

from dashboard.bodies.data import body as data_body
from dashboard.charts.base import DARK, LIGHT
from dashboard.charts.bridge import Fall, waterfall
from dashboard.filters import CATEGORIES, Filters
from dashboard.html import parts, reading
from dashboard.store import Store
from dashboard.stories import bridge as story
from dashboard.views import bridge
from dashboard.views.money import money
from pipelines.schemas import BRIDGE_STEPS, KINDS, METHODS, TIERS

LANGUAGES = ("kk", "ru", "en")
RAW_STEPS = ("superseded", "deleted", "not_concluded", "held_back", "other_topics", "unknown_buyers")
QUERIES = (
    "",
    "level=all&from=2025",
    "level=central",
    "to=2024&category=it",
    "place=taraz&measure=real",
    "tier=press",
    "q=nosuchword",
    "customer=made-up-buyer-local-abai-region",
)


def some(values, most):
    return st.lists(st.sampled_from(values), max_size=most, unique=True).map(tuple)


FILTERS = st.builds(
    Filters,
    region=some(("national", "astana", "almaty", "zhambyl", "abai", "mangystau", "ulytau"), 2),
    place=some(("taraz", "aktau", "astana"), 1),
    level=st.sampled_from(["local", "central", "all"]),
    year_from=st.none() | st.integers(2020, 2027),
    year_to=st.none() | st.integers(2022, 2027),
    category=some(("media", "it", *CATEGORIES), 2),
    customer=some(("made-up-buyer-local-astana-astana", "made-up-buyer-central-zhambyl-taraz", "no-one"), 1),
    contractor=some(("made-up-supplier-1", "made-up-supplier-2"), 1),
    kind=some(KINDS, 2),
    tier=some(TIERS, 2),
    method=some(METHODS, 2),
    minimum=st.none() | st.integers(1, 10**8).map(Decimal),
    maximum=st.none() | st.integers(10**6, 10**10).map(Decimal),
    q=st.sampled_from(["", "", "мониторинг", "видео", "made up"]),
    counted=st.sampled_from(["", "all"]),
    measure=st.sampled_from(["nominal", "real", "per_resident"]),
)


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(filters=FILTERS)
def test_the_steps_of_any_link_lead_to_the_total_of_all_pages(register_store, filters):
    view = bridge.build(register_store, filters)
    main = filters.with_(level="local" if filters.level == "all" else filters.level, measure="nominal")
    total = money(register_store, main)

    assert (view.steps[-1].rows, view.steps[-1].kzt) == (total.records, total.total)
    moved = [view.steps[0], *(step for step in view.steps if not step.is_milestone)]
    assert sum(step.rows for step in moved) == total.records
    assert sum((step.kzt for step in moved), Decimal(0)) == total.total


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(filters=FILTERS)
def test_the_first_steps_are_what_plain_python_reads_in_the_table(register_store, filters):
    rows = pl.read_parquet(register_store.folder / "tables" / "bridge.parquet").to_dicts()

    def asked(row):
        years = (filters.year_from, filters.year_to)
        return (
            filters.level in ("all", row["level"])
            and (not filters.region or row["region"] in filters.region)
            and (not filters.place or row["place"] in filters.place)
            and (not filters.customer or row["customer_id"] in filters.customer)
            and (years == (None, None) or row["year_from"] is not None)
            and (years[0] is None or row["year_from"] >= years[0])
            and (years[1] is None or row["year_to"] <= years[1])
        )

    steps = {step.code: step for step in bridge.build(register_store, filters).steps}
    for code in RAW_STEPS:
        of_step = [row for row in rows if row["step"] == code and asked(row)]
        assert -steps[code].rows == sum(row["rows"] for row in of_step)
        assert -steps[code].kzt == sum((row["sum_kzt"] for row in of_step), Decimal(0))


def test_every_step_of_the_table_has_its_place_and_its_words():
    assert {*RAW_STEPS, "ours"} == {*BRIDGE_STEPS}
    assert set(bridge.ROW_STEPS) == {*RAW_STEPS}
    assert {*RAW_STEPS, "ours", *(f"from_{tier}" for tier in TIERS)} <= story.NAMES.keys()


def test_each_sort_of_step_takes_or_adds_something(register_store):
    """Otherwise the property above would say little: the made-up register must hold every case."""
    steps = bridge.build(register_store, Filters.parse("level=all&from=2025&category=it")).steps

    moving = {step.code for step in steps if not step.is_milestone and (step.rows or step.kzt)}
    assert {"central", "ended_early", "not_counted", "outside", "shares", "from_press", *RAW_STEPS} <= moving


@pytest.mark.parametrize(
    "fault",
    [
        "UPDATE bridge SET rows = rows + 1 WHERE step = 'ours' AND level = 'local'",
        "UPDATE bridge SET sum_kzt = sum_kzt + 0.01 WHERE step = 'ours' AND level = 'local'",
        "UPDATE facts SET counted_kzt = counted_kzt + 0.01 WHERE level = 'local' AND kind = 'spent'",
        "DELETE FROM records WHERE record_id = 'register-900000000'",
    ],
    ids=["a row too many", "a tiyn too many", "a fact that is not the record's", "a contract that is gone"],
)
def test_a_snapshot_that_contradicts_itself_is_refused(register_store, tmp_path, fault):
    folder = tmp_path / register_store.folder.name
    folder.mkdir()
    shutil.copy(register_store.folder / "serve.duckdb", folder)
    with duckdb.connect(str(folder / "serve.duckdb")) as connection:
        assert connection.execute(fault).fetchone()[0] >= 1

    with pytest.raises(bridge.BridgeError, match="the steps up to"):
        bridge.build(Store(folder), Filters(level="all"))


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("query", QUERIES)
def test_all_texts_build_in_every_language(ask_register, query, lang):
    page = ask_register("data", query, lang)
    view = page.view(bridge.build)

    html = story.above(page, view) + parts.table(page.tr, story.table(page, view)) + story.foot(page, view)
    html += Markup(" ").join(story.remarks(page, view))
    html += reading.chapter(page.tr, story.chapter(page, view))

    assert "None" not in html + story.alt(page, view)
    assert page.tr.money(view.milestone("total").kzt) in html
    assert len(waterfall(story.falls(page, view), LIGHT).data[0].x) == len(story.falls(page, view))


def test_rows_of_the_table_add_up_as_they_are_written(ask_register):
    page = ask_register("data", "from=2024&to=2025&category=media")
    view = page.view(bridge.build)

    rows = story.table(page, view).rows

    told = [Decimal(row["tenge"].text.replace("\xa0", "").replace("₸", "").replace("−", "-")) for row in rows]
    milestones = [step.is_milestone for step in story.told_steps(view)]
    moves = [kzt for kzt, is_sum in zip(told[1:], milestones[1:], strict=True) if not is_sum]
    assert told[0] + sum(moves) == told[-1] == view.milestone("total").kzt


def test_the_short_table_ends_every_step_where_the_long_one_does(ask_register):
    page = ask_register("method")
    view = page.view(bridge.build)

    long, short = story.told_steps(view), story.told_steps(view, short=True)

    assert len(short) < len(long)
    assert {step.kzt_after for step in short} <= {step.kzt_after for step in long}
    moved = [short[0], *(step for step in short if not step.is_milestone)]
    assert sum((step.kzt for step in moved), Decimal(0)) == long[-1].kzt
    assert sum(step.rows for step in moved) == long[-1].rows


def test_without_a_register_the_page_says_so(ask_page):
    page = ask_page("data")
    view = page.view(bridge.build)

    assert (view.loaded, view.steps) == (False, ())
    assert "has not been read yet" in story.above(page, view)
    assert not story.chapter(page, view).tables
    assert parts.prose(story.above(page, view))


def test_the_figure_of_the_data_page_has_its_bars_as_a_table(ask_register):
    page = ask_register("data", "region=zhambyl")

    figure = data_body(page).figure("bridge")

    named = [cells["step"].text for cells in figure.table.rows]
    bars = figure.draw(LIGHT).data[1].text
    assert len(bars) >= 4
    for bar in bars:
        label = re.sub(r"<br>", " ", re.sub(r"</?b>", "", bar))
        assert any(label.startswith(f"{name}: ") for name in named), label


def test_without_a_register_the_data_page_has_no_figure_of_it(ask_page):
    assert data_body(ask_page("data")).figure("bridge") is None


@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])
def test_bars_span_what_was_there_before_and_after(palette):
    falls = [
        Fall("all", Decimal(0), Decimal(10), "", is_milestone=True),
        Fall("off", Decimal(10), Decimal(4), ""),
        Fall("a long name of a step that no phone could hold in one line", Decimal(4), Decimal(6), "", adds=True),
    ]

    bars, words = waterfall(falls, palette).data

    assert list(zip(bars.base, bars.x, strict=True)) == [(0, 10), (4, 6), (4, 2)]
    assert words.text[0] == "<b>all</b>"
    assert "<br>" in words.text[2]
    assert len(set(bars.marker.color)) == 3
