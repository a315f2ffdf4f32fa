"""Parts of the register written for tests, and stores that took them in."""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import polars as pl

from pipelines.register.meaning import work_out
from pipelines.register.store import KEYS, Store
from pipelines.sources.goszakup.rows import SCHEMAS

BUYER = "000140000001"
IN_MEMORY = Path(":memory:")
SAYS_NOTHING: dict[str, Any] = {"supplier_is_person": False, "customer_bin": BUYER, "fin_year": 2024, "deleted": False}


def row_of(resource: str, **said: Any) -> dict[str, Any]:
    """A row of a resource; what it does not say is missing."""
    schema = SCHEMAS[resource]
    missing = {name: [] if isinstance(kind, pl.List) else None for name, kind in schema.items()}
    return missing | {name: value for name, value in SAYS_NOTHING.items() if name in schema} | said


def part(folder: Path, resource: str, seq: int, rows: Iterable[Mapping[str, Any]]) -> Path:
    """Write one part, as the reading of the portal leaves it."""
    path = folder / "parts" / resource / f"{seq:08d}-window.parquet"
    path.parent.mkdir(parents=True, exist_ok=True)
    told = [row_of(resource, **row) for row in rows]
    pl.DataFrame(told, schema=SCHEMAS[resource], orient="row").write_parquet(path)
    return path


def parts_in(folder: Path, resource: str) -> list[Path]:
    return sorted((folder / "parts" / resource).glob("*"))


def take_all(store: Store, folder: Path) -> None:
    for resource in KEYS:
        store.take_in(resource, parts_in(folder, resource))


def classify_by_code(frame: pl.DataFrame) -> pl.DataFrame:
    """Stands for the classifier: a purchase with the code «our» is of our topics."""
    ours = pl.col("codes").list.contains("our")
    return frame.with_columns(
        category=pl.when(ours).then(pl.lit("it.support")),
        score=pl.when(ours).then(0.9).otherwise(0.0),
        words=pl.lit([], dtype=pl.List(pl.String)),
        decided_by=pl.when(ours).then(pl.col("codes")).otherwise(pl.lit([], dtype=pl.List(pl.String))),
    )


def worked(store: Store, vocabulary: str = "v") -> None:
    work_out(store, classify_by_code, vocabulary)


def content(store: Store, tables: Sequence[str] = ("decided", "purchases")) -> dict[str, list[tuple[Any, ...]]]:
    """What the store worked out, in an order of its own."""
    return {name: sorted(store.frame(f"FROM {name}").rows(), key=repr) for name in tables if store.has(name)}
