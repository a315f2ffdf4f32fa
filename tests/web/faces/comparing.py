"""Compares what the faces of one link say with what its Streamlit page draws."""

from html import unescape
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from markupsafe import Markup

from dashboard.body import Bars, Body, Figure, Piece, Rows, Section
from dashboard.document import SITE_NAME
from dashboard.exports.every import EXPORTS
from dashboard.html.inputs import Cell, Table
from dashboard.pictures.card import LEAST_BARS
from dashboard.since import is_about_records
from tests.web.faces.reading import Outline, described, drawn_texts, one_line, squeezed

FILES = {"json": "application/json", "csv": "text/csv"}


def keys_of(body: Body) -> list[tuple[str, str]]:
    return [(one_line(one.label), one_line(one.value)) for one in body.keys]


def tables_of(body: Body) -> dict[str, list[Table]]:
    """Return the tables of a page by their captions, those of figures among them."""
    found: dict[str, list[Table]] = {}
    for piece in body.every():
        table = piece.table if isinstance(piece, Rows | Figure) else None
        if table is not None:
            found.setdefault(one_line(table.caption), []).append(table)
    return found


def demand_heading(outline: Outline, body: Body) -> None:
    """The title sentence with its number, and the key numbers, letter for letter."""
    assert outline.title == one_line(body.heading.title)
    assert outline.keys == keys_of(body)


def demand_tables(outline: Outline, body: Body) -> None:
    """Each table is a run of rows of one of the page's, at first from its first row; cells are the same."""
    known, begun, drawn = tables_of(body), set[str](), drawn_alike(body)
    for caption, rows in outline.tables:
        if caption not in known:
            assert caption in drawn, caption
            continue
        whole = [_texts(table) for table in known[caption]]
        assert any(_is_run(rows, told, anywhere=caption in begun) for told in whole), (caption, rows[:3], whole[0][:3])
        begun.add(caption)


def drawn_alike(body: Body) -> str:
    """Return the texts of what is drawn once for all faces."""
    return one_line(unescape(" ".join(str(piece) for piece in body.every() if isinstance(piece, Markup))))


def _is_run(rows: list[list[str]], whole: list[list[str]], *, anywhere: bool) -> bool:
    starts = range(len(whole) if anywhere else 1)
    return any(rows == whole[start : start + len(rows)] for start in starts)


def _texts(table: Table) -> list[list[str]]:
    return [[_text(row.get(column.key)) for column in table.columns] for row in table.rows]


def _text(found: Cell | None) -> str:
    return one_line(found.text) if found and found.text else "—"


def demand_bars(outline: Outline, body: Body) -> None:
    """Each bar is one of the page's, with its number."""
    known = {(one_line(bar.label), one_line(bar.value_text)) for piece in body.every() for bar in _bars(piece)}
    labels, values = outline.texts["aq-bar-label"], outline.texts["aq-bar-value"]
    assert set(zip(labels, values, strict=True)) <= known


def _bars(piece: Piece) -> Any:
    return piece.rows if isinstance(piece, Bars) else ()


def demand_head(outline: Outline, body: Body) -> None:
    """What a crawler reads: the title sentence as it is, a description of the lead and the first key numbers."""
    metas, title = {name: one_line(text) for name, text in outline.metas.items()}, one_line(body.heading.title)
    assert outline.language == body.page.tr.language
    assert outline.texts["title"] == [f"{title} · {SITE_NAME}"]
    for name in ("og:title", "twitter:title", "og:image:alt", "twitter:image:alt"):
        assert metas[name] == title, name
    assert metas["description"] == metas["og:description"] == metas["twitter:description"]
    said = [one_line(body.heading.lead)] if body.heading.lead else []
    keys = [f"{label}: {value}" for label, value in keys_of(body)]
    prefixes = [" · ".join([*said, *keys[:most]]) for most in range(len(keys) + 1)]
    assert metas["description"] in [
        one or one_line(body.page.tr.as_of(body.page.asked.snapshot.day)) for one in prefixes
    ]


def demand_links(outline: Outline, body: Body, origin: str) -> None:
    """The addresses of the other faces that the head names ask for this very view."""
    page, key = body.page, body.page.key
    query = page.filters.with_(lang=page.tr.language, page=page.filters.page).to_query()
    named = {place[1]: address for place, address in outline.links.items() if place[0] == "alternate" and not place[2]}
    own = f"{origin}{page.path}?{query}"
    assert outline.links["canonical", "", ""] == outline.metas["og:url"] == own
    assert outline.metas["og:image"] == f"{origin}/card.png?view={key}&{query}"
    assert named["text/html"] == f"{origin}/light/{key}?{query}"
    assert dict(parse_qsl(urlsplit(named["application/json+oembed"]).query))["url"] == own
    for form, kind in FILES.items():
        assert named.get(kind) == (f"{origin}/api/v1/{key}.{form}?{query}" if key in EXPORTS else None), form
    assert ("application/atom+xml" in named) == is_about_records(page, body.heading)


def demand_oembed(told: dict[str, Any], body: Body) -> str:
    """The title is the sentence; return the address of the frame, which is named alike."""
    (frame,) = Outline(told["html"]).frames
    assert told["title"] == body.heading.title
    assert one_line(frame["title"]) == one_line(body.heading.title)
    return frame["src"]


def demand_card(svg: str, body: Body) -> None:
    """The title stands in full; key numbers that are drawn are the first ones, as they are; bars have their numbers."""
    written = drawn_texts(svg)
    assert squeezed(body.heading.title) in written
    values = [squeezed(value) for _, value in keys_of(body)]
    drawn = [value in written for value in values]
    assert not values or drawn[0], (values, written)
    caption, bars = first_bars(body)
    if bars and squeezed(caption) in written:
        assert all(squeezed(bar.value_text) in written for bar in bars[:LEAST_BARS]), (caption, written)


def first_bars(body: Body) -> tuple[str, Any]:
    """Return the first bars of a page, and the heading above them."""
    caption = ""
    for piece in body.every():
        caption = piece.title if isinstance(piece, Section) else caption
        if isinstance(piece, Bars) and len(piece.rows) > 1:
            return caption, piece.rows
    return "", ()


def demand_picture(svg: str, body: Body, figure: Figure) -> None:
    """The title sentence and the figure's name are written on it; its words tell the same as the page's figure."""
    title, says = described(svg)
    assert squeezed(body.heading.title) in drawn_texts(svg)
    assert squeezed(figure.title) in drawn_texts(svg)
    assert title == one_line(f"{body.heading.title} — {figure.title}")
    assert says == one_line(figure.alt)
