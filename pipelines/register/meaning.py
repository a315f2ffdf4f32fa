"""Works out, of what the store holds, which row of each contract speaks and which contracts are our topic.

A first run works out everything; later runs only the chains that were touched. Two passes: chains are decided over a
few narrow columns, in portions of whole chains; then the texts of live rows stream by and the topic is found. A killed
run starts its passes again: what was touched is forgotten only with the last commit.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import polars as pl

from pipelines.register.store import IS_CONTRACT, Store
from pipelines.transform.register import chains
from pipelines.transform.register.purchases import purchases_of

# Raise it when a rule changes what was worked out: chains, titles, promises, or how search folds words. Then all is
# done anew.
RULES = "2"
ROWS_A_PORTION = 1_000_000
TEXTS_AT_ONCE = 65_536

Classify = Callable[[pl.DataFrame], pl.DataFrame]
"""Adds category, score, words, decided_by to a frame with the columns texts and codes."""

FindMany = Callable[[Iterator[pl.DataFrame]], Iterator[pl.DataFrame]]
"""Batches of live rows → their purchases, in the same order."""
MANY_ROWS = 400_000


@dataclass(frozen=True, slots=True)
class Worked:
    """What a run worked out anew: whether everything, how many chains and how many of them are our topic."""

    everything: bool
    chains: int
    purchases: int


def work_out(store: Store, classify: Classify, vocabulary: str, find_many: FindMany | None = None) -> Worked:
    """Bring `decided` and `purchases` up to date with what was taken in.

    Args:
        store: The working store, parts taken in.
        classify: Finds the topic of many purchases at once.
        vocabulary: Hash of the vocabularies; when it changed, everything is worked out again.
        find_many: Finds the purchases of many batches at once, on all cores; used where everything is worked out and
            there is enough of it.
    """
    if not store.has("contracts"):
        return Worked(everything=False, chains=0, purchases=0)
    rules = f"{RULES} {vocabulary}"
    everything = store.note("rules") != rules or not store.has("purchases")
    if everything:
        _alias_everything(store)
    else:
        _alias_touched(store)
    _decide(store, everything=everything)
    many = find_many if everything and store.count("contracts") >= MANY_ROWS else None
    found = _find_topics(store, many or _one_by_one(classify), classify, rules, everything=everything)
    return Worked(everything, store.count("(SELECT DISTINCT chain FROM decided)" if everything else "work"), found)


def _alias_everything(store: Store) -> None:
    run = store.run
    with store.transaction():
        run("DELETE FROM aliases")
        run("DELETE FROM cleaned")
        run("DELETE FROM folds")
        roots = store.frame(
            "SELECT DISTINCT root_id, number_key AS base FROM contracts WHERE number_key IN "
            "(SELECT number_key FROM contracts GROUP BY number_key HAVING min(root_id) <> max(root_id))"
        )
        store.insert("aliases", chains.aliases(roots))


def _alias_touched(store: Store) -> None:
    """Widen the touched roots to whole chains, as they were and as they are now."""
    run = store.run
    run("CREATE OR REPLACE TEMP TABLE near AS SELECT DISTINCT root_id FROM touched")
    size = 0
    while size < (size := store.count("near")):
        run(
            "CREATE OR REPLACE TEMP TABLE near AS FROM near UNION "
            "SELECT root_id FROM contracts WHERE number_key IN "
            "(SELECT number_key FROM contracts WHERE root_id IN (FROM near)) UNION "
            "SELECT root_id FROM aliases WHERE chain IN "
            "(SELECT coalesce(a.chain, n.root_id) FROM near n LEFT JOIN aliases a USING (root_id))"
        )
    roots = store.frame(
        "SELECT DISTINCT root_id, number_key AS base FROM contracts "
        "WHERE root_id IN (FROM near) AND number_key IS NOT NULL"
    )
    with store.transaction():
        run(
            "CREATE OR REPLACE TABLE work AS SELECT root_id AS chain FROM near UNION "
            "SELECT chain FROM aliases WHERE root_id IN (FROM near)"
        )
        # A run killed after this must find the chains that these roots leave, too.
        run("INSERT INTO touched SELECT chain FROM work")
        run("DELETE FROM aliases WHERE root_id IN (FROM near)")
        store.insert("aliases", chains.aliases(roots))


def _decide(store: Store, *, everything: bool) -> None:
    run = store.run
    with store.transaction():
        if everything:
            run("DROP TABLE IF EXISTS decided")
        else:
            run("DELETE FROM decided WHERE chain IN (FROM work)")
        for rows in _portions(store, everything=everything):
            if rows.height:
                store.insert("decided", decided(rows))


NARROW = f"""
SELECT c.id, c.root_id, coalesce(a.chain, c.root_id) AS chain, c.number, c.status_id,
       c.deleted OR c.id IN (SELECT try_cast(object_id AS BIGINT) FROM gone WHERE {IS_CONTRACT}) AS deleted,
       c.currency, c.sum_vat_kzt, c.paid_vat_kzt, c.customer_bin, c.year_from, c.year_to
FROM contracts c LEFT JOIN aliases a USING (root_id)
"""


def _portions(store: Store, *, everything: bool) -> Iterator[pl.DataFrame]:
    known = "FROM deletions" if store.has("deletions") else "SELECT '' AS object_id, '' AS service WHERE FALSE"
    narrow = f"WITH gone AS ({known}) {NARROW}"
    if not everything:
        yield store.frame(f"{narrow} WHERE coalesce(a.chain, c.root_id) IN (FROM work)")
        return
    portions = store.count("contracts") // ROWS_A_PORTION + 1
    for portion in range(portions):
        yield store.frame(f"{narrow} WHERE coalesce(a.chain, c.root_id) % {portions} = {portion}")


def decided(rows: pl.DataFrame) -> pl.DataFrame:
    """Decide whole chains and say under which buyer and years each of their rows is accounted for.

    Args:
        rows: What `chains.decide` needs, with customer_bin, year_from and year_to.

    Returns:
        One row per contract row: id, chain, step, why, customer_bin, year_from, year_to (of the row that speaks for
        the chain) and sum_kzt (tenge with VAT as stated in the row; 0 for other currencies and where none is stated).
    """
    told = chains.decide(rows)
    stands = pl.col("step").is_in([chains.LIVE, chains.HELD_BACK])
    rank = stands.cast(pl.Int64) * chains.ID_ROOM * 10**6 + pl.col("version") * chains.ID_ROOM + pl.col("id")
    speaks = told.with_columns(rank=rank).filter(pl.col("rank") == pl.col("rank").max().over("chain"))
    in_tenge = pl.col("currency").fill_null(chains.TENGE) == chains.TENGE
    return (
        told.drop("customer_bin", "year_from", "year_to")
        .join(speaks.select("chain", "customer_bin", "year_from", "year_to"), on="chain", validate="m:1")
        .with_columns(sum_kzt=pl.when(in_tenge).then("sum_vat_kzt").fill_null(0).cast(pl.Decimal(18, 2)))
        .select("id", "chain", "step", "why", "customer_bin", "year_from", "year_to", "sum_kzt")
    )


LIVE_ROWS = f"""
SELECT d.chain, d.year_from AS span_from, d.year_to AS span_to,
       c.* EXCLUDE (root_id, parent_id, type_id, deleted, created, row_hash, number_key, year_from, year_to)
FROM contracts c JOIN decided d USING (id) WHERE d.step = '{chains.LIVE}'
"""


def _one_by_one(classify: Classify) -> FindMany:
    return lambda batches: (purchases_of(rows, classify) for rows in batches)


def _find_topics(store: Store, find: FindMany, classify: Classify, rules: str, *, everything: bool) -> int:
    run = store.run
    found = 0
    with store.transaction():
        if everything:
            run("DROP TABLE IF EXISTS purchases")
            store.insert("purchases", purchases_of(store.frame(f"{LIVE_ROWS} LIMIT 0"), classify))
        else:
            run("DELETE FROM purchases WHERE chain IN (FROM work)")
        ours = LIVE_ROWS if everything else f"{LIVE_ROWS} AND d.chain IN (FROM work)"
        for purchases in find(store.batches(ours, TEXTS_AT_ONCE)):
            found += purchases.height
            store.insert("purchases", purchases)
        run("DELETE FROM touched")
        store.leave_note("rules", rules)
    return found
