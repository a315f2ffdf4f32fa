"""What a record says was to be delivered: known things under translated names, the rest as the editors wrote it."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any, Final

from dashboard.html.inputs import Cell, Fact
from dashboard.words import Words
from pipelines.marks import N_

COUNTED: Final = {
    "announcements": N_("Lots announced"),
    "appeals_processed": N_("Appeals processed"),
    "boards": N_("Information boards"),
    "cameras": N_("Cameras"),
    "cameras_in_place": N_("Cameras already in place"),
    "cameras_in_use": N_("Cameras in use"),
    "cameras_needed": N_("Cameras needed"),
    "cameras_total": N_("Cameras in all"),
    "comments_per_month_min": N_("Comments a month, at least"),
    "complexes_now": N_("Camera complexes now"),
    "complexes_original": N_("Camera complexes in the first contract"),
    "computers": N_("Computers"),
    "contracts": N_("Contracts"),
    "days": N_("Days"),
    "delivered_first": N_("Delivered first"),
    "devices": N_("Devices"),
    "first_installed": N_("Installed first"),
    "institutions": N_("Institutions"),
    "laptops": N_("Laptops"),
    "measures": N_("Measures"),
    "media_monitored": N_("Media outlets monitored"),
    "media_outlets": N_("Media outlets"),
    "min_cameras_each": N_("Cameras in each school, at least"),
    "minutes": N_("Minutes"),
    "minutes_each_min": N_("Minutes in each programme, at least"),
    "new_units": N_("New units"),
    "poles": N_("Poles"),
    "positive_comments_within_hour": N_("Positive comments within an hour"),
    "positive_per_negative": N_("Positive comments for each negative one"),
    "prisons": N_("Prisons"),
    "programmes": N_("Programmes"),
    "public_cameras": N_("Cameras in public places"),
    "publications_per_month_min": N_("Publications a month, at least"),
    "radios": N_("Radio stations"),
    "schools": N_("Schools"),
    "sets": N_("Sets of traffic lights"),
    "sheets": N_("Sheets"),
    "sites": N_("Sites"),
    "sources_min": N_("Sources watched, at least"),
    "speed_meters": N_("Speed meters"),
    "staff": N_("Staff"),
    "staff_helping_with_public": N_("Staff who work with the public"),
    "systems": N_("Systems"),
    "systems_in_test_mode": N_("Systems in test mode"),
    "tablets": N_("Tablets"),
    "traffic_complexes": N_("Traffic camera complexes"),
    "tv_issues": N_("Television issues"),
    "units": N_("Units"),
    "validators": N_("Validators"),
    "working": N_("Working"),
}
TENGE: Final = {
    "contract_max_over_kzt": N_("Largest contract, more than"),
    "contract_min_kzt": N_("Smallest contract"),
    "database_lms_kzt": N_("Database and learning system"),
    "equipment_kzt": N_("Equipment"),
    "financial_breaches_kzt": N_("Financial breaches found"),
    "lessons_kzt": N_("Lessons"),
    "local_budget_kzt": N_("From the local budget"),
    "lot_max_kzt": N_("Largest lot"),
    "lot_min_kzt": N_("Smallest lot"),
    "market_price_kzt": N_("Price on the market"),
    "monthly_fee_kzt": N_("Fee per month"),
    "non_conforming_kzt": N_("Not up to the specification"),
    "per_year_kzt": N_("Per year"),
    "poor_planning_kzt": N_("Poor planning"),
    "private_investment_kzt": N_("Private investment"),
    "private_kzt": N_("Private money"),
    "shop_price_kzt": N_("Price in a shop"),
    "single_source_kzt": N_("From a single source"),
    "total_kzt": N_("In all"),
    "unit_price_kzt": N_("Price of one unit"),
}
PRESENT: Final = {
    "front_office": N_("Front office"),
    "like_on_each_comment": N_("A like on each comment"),
    "mobile_app": N_("Mobile app"),
    "website": N_("Web site"),
    "weekly_digests": N_("Weekly digests"),
}
LANGUAGES: Final = {"kk": N_("Kazakh"), "ru": N_("Russian"), "en": N_("English")}


@dataclass(frozen=True)
class Deliverables:
    """Known things with translated names, and the rest as written by the editors, in English."""

    known: list[Fact]
    as_written: list[Fact]


def deliverables(tr: Words, text: str | None) -> Deliverables:
    """Read the deliverables of a record, a JSON object, into lists of facts."""
    known, as_written = [], []
    for key, value in (json.loads(text, parse_float=Decimal) if text else {}).items():
        read = _known(tr, key, value)
        if read is None:
            as_written.append(Fact(key.removesuffix("_kzt").replace("_", " "), Cell(_plain(value), lang="en")))
        else:
            known.append(read)
    return Deliverables(known, as_written)


def _known(tr: Words, key: str, value: Any) -> Fact | None:  # noqa: ANN401 — free JSON
    if key in COUNTED and _is_number(value):
        return Fact(tr(COUNTED[key]), Cell(tr.number(value)))
    if key in TENGE and (money := _money(tr, value)):
        return Fact(tr(TENGE[key]), Cell(money))
    if key in PRESENT and isinstance(value, bool):
        return Fact(tr(PRESENT[key]), Cell(tr("yes") if value else tr("no")))
    return _worded(tr, key, value)


def _worded(tr: Words, key: str, value: Any) -> Fact | None:  # noqa: ANN401 — free JSON
    readers: dict[str, Callable[[], Fact]] = {
        "coverage": lambda: Fact(tr("Watch"), Cell(tr("round the clock, every day"))),
        "deadline_announced": lambda: Fact(tr("Date announced"), Cell(tr.date(value))),
        "languages": lambda: Fact(tr("Languages"), Cell(", ".join(tr(LANGUAGES[one]) for one in value))),
        "networks": lambda: Fact(tr("Social networks"), Cell(", ".join(value))),
    }
    if key not in readers or (key == "coverage" and value != "24/7"):
        return None
    return readers[key]()


def _is_number(value: object) -> bool:
    return isinstance(value, int | Decimal) and not isinstance(value, bool)


def _money(tr: Words, value: object) -> str:
    """Write tenge, or two ends of a range as in "280000-300000"; "" for what is neither."""
    try:
        ends = [Decimal(end) for end in str(value).split("-")]
    except InvalidOperation:
        return ""
    return tr.money(ends[0]) if len(ends) == 1 else tr.amount(None, "range", ends[0], ends[-1])


def _plain(value: Any) -> str:  # noqa: ANN401 — free JSON
    if isinstance(value, dict):
        return "; ".join(f"{key}: {_plain(one)}" for key, one in value.items())
    if isinstance(value, list):
        return ", ".join(_plain(one) for one in value)
    if isinstance(value, bool):
        return "yes" if value else "no"
    return f"{value:,}".replace(",", "\u00a0") if _is_number(value) else str(value)
