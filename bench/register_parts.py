"""Writes made-up raw parts of the register, as many rows as asked for, to measure the transform with.

Every row is marked by system numbers that can't exist; parts go to a temporary folder only.
"""

from decimal import Decimal
from pathlib import Path

import numpy as np
import polars as pl

from pipelines.sources.goszakup.rows import CONTRACTS, SUBJECTS

OURS = 0.03
FIRST_ID = 1_000_000
TOPICS = (
    ("Услуги по размещению информационных материалов в СМИ", "БАҚ-та ақпараттық материалдарды жариялау қызметі"),
    (
        "Сопровождение и техническая поддержка информационной системы",
        "Ақпараттық жүйені сүйемелдеу және техникалық қолдау",
    ),
    ("Приобретение компьютеров и оргтехники", "Компьютерлер мен ұйымдастыру техникасын сатып алу"),
    ("Мониторинг СМИ и социальных сетей", "БАҚ пен әлеуметтік желілерге мониторинг жүргізу"),
)
OTHERS = (
    ("Капитальный ремонт здания средней школы", "Орта мектеп ғимаратын күрделі жөндеу"),
    ("Услуги по техническому обслуживанию автомобилей", "Көліктерге техникалық қызмет көрсету"),
    ("Канцелярские товары: бумага офисная", "Кеңсе тауарлары: кеңсе қағазы"),
    (
        "Разработка проектно-сметной документации на строительство дороги",
        "Жол салуға жобалау-сметалық құжаттама әзірлеу",
    ),
    ("Услуги по организации питания обучающихся", "Білім алушыларды тамақтандыруды ұйымдастыру қызметі"),
    ("Медицинские изделия: шприц одноразовый", "Медициналық бұйымдар: бір реттік шприц"),
    ("Текущий ремонт кровли", "Шатырды ағымдағы жөндеу"),
    ("Поставка угля каменного", "Тас көмір жеткізу"),
    ("Лекарственные средства", "Дәрілік заттар"),
    ("Услуги по вывозу мусора", "Қоқыс шығару қызметі"),
    ("Продукты питания для детского сада", "Балабақшаға арналған азық-түлік"),
    ("Договор №39", "Шарт №39"),
)
BUYERS, FIRST_BUYER = 4_000, 100_040_000_000
SUPPLIERS, FIRST_SUPPLIER = 50_000, 200_040_000_000


def write(folder: Path, rows: int, rows_a_part: int = 250_000, seed: int = 7) -> None:
    """Write parts with `rows` contract rows, every fifth of them a supplement, and the buyers and suppliers."""
    contracts, subjects = folder / "contracts", folder / "subjects"
    contracts.mkdir(parents=True, exist_ok=True)
    subjects.mkdir(parents=True, exist_ok=True)
    bodies().write_parquet(subjects / "00000001-bench.parquet", compression="zstd")
    for number, first in enumerate(range(0, rows, rows_a_part), start=2):
        part = made_up(first, min(rows_a_part, rows - first), seed)
        part.write_parquet(contracts / f"{number:08d}-bench.parquet", compression="zstd", row_group_size=65_536)


def changed(rows: int, share: float, seed: int = 11) -> pl.DataFrame:
    """Return a share of the same rows, scattered over all of them, with more paid than before."""
    chosen = np.sort(np.random.default_rng(seed).choice(rows, size=int(rows * share), replace=False))
    more = (pl.col("paid_vat_kzt") + Decimal(1)).cast(pl.Decimal(18, 2))
    return _rows(chosen, 7).with_columns(paid_vat_kzt=more)


def bodies() -> pl.DataFrame:
    """Return buyers in all regions, akimats' bodies for the most part, and suppliers."""
    number = pl.col("n")
    prefixes = ["10", "11", "15", "19", "23", "27", "31", "33", "35", "39", "43", "47", "55", "59", "61", "62", "63"]
    kato = pl.lit(prefixes).list.get(number % len(prefixes)) + "1010000"
    buyers = pl.select(n=pl.int_range(BUYERS)).select(
        bin=(number + FIRST_BUYER).cast(pl.String),
        name_ru=pl.when(number % 10 == 9)
        .then(pl.format("РГУ «Департамент юстиции № {}»", number))
        .otherwise(pl.format("КГУ «Средняя школа № {}» отдела образования города", number)),
        kato=kato,
        is_customer=pl.lit(value=True),
    )
    suppliers = pl.select(n=pl.int_range(SUPPLIERS)).select(
        bin=(number + FIRST_SUPPLIER).cast(pl.String),
        name_ru=pl.format("ТОО «Учебная фирма {}»", number),
        kato=pl.lit(None, pl.String),
        is_customer=pl.lit(value=False),
    )
    told = pl.concat([buyers, suppliers]).with_row_index("pid")
    return told.select(
        (pl.col(name) if name in told.columns else pl.lit(None, kind)).cast(kind).alias(name)
        for name, kind in SUBJECTS.items()
    )


def made_up(first: int, rows: int, seed: int) -> pl.DataFrame:
    """Return rows number `first` and on, the same whenever they are asked for."""
    return _rows(np.arange(first, first + rows), seed)


def _rows(index: np.ndarray, seed: int) -> pl.DataFrame:
    noise = (index * 2654435761 + seed) % 2**32 / 2**32
    supplement = index % 5 == 4
    chain = index - supplement
    ours = (chain * 40503 % 10_007) / 10_007 < OURS
    pick = chain // 7
    ru = [TOPICS[p % 4][0] if o else OTHERS[p % len(OTHERS)][0] for p, o in zip(pick, ours, strict=True)]
    kk = [TOPICS[p % 4][1] if o else OTHERS[p % len(OTHERS)][1] for p, o in zip(pick, ours, strict=True)]
    buyer = FIRST_BUYER + chain * 7919 % BUYERS
    tiyn = (noise * 90_000_000).astype(np.int64) + 1_000_000
    year = 2016 + chain * 31 % 11
    base = pl.DataFrame(
        {
            "id": FIRST_ID + index,
            "root_id": FIRST_ID + chain,
            "ru": ru,
            "kk": kk,
            "customer_bin": buyer.astype(str),
            "year": year,
            "tiyn": tiyn,
            "supplement": supplement,
            "ours": ours,
            "chain_no": chain,
        }
    )
    replaced = pl.col("chain_no") % 5 == 3
    money = (pl.col("tiyn").cast(pl.Decimal(20, 2)) / 100).cast(pl.Decimal(18, 2))
    told = {
        "id": pl.col("id"),
        "root_id": pl.col("root_id"),
        "number": pl.format(
            "{}/{}{}/0{}",
            "customer_bin",
            pl.col("year") % 100,
            pl.col("chain_no").cast(pl.String).str.zfill(9),
            pl.col("supplement").cast(pl.Int8),
        ),
        "status_id": pl.when(replaced & ~pl.col("supplement")).then(455).otherwise(390),
        "type_id": pl.col("supplement").cast(pl.Int8) + 1,
        "deleted": pl.lit(value=False),
        "customer_bin": pl.col("customer_bin"),
        "supplier": (pl.col("chain_no") % SUPPLIERS + FIRST_SUPPLIER).cast(pl.String),
        "supplier_is_person": pl.col("chain_no") % 3 == 0,
        "fin_year": pl.col("year"),
        "currency": pl.lit("KZT"),
        "sum_kzt": money,
        "sum_vat_kzt": money,
        "paid_vat_kzt": money,
        "signed": pl.format("{}-03-01 10:00:00", "year"),
        "method_id": pl.lit(3),
        "announcement_ru": pl.format("{} на {} год", "ru", "year"),
        "description_ru": pl.format(
            "{} (лот {}, объект {})", "ru", pl.col("chain_no") % 100_003, pl.col("chain_no") % 1_009
        ),
        "description_kk": pl.col("kk"),
        "unit_codes": pl.concat_list(
            pl.when("ours").then(pl.lit("620920.000.000001")).otherwise(pl.lit("101313.000.000000"))
        ),
        "unit_texts": pl.concat_list(pl.col("ru")),
        "page": pl.lit("bench"),
    }
    empty: dict[str, list[int]] = {"plan_ids": [], "lot_ids": [], "years": []}
    columns = [
        (told[name] if name in told else pl.lit(empty.get(name), dtype=kind)).cast(kind).alias(name)
        for name, kind in CONTRACTS.items()
    ]
    return base.select(columns)
