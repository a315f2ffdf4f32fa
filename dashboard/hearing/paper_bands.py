"""Cuts the blocks of a pack into bands: pieces small enough that two languages stand beside each other line by line.

Blocks of the same kind and length give as many bands in every language.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from dashboard.body import Figure
from dashboard.hearing.pack import (
    Block,
    Chapter,
    Entry,
    Listed,
    Needed,
    Numbered,
    Numbers,
    Pictured,
    Sides,
    Tabled,
    Terms,
    Told,
)
from dashboard.hearing.paper_letters import clean, drawable, fit, line_width, longest_word
from dashboard.hearing.paper_measure import BETWEEN, Measure, Part
from dashboard.hearing.paper_tables import table
from dashboard.html.inputs import Cell, CostLine, Evidence, Key, NeedLine, Said
from dashboard.pictures import parts as drawn_parts
from dashboard.pictures import svg
from dashboard.pictures.lettering import STRONG, TITLE
from dashboard.pictures.picture import foot_notes, foot_texts
from dashboard.words import DASH

VALUE_SIZE: Final = {True: 18.0, False: 13.5}
KEY_GAP: Final = 12.0
TALLEST: Final = 560.0
"""A figure is never taller than this, points: it stands on one page with its title."""
AMOUNT_SHARE: Final = 0.42
TITLE_SIZES: Final = {1: (20.0, 15.0), 2: (15.0, 12.0), 3: (12.0, 10.0)}
NUMBER_ROOM: Final = 18.0
MOST_LEADING: Final = 800
"""A paragraph of more signs than this may stand alone at the foot of a page: it is a text of its own."""


@dataclass(frozen=True, slots=True)
class Band:
    """What stands side by side with its twin.

    Attributes:
        parts: What is drawn, one under another.
        lines: Blank lines to write on under it, over the whole width of the page.
        fields: Names of blank fields under it, over the whole width.
    """

    parts: tuple[Part, ...]
    lines: int = 0
    fields: tuple[str, ...] = ()


def chapter_bands(chapter: Chapter, measure: Measure) -> list[Band]:
    """Return a chapter: its heading stands in its first band, so that no page ends with it."""
    bands = _led([(block, block_bands(block, measure)) for block in chapter.blocks])
    opening = [chapter_heading(chapter.key, chapter.title, measure)]
    if chapter.sentence:
        opening.append(paragraph(chapter.sentence, measure))
    elif not bands:
        opening.append(paragraph(measure.tr("Nothing found yet."), measure))
    return _headed(opening, bands)


def block_bands(block: Block, measure: Measure) -> list[Band]:
    """Return a block of any kind, cut into bands."""
    return _CUTS[type(block)](block, measure)


def heading(text: str, level: int, measure: Measure) -> Part:
    """Return a heading; levels are 1 to 3. The standard takes no empty one."""
    size = TITLE_SIZES[level][0 if measure.alone else 1]
    return {"do": "heading", "level": level, "size": size, "text": fit(text, size, measure.width, TITLE) or DASH}


def chapter_heading(key: str, title: str, measure: Measure) -> Part:
    """Return the heading of a chapter, with the name by which the list of contents finds it."""
    return {**heading(title, 2, measure), "anchor": f"{key}-{measure.tr.language}"}


def paragraph(text: str, measure: Measure, *, small: bool = False) -> Part:
    """Return a paragraph of running text, or of a remark."""
    return {"do": "remark" if small else "par", "text": measure.text(text, small=small)}


def _led(cuts: Sequence[tuple[Block, Sequence[Band]]]) -> list[Band]:
    """Return the bands of blocks in order; a last paragraph leads the list or table after it over to the next page."""
    bands: list[Band] = []
    told = False
    for block, cut in cuts:
        leads = told and bool(cut) and not isinstance(block, Told)
        bands += _headed(bands.pop().parts, cut) if leads else cut
        told = isinstance(block, Told) and bool(cut)
    return bands


def _headed(opening: Sequence[Part], bands: Sequence[Band]) -> list[Band]:
    """Put parts in front of the first band; no page ends with them."""
    first = bands[0] if bands else Band(())
    leading = map(_leading, opening) if first.parts else opening
    return [replace(first, parts=(*leading, *first.parts)), *bands[1:]]


def _leading(part: Part) -> Part:
    return {**part, "leads": len(part.get("text", "")) < MOST_LEADING}


def _told(block: Told, measure: Measure) -> list[Band]:
    return [Band((paragraph(one, measure),)) for one in block.paragraphs]


def _numbers(block: Numbers, measure: Measure) -> list[Band]:
    if not block.items:
        return []
    columns = _key_columns(block.items, measure)
    room = (measure.width - KEY_GAP * (columns - 1)) / columns
    return [Band(({"do": "keys", "columns": columns, "items": [_key(one, room, measure) for one in block.items]},))]


def _key_columns(items: Sequence[Key], measure: Measure) -> int:
    """Return how many key numbers stand in a row: as many as leave each number and its unit on one line."""
    most = min(len(items), (3 if len(items) == 3 else 2) if measure.alone else 2)
    widest = max(longest_word(one.value, VALUE_SIZE[measure.alone], STRONG) for one in items)
    return next((many for many in range(most, 1, -1) if widest <= (measure.width - KEY_GAP * (many - 1)) / many), 1)


def _key(item: Key, room: float, measure: Measure) -> Part:
    size = VALUE_SIZE[measure.alone]
    return {
        "label": measure.text(item.label, small=True, room=room),
        "value": fit(item.value, size, room, STRONG),
        "size": size,
        "note": measure.text(item.note, small=True, room=room),
        "href": measure.href(item.href),
    }


def _pictured(block: Pictured, measure: Measure) -> list[Band]:
    figure = block.figure
    title: Part = {"do": "caption", "text": measure.strong(figure.title), "leads": True}
    foot = [paragraph(text, measure, small=True) for text in _feet(block, measure)]
    if figure.vector is None:
        return [Band((title, *_instead(figure, measure), *foot))]
    return [Band((_figure(figure, figure.vector, measure), *foot))]


def _instead(figure: Figure, measure: Measure) -> list[Part]:
    """Return what stands for a figure that has no vector drawing: its table, else its words."""
    return table(replace(figure.table, caption=""), measure) if figure.table else [paragraph(figure.alt, measure)]


def _figure(figure: Figure, vector: Callable[[float], svg.Drawing], measure: Measure) -> Part:
    drawn = vector(measure.drawn)
    whole = svg.stacked([drawn, drawn_parts.marks_told(measure.tr, drawn, measure.drawn, 14)], 12)
    scale = min(measure.width / max(whole.width, 1), TALLEST / max(whole.height, 1))
    return {
        "do": "figure",
        "title": measure.strong(figure.title),
        "alt": clean(figure.alt or figure.title),
        "svg": drawable(svg.document(whole, title="", says="")),
        "width": whole.width * scale,
        "height": whole.height * scale,
    }


def _feet(block: Pictured, measure: Measure) -> list[str]:
    if block.foot:
        return [block.foot]
    tr, foot = measure.tr, block.figure.foot
    said = BETWEEN.join(foot_texts(tr, foot, tr.as_of(measure.page.asked.snapshot.day)))
    return [text for text in (said, *foot_notes(foot)) if text]


def _listed(block: Listed, measure: Measure) -> list[Band]:
    bands = [Band((_entry(one, measure),)) for one in block.rows] or [Band(())]
    if block.left_out:
        left: Part = {"do": "runs", "runs": measure.told([block.left_out])}
        bands[-1] = replace(bands[-1], parts=(*bands[-1].parts, left))
    return bands


def _entry(entry: Entry, measure: Measure) -> Part:
    beside = measure.width * AMOUNT_SHARE
    wide = line_width(entry.amount, measure.size, STRONG)
    room = measure.width - min(wide, beside) - KEY_GAP if entry.amount else measure.width
    notes = [measure.told([one]) for one in (Cell(entry.title.note), *entry.title.lines, *entry.notes)]
    return {
        "do": "entry",
        "title": measure.run(entry.title, room=room, font=STRONG),
        "amount": measure.strong(entry.amount, beside),
        "amount_width": min(wide, beside) + 1 if entry.amount else 0,
        "notes": [runs for runs in notes if runs],
    }


def _tabled(block: Tabled, measure: Measure) -> list[Band]:
    return [Band(tuple(table(block.table, measure)))]


def _sides(block: Sides, measure: Measure) -> list[Band]:
    halves = ((block.titles[0], block.paid), (block.titles[1], block.asking))
    if measure.alone:
        half = replace(measure, width=(measure.width - 2 * KEY_GAP) / 2)
        columns = [[part for band in _side(*one, half) for part in band.parts] for one in halves]
        bands = [Band(({"do": "beside", "columns": columns},))]
    else:
        bands = [band for one in halves for band in _side(*one, measure)]
    ended = _side(block.outcome_title, block.outcomes, measure) if block.outcome_title and block.outcomes else []
    return [*bands, *ended]


def _side(title: str, said: Sequence[Said], measure: Measure) -> list[Band]:
    bands = [Band((_said(one, measure),)) for one in said]
    nothing = [Band((paragraph(measure.tr("Nothing found yet."), measure),))]
    return _headed([heading(title, 3, measure)], bands or nothing)


def _said(said: Said, measure: Measure) -> Part:
    return {
        "do": "said",
        "who": measure.strong(said.who),
        "stance": measure.text(said.stance),
        "text": measure.text(said.text),
        "tail": measure.told([Cell(said.when), said.source]),
    }


def _needed(block: Needed, measure: Measure) -> list[Band]:
    return [band for row in block.rows for band in _need(row, measure)]


def _need(row: NeedLine, measure: Measure) -> list[Band]:
    head: list[Part] = [heading(row.name, 3, measure), paragraph(row.sentence, measure)]
    if row.low is not None and row.high is not None:
        head.append({"do": "range", "low": row.low, "median": row.median, "high": row.high})
    head += [paragraph(row.note, measure, small=True)] if row.note else []
    costs = [Band((_cost(one, measure),)) for one in row.costs]
    signs = [Band((_sign(one, measure),)) for one in row.evidence]
    under = _headed([_label(measure.tr("Known costs"), measure)], costs) if costs else []
    under += _headed([_label(measure.tr("Signs that it is lacking"), measure)], signs) if signs else []
    return _headed(head, under)


def _label(text: str, measure: Measure) -> Part:
    return {"do": "label", "text": measure.text(text, small=True, font=STRONG)}


def _cost(cost: CostLine, measure: Measure) -> Part:
    tail = measure.told([Cell(cost.when), cost.source, Cell(cost.note)])
    return {"do": "cost", "amount": measure.strong(cost.amount), "text": measure.text(cost.text), "tail": tail}


def _sign(sign: Evidence, measure: Measure) -> Part:
    tail = measure.told([Cell(sign.when), sign.source])
    return {"do": "cost", "amount": "", "text": measure.text(sign.text), "tail": tail}


def _numbered(block: Numbered, measure: Measure) -> list[Band]:
    room = measure.width - NUMBER_ROOM
    bands = [
        Band(({"do": "numbered", "number": number, "text": measure.text(text, room=room)},), lines=block.lines)
        for number, text in enumerate(block.items, 1)
    ]
    named = tuple(clean(one) for one in block.fields)
    return [*bands, Band((), fields=named)] if named else bands


def _terms(block: Terms, measure: Measure) -> list[Band]:
    return [
        Band(({"do": "term", "term": measure.strong(term), "meaning": measure.text(meaning)},))
        for term, meaning in block.items
    ]


_CUTS: Final[Mapping[type, Callable[[Any, Measure], list[Band]]]] = {
    Told: _told,
    Numbers: _numbers,
    Pictured: _pictured,
    Listed: _listed,
    Tabled: _tabled,
    Sides: _sides,
    Needed: _needed,
    Numbered: _numbered,
    Terms: _terms,
}
