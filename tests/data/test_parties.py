"""Every buyer and supplier written in spending.jsonl is one named party, and sole traders stay unnamed."""

import csv
import json
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest

DATA = Path(__file__).resolve().parents[2] / "data"
LANGUAGES = ("en", "ru", "kk")
CUSTOMER_TYPES = {"akimat", "department", "ministry", "state_company", "other"}
SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
# Forms of a sole trader in three languages: «ИП Фамилия», «ЖК Фамилия», "individual entrepreneur".
SOLE_TRADER = re.compile(
    r"(?<!\w)(?:ИП|ЖК|индивидуальный предприниматель|individual entrepreneur)(?!\w)", re.IGNORECASE
)
# «Фамилия И. О.» or «Фамилия Имя Отчество» as the whole name, without a legal form.
PERSON = re.compile(r"[А-ЯӘҒҚҢӨҰҮҺІЁ]\w+(?: [А-ЯӘІ]\. ?[А-ЯӘІ]\.?| \w+ \w+(?:вич|вна|ұлы|қызы|улы|кызы))")
LABEL_LENGTH = 40


def tidy(text: str) -> str:
    return unicodedata.normalize("NFC", text).strip()


def rows(name: str) -> list[dict[str, Any]]:
    text = (DATA / "curated" / name).read_text(encoding="utf-8")
    found = [json.loads(line) for line in text.splitlines()]
    assert found, f"{name} is empty"
    return found


def known(name: str) -> set[str]:
    with (DATA / "geo" / name).open(encoding="utf-8", newline="") as lines:
        return {row["slug"] for row in csv.DictReader(lines)}


SPENDING = rows("spending.jsonl")
REGISTER = rows("register.jsonl")
CUSTOMERS = rows("customers.jsonl")
CONTRACTORS = rows("contractors.jsonl")
UNNAMED = {tidy(row["variant"]) for row in rows("unnamed_contractors.jsonl")}
WRITTEN_CUSTOMERS = sorted({row["customer"] for row in SPENDING if row["customer"]})
WRITTEN_CONTRACTORS = sorted({row["contractor"] for row in SPENDING if row["contractor"]})


def owners(parties: Iterable[dict[str, Any]], written: str) -> list[str]:
    wanted = tidy(written)
    return [party["id"] for party in parties if wanted in map(tidy, party["variants"])]


def names_of(party: dict[str, Any]) -> list[str]:
    keys = ("name_ru", "name_kk", "name_latin", "name_en", "short_ru", "short_kk", "short_en")
    return [name for name in [*(party.get(key) for key in keys), *party["variants"]] if name]


def looks_private(name: str) -> bool:
    return bool(SOLE_TRADER.search(name) or PERSON.fullmatch(name))


def test_there_is_something_to_resolve():
    assert len(WRITTEN_CUSTOMERS) > 100
    assert len(WRITTEN_CONTRACTORS) > 40
    assert len(UNNAMED) >= 2


@pytest.mark.parametrize("written", WRITTEN_CUSTOMERS)
def test_a_written_customer_is_exactly_one_body(written):
    assert len(owners(CUSTOMERS, written)) == 1


@pytest.mark.parametrize("written", WRITTEN_CONTRACTORS)
def test_a_written_contractor_is_one_party_or_unnamed_but_not_both(written):
    assert len(owners(CONTRACTORS, written)) == (0 if tidy(written) in UNNAMED else 1)


@pytest.mark.parametrize("parties", [CUSTOMERS, CONTRACTORS], ids=["customers", "contractors"])
def test_a_spelling_belongs_to_one_row_only(parties):
    spellings = Counter(tidy(variant) for party in parties for variant in party["variants"])

    assert spellings
    assert [spelling for spelling, times in spellings.items() if times > 1] == []


def test_a_customer_spelling_is_written_in_the_data_or_is_a_bin():
    written = set(map(tidy, WRITTEN_CUSTOMERS))
    spellings = {tidy(variant) for party in CUSTOMERS for variant in party["variants"]}

    assert {s for s in spellings - written if not re.fullmatch(r"BIN \d{12}", s)} == set()


def test_an_unnamed_contractor_is_written_in_the_data():
    assert set(map(tidy, WRITTEN_CONTRACTORS)) >= UNNAMED


def test_ids_are_unique_slugs_across_both_files():
    ids = [party["id"] for party in (*CUSTOMERS, *CONTRACTORS)]

    assert [party_id for party_id in ids if not SLUG.fullmatch(party_id)] == []
    assert len(set(ids)) == len(ids)


def test_the_id_given_in_spending_wins():
    given = [row for row in SPENDING if row["contractor_id"] and tidy(row["contractor"]) not in UNNAMED]

    assert given
    for row in given:
        assert owners(CONTRACTORS, row["contractor"]) == [row["contractor_id"]], row["id"]


def test_every_id_given_in_spending_has_a_row():
    given = {row["contractor_id"] for row in SPENDING if row["contractor_id"]}

    assert given
    assert given <= {party["id"] for party in CONTRACTORS}


@pytest.mark.parametrize("party", CONTRACTORS, ids=lambda party: party["id"])
def test_a_contractor_lists_its_own_records(party):
    own = {
        row["id"]
        for row in SPENDING
        if row["contractor_id"] == party["id"]
        or (row["contractor"] and owners(CONTRACTORS, row["contractor"]) == [party["id"]])
    }
    own |= {row["id"] for row in REGISTER if party["bin"] and row["supplier_bin"] == party["bin"]}

    assert set(party["record_ids"]) == own
    assert len(party["record_ids"]) == len(own)


@pytest.mark.parametrize("party", CUSTOMERS, ids=lambda party: party["id"])
def test_a_customer_stands_in_a_known_place_on_a_known_level(party):
    assert party["type"] in CUSTOMER_TYPES
    assert party["level"] in {"local", "central"}
    assert party["region"] in known("regions.csv") - {"south-kazakhstan"}
    assert party["place"] in known("places.csv") | {None}
    assert party["bin"] is None or re.fullmatch(r"\d{12}", party["bin"])


@pytest.mark.parametrize("party", CUSTOMERS, ids=lambda party: party["id"])
def test_a_customer_is_named_in_three_languages(party):
    assert all(party[f"name_{language}"] for language in LANGUAGES)
    assert all(0 < len(party[f"short_{language}"]) <= LABEL_LENGTH for language in LANGUAGES)


@pytest.mark.parametrize("party", CONTRACTORS, ids=lambda party: party["id"])
def test_a_contractor_is_named_for_every_reader(party):
    assert party["name_ru"]
    assert party["name_en"]
    assert party["name_latin"] or party["name_kk"]
    assert all(0 < len(party[f"short_{language}"]) <= LABEL_LENGTH for language in LANGUAGES)


def test_labels_of_one_file_differ():
    for parties in (CUSTOMERS, CONTRACTORS):
        for language in LANGUAGES:
            labels = Counter(party[f"short_{language}"] for party in parties)
            assert [label for label, times in labels.items() if times > 1] == []


@pytest.mark.parametrize("party", CUSTOMERS, ids=lambda party: party["id"])
def test_a_merge_gives_its_reason(party):
    assert bool(party["why"]) == (len(party["variants"]) > 1)


@pytest.mark.parametrize("party", CONTRACTORS, ids=lambda party: party["id"])
def test_no_contractor_is_a_private_person(party):
    private = [name for name in names_of(party) if looks_private(name)]

    assert private == []


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        pytest.param("ИП Иванов", True, id="sole trader in Russian"),
        pytest.param("«Сауда» ЖК", True, id="sole trader in Kazakh"),
        pytest.param("an individual entrepreneur", True, id="sole trader in English"),
        pytest.param("Иванов И. И.", True, id="surname with initials"),
        pytest.param("Иванов Иван Иванович", True, id="full name"),
        pytest.param("ТОО «Жайық Пресс»", False, id="company"),
        pytest.param("АО «Завод им. С.М. Кирова»", False, id="plant named after a person"),
        pytest.param("ПСП «Серик»", False, id="letters inside another abbreviation"),
    ],
)
def test_private_names_are_recognised(name, expected):
    assert looks_private(name) is expected
