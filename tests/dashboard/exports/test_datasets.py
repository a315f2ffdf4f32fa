"""Exports hold what pages show: the same totals, rows that make them, and the same rows in every form."""

from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dashboard.exports.dataset import CHUNK_ROWS, BadPosition, NoSubject
from dashboard.exports.every import EXPORTS
from dashboard.exports.export import dataset
from dashboard.filters import CATEGORIES, Filters
from dashboard.page import Page
from dashboard.paths import PAGES
from dashboard.views import contractors, overview, records, region, regions, years
from pipelines.schemas import KINDS, TIERS
from tests.dashboard.exports.reading import from_csv, from_json, from_parquet, from_xlsx

REGIONS = ("national", "astana", "zhambyl", "shymkent", "mangystau", "abai")


def some(values, most):
    return st.lists(st.sampled_from(values), max_size=most, unique=True).map(tuple)


FILTERS = st.builds(
    Filters,
    region=some(REGIONS, 2),
    level=st.sampled_from(["local", "central", "all"]),
    year_from=st.none() | st.integers(2014, 2024),
    year_to=st.none() | st.integers(2016, 2028),
    category=some(("media", "it", *CATEGORIES), 2),
    kind=some(KINDS, 2),
    tier=some(TIERS, 2),
    minimum=st.none() | st.integers(1, 10**9).map(Decimal),
    q=st.sampled_from(["", "", "", "мониторинг", "sergek"]),
    counted=st.sampled_from(["", "all"]),
    measure=st.sampled_from(["nominal", "nominal", "real", "per_resident"]),
    sort=st.sampled_from(["", "-year", "counted", "nothing"]),
)
SOME = settings(max_examples=8, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
SUMMED = [
    pytest.param("overview", "groups", id="overview by group"),
    pytest.param("overview", "regions", id="overview by region"),
    pytest.param("years", "groups", id="years by group"),
    pytest.param("years", "categories", id="years by category"),
    pytest.param("years", "kinds", id="years by kind"),
    pytest.param("regions", "regions", id="regions"),
    pytest.param("region", "groups", id="region by group"),
    pytest.param("region", "categories", id="region by category"),
    pytest.param("region", "customers", id="region by buyer"),
    pytest.param("region", "places", id="region by place"),
    pytest.param("customers", "customers", id="customers"),
    pytest.param("contractors", "contractors", id="contractors"),
    pytest.param("records", "records", id="records"),
    pytest.param("systems", "systems", id="systems"),
]
"""Tables whose rows bring the totals."""


def ask(asking, key, filters) -> Page:
    subject = {"region": "zhambyl"}.get(key)
    return asking(key, filters.with_(id=subject, lang=None).to_query())


def export(page, table=""):
    one = EXPORTS[page.key]
    return dataset(one, page, one.table(table))


def summed(told, column):
    """Add a column up by level, over chunks of a few rows."""
    sums = {}
    for frame in told.chunks(200):
        for row in frame.select("level", column).to_dicts():
            sums[row["level"]] = sums.get(row["level"], Decimal(0)) + (row[column] or 0)
    return sums


def demand_totals(told, column):
    rows = summed(told, column)
    for level in ("local", "central"):
        if level in told.totals and not (told.key == "regions" and level == "central" and "local" in told.totals):
            assert rows.get(level, 0) == told.totals[level]["counted_kzt"], (told.key, told.table, level)


@pytest.mark.parametrize(("key", "table"), SUMMED)
def test_rows_bring_the_totals(ask_page, ask_register, key, table):
    compared = []

    @SOME
    @given(filters=FILTERS)
    def demand(filters):
        for asking in (ask_page, ask_register):
            told = export(ask(asking, key, filters), table)
            demand_totals(told, "in_years_kzt" if key == "records" else "counted_kzt")
            compared.append(told.rows)

    demand()
    assert any(compared), "no link found a row to add up"


@SOME
@given(filters=FILTERS)
def test_totals_are_those_of_the_view(ask_register, filters):
    level = "central" if filters.level == "central" else "local"
    shown = {key: ask(ask_register, key, filters) for key in ("overview", "years", "records", "contractors", "region")}
    views = {
        "overview": shown["overview"].view(overview.build).total,
        "years": shown["years"].view(years.build).totals[level],
        "records": shown["records"].view(records.build).money,
        "contractors": shown["contractors"].view(contractors.build).total,
    }

    for key, money in views.items():
        totals = export(shown[key]).totals[level]
        assert (totals["counted_kzt"], totals["records"]) == (money.total, money.records), key
        assert (totals["committed_kzt"], totals["planned_kzt"]) == (money.committed, money.planned), key


def test_totals_of_regions_are_what_the_page_says(ask_page):
    page = ask_page("regions", "level=all")

    view, totals = page.view(regions.build), export(page).totals

    in_regions = sum(row.money.total for row in view.asked)
    assert totals["local_in_regions"]["counted_kzt"] == in_regions
    assert totals["local"]["counted_kzt"] == in_regions + view.national.total > in_regions > 0
    assert totals["central_in_regions"]["counted_kzt"] == sum(row.central.total for row in view.asked) > 0


def test_regions_per_resident_have_no_total(ask_page):
    assert export(ask_page("regions", "measure=per_resident")).totals == {}


def test_total_of_a_region_is_its_profiles(ask_page):
    page = ask_page("region", "id=zhambyl&measure=real")

    told = export(page)

    assert told.totals["local"]["counted_kzt"] == page.view(region.build).money.total > 0
    assert (told.measure, told.price_year) == ("real", page.view(region.build).price_year)


@pytest.mark.parametrize("key", ["records", "years", "contractors", "regions"])
def test_every_form_holds_the_same_rows(ask_page, ask_register, key):
    @settings(SOME, max_examples=3)
    @given(filters=FILTERS)
    def demand(filters):
        for asking in (ask_page, ask_register):
            told = export(ask(asking, key, filters))
            rows = from_csv(told)
            assert len(rows) == told.rows
            assert from_json(told) == rows
            assert from_parquet(told) == rows
            assert from_xlsx(told) == rows

    demand()


@pytest.mark.parametrize("key", EXPORTS)
def test_every_table_of_every_view_is_the_same_in_every_form(ask_register, store, key):
    page = ask_register(key, f"id={subject_of(store, key)}&level=all")

    for table in EXPORTS[key].tables:
        told = export(page, table.name)
        rows = from_csv(told, excel=True)
        assert len(rows) == told.rows
        assert from_json(told) == from_parquet(told) == from_xlsx(told) == rows


def subject_of(store, key):
    sql = {
        "region": "SELECT 'zhambyl' AS id",
        "customer": "SELECT 'president-press-service' AS id",
        "record": "SELECT record_id AS id FROM records ORDER BY len(counted_with) DESC, record_id LIMIT 1",
        "system": "SELECT 'taraz-media-centre' AS id",
        "contractor": "SELECT contractor_id AS id FROM records WHERE counted GROUP BY ALL HAVING contractor_id IS NOT "
        "NULL ORDER BY count(*) DESC, id LIMIT 1",
    }.get(key)
    return store.one(sql)["id"] if sql else ""


def test_every_page_with_data_has_an_export():
    assert set(EXPORTS) == {page.key for page in PAGES} - {"method", "about", "changes", "question", "hearing"}


@pytest.mark.parametrize("key", ["region", "contractor", "record", "system"])
def test_an_unknown_subject_is_told(ask_page, key):
    with pytest.raises(NoSubject, match="nothing-of-the-kind"):
        export(ask_page(key, "id=nothing-of-the-kind"))


@pytest.mark.parametrize("sort", ["", "-amount", "year", "-year", "counted", "-counted"])
def test_the_list_of_records_is_the_same_in_steps_as_whole(ask_register, sort):
    page = ask_register("records", f"level=all&counted=all&from=2019&to=2026&sort={sort}")

    told = export(page)
    stepped = [record_id for frame in told.chunks(41) for record_id in frame["record_id"]]

    assert len(stepped) == len(set(stepped)) == told.rows > 100
    assert stepped == told.read(None, 10**6).frame["record_id"].to_list()
    assert stepped[:20] == [row["record_id"] for row in page.view(records.build).rows]


def test_steps_of_one_record_are_steps(ask_page):
    told = export(ask_page("records", "region=zhambyl&level=all&counted=all"))

    stepped = [frame["record_id"].to_list() for frame in told.chunks(1)]

    assert [len(step) for step in stepped] == [1] * told.rows
    assert [one for step in stepped for one in step] == told.read(None, 10**6).frame["record_id"].to_list()


def test_a_step_reads_no_more_rows_than_it_gives(ask_register, monkeypatch):
    page = ask_register("records", "level=all&counted=all")
    told, asked, frame = export(page), [], type(page.asked.store).frame

    def counting(store, sql, params=()):
        found = frame(store, sql, params)
        asked.append(found.height)
        return found

    monkeypatch.setattr(type(page.asked.store), "frame", counting)
    steps = list(told.chunks(50))

    assert [step.height for step in steps[:-1]] == [50] * (len(steps) - 1)
    assert len(asked) == len(steps) == -(-told.rows // 50)
    assert max(asked) == 51


def test_files_hold_a_bounded_number_of_rows_at_once():
    assert CHUNK_ROWS <= 100_000


@pytest.mark.parametrize(
    ("key", "after"),
    [
        pytest.param("records", 7, id="a number for a list of records"),
        pytest.param("records", ["much", "a"], id="no sum"),
        pytest.param("records", ["sNaN", "a"], id="a sum that is no number"),
        pytest.param("records", ["Infinity", "a"], id="a sum without end"),
        pytest.param("records", ["1" * 60, "a"], id="a sum too large for any column"),
        pytest.param("records", [1, "a"], id="a sum that is no text"),
        pytest.param("records", ["1", 5], id="no id"),
        pytest.param("records", ["1"], id="half a place"),
        pytest.param("years", ["1", "a"], id="a place for a table held whole"),
        pytest.param("years", -1, id="before the beginning"),
        pytest.param("years", True, id="no number"),
        pytest.param("years", 10**9, id="far behind the end"),
        pytest.param("contractors", "1", id="a text for a number"),
    ],
)
def test_a_position_of_no_such_list_is_refused(ask_page, key, after):
    with pytest.raises(BadPosition):
        export(ask_page(key)).read(after, 10)


def test_names_stand_beside_codes_in_three_languages(ask_page):
    (frame,) = export(ask_page("records", "region=zhambyl&place=taraz")).chunks()

    row = frame.row(0, named=True)

    assert (row["region_kk"], row["region_ru"], row["region_en"]) == (
        "Жамбыл облысы",
        "Жамбылская область",
        "Zhambyl Region",
    )
    assert (row["level_kk"], row["level_en"]) == ("Жергілікті деңгей", "Local level")
    assert row["place_kk"] == "Тараз"
    for column in ("category", "headline_group", "kind", "tier", "state", "customer"):
        assert len({row[f"{column}_{language}"] for language in ("kk", "ru", "en")} - {None, row.get(column)}) == 3, (
            column
        )
    assert row["source_url"].startswith("http")


def test_the_list_tells_whether_a_reply_is_published(ask_page, store):
    replied = store.rows(
        "SELECT DISTINCT about_id AS id FROM statements "
        "WHERE about_kind = 'record' AND stance IN ('reply', 'objection')"
    )

    told = export(ask_page("records", "level=all&counted=all"))
    marked = {row["record_id"] for frame in told.chunks() for row in frame.to_dicts() if row["has_reply"]}

    assert marked == {row["id"] for row in replied} != set()
