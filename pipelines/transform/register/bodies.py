"""Finds who buys and who is paid in the register: by BIN alone, under the ids that the site already has."""

from collections.abc import Iterable

import polars as pl

from pipelines.schemas import Parties
from pipelines.sources.parties import CustomerRow
from pipelines.transform.frames import columns
from pipelines.transform.parties import Registry
from pipelines.transform.register import buyers as rules
from pipelines.transform.register.kato import PlaceOf
from pipelines.transform.register.wording import clean


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
        ru, kk = _name(one, "ru"), _name(one, "kk")
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
    known = pl.DataFrame({"bin": bins.drop_nulls().unique()}).join(
        subjects, on="bin", how="left", maintain_order="left"
    )
    rows = [
        {
            "bin": one["bin"],
            "party_id": party_id(registry, one["bin"]),
            "name": name_of(one) or f"BIN {one['bin']}",
            "name_ru": _name(one, "ru"),
            "name_kk": _name(one, "kk"),
            "legal_form": one["legal_form"],
        }
        for one in known.sort("bin").iter_rows(named=True)
    ]
    return pl.DataFrame(rows, schema=dict.fromkeys(BUYERS[:6], pl.String))


def party_id(registry: Registry, bin_: str) -> str:
    """Return the permanent id of a BIN: the one given by hand, else one made of the number itself."""
    return registry.by_bin.get(bin_) or f"bin-{bin_}"


def name_of(subject: dict[str, str | None]) -> str | None:
    """Return the name that a participant of the register is shown under: Russian, else Kazakh."""
    return _name(subject, "ru") or _name(subject, "kk")


def _name(subject: dict[str, str | None], language: str) -> str | None:
    return clean(subject[f"full_{language}"]) or clean(subject[f"name_{language}"])


def party_rows(bodies: pl.DataFrame, *, buys: bool) -> dict[str, dict[str, object]]:
    """Return parties for publishing, by id: buyers with level and place, suppliers as companies."""
    return {one["party_id"]: _party(one, buys=buys) for one in bodies.iter_rows(named=True)}


def _party(one: dict[str, str | None], *, buys: bool) -> dict[str, object]:
    ru, kk = one["name_ru"] or one["name"], one["name_kk"] or one["name_ru"] or one["name"]
    names = {f"{form}_{language}": name for form in ("name", "short") for language, name in (("ru", ru), ("kk", kk))}
    names |= {"name_en": ru, "short_en": ru}
    place = {name: one.get(name) for name in ("level", "region", "place")} if buys else {}
    party_type = rules.party_type_of(one["name_ru"], one["name_kk"], one["legal_form"]) if buys else "company"
    party: dict[str, object] = {
        **names,
        **place,
        "party_id": one["party_id"],
        "party_type": party_type,
        "bin": one["bin"],
        "legal_form": one["legal_form"],
        "known_by": "bin",
        "variants": [],
        "source_ids": [],
    }
    return {name: party.get(name) for name in columns(Parties)}
