"""Own what stands above every page: the site's name with its neutral line, and the styles of the frame."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from json import dumps
from pathlib import Path
from typing import Final

from markupsafe import Markup

from dashboard.html.drawing import draw, style_sheet
from dashboard.words import Words

LANGUAGE_NAMES: Final = {"kk": "қаз", "ru": "рус", "en": "eng"}


@dataclass(frozen=True, slots=True)
class Language:
    """One language of the site: its code, its name in itself, the same view in it."""

    code: str
    name: str
    href: str
    current: bool


def masthead(tr: Words, home: str, in_language: Callable[[str], str]) -> Markup:
    """Draw the site's name, which leads home, the line that says what the site is, and the languages.

    Languages are plain links: the page is loaded anew, so that its `lang` is right for a reader's voice.

    Args:
        tr: The translator.
        home: Link to the overview.
        in_language: Gives the link to the same view in a language.
    """
    languages = [Language(code, name, in_language(code), code == tr.language) for code, name in LANGUAGE_NAMES.items()]
    return draw("masthead.html", tr=tr, home=home, languages=languages)


def widget_words(tr: Words) -> Markup:
    """Return a style element with the reader's words for what Streamlit's own fields say in English."""
    said = {
        "typed": tr("Look for what is typed"),
        "enter": tr("Press Enter to search"),
        "none": tr("Nothing fits what is typed"),
    }
    pairs = "".join(f"--aq-word-{key}:{dumps(text, ensure_ascii=False)};" for key, text in said.items())
    return Markup("<style>:root{{{}}}</style>").format(Markup(pairs.replace("<", "")))  # noqa: S704 — our own texts


@cache
def frame_styles() -> Markup:
    """Return one style element: the sheet of all parts and that of the frame round Streamlit's own elements."""
    frame = (Path(__file__).parent / "frame.css").read_text(encoding="utf-8")
    return Markup("<style>{}</style>").format(Markup(style_sheet() + frame))  # noqa: S704 — our own files
