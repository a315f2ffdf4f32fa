"""What statuses and ways of buying of the procurement register are called in OCDS (standards: closed codelists)."""

from collections.abc import Mapping
from typing import Final

ACTIVE: Final = "active"
TERMINATED: Final = "terminated"
PENDING: Final = "pending"
CANCELLED: Final = "cancelled"

_BY_STATUS: Final[Mapping[str, tuple[int, ...]]] = {
    ACTIVE: (185, 190, 310, 315, 345, 375, 450, 460, 465),
    TERMINATED: (340, 350, 390, 462, 463, 464, 470),
    PENDING: (110, 115, 120, 125, 130, 131, 135, 160, 165),
    CANCELLED: (330, 410, 420, 430, 461, 480),
}
# A row that another row replaced (455) or whose rights were handed over (456) is no contract of its own.
STATUSES: Final[Mapping[str, str]] = {str(code): name for name, codes in _BY_STATUS.items() for code in codes}
_BY_STATE: Final[Mapping[str, str]] = {
    "in_force": ACTIVE,
    "done": TERMINATED,
    "ended_early": TERMINATED,
    "cancelled": CANCELLED,
    "refused": CANCELLED,
    "not_concluded": CANCELLED,
}
# Ways outside the procurement law, and "other", have no word in the codelist: the field is left out.
METHODS: Final[Mapping[str, str]] = {
    "open_tender": "open",
    "price_quotations": "open",
    "single_source_after_failure": "limited",
    "single_source": "direct",
}


def contract_status(status: str | None, state: str) -> str | None:
    """Return the OCDS status of a contract: from the register's own status, else from our state; nothing if unknown.

    `terminated` says in OCDS that a contract has come to a close, early or not.
    """
    return STATUSES.get(status or "") or _BY_STATE.get(state)
