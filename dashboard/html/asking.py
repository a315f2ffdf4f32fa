"""Own what is taken away to be filled in or sent: the blanks of a form on paper, and a letter to copy."""

from collections.abc import Sequence

from markupsafe import Markup

from dashboard.html.drawing import draw
from dashboard.html.inputs import Blank


def blanks(fields: Sequence[Blank]) -> Markup:
    """Draw the fields of a form as lines to write on."""
    return draw("blanks.html", fields=fields)


def letter(text: str, lang: str, label: str) -> Markup:
    """Draw a letter: one press chooses all of it, to be copied; on paper it stands as it is.

    Args:
        text: The letter, with its line breaks.
        lang: Its language.
        label: What it is, for screen readers, in the reader's language.
    """
    return draw("letter.html", text=text, lang=lang, label=label)
