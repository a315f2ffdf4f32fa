"""Purchases of the register as records: ids, places, money, persons; and beside what was kept by hand, counted once."""

from decimal import Decimal
from typing import Any

import polars as pl
import pytest

from pipelines.errors import CheckFailed
from pipelines.folding import fold
from pipelines.reconcile import READ_SINCE, UNPAID, reconcile
from pipelines.schemas import CONTENT
from pipelines.transform.register.facts import BRIDGE_ROWS, READ, SUBJECTS, RegisterFacts
from pipelines.transform.register.promised import promised
from pipelines.transform.register.purchases import PURCHASES
from pipelines.transform.tables import build, build_all, held_back
from tests.asked_for import CORRECTIONS, asked_for
from tests.pipelines.running import OPEN_AKIMAT, facts_plus, facts_with, real_row, real_rows

TARAZ, REGION, MINISTRY, NAMELESS = "000140000001", "000140000002", "000140000003", "000140000004"
KNOWN_BUYER, SUPPLIER, KNOWN_SUPPLIER = "021140001671", "000240000001", "041040000059"
BY_HAND = 9523423
SPENDING = "curated/spending.jsonl"

Row = dict[str, Any]


def purchase(chain: int, **said: Any) -> Row:
    """A purchase of our topics; what is not said of it is missing."""
    plain = {
        "chain": chain,
        "id": chain,
        "number": f"{TARAZ}/{chain:06d}/00",
        "status_id": 190,
        "customer_bin": TARAZ,
        "supplier": SUPPLIER,
        "supplier_is_person": False,
        "category": "it.support",
        "score": Decimal("0.95"),
        "title_ru": "Сопровождение сайта",
        "title_original": "Сопровождение сайта",
        "search": "soprovozhdenie saita",
        "sum_vat_kzt": Decimal("100.00"),
        "paid_vat_kzt": Decimal("40.00"),
        "year_from": 2024,
        "year_to": 2024,
        "signed": "2024-02-06 12:00:00",
        "valid_until": "2024-12-31 00:00:00",
        "changed": "2024-03-01 10:00:00",
        "method_id": 3,
    }
    lists = {name: [] for name, kind in PURCHASES.items() if isinstance(kind, pl.List)}
    return lists | plain | said


def subject(bin_: str, name_ru: str, kato: str | None = None, **said: Any) -> Row:
    return {"bin": bin_, "name_ru": name_ru, "kato": kato} | said


SUBJECT_ROWS = [
    subject(TARAZ, 'КГУ "Отдел цифровизации акимата города Тараз"', "311010000"),
    subject(REGION, "Управление цифровых технологий акимата Жамбылской области", "311010000"),
    subject(MINISTRY, "Министерство культуры и информации Республики Казахстан", "711010000"),
    subject(NAMELESS, "ТОО Нечто", "311010000"),
    subject(KNOWN_BUYER, "ГУ Отдел чего-то другого", "311010000"),
    subject(SUPPLIER, "ТОО Арай", name_kk="«Арай» ЖШС"),
]


def register(*purchases: Row, aside: tuple[Row, ...] = (), **more: Any) -> RegisterFacts:
    """What the register brings: these purchases, and rows that stayed on the way."""
    steps = [
        {
            "customer_bin": one["customer_bin"],
            "year_from": one["year_from"],
            "year_to": one["year_to"],
            "step": "ours",
            "rows": 1,
            "sum_kzt": one["sum_vat_kzt"],
        }
        for one in purchases
    ]
    return RegisterFacts(
        purchases=pl.DataFrame(list(purchases), schema=PURCHASES),
        bridge=pl.DataFrame([*steps, *aside], schema=BRIDGE_ROWS),
        subjects=pl.DataFrame(SUBJECT_ROWS, schema=SUBJECTS),
        **more,
    )


@pytest.fixture(scope="module")
def facts():
    return facts_with({})


def record_of(tables, record_id="register-1"):
    (record,) = tables["records"].filter(record_id=record_id).rows(named=True)
    return record


def party_of(tables, party_id):
    (party,) = tables["parties"].filter(party_id=party_id).rows(named=True)
    return party


YEAR_LINES = [
    {"year": 2024, "sum_kzt": Decimal("60.00"), "paid_kzt": Decimal("30.00")},
    {"year": 2025, "sum_kzt": Decimal("40.00"), "paid_kzt": Decimal("10.00")},
]
MANY = (
    purchase(1),
    purchase(2, customer_bin=REGION),
    purchase(3, customer_bin=MINISTRY),
    purchase(4, customer_bin=NAMELESS),
    purchase(5, customer_bin="000140000999"),
    purchase(6, status_id=350, paid_vat_kzt=Decimal("40.00")),
    purchase(7, status_id=390),
    purchase(8, supplier=None, supplier_is_person=True),
    purchase(9, supplier="000240000009"),
    purchase(11, year_to=2025, years=YEAR_LINES),
    purchase(12, year_to=2025, years=YEAR_LINES, sum_vat_kzt=Decimal("100.01")),
    purchase(13, year_to=2025),
    purchase(14, year_to=2025, years=YEAR_LINES, status_id=340, paid_vat_kzt=Decimal("40.00")),
    purchase(15, year_to=2025, years=YEAR_LINES, status_id=340, paid_vat_kzt=Decimal("41.00")),
    purchase(16, year_from=None, year_to=None),
    purchase(17, customer_bin=KNOWN_BUYER, supplier=KNOWN_SUPPLIER),
    purchase(18, id=1018, number=f"{TARAZ}/000018/02", score=Decimal("0.75"), method_id=999),
    purchase(19, ended="2024-05-05 00:00:00", score=Decimal("0.60")),
)


@pytest.fixture(scope="module")
def tables(facts):
    return build(facts, register(*MANY))


def test_every_table_is_as_published(tables):
    for name in ("records", "spend", "parties", "bridge", "open_items", "sources", "region_years"):
        assert CONTENT[name].validate(tables[name]).height == tables[name].height


def test_purchases_of_buyers_whose_level_or_region_cannot_be_told_are_no_records(tables):
    ids = set(tables["records"]["record_id"])

    assert {f"register-{one['chain']}" for one in MANY} - ids == {"register-4", "register-5"}
    assert tables["bridge"].filter(step="unknown_buyers")["rows"].sum() == 2


@pytest.mark.parametrize(
    ("record_id", "told"),
    [
        pytest.param("register-1", ("local", "zhambyl", "taraz"), id="a body of a town"),
        pytest.param("register-2", ("local", "zhambyl", None), id="a body of the whole region that sits in the town"),
        pytest.param("register-3", ("central", "astana", None), id="a ministry"),
        pytest.param("register-17", ("local", "astana", None), id="what people wrote of a buyer wins over its code"),
    ],
)
def test_level_and_place_are_the_buyers(tables, record_id, told):
    record = record_of(tables, record_id)

    assert (record["level"], record["region"], record["place"]) == told


@pytest.mark.parametrize(
    ("record_id", "told"),
    [
        pytest.param("register-1", ("in_force", "contract", "100.00", None, "100.00"), id="in force"),
        pytest.param("register-7", ("done", "contract", "100.00", None, "100.00"), id="done"),
        pytest.param("register-6", ("ended_early", "spent", "40.00", "100.00", "40.00"), id="ended early"),
    ],
)
def test_what_a_contract_counts_with(tables, record_id, told):
    record = record_of(tables, record_id)
    state, kind, amount, signed, counted = told

    assert (record["state"], record["kind"]) == (state, kind)
    assert record["amount_kzt"] == Decimal(amount)
    assert record["signed_kzt"] == (signed and Decimal(signed))
    assert record["counted_kzt"] == Decimal(counted)


@pytest.mark.parametrize(
    ("record_id", "lines", "kind", "inferred"),
    [
        pytest.param("register-1", [(2024, "100.00")], "one", False, id="one year"),
        pytest.param("register-11", [(2024, "60.00"), (2025, "40.00")], "several", False, id="its lines add up"),
        pytest.param("register-12", [(None, "100.01")], "several", False, id="its lines lack a tiyn"),
        pytest.param("register-13", [(None, "100.00")], "several", True, id="no lines: the end is inferred"),
        pytest.param(
            "register-14", [(2024, "30.00"), (2025, "10.00")], "several", False, id="ended early: what was paid"
        ),
        pytest.param("register-15", [(None, "41.00")], "several", False, id="ended early, paid lines do not add up"),
        pytest.param("register-16", [(None, "100.00")], "unknown", False, id="no year"),
    ],
)
def test_the_money_of_several_years_is_divided_only_where_the_contract_divides_it(
    tables, record_id, lines, kind, inferred
):
    spend = tables["spend"].filter(record_id=record_id)
    record = record_of(tables, record_id)

    assert spend.select("year", "counted_kzt").rows() == [(year, Decimal(tenge)) for year, tenge in lines]
    assert (record["year_kind"], record["year_inferred"], record["split"]) == (kind, inferred, len(lines) > 1)


@pytest.mark.parametrize(
    ("record_id", "method", "confidence", "end"),
    [
        pytest.param("register-1", "price_quotations", "high", "2024-12-31", id="known way, surely ours"),
        pytest.param("register-18", "other", "medium", "2024-12-31", id="unknown way, likely ours"),
        pytest.param("register-19", "price_quotations", "low", "2024-05-05", id="ended before its day"),
    ],
)
def test_words_of_a_record(tables, record_id, method, confidence, end):
    record = record_of(tables, record_id)

    assert (record["method"], record["confidence"]) == (method, confidence)
    assert (record["period_start"], record["period_end"]) == ("2024-02-06", end)
    assert (record["tier"], record["nature"], record["status"]) == ("register", "purchase", "190")


def test_parties_are_known_by_their_number(tables):
    record = record_of(tables)

    assert (record["customer_id"], record["contractor_id"]) == (f"bin-{TARAZ}", f"bin-{SUPPLIER}")
    assert party_of(tables, f"bin-{TARAZ}")["name_ru"] == 'КГУ "Отдел цифровизации акимата города Тараз"'
    assert party_of(tables, f"bin-{SUPPLIER}")["name_kk"] == "«Арай» ЖШС"
    assert party_of(tables, "bin-000240000009")["name_ru"] == "BIN 000240000009"


def test_parties_known_by_hand_keep_their_names_and_ids(tables, facts):
    record = record_of(tables, "register-17")
    (by_hand,) = [row for row in facts.of("customers.jsonl") if row.bin == KNOWN_BUYER]

    assert (record["customer_id"], record["contractor_id"]) == (by_hand.id, f"bin-{KNOWN_SUPPLIER}")
    assert party_of(tables, by_hand.id)["name_ru"] == by_hand.name_ru


def test_a_person_is_a_flag_and_never_a_party(tables):
    record = record_of(tables, "register-8")

    assert (record["contractor_private"], record["contractor_id"], record["contractor_as_written"]) == (
        True,
        None,
        None,
    )


def test_the_search_finds_title_buyer_and_supplier(tables):
    for words in ("сопровождение сайта", "Отдел цифровизации", "Arai"):
        assert fold(words) in record_of(tables)["search"]


def test_one_citation_a_contract_with_its_page_on_the_portal(tables):
    cited = tables["sources"].filter(pl.col("source_id").str.starts_with("goszakup-"))

    assert sorted(cited["source_id"]) == sorted(f"goszakup-{one['id']}" for one in MANY if one["chain"] not in (4, 5))
    assert cited.filter(source_id="goszakup-1018").select("url", "date", "title").rows() == [
        ("https://goszakup.gov.kz/ru/egzcontract/cpublic/show/1018", "2024-03-01", f"{TARAZ}/000018/02")
    ]


def test_no_table_holds_a_mark_of_a_person(facts):
    person = purchase(1, supplier=None, supplier_is_person=True)
    built = build(facts, register(person))

    for name, table in built.items():
        for column in table.select(pl.col(pl.String)).columns:
            assert not table[column].str.contains(r"person:[0-9a-f]{16}").any(), f"{name}.{column}"


def test_the_account_of_the_register_adds_up(facts):
    aside = tuple(
        {
            "customer_bin": TARAZ,
            "year_from": 2024,
            "year_to": 2024,
            "step": step,
            "rows": rows,
            "sum_kzt": Decimal(tenge),
        }
        for step, rows, tenge in [
            ("superseded", 3, 300),
            ("other_topics", 5, 500),
            ("held_back", 1, 7),
            ("deleted", 2, 0),
        ]
    )
    built = build(facts, register(*MANY, aside=aside))

    (account,) = [one for one in reconcile(facts, built) if one.dataset == "goszakup"]

    assert (account.rows_in, account.rows_published, account.rows_quarantined) == (len(MANY) + 11, len(MANY) - 2, 1)
    assert account.rows_aside == {"superseded": 3, "deleted": 2, "other_topics": 5, "unknown_buyers": 2}
    assert account.tenge_in == sum(one["sum_vat_kzt"] for one in MANY) + 807
    assert account.not_counted == {
        UNPAID: Decimal("179.00"),
        "superseded": Decimal(300),
        "other_topics": Decimal(500),
        "held_back": Decimal(7),
        "unknown_buyers": Decimal(200),
    }


def _a_tiyn_more(record_id):
    more = pl.when(record_id=record_id).then(pl.lit(Decimal("0.01"), pl.Decimal(18, 2))).otherwise(Decimal(0))
    return (pl.col("counted_kzt") + more).cast(pl.Decimal(18, 2))


@pytest.mark.parametrize(
    ("break_it", "words"),
    [
        pytest.param(
            lambda tables: {"records": tables["records"].filter(pl.col("record_id") != "register-1")},
            "rows came in",
            id="row",
        ),
        pytest.param(
            lambda tables: {"records": tables["records"].with_columns(_a_tiyn_more("register-1"))},
            "tenge came in",
            id="tiyn",
        ),
        pytest.param(
            lambda tables: {"bridge": tables["bridge"].with_columns(pl.col("rows") + 1)}, "rows came in", id="step"
        ),
    ],
)
def test_what_is_lost_on_the_way_stops_the_run(facts, tables, break_it, words):
    with pytest.raises(CheckFailed, match=f"goszakup: .* {words}"):
        reconcile(facts, tables | break_it(tables))


def kept_by_hand(**said):
    return purchase(BY_HAND, customer_bin=KNOWN_BUYER, supplier=KNOWN_SUPPLIER, **said)


def test_a_contract_kept_by_hand_counts_once_with_the_money_of_the_register(facts):
    built = build(
        facts, register(kept_by_hand(category="it.development", title_ru="Иное", sum_vat_kzt=Decimal("77.00")))
    )
    record, row = record_of(built, f"register-{BY_HAND}"), facts.of("register.jsonl")[0]

    assert (record["amount_kzt"], record["counted_kzt"]) == (Decimal("77.00"), Decimal("77.00"))
    assert (record["category"], record["headline_group"]) == ("media.info_order", "media")
    assert (record["title_ru"], record["title_kk"], record["title_en"]) == (row.title_ru, row.title_kk, row.title_en)
    assert fold(row.title_en) in record["search"]
    assert record["source_id"] == f"goszakup-{BY_HAND}"


def test_its_old_sum_stands_in_the_account_of_the_file_as_read_since(facts):
    built = build(facts, register(kept_by_hand(sum_vat_kzt=Decimal("77.00"))))

    accounts = {one.dataset: one for one in reconcile(facts, built)}

    assert accounts["register_facts"].not_counted == {READ_SINCE: Decimal("39850000.01")}
    assert accounts["register_facts"].counted == {}
    assert accounts["goszakup"].counted == {"local": Decimal("77.00")}


MERGE = {"party_id": "akimat-aktau", "bin": TARAZ, "why": "same address", "decided_on": "2026-11-22"}


def test_a_decision_puts_a_number_to_a_body_kept_by_hand():
    built = build_all(facts_plus("curated/party_merges.jsonl", MERGE), register(purchase(1)))
    record = record_of(built.tables)

    assert record["customer_id"] == "akimat-aktau"
    assert (record["region"], record["place"]) == ("mangystau", "aktau")
    assert party_of(built.tables, "akimat-aktau")["bin"] == TARAZ
    assert built.tables["parties"].filter(party_id=f"bin-{TARAZ}").is_empty()
    assert not any("akimat-aktau" in words for words in built.unresolved)


def test_a_decision_puts_a_number_to_a_supplier_that_reports_name():
    report = real_row(SPENDING, OPEN_AKIMAT) | {
        "id": "new-report",
        "contractor": "ТОО «Нежданное»",
        "contractor_id": None,
    }
    spending = facts_plus(SPENDING, report)
    (party,) = build(spending)["records"].filter(record_id="new-report")["contractor_id"]

    merges = "curated/party_merges.jsonl"
    decided = facts_with(
        {merges: [MERGE | {"party_id": party, "bin": SUPPLIER}], SPENDING: [*real_rows(SPENDING), report]}
    )
    built = build_all(decided, register(purchase(1)))

    assert record_of(built.tables)["contractor_id"] == party
    assert (party_of(built.tables, party)["bin"], party_of(built.tables, party)["name_ru"]) == (SUPPLIER, "ТОО Арай")
    assert not any(party in words for words in built.unresolved)


@pytest.mark.parametrize(
    "named", [{"root_id": 1}, {"contract_number": f"{TARAZ}/000001"}], ids=["by its root", "by its number"]
)
def test_a_report_linked_to_a_contract_by_a_decision_counts_once(facts, named):
    link = {"record_id": OPEN_AKIMAT, "decision": "same", "why": "same contract", "decided_on": "2026-11-22"} | named
    contract = register(purchase(1, sum_vat_kzt=Decimal("78500000.00")))

    alone = build(facts, contract)
    linked = build_all(facts_plus("curated/links.jsonl", link), contract)

    report, told = record_of(linked.tables, OPEN_AKIMAT), record_of(linked.tables)
    assert not any("000001" in words or " 1:" in words for words in linked.unresolved)
    assert (told["counted_kzt"], report["counted_kzt"]) == (Decimal("78500000.00"), Decimal("0.00"))
    assert report["not_counted_why"] == ["same_money"]
    assert record_of(alone, OPEN_AKIMAT)["counted_kzt"] == report["amount_kzt"]


def test_a_year_that_was_read_is_loaded_though_nothing_was_bought_in_it(facts):
    read = pl.DataFrame([(TARAZ, 2024), (REGION, 2024)], schema=READ, orient="row")
    built = build(facts, register(purchase(1), read=read, last_year=2031))

    coverage = dict(built["region_years"].filter(region="zhambyl").select("year", "coverage").iter_rows())

    assert {year for year, told in coverage.items() if told == "loaded"} == set(range(2024, 2032))
    assert set(built["region_years"].filter(coverage="loaded")["region"]) == {"zhambyl"}


HELD = {"id": 5, "number": "n", "status_id": 190, "currency": "KZT", "sum_kzt": None}


@pytest.mark.parametrize(
    ("row", "field", "came"),
    [
        pytest.param({"why": "unknown_status", "status_id": 999}, "status_id", "999", id="status"),
        pytest.param({"why": "unknown_status", "status_id": None}, "status_id", "nothing", id="no status"),
        pytest.param({"why": "foreign_currency", "currency": "USD"}, "currency", "USD", id="currency"),
        pytest.param({"why": "no_sum"}, "sum_vat_kzt", "nothing", id="no sum"),
    ],
)
def test_a_contract_held_back_says_what_is_wrong(row, field, came):
    table = held_back(pl.DataFrame([HELD | row]))

    assert table.select("dataset", "line", "field", "came").rows() == [("goszakup", 5, field, came)]


def test_promises_read_out_of_contracts_stand_beside_those_kept_by_hand(facts):
    told = promised(["Ведение страниц в Instagram: не менее 30 постов в месяц"])

    tables = build(facts, register(purchase(1, promises=told), purchase(2)))

    read = tables["promises"].filter(origin="read")
    assert read.select("about_id", "unit", "value", "per", "bound", "source_id").rows() == [
        ("register-1", "post", Decimal(30), "month", "minimum", "goszakup-1")
    ]
    assert tables["promises"].filter(origin="hand").height == len(facts.of("promises.jsonl"))
    assert set(read["source_id"]) <= set(tables["sources"]["source_id"])


def test_a_request_about_a_contract_of_the_register_disputes_it():
    asked = facts_with({CORRECTIONS: [asked_for(about={"record": "register-2"})]})

    tables = build(asked, register(purchase(1), purchase(2)))

    assert tables["records"].filter("disputed")["record_id"].to_list() == ["register-2"]
