"""Says for which regions and years the register was read for every buyer, so that they may be compared."""

from collections.abc import Iterable

import polars as pl

from pipelines.transform.register.facts import RegisterFacts


def loaded(register: RegisterFacts, buyers: pl.DataFrame, regions: Iterable[str]) -> frozenset[tuple[str, int]]:
    """Return the regions and budget years that were read for all their buyers.

    Args:
        register: What was read; of single buyers picked by hand nothing is loaded.
        buyers: All local buyers known to the register: bin, region.
        regions: Slugs of the present regions.
    """
    if register.last_year is None:
        return frozenset()
    since: dict[str, int] = dict(register.read.iter_rows())
    of_region: dict[str, list[str]] = {}
    for bin_, region in buyers.select("bin", "region").drop_nulls().iter_rows():
        of_region.setdefault(region, []).append(bin_)
    found = set()
    for region in regions:
        bins = of_region.get(region, [])
        if bins and all(one in since for one in bins):
            first = max(since[one] for one in bins)
            found |= {(region, year) for year in range(first, register.last_year + 1)}
    return frozenset(found)
