"""Makes the plain form of a page's filters: what the filter bar offers, as fields that any browser knows."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from markupsafe import Markup

from dashboard import labels
from dashboard.filters import CATEGORIES, Filters
from dashboard.html.drawing import draw
from dashboard.link_values import BRANCHES, LEVELS, MEASURES
from dashboard.page import Page
from dashboard.paths import OF_CHAPTERS
from dashboard.words import LANGUAGES
from pipelines.schemas import KINDS, TIERS

FORM_MARK: Final = "_form"
"""A hidden field by which a form's own query is known; the grammar passes over keys that begin so."""

_LANGUAGE_NAMES: Final = {"kk": "қазақша", "ru": "русский", "en": "English"}


@dataclass(frozen=True, slots=True)
class Choice:
    """One value that can be chosen; `branch` begins a group of them."""

    value: str
    label: str
    chosen: bool
    branch: bool = False


@dataclass(frozen=True, slots=True)
class Field:
    """One field: boxes to tick, a list to choose from, or two sums to type.

    Attributes:
        shape: boxes, list or sum.
        name: Key of the link.
        label: What it is called.
        choices: What can be chosen.
        value: What stands typed.
        wide: Takes the whole width: many boxes.
    """

    shape: str
    name: str
    label: str
    choices: Sequence[Choice] = ()
    value: str = ""
    wide: bool = False


def filter_form(page: Page, fields: Sequence[str], *, with_language: bool = False) -> Markup:
    """Draw the form of a page's filters.

    Args:
        page: The light page; the form leads to its own address.
        fields: What `FilterBar.fields` offers.
        with_language: Offer the languages in the form, where the page has no room for links to them.
    """
    offered = [field for name in fields if name in _FIELDS for field in _FIELDS[name](page)]
    if with_language:
        offered.append(_languages(page))
    named = {field.name for field in offered} | ({"q"} & set(fields))
    kept = page.filters.with_(lang=page.tr.language).to_params()
    left = ("page",) if page.key in OF_CHAPTERS else ("page", "part")
    return draw(
        "light/form.html",
        tr=page.tr,
        action=page.written(page.path, Filters()),
        kept=[pair for pair in kept if pair[0] not in named and pair[0] not in left],
        mark=FORM_MARK,
        seeks="q" in fields,
        sought=page.filters.q,
        fields=offered,
        active=len(page.filters.active()),
    )


def _boxes(page: Page, name: str, label: str, options: Sequence[tuple[str, str]], **kinds: Any) -> tuple[Field, ...]:  # noqa: ANN401
    chosen = getattr(page.filters, name)
    choices = [Choice(value, text, value in chosen, branch=value in BRANCHES) for value, text in options]
    return (Field("boxes", name, label, choices, **kinds),)


def _list(name: str, label: str, options: Sequence[tuple[str, str]], chosen: str) -> Field:
    return Field("list", name, label, [Choice(value, text, value == chosen) for value, text in options])


def _regions(page: Page) -> tuple[Field, ...]:
    tr = page.tr
    named = sorted(
        ((row["region"], tr.pick(row, "name")) for row in page.choices["regions"]), key=lambda one: tr.sort_key(one[1])
    )
    return _boxes(page, "region", tr("Region"), named, wide=True)


def _categories(page: Page) -> tuple[Field, ...]:
    codes = [code for branch in BRANCHES for code in (branch, *_inside(branch))]
    named = [(code, labels.category(page.tr, code)) for code in codes]
    return _boxes(page, "category", page.tr("Category"), named, wide=True)


def _inside(branch: str) -> list[str]:
    return [code for code in CATEGORIES if code.startswith(f"{branch}.")]


def _years(page: Page) -> tuple[Field, ...]:
    tr, filters = page.tr, page.filters
    several = sorted({*page.choices["years"], *(one for one in (filters.year_from, filters.year_to) if one)})
    options = [("", tr("any")), *((str(year), str(year)) for year in several)]
    return (
        _list("from", tr("From year"), options, str(filters.year_from or "")),
        _list("to", tr("To year"), options, str(filters.year_to or "")),
    )


def _levels(page: Page) -> tuple[Field, ...]:
    tr = page.tr
    options = [(code, tr("Both") if code == "all" else labels.level(tr, code)) for code in LEVELS]
    return (_list("level", tr("Who pays"), options, page.filters.level),)


def _kinds(page: Page) -> tuple[Field, ...]:
    return _boxes(page, "kind", page.tr("What the amount is"), [(code, labels.kind(page.tr, code)) for code in KINDS])


def _tiers(page: Page) -> tuple[Field, ...]:
    return _boxes(
        page, "tier", page.tr("How well it is evidenced"), [(code, labels.tier(page.tr, code)) for code in TIERS]
    )


def _measures(page: Page) -> tuple[Field, ...]:
    tr = page.tr
    names = {
        "nominal": tr("In prices of that year"),
        "real": tr("In prices of one year, inflation taken out"),
        "per_resident": tr("Per resident"),
    }
    return (_list("measure", tr("Measure"), [(code, names[code]) for code in MEASURES], page.filters.measure),)


def _amounts(page: Page) -> tuple[Field, ...]:
    tr, low, high = page.tr, page.filters.minimum, page.filters.maximum
    return (
        Field("sum", "min", tr("Sum from, tenge"), value="" if low is None else f"{low:f}"),
        Field("sum", "max", tr("Sum to, tenge"), value="" if high is None else f"{high:f}"),
    )


def _counted(page: Page) -> tuple[Field, ...]:
    tr = page.tr
    options = [("", tr("Only what is in the totals")), ("all", tr("Also what is not in the totals"))]
    return (_list("counted", tr("Records"), options, page.filters.counted),)


def _languages(page: Page) -> Field:
    options = [(code, _LANGUAGE_NAMES[code]) for code in LANGUAGES]
    return _list("lang", page.tr("Language"), options, page.tr.language)


_FIELDS: Final[Mapping[str, Callable[[Page], tuple[Field, ...]]]] = {
    "region": _regions,
    "category": _categories,
    "years": _years,
    "level": _levels,
    "kind": _kinds,
    "tier": _tiers,
    "measure": _measures,
    "amount": _amounts,
    "counted": _counted,
}
