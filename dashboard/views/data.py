"""What a snapshot holds: its tables, what is known of each region and year, where rows and tenge went, its inputs."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final

from dashboard import snapshots
from dashboard.filters import Filters
from dashboard.store import Row, Store
from pipelines.schemas import CONTENT, HISTORY

RUNS_SHOWN: Final = 14


@dataclass(frozen=True)
class TableFacts:
    """One published table: rows, bytes of its Parquet file, and that file's SHA-256."""

    name: str
    rows: int
    bytes: int
    sha256: str


@dataclass(frozen=True)
class Account:
    """Where rows and tenge of one input went; `tenge_in` is missing for inputs without money.

    Rows read are rows published, held back and set aside (rows of the register that are no record of ours). Tenge read
    are tenge counted (by level) and not counted (by reasons, codes with "; " between them).
    """

    dataset: str
    rows_in: int
    rows_published: int
    rows_quarantined: int
    rows_aside: int
    tenge_in: Decimal | None
    counted: Mapping[str, Decimal]
    not_counted: Mapping[str, Decimal]


@dataclass(frozen=True)
class Known:
    """What is known of one region: for each year the code of coverage and the records that touch it.

    `undated` are the records of the region whose year no source gives.
    """

    region: str
    years: Mapping[int, tuple[str, int]]
    undated: int


@dataclass(frozen=True)
class DataView:
    """Everything that the data page shows, read from the snapshot and its manifest.

    Attributes:
        snapshot_id: Id of the snapshot.
        made_at: Moment of publishing, ISO text in UTC.
        previous_id: The snapshot before, where there is one.
        content_sha256: The hash that the id begins with.
        code_version: Version of the code that made it.
        schema_version: Version of the tables' form.
        tables: Content tables, then history tables.
        years: Years of the coverage grid, in order.
        known: Rows of the grid.
        whole_country: Local records that belong to no one region, outside the grid.
        accounts: Where rows and tenge went, by input.
        datasets: Rows of the datasets table.
        inputs: File → source, sha256, rows.
        held_back: Rows of the quarantine table.
        cited: Publications and register entries cited.
        without_address: Of them, those whose address is not known.
        runs: Rows of the diary of nightly runs, the newest first, as far as this edition knows.
        moved: Regions whose counted tenge the last publishing run changed: region, level, before and after; all of
            them, with nothing before, for the first edition.
    """

    snapshot_id: str
    made_at: str
    previous_id: str | None
    content_sha256: str
    code_version: str
    schema_version: str
    tables: tuple[TableFacts, ...]
    years: tuple[int, ...]
    known: tuple[Known, ...]
    whole_country: int
    accounts: tuple[Account, ...]
    datasets: tuple[Row, ...]
    inputs: Mapping[str, Mapping[str, Any]]
    held_back: tuple[Row, ...]
    cited: int
    without_address: int
    runs: tuple[Row, ...] = ()
    moved: tuple[Row, ...] = ()


def build(store: Store, _filters: Filters) -> DataView:
    """Read what a snapshot holds; the link's filters play no part.

    Raises:
        LookupError: The store is no published snapshot.
    """
    snapshot = snapshots.find(store.folder.parent, store.folder.name)
    if snapshot is None:
        raise LookupError(f"{store.folder} is no published snapshot")
    manifest = snapshot.manifest
    known = _known(store)
    cited = store.one("SELECT count(*) AS cited, count(*) FILTER (WHERE NOT address_known) AS unknown FROM sources")
    return DataView(
        snapshot_id=snapshot.id,
        made_at=manifest["made_at"],
        previous_id=manifest["previous_id"],
        content_sha256=manifest["content_sha256"],
        code_version=manifest["code_version"],
        schema_version=manifest["schema_version"],
        tables=_tables(manifest),
        years=tuple(sorted({year for one in known for year in one.years})),
        known=known,
        whole_country=store.one("SELECT count(*) AS n FROM records WHERE level = 'local' AND region = 'national'")["n"],
        accounts=tuple(_account(one) for one in manifest["accounts"]),
        datasets=tuple(store.rows("SELECT * FROM datasets ORDER BY dataset")),
        inputs=manifest["inputs"],
        held_back=tuple(store.rows("SELECT * FROM quarantine ORDER BY dataset, file, line")),
        cited=cited["cited"],
        without_address=cited["unknown"],
        runs=tuple(store.rows("SELECT * FROM runs ORDER BY run_id DESC LIMIT ?", [RUNS_SHOWN])),
        moved=_moved(store) if "run_regions" in manifest["history"] else (),
    )


def _tables(manifest: Mapping[str, Any]) -> tuple[TableFacts, ...]:
    described = {**manifest["tables"], **manifest["history"]}
    return tuple(TableFacts(name, **described[name]) for name in (*CONTENT, *HISTORY) if name in described)


def _account(one: Mapping[str, Any]) -> Account:
    tenge_in = one["tenge_in"]
    return Account(
        dataset=one["dataset"],
        rows_in=one["rows_in"],
        rows_published=one["rows_published"],
        rows_quarantined=one["rows_quarantined"],
        rows_aside=sum(one.get("rows_aside", {}).values()),
        tenge_in=None if tenge_in is None else Decimal(tenge_in),
        counted={level: Decimal(tenge) for level, tenge in one["counted"].items()},
        not_counted={why: Decimal(tenge) for why, tenge in one["not_counted"].items()},
    )


def _known(store: Store) -> tuple[Known, ...]:
    undated = {
        row["region"]: row["records"]
        for row in store.rows(
            "SELECT region, count(*) AS records FROM records "
            "WHERE level = 'local' AND year_kind = 'unknown' GROUP BY region"
        )
    }
    regions: dict[str, dict[int, tuple[str, int]]] = {}
    for row in store.rows("SELECT region, year, coverage, records FROM region_years ORDER BY region, year"):
        regions.setdefault(row["region"], {})[row["year"]] = (row["coverage"], row["records"])
    return tuple(Known(region, years, undated.get(region, 0)) for region, years in regions.items())


def _moved(store: Store) -> tuple[Row, ...]:
    return tuple(
        store.rows(
            "SELECT region, level, counted_before_kzt, counted_after_kzt FROM run_regions "
            "WHERE run_id = (SELECT max(run_id) FROM run_regions) "
            "AND counted_before_kzt IS DISTINCT FROM counted_after_kzt ORDER BY level DESC, region"
        )
    )
