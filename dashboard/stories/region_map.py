"""The map of regions in words: what a pointer tells, what each colour means, all of it for listeners."""

from collections.abc import Iterable
from itertools import pairwise

from dashboard.charts.region_map import MapUnit
from dashboard.page import Page
from dashboard.stories.coverage import measured
from dashboard.views.regions import RegionRow, RegionsView, told
from dashboard.words import Words


def units(page: Page, view: RegionsView) -> list[MapUnit]:
    """Return the units of the map with what a pointer tells."""
    tr = page.tr
    return [
        MapUnit(
            slug=row.slug,
            step=row.step,
            hover=hover(page, view, row),
            asked=row.asked,
            mark=tr.pick(row.region, "short") if row.is_city else "",
        )
        for row in view.rows
    ]


def hover(page: Page, view: RegionsView, row: RegionRow) -> str:
    """Return what a pointer on a region tells: money, per resident, records, what is known."""
    tr = page.tr
    name = f"<b>{tr.pick(row.region, 'name')}</b>"
    if not row.asked:
        return "<br>".join([name, tr("not among the regions asked for")])
    lines = [name, *_money_lines(page, view, row), _known_line(tr, row)]
    return "<br>".join(lines)


def _money_lines(page: Page, view: RegionsView, row: RegionRow) -> list[str]:
    tr = page.tr
    if not row.money.records:
        return [tr("nothing found yet")]
    counted = tr.plural("%(count)s record", "%(count)s records", row.money.records)
    total = told(row.money)
    if total is None:
        return [tr("found, but cannot be told in this measure"), counted]
    lines = [
        tr("%(sum)s found so far", sum=measured(page, total, view.price_year)),
        tr(
            "of it committed: %(committed)s; planned: %(planned)s",
            committed=tr.money_short(row.money.committed),
            planned=tr.money_short(row.money.planned),
        ),
        counted,
    ]
    each = told(row.per_resident)
    if page.filters.measure != "per_resident" and each is not None:
        lines.insert(2, tr("%(sum)s per resident (towns left out)", sum=tr.money_short(each)))
    return lines


def _known_line(tr: Words, row: RegionRow) -> str:
    return tr(
        "something is known for %(known)s of %(asked)s years",
        known=tr.number(len(row.coverage.known)),
        asked=tr.number(len(row.coverage.asked)),
    )


def legend(page: Page, view: RegionsView) -> list[str]:
    """Return what each colour step means, the lowest first."""
    tr = page.tr
    if not view.bounds:
        return []
    texts = [tr.money_short(bound) for bound in view.bounds]
    between = [tr("%(low)s to %(high)s", low=low, high=high) for low, high in pairwise(texts)]
    return [tr("under %(sum)s", sum=texts[0]), *between, tr("%(sum)s and more", sum=texts[-1])]


def nothing_label(page: Page) -> str:
    """Return what the hatched paper of the map means."""
    tr = page.tr
    return tr("nothing found yet") if page.filters.measure == "nominal" else tr("nothing to tell")


def alt(page: Page, view: RegionsView) -> str:
    """Return the map in words."""
    tr = page.tr
    told_rows = [row for row in view.asked if told(row.money) is not None]
    sums = "; ".join(
        tr(
            "%(name)s: %(sum)s",
            name=tr.pick(row.region, "short"),
            sum=tr.money_short(row.money.total),
        )
        for row in by_name(tr, told_rows)
    )
    empty = [tr.pick(row.region, "short") for row in by_name(tr, view.asked) if row not in told_rows]
    text = tr("Map of the regions and cities, coloured by what was found so far. %(sums)s.", sums=sums or "—")
    return f"{text} {tr('Nothing to tell: %(names)s.', names=', '.join(empty))}" if empty else text


def by_name(tr: Words, rows: Iterable[RegionRow]) -> list[RegionRow]:
    """Return regions in the order of their short names: uneven sources make no order by money."""
    return sorted(rows, key=lambda row: tr.sort_key(tr.pick(row.region, "short")))
