"""Finds what buyers plan or announce of our topics and have no contract for yet."""

import polars as pl

from pipelines.register.meaning import Classify
from pipelines.register.store import Store
from pipelines.transform.register.facts import CANDIDATES
from pipelines.transform.register.purchases import both
from pipelines.transform.register.wording import titles

# A lot that failed, was refused or cancelled is bought no more under this number.
GIVEN_UP = (370, 410, 430)
APPROVED = (2, 5)
ANNOUNCEMENT_PAGE = "https://goszakup.gov.kz/ru/announce/index/{}?tab=lots"

TYPED = ("ru", "kk", "more_ru", "more_kk", "name_ru", "name_kk")
"""What was typed of a purchase in two languages, the most telling first."""

# All rows of a contract that stands: a supplement need not name again what its base was made for.
CONTRACTED = """
    SELECT c.announcement_id, c.lot_ids, c.plan_ids FROM contracts c JOIN decided d USING (id)
    WHERE d.chain IN (SELECT chain FROM decided WHERE step IN ('live', 'held_back'))
"""
OPEN_LOT = f"NOT deleted AND coalesce(status_id, 0) NOT IN {GIVEN_UP}"
LOTS = f"""
WITH contracted AS ({CONTRACTED})
SELECT 'lot-' || id AS item_id, 'announced' AS stage, customer_bin,
       description_ru AS ru, description_kk AS kk, announcement_ru AS more_ru, announcement_kk AS more_kk,
       name_ru, name_kk,
       []::VARCHAR[] AS codes, amount_kzt, method_id, NULL::SMALLINT AS year, NULL::TINYINT AS month,
       announcement_number AS announcement, published AS published_on, discussion_until AS remarks_until,
       coalesce(repeat_until, bids_until) AS bids_until, status_id, announcement_id
FROM lots
WHERE {OPEN_LOT}
  AND NOT EXISTS (FROM (SELECT unnest(lot_ids) AS lot FROM contracted) WHERE lot = lots.id)
  AND NOT EXISTS (FROM contracted c WHERE len(c.lot_ids) = 0 AND c.announcement_id = lots.announcement_id)
"""
PLANS = f"""
WITH contracted AS ({CONTRACTED}),
     latest AS (FROM plans QUALIFY row_number() OVER (PARTITION BY root_id ORDER BY id DESC) = 1)
SELECT 'plan-' || root_id AS item_id, 'planned' AS stage, customer_bin,
       extra_ru AS ru, extra_kk AS kk, name_ru AS more_ru, name_kk AS more_kk, desc_ru AS name_ru, desc_kk AS name_kk,
       CASE WHEN enstru IS NULL THEN [] ELSE [enstru] END AS codes, amount_kzt, method_id, year,
       CASE WHEN month_id BETWEEN 1 AND 12 THEN month_id END::TINYINT AS month,
       NULL::VARCHAR AS announcement, NULL::VARCHAR AS published_on, NULL::VARCHAR AS remarks_until,
       NULL::VARCHAR AS bids_until, status_id, NULL::BIGINT AS announcement_id
FROM latest
WHERE NOT deleted AND coalesce(is_active, TRUE) AND status_id IN {APPROVED} AND year >= ?
  AND root_id NOT IN (SELECT p.root_id FROM plans p WHERE p.id IN (SELECT unnest(plan_ids) FROM contracted))
"""
# A plan point whose lot failed or was cancelled is only planned again.
ANNOUNCED = f"""
  AND root_id NOT IN (
    SELECT p.root_id FROM plans p WHERE p.id IN (SELECT unnest(plan_ids) FROM lots WHERE {OPEN_LOT}))
"""


def keep_open_items(store: Store, classify: Classify) -> None:
    """Write the table `open_items` of the store anew; plans count from the last year that was read."""
    if not store.has("decided"):
        return
    items = open_items(store, classify, int(store.note("last_year") or 0))
    with store.transaction():
        store.run("DROP TABLE IF EXISTS open_items")
        store.insert("open_items", items)


def open_items(store: Store, classify: Classify, year: int) -> pl.DataFrame:
    """Return planned and announced purchases of our topics without a contract, columns of CANDIDATES.

    Args:
        store: The working store, contracts decided.
        classify: Finds the topic of many purchases at once.
        year: Plans of this budget year and later ones.
    """
    found = []
    if store.has("lots"):
        found.append(store.frame(LOTS))
    if store.has("plans"):
        found.append(store.frame(PLANS + (ANNOUNCED if store.has("lots") else ""), year))
    told = [_ours(rows, classify) for rows in found]
    return pl.concat(told).sort("item_id") if told else pl.DataFrame(schema=CANDIDATES)


def _ours(rows: pl.DataFrame, classify: Classify) -> pl.DataFrame:
    asked = rows.with_columns(
        texts=pl.concat_list(
            both("ru", "kk"), both("more_ru", "more_kk"), both("name_ru", "name_kk")
        ).list.drop_nulls(),
        codes=pl.col("codes").list.drop_nulls(),
    )
    ours = classify(asked).filter(pl.col("category").is_not_null())
    chosen = [titles(one) for one in ours.select(TYPED).iter_rows()]
    return ours.with_columns(
        pl.Series("title_ru", [one.ru for one in chosen], pl.String),
        pl.Series("title_kk", [one.kk for one in chosen], pl.String),
        pl.Series("title_original", [one.original for one in chosen], pl.String),
        url=pl.when(pl.col("announcement_id").is_not_null()).then(pl.format(ANNOUNCEMENT_PAGE, "announcement_id")),
    ).select(pl.col(name).cast(kind) for name, kind in CANDIDATES.items())
