"""Takes out of the working store what a run publishes of the register."""

from collections.abc import Callable, Mapping

import polars as pl

from pipelines.folding import fold
from pipelines.register.store import Store
from pipelines.transform.register.facts import (
    BRIDGE_ROWS,
    CANDIDATES,
    HELD_BACK,
    READ,
    SUBJECTS,
    VERSIONS,
    RegisterFacts,
)
from pipelines.transform.register.purchases import PURCHASES
from pipelines.transform.register.wording import clean

WHERE_ROWS_WENT = """
SELECT d.customer_bin, d.year_from, d.year_to,
       CASE WHEN d.step <> 'live' THEN d.step WHEN p.id IS NULL THEN 'other_topics' ELSE 'ours' END AS step,
       count(*) AS rows, sum(d.sum_kzt) AS sum_kzt
FROM decided d LEFT JOIN purchases p USING (id)
GROUP BY ALL ORDER BY ALL
"""
NAMED = """
SELECT bin, name_ru, name_kk, full_ru, full_kk, kato, legal_form FROM subjects
WHERE bin IN (SELECT customer_bin FROM decided UNION SELECT supplier FROM purchases
              UNION SELECT customer_bin FROM open_items UNION SELECT bin FROM readings)
ORDER BY bin
"""
ROWS_OF_OURS = "SELECT id, chain FROM decided WHERE chain IN (SELECT chain FROM purchases) ORDER BY id"
HELD = """
SELECT d.id, c.number, c.status_id, c.currency, d.why, d.sum_kzt
FROM decided d JOIN contracts c USING (id) WHERE d.step = 'held_back' ORDER BY d.id
"""


def register_facts(store: Store) -> RegisterFacts:
    """Return what the store holds, worked out; nothing where the register was never read."""
    if not store.has("decided"):
        return RegisterFacts()
    last_year = store.note("last_year")
    subjects = _shown(store, store.frame(NAMED)) if store.has("subjects") else pl.DataFrame(schema=SUBJECTS)
    names = subjects.select(pl.coalesce("name_ru", "name_kk")).to_series()
    return RegisterFacts(
        purchases=_in_form(store.frame("FROM purchases ORDER BY chain"), PURCHASES),
        bridge=_in_form(store.frame(WHERE_ROWS_WENT), BRIDGE_ROWS),
        subjects=subjects,
        folded=dict(_kept(store, "folds", names, fold).iter_rows()),
        versions=_in_form(store.frame(ROWS_OF_OURS), VERSIONS),
        held_back=_in_form(store.frame(HELD), HELD_BACK),
        read=_in_form(store.frame("FROM readings ORDER BY bin"), READ),
        whole=store.note("mode") == "all",
        last_year=int(last_year) if last_year else None,
        open_items=_in_form(store.frame("FROM open_items ORDER BY item_id"), CANDIDATES),
    )


def _shown(store: Store, typed: pl.DataFrame) -> pl.DataFrame:
    """Give participants the names that they are shown under: the full one, else the short one."""
    forms = {"name_ru": ("full_ru", "name_ru"), "name_kk": ("full_kk", "name_kk")}
    texts = pl.concat([typed[name] for names in forms.values() for name in names])
    shown = _kept(store, "cleaned", texts, clean)
    found = {
        name: typed.select(typed=name).join(shown, on="typed", how="left", maintain_order="left")["shown"]
        for names in forms.values()
        for name in names
    }
    named = typed.with_columns(
        pl.select(pl.coalesce(found[full], found[short])).to_series().alias(name)
        for name, (full, short) in forms.items()
    )
    return _in_form(named, SUBJECTS)


def _kept(store: Store, table: str, texts: pl.Series, make: Callable[[str], str | None]) -> pl.DataFrame:
    """Return what is made of texts; it is made once and kept, for that costs more than all around it."""
    known = store.frame(f"FROM {table}")
    text, made = known.columns
    missing = texts.drop_nulls().unique().sort()
    new = missing.filter(~missing.is_in(known[text].implode()))
    if new.is_empty():
        return known
    added = pl.DataFrame({text: new, made: pl.Series([make(one) for one in new], dtype=pl.String)})
    store.insert(table, added)
    return pl.concat([known, added])


def _in_form(rows: pl.DataFrame, schema: Mapping[str, pl.DataType]) -> pl.DataFrame:
    return rows.select(pl.col(name).cast(kind) for name, kind in schema.items())
