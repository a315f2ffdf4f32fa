"""The whole register over HTTP into a snapshot, against what the generator meant; nobody is named on the way."""

import re
import sqlite3
from collections import Counter
from contextlib import closing
from decimal import Decimal
from pathlib import Path

import duckdb
import polars as pl
import pytest
import zstandard

from tests.pipelines.nightly_register.nights import from_register, home, night, rows_of_store
from tests.pipelines.running import table
from tests.register.bodies import is_person, places, supplier, supplier_number
from tests.register.kinds import BY_PAID
from tests.register.register import Register, Size
from tests.register.server import running
from tests.register.subject_rows import subject_row
from tests.register.titles import SAYS_NOTHING
from tests.register.truth import Counted, counted_chains, purchases, truth
from tests.register.wording import announcement, subject

ROWS = 900
STEPS = {"superseded": "superseded", "refused": "not_concluded", "draft": "not_concluded", "deleted": "deleted"}
ON_THEIR_WAY = ("ours", "other_topics", "unknown_buyers")
SEVERAL = "several"


@pytest.fixture(scope="module")
def register():
    return Register(Size(ROWS))


@pytest.fixture(scope="module")
def truly(register):
    """Every chain that counts, by the row that counts."""
    return {found.contract_id: found for found in counted_chains(register)}


@pytest.fixture(scope="module")
def published(tmp_path_factory):
    settings = home(tmp_path_factory.mktemp("whole"))
    with running(rows=ROWS) as served:
        outcome = night(settings, served)
    assert outcome.result == "published"
    return settings, outcome


@pytest.fixture(scope="module")
def records(published):
    settings, outcome = published
    return from_register(table(settings, outcome.snapshot_id, "records"))


@pytest.fixture(scope="module")
def bridge(published):
    settings, outcome = published
    return table(settings, outcome.snapshot_id, "bridge")


def _level(found: Counted) -> str:
    return "local" if found.is_local else "central"


def _place(register: Register, found: Counted) -> str | None:
    """Return the region as the site can know it: a part of the buyers never told the register where they are."""
    index = int(found.customer_bin[6:])
    told = subject_row(register.customer(index), index)["katoList"]
    return {place.kato: place.region for place in places()}[told[0]] if told else None


def _in_tenge(register: Register, number: int) -> bool:
    return register.chains.chain(number).kind.currency == "KZT"


def _texts(register: Register, found: Counted) -> list[str]:
    """What a purchase says of itself: the subject of the contract and the title of its announcement."""
    chain = register.chains.chain(found.number)
    live = next(version for version in chain.versions if version.contract_id == found.contract_id)
    told = [*subject(chain, live.suffix)]
    if chain.slot.announced_by is not None:
        told += announcement(register.announcing(chain))
    return [text for text in told if text]


def _says_nothing(register: Register, found: Counted) -> bool:
    """Tell a purchase whose own texts name no topic."""
    nothing = "|".join(re.escape(text.replace("{n}", "")).strip() for text in SAYS_NOTHING)
    return all(re.fullmatch(rf"({nothing})[ \d]*", text) for text in _texts(register, found))


def test_rows_and_tenge_are_where_the_generator_meant_them(register, bridge):
    rows: Counter[tuple[str, str]] = Counter()
    tenge: Counter[tuple[str, str]] = Counter()
    for number in register.layout.chain_numbers():
        chain = register.chains.chain(number)
        level = "local" if register.customer(chain.customer).is_local else "central"
        in_tenge = chain.kind.currency == "KZT"
        for version in (version for rows_of_one in purchases(chain) for version in rows_of_one):
            step = STEPS.get(version.role, "live" if in_tenge else "held_back")
            rows[level, step] += 1
            tenge[level, step] += version.total if in_tenge else 0

    live = pl.when(pl.col("step").is_in(ON_THEIR_WAY)).then(pl.lit("live")).otherwise("step")
    found = bridge.group_by("level", live.alias("step")).agg(pl.col("rows").sum(), pl.col("sum_kzt").sum())

    assert {row[:2]: row[2] for row in found.iter_rows()} == rows
    assert {row[:2]: row[3] for row in found.iter_rows()} == {
        key: Decimal(sum_).scaleb(-2) for key, sum_ in tenge.items()
    }
    assert sum(rows.values()) == ROWS


def test_every_chain_counts_with_the_row_and_the_tenge_that_count(published, register, truly):
    settings, _ = published
    expected = {
        number: (found.root_id, found.counted) for number, found in truly.items() if _in_tenge(register, found.number)
    }

    found = rows_of_store(
        settings,
        "SELECT id, d.chain, status_id, sum_vat_kzt, paid_vat_kzt FROM decided d JOIN contracts c USING (id) "
        "WHERE step = 'live'",
    )

    assert {row[0]: (row[1], row[4] if row[2] in BY_PAID else row[3]) for row in found} == expected
    assert sum(truth(register).rows_by_role.values()) == ROWS


def test_tenge_by_region_and_year_are_the_generators(register, truly, bridge):
    expected: Counter[tuple[str, str | None, object]] = Counter()
    for found in truly.values():
        if _in_tenge(register, found.number):
            year = SEVERAL if found.several_years else found.years[0][0]
            expected[_level(found), _place(register, found), year] += found.signed

    one_year = pl.col("year_from") == pl.col("year_to")
    rows = (
        bridge.filter(pl.col("step").is_in(ON_THEIR_WAY))
        .with_columns(year=pl.when(one_year).then(pl.col("year_from").cast(pl.String)).otherwise("span"))
        .select("level", "region", "year", "sum_kzt")
        .iter_rows()
    )
    came: Counter[tuple[str, str | None, object]] = Counter()
    for level, region, year, tenge in rows:
        came[level, region, int(year) if year.isdigit() else SEVERAL if "-" in year else None] += tenge

    assert came == expected


def test_records_are_our_purchases_with_their_region_category_sum_and_years(published, register, truly, records):
    settings, outcome = published
    spend = table(settings, outcome.snapshot_id, "spend")
    ours = {
        f"register-{found.root_id}": found
        for found in truly.values()
        if found.category and _place(register, found) and _in_tenge(register, found.number)
    }
    by_record: dict[str, list[tuple[int | None, Decimal]]] = {}
    for record_id, year, tenge in spend.select("record_id", "year", "counted_kzt").iter_rows():
        by_record.setdefault(record_id, []).append((year, tenge))

    found = {
        row["record_id"]: (row["level"], row["region"], row["category"], row["counted_kzt"])
        for row in records.iter_rows(named=True)
    }
    expected = {name: (_level(one), _place(register, one), one.category, one.counted) for name, one in ours.items()}

    assert len(found) > ROWS // 40
    assert {name: one for name, one in expected.items() if name in found} == found
    missed = [ours[name] for name in ours.keys() - found.keys()]
    assert [_texts(register, one) for one in missed if not _says_nothing(register, one)] == []
    assert {name: sorted(by_record.get(name, []), key=str) for name in found if found[name][3]} == {
        name: sorted(ours[name].years, key=str) for name in found if found[name][3]
    }


def test_every_record_leads_to_its_page_on_the_portal(published, truly, records):
    settings, outcome = published
    sources = dict(table(settings, outcome.snapshot_id, "sources").select("source_id", "url").iter_rows())
    page = {f"register-{found.root_id}": found.contract_id for found in truly.values()}

    for row in records.iter_rows(named=True):
        number = page[row["record_id"]]
        assert sources[row["source_id"]] == f"https://goszakup.gov.kz/ru/egzcontract/cpublic/show/{number}"


def test_sole_traders_are_told_as_such_and_never_named(register, truly, records):
    of_people = {f"register-{found.root_id}" for found in truly.values() if found.supplier_biin[4] in "0123"}

    assert records["contractor_private"].any()
    for row in records.iter_rows(named=True):
        assert row["contractor_private"] == (row["record_id"] in of_people), row["record_id"]
        assert (row["contractor_id"] is None) == row["contractor_private"]


def _numbers(register: Register) -> list[str]:
    return [supplier_number(index) for index in range(register.layout.suppliers) if is_person(index)]


def test_no_file_holds_the_number_or_the_name_of_a_person(published, register):
    settings, _ = published
    number = re.compile(rb"(?<![0-9])(" + "|".join(_numbers(register)).encode() + rb")(?![0-9])")
    name = supplier(1).name_ru.rpartition(" ")[0].removeprefix("ИП ").encode()
    fields = ("УЧЕБНОВ ПРИМЕР".encode(), b"uchebny", name)
    seen = Counter[str]()

    for path, text in _contents(settings.raw / "goszakup", settings.snapshots):
        seen[path.suffix] += 1
        assert not (told := number.search(text)), f"{path} holds {told and told[0]}"
        assert not [one.decode() for one in fields if one in text], path
    assert seen[".zst"] > 20
    assert seen[".parquet"] > 40


def test_no_published_file_holds_a_name_or_a_phone_from_a_free_text(published):
    settings, _ = published
    for path, text in _contents(settings.snapshots):
        for one in ("Учебнов", "Тестович", "(700)", "700) 000", "000-00-"):
            assert one.encode() not in text, path


def _contents(*folders: Path):
    """Give every file with what it holds: as it lies there, and unpacked."""
    for path in sorted(path for folder in folders for path in folder.rglob("*") if path.is_file()):
        content = path.read_bytes()
        if path.suffix == ".zst":
            content += zstandard.ZstdDecompressor().decompress(content)
        if path.suffix == ".parquet":
            content += pl.read_parquet(path).write_json().encode()
        if path.suffix == ".duckdb":
            content += b"".join(_tables_of(path))
        if path.suffix == ".sqlite":
            with closing(sqlite3.connect(path)) as diary:
                content += "\n".join(diary.iterdump()).encode()
        yield path, content


def _tables_of(path: Path):
    with duckdb.connect(path, read_only=True) as store:
        for (name,) in store.execute("SELECT table_name FROM duckdb_tables()").fetchall():
            found = pl.from_arrow(store.sql(f'FROM "{name}"').to_arrow_table())
            yield found.write_json().encode()
