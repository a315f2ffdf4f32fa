"""Sets what a source reports of a system beside what was promised, and prices what was handled; no words."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from dashboard.store import Row, Store
from dashboard.views.promise_money import RECORD_COLUMNS, alternatives, purse_of
from dashboard.views.promise_price import Bound, Purse, bound
from dashboard.views.said import by_id, observations

if TYPE_CHECKING:
    from dashboard.views.promises import Promise

PRICED_UNITS: Final = frozenset({"appeal"})
"""Units of what was handled, so that one of them can be set against the money."""
SAME_AS: Final[Mapping[str, str]] = {"staff": "person"}
"""What was counted → the unit of the promise that it answers."""
TEXTS: Final = ("reported_en", "reported_ru", "reported_kk")


@dataclass(frozen=True)
class Reported:
    """One system: what was promised of it and what a source reports.

    Attributes:
        system: Row of `systems`.
        promises: What was promised of it or of its records that the link asks for.
        counted: Rows of `observations`.
        prices: What one of the things counted cost at most, by observation.
        purse: Counted money of the system.
    """

    system: Row
    promises: "Sequence[Promise]"
    counted: Sequence[Row]
    prices: Mapping[str, Bound]
    purse: Purse

    def promised(self, observation: Row) -> Row | None:
        """Return the promise that an observation answers; nothing where none is known."""
        unit = SAME_AS.get(observation["what"])
        if unit is None:
            return None
        return next((one.row for one in self.promises if one.row["unit"] == unit and not one.row["per"]), None)


def reported(store: Store, system_ids: Sequence[str], found: "Iterable[Promise]") -> list[Reported]:
    """Return the systems of which a source reports something, with or without a promise.

    Args:
        store: The snapshot.
        system_ids: Systems of the link.
        found: Promises of the link.
    """
    systems = by_id(store, "systems", "system_id", system_ids)
    counted = observations(store, {"system": list(system_ids)})
    promised: dict[str, list[Promise]] = {system_id: [] for system_id in system_ids}
    for one in found:
        if one.about["system_id"] in promised:
            promised[one.about["system_id"]].append(one)
    told, others = [], alternatives(store)
    for system_id, own in promised.items():
        seen = [row for row in counted if row["about_id"] == system_id]
        if seen or (own and any(systems[system_id][name] for name in TEXTS)):
            told.append(_reported(store, systems[system_id], own, seen, others))
    return told


def _reported(
    store: Store, system: Row, own: "Sequence[Promise]", seen: Sequence[Row], others: Mapping[str, Sequence[Decimal]]
) -> Reported:
    sql = f"SELECT {RECORD_COLUMNS} FROM records WHERE system_id = ? ORDER BY record_id"  # noqa: S608
    purse = purse_of(store.rows(sql, (system["system_id"],)), others)
    priced = [row for row in seen if row["unit"] in PRICED_UNITS and row["value"] and purse.high and not purse.open_end]
    prices = {row["observation_id"]: bound(purse.high, row["value"]) for row in priced}
    return Reported(system, own, seen, prices, purse)
