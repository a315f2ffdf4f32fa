"""Own the HTML parts that every face shares: texts and links in, escaped HTML out.

A part's own words ("Remove", "Next page") go through the translator `tr`. Every part returns `Markup`, so that parts
can be put into parts; join several with `Markup("").join(...)`, or the outer part will escape them.
"""

from collections.abc import Sequence
from typing import Final

from markupsafe import Markup

from dashboard.html.drawing import draw, style_sheet
from dashboard.html.inputs import (
    Bar,
    Cell,
    Chip,
    Column,
    CostLine,
    Evidence,
    Fact,
    Key,
    Moment,
    NeedLine,
    NoteKind,
    Notice,
    Pager,
    Said,
    Table,
)
from dashboard.words import Words

__all__ = [
    "Bar",
    "Cell",
    "Chip",
    "Column",
    "CostLine",
    "Evidence",
    "Fact",
    "Key",
    "Moment",
    "NeedLine",
    "Notice",
    "Pager",
    "Said",
    "Table",
    "bars",
    "disclosure",
    "empty",
    "facts",
    "figure_foot",
    "footer",
    "heading",
    "keys",
    "needs",
    "note",
    "prose",
    "section",
    "sides",
    "style_sheet",
    "table",
    "timeline",
]

_MOST_KEYS: Final = 4


def heading(
    tr: Words,
    title: str,
    sentence: str,
    chips: Sequence[Chip] = (),
    notices: Sequence[Notice] = (),
    lead: str = "",
    clear_href: str | None = None,
) -> Markup:
    """Draw the head of a page: the finding, what it is about, the active filters, what was dropped.

    Args:
        tr: The translator.
        title: The finding with its number, a sentence; the page's only h1.
        sentence: The filters as a sentence, in quiet text.
        chips: Active filters, each with its own way out.
        notices: What the reader must know before the numbers.
        lead: A second sentence of the finding, under the title.
        clear_href: The view without any filter; drawn only beside chips.
    """
    return draw(
        "heading.html",
        tr=tr,
        title=title,
        sentence=sentence,
        chips=chips,
        notices=notices,
        lead=lead,
        clear_href=clear_href,
    )


def section(title: str, sentence: str = "", anchor: str | None = None) -> Markup:
    """Draw the h2 of a section; `anchor` is the id that a "#" link may name."""
    return draw("section.html", title=title, sentence=sentence, anchor=anchor)


def keys(tr: Words, items: Sequence[Key]) -> Markup:
    """Draw at most four key numbers in a row, two by two on a phone.

    Raises:
        ValueError: For more than four: a page that says everything first says nothing.
    """
    if len(items) > _MOST_KEYS:
        raise ValueError(f"{len(items)} key numbers; a page shows at most {_MOST_KEYS}")
    return draw("keys.html", tr=tr, items=items)


def table(tr: Words, data: Table) -> Markup:
    """Draw a table that becomes cards on a phone; without rows, the designed empty answer."""
    return draw("table.html", tr=tr, data=data) if data.rows else draw("no_rows.html", tr=tr, data=data)


def figure_foot(
    tr: Words,
    source: Cell | Sequence[Cell],
    as_of: str,
    records: Cell,
    method_href: str | None,
    table_href: str | None = None,
    note: str = "",
) -> Markup:
    """Draw the one line under a figure: source, as of, records counted, method, table.

    Args:
        tr: The translator.
        source: Where the figures come from, one or several.
        as_of: Ready text, "As of 22 November 2026" (`tr.as_of`).
        records: How many records were counted, a ready text, with the link to them.
        method_href: The page that says how the figures are made.
        table_href: The same figures as a table.
        note: What the figure leaves out.
    """
    sources = (source,) if isinstance(source, Cell) else source
    return draw(
        "figure_foot.html",
        tr=tr,
        sources=sources,
        as_of=as_of,
        records=records,
        method_href=method_href,
        table_href=table_href,
        note=note,
    )


def facts(tr: Words, items: Sequence[Fact]) -> Markup:
    """Draw the fields of a record or profile as a list of terms; a missing value is "—" with its reason."""
    return draw("facts.html", tr=tr, items=[(item, _is_html(item.value)) for item in items])


def needs(tr: Words, rows: Sequence[NeedLine]) -> Markup:
    """Draw needs, a row each: name, sentence, range bar with the median's tick, costs and signs folded under it."""
    return draw("needs.html", tr=tr, rows=rows)


def sides(
    tr: Words,
    left: Sequence[Said],
    right: Sequence[Said],
    left_title: str,
    right_title: str,
    answer_href: str | None = None,
) -> Markup:
    """Draw both sides in columns of equal width and type; an empty side invites an answer by `answer_href`."""
    return draw("sides.html", tr=tr, columns=((left_title, left), (right_title, right)), answer_href=answer_href)


def timeline(tr: Words, moments: Sequence[Moment]) -> Markup:
    """Draw moments in the order given, each with its date, its side in words and its source; undated ones apart."""
    undated = [moment for moment in moments if not moment.when]
    return draw("timeline.html", tr=tr, dated=[moment for moment in moments if moment.when], undated=undated)


def bars(tr: Words, rows: Sequence[Bar], caption: str = "") -> Markup:
    """Draw labelled horizontal bars in the order given: the twin of a chart that needs no script."""
    return draw("bars.html", tr=tr, rows=rows, caption=caption, planned=any(row.planned_share for row in rows))


def empty(tr: Words, title: str, sentence: str, links: Sequence[Cell] = ()) -> Markup:
    """Draw the answer for no results: what was asked, why there may be nothing, and the ways on."""
    return draw("empty.html", tr=tr, title=title, sentence=sentence, links=links)


def footer(tr: Words, snapshot_line: str, links: Sequence[Cell], attributions: Sequence[Cell] = ()) -> Markup:
    """Draw the foot of a page: the snapshot's line, links (sources, licence, correct us …), credits."""
    return draw("footer.html", tr=tr, snapshot_line=snapshot_line, links=links, attributions=attributions)


def note(text: str, kind: NoteKind = "info") -> Markup:
    """Draw a remark that stands by itself."""
    return draw("note.html", text=text, kind=kind)


def disclosure(summary: str, html: Markup) -> Markup:
    """Draw a text that opens on demand, by touch and keyboard too; a plain str in `html` is escaped."""
    return draw("disclosure.html", summary=summary, html=html)


def prose(html: Markup) -> Markup:
    """Draw running text in a column of at most 70 characters; a plain str in `html` is escaped."""
    return draw("prose.html", html=html)


def _is_html(value: Cell | Markup | None) -> bool:
    return isinstance(value, Markup)
