"""Buyers and suppliers: real places, numbers that cannot exist, persons told by the fifth digit."""

import csv
from collections import Counter
from pathlib import Path

import pytest

from tests.register.bodies import customer, is_person, places, supplier

GEO = Path(__file__).resolve().parents[2] / "data" / "geo"
BODIES = [customer(index) for index in range(700)]


def test_bodies_sit_in_real_places_of_all_twenty_regions() -> None:
    with (GEO / "places.csv").open(encoding="utf-8") as file:
        known = {row["kato"]: row["region"] for row in csv.DictReader(file)}
    with (GEO / "regions.csv").open(encoding="utf-8") as file:
        known |= {
            row["capital_kato"]: row["slug"] for row in csv.DictReader(file) if row["kato"] and not row["valid_to"]
        }
    local = [body for body in BODIES if body.is_local]
    assert all(known[body.kato] == body.region for body in local)
    assert len({body.region for body in local}) == 20
    assert len({body.kato for body in BODIES}) == len({place.kato for place in places()}) > 250


def test_republican_bodies_are_no_region_s() -> None:
    central = [body for body in BODIES if not body.is_local]
    assert 50 < len(central) < 150
    assert {body.region for body in central} == {""}
    assert {body.legal_form for body in central} == {"РГУ", "РГП", "ГУ"}


def test_akimat_bodies_are_of_every_usual_kind() -> None:
    said = Counter(
        word
        for body in BODIES
        for word in ("Аппарат акима", "Управление ", "Отдел ", "КГУ ", "КГП ", "ГККП ")
        if word in body.name_ru
    )
    assert len(said) == 6
    assert min(said.values()) > 10


def test_names_hold_doubled_entities_in_a_few() -> None:
    doubled = sum("&amp;quot;" in body.name_ru for body in BODIES)
    assert 5 < doubled < 50


@pytest.mark.parametrize("index", range(40))
def test_a_person_is_told_by_the_fifth_digit(index: int) -> None:
    body = supplier(index)
    assert (body.bin[4] in "0123") == is_person(index) == (body.supplier_type == 3)
    assert len(body.bin) == 12
    assert body.bin[2:4] == "19"


def test_numbers_do_not_repeat() -> None:
    numbers = [body.bin for body in BODIES] + [supplier(index).bin for index in range(2_000)]
    assert len(set(numbers)) == len(numbers)
