"""Finds who buys and who is paid in the register: by BIN alone, under the ids that the site already has."""

from collections.abc import Iterable

import polars as pl

from pipelines.schemas import Parties
from pipelines.sources.parties import CustomerRow
from pipelines.transform.frames import columns
from pipelines.transform.parties import ROLES, Registry
from pipelines.transform.register import buyers as rules
from pipelines.transform.register.kato import PlaceOf


def buyer_table(
    bins: pl.Series, subjects: pl.DataFrame, registry: Registry, kept: Iterable[CustomerRow], place_of: PlaceOf
) -> pl.DataFrame:
    """Tell level, region and place of buyers.

    Args:
        bins: BINs of buyers.
        subjects: Participants of the register (SUBJECTS).
        registry: Ids of parties known by hand.
        kept: Buyers kept by hand; what they say of a BIN wins.
        place_of: Finds region and place of a KATO code.

    Returns:
        One row per BIN: bin, party_id, name, name_ru, name_kk, legal_form, level, region, place; what can't be told is
        missing. A body of a whole region that sits in a town belongs to the region.
    """
    by_hand = {row.id: row for row in kept}
    rows = []
    known = pl.DataFrame({"bin": bins.drop_nulls().unique()}).join(
        subjects, on="bin", how="left", maintain_order="left"
    )
    for one in known.sort("bin").iter_rows(named=True):
        ru, kk = one["name_ru"], one["name_kk"]
        level = rules.level_of(ru, kk, one["legal_form"])
        region, place = place_of(one["kato"])
        if rules.is_region_wide(ru, kk):
            place = None
        if hand := by_hand.get(registry.by_bin.get(one["bin"], "")):
            level, region, place, ru, kk = hand.level, hand.region, hand.place, hand.name_ru, hand.name_kk
        rows.append(
            {
                "bin": one["bin"],
                "party_id": party_id(registry, one["bin"]),
                "name": ru or kk or f"BIN {one['bin']}",
                "name_ru": ru,
                "name_kk": kk,
                "legal_form": one["legal_form"],
                "level": level,
                "region": region,
                "place": place,
            }
        )
    return pl.DataFrame(rows, schema=dict.fromkeys(BUYERS, pl.String))


BUYERS = ("bin", "party_id", "name", "name_ru", "name_kk", "legal_form", "level", "region", "place")


def supplier_table(bins: pl.Series, subjects: pl.DataFrame, registry: Registry) -> pl.DataFrame:
    """Name suppliers that are companies; persons never reach this table.

    Returns:
        One row per BIN: bin, party_id, name, name_ru, name_kk, legal_form.
    """
    known = pl.DataFrame({"bin": bins.drop_nulls().unique().sort()}).join(subjects, on="bin", how="left")
    given = pl.col("bin").replace_strict(registry.by_bin, default=None, return_dtype=pl.String)
    return known.select(
        "bin",
        pl.coalesce(given, pl.format("bin-{}", "bin")).alias("party_id"),
        pl.coalesce("name_ru", "name_kk", pl.format("BIN {}", "bin")).alias("name"),
        "name_ru",
        "name_kk",
        "legal_form",
    ).sort("bin")


def party_id(registry: Registry, bin_: str) -> str:
    """Return the permanent id of a BIN: the one given by hand, else one made of the number itself."""
    return registry.by_bin.get(bin_) or f"bin-{bin_}"


def party_rows(suppliers: pl.DataFrame, buyers: pl.DataFrame) -> pl.DataFrame:
    """Return parties in the form of the table of parties: buyers with level and place, others as companies."""
    kinds = [rules.party_type_of(*names) for names in buyers.select("name_ru", "name_kk", "legal_form").iter_rows()]
    companies = suppliers.join(buyers, on="party_id", how="anti").with_columns(party_type=pl.lit("company"))
    bodies = buyers.with_columns(party_type=pl.Series(kinds, dtype=pl.String))
    found = pl.concat([bodies, companies], how="diagonal").unique("party_id", keep="first", maintain_order=True)
    ru = pl.coalesce("name_ru", "name")
    kk = pl.coalesce("name_kk", ru)
    told = found.with_columns(
        *(
            name.alias(f"{form}_{language}")
            for form in ("name", "short")
            for language, name in (("ru", ru), ("kk", kk), ("en", ru))
        ),
        known_by=pl.lit("bin"),
        variants=pl.lit([], pl.List(pl.String)),
        source_ids=pl.lit([], pl.List(pl.String)),
    )
    return told.select(
        (pl.col(name) if name in told.columns else pl.lit(None)).cast(kind).alias(name)
        for name, kind in columns(Parties).items()
        if name not in ROLES
    )
