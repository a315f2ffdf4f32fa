"""Owns what every export says of itself: the view, its links, the filters in words, the edition, the licence."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

from dashboard.exports.dataset import Dataset
from dashboard.filters import Filters
from dashboard.page import Page
from dashboard.sentences import DROPPED, UNREADABLE
from dashboard.words import LANGUAGES, words
from pipelines.marks import N_

LICENCE: Final = "CC-BY-4.0"
LICENCE_LINK: Final = "https://creativecommons.org/licenses/by/4.0/"
SITE: Final = "Ақша қайда?"


@dataclass(frozen=True)
class About:
    """What an export says of itself; links are whole addresses where the site's address is known.

    Attributes:
        view: Key of the view.
        table: Name of the table.
        link: The page of this view, as asked for.
        frozen_link: The page that will show the same in years.
        edition: Id of the data edition.
        edition_day: Its day, YYYY-MM-DD.
        filters: What is shown, in each language.
        dropped: What of the link could not be applied: parameter, value, code of the reason, and a sentence.
        measure: What the sums are told in.
        price_year: Year in whose prices real money is told.
        dictionary: Where columns are explained.
        licence: Its SPDX name.
        licence_link: Its text.
    """

    view: str
    table: str
    link: str
    frozen_link: str
    edition: str
    edition_day: str
    filters: Mapping[str, str]
    dropped: tuple[Mapping[str, str], ...]
    measure: str
    price_year: int | None
    dictionary: str
    licence: str = LICENCE
    licence_link: str = LICENCE_LINK

    def told(self) -> dict[str, Any]:
        """Return it as a mapping, in the order of the fields."""
        return {name: getattr(self, name) for name in self.__dataclass_fields__}


def about(dataset: Dataset, origin: str) -> About:
    """Return what an export says of itself.

    Args:
        dataset: What is exported.
        origin: Scheme and host of the site; "" leaves links without them.
    """
    page = dataset.page
    return About(
        view=dataset.key,
        table=dataset.table,
        link=origin + page.written(page.path, page.filters),
        frozen_link=origin + page.frozen(),
        edition=page.asked.snapshot.id,
        edition_day=page.asked.snapshot.day,
        filters={language: dataset.sentence(in_language(page, language)) for language in LANGUAGES},
        dropped=tuple(dropped(page)),
        measure=dataset.measure,
        price_year=dataset.price_year,
        dictionary=f"{origin}{page.written('/data', Filters(lang=page.tr.language))}#dictionary",
    )


def in_language(page: Page, language: str) -> Page:
    """Return the same page in another language."""
    return replace(page, tr=words(language))


def dropped(page: Page) -> list[dict[str, str]]:
    """Return what of the link could not be applied, in a form for programs and in a sentence."""
    tr, day = page.tr, page.tr.date(page.asked.snapshot.day)
    return [
        {
            "parameter": one.key,
            "value": one.value,
            "reason": one.why,
            "detail": tr(_REASONS.get(one.why, UNREADABLE), key=one.key, value=one.value, date=day),
        }
        for one in page.asked.dropped
    ]


_REASONS: Final = {**DROPPED, "plays_no_part": N_("«%(key)s» in the link plays no part here.")}


def file_name(dataset: Dataset, form: str) -> str:
    """Name a download so that it still speaks in a folder among others; ASCII, at most about 150 letters."""
    page = dataset.page
    table = dataset.table if dataset.table != dataset.key else ""
    asked = [value for key, value in page.filters.to_params() if key in _NAMED]
    words_of_it = ["aqsha-qaida", dataset.key, table, *asked]
    stem = "-".join(word for word in words_of_it if word)[:_NAME_LENGTH].rstrip("-.")
    return f"{stem}-{page.asked.snapshot.id}.{form}"


_NAMED: Final = frozenset({"id", "region", "place", "level", "from", "to", "category"})
_NAME_LENGTH: Final = 120
