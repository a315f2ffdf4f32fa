"""The figures of a pack, at most five: those of the pages, chosen by whether their bars say something of their own."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Final

from dashboard.bodies import compare as compare_body
from dashboard.bodies import contractor as contractor_body
from dashboard.bodies import contractors as contractors_body
from dashboard.bodies import customers as customers_body
from dashboard.bodies import system as system_body
from dashboard.bodies import years as years_body
from dashboard.body import Figure, MakeBody
from dashboard.filters import Filters
from dashboard.hearing import figure_bars, figure_numbers, peers
from dashboard.hearing.pack import Behind, Chapter, Pictured, Told
from dashboard.page import Page
from dashboard.stories import by_year
from dashboard.stories import compare as side_by_side
from dashboard.stories import contractors as contractors_story
from dashboard.stories import customers as customers_story
from dashboard.stories import years as years_story
from dashboard.stories.publishers import publisher
from dashboard.views import compare, contractor, contractors, customers, overview, years
from dashboard.views.contractor import ContractorView
from dashboard.views.money import Money
from dashboard.views.overview import OverviewView
from dashboard.views.years import Block, YearsView

MOST: Final = 5
MOST_SYSTEMS: Final = 4
LEAST_BARS: Final = 2
AXES: Final = ("system", "contractor", "customer", "place", "region")

Bar = tuple[Decimal, Decimal]


@dataclass(frozen=True)
class Choice:
    """A figure that a pack may have.

    Attributes:
        bars: Committed and planned money of each of its bars; bars without money are none.
        draw: Makes it; asked only where it is taken.
        behind: Names its bars and says which records they are; asked only where it is taken.
    """

    bars: tuple[Bar, ...]
    draw: Callable[[], Pictured | None]
    behind: Callable[[], Behind]

    @property
    def says(self) -> tuple[Bar, ...]:
        """Return its bars without their names: two figures with the same ones say the same."""
        return tuple(sorted(self.bars))


def chapter(page: Page) -> Chapter:
    """Return the figures that say something, each with its words and its vector drawing."""
    tr, taken = page.tr, _taken(page)
    if not taken:
        none = tr("There are fewer than two sums to set beside each other, so no figure is drawn.")
        return Chapter("figures", tr("Figures"), "", (Told((none,)),))
    return Chapter("figures", tr("Figures"), by_year.marks(tr), taken)


def _taken(page: Page) -> tuple[Pictured, ...]:
    made, said = list[Pictured](), set[tuple[Bar, ...]]()
    for one in _choices(page):
        if len(made) < MOST and len(one.bars) >= LEAST_BARS and one.says not in said:
            said.add(one.says)
            drawn = one.draw()
            made += [replace(drawn, behind=one.behind())] if drawn else []
    return tuple(made)


def _choices(page: Page) -> Iterator[Choice]:
    """Yield what may be drawn, what tells most first; one that is not asked for costs nothing."""
    yield from _side_by_side(page)
    yield _by_group(page)
    yield from _stages(page)
    yield from _beside_peers(page)
    yield from _regions(page)
    yield _suppliers(page)
    yield _buyers(page)
    yield from _taxes(page)
    yield _split(page, "category", figure_bars.categories, years_story.category_blocks)
    yield _split(page, "kind", figure_bars.kinds, years_story.kind_blocks)
    yield _by_span(page)


def _of_money(several: Iterable[Money]) -> tuple[Bar, ...]:
    return tuple((one.committed, one.planned) for one in several if one.total)


def _drawn(page: Page, make: MakeBody, key: str, foot: str) -> Pictured | None:
    """Return a figure of a page's body with a line under it, where the body has it as a drawing."""
    figure = make(page).figure(key)
    return Pictured(figure, foot) if figure and figure.vector else None


def _named(key: str, title: str, drawn: Pictured | None) -> Pictured | None:
    """Name a figure anew: beside others «What for» or «Largest sums» does not say whose."""
    return drawn and Pictured(replace(drawn.figure, key=key, title=title), drawn.foot)


def _foot(page: Page, records: int, note: str = "") -> str:
    """Return the line under a figure: sources, day, records counted, and what else must be known."""
    return _line(page, page.tr.plural("%(count)s record counted", "%(count)s records counted", records), note)


def _line(page: Page, records: str, note: str) -> str:
    source, as_of = page.tr("Source: publications named at each record"), page.tr.as_of(page.asked.snapshot.day)
    return " · ".join(one for one in (source, as_of, records, note.strip()) if one)


def _other(page: Page, key: str, **changes: str) -> Page:
    """Return another page of the same link: its own parts, order and mode are left behind."""
    filters = page.filters.shared().with_(**changes)
    return replace(page, key=key, asked=replace(page.asked, filters=filters))


def _profile(page: Page, key: str, subject: str) -> Page:
    """Return the page of one subject, on which nothing else in the link plays a part."""
    alone = Filters(id=subject, lang=page.filters.lang, asof=page.filters.asof)
    return replace(page, key=key, asked=replace(page.asked, filters=alone))


# ── those that a link names, side by side, and fair peers ─────────────────────────────────────────────────────────


def _side_by_side(page: Page) -> Iterator[Choice]:
    if any(len(getattr(page.filters, axis)) >= LEAST_BARS for axis in AXES):
        yield _compared(_other(page, "compare"), "side_by_side", page.tr("Side by side"))


def _beside_peers(page: Page) -> Iterator[Choice]:
    """Yield a region beside those of similar size, per resident: whole sums would only say which is larger."""
    if peers.axis_of(page.filters) == "region":
        asked = peers.by_rule(page, "region")
        filters = replace(asked.filters, measure="per_resident")
        title = page.tr("Per resident, beside fair peers")
        yield _compared(replace(asked, asked=replace(asked.asked, filters=filters)), "beside_peers", title)


def _compared(page: Page, key: str, title: str) -> Choice:
    view = page.view(compare.build)
    bars = _of_money(side.money for side in view.sides)
    records = sum(side.money.records for side in view.sides)
    places = view.axis.kind in ("place", "region")
    standing = side_by_side.standing(page, view) if places else ""  # more found is not more spent
    foot = _foot(page, records, f"{_measure(page, view.measure, view.price_year)} {standing}")
    return Choice(
        bars,
        lambda: _named(key, title, _drawn(page, compare_body.body, "by_group", foot)),
        lambda: figure_numbers.compared(page, view),
    )


def _measure(page: Page, measure: str, price_year: int | None) -> str:
    """Say what the measure of a figure is; nothing of prices as printed."""
    tr = page.tr
    if measure == "nominal":
        return ""
    if measure == "real":
        return tr("Inflation is taken out: prices of %(year)s.", year=str(price_year))
    return tr("Tenge per resident of the region that pays; towns, spans of years and unknown years are left out.")


# ── years, categories, kinds, regions ─────────────────────────────────────────────────────────────────────────────


def _by_group(page: Page) -> Choice:
    view: YearsView = page.view(years.build)
    bars = _of_money(line.money for line in view.by_group)
    return _of_years(page, view, "by_group", bars, lambda: figure_numbers.by_group(page, view))


def _by_span(page: Page) -> Choice:
    view: YearsView = page.view(years.build)
    spans = [line.money for line in view.by_period if line.period.kind != "one"]
    return _of_years(page, view, "by_span", _of_money(spans), lambda: figure_numbers.by_span(page, view))


def _of_years(page: Page, view: YearsView, key: str, bars: tuple[Bar, ...], behind: Callable[[], Behind]) -> Choice:
    foot = _years_foot(page, view)
    return Choice(bars, lambda: _drawn(_other(page, "years"), years_body.body, key, foot), behind)


def _years_foot(page: Page, view: YearsView) -> str:
    return _foot(page, view.records, _measure(page, view.measure, view.price_year))


def _split(
    page: Page, column: str, make: Callable[[Page, YearsView], Figure], blocks: Callable[[YearsView], Sequence[Block]]
) -> Choice:
    view: YearsView = page.view(years.build)
    bars = _of_money(one.total for one in blocks(view))
    return Choice(
        bars,
        lambda: Pictured(make(page, view), _years_foot(page, view)),
        lambda: figure_numbers.split(page, view, column, blocks(view)),
    )


def _regions(page: Page) -> Iterator[Choice]:
    """Yield where the money was found, of a link that is not about places or bodies of its own."""
    view: OverviewView = page.view(overview.build)
    if view.country_wide:
        foot = _foot(page, view.total.records, f"{_first(page, view)} {_measure(page, view.measure, view.price_year)}")
        bars = _of_money(money for _, money in view.regions)
        yield Choice(
            bars,
            lambda: Pictured(figure_bars.regions(page, view), foot),
            lambda: figure_numbers.regions(page, view),
        )


def _first(page: Page, view: OverviewView) -> str:
    drawn, found = figure_bars.MOST_REGIONS, len(view.regions)
    if found <= drawn:
        return ""
    return page.tr("Drawn: the largest %(drawn)s of %(all)s.", drawn=page.tr.number(drawn), all=page.tr.number(found))


# ── systems, suppliers, buyers ───────────────────────────────────────────────────────────────────────────────────


def _stages(page: Page) -> Iterator[Choice]:
    """Yield what the records of each system tell, in order of time; they are never added up."""
    for system_id in page.filters.system[:MOST_SYSTEMS]:
        yield _stages_of(page, system_id)


def _stages_of(page: Page, system_id: str) -> Choice:
    view, asked = peers.of_system(page, system_id), _profile(page, "system", system_id)
    told = [row for row in view.records if row["amount_kzt"] is not None]
    nothing = Decimal(0)
    bars = tuple(
        (nothing, row["amount_kzt"]) if row["stage"] == "planned" else (row["amount_kzt"], nothing) for row in told
    )

    def draw() -> Pictured | None:
        tr, drawn = page.tr, system_body.body(asked).figure("stages")
        if drawn is None or view.system is None:
            return None
        named = tr("%(name)s: what its records tell", name=tr.pick(view.system, "name"))
        records = tr.plural("%(count)s record drawn", "%(count)s records drawn", len(told))
        beyond = tr("All its records, whatever else the link asks for.") if peers.beyond_systems(page.filters) else ""
        foot = _line(page, records, f"{tr('The bars are never added up.')} {beyond}")
        return Pictured(replace(drawn, key=f"stages_{system_id}", title=named), foot)

    return Choice(bars, draw, lambda: figure_numbers.stages(page, view))


def _suppliers(page: Page) -> Choice:
    asked = _other(page, "contractors", counted="")
    view = asked.view(contractors.build)
    unnamed = page.tr("Records without a named supplier are not in the bars.") if view.unnamed.records else ""
    foot = _foot(page, view.named_money.records, f"{unnamed} {_as_printed(page)}".strip())
    bars, title = _of_money(one.money for one in view.largest), page.tr("Who is paid")
    return Choice(
        bars,
        lambda: _named("suppliers", title, _drawn(asked, contractors_body.body, "suppliers", foot)),
        lambda: figure_numbers.parties(asked, view, "contractor_id", contractors_story.WORDING),
    )


def _buyers(page: Page) -> Choice:
    asked = _other(page, "customers", counted="")
    view = asked.view(customers.build)
    foot = _foot(page, view.named_money.records, _as_printed(page))
    bars, title = _of_money(one.money for one in view.largest), page.tr("Who pays")
    return Choice(
        bars,
        lambda: _named("buyers", title, _drawn(asked, customers_body.body, "buyers", foot)),
        lambda: figure_numbers.parties(asked, view, "customer_id", customers_story.WORDING),
    )


def _as_printed(page: Page) -> str:
    """Say that lists of parties keep to prices as printed, where the link asks for another measure."""
    return "" if page.filters.measure == "nominal" else page.tr("In the prices of that year.")


def _taxes(page: Page) -> Iterator[Choice]:
    """Yield the taxes of the one supplier that a link is about, as its source tells them."""
    if peers.axis_of(page.filters) == "contractor":
        asked = _profile(page, "contractor", page.filters.contractor[0])
        view: ContractorView = asked.view(contractor.build)
        paid = [row["taxes_paid_kzt"] for row in view.party_years if row["taxes_paid_kzt"] is not None]
        bars = tuple((kzt, Decimal(0)) for kzt in paid)
        yield Choice(
            bars,
            lambda: _drawn(asked, contractor_body.body, "taxes", _tax_foot(asked, view)),
            lambda: figure_numbers.taxes(asked, view),
        )


def _tax_foot(page: Page, view: ContractorView) -> str:
    tr = page.tr
    ids = dict.fromkeys(row["source_id"] for row in view.party_years if row["source_id"] in view.sources)
    names = dict.fromkeys(publisher(tr, view.sources[one]["publisher"]) for one in ids)
    return tr("Taxes paid, not money received. Source: %(sources)s.", sources="; ".join(names))
