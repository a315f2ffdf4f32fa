"""Unit costs of needs and what may be shown of them; evidence of lacks and appeals as published tables.

A range (low, median, high) may be shown only over at least three comparable costs from at least two sources, and only
of a price: a tariff or pay is set, so it has one value a year and no range.
"""

import json
from collections.abc import Iterable
from decimal import Decimal
from statistics import median
from urllib.parse import urlsplit

import polars as pl

from pipelines.schemas import AppealCategories, AppealNeeds, Appeals, NeedEvidence, Needs, UnitCosts
from pipelines.sources.needs import (
    AppealCategoryRow,
    AppealChannelRow,
    AppealNeedRow,
    AppealRow,
    EvidenceRow,
    NeedRow,
    UnitCostRow,
)
from pipelines.sources.source import citation_id
from pipelines.transform.frames import frame

RANGE_COSTS, RANGE_SOURCES = 3, 2


def publisher_host(row: UnitCostRow) -> str:
    """Return what counts as one source: the host name of the publisher, or its name where no address is known."""
    return urlsplit(row.source_url).netloc.removeprefix("www.") if row.source_url else row.source_publisher


def unit_costs(rows: Iterable[UnitCostRow]) -> pl.DataFrame:
    """Return one row per unit cost; a missing price year is taken from the dated page where the file says so."""
    return frame(
        (
            row.model_dump()
            | {
                "cost_id": row.id,
                "need_id": row.need,
                "scope_en": row.scope,
                "price_year": row.price_year or row.price_year_from_source_date,
                "evidence_en": row.evidence,
                "publisher_host": publisher_host(row),
                "source_id": citation_id(row.citation()),
            }
            for row in rows
        ),
        UnitCosts,
    )


def needs(rows: Iterable[NeedRow], costs: pl.DataFrame) -> pl.DataFrame:
    """Work out for each need which group of costs may be shown, and its low, median and high.

    Args:
        rows: Needs with their names.
        costs: One row per unit cost, as `unit_costs` gives.

    Returns:
        One row per need; low, median and high in tenge as printed, missing where no range may be shown.
    """
    return frame((_need(row, costs.filter(pl.col("need_id") == row.slug)) for row in rows), Needs)


def _need(row: NeedRow, costs: pl.DataFrame) -> dict[str, object]:
    usable = costs.filter("usable")
    groups = comparable_groups(usable)
    showable = [group for group in groups if may_show(group) and row.price_kind == "price"]
    shown = showable[0] if showable else None
    values = sorted(shown["unit_cost_kzt"]) if shown is not None else []
    return {
        **row.model_dump(include={f"name_{language}" for language in ("en", "ru", "kk")} | {"founding", "price_kind"}),
        "need_id": row.slug,
        **{f"short_{lang}": getattr(row, f"name_short_{lang}") or getattr(row, f"name_{lang}") for lang in LANGUAGES},
        **{f"unit_{lang}": json.dumps(getattr(row, f"unit_{lang}"), ensure_ascii=False) for lang in LANGUAGES},
        **{f"shown_scope_{lang}": shown[f"scope_{lang}"][0] if shown is not None else None for lang in LANGUAGES},
        "unit": row.unit,
        "costs": costs.height,
        "usable_costs": usable.height,
        "undated_costs": costs.filter(pl.col("unusable_reason") == "undated").height,
        "may_show_range": shown is not None,
        "shown_group": shown["comparable"][0] if shown is not None else None,
        "largest_group_costs": groups[0].height if groups else 0,
        "largest_group_sources": groups[0]["publisher_host"].n_unique() if groups else 0,
        "low_kzt": values[0] if values else None,
        "median_kzt": round(median(values), 2) if values else None,
        "high_kzt": values[-1] if values else None,
    }


LANGUAGES = ("en", "ru", "kk")


def comparable_groups(costs: pl.DataFrame) -> list[pl.DataFrame]:
    """Split usable costs into groups that may be put together, the largest first."""
    groups = costs.drop_nulls("comparable").sort("cost_id").partition_by("comparable")
    return sorted(
        groups, key=lambda group: (-group.height, -group["publisher_host"].n_unique(), group["comparable"][0])
    )


def may_show(group: pl.DataFrame) -> bool:
    """Tell whether a group is wide enough for a range."""
    return group.height >= RANGE_COSTS and group["publisher_host"].n_unique() >= RANGE_SOURCES


def disagreements(rows: Iterable[NeedRow], table: pl.DataFrame) -> list[str]:
    """Compare what was worked out with what the hand-kept file says, in words for the person who keeps it."""
    worked_out = {row["need_id"]: row for row in table.iter_rows(named=True)}
    found = []
    for row in rows:
        for field in ("may_show_range", "shown_group", "costs", "usable_costs", "undated_costs"):
            ours, theirs = worked_out[row.slug][field], getattr(row, field)
            if ours != theirs:
                found.append(f"needs.jsonl ({row.slug}): {field} is {theirs}, but the unit costs give {ours}")
    return found


def need_evidence(rows: Iterable[EvidenceRow]) -> pl.DataFrame:
    """Return one row per statement of a lack."""
    return frame(
        (
            row.model_dump()
            | {
                "evidence_id": row.id,
                "need_id": row.need,
                "statement_en": row.statement,
                "quantity": _decimal(row.quantity),
                "source_id": citation_id(row.citation()),
            }
            for row in rows
        ),
        NeedEvidence,
    )


def _decimal(value: Decimal | None) -> Decimal | None:
    return None if value is None else Decimal(value)


def appeals(rows: Iterable[AppealRow], channels: Iterable[AppealChannelRow]) -> pl.DataFrame:
    """Return one row per published count or share of appeals; a channel without a name keeps the recorded one."""
    named = {row.channel: row for row in channels}
    return frame(
        (
            row.model_dump()
            | {
                "appeal_id": row.id,
                "body_en": row.body,
                "evidence_en": row.evidence,
                "source_id": citation_id(row.citation()),
                **_channel_names(row.channel, named.get(row.channel)),
            }
            for row in rows
        ),
        Appeals,
    )


def _channel_names(recorded: str, named: AppealChannelRow | None) -> dict[str, str]:
    return {f"channel_{lang}": getattr(named, f"name_{lang}") if named else recorded for lang in LANGUAGES}


def appeal_categories(rows: Iterable[AppealCategoryRow]) -> pl.DataFrame:
    """Return the names of the categories of appeals."""
    return frame((row.model_dump() for row in rows), AppealCategories)


def appeal_needs(rows: Iterable[AppealNeedRow]) -> pl.DataFrame:
    """Return which category of appeals speaks of which need; categories without a need are left out."""
    return frame(
        (
            {"category": row.category, "need_id": row.need, "fit": row.fit, "is_primary": row.primary == "yes"}
            for row in rows
            if row.need
        ),
        AppealNeeds,
    )
