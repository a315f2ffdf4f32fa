"""Those compared in words: what was found of each, what is known of each, and what a comparison may not say."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Final

from dashboard import labels
from dashboard.charts.base import BarRow
from dashboard.charts.compare import BarGroup
from dashboard.filters import GROUPS, Dropped
from dashboard.html import parts
from dashboard.html.inputs import Cell, Key
from dashboard.page import Page
from dashboard.sentences import begun, name_of
from dashboard.stories import by_year
from dashboard.views.compare import AXES, CompareView, Side
from dashboard.views.money import Money
from dashboard.views.years import Block, Line, added, blocks
from dashboard.words import Words
from pipelines.marks import N_

PROFILES: Final[Mapping[str, str]] = {
    "system": "/system",
    "customer": "/customer",
    "contractor": "/contractor",
}
MOST_NAMED: Final = 12
"""Of those left out so many are named; the peers of a supplier may be thousands."""
_LEFT_OUT: Final[Mapping[str, str]] = {
    "link": N_("At most four stand side by side, the first by their ids. Left out: %(names)s."),
    "years": N_("At most four years stand side by side, the last ones asked for. Left out: %(names)s."),
    "peers": N_("At most four stand side by side, those nearest by the rule. Further peers: %(names)s."),
}


def without_unused(page: Page, view: CompareView) -> Page:
    """Take off what plays no part in the comparison, and name it."""
    unused = [one for one in page.filters.to_params() if one[0] in view.axis.unused]
    kept = page.filters
    for key in view.axis.unused:
        kept = kept.without(key)
    dropped = tuple(Dropped(key, value, "not_compared") for key, value in unused)
    kept = replace(kept, page=page.filters.page)
    return replace(page, asked=replace(page.asked, filters=kept, dropped=(*page.asked.dropped, *dropped)))


def names_of(page: Page, kind: str, keys: Iterable[str]) -> Mapping[str, str]:
    """Return what sides of a kind are called, by key."""
    tr, wanted = page.tr, tuple(keys)
    if kind == "years":
        return {key: key for key in wanted}
    if kind == "place":
        rows, form = page.names_of(places=wanted).places, "name"
    elif kind == "system":
        rows, form = page.names_of(systems=wanted).systems, "name"
    elif kind == "region":
        rows, form = page.names.regions, "short"
    else:
        rows, form = page.names_of(parties=wanted).parties, "short"
    return {key: name_of(tr, rows, key, form) for key in wanted}


def names(page: Page, view: CompareView) -> Mapping[str, str]:
    """Return what the sides and those left out are called, by key."""
    return names_of(page, view.axis.kind, (*view.axis.keys, *view.axis.left_out[:MOST_NAMED]))


def title(page: Page, view: CompareView) -> str:
    """Return what was found of each side."""
    tr, called = page.tr, names(page, view)
    if not view.sides:
        return tr("Choose two to four regions, suppliers, systems or years to put side by side")
    sides = "; ".join(
        tr("%(name)s: %(sum)s", name=begun(called[side.key]), sum=told(page, view, side.money)) for side in view.sides
    )
    return sides if len(view.loaded) == len(view.sides) else tr("Found so far, side by side. %(sides)s", sides=sides)


def told(page: Page, view: CompareView, money: Money) -> str:
    """Write a side's money in short, with the measure where it is not the usual one."""
    tr = page.tr
    return by_year.told(tr, money, view.measure, view.price_year) if money.records else tr("nothing found yet")


def standing(page: Page, view: CompareView) -> str:
    """Say whether the sides may be compared as equals: how much of each is known."""
    tr, called = page.tr, names(page, view)
    if not view.sides:
        return ""
    if len(view.loaded) == len(view.sides):
        return tr("The procurement register was read for all of them, for all of these years.")
    if not view.loaded:
        return tr(
            "These are single facts found so far: the register was not read for any of them for all of these years. "
            "Where more was found, more may only have been looked for; their order says nothing."
        )
    read = [side.key for side in view.loaded]
    return tr(
        "They can't be compared as equals: the register was read for %(read)s, "
        "but of %(found)s only single facts were found so far.",
        read=", ".join(called[key] for key in read),
        found=", ".join(called[side.key] for side in view.sides if side.key not in read),
    )


def left_out(page: Page, view: CompareView) -> str:
    """Name those that have no room side by side, and the rule; empty where all have."""
    axis = view.axis
    if not axis.left_out:
        return ""
    rule = "years" if axis.kind == "years" else "peers" if axis.peers else "link"
    return page.tr(_LEFT_OUT[rule], names=_first_names(page.tr, names(page, view), axis.left_out))


def _first_names(tr: Words, called: Mapping[str, str], keys: Sequence[str]) -> str:
    named, more = ", ".join(called[key] for key in keys[:MOST_NAMED]), len(keys) - MOST_NAMED
    if more <= 0:
        return named
    return tr.plural("%(names)s and %(count)s more", "%(names)s and %(count)s more", more, names=named)


def keys(page: Page, view: CompareView) -> list[Key]:
    """Return a key number for each side: its sum, with committed and planned apart."""
    tr, called = page.tr, names(page, view)
    return [
        Key(
            begun(called[side.key]),
            told(page, view, side.money),
            by_year.apart(tr, side.money) if side.money.records else "",
            records_link(page, side) if side.money.records else None,
            by_year.records(tr, side.money.records) if side.money.records else "",
        )
        for side in view.sides
    ]


def records_link(page: Page, side: Side) -> str:
    """Return the link to the records counted on one side."""
    filters = replace(side.filters.shared(), lang=page.tr.language, measure=page.filters.measure)
    return page.written("/records", filters)


def profile_link(page: Page, view: CompareView, key: str) -> str | None:
    """Return the link to the page of one side, with filters that the page has; the country has no page."""
    kind = view.axis.kind
    if kind == "years":
        return page.link("/years", year_from=int(key), year_to=int(key))
    if kind == "place":
        region = page.names_of(places=(key,)).places[key]["region"]
        return page.link("/region", id=region, region=(), place=(key,))
    if kind == "region":
        return None if key == "national" else page.link("/region", id=key, region=(), place=())
    return page.plain_link(PROFILES[kind], id=key)


def apart(page: Page, view: CompareView) -> str:
    """Say what the other level spends on each side, in none of the sums; empty where nothing was found."""
    tr, called = page.tr, names(page, view)
    parts = [
        tr("%(name)s: %(sum)s", name=called[side.key], sum=told(page, view, side.apart))
        for side in view.sides
        if side.apart.total
    ]
    if not parts:
        return ""
    level = labels.level(tr, "local" if page.filters.level == "central" else "central")
    return tr("%(level)s, in none of the sums here: %(sums)s.", level=level, sums="; ".join(parts))


def between(page: Page, view: CompareView) -> str:
    """Say how much of the years together lies in no single one of them; empty where nothing does."""
    if not view.between.records:
        return ""
    return page.tr(
        "Spans of several of these years that no source divides are in none of them: %(sum)s (%(records)s).",
        sum=told(page, view, view.between),
        records=by_year.records(page.tr, view.between.records),
    )


def of_group(side: Side, group: str) -> Money:
    """Return the money of one side in one headline group."""
    return added(line.money for line in side.lines if line.code == group)


def bar_groups(page: Page, view: CompareView) -> list[BarGroup]:
    """Return all money and each headline group with a bar for each side; a group of which nothing was found is none."""
    tr, called = page.tr, names(page, view)
    groups = [("", {side.key: side.money for side in view.sides})]
    groups += [(group, {side.key: of_group(side, group) for side in view.sides}) for group in GROUPS]
    return [
        BarGroup(
            labels.group(tr, group) if group else tr("All together"),
            group or "other",
            [_bar(page, called[key], money) for key, money in of_sides.items()],
        )
        for group, of_sides in groups
        if any(money.records for money in of_sides.values())
    ]


def _bar(page: Page, name: str, money: Money) -> BarRow:
    tr = page.tr
    short = by_year.short(tr, money) if money.records else tr("nothing found yet")
    hover = tr(
        "%(name)s: %(sum)s<br>%(apart)s<br>%(records)s",
        name=name,
        sum=short,
        apart=by_year.apart(tr, money) if money.records else "",
        records=by_year.records(tr, money.records),
    )
    return BarRow(begun(name), money.committed, money.planned, short, hover)


def group_alt(page: Page, view: CompareView) -> str:
    """Return the bars in words."""
    tr = page.tr
    told = [
        tr(
            "%(name)s: %(listed)s.",
            name=group.title,
            listed="; ".join(f"{row.label}: {row.text}" for row in group.rows),
        )
        for group in bar_groups(page, view)
    ]
    return " ".join([tr("Bars on one scale, one for each of those compared."), *told])


def year_blocks(view: CompareView) -> tuple[Block, ...]:
    """Return each side's money by year, in the order of the sides; its code is its number."""
    return tuple(_block(side, str(number)) for number, side in enumerate(view.sides))


def _block(side: Side, code: str) -> Block:
    level = side.filters.level
    found = blocks([Line(level, code, line.period, line.money) for line in side.lines])
    return found[0] if found else Block(level, (code,), added(()), {}, None, None)


def block_namer(page: Page, view: CompareView) -> by_year.Namer:
    """Return what names the blocks of `year_blocks`."""
    called = [begun(names(page, view)[side.key]) for side in view.sides]
    return lambda code: called[int(code)]


def measure_note(page: Page, view: CompareView) -> str:
    """Return what the measure asked for is and what it leaves out on all sides; empty for prices as printed."""
    whole = added(side.money for side in view.sides)
    if view.measure == "per_resident" and any(side.money.records for side in view.sides):
        return page.tr(
            "Each sum is divided by the residents of the region that pays, so it can be told only of a side whose "
            "money is all of one region, and not of towns, spans of years and unknown years: %(records)s with %(sum)s "
            "are in no sum here.",
            records=by_year.records(page.tr, whole.unmeasured),
            sum=page.tr.money_short(whole.unmeasured_kzt),
        )
    return by_year.measure_note(page, view.measure, view.price_year, whole)


def foot(page: Page, view: CompareView) -> str:
    """Return the line under a figure; the records lead to all of them where one link can ask for just these."""
    tr = page.tr
    count = sum(side.money.records for side in view.sides)
    whole = view.axis.kind in AXES and not view.axis.left_out and not view.axis.peers
    return parts.figure_foot(
        tr,
        Cell(tr("publications named at each record"), href=page.plain_link("/data")),
        tr.as_of(page.asked.snapshot.day),
        Cell(
            tr.plural("%(count)s record counted", "%(count)s records counted", count),
            href=page.link("/records", level=view.sides[0].filters.level, counted="") if whole and count else None,
        ),
        page.plain_link("/method"),
        note=by_year.rounding(tr),
    )
