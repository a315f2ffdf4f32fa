"""The chapter of terms: only those that this pack uses, in the words of the site's own glossary."""

from collections.abc import Mapping
from typing import Final

from dashboard.hearing.pack import Chapter, Terms
from dashboard.page import Page
from dashboard.stories.glossary import TERMS, Term
from dashboard.views import hearing, overview, promises
from dashboard.views.hearing import Chosen
from pipelines.marks import N_

OWN: Final = (
    Term(
        "term-counted",
        "Counted once",
        "Посчитано один раз",
        "Бір рет есептелген",
        N_("In the total. Where several sources tell of the same money, only one of them counts."),
    ),
    Term(
        "term-quota",
        "Quota",
        "Обязательство по договору (квота)",
        "Шарт бойынша міндеттеме (квота)",
        N_("A number that was promised: comments a month, staff, hours."),
    ),
    Term(
        "term-bound",
        "Bound («at most»)",
        "Верхняя граница («не более»)",
        "Жоғарғы шек («ең көбі»)",
        N_("All the money divided by what was promised: one unit cost this or less, if what stands beside it holds."),
    ),
    Term(
        "term-peers",
        "Fair peers",
        "Сопоставимые",
        "Шамаластары",
        N_("Those that a fixed rule sets beside this one: the same kind, or the nearest number of residents."),
    ),
)
"""Terms of packs that the site's glossary does not hold."""
KINDS: Final[Mapping[str, str]] = {
    "contract": "term-contract",
    "spent": "term-paid",
    "annual_cost": "term-paid",
    "budget": "term-budget",
    "plan": "term-plan",
    "lot_estimate": "term-lot",
}
MEASURES: Final[Mapping[str, str]] = {
    "nominal": "term-nominal",
    "real": "term-real",
    "per_resident": "term-per-resident",
}
ALWAYS: Final = ("term-record", "term-edition", "term-found", "term-counted", "term-customer", "term-supplier")
OF_CHAPTERS: Final[Mapping[str, tuple[str, ...]]] = {
    "needs": ("term-need", "term-unit-cost"),
    "peers": ("term-peers", "term-per-resident"),
}
"""Terms that a chapter brings with it, where the pack has it."""


def chapter(page: Page) -> Chapter:
    """Return the terms of the pack, in the same order in each language, so that columns of two languages agree."""
    tr, used = page.tr, _used(page)
    items = tuple((term.name(tr.language), tr(term.meaning)) for term in (*TERMS, *OWN) if term.anchor in used)
    return Chapter("glossary", tr("What words mean here"), "", (Terms(items),))


def _used(page: Page) -> set[str]:
    view: Chosen = page.view(hearing.build)
    used = {
        *ALWAYS,
        MEASURES[page.view(overview.build).measure],
        *(KINDS[kind] for kind in view.kinds if kind in KINDS),
    }
    asked = {part.partition("-")[2] for part in page.filters.part}
    for key, anchors in OF_CHAPTERS.items():
        used |= set(anchors) if not asked or key in asked else set()
    told: promises.PromisesView = page.view(promises.build)
    if told.promises and (not asked or "promises" in asked):
        used |= {"term-quota"} | ({"term-bound"} if told.priced else set())
    return used
