"""Owns what a spreadsheet can keep as it is: numbers of so many digits, and days of so many years."""

from datetime import date
from decimal import Decimal

from dashboard.exports.as_xlsx import EXACT_DIGITS, FIRST_YEAR


def exact(value: Decimal | int) -> bool:
    """Tell whether a spreadsheet keeps all digits of a number."""
    return len(Decimal(value).normalize().as_tuple().digits) <= EXACT_DIGITS


def whole_day(text: str | None) -> date | str | None:
    """Return a whole day as a date; one printed in part, or too old for a sheet, stays a text."""
    if text is None or len(text) != len("YYYY-MM-DD"):
        return text
    day = date.fromisoformat(text)
    return day if day.year > FIRST_YEAR else text
