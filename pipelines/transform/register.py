"""What a contract of the procurement register is worth to a total, by its status.

Source: status list of the register's reference service; 345, 375, 390 and 470 are contracts that were in force.
"""

from dataclasses import dataclass
from decimal import Decimal

IN_FORCE = frozenset({185, 190, 345, 375, 450, 460, 465})
DONE = frozenset({390, 464, 470})
ENDED_EARLY = frozenset({340, 350, 462, 463})
NOT_CONCLUDED = frozenset(
    {110, 115, 120, 125, 130, 131, 135, 160, 165, 310, 315, 330, 410, 420, 430, 455, 456, 461, 480}
)

# Ways of buying by the register's ids; what is not here is "other".
METHODS = {2: "open_tender", 3: "price_quotations", 6: "single_source_after_failure", 23: "single_source"}


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
