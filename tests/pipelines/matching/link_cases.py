"""Reports, contracts and parties of the matching tests, each written as one plain case with what differs."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

import polars as pl

from pipelines.schemas import Parties, Records
from pipelines.sources.links import LinkRow
from pipelines.transform.counting import count
from pipelines.transform.frames import frame
from pipelines.transform.matching import Links, link

RELATIONS = dict.fromkeys(("from_id", "to_id", "relation", "why"), pl.String)
PLAIN = {
    "level": "local",
    "kind": "contract",
    "nature": "purchase",
    "adjacent": False,
    "customer_id": "digital-taraz",
    "contractor_id": "bereke-soft",
    "contractor_private": False,
    "region": "zhambyl",
    "place": "taraz",
    "category": "it.appeals_platform",
    "amount_precision": "exact",
    "year_from": 2020,
    "year_to": 2020,
    "confidence": "high",
}
REPORT = PLAIN | {"record_id": "report", "tier": "press", "state": "unknown", "amount_kzt": 62_803_571}
CONTRACT = PLAIN | {
    "record_id": "register-77",
    "tier": "register",
    "state": "in_force",
    "amount_kzt": 62_803_571,
    "customer_id": "bin-100000000001",
    "contractor_id": "bin-200000000002",
}
PARTIES = (
    {"party_id": "digital-taraz", "name_ru": "Отдел цифровизации города Тараз", "party_type": "department"},
    {"party_id": "akimat-taraz", "name_ru": "Акимат города Тараза", "party_type": "akimat"},
    {"party_id": "centre-taraz", "name_ru": "КГУ «Центр цифры акимата Тараза»", "party_type": "akimat"},
    {"party_id": "housing-taraz", "name_ru": "Отдел ЖКХ города Тараз", "party_type": "department"},
    {"party_id": "bereke-soft", "name_ru": "ТОО «Береке Софт»", "party_type": "company"},
    {"party_id": "medialand", "name_ru": "ТОО «Medialand»", "party_type": "company"},
    {"party_id": "dala-press", "name_ru": "ТОО «Дала Пресс»", "party_type": "company"},
    {"party_id": "numbered", "name_ru": "ТОО «Береке Софт»", "party_type": "company", "bin": "299999999999"},
    {
        "party_id": "bin-100000000001",
        "name_ru": 'КГУ "Отдел цифровизации города Тараза"',
        "bin": "100000000001",
        "party_type": "department",
    },
    {
        "party_id": "bin-200000000002",
        "name_ru": 'Товарищество с ограниченной ответственностью "БЕРЕКЕ-СОФТ"',
        "name_kk": '"Береке-Софт" ЖШС',
        "bin": "200000000002",
        "party_type": "company",
    },
    {"party_id": "bin-200000000003", "name_ru": "АО «Береке Софт»", "bin": "200000000003", "party_type": "company"},
    {"party_id": "bin-200000000004", "name_ru": "ТОО «Медиаленд»", "bin": "200000000004", "party_type": "company"},
    {"party_id": "bin-200000000005", "name_ru": "ТОО «Береке Софтт»", "bin": "200000000005", "party_type": "company"},
)


def records(rows: Iterable[dict[str, Any]]) -> pl.DataFrame:
    laid = [row | {"amount_kzt": _tenge(row["amount_kzt"]), "paid_kzt": _tenge(row.get("paid_kzt"))} for row in rows]
    return frame(laid, Records)


def _tenge(value: int | str | None) -> Decimal | None:
    return None if value is None else Decimal(value)


def parties() -> pl.DataFrame:
    return frame([{"variants": [], "source_ids": []} | row for row in PARTIES], Parties)


def relations(lines: Iterable[str] = ()) -> pl.DataFrame:
    rows = [(start, end, word, "because") for start, word, end in map(str.split, lines)]
    return pl.DataFrame(rows, schema=RELATIONS, orient="row")


def links(
    reports: Iterable[dict[str, Any]] = ({},),
    contracts: Iterable[dict[str, Any]] = ({},),
    known: Iterable[str] = (),
    decisions: Iterable[LinkRow] = (),
) -> Links:
    """Match plain reports and contracts; each case says only what differs from the plain one."""
    return link(
        records(REPORT | one for one in reports),
        records(CONTRACT | one for one in contracts),
        parties(),
        relations(known),
        decisions,
    )


def joined_pairs(found: Links) -> set[tuple[str, str, str]]:
    return set(found.relations.select("from_id", "relation", "to_id").iter_rows())


def doubts_of(found: Links) -> dict[tuple[str, str], set[str]]:
    rows = found.review.select("record_id", "contract_id", "doubts").iter_rows()
    return {(record, contract): set(words.split("; ")) for record, contract, words in rows}


def counted(report: dict[str, Any], contract: dict[str, Any]) -> dict[str, Decimal]:
    """Match one report and one contract and count both, as the nightly run does."""
    found = links([report], [contract])
    both = records([REPORT | report, CONTRACT | contract])
    rows = count(both, found.relations).filter("counted").select("record_id", "counted_kzt")
    return dict(rows.iter_rows())
