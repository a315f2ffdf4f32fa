"""What is not known of a place, in words: years, records, suppliers, buyers, residents, borders."""

from collections.abc import Iterable

from dashboard.html.inputs import Cell, Fact
from dashboard.page import Page
from dashboard.stories.coverage import border_sentences, left_out_sentences, spans
from dashboard.stories.region import records_link
from dashboard.views.region import RegionView
from dashboard.words import Words


def facts(page: Page, view: RegionView) -> list[Fact]:
    """Return what is known and not known, a line each; lines that say nothing are left out."""
    return [*_years(page, view), *_population(page, view), *_records(page, view), *_parties(page.tr, view)]


def _years(page: Page, view: RegionView) -> Iterable[Fact]:
    tr, known = page.tr, view.coverage
    if known.loaded:
        yield Fact(tr("Years of which the register was read"), Cell(spans(known.loaded)))
    if known.found:
        yield Fact(tr("Years with something found"), Cell(spans(known.found)))
    if known.nothing:
        note = tr("Nothing found does not mean that nothing was spent.")
        yield Fact(tr("Years with nothing found yet"), Cell(spans(known.nothing), note=note))


def _population(page: Page, view: RegionView) -> Iterable[Fact]:
    tr, residents = page.tr, view.population
    if residents:
        note = tr.as_of(residents.as_of)
        yield Fact(tr("Residents"), Cell(tr.number(residents.residents), note=note))
    else:
        why = tr("not known here for towns and districts") if view.place else tr("no count for these years")
        yield Fact(tr("Residents"), None, why)


def _records(page: Page, view: RegionView) -> Iterable[Fact]:
    tr, unknown = page.tr, view.unknown
    if unknown.unknown_year:
        yield Fact(tr("Records of unknown year"), Cell(tr.number(unknown.unknown_year)))
    if unknown.several_years:
        note = tr("No source says how much of them belongs to which year.")
        yield Fact(tr("Records of several years"), Cell(tr.number(unknown.several_years), note=note))
    if unknown.towns and not view.place:
        note = tr("Not told per resident: the residents of towns and districts are not known here.")
        yield Fact(tr("Records of towns and districts"), Cell(tr.number(unknown.towns), note=note))
    if unknown.not_counted:
        href = records_link(page, view, counted="all")
        note = tr("Each of them says why.")
        yield Fact(tr("Records in no total"), Cell(tr.number(unknown.not_counted), href=href, note=note))


def _parties(tr: Words, view: RegionView) -> Iterable[Fact]:
    unknown = view.unknown
    if unknown.contracts:
        told = tr("%(count)s of %(all)s", count=tr.number(unknown.no_contractor), all=tr.number(unknown.contracts))
        yield Fact(tr("Contracts and payments without a named supplier"), Cell(told))
    if unknown.buyers:
        told = tr("%(count)s of %(all)s", count=tr.number(unknown.buyers_without_bin), all=tr.number(unknown.buyers))
        note = tr("Without the identification number a buyer can't be looked up in the register.")
        yield Fact(tr("Buyers known by name only"), Cell(told, note=note))


def sentences(page: Page, view: RegionView) -> list[str]:
    """Return what the measure leaves out and what the borders meant before."""
    told = [] if page.filters.measure == "nominal" else left_out_sentences(page, view.left_out, view.price_year)
    return [*told, *border_sentences(page.tr, view.regions, view.region["region"])]
