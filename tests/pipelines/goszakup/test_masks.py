"""No number of a person reaches the disk, and nothing else of a page changes."""

import json
import re
import stat

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import SecretStr

from pipelines.sources.goszakup.masks import Masker, is_iin, person_key

MASKER = Masker(b"key")
IINS = st.builds(
    "{:02d}{:02d}{:02d}{}{:05d}".format,
    st.integers(0, 99),
    st.integers(1, 12),
    st.integers(1, 31),
    st.integers(0, 6),
    st.integers(0, 99999),
)
BINS = st.builds(
    "{:02d}{:02d}{}{:07d}".format, st.integers(0, 99), st.integers(1, 12), st.integers(4, 6), st.integers(0, 9999999)
)
WORDS = st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Nd")), max_size=12)
SCALARS = st.one_of(st.none(), st.booleans(), st.integers(-(10**9), 10**13), WORDS, BINS)
TEXTS = st.one_of(
    IINS,
    st.builds("{} {}".format, WORDS, IINS),
    st.builds("{}:{}".format, WORDS, IINS),
    st.builds("{}{}{}".format, WORDS, IINS, WORDS),
    st.builds(lambda before, iin: f"{before} {iin[:6]} {iin[6:]}", WORDS, IINS),
)
ROWS = st.dictionaries(WORDS, st.one_of(SCALARS, TEXTS, st.lists(st.one_of(SCALARS, TEXTS), max_size=4)), max_size=6)


@given(st.lists(ROWS, max_size=4), st.booleans(), st.sampled_from([None, 1]))
def test_no_iin_is_left_in_the_strings_of_a_page(rows, ascii_only, indent):
    body = json.dumps(rows, ensure_ascii=ascii_only, indent=indent).encode()

    masked = json.loads(MASKER.body(body))

    for text in _strings(masked):
        assert not re.search(r"(?<!\d)\d{2}(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])[ \u00a0-]?[0-6]\d{5}(?!\d)", text)


@given(st.lists(st.dictionaries(WORDS, SCALARS, max_size=6), max_size=4))
def test_a_page_without_people_stays_as_it_came(rows):
    body = json.dumps(rows, ensure_ascii=False).encode()

    assert MASKER.body(body) == body


@given(st.lists(ROWS, max_size=4))
def test_escaped_and_plain_pages_hide_the_same(rows):
    plain = MASKER.body(json.dumps(rows, ensure_ascii=False).encode())
    escaped = MASKER.body(json.dumps(rows, ensure_ascii=True).encode())

    assert json.loads(plain) == json.loads(escaped)


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        pytest.param(b'{"supplierBiin":"%s"}', b'{"supplierBiin":"%s"}', id="a supplier"),
        pytest.param(b'{"supplierBiin": %s}', b'{"supplierBiin":"%s"}', id="a supplier sent as a number"),
        pytest.param(b'{"d":"\\"%s\\", phone"}', b'{"d":"\\"%s\\", phone"}', id="inside quotes of a text"),
        pytest.param(b'{"d":"no: %s, and"}', b'{"d":"no: %s, and"}', id="a text that looks like a number"),
    ],
)
def test_an_iin_gives_way_to_its_hash(body, expected):
    iin = "850101300123"

    assert MASKER.body(body % iin.encode()).replace(b" ", b"") == expected.replace(b" ", b"") % (
        MASKER.person(iin).encode()
    )


@pytest.mark.parametrize(
    "body",
    [
        pytest.param(b'{"contractSum":850101300123}', id="a sum of 850 billion"),
        pytest.param(b'{"contractSum":850101300123.5}', id="with tiyn"),
        pytest.param(b'{"customerBin":"190440012440"}', id="a BIN"),
        pytest.param(b'{"contractNumberSys":"190440012440/A04CWU/00"}', id="a number with letters"),
        pytest.param(b'{"refEnstruCode":["43.22.20.300.001.00.0999.000000000000"]}', id="a code of the old classifier"),
        pytest.param(b'{"iik":"KZ85010130012345678901"}', id="a longer number"),
    ],
)
def test_what_is_no_person_stays(body):
    assert MASKER.body(body) == body


def test_a_number_sent_bare_loses_no_zero():
    masked = json.loads(MASKER.body(b'{"supplier_biin": 50101300123, "id": 50101300123}'))

    assert masked == {"supplier_biin": MASKER.person("050101300123"), "id": 50101300123}


def test_another_installation_hides_a_person_under_another_name():
    assert Masker(b"a").person("850101300123") != Masker(b"b").person("850101300123")


@pytest.mark.parametrize(
    ("number", "person"),
    [
        pytest.param("000000000000", True, id="hidden already by zeros"),
        pytest.param("850101300123", True, id="fifth digit 0"),
        pytest.param("850131300123", True, id="fifth digit 3"),
        pytest.param("190440012440", False, id="company"),
        pytest.param("85013130012", False, id="eleven digits"),
        pytest.param("٨٥٠١٣١٣٠٠١٢٣", False, id="other digits"),
    ],
)
def test_the_fifth_digit_tells_a_person(number, person):
    assert is_iin(number) is person


def test_the_key_is_made_once_for_its_owner_alone(tmp_path):
    key = person_key(tmp_path / "goszakup")

    assert person_key(tmp_path / "goszakup") == key
    assert len(key) == 32
    assert stat.S_IMODE((tmp_path / "goszakup" / "person.key").stat().st_mode) == 0o600
    assert person_key(tmp_path / "goszakup", SecretStr("given")) == b"given"


def _strings(value):
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for one in value.values():
            yield from _strings(one)
    elif isinstance(value, list):
        for one in value:
            yield from _strings(one)
