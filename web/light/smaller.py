"""Makes our own HTML smaller without changing what it says."""

import re
from html import unescape
from json import dumps
from typing import Final

from markupsafe import Markup

LONGEST_LINK: Final = 300

_LONG_LINK: Final = re.compile(rf'<a [^>]*?href="[^"]{{{LONGEST_LINK},}}"[^>]*>(.*?)</a>', re.DOTALL)
_TABLE: Final = re.compile(r'<table role="table">(.*?)</table>', re.DOTALL)
_FIRST_ROW: Final = re.compile(r"<tbody.*?</tr>", re.DOTALL)
_LABEL: Final = re.compile(r' data-label="([^"]*)"')


def without_long_links(html: Markup) -> Markup:
    """Return HTML with the texts of over-long links in the place of the links: the numbers need the room."""
    return Markup(_LONG_LINK.sub(r"\1", html))  # noqa: S704 — our own HTML, from which only tags are taken


def labels_once(html: Markup) -> tuple[Markup, str]:
    """Take the labels off the cells of tables, and return the rules that show each of them once a table.

    A phone shows rows as cards, each value with its column's name before it.
    """
    rules: list[str] = []

    def without(found: re.Match[str]) -> str:
        name, first = f"aq-t{len(rules)}", _FIRST_ROW.search(found[1])
        labels = _LABEL.findall(first[0]) if first else []
        rules.append("".join(_rule(name, place, text) for place, text in enumerate(labels, 1)))
        return f'<table role="table" class="{name}">{_LABEL.sub("", found[1])}</table>'

    shown = Markup(_TABLE.sub(without, html))  # noqa: S704 — our own HTML, from which only attributes are taken
    # Held to phones: elsewhere the head of the table names its columns.
    return shown, f"@media (max-width:640px){{{''.join(rules)}}}" if any(rules) else ""


def _rule(table: str, place: int, text: str) -> str:
    said = dumps(f"{unescape(text)}: ", ensure_ascii=False).replace("<", "\\3c ")
    return f".aq-part .{table} tbody td:nth-child({place})::before{{content:{said}}}"
