"""What all generated rows have in common: the mark, money as the portal writes it, sums without VAT."""

from typing import Any

from tests.register.chains import Chain

Row = dict[str, Any]
"""A row; a value that is a function is a nested part, made only when it is asked for."""
SYSTEM = 99
"""`systemId` of everything made up here; the portal's own is 1, 2 or 3."""


def money(tiyn: int) -> int | float:
    """Tenge as the portal writes them: whole numbers without a point."""
    return tiyn // 100 if tiyn % 100 == 0 else tiyn / 100


def without_vat(chain: Chain, tiyn: int) -> int:
    """The sum without VAT: half of the suppliers pay none."""
    if chain.dice[17] % 2:
        return tiyn
    return round(tiyn / (1.16 if chain.fin_year >= 2026 else 1.12))
