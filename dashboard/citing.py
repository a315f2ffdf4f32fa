"""Owns how a view is cited: in plain words, by the form of GOST R 7.0.100 that libraries here use, and for BibTeX."""

import re
from dataclasses import dataclass
from typing import Final

from dashboard.page import Page
from dashboard.sentences import ended

SITE: Final = "Ақша қайда?"
SITE_LATIN: Final = "Aqsha Qaida"
_BIBTEX_SIGNS: Final = {
    "\\": r"\textbackslash{}",
    "{": r"\{",
    "}": r"\}",
    "$": r"\$",
    "&": r"\&",
    "%": r"\%",
    "#": r"\#",
    "_": r"\_",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    "₸": r"KZT",
}


@dataclass(frozen=True, slots=True)
class Citations:
    """One view cited in three ways; each is ready to be pasted."""

    plain: str
    gost: str
    bibtex: str


def citations(page: Page, title: str, origin: str = "") -> Citations:
    """Return the citations of a view as its edition shows it.

    Args:
        page: The page.
        title: What is cited: the title sentence of the view, or that of a figure.
        origin: Scheme and host; without it the link begins at the root.
    """
    tr, snapshot, link = page.tr, page.asked.snapshot, origin + page.frozen()
    day = snapshot.day
    plain = tr(
        "%(title)s «%(site)s» (Aqsha Qaida), data edition %(id)s of %(date)s. %(link)s. CC BY 4.0.",
        title=ended(title),
        site=SITE,
        id=snapshot.id,
        date=tr.date(day),
        link=link,
    )
    return Citations(plain=plain, gost=_gost(page, title, link), bibtex=_bibtex(page, title, link))


def _gost(page: Page, title: str, link: str) -> str:
    """Return the entry of an electronic resource: title, kind, site, year, address, date of the data, in that order."""
    tr, snapshot = page.tr, page.asked.snapshot
    year, month, day = snapshot.day.split("-")
    return tr(
        "%(title)s. — Text: electronic // %(site)s (Aqsha Qaida): [site]. — %(year)s. — Data edition %(id)s. — "
        "URL: %(link)s (date of the data: %(date)s).",
        title=title.rstrip("."),
        site=SITE,
        year=year,
        id=snapshot.id,
        link=link,
        date=f"{day}.{month}.{year}",
    )


def _bibtex(page: Page, title: str, link: str) -> str:
    snapshot = page.asked.snapshot
    languages = {"kk": "kazakh", "ru": "russian", "en": "english"}
    fields = {
        "title": f"{{{_safe(title)}}}",
        "author": f"{{{{{SITE_LATIN}}}}}",
        "year": f"{{{snapshot.day[:4]}}}",
        "version": f"{{{snapshot.id}}}",
        "date": f"{{{snapshot.day}}}",
        "url": f"{{{link}}}",
        "language": f"{{{languages[page.tr.language]}}}",
        "note": "{CC BY 4.0}",
    }
    lines = ",\n".join(f"  {name} = {value}" for name, value in fields.items())
    return f"@misc{{aqsha-qaida-{page.key}-{snapshot.id},\n{lines}\n}}\n"


def _safe(text: str) -> str:
    """Return a text that BibTeX reads as itself."""
    single = re.sub(r"\s+", " ", text)
    return "".join(_BIBTEX_SIGNS.get(sign, sign) for sign in single)
