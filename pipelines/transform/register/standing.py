"""What a contract of the procurement register is worth to a total, by its status.

Source: the register's reference table of contract statuses. 310 and 315 (a side hands its rights over), 345 (waits for
its end) and 450 (a supplement is being made) are contracts in force.
"""

from dataclasses import dataclass
from decimal import Decimal

import polars as pl

IN_FORCE = frozenset({185, 190, 310, 315, 345, 375, 450, 460, 465})
DONE = frozenset({390, 464, 470})
ENDED_EARLY = frozenset({340, 350, 462, 463})
REPLACED = frozenset({455, 456})
NEVER_CONCLUDED = frozenset({110, 115, 120, 125, 130, 131, 135, 160, 165, 330, 410, 420, 430, 461, 480})
NOT_CONCLUDED = NEVER_CONCLUDED | REPLACED
KNOWN = IN_FORCE | DONE | ENDED_EARLY | NOT_CONCLUDED

# Ways of buying by the register's ids; what is not here is "other".
METHODS = {
    2: "open_tender",
    3: "price_quotations",
    6: "single_source_after_failure",
    22: "open_tender",
    23: "single_source",
    32: "open_tender",
    188: "open_tender",
}


@dataclass(frozen=True, slots=True)
class Standing:
    """State of a contract and the sum that stands for it, tenge with VAT."""

    state: str
    kind: str
    amount_kzt: Decimal


def standing(status_id: int, contract_sum_kzt: Decimal, paid_kzt: Decimal) -> Standing:
    """Decide what a contract root counts with, from the status of its latest version.

    Args:
        status_id: Status id of the register.
        contract_sum_kzt: Signed sum with VAT, tenge.
        paid_kzt: Paid so far over the whole chain, tenge.

    Returns:
        Contracts in force or done count with the signed sum; contracts ended early with what was paid; contracts that
        were never concluded are kept with their sum and a state that takes them out of totals.

    Raises:
        ValueError: The status is not in the reference list, so nothing can be said.
    """
    if status_id in ENDED_EARLY:
        return Standing("ended_early", "spent", paid_kzt)
    if status_id in DONE:
        return Standing("done", "contract", contract_sum_kzt)
    if status_id in IN_FORCE:
        return Standing("in_force", "contract", contract_sum_kzt)
    if status_id in NOT_CONCLUDED:
        return Standing("not_concluded", "contract", contract_sum_kzt)
    raise ValueError(f"register status {status_id} is not in the reference list; add it with its meaning")


def standings(live: pl.DataFrame) -> pl.DataFrame:
    """Tell the same of many live rows at once.

    Args:
        live: Live rows of chains: status_id, sum_vat_kzt and paid_vat_kzt (tenge).

    Returns:
        The rows with state, kind, amount_kzt (what the contract counts with) and signed_kzt (the signed sum).
    """
    early = pl.col("status_id").is_in(ENDED_EARLY)
    return live.with_columns(
        state=pl.when(early)
        .then(pl.lit("ended_early"))
        .when(pl.col("status_id").is_in(DONE))
        .then(pl.lit("done"))
        .otherwise(pl.lit("in_force")),
        kind=pl.when(early).then(pl.lit("spent")).otherwise(pl.lit("contract")),
        amount_kzt=pl.when(early).then("paid_vat_kzt").otherwise("sum_vat_kzt"),
        signed_kzt="sum_vat_kzt",
    )
