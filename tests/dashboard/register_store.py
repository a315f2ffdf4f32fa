"""A snapshot with a made-up register: real facts of the repository, and beside them contracts that never were.

Everything made up is marked: titles begin with MADE UP, parties are called so, contract ids begin at 900000000.
By hand: `python -m tests.dashboard.register_store FROM TO` publishes such a snapshot for a look in the browser.
"""

import json
import sys
from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from random import Random
from typing import Any

import polars as pl

from pipelines import publish, serving
from pipelines.folding import fold
from pipelines.schemas import CONTENT, HISTORY, OPEN_STAGES, group_of

Row = dict[str, Any]
Tables = dict[str, pl.DataFrame]

DAY = "2026-11-22"
YEARS = (2023, 2024, 2025, 2026)
ROOT_ID = 900_000_000
CENTS = Decimal("0.01")
PLACES = (
    ("astana", "astana"), ("almaty", "almaty"), ("zhambyl", "taraz"), ("zhambyl", None), ("abai", None),
    ("mangystau", "aktau"), ("shymkent", "shymkent"),
)  # fmt: skip
WORDS = {
    "media.monitoring": ("мониторинг СМИ", "мониторинг", "731219"),
    "media.info_order": ("освещение деятельности", "освещение деятельности", "581400"),
    "media.smm": ("SMM-сопровождение", "smm", "731111"),
    "it.support": ("техническая поддержка системы", "техподдержка", "620230"),
    "it.development": ("доработка информационной системы", "информационной системы", "620111"),
    "it.video_surveillance": ("видеонаблюдение улиц", "видеонаблюдение", "801020"),
}


def made_up_contracts(random: Random, count: int = 90) -> list[Row]:
    """Return records of the register, with what counting would say of them."""
    return [_contract(random, ROOT_ID + number) for number in range(count)]


def _contract(random: Random, root: int) -> Row:
    region, place = random.choice(PLACES)
    level = random.choices(["local", "central"], [5, 1])[0]
    category = random.choice(list(WORDS))
    signed = Decimal(random.randint(10**5, 9 * 10**9)) * CENTS
    first = random.choice(YEARS)
    last = min(first + random.choices([0, 1, 2], [5, 2, 1])[0], max(YEARS))
    state = random.choices(["in_force", "done", "ended_early"], [4, 4, 2])[0]
    paid = (signed * random.randint(0, 9) / 10).quantize(CENTS) if state == "ended_early" else None
    amount = signed if paid is None else paid
    why = random.choices([[], ["same_money"], ["adjacent"], ["covered_by_parts"]], [8, 1, 1, 1])[0]
    left = (amount * random.randint(0, 3) / 4).quantize(CENTS) if why == ["covered_by_parts"] else Decimal("0.00")
    counted = amount if not why else left
    buyer = f"made-up-buyer-{level}-{region}-{place or 'region'}"
    return {
        "record_id": f"register-{root}",
        "level": level,
        "tier": "register",
        "kind": "spent" if state == "ended_early" else "contract",
        "stage": "committed",
        "nature": "purchase",
        "state": state,
        "status": "350" if state == "ended_early" else "390",
        "adjacent": why == ["adjacent"],
        "counted": counted > 0,
        "disputed": False,
        "counted_kzt": counted,
        "not_counted_kzt": amount - counted,
        "not_counted_why": why,
        "counted_with": [],
        "customer_id": buyer,
        "contractor_id": random.choice(["made-up-supplier-1", "made-up-supplier-2", None]),
        "customer_as_written": f"MADE UP buyer of {place or region}",
        "contractor_private": False,
        "region": region,
        "place": place,
        "category": category,
        "category_evidence": list(WORDS[category][1:]),
        "headline_group": group_of(category),
        "title_ru": f"MADE UP: {WORDS[category][0]}",
        "title_original": f"MADE UP: {WORDS[category][0]} № {root}",
        "amount_kzt": amount,
        "amount_precision": "exact",
        "signed_kzt": signed if state == "ended_early" else None,
        "paid_kzt": paid if paid is not None else (signed / 2).quantize(CENTS),
        "year_from": first,
        "year_to": last,
        "year_kind": "one" if first == last else "several",
        "split": first < last and counted > 1 and root % 4 != 0,
        "year_inferred": False,
        "period_start": f"{first}-02-03",
        "period_end": f"{last}-12-31",
        "method": random.choice(["open_tender", "price_quotations", "single_source"]),
        "confidence": "high",
        "source_id": f"goszakup-{root}",
        "search": fold(f"made up {WORDS[category][0]} {buyer}"),
    }


def made_up_spend(random: Random, contracts: Iterable[Row]) -> list[Row]:
    """Return the lines in the years: a divided contract has one for each of its years."""
    return [line for one in contracts if one["counted"] for line in _lines(random, one)]


def _lines(random: Random, one: Row) -> list[Row]:
    first, last = one["year_from"], one["year_to"]
    whole = {"record_id": one["record_id"], "part": 0, "year_from": first, "year_to": last}
    if not one["split"]:
        year = first if first == last else None
        return [whole | {"year": year, "year_kind": one["year_kind"], "counted_kzt": one["counted_kzt"]}]
    years, left = list(range(first, last + 1)), one["counted_kzt"]
    lines = []
    for year in years:
        share = left if year == last else (left * random.randint(1, 6) / 10).quantize(CENTS)
        left -= share
        lines.append(
            whole
            | {"part": year, "year": year, "year_from": year, "year_to": year, "year_kind": "one", "counted_kzt": share}
        )
    return lines


def made_up_bridge(random: Random, contracts: Iterable[Row]) -> list[Row]:
    """Return where the register's rows went: `ours` are the contracts, the other steps are dice."""
    sums: defaultdict[tuple[Any, ...], list[Any]] = defaultdict(lambda: [0, Decimal("0.00")])
    for one in contracts:
        where = (one["customer_id"], one["level"], one["region"], one["place"], one["year_from"], one["year_to"])
        stated = one["amount_kzt"] if one["signed_kzt"] is None else one["signed_kzt"]
        _add(sums[*where, "ours"], 1, stated)
        for step, most in (("superseded", 2), ("not_concluded", 1), ("deleted", 1), ("held_back", 1)):
            count = random.randint(0, most)
            _add(sums[*where, step], count, stated * count)
    for region, _ in PLACES:
        for year in YEARS:
            count = random.randint(20, 400)
            _add(sums["local", "local", region, None, year, year, "other_topics"], count, count * Decimal("731250.40"))
            _add(sums["central", "central", region, None, year, year, "other_topics"], 9, Decimal("88000000.00"))
    _add(sums["unknown", None, None, None, None, None, "unknown_buyers"], 7, Decimal("3100000.00"))
    _add(sums["local", "local", None, None, 2025, 2025, "unknown_buyers"], 2, Decimal("400000.50"))
    return [_bridge_row(key, *told) for key, told in sums.items() if told[0]]


def _add(sums: list[Any], rows: int, kzt: Decimal) -> None:
    sums[0] += rows
    sums[1] += kzt


def _bridge_row(key: tuple[Any, ...], rows: int, kzt: Decimal) -> Row:
    customer, level, region, place, first, last, step = key
    span = "unknown" if first is None else str(first) if first == last else f"{first}-{last}"
    return {
        "customer_id": customer, "region_key": region or "unknown", "span": span, "step": step, "level": level,
        "region": region, "place": place, "year_from": first, "year_to": last, "rows": rows, "sum_kzt": kzt,
    }  # fmt: skip


def made_up_open_items(random: Random, count: int = 45) -> list[Row]:
    """Return planned and announced purchases around the snapshot's day."""
    return [_open_item(random, number) for number in range(count)]


def _open_item(random: Random, number: int) -> Row:
    region, place = random.choice(PLACES)
    level = random.choices(["local", "central"], [6, 1])[0]
    category = random.choice(list(WORDS))
    stage = OPEN_STAGES[number % 2]
    day = random.randint(1, 28)
    announced = {
        "announcement": f"{ROOT_ID + number}-1",
        "published_on": f"2026-11-{min(day, 20):02d}",
        "bids_until": random.choice([f"2026-11-{day:02d} 18:00:00", f"2026-12-{day:02d} 09:30:00", None]),
        "remarks_until": random.choice([f"2026-11-{day:02d} 12:00:00", None]),
    }
    return {
        "item_id": f"made-up-{number}",
        "stage": stage,
        "level": level,
        "customer_id": f"made-up-buyer-{level}-{region}-{place or 'region'}",
        "customer_as_written": f"MADE UP buyer of {place or region}",
        "region": region,
        "place": place,
        "category": category,
        "category_evidence": list(WORDS[category][1:]),
        "headline_group": group_of(category),
        "title_ru": f"MADE UP: {WORDS[category][0]}",
        "title_original": f"MADE UP: {WORDS[category][0]} № {number}",
        "amount_kzt": random.choice([Decimal(random.randint(10**5, 10**9)) * CENTS] * 9 + [None]),
        "method": random.choice(["open_tender", "price_quotations", "single_source", None]),
        "year": 2026 if stage == "announced" else random.choice([2026, 2027]),
        "month": random.choice([None, *range(1, 13)]) if stage == "planned" else None,
        "status_id": "210",
        "url": f"https://goszakup.gov.kz/ru/announce/index/{ROOT_ID + number}",
        "search": fold(f"made up {WORDS[category][0]} {region}"),
        **(announced if stage == "announced" else {}),
    }


def frame_of(name: str, rows: Iterable[Mapping[str, Any]]) -> pl.DataFrame:
    """Put rows into the columns of a published table; what a row lacks is missing."""
    schema = {column: dtype.dtype for column, dtype in CONTENT[name].columns().items()}
    return pl.DataFrame([{column: row.get(column) for column in schema} for row in rows], schema=schema)


def made_up_tables(base: Tables, *, loaded: bool) -> Tables:
    """Put a made-up register beside published tables.

    Args:
        base: Content tables of a snapshot.
        loaded: Say that the register was read for every region and year of the made-up contracts.
    """
    random = Random(7)
    contracts = made_up_contracts(random)
    added = {
        "records": contracts,
        "spend": made_up_spend(random, contracts),
        "bridge": made_up_bridge(random, contracts),
        "open_items": made_up_open_items(random),
        "parties": _parties(contracts),
        "sources": [_source(one) for one in contracts],
    }
    tables = base | {
        name: pl.concat([base[name].select(frame_of(name, rows).columns), frame_of(name, rows)])
        for name, rows in added.items()
    }
    for name in added:
        tables[name] = tables[name].sort(CONTENT[name].primary_key(), nulls_last=True)
        CONTENT[name].validate(tables[name])
    if loaded:
        tables["region_years"] = tables["region_years"].with_columns(coverage=pl.lit("loaded"))
    return tables


def _parties(contracts: Iterable[Row]) -> list[Row]:
    buyers = {one["customer_id"]: one for one in contracts}
    rows = [
        {"party_id": party, "is_customer": True, "is_contractor": False, "level": one["level"], "region": one["region"],
         "place": one["place"]}
        for party, one in sorted(buyers.items())
    ]  # fmt: skip
    rows += [
        {"party_id": party, "is_customer": False, "is_contractor": True}
        for party in ("made-up-supplier-1", "made-up-supplier-2")
    ]
    name = {f"{form}_{lang}": None for form in ("name", "short") for lang in ("en", "ru", "kk")}
    return [
        row
        | {one: f"MADE UP {row['party_id'].removeprefix('made-up-')}" for one in name}
        | {"known_by": "bin", "variants": [], "source_ids": []}
        for row in rows
    ]


def _source(one: Row) -> Row:
    root = one["record_id"].removeprefix("register-")
    return {
        "source_id": one["source_id"],
        "url": f"https://goszakup.gov.kz/ru/egzcontract/cpublic/show/{root}",
        "publisher": "Портал государственных закупок",
        "title": f"000000000000/{one['year_from'] % 100}0001/{int(root) % 3:02d}",
        "date": one["period_start"],
        "lang": "ru",
        "address_known": True,
    }


def read_tables(folder: Path) -> Tables:
    """Read the content tables of a published snapshot."""
    return {name: pl.read_parquet(folder / "tables" / f"{name}.parquet") for name in CONTENT}


def publish_with_register(base: Path, root: Path, *, loaded: bool = False) -> Path:
    """Publish a snapshot with a made-up register by the real publishing code.

    Args:
        base: Folder of a snapshot of the real facts.
        root: Folder of snapshots to publish into.
        loaded: Say that the register was read for every region and year.
    """
    folder = publish.temporary_folder(root)
    described = publish.write_tables(folder / "tables", made_up_tables(read_tables(base), loaded=loaded))
    past = {name: pl.read_parquet(base / "history" / f"{name}.parquet") for name in HISTORY}
    history = publish.write_tables(folder / "history", past)
    content = publish.content_sha256(described)
    manifest = json.loads((base / "manifest.json").read_text(encoding="utf-8")) | {
        "id": f"{DAY}-{content[:8]}",
        "content_sha256": content,
        "made_at": datetime.fromisoformat(DAY).replace(tzinfo=UTC).isoformat(),
        "tables": described,
        "history": history,
    }
    (folder / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    serving.build_serving_file(folder)
    return publish.put_in_place(root, folder, manifest["id"])


if __name__ == "__main__":
    made = publish_with_register(Path(sys.argv[1]), Path(sys.argv[2]), loaded="loaded" in sys.argv[3:])
    sys.stdout.write(f"{made}\n")
