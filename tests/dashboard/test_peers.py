"""Fair peers: rules with names, numbers that can be checked by hand, and neighbours made from the map."""

import csv
import json
import runpy
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import duckdb
import pytest

from dashboard.filters import Filters
from dashboard.page import Page
from dashboard.store import Store
from dashboard.stories import compare as compare_story
from dashboard.stories import compare_peers as story
from dashboard.views import compare, compare_offers
from dashboard.views.peers import RULES, peers, present_regions, residents_of_one_year, rule_of

ROOT = Path(__file__).resolve().parents[2]
GEO = ROOT / "data" / "geo"


def borders() -> dict[str, list[str]]:
    with (GEO / "neighbours.csv").open(encoding="utf-8", newline="") as file:
        return {row["slug"]: row["neighbours"].split("|") for row in csv.DictReader(file)}


def of(store, slug, mode, **fields):
    return peers(store, Filters(mode=mode, **fields), "region", slug)


# ── neighbours ────────────────────────────────────────────────────────────────────────────────────────────────────


def test_the_list_of_neighbours_is_what_the_script_makes_of_the_map():
    made = runpy.run_path(str(ROOT / "scripts/neighbours.py"))["neighbours"]

    assert made(json.loads((GEO / "regions_2022.geojson").read_text(encoding="utf-8"))) == borders()


def test_neighbours_are_mutual_and_nobody_is_its_own():
    found = borders()

    assert len(found) == 20
    assert [(one, other) for one, several in found.items() for other in several if one not in found[other]] == []
    assert [one for one, several in found.items() if one in several or not several] == []


@pytest.mark.parametrize(
    ("slug", "neighbours"),
    [
        pytest.param("almaty", ["almaty-region"], id="a city within a region"),
        pytest.param("zhambyl", ["almaty-region", "karaganda", "turkistan", "ulytau"], id="a region"),
        pytest.param("mangystau", ["aktobe", "atyrau"], id="by the sea"),
    ],
)
def test_neighbours_are_published(store, slug, neighbours):
    [row] = [one for one in present_regions(store) if one["region"] == slug]

    assert row["neighbours"] == neighbours


def test_a_corner_alone_is_no_border():
    made = runpy.run_path(str(ROOT / "scripts/neighbours.py"))["neighbours"]

    def square(slug: str, x: int, y: int) -> dict[str, object]:
        ring = [[x, y], [x, y + 1], [x + 1, y + 1], [x + 1, y], [x, y]]
        return {"properties": {"slug": slug}, "geometry": {"type": "Polygon", "coordinates": [ring]}}

    features = [square("south-west", 0, 0), square("south-east", 1, 0), square("north-east", 1, 1)]

    assert made({"features": features}) == {
        "north-east": ["south-east"],
        "south-east": ["north-east", "south-west"],
        "south-west": ["south-east"],
    }


# ── rules ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_similar_are_the_six_with_the_nearest_ratio(store):
    found = of(store, "zhambyl", "similar")
    rows = store.rows("SELECT region, population FROM region_years WHERE year = ?", (found.year,))
    residents = {row["region"]: Decimal(row["population"]) for row in rows if row["population"]}
    own = residents.pop("zhambyl")

    ratios = sorted((max(own, other) / min(own, other), slug) for slug, other in residents.items())

    assert [(one.ratio, one.key) for one in found.peers] == ratios[:6]
    assert found.peers[0].key == "shymkent"
    assert len(residents) == 19


@pytest.mark.parametrize(
    ("slug", "mode", "expected"),
    [
        pytest.param("astana", "kind", {"almaty", "shymkent"}, id="cities with cities"),
        pytest.param("astana", "neighbours", {"akmola"}, id="one neighbour"),
        pytest.param("zhambyl", "neighbours", {"almaty-region", "karaganda", "turkistan", "ulytau"}, id="neighbours"),
    ],
)
def test_a_rule_chooses(store, slug, mode, expected):
    assert {one.key for one in of(store, slug, mode).peers} == expected


def test_regions_are_set_beside_regions_only(store):
    types = {row["region"]: row["region_type"] for row in present_regions(store)}

    found = of(store, "abai", "kind")

    assert {types[one.key] for one in found.peers} == {"oblast"} == {found.same}
    assert len(found.peers) == 16


@pytest.mark.parametrize("mode", RULES)
def test_the_nearest_stands_first_and_all_residents_are_of_one_budget_year(store, mode):
    for row in present_regions(store):
        found = of(store, row["region"], mode)
        ratios = [one.ratio for one in found.peers]

        assert row["region"] not in {one.key for one in found.peers}
        assert ratios == sorted(ratios)
        assert found.year == 2024


def test_residents_are_of_the_years_asked_for(store):
    found = of(store, "zhambyl", "similar", year_from=2015, year_to=2016)

    assert found.year == 2016
    assert {"shymkent", "turkistan", "abai", "zhetysu", "ulytau"}.isdisjoint(one.key for one in found.peers)


@pytest.mark.parametrize(
    ("key", "year"),
    [
        pytest.param("a", 2025, id="most counts, the latest of equals"),
        pytest.param("c", 2026, id="with the subject among them"),
        pytest.param("d", None, id="never counted"),
        pytest.param("", 2025, id="no subject"),
    ],
)
def test_the_year_of_the_residents(key, year):
    counted = {2024: "ab", 2025: "ab", 2026: "c"}

    class Store:
        def rows(self, *_):
            return [{"year": one, "region": slug} for one, slugs in counted.items() for slug in slugs]

    assert residents_of_one_year(Store(), Filters(), key)[0] == year


def test_no_population_in_the_years_asked_is_said(ask_page):
    page = ask_page("compare", "region=zhambyl&mode=neighbours&from=2090&to=2091")
    view = page.view(compare.build)

    assert {one.number for one in view.axis.peers.peers} == {None}
    assert "not known" in {row["number"].note for row in story.table(page, view.axis.peers).rows}


def test_systems_of_one_kind_stand_in_the_order_of_how_near_their_sums_are(store):
    found = peers(store, Filters(mode="kind"), "system", "sergek-astana")

    assert found.same == "traffic_cameras"
    assert [one.key for one in found.peers] == ["sergek-almaty", "sergek-oskemen", "sergek-kostanay"]
    assert found.peers[0].ratio == Decimal(24_900_000_000) / Decimal(9_986_042_340)
    assert found.peers[-1].number is None


def test_suppliers_are_set_beside_those_paid_most_for_the_same(store):
    found = peers(store, Filters(mode="kind"), "contractor", "korkem-telecom")
    sql = (
        "SELECT category, sum(counted_kzt) AS kzt FROM facts WHERE contractor_id = ? AND stage = 'committed' GROUP BY 1"
    )

    assert found.same == "it.video_surveillance"
    assert found.peers
    for one in found.peers:
        sums = {row["category"]: row["kzt"] for row in store.rows(sql, (one.key,))}
        assert max(sums, key=sums.get) == found.same


def test_what_a_supplier_is_paid_for_is_told_by_contracts_and_not_by_plans(tmp_path):
    with duckdb.connect(str(tmp_path / "serve.duckdb")) as made:
        made.sql(
            "CREATE TABLE facts AS SELECT *, TRUE AS counted, 'local' AS level FROM (VALUES "
            "('one', 'media.smm', 'committed', 1::DECIMAL(18, 2)), ('one', 'media.smm', 'planned', 100), "
            "('one', 'it.gis', 'committed', 50), ('two', 'it.gis', 'committed', 5), ('three', 'it.gis', 'planned', 50)"
            ") AS told(contractor_id, category, stage, counted_kzt)"
        )

    found = peers(Store(tmp_path), Filters(mode="kind"), "contractor", "one")

    assert (found.same, [one.key for one in found.peers]) == ("it.gis", ["two"])
    assert (found.subject.number, found.peers[0].number) == (151, 5)


@pytest.mark.parametrize(
    ("query", "found"),
    [
        pytest.param("region=zhambyl&mode=similar", ("region", "zhambyl"), id="a region"),
        pytest.param("system=open-akimat&mode=kind", ("system", "open-akimat"), id="a system"),
        pytest.param("system=open-akimat&mode=similar", None, id="a system has no residents"),
        pytest.param("region=zhambyl&mode=screen", None, id="no rule of that name"),
        pytest.param("region=national&mode=kind", None, id="the country"),
        pytest.param("region=south-kazakhstan&mode=kind", None, id="a region that is no more"),
        pytest.param("region=zhambyl", None, id="no rule"),
    ],
)
def test_which_link_asks_for_peers(store, query, found):
    assert rule_of(store, Filters.parse(query)) == found


# ── words ─────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("lang", ["kk", "ru", "en"])
@pytest.mark.parametrize("mode", RULES)
def test_the_rule_is_printed_with_the_numbers_it_used(ask_page: Callable[..., Page], mode: str, lang: str) -> None:
    page = ask_page("compare", f"region=zhambyl&mode={mode}", lang)
    found = page.view(compare.build).axis.peers

    rows = story.table(page, found).rows

    assert story.rule(page, found)
    assert len(rows) == len(found.peers) + 1
    for row, one in zip(rows[1:], found.peers, strict=True):
        assert row["number"].text == page.tr.number(one.number)
        assert row["ratio"].text == page.tr.decimal(one.ratio, 2)


def test_every_region_is_offered_with_its_nearest_peers_by_every_rule(ask_page, store):
    page = ask_page("compare", "")
    rows = story.offer_table(page, page.view(compare_offers.build)).rows

    assert len(rows) == 20
    for row in rows:
        for mode in RULES:
            asked = ask_page("compare", row[mode].href.partition("?")[2])
            view = asked.view(compare.build)
            assert view.axis.peers.rule == mode
            called = [asked.tr.pick(asked.names.regions[key], "short") for key in view.axis.keys]
            assert row[mode].text == ", ".join(called[1:])


def test_of_many_peers_the_page_names_the_nearest_and_says_how_many_there_are(ask_page, changed):
    """A supplier of a loaded register has thousands of peers; the page must stay one that a phone can open."""
    store = changed(
        "INSERT INTO facts SELECT facts.* REPLACE ('made-' || n AS contractor_id, 'made-' || n AS record_id) "
        "FROM facts, range(90) AS made(n) WHERE contractor_id = 'korkem-telecom'"
    )
    page = ask_page("compare", "contractor=korkem-telecom&mode=kind")

    view = compare.build(store, page.filters)
    table = story.table(page, view.axis.peers)
    left_out = compare_story.left_out(page, view)

    many = len(view.axis.peers.peers)
    assert many >= 90
    assert len(table.rows) == 1 + story.MOST
    assert table.caption.endswith(f": the first {story.MOST} of {many}")
    assert left_out.count("made-") <= compare_story.MOST_NAMED
    assert f"and {len(view.axis.left_out) - compare_story.MOST_NAMED} more." in left_out
