"""What stands on the page of years."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial

from markupsafe import Markup

from dashboard import labels
from dashboard.bodies.by_year import figure
from dashboard.body import Body, Figure, FilterBar, Heading, Keys, Piece, Rows, Section
from dashboard.charts.base import LIGHT, horizontal_bars
from dashboard.charts.vector import bars as vector_bars
from dashboard.html import parts
from dashboard.html.inputs import Cell, Fact, Table
from dashboard.page import Page
from dashboard.stories import by_year
from dashboard.stories import years as story
from dashboard.views import years
from dashboard.views.years import Block, YearsView

FILTERS = ("measure", "region", "category", "years", "level", "kind", "tier", "amount", "q")


@dataclass(frozen=True, slots=True)
class Split:
    """One way to split the money of each year: its name in code, the figure's key, blocks, their names, its table."""

    code: str
    key: str
    title: str
    blocks: Sequence[Block]
    name: by_year.Namer
    table: Table
    sentence: str = ""
    note: str = ""


def body(page: Page) -> Body:
    """Return money by year, split in three ways, and what no source places in one year."""
    view = page.view(years.build)
    note = story.note(page, view)
    return Body(
        page,
        Heading(story.title(page, view), story.lead(page, view)),
        (
            FilterBar(FILTERS),
            *((parts.note(note),) if note else ()),
            *(_found(page, view) if view.records else (_nothing(page),)),
        ),
    )


def _nothing(page: Page) -> Markup:
    tr = page.tr
    again = [Cell(tr("Show all years and groups"), href=page.plain_link("/years"))]
    reason = tr("No counted record fits these filters. That nothing was found does not mean that nothing was spent.")
    return parts.empty(tr, tr("Nothing found yet"), reason, again)


def _found(page: Page, view: YearsView) -> tuple[Piece, ...]:
    return (
        Keys(story.keys(page, view)),
        *(_per_resident(page, view) if view.per_resident else ()),
        *(piece for split in _splits(page, view) for piece in _split(page, view, split)),
        *_spans(page, view),
    )


def _per_resident(page: Page, view: YearsView) -> tuple[Piece, ...]:
    return (
        Section(page.tr("Per resident, region by region"), anchor="per_resident"),
        Rows(story.region_table(page, view), fold=page.tr("Show the table")),
    )


def _splits(page: Page, view: YearsView) -> tuple[Split, ...]:
    tr = page.tr
    groups, categories, kinds = story.group_blocks(view), story.category_blocks(view), story.kind_blocks(view)
    group, category, kind = (partial(one, tr) for one in (labels.group, labels.category, labels.kind))
    by_group, by_category, by_kind = (
        one(page, view) for one in (story.group_table, story.category_table, story.kind_table)
    )
    told = {"sentence": by_year.marks(tr), "note": story.inexact(page, view)}
    return (
        Split("headline_group", "by_group", tr("By group"), groups, group, by_group, **told),
        Split("category", "by_category", tr("By category"), categories, category, by_category),
        Split("kind", "by_kind", tr("By what the amount is"), kinds, kind, by_kind),
    )


def _split(page: Page, view: YearsView, split: Split) -> tuple[Piece, ...]:
    anchor = f"table_{split.code}"
    return (
        Section(split.title, split.sentence, anchor=split.code),
        _panels(page, view, split, f"#{anchor}"),
        Rows(split.table, fold=page.tr("Show the table"), anchor=anchor),
    )


def _panels(page: Page, view: YearsView, split: Split, table_href: str) -> Figure:
    def chosen(key: str) -> Markup | None:
        link = by_year.chosen(page, split.blocks, key, split.code, view.behind)
        return parts.facts(page.tr, [Fact(page.tr("Chosen"), link)]) if link else None

    panels = by_year.panels(page, split.blocks, split.name, view.measure)
    foot = by_year.foot(page, page.filters.level, view.records, table_href, note=split.note)
    drawn = figure(page, split.blocks, split.name, panels, split.table, foot)
    return replace(drawn, key=split.key, title=split.title, chosen=chosen)


def _spans(page: Page, view: YearsView) -> tuple[Piece, ...]:
    tr, bars = page.tr, story.span_bars(page, view)
    if not bars:
        return ()
    title = tr("Several years and unknown years")
    sentence = tr("Spans of years stand as their sources give them. A sum is never divided between its years.")
    return (
        Section(title, sentence, anchor="spans"),
        Figure(
            "by_span",
            title,
            lambda colors: horizontal_bars(bars, colors, colors.accent),
            alt=story.span_alt(page, view),
            table=story.span_table(page, view),
            foot=story.span_foot(page, view),
            vector=lambda width: vector_bars.horizontal_bars(bars, LIGHT, LIGHT.accent, width),
        ),
    )
