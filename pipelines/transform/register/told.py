"""Puts together what the register says of contracts, buyers and suppliers, in the forms that tables are made of."""

from collections.abc import Iterable
from dataclasses import dataclass

import polars as pl

from pipelines.sources.parties import CustomerRow
from pipelines.sources.register_facts import RegisterRow
from pipelines.transform.parties import Registry
from pipelines.transform.register import records as contracts
from pipelines.transform.register.bodies import buyer_table, party_rows, supplier_table
from pipelines.transform.register.bridge import bridge
from pipelines.transform.register.coverage import loaded
from pipelines.transform.register.facts import RegisterFacts
from pipelines.transform.register.kato import PlaceOf
from pipelines.transform.register.open_items import open_items


@dataclass(frozen=True, slots=True)
class Told:
    """The register's part of the tables.

    Attributes:
        records: Contracts of our topics, before anything is counted.
        shares: How contracts divide their sum between years: record_id, year, share_kzt (tenge).
        citations: One row per contract, in the form of the table of sources.
        parties: Rows of the table of parties, without their roles.
        buyers: Buyers with their level and place.
        open_items: The table of what is about to be bought.
        loaded: Regions and years for which the register was read in full.
        bridge_rows: Where the register's rows went, by BIN.
    """

    records: pl.DataFrame
    shares: pl.DataFrame
    citations: pl.DataFrame
    parties: pl.DataFrame
    buyers: pl.DataFrame
    open_items: pl.DataFrame
    loaded: frozenset[tuple[str, int]]
    bridge_rows: pl.DataFrame

    def bridge(self, records: pl.DataFrame) -> pl.DataFrame:
        """Return the table `bridge`; buyers that stand in some record are named in it."""
        return bridge(self.bridge_rows, self.buyers, records["customer_id"].drop_nulls().unique())


def tell(
    register: RegisterFacts,
    registry: Registry,
    customers: Iterable[CustomerRow],
    kept: Iterable[RegisterRow],
    place_of: PlaceOf,
    regions: Iterable[str],
) -> Told:
    """Say what the register's rows mean.

    Args:
        register: What was read.
        registry: Ids of parties known by hand.
        customers: Buyers kept by hand.
        kept: Contracts kept by hand.
        place_of: Finds region and place of a KATO code.
        regions: Slugs of the present regions.
    """
    found = register.purchases
    bins = pl.concat([register.bridge["customer_bin"], register.open_items["customer_bin"], register.read["bin"]])
    buyers = buyer_table(bins, register.subjects, registry, customers, place_of)
    suppliers = supplier_table(found["supplier"], register.subjects, registry)
    items = open_items(register.open_items, buyers)
    told = contracts.by_hand(contracts.register_records(found, buyers, suppliers, register.folded), kept)
    buying = buyers.filter(pl.col("party_id").is_in({*told["customer_id"], *items["customer_id"]}))
    local = buyers.filter(pl.col("level") == "local")
    return Told(
        records=told,
        shares=contracts.shares(found),
        citations=contracts.citations(found),
        parties=party_rows(suppliers, buying),
        buyers=buyers,
        open_items=items,
        loaded=loaded(register, local, regions),
        bridge_rows=register.bridge,
    )
