import csv
from pathlib import Path

import pytest

from pipelines.sources.geography import PlaceRow, RegionRow
from pipelines.transform.register.kato import FORMER_CODES, place_finder, place_of

GEO = Path(__file__).parents[3] / "data" / "geo"


def rows(name, model):
    with (GEO / name).open(encoding="utf-8", newline="") as file:
        return [model(**{key: value or None for key, value in row.items()}) for row in csv.DictReader(file)]


REGIONS, PLACES = rows("regions.csv", RegionRow), rows("places.csv", PlaceRow)
FIND = place_finder(REGIONS, PLACES)


@pytest.mark.parametrize(
    ("kato", "region", "place"),
    [
        pytest.param("311010000", "zhambyl", "taraz", id="regional centre"),
        pytest.param("311015100", "zhambyl", "taraz", id="inside a regional centre"),
        pytest.param("310000000", "zhambyl", None, id="region"),
        pytest.param("316600000", "zhambyl", "shu-district", id="district"),
        pytest.param("316645100", "zhambyl", "shu-district", id="village of a district"),
        pytest.param("316621100", "zhambyl", "shu", id="town in a district"),
        pytest.param("351013000", "karaganda", "kazybek-bi-district-karaganda", id="district of a regional centre"),
        pytest.param("751410000", "almaty", "bostandyk-district-almaty", id="district of Almaty"),
        pytest.param("710000000", "astana", None, id="Astana"),
        pytest.param("101010000", "abai", "semey", id="present code of Semey"),
        pytest.param("632810000", "abai", "semey", id="former code of Semey"),
        pytest.param("633457100", "abai", "ayagoz-district", id="village under a former code"),
        pytest.param("351810000", "ulytau", "zhezkazgan", id="former code of Zhezkazgan"),
        pytest.param("195620100", "zhetysu", "zharkent", id="former code of Zharkent"),
        pytest.param("511010000", "shymkent", None, id="Shymkent in South Kazakhstan"),
        pytest.param("515420100", "turkistan", "saryagash", id="Saryagash in South Kazakhstan"),
        pytest.param("512610000", "turkistan", "turkistan", id="Turkistan in South Kazakhstan"),
        pytest.param("510000000", "turkistan", None, id="South Kazakhstan itself"),
        pytest.param("639999100", "east-kazakhstan", None, id="a district that the list lacks"),
        pytest.param("000000000", None, None, id="the country"),
        pytest.param("990000000", None, None, id="no region"),
        pytest.param("3110100", None, None, id="too short"),
        pytest.param("31101000x", None, None, id="not digits"),
        pytest.param("", None, None, id="empty"),
        pytest.param(None, None, None, id="not told"),
    ],
)
def test_a_code_tells_region_and_narrowest_place(kato, region, place):
    assert FIND(kato) == (region, place)


@pytest.mark.parametrize("place", PLACES, ids=lambda place: place.slug)
def test_every_place_is_found_by_its_own_code(place):
    assert place_of(place.kato, REGIONS, PLACES) == (place.region, place.slug)


def test_former_codes_name_places_that_exist_and_no_present_code():
    prefixes = {row.kato[:size] for row in PLACES for size in (4, 6) if size == 6 or row.kato[4:] in ("00000", "10000")}

    assert set(FORMER_CODES.values()) <= {row.slug for row in PLACES}
    assert not prefixes & FORMER_CODES.keys()
