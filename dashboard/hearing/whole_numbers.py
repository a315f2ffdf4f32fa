"""Owns that a number in the words of a source is not broken over two lines: not its groups, nor what scales it."""

import re
from typing import Final

_GROUPED: Final = re.compile(r"(?<![\d.,])\d{1,3}(?: \d{3})+(?!\d)")
_SCALED: Final = re.compile(r"(?<=\d) (?=(?:тыс|мың|млн|млрд|трлн|thousand|million|billion|trillion)\b)")
_NO_BREAK: Final = "\u00a0"


def whole_numbers(text: str) -> str:
    """Return a text whose numbers stay on one line: "2 158 962,54", "93 млн"; years side by side are no number."""
    grouped = _GROUPED.sub(lambda found: found[0].replace(" ", _NO_BREAK), text)
    return _SCALED.sub(_NO_BREAK, grouped)
