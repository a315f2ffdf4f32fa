"""Draws packs on paper: a tagged PDF on A4 by Typst, in one language or in two on facing columns.

All texts go in as JSON and are never read as Typst's markup. Meaning never hangs on a colour.
"""

import json
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import zip_longest
from pathlib import Path
from threading import Lock
from typing import Final
from urllib.parse import urlsplit

import typst

from dashboard.document import SITE_NAME
from dashboard.hearing import paper_addresses as addresses
from dashboard.hearing.pack import Chapter, Pack
from dashboard.hearing.paper_bands import Band, chapter_bands, heading, paragraph
from dashboard.hearing.paper_letters import clean, line_width
from dashboard.hearing.paper_measure import BETWEEN, BOX, GUTTER, MARGINS, PAGE_WIDTH, Measure, Part, measure_of
from dashboard.pictures import qr
from dashboard.pictures.lettering import FONTS, TEXT, cut
from dashboard.pictures.parts import printed_link

STANDARD: Final = "ua-1"
BOXED: Final = frozenset({"method"})
"""Chapters that stand in a frame."""
APART: Final = frozenset({"minutes"})
"""Chapters that begin on a new page: they are written on and handed in."""
ROW_GAP: Final = 11.0
DENSE: Final = {"glossary": 7.0}
"""Gap between rows, points, of chapters that are looked up in rather than read."""
MOST_TOGETHER: Final = 1_300
"""A band of more signs than this may be broken over two pages."""
WHOLE: Final = frozenset({"entry", "said", "cost", "keys", "figure"})
MOST_WHOLE: Final = 2_500
LINK_LINES: Final = 14
CODE: Final = 84.0
FOOT_SIZE: Final = 9.0
COUNTER_ROOM: Final = 60.0
_FACE: Final = (Path(__file__).with_name("paper.typ")).read_bytes()
_COMPILING: Final = Lock()


def paper(packs: Sequence[Pack]) -> bytes:
    """Draw a PDF, one at a time in a process.

    Args:
        packs: One pack, or the same pack in two languages: the same chapters and blocks.

    Raises:
        typst.TypstError: The drawing can't be made as the standard for readers of the screen asks.
    """
    told = json.dumps(_told(packs), ensure_ascii=False)
    with _COMPILING:
        made = _compiler().compile(_FACE, format="pdf", sys_inputs={"pack": told}, pdf_standards=STANDARD)
    if not isinstance(made, bytes):
        raise TypeError(f"one file was drawn, {type(made).__name__} came back")
    return made


@cache
def _compiler() -> typst.Compiler:
    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(FONTS)])
    return typst.Compiler(_FACE, font_paths=fonts, ignore_system_fonts=True)


def _told(packs: Sequence[Pack]) -> Part:
    first, alone = packs[0], len(packs) == 1
    measures = [measure_of(pack, alone=alone) for pack in packs]
    width = PAGE_WIDTH - 2 * MARGINS[alone]
    numbers: dict[str, int] = {}
    told = [_chapter(several, packs) for several in _abreast(packs)]
    chapters = addresses.marked(told, measures[0].origin, numbers)
    return {
        "site": SITE_NAME,
        "title": " / ".join(dict.fromkeys(clean(pack.title) for pack in packs)) or SITE_NAME,
        "about": " / ".join(dict.fromkeys(clean(pack.lead) for pack in packs)),
        "langs": [measure.tr.language for measure in measures],
        "size": measures[0].size,
        "small": measures[0].small,
        "margin": MARGINS[alone],
        "gutter": GUTTER,
        "box": BOX,
        "number_room": addresses.NUMBER_ROOM,
        "foot": _foot(first, width - COUNTER_ROOM),
        "foot_size": FOOT_SIZE,
        "opening": [_opening(pack, measure) for pack, measure in zip(packs, measures, strict=True)],
        "contents": [heading(measure.tr("Contents"), 2, measure) for measure in measures],
        "chapters": _with_addresses(chapters, addresses.listed(numbers, measures[0], width), measures),
    }


def _abreast(packs: Sequence[Pack]) -> Iterator[list[Chapter]]:
    for several in zip(*(pack.chapters for pack in packs), strict=True):
        yield list(several)


def _foot(pack: Pack, room: float) -> str:
    """Return the foot of every page: whose paper it is, its data edition, its link; of one too long only the site."""
    shown = pack.link.removeprefix("https://").removeprefix("http://")
    ends = [end for end in (shown, urlsplit(pack.link).netloc) if end]
    texts = [clean(BETWEEN.join((SITE_NAME, pack.page.asked.snapshot.id, end))) for end in ends]
    fitting = [text for text in texts if line_width(text, FOOT_SIZE) <= room]
    return fitting[0] if fitting else cut(texts[-1], TEXT, FOOT_SIZE, room)


def _with_addresses(chapters: list[Part], listed: list[Part], measures: Sequence[Measure]) -> list[Part]:
    """Put the list of addresses after all chapters, but before a last one that is written on and handed in."""
    if not listed:
        return chapters
    opening = _beside([addresses.opening(measure) for measure in measures])
    made = {"boxed": False, "apart": False, "gap": ROW_GAP, "bands": [opening], "addresses": listed}
    place = len(chapters) - bool(chapters[-1]["apart"])
    return [*chapters[:place], made, *chapters[place:]]


def _opening(pack: Pack, measure: Measure) -> Part:
    """Return what stands at the top of the first page: finding, filters, edition, link and its code."""
    code = qr.code(pack.link, CODE * 4, "#000000")
    beside = measure.width - (CODE + BOX if code else 0)
    link = printed_link(pack.link, measure.small, beside, LINK_LINES)
    return {
        "parts": [
            heading(pack.title, 1, measure),
            *([{"do": "lead", "text": measure.text(pack.lead)}] if pack.lead else []),
            *(paragraph(notice, measure) for notice in pack.notices),
        ],
        "about": measure.text(pack.about, small=True, room=beside),
        "edition": measure.text(pack.edition, small=True, room=beside),
        "link": [clean(line) for line in link],
        "href": measure.href(pack.link),
        "code": code.svg if code else "",
        "code_size": CODE,
        "code_alt": clean(pack.link),
    }


def _chapter(several: Sequence[Chapter], packs: Sequence[Pack]) -> Part:
    """Return one chapter in all languages, band beside band."""
    key, alone = several[0].key, len(packs) == 1
    measures = [measure_of(pack, alone=alone, boxed=key in BOXED) for pack in packs]
    columns = [chapter_bands(chapter, measure) for chapter, measure in zip(several, measures, strict=True)]
    bands = [_beside([band or Band(()) for band in row]) for row in zip_longest(*columns)]
    return {
        "boxed": key in BOXED,
        "apart": key in APART,
        "gap": DENSE.get(key, ROW_GAP),
        "bands": bands,
        "addresses": [],
    }


def _beside(row: Sequence[Band]) -> Part:
    named = zip_longest(*(band.fields for band in row), fillvalue="")
    return {
        "cells": [[_whole(part) for part in band.parts] for band in row],
        "together": all(_is_short(band) for band in row),
        "lines": max(band.lines for band in row),
        "fields": [" / ".join(dict.fromkeys(name for name in names if name)) for names in named],
    }


def _whole(part: Part) -> Part:
    """Mark what stays on one page; what may be longer than a page is not marked."""
    if part["do"] == "beside":
        return {**part, "columns": [[_whole(one) for one in column] for column in part["columns"]]}
    return {**part, "whole": part["do"] in WHOLE and _signs(part) < MOST_WHOLE}


def _is_short(band: Band) -> bool:
    """Tell whether a band stays on one page: a heading with what follows, an entry, a figure."""
    kinds = {part["do"] for part in band.parts}
    return not kinds & {"table", "beside"} and sum(map(_signs, band.parts)) < MOST_TOGETHER


def _signs(part: Part) -> int:
    return len(json.dumps({**part, "svg": "", "alt": ""}, ensure_ascii=False))
