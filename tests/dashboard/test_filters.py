"""The grammar of links: round trips, what is dropped and named, and conditions against a plain Python oracle."""

import itertools
import string
from dataclasses import fields
from decimal import Decimal
from random import Random
from urllib.parse import parse_qsl, urlencode, urlsplit

import duckdb
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dashboard import filters as grammar
from dashboard.filters import Dropped, Filters, Link, frozen_link, read_link, where
from dashboard.link_values import BRANCHES, CATEGORIES, GROUPS, KINDS, LEVELS, MEASURES, METHODS, TIERS, group_of, shown
from dashboard.vocabulary import Vocabulary, known
from pipelines.folding import fold

ASOF = "2026-11-20-0a1b2c3d"
SLUGS = st.sampled_from(["a", "0", "astana", "west-kazakhstan", "city_bus", "r.1-2_3", "z" * 100])
YEARS = st.none() | st.integers(1991, 2100)
AMOUNTS = st.none() | st.decimals(0, Decimal("9999999999999999.99"), places=2)
ANY_TEXT = st.text(alphabet=st.characters(categories=["L", "M", "N", "P", "S", "Z", "C"]), max_size=60)


def several(values: st.SearchStrategy[str]) -> st.SearchStrategy[tuple[str, ...]]:
    return st.lists(values, max_size=4).map(tuple)


def all_filters() -> st.SearchStrategy[Filters]:
    slugs = {
        name: several(SLUGS)
        for name in ["region", "place", "customer", "contractor", "record", "system", "need", "flag", "part"]
    }
    return st.builds(
        Filters,
        id=st.none() | SLUGS,
        level=st.sampled_from(LEVELS),
        year_from=YEARS,
        year_to=YEARS,
        category=several(st.sampled_from(BRANCHES + CATEGORIES)),
        kind=several(st.sampled_from(KINDS)),
        tier=several(st.sampled_from(TIERS)),
        method=several(st.sampled_from(METHODS)),
        minimum=AMOUNTS,
        maximum=AMOUNTS,
        q=ANY_TEXT.filter(
            lambda text: not shown(text) or (bool(fold(shown(text))) and "\ufffd" not in text and len(text) < 40)
        ),
        counted=st.sampled_from(["", "all"]),
        measure=st.sampled_from(MEASURES),
        asof=st.none() | st.just(ASOF),
        lang=st.sampled_from([None, "kk", "ru", "en"]),
        sort=st.sampled_from(["", "amount_kzt", "-year_from"]),
        page=st.integers(1, 100_000),
        mode=st.sampled_from(["", "screen"]),
        **slugs,
    )


@given(all_filters())
def test_what_is_written_is_read_back(filters: Filters) -> None:
    link = read_link(filters.to_query())

    assert link == Link(filters)
    assert Filters.parse(filters.to_params()) == filters
    assert Filters.parse(filters.to_query()).to_query() == filters.to_query()


@given(all_filters(), st.randoms(use_true_random=False))
def test_the_order_of_pairs_never_matters(filters: Filters, random: Random) -> None:
    pairs = [*filters.to_params(), ("page", "oops"), ("colour", "red"), ("level", "central")]
    shuffled = random.sample(pairs, len(pairs))

    assert read_link(shuffled) == read_link(pairs)


@given(ANY_TEXT | st.text(alphabet="%&=+?;#aft0159DFregionyearqm"))
def test_any_text_is_read_without_error(text: str) -> None:
    link = read_link(text)

    assert read_link(link.filters.to_query()) == Link(link.filters)
    assert all(one.why in grammar.REASONS for one in link.dropped)
    assert all((one.key + one.value).encode() is not None for one in link.dropped)


@given(st.dictionaries(st.sampled_from([*grammar.BY_NAME, "year", "x"]), ANY_TEXT | st.lists(ANY_TEXT, max_size=3)))
def test_any_mapping_is_read_without_error(query: dict[str, str | list[str]]) -> None:
    link = read_link(query)

    assert read_link(link.filters.to_query()) == Link(link.filters)


@pytest.mark.parametrize(
    "junk",
    [
        pytest.param(None, id="none"),
        pytest.param(7, id="number"),
        pytest.param(b"\xff\xfe&region=%FF", id="bytes"),
        pytest.param([1, ("a",), ("b", "c", "d"), (None, None), ("q", object())], id="broken pairs"),
        pytest.param({"region": None, 3: "x", "q": {"deep": 1}}, id="broken mapping"),
        pytest.param(itertools.repeat(("region", "astana")), id="endless"),
        pytest.param("region=" + "x" * 2_000_000, id="huge value"),
        pytest.param("&".join(["a=1"] * 200_000), id="very many pairs"),
        pytest.param("%" * 5000, id="only percent signs"),
        pytest.param("from=" + "9" * 5000, id="number of 5000 digits"),
        pytest.param("min=" + "٣", id="digits of another script"),
    ],
)
def test_junk_is_read_without_error(junk: object) -> None:
    link = read_link(junk)

    assert read_link(link.filters.to_query()) == Link(link.filters)
    assert len(link.dropped) < 100


@pytest.mark.parametrize(
    ("query", "expected", "dropped"),
    [
        pytest.param("", Filters(), [], id="empty link"),
        pytest.param("?region=zhambyl&region=astana", Filters(region=("astana", "zhambyl")), [], id="repeated, sorted"),
        pytest.param("region=astana&region=Astana&region=+astana", Filters(region=("astana",)), [], id="once only"),
        pytest.param("from=2024&to=2019", Filters(year_from=2019, year_to=2024),
                     [("from", "2024–2019", "reversed_years")], id="reversed years"),
        pytest.param("min=9&max=1.5", Filters(minimum=Decimal("1.5"), maximum=Decimal(9)),
                     [("min", "9–1.5", "reversed_amounts")], id="reversed amounts"),
        pytest.param("year=2020", Filters(year_from=2020, year_to=2020), [], id="old key year"),
        pytest.param("year=2020&from=2019", Filters(year_to=2020),
                     [("from", "2019", "repeated"), ("from", "2020", "repeated")], id="old key against new"),
        pytest.param("level=central&level=all", Filters(),
                     [("level", "all", "repeated"), ("level", "central", "repeated")], id="one key, two answers"),
        pytest.param("level=all&level=all", Filters(level="all"), [], id="one key, same answer twice"),
        pytest.param("region=a,b", Filters(), [("region", "a,b", "unreadable")], id="comma list"),
        pytest.param("region=Тараз", Filters(), [("region", "Тараз", "unreadable")], id="Cyrillic slug"),
        pytest.param("region=" + "x" * 101, Filters(), [("region", "x" * 101, "too_long")], id="slug too long"),
        pytest.param("colour=red", Filters(), [("colour", "red", "unknown_key")], id="unknown key"),
        pytest.param("category=media.smm&category=sport", Filters(category=("media.smm",)),
                     [("category", "sport", "unknown_value")], id="unknown category"),
        pytest.param("measure=usd&lang=de&counted=some", Filters(),
                     [("counted", "some", "unknown_value"), ("lang", "de", "unknown_value"),
                      ("measure", "usd", "unknown_value")], id="unknown choices"),
        pytest.param("from=1200&to=abc", Filters(),
                     [("from", "1200", "out_of_range"), ("to", "abc", "unreadable")], id="impossible years"),
        pytest.param("page=0&page=100001", Filters(),
                     [("page", "0", "out_of_range"), ("page", "100001", "out_of_range")], id="page out of range"),
        pytest.param("min=-5&max=1.234", Filters(),
                     [("max", "1.234", "unreadable"), ("min", "-5", "unreadable")], id="impossible amounts"),
        pytest.param("min=44+000+000,50", Filters(minimum=Decimal("44000000.5")), [], id="amount typed by hand"),
        pytest.param("asof=2026-02-31-0a1b2c3d", Filters(),
                     [("asof", "2026-02-31-0a1b2c3d", "unreadable")], id="a day that never was"),
        pytest.param("q=%D0%A2%D0%B0%D1%80%D0%B0%D0%B7", Filters(q="Тараз"), [], id="Cyrillic q, encoded"),
        pytest.param("q=Тараз", Filters(q="Тараз"), [], id="Cyrillic q, raw"),
        pytest.param("q=c%2B%2B+и+%26", Filters(q="c++ и &"), [], id="plus as space and as plus"),
        pytest.param("q=%20a%0Ab%00", Filters(q="a b"), [], id="white space and control characters"),
        pytest.param("q=%F2%E0%F0", Filters(), [("q", "\ufffd" * 3, "unreadable")], id="q not in UTF-8"),
        pytest.param("q=%21%21", Filters(), [("q", "!!", "unreadable")], id="nothing to search for"),
        pytest.param("q=" + "я" * 121, Filters(), [("q", "я" * 119 + "…", "too_long")], id="q too long"),
        pytest.param("region=&q=&min=&page=+", Filters(), [], id="empty fields of a form"),
        pytest.param("a=1&amp;level=all", Filters(level="all"), [("a", "1", "unknown_key")], id="escaped ampersand"),
        pytest.param("utm_source=x&fbclid=1&gclid=2&yclid=3&ysclid=9&embed=true&embed_options=a&_=4&_ga=5&igsh=6",
                     Filters(), [], id="keys of others pass in silence"),
        pytest.param("sort=-amount_kzt&part=b&part=a&mode=screen&id=open-akimat",
                     Filters(id="open-akimat", sort="-amount_kzt", part=("a", "b"), mode="screen"), [], id="looks"),
    ],
)  # fmt: skip
def test_links_are_read_and_what_is_dropped_is_named(
    query: str, expected: Filters, dropped: list[tuple[str, str, str]]
) -> None:
    assert read_link(query) == Link(expected, tuple(Dropped(*one) for one in dropped))


def test_values_past_the_fiftieth_are_dropped_and_named() -> None:
    names = [f"s{number:02}" for number in range(52)]

    link = read_link([("system", name) for name in reversed(names)])

    assert link.filters.system == tuple(names[:50])
    assert link.dropped == (Dropped("system", "s50", "too_many"), Dropped("system", "s51", "too_many"))


def test_a_link_cut_by_its_length_says_so_and_keeps_no_half_value() -> None:
    link = read_link("region=astana&" + "q=abcd&" * 20_000)

    assert link.filters == Filters(region=("astana",), q="abcd")
    assert {one.why for one in link.dropped} == {"link_too_long"}


@pytest.mark.parametrize("method", ["get_all", "getlist"])
def test_mappings_of_web_frameworks_give_every_repeated_value(method: str) -> None:
    class Params(dict[str, str]):
        pass

    setattr(Params, method, lambda _, key: ["astana", "zhambyl"] if key == "region" else [])

    assert Filters.parse(Params(region="zhambyl")) == Filters(region=("astana", "zhambyl"))


@pytest.mark.parametrize(
    "query", ["region=astana&region=zhambyl", {"region": ["zhambyl", "astana"]}, b"region=astana&region=zhambyl"]
)
def test_every_form_of_query_is_the_same_link(query: object) -> None:
    assert Filters.parse(query) == Filters(region=("zhambyl", "astana", "astana"))


def test_keys_stand_in_the_order_of_the_grammar() -> None:
    filters = Filters(
        mode="screen", lang="ru", q="a b", year_from=2020, level="all", region=("b", "a"), minimum=Decimal("5.00")
    )

    assert filters.to_query() == "region=a&region=b&level=all&from=2020&min=5&q=a+b&lang=ru&mode=screen"
    assert {key.field for key in grammar.KEYS} == {field.name for field in fields(Filters)}


def test_old_keys_lead_to_present_ones() -> None:
    for old, present in grammar.MOVED_KEYS.items():
        assert old not in grammar.BY_NAME
        assert set(present) <= grammar.BY_NAME.keys()


@pytest.mark.parametrize(
    "change",
    [
        pytest.param({"region": ("Тараз",)}, id="no slug"),
        pytest.param({"level": "regional"}, id="unknown level"),
        pytest.param({"year_from": 20}, id="impossible year"),
        pytest.param({"minimum": Decimal(-1)}, id="negative amount"),
        pytest.param({"minimum": Decimal("NaN")}, id="no number"),
        pytest.param({"record": tuple(f"r{number}" for number in range(51))}, id="too many"),
        pytest.param({"q": "я" * 121}, id="long q"),
    ],
)
def test_filters_no_link_could_carry_are_refused(change: dict[str, object]) -> None:
    with pytest.raises(ValueError, match=f"^{next(iter(change)).replace('year_', '').replace('minimum', 'min')}"):
        Filters().with_(**change)


def test_a_change_goes_back_to_the_first_page_and_a_language_stays() -> None:
    filters = Filters(page=7, region=("astana",))

    assert filters.with_(region=("zhambyl", "astana", "astana")) == Filters(region=("astana", "zhambyl"))
    assert filters.with_(page=8).page == 8
    assert filters.with_(lang="kk").page == 7


def test_a_chip_takes_off_one_value_or_the_whole_key() -> None:
    filters = Filters(region=("astana", "zhambyl"), year_from=2020, level="all", page=3)

    assert filters.without("region", "astana") == Filters(region=("zhambyl",), year_from=2020, level="all")
    assert filters.without("region") == Filters(year_from=2020, level="all")
    assert filters.without("from", "2020").year_from is None
    assert filters.without("level").level == "local"


@given(all_filters())
def test_taking_off_every_chip_leaves_nothing_that_narrows(filters: Filters) -> None:
    for key, value in filters.active():
        filters = filters.without(key, value)

    assert filters.active() == []
    assert where(filters) == where(Filters())


def test_links_between_pages_keep_all_but_the_place_on_the_page() -> None:
    filters = Filters(id="x", region=("astana",), asof=ASOF, lang="kk", sort="a", page=2, part=("p",), mode="screen")

    assert filters.shared() == Filters(region=("astana",), asof=ASOF, lang="kk")
    assert filters.active() == [("region", "astana")]


def test_values_a_snapshot_does_not_know_are_dropped_and_named() -> None:
    filters = Filters(region=("astana", "atlantis"), need=("lamp",), customer=("anyone",), page=4)

    link = known(filters, Vocabulary(region=frozenset({"astana"}), need=frozenset()))

    assert link.filters == Filters(region=("astana",), customer=("anyone",), page=4)
    assert link.dropped == (Dropped("region", "atlantis", "unknown_value"), Dropped("need", "lamp", "unknown_value"))


def test_a_frozen_link_writes_its_defaults_out() -> None:
    link = frozen_link("/needs", Filters(), lang="kk", asof=ASOF, years=(2015, 2026))

    assert link == f"/needs?level=local&from=2015&to=2026&category=it&category=media&asof={ASOF}&lang=kk"


@given(all_filters(), st.none() | st.tuples(st.integers(2000, 2012), st.integers(2012, 2030)))
def test_a_frozen_link_reads_back_as_the_same_filters_pinned(filters: Filters, years: tuple[int, int] | None) -> None:
    address = urlsplit(frozen_link("needs", filters, lang="ru", asof=ASOF, years=years))
    read = read_link(address.query)
    pinned = dict(parse_qsl(address.query))

    asked = (filters.year_from, filters.year_to)
    for year, kept in zip(asked, (read.filters.year_from, read.filters.year_to), strict=True):
        assert kept == year if year is not None or years is None else kept is not None
    assert read.dropped == ()
    assert address.path == "/needs"
    assert (pinned["asof"], pinned["lang"], pinned["level"]) == (ASOF, "ru", filters.level)
    assert read.filters == filters.with_(
        category=filters.category or BRANCHES, lang="ru", asof=ASOF, page=filters.page,
        year_from=read.filters.year_from, year_to=read.filters.year_to,
    )  # fmt: skip


def test_every_category_is_in_exactly_one_headline_group() -> None:
    assert sorted(category for group in GROUPS.values() for category in group) == sorted(CATEGORIES)
    assert [group_of(one) for one in ("media.smm", "it.hardware", "it.video_surveillance", "it.gis")] == [
        "media", "cameras", "cameras", "software",
    ]  # fmt: skip
    with pytest.raises(ValueError, match="'media'"):
        group_of("media")


COLUMNS = {
    "record_id": "VARCHAR", "level": "VARCHAR", "region": "VARCHAR", "place": "VARCHAR", "year_from": "SMALLINT",
    "year_to": "SMALLINT", "category": "VARCHAR", "customer_id": "VARCHAR", "contractor_id": "VARCHAR",
    "system_id": "VARCHAR", "kind": "VARCHAR", "tier": "VARCHAR", "method": "VARCHAR", "amount_kzt": "DECIMAL(18,2)",
    "counted": "BOOLEAN", "split": "BOOLEAN", "search": "VARCHAR",
}  # fmt: skip
TITLES = ["Мониторинг СМИ", "Бұқаралық ақпарат", "Open Akimat 100%", "Қарағанды_жарық"]
SPANS = [(None, None), (2019, 2019), (2020, 2022), (2022, 2022), (2018, 2026), (2020, None), (None, 2021)]
Record = dict[str, object]


def made_records(random: Random, size: int) -> list[Record]:
    return [
        {
            "record_id": f"r{number}",
            "level": random.choice(["local", "central"]),
            "region": random.choice(["astana", "zhambyl", None]),
            "place": random.choice(["taraz", None]),
            "category": random.choice(["media.smm", "media.other", "it.gis", "it.hardware", None]),
            "customer_id": random.choice(["a", "b"]),
            "contractor_id": random.choice(["c", None]),
            "system_id": random.choice(["sergek", None]),
            "kind": random.choice(["contract", "plan"]),
            "tier": random.choice(["press", "audit"]),
            "method": random.choice(["ppp", "other", None]),
            "amount_kzt": random.choice([Decimal("0.00"), Decimal("10.50"), Decimal("999999999999.99"), None]),
            "counted": random.random() < 0.6,
            "search": fold(random.choice(TITLES)),
            **with_years(random),
        }
        for number in range(size)
    ]


def with_years(random: Random) -> Record:
    first, last = random.choice(SPANS)
    return {"year_from": first, "year_to": last, "split": None not in (first, last) and random.random() < 0.5}


RECORDS = made_records(Random(7), 300)
FIELD_COLUMNS = {
    "region": "region", "place": "place", "customer": "customer_id", "contractor": "contractor_id",
    "record": "record_id", "system": "system_id", "kind": "kind", "tier": "tier", "method": "method",
}  # fmt: skip


def in_years(record: Record, filters: Filters, over: str) -> bool:
    if filters.year_from is None and filters.year_to is None:
        return True
    if record["year_from"] is None or record["year_to"] is None:
        return False
    span = range(record["year_from"], record["year_to"] + 1)
    asked = range(filters.year_from or 0, (filters.year_to or 9999) + 1)
    touches = over == "records" and record["split"] and any(year in asked for year in span)
    return touches or all(year in asked for year in span)


def in_amounts(record: Record, filters: Filters) -> bool:
    amount = record["amount_kzt"]
    if filters.minimum is None and filters.maximum is None:
        return True
    low = Decimal(0) if filters.minimum is None else filters.minimum
    return amount is not None and low <= amount and (filters.maximum is None or amount <= filters.maximum)


def in_categories(record: Record, filters: Filters) -> bool:
    category = record["category"]
    return not filters.category or bool({category, str(category).split(".")[0]} & set(filters.category))


def stem(word: str) -> str:
    """Take off the vowels at a word's end, where five letters or more stay."""
    return word.rstrip("aeiouy") if len(word.rstrip("aeiouy")) >= 5 else word


def matches(record: Record, filters: Filters, over: str = "facts") -> bool:
    return bool(
        filters.level in ("all", record["level"])
        and all(
            not getattr(filters, field) or record[column] in getattr(filters, field)
            for field, column in FIELD_COLUMNS.items()
        )
        and in_years(record, filters, over)
        and in_amounts(record, filters)
        and in_categories(record, filters)
        and all(
            word in record["search"].split() if len(word) <= 2 else stem(word) in record["search"]
            for word in fold(filters.q).split()
        )
        and (filters.counted == "all" or record["counted"])
    )


@pytest.fixture(scope="module")
def table():
    connection = duckdb.connect()
    connection.execute(f"CREATE TABLE records ({', '.join(f'{name} {kind}' for name, kind in COLUMNS.items())})")
    marks = ", ".join("?" * len(COLUMNS))
    connection.executemany(
        f"INSERT INTO records VALUES ({marks})", [[record[name] for name in COLUMNS] for record in RECORDS]
    )
    yield connection
    connection.close()


def picked(table: duckdb.DuckDBPyConnection, filters: Filters, alias: str = "", **options: object) -> list[str]:
    condition = where(filters, prefix=alias, **options)
    sql = f"SELECT record_id FROM records {alias.rstrip('.')} WHERE {condition.sql}"
    return sorted(row[0] for row in table.execute(sql, list(condition.params)).fetchall())


def some(*values: str) -> st.SearchStrategy[tuple[str, ...]]:
    return st.just(()) | st.lists(st.sampled_from(values), max_size=3).map(tuple)


NARROW = st.builds(
    Filters,
    level=st.sampled_from(LEVELS),
    region=some("astana", "zhambyl", "nowhere"),
    place=some("taraz"),
    year_from=st.none() | st.integers(2017, 2023),
    year_to=st.none() | st.integers(2018, 2027),
    category=some("media", "it", "media.smm", "it.hardware", "it.other"),
    customer=some("a", "b"),
    contractor=some("c"),
    record=st.just(()) | st.lists(st.integers(0, 310).map("r{}".format), max_size=40).map(tuple),
    system=some("sergek"),
    need=some("lamp"),
    flag=some("f01"),
    kind=some("contract", "plan", "budget"),
    tier=some("press", "audit"),
    method=some("ppp", "other"),
    minimum=st.sampled_from([None, None, Decimal(0), Decimal("10.5")]),
    maximum=st.sampled_from([None, None, Decimal("10.49"), Decimal("999999999999.99")]),
    q=st.sampled_from(["", "", "smi", "monitoring смі", "akparat", "100%", "_", "karaganda' OR 1=1 --", "а"]).filter(
        lambda text: not text or bool(fold(text))
    ),
    counted=st.sampled_from(["", "all"]),
)


@settings(max_examples=250, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(filters=NARROW, alias=st.sampled_from(["", "r.", "r"]), over=st.sampled_from(["facts", "records"]))
def test_conditions_pick_what_plain_python_picks(
    table: duckdb.DuckDBPyConnection, filters: Filters, alias: str, over: str
) -> None:
    expected = sorted(str(record["record_id"]) for record in RECORDS if matches(record, filters, over))

    assert picked(table, filters, alias, over=over) == expected


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(filters=NARROW, key=st.sampled_from(["level", "region", "from", "to", "category", "min", "q", "counted"]))
def test_a_key_left_out_is_not_applied(table: duckdb.DuckDBPyConnection, filters: Filters, key: str) -> None:
    widened = filters.with_(level="all") if key == "level" else filters.without(key)
    widened = widened.with_(counted="all") if key == "counted" else widened

    assert picked(table, filters, leave_out=frozenset({key})) == picked(table, widened)


@pytest.mark.parametrize(
    ("filters", "options", "sql", "params"),
    [
        pytest.param(Filters(), {}, "level = ? AND counted", ("local",), id="defaults"),
        pytest.param(Filters(level="all"), {"counted_only": False}, "TRUE", (), id="nothing narrows"),
        pytest.param(Filters(level="all", counted="all"), {}, "TRUE", (), id="everything asked for"),
        pytest.param(Filters(), {"leave_out": frozenset({"level", "counted"})}, "TRUE", (), id="all left out"),
        pytest.param(
            Filters(level="all", category=("it", "media.smm", "media.tv_radio"), q="Ақша қайда"),
            {"prefix": "r.", "counted_only": False},
            "(starts_with(r.category, ?) OR r.category IN (?, ?)) AND contains(r.search, ?) AND contains(r.search, ?)",
            ("it.", "media.smm", "media.tv_radio", "aksha", "kaida"),
            id="categories and words, with an alias",
        ),
        pytest.param(
            Filters(level="all", counted="all", year_from=2024, year_to=2025),
            {"over": "records", "prefix": "r"},
            "((r.year_from >= ? AND r.year_to <= ?) OR (r.split AND r.year_from <= ? AND r.year_to >= ?))",
            (2024, 2025, 2025, 2024),
            id="years over records",
        ),
        pytest.param(
            Filters(level="all", counted="all", year_to=2025),
            {"over": "records"},
            "((year_from IS NOT NULL AND year_to <= ?) OR (split AND year_from <= ?))",
            (2025, 2025),
            id="an open end over records",
        ),
    ],
)
def test_condition_text(filters: Filters, options: dict[str, object], sql: str, params: tuple[object, ...]) -> None:
    assert where(filters, **options) == grammar.Where(sql, params)


@pytest.mark.parametrize(
    "options",
    [{"prefix": "r; DROP TABLE records; --"}, {"prefix": "r.x."}, {"leave_out": frozenset({"years"})}],
    ids=["statement as alias", "two dots", "no such key"],
)
def test_condition_refuses_a_wrong_call(options: dict[str, object]) -> None:
    with pytest.raises(ValueError, match="not an alias or not keys"):
        where(Filters(), **options)


def test_condition_refuses_a_table_it_does_not_know() -> None:
    with pytest.raises(ValueError, match="facts, records, not over 'spend'"):
        where(Filters(), over="spend")


@given(all_filters())
def test_condition_text_never_holds_a_value(filters: Filters) -> None:
    condition = where(filters, over="records")

    assert condition.sql.count("?") == len(condition.params)
    assert set(condition.sql) <= set(string.ascii_letters + string.digits + "_(),?=<> ")


def test_urlencode_of_params_is_the_query() -> None:
    filters = Filters(q="Тараз & co", region=("astana", "taraz"))

    assert urlencode(filters.to_params()) == filters.to_query()
