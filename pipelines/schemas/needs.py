"""Tables of what residents lack, what it costs, and what they ask for."""

import dataframely as dy

from pipelines.marks import N_
from pipelines.schemas.columns import code, flag, key, money, text, whole, year_of

SMALLEST_CELL = 5
"""Fewer appeals of one week, place and need are not published: they might point to a person."""


class Needs(dy.Schema):
    """One thing that residents lack, and what may be shown about its price."""

    need_id = key(N_("Permanent id"))
    name_en = text(N_("Name, English"))
    name_ru = text(N_("Name, Russian"))
    name_kk = text(N_("Name, Kazakh"))
    short_en = text(N_("Short name, English"))
    short_ru = text(N_("Short name, Russian"))
    short_kk = text(N_("Short name, Kazakh"))
    founding = flag(N_("Named in the cases this project began with"))
    price_kind = code(N_("price, tariff or pay"), "price", "tariff", "pay")
    unit = text(N_("Unit"))
    unit_en = text(N_("Unit by plural category, English, as JSON"))
    unit_ru = text(N_("Unit by plural category, Russian, as JSON"))
    unit_kk = text(N_("Unit by plural category, Kazakh, as JSON"))
    costs = whole(N_("Unit costs collected"), nullable=False)
    usable_costs = whole(N_("Unit costs that may be used"), nullable=False)
    undated_costs = whole(N_("Unit costs without a price year"), nullable=False)
    may_show_range = flag(N_("Low, median and high may be shown"))
    shown_group = text(N_("The group of comparable costs that is shown"))
    shown_scope_en = text(N_("What the shown costs pay for, English"))
    shown_scope_ru = text(N_("What the shown costs pay for, Russian"))
    shown_scope_kk = text(N_("What the shown costs pay for, Kazakh"))
    largest_group_costs = whole(N_("Costs in the largest comparable group"), nullable=False)
    largest_group_sources = whole(N_("Sources in the largest comparable group"), nullable=False)
    low_kzt = money(N_("Least cost of the shown group, prices as printed"))
    median_kzt = dy.Decimal(18, 2, nullable=True, description=N_("Median cost of the shown group"))
    high_kzt = money(N_("Greatest cost of the shown group"))


class UnitCosts(dy.Schema):
    """One sourced cost of one unit of a need."""

    cost_id = key(N_("Permanent id"))
    need_id = code(N_("Need"))
    unit = text(N_("Unit"))
    scope_en = text(N_("What the sum pays for, English"))
    scope_ru = text(N_("What the sum pays for, Russian"))
    scope_kk = text(N_("What the sum pays for, Kazakh"))
    comparable = text(N_("Only costs with the same key are put together"))
    usable = flag(N_("May be used in ranges and conversions"))
    unusable_reason = text(N_("Why not: undated, counts_something_else, repeats"))
    unusable_note = text(N_("Why not, in words"))
    unit_cost_kzt = money(N_("Cost of one unit, tenge"), nullable=False)
    price_year = year_of(N_("Year of the price"))
    price_year_basis = text(N_("given or inferred"))
    region = text(N_("Region slug, or national"))
    place = text(N_("Town or district slug"))
    place_text = text(N_("Place as recorded"))
    quantity = dy.Decimal(18, 4, nullable=True, description=N_("Units bought or planned"))
    total_kzt = money(N_("Total sum, tenge"))
    derivation = text(N_("How the unit cost follows from the source"))
    same_money_as = text(N_("Another cost that describes the same sum"))
    evidence_en = text(N_("What the source says, English"))
    evidence_ru = text(N_("What the source says, Russian"))
    evidence_kk = text(N_("What the source says, Kazakh"))
    confidence = text(N_("high, medium or low"))
    publisher_host = text(N_("Host name of the publisher; one host is one source"))
    source_id = code(N_("Where it was read"))


class NeedEvidence(dy.Schema):
    """One statement of a lack in a place."""

    evidence_id = key(N_("Permanent id"))
    need_id = code(N_("Need"))
    need_fit = code(N_("stated, nearest (left out of counts) or background"), "stated", "nearest", "background")
    region = text(N_("Region slug, or national"))
    place = text(N_("Town or district slug"))
    place_text = text(N_("Place as recorded"))
    statement_en = text(N_("What is lacking, English"))
    statement_ru = text(N_("What is lacking, Russian"))
    statement_kk = text(N_("What is lacking, Kazakh"))
    quantity = dy.Decimal(18, 2, nullable=True, description=N_("Number named"))
    quantity_unit = text(N_("Unit of that number"))
    estimated_cost_kzt = money(N_("Cost named by the source, tenge"))
    year = year_of(N_("Year of the statement"))
    confidence = text(N_("high, medium or low"))
    source_id = code(N_("Where it was read"))


class Appeals(dy.Schema):
    """One published count or share of citizens' appeals."""

    appeal_id = key(N_("Permanent id"))
    region = text(N_("Region slug, or national"))
    place = text(N_("Town or district slug"))
    body_en = text(N_("Body, English"))
    body_ru = text(N_("Body, Russian"))
    body_kk = text(N_("Body, Kazakh"))
    channel = text(N_("Channel, as recorded"))
    channel_en = text(N_("Channel, English"))
    channel_ru = text(N_("Channel, Russian"))
    channel_kk = text(N_("Channel, Kazakh"))
    category = text(N_("Category of appeals"))
    is_total = flag(N_("Count of all appeals of the body"))
    is_need = flag(N_("Speaks of a need, not of handling or permissions"))
    use = code(N_("How the number may be used"), "category", "total", "not_need", "subset", "rate", "overlap")
    part_of = text(N_("The total or category it belongs to"))
    year = year_of(N_("Year"))
    period_start = text(N_("First day"))
    period_end = text(N_("Last day"))
    period_kind = text(N_("Kind of period"))
    period_text = text(N_("Period in the words of the record"))
    count = whole(N_("Number of appeals"))
    share_pct = dy.Decimal(7, 2, nullable=True, description=N_("Share, percent"))
    evidence_en = text(N_("What the source says, English"))
    evidence_ru = text(N_("What the source says, Russian"))
    evidence_kk = text(N_("What the source says, Kazakh"))
    source_id = code(N_("Where it was read"))


class AppealCategories(dy.Schema):
    """Names of the categories of appeals."""

    category = key(N_("Category"))
    name_en = text(N_("Name, English"))
    name_ru = text(N_("Name, Russian"))
    name_kk = text(N_("Name, Kazakh"))


class AppealWeeks(dy.Schema):
    """Appeals of one week, place and need in a collection of open texts; cells below five are left out."""

    collection = key(N_("Collection of texts, as its keeper named it"))
    week = key(N_("Monday of the week"))
    region = key(N_("Region slug"))
    place = key(N_("Town or district slug; empty where only the region is known"))
    need_id = key(N_("Need"))
    count = dy.Int64(nullable=False, min=SMALLEST_CELL, description=N_("Number of appeals, five or more"))


class AppealNeeds(dy.Schema):
    """Which appeals speak of which need."""

    category = key(N_("Category of appeals"))
    need_id = key(N_("Need"))
    fit = code(N_("same or broad"), "same", "broad")
    is_primary = flag(N_("The one need for which the category counts"))
