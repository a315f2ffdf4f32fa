"""Fair peers of a pack: a region beside those of similar size, a system beside its kind, a supplier beside its own."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from dashboard import labels
from dashboard.filters import DEFAULTS, Filters
from dashboard.hearing.pack import Block, Chapter, Entry, Listed, Tabled, Told
from dashboard.html.inputs import Cell
from dashboard.page import Page
from dashboard.stories import compare as side_by_side
from dashboard.stories import compare_peers, compare_tables, system_peers
from dashboard.views import compare, system
from dashboard.views.compare import CompareView
from dashboard.views.peers import Peers
from dashboard.views.system import SystemView

MOST_SYSTEMS: Final = 4
MOST_PEERS: Final = 8
"""Peers of one subject that a pack has room for, the nearest; a supplier may have thousands."""
RULES: Final = {"region": "similar", "contractor": "kind"}
"""Key of which a link may name one value → the rule that its peers are chosen by."""
NAMED: Final = ("region", "place", "customer", "contractor", "record", "system")


def chapter(page: Page) -> Chapter:
    """Return the comparison with fair peers; where a choice has none, the answer that says so."""
    tr, heading = page.tr, page.tr("Beside fair peers")
    if page.filters.system:
        return Chapter("peers", heading, _of_systems_sentence(page), tuple(_of_systems(page)))
    view = compared(page)
    if view is None or view.axis.peers is None:
        none = tr("For such a choice there is no rule that finds fair peers; choose one region, system or supplier.")
        return Chapter("peers", heading, "", (Told((none,)),))
    asked = by_rule(page, axis_of(page.filters))
    shown = replace(view, axis=replace(view.axis, left_out=view.axis.left_out[: MOST_PEERS + 1 - len(view.sides)]))
    standing = side_by_side.standing(asked, shown) if view.sides else ""
    return Chapter("peers", heading, standing, tuple(_side_by_side(asked, shown, view.axis.peers)))


def axis_of(filters: Filters) -> str:
    """Return the key of the one region or supplier that a link is about; "" where it names several or other things."""
    named = [key for key in NAMED if getattr(filters, key)]
    return named[0] if len(named) == 1 and named[0] in RULES and len(getattr(filters, named[0])) == 1 else ""


def compared(page: Page) -> CompareView | None:
    """Return the link's one subject beside its peers; nothing where it has none, as the whole country has."""
    axis = axis_of(page.filters)
    view: CompareView | None = by_rule(page, axis).view(compare.build) if axis else None
    return view if view and view.axis.peers else None


def by_rule(page: Page, axis: str) -> Page:
    """Return the page of the comparison of the link's one subject with its peers."""
    idle = {key: DEFAULTS[key] for key in ("id", "sort", "page", "part")}
    filters = replace(page.filters, **idle, mode=RULES[axis])
    return replace(page, key="compare", asked=replace(page.asked, filters=filters))


def _side_by_side(page: Page, view: CompareView, found: Peers) -> Iterator[Block]:
    rule = compare_peers.rule(page, found)
    if not view.sides:
        yield Told((rule, compare_peers.no_peers(page, found)))
        return
    near = replace(found, peers=found.peers[:MOST_PEERS])
    notes = (rule, side_by_side.left_out(page, view), side_by_side.apart(page, view))
    yield Told(tuple(one for one in notes if one))
    yield Tabled(compare_tables.measure_table(page, view))
    yield Tabled(compare_peers.table(page, near))
    if more := len(found.peers) - len(near.peers):
        href = compare_peers.peers_link(page, found.axis, found.subject.key, found.rule)
        yield Listed((Entry(Cell(_more(page, more), href=href)),))


def _more(page: Page, count: int) -> str:
    return page.tr.plural(
        "%(count)s more peer in the full comparison", "%(count)s more peers in the full comparison", count
    )


# ── systems ───────────────────────────────────────────────────────────────────────────────────────────────────────


def _of_systems_sentence(page: Page) -> str:
    """Say what the comparison rests on, and that only the systems themselves choose it."""
    tr, told = page.tr, page.tr("The rule is printed with the numbers that it used.")
    if not beyond_systems(page.filters):
        return told
    return tr(
        "%(rule)s All records of a system are compared; the other filters of the link play no part here.", rule=told
    )


def beyond_systems(filters: Filters) -> bool:
    """Tell whether a link narrows the records of the systems that it names."""
    return bool({key for key, _ in filters.active()} - {"system", "level", "counted"})


def _of_systems(page: Page) -> Iterator[Block]:
    named = page.filters.system
    for one in named[:MOST_SYSTEMS]:
        yield from _of_system(page, one)
    if more := len(named[MOST_SYSTEMS:]):
        text = page.tr.plural(
            "%(count)s more system of the link has its peers on its own page.",
            "%(count)s more systems of the link have their peers on their own pages.",
            more,
        )
        yield Told((text,))


def of_system(page: Page, system_id: str) -> SystemView:
    """Return what is known of a system and of its kind elsewhere."""
    view: SystemView = page.site.view(replace(page.asked, filters=Filters(id=system_id)), system.build)
    return view


def _of_system(page: Page, system_id: str) -> Iterator[Block]:
    tr, view = page.tr, of_system(page, system_id)
    if view.system is None:
        return
    told = {"name": tr.pick(view.system, "name"), "kind": labels.system_kind(tr, view.system["kind"])}
    rule = tr(
        "%(name)s is set beside systems of the same kind (%(kind)s) paid for at the same level: contracts beside "
        "contracts, plans beside plans, in whole and per resident of the buyer's territory.",
        **told,
    )
    yield Told((rule, *system_peers.sentences(page, view)))
    if len(view.peers) > 1:
        yield Tabled(system_peers.table(page, replace(view, peers=view.peers[: MOST_PEERS + 1])))
        if more := len(view.peers[MOST_PEERS + 1 :]):
            yield Listed((Entry(Cell(_more(page, more), href=page.plain_link("/system", id=system_id))),))
