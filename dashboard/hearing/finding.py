"""The finding of a pack: the title sentence with the number, the one after it, the key numbers and their limits."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

from dashboard import labels
from dashboard.filters import Filters
from dashboard.hearing.pack import Block, Chapter, Numbers, Told
from dashboard.html.inputs import Key
from dashboard.page import Page
from dashboard.sentences import begun, name_of, reaching_further
from dashboard.stories import by_year, overview, system
from dashboard.stories.records import nothing_means, sum_or_none
from dashboard.stories.years import kind_blocks
from dashboard.views import hearing, years
from dashboard.views import overview as found
from dashboard.views import system as systems
from dashboard.views.hearing import Chosen
from dashboard.views.money import money
from dashboard.views.overview import OverviewView
from dashboard.views.system import SystemView
from dashboard.words import Words
from pipelines.marks import N_

SUBJECTS: Final = ("record", "system", "contractor", "customer", "place", "region")
"""Keys of a link that may name what a pack is about, the narrowest first."""
TITLES: Final[Mapping[str, str]] = {
    "": N_("%(what)s: %(sum)s found so far, %(apart)s"),
    "local": N_("%(what)s: %(sum)s of local money found so far, %(apart)s"),
    "central": N_("%(what)s: %(sum)s of central money found so far, %(apart)s"),
}
"""Level that must be named, "" where nothing is known of the other → the title."""


def chapter(page: Page) -> Chapter:
    """Return the key numbers of the link and what must be known of them."""
    view = page.view(found.build)
    if not view.total.records:
        return Chapter("finding", page.tr("What was found so far"), "", _nothing(page, view))
    so_far = page.tr("Found in open sources so far: what was not published or not read yet is not in these numbers.")
    sentence = " ".join(one for one in (so_far, _unpaid(page)) if one)
    limits = _limits(page, view)
    blocks: tuple[Block, ...] = (Numbers(_numbers(page, view)), *((Told(limits),) if limits else ()))
    return Chapter("finding", page.tr("What was found so far"), sentence, blocks)


def _nothing(page: Page, view: OverviewView) -> tuple[Block, ...]:
    tr = page.tr
    known = tr("Records are known, but none of them is in the totals; the list of records says why.")
    said = (
        known if view.read.records else nothing_means(tr),
        overview.apart_sentence(page, view),
        *_further(page),
        _disputed_said(page),
    )
    return (Told(tuple(one for one in said if one)),)


# ── the two sentences ─────────────────────────────────────────────────────────────────────────────────────────────


def title(page: Page) -> str:
    """Return the title sentence with the number: what it is about, how much, contracted and planned apart."""
    tr, view = page.tr, page.view(found.build)
    what = _about(page, view)
    if not view.total.records:
        return _nothing_title(page, view, what)
    if not by_year.known(view.total):
        return tr.plural(
            "%(what)s: %(count)s record found so far; its sum cannot be told in this measure",
            "%(what)s: %(count)s records found so far; their sum cannot be told in this measure",
            view.total.records,
            what=what,
        )
    if page.filters.level == "all" and view.apart.records and by_year.known(view.apart):
        return _both_levels(page, view, what)
    named = view.level if view.level == "central" or view.apart.records else ""
    said = by_year.told(tr, view.total, view.measure, view.price_year)
    return tr(TITLES[named], what=what, sum=said, apart=by_year.apart(tr, view.total))


def _both_levels(page: Page, view: OverviewView, what: str) -> str:
    local, central = (by_year.told(page.tr, one, view.measure, view.price_year) for one in (view.total, view.apart))
    return page.tr(
        "%(what)s: %(local)s of local money and, apart, %(central)s of central money found so far",
        what=what,
        local=local,
        central=central,
    )


def _nothing_title(page: Page, view: OverviewView, what: str) -> str:
    tr = page.tr
    if page.filters.level == "all" and view.apart.records:
        if not by_year.known(view.apart):
            return tr.plural(
                "%(what)s: nothing found so far of local money; apart, %(count)s record of central money",
                "%(what)s: nothing found so far of local money; apart, %(count)s records of central money",
                view.apart.records,
                what=what,
            )
        central = by_year.told(tr, view.apart, view.measure, view.price_year)
        return tr(
            "%(what)s: nothing found so far of local money; apart, %(central)s of central money",
            what=what,
            central=central,
        )
    if not view.read.records:
        return tr("%(what)s: nothing found so far", what=what)
    if _is_one_system(page.filters):
        return system.title(page, _system_view(page))  # where sources differ it tells from how much to how much
    return tr.plural(
        "%(name)s: %(count)s record found so far, not in the totals",
        "%(name)s: %(count)s records found so far, none of them in the totals",
        view.read.records,
        name=what,
    )


def _is_one_system(filters: Filters) -> bool:
    return len(filters.system) == 1 and {key for key, _ in filters.active()} <= {"system", "level", "counted"}


def _system_view(page: Page) -> SystemView:
    view: SystemView = page.site.view(replace(page.asked, filters=Filters(id=page.filters.system[0])), systems.build)
    return view


def lead(page: Page) -> str:
    """Return how many records were read and counted, that a plan is no contract, and how many are disputed."""
    tr, chosen = page.tr, _chosen(page)
    if not chosen.records:
        return nothing_means(tr)
    plan = tr("A plan or a budget is not a contract.") if _tells_plans(page) else ""
    return " ".join(one for one in (_read(tr, chosen), plan, _disputed_said(page)) if one)


def _chosen(page: Page) -> Chosen:
    view: Chosen = page.view(hearing.build)
    return view


def _tells_plans(page: Page) -> bool:
    """Tell whether a number of the title is planned money, at least in part."""
    view = page.view(found.build)
    told = (view.total, view.apart) if page.filters.level == "all" else (view.total,)
    return any(one.planned and by_year.known(one) for one in told)


def _read(tr: Words, chosen: Chosen) -> str:
    if chosen.counted == chosen.records:
        return tr.plural(
            "%(count)s record was read, and it is counted once.",
            "%(count)s records were read, and each is counted once.",
            chosen.records,
        )
    return tr(
        "Records read: %(read)s; counted: %(counted)s; not counted: %(left_out)s, and the list of records says why.",
        read=tr.number(chosen.records),
        counted=tr.number(chosen.counted),
        left_out=tr.number(chosen.records - chosen.counted),
    )


# ── what a pack is about ──────────────────────────────────────────────────────────────────────────────────────────


def _about(page: Page, view: OverviewView) -> str:
    """Name what the number is of; where other filters take some of its money away, say that they do."""
    filters = page.filters
    key = next((one for one in SUBJECTS if getattr(filters, one)), "category")
    what = begun(_listed(page.tr, _names(page, key)))
    whole = Filters(**{key: getattr(filters, key)}, level=view.level, measure=view.measure)
    narrowed = {one for one, _ in filters.active()} - {key, "level", "measure", "counted"}
    if not narrowed or (view.total.records and page.site.view(replace(page.asked, filters=whole), money) == view.total):
        return what
    return page.tr("%(what)s, within the chosen filters", what=what)


def _names(page: Page, key: str) -> list[str]:
    tr, names, values = page.tr, page.names, getattr(page.filters, key)
    if key == "category":
        return [labels.category(tr, one) for one in values] or [tr("Media and IT")]
    rows, field = {
        "record": (names.records, "title"),
        "system": (names.systems, "name"),
        "contractor": (names.parties, "short"),
        "customer": (names.parties, "short"),
        "place": (names.places, "name"),
        "region": (names.regions, "name"),
    }[key]
    return [name_of(tr, rows, one, field) for one in values]


def _listed(tr: Words, names: Sequence[str]) -> str:
    if len(names) == 1:
        return names[0]
    first, second, *more = names
    if not more:
        return tr("%(first)s and %(second)s", first=first, second=second)
    return tr.plural(
        "%(first)s, %(second)s and %(count)s more",
        "%(first)s, %(second)s and %(count)s more",
        len(more),
        first=first,
        second=second,
    )


# ── the numbers and their limits ──────────────────────────────────────────────────────────────────────────────────


def _numbers(page: Page, view: OverviewView) -> list[Key]:
    """Return contracts and plans apart, the years of the money, the records, and the other level where asked for."""
    tr, read = page.tr, view.read
    note = tr("of %(read)s read; the others are listed with their reasons", read=tr.number(read.records))
    every = page.link("/records", level=view.level, counted="all")
    made = [
        *_halves(page, view),
        Key(tr("Years of this money"), _years(tr, view), _unknown_year(tr, view)),
        Key(tr("Records counted"), tr.number(read.counted), note if read.left_out else "", every),
    ]
    if page.filters.level == "all" and view.apart.records:
        apart = by_year.apart(tr, view.apart)
        href = page.link("/records", level="central")
        made.append(Key(labels.level(tr, "central"), by_year.short(tr, view.apart), apart, href))
    return made


def _halves(page: Page, view: OverviewView) -> list[Key]:
    tr = page.tr
    committed, planned = labels.stage(tr, "committed"), labels.stage(tr, "planned")
    if not by_year.known(view.total):
        return [Key(one, tr("not known"), tr("not known in this measure")) for one in (committed, planned)]
    note = tr("not yet contracted, as far as known") if view.total.planned else ""
    return [
        Key(committed, sum_or_none(tr, view.total.committed), _contracted_and_paid(page, view)),
        Key(planned, sum_or_none(tr, view.total.planned), note),
    ]


def _contracted_and_paid(page: Page, view: OverviewView) -> str:
    """Tell contracts, payments and yearly costs apart; where only one of them was found, which."""
    tr = page.tr
    told = [one for one in kind_blocks(page.view(years.build)) if one.level == view.level and one.total.committed]
    if len(told) == 1:
        return labels.kind(tr, told[0].codes[0])
    parts = [(labels.kind(tr, one.codes[0]), tr.money_short(one.total.committed)) for one in told]
    return "; ".join(tr("%(kind)s: %(sum)s", kind=kind, sum=kzt) for kind, kzt in parts)


def _unpaid(page: Page) -> str:
    count = _chosen(page).unpaid
    if not count:
        return ""
    return page.tr.plural(
        "No source tells so far how much was paid under %(count)s contract.",
        "No source tells so far how much was paid under %(count)s contracts.",
        count,
    )


def _years(tr: Words, view: OverviewView) -> str:
    first = [line.period.year_from for line in view.by_group if line.period.year_from is not None]
    last = [line.period.year_to for line in view.by_group if line.period.year_to is not None]
    return tr.years(min(first, default=None), max(last, default=None))


def _unknown_year(tr: Words, view: OverviewView) -> str:
    records = sum(line.money.records for line in view.by_group if line.period.kind == "unknown")
    if not records:
        return ""
    return tr.plural("%(count)s record of unknown year", "%(count)s records of unknown year", records)


def _limits(page: Page, view: OverviewView) -> tuple[str, ...]:
    tr = page.tr
    said = (
        overview.note(page, view),
        by_year.inexact(tr, view.total),
        overview.apart_sentence(page, view),
        *_further(page),
        _disputed_said(page),
    )
    return tuple(one for one in said if one)


def _further(page: Page) -> list[str]:
    return [one.text for one in reaching_further(page)]


def _disputed_said(page: Page) -> str:
    count = _chosen(page).disputed
    if not count:
        return ""
    return page.tr.plural(
        "%(count)s of these records is disputed: a correction is being checked.",
        "%(count)s of these records are disputed: corrections are being checked.",
        count,
    )
