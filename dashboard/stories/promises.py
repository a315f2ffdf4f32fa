"""All promises in words: the finding, key numbers, the table, and how to read it."""

from collections.abc import Mapping, Sequence

from dashboard.html.inputs import Cell, Column, Key, Pager, Table
from dashboard.page import Page
from dashboard.store import Row
from dashboard.stories import promise_words as words
from dashboard.stories.said import source_cell
from dashboard.tables import said_disputed
from dashboard.views.promises import ROWS, Promise, PromisesView


def title(page: Page, view: PromisesView) -> str:
    """Return how many promises were found and of how many one unit can be priced."""
    tr = page.tr
    if not view.promises:
        return tr("No promise found so far")
    return tr.plural(
        "%(count)s promise found so far; of %(priced)s of them the price of one unit is known as a bound",
        "%(count)s promises found so far; of %(priced)s of them the price of one unit is known as a bound",
        len(view.promises),
        priced=tr.number(view.priced),
    )


def lead(page: Page, view: PromisesView) -> str:
    """Return the promise with its price where only one has a price, else what a bound is."""
    tr = page.tr
    priced = [one for one in view.promises if one.price.bounds]
    if len(priced) == 1:
        (one,) = priced
        return tr(
            "%(subject)s: %(what)s — one of them cost %(price)s.",
            subject=words.subject_name(page, one),
            what=tr.pick(one.row, "what"),
            price=words.price_text(tr, one.price, one.row["per"], one.purse),
        )
    return tr("A bound says what one unit cost at most if what stands beside it holds; it is no price that was paid.")


def keys(page: Page, view: PromisesView) -> list[Key]:
    """Return the key numbers: promises, who made them, those with a price, and those at the other level."""
    tr = page.tr
    read = tr.plural(
        "%(count)s of them read by program from a specification",
        "%(count)s of them read by program from specifications",
        view.read,
    )
    told = [
        Key(tr("Promises"), tr.number(len(view.promises)), read if view.read else tr("all kept by hand, with sources")),
        Key(
            tr("Records and systems"),
            tr.number(view.subjects),
            href=page.link("/records", counted="all"),
            link_text=tr("Records of this link"),
        ),
        Key(tr("With a price as a bound"), tr.number(view.priced), tr("the others say why there is none")),
    ]
    return [*told, *_elsewhere(page, view)]


def _elsewhere(page: Page, view: PromisesView) -> list[Key]:
    if not view.elsewhere:
        return []
    tr, level = page.tr, "central" if page.filters.level == "local" else "local"
    label = tr("Of central bodies, apart") if level == "central" else tr("Of akimats, apart")
    return [Key(label, tr.number(view.elsewhere), href=page.link(level=level), link_text=tr("See them"))]


def empty(page: Page, view: PromisesView) -> tuple[str, str, Sequence[Cell]]:
    """Return the answer where nothing was promised, with ways on."""
    tr = page.tr
    links = [Cell(tr("All promises"), href=page.plain_link(page.path, level="all"))]
    if view.elsewhere:
        level = "central" if page.filters.level == "local" else "local"
        text = tr.plural("%(count)s at the other level", "%(count)s at the other level", view.elsewhere)
        links.insert(0, Cell(text, href=page.link(level=level)))
    sentence = tr("No source names a quota, a number or a date for the records of this link.")
    return tr("Nothing found so far"), sentence, [*links, Cell(tr("Records"), href=page.link("/records"))]


def table(page: Page, view: PromisesView) -> Table:
    """Return the promises of the page shown, alike units together."""
    tr, rows = page.tr, view.rows
    ended = any(one.ended or one.dropped for one in rows)
    columns = [
        Column("what", tr("What was promised"), main=True),
        Column("value", tr("How much or by when"), amount=True),
        Column("money", tr("Money in the totals")),
        Column("price", tr("Price of one, as a bound")),
        *([Column("ended", tr("What became of it"))] if ended else []),
        Column("source", tr("Source")),
    ]
    cells = [_row(page, one, view.sources) for one in rows]
    return Table(columns, cells, caption=tr("Promises, alike things together"), pager=_pager(page, view))


def _row(page: Page, one: Promise, sources: Mapping[str, Row]) -> Mapping[str, Cell]:
    tr, row = page.tr, one.row
    return {
        "what": Cell(
            tr.pick(row, "what"),
            href=words.subject_href(page, row),
            note=words.what_note(page, one),
            lang=tr.picked_language(row, "what") or None,
            lines=_disputed(page, one),
        ),
        "value": Cell(words.value(tr, row), note=words.per_name(tr, row["per"])),
        "money": words.money_cell(tr, one.purse),
        "price": words.price_cell(tr, one),
        "ended": words.ended_cell(page, one, sources),
        "source": source_cell(tr, sources.get(row["source_id"])),
    }


def _disputed(page: Page, one: Promise) -> tuple[Cell, ...]:
    if not one.disputed:
        return ()
    kind, subject_id = one.subject
    return (Cell(said_disputed(page.tr), href=page.plain_link("/corrections", **{kind: (subject_id,)})),)


def _pager(page: Page, view: PromisesView) -> Pager | None:
    if view.pages == 1:
        return None
    first = (view.page - 1) * ROWS + 1
    return Pager(
        first=first,
        last=first + len(view.rows) - 1,
        total=len(view.promises),
        previous_href=page.link(page=view.page - 1) if view.page > 1 else None,
        next_href=page.link(page=view.page + 1) if view.page < view.pages else None,
    )


def rules(page: Page) -> list[str]:
    """Return how to read the page."""
    tr = page.tr
    return [
        tr(
            "The money is what the totals hold of the record, or of all records of the system. It may have bought "
            "other things as well, and more units than were promised: so one unit cost at most what is told. Bounds "
            "are rounded up to the tiyn."
        ),
        tr(
            "A promise for each month, week or day is priced twice: as if it ran through all the time of the money "
            "(its months where a source prints them, else its budget years) and as if through half of it. How long it "
            "really ran, no source says."
        ),
        tr(
            "There is no price where the promise is a date, a time to answer in, a most there may be, or holds for "
            "each of an unknown number; where the year is not known; and where none of the money is in the totals."
        ),
        tr(
            "Bounds are set beside each other only within one category and one unit, from five records and systems "
            "on. They are bounds, not prices paid, and in the prices of their own years: no order of merit."
        ),
    ]
