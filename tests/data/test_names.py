"""Officials stand by their office in our texts; only published ratings name akims."""

import json
import re
from pathlib import Path

import pytest

CURATED = Path(__file__).resolve().parents[2] / "data" / "curated"
# Names of published titles and of places stay as they are printed.
AS_PRINTED = {
    "source", "sources", "source_title", "source_url", "source_urls", "title_original", "akim", "place", "place_text",
    "variants", "name_ru", "name_kk", "name_en", "name_latin", "short_ru", "short_kk", "short_en", "contractor",
    "districts",
}  # fmt: skip
OFFICE = r"(?:[Мм]инистр\w*|[Аа]ким\w*|[Әә]кім\w*|[Mm]inister|[Aa]kim|project head|руководитель проекта|жоба жетекшісі)"
NAME = (
    r"(?:[A-ZА-ЯӘҒҚҢӨҰҮҺІЁ][a-zа-яәғқңөұүһіё]+ )?[A-ZА-ЯӘҒҚҢӨҰҮҺІЁ][a-zа-яәғқңөұүһіё]+(?:[eе]v|[oо]v|ев|ов|ин|bek|ва)\b"
)
# An office or one of its kind followed by a surname: «министр Фамилия», "akim at the time Name Surname".
BY_NAME = re.compile(rf"{OFFICE}(?: (?:at the time|named:?|транспорта|of Taraz))* {NAME}")
FILES = sorted(
    path.name for path in CURATED.glob("*.jsonl") if path.name != "akim-ratings.jsonl" and path.stat().st_size
)


def texts(value, field=""):
    if field in AS_PRINTED:
        return
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for name, inner in value.items():
            yield from texts(inner, name)
    elif isinstance(value, list):
        for inner in value:
            yield from texts(inner, field)


@pytest.mark.parametrize("file", FILES)
def test_officials_stand_by_office(file):
    lines = (CURATED / file).read_text(encoding="utf-8").splitlines()
    found = [match.group() for line in lines for text in texts(json.loads(line)) if (match := BY_NAME.search(text))]

    assert lines
    assert found == []


@pytest.mark.parametrize(
    ("text", "named"),
    [
        pytest.param("Министр транспорта Иванов: дорого", True, id="minister in Russian"),
        pytest.param("Аким Иван Иванов принял людей", True, id="akim in Russian"),
        pytest.param("Көлік министрі Иванов: қымбат", True, id="minister in Kazakh"),
        pytest.param("Page undated; akim at the time Ivan Ivanov.", True, id="akim in a note"),
        pytest.param("project head Ivan Ivanov", True, id="head of a project"),
        pytest.param("Министр транспорта: дорого", False, id="minister by office"),
        pytest.param("The akim of Taraz answered", False, id="akim by office"),
    ],
)
def test_a_name_beside_an_office_is_recognised(text, named):
    assert bool(BY_NAME.search(text)) is named
