"""The chapter of promises: the quota, per what, by whom, the bound of its price, and what a source reports."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from dashboard.hearing.pack import Block, Chapter, Entry, Listed, Told
from dashboard.html.inputs import Cell
from dashboard.names import rows_by_id
from dashboard.page import Page
from dashboard.sentences import name_of
from dashboard.store import Row
from dashboard.stories import promise_words as words
from dashboard.stories.promise_reports import counted_table, told_table
from dashboard.stories.said import source_cell
from dashboard.views import promises
from dashboard.views.promise_reports import TEXTS, Reported
from dashboard.views.promises import Promise, PromisesView
from dashboard.words import Words

MOST: Final = 4
"""Promises that a pack has room for."""
MOST_REPORTS: Final = 2
"""Systems with reports that a pack has room for."""
PARTIES: Final = ("customer_id", "contractor_id")


def chapter(page: Page) -> Chapter:
    """Return what was promised in the records of a link and in the systems they belong to."""
    tr = page.tr
    view: PromisesView = page.view(promises.build)
    sentence = tr(
        "A bound says what one unit cost at most if what stands beside it holds; it is no price that was paid."
    )
    told = sentence if view.priced else ""
    return Chapter("promises", tr("What was promised and what is reported"), told, tuple(_blocks(page, view)))


def _blocks(page: Page, view: PromisesView) -> Iterator[Block]:
    tr = page.tr
    if view.promises:
        yield _listed(page, view)
    else:
        yield Told((tr("Nothing countable was promised, as far as sources tell."),))
    reports = sorted(view.reported, key=lambda one: (-one.purse.high, one.system["system_id"]))
    if reports:
        yield Told((tr("What sources report beside it:"),))
        rows = tuple(_report(page, view, one) for one in reports[:MOST_REPORTS])
        yield Listed(rows, more(page, len(reports) - MOST_REPORTS, "reports"))
    elif view.promises:
        yield Told((tr("What of it was delivered, no source reports so far."),))


def _listed(page: Page, view: PromisesView) -> Listed:
    """Return the first promises."""
    ordered = by_money(view)
    shown = ordered[:MOST]
    makers = _makers(page, shown)
    rows = tuple(_promise(page, view, one, makers) for one in shown)
    return Listed(rows, more(page, len(ordered) - len(shown), "promises"))


def by_money(view: PromisesView) -> list[Promise]:
    """Return the promises, those with the most money first."""
    return sorted(view.promises, key=lambda one: -one.purse.high)


def more(page: Page, count: int, what: str) -> Cell | None:
    """Return how many more promises or reports there are, with the way to them; nothing where all are shown."""
    if count <= 0:
        return None
    tr, href = page.tr, page.link("/promises")
    texts = {
        "promises": tr.plural("%(count)s more promise", "%(count)s more promises", count),
        "reports": tr.plural("%(count)s more system with a report", "%(count)s more systems with a report", count),
    }
    return Cell(texts[what], href=href)


def _promise(page: Page, view: PromisesView, one: Promise, makers: Mapping[str, Row]) -> Entry:
    tr, row = page.tr, one.row
    notes = [
        Cell(words.what_note(page, one), href=words.subject_href(page, row)),
        Cell(_by_whom(page, one, makers)),
        _money(tr, one),
        _price(tr, one),
    ]
    if one.ended or one.dropped:
        ended = words.ended_cell(page, one, view.sources)
        notes.append(Cell(tr("What became of it: %(text)s", text=_whole(ended)), href=ended.href))
    amount = words.value_per(tr, row)
    title = Cell(tr.pick(row, "what"), lang=tr.picked_language(row, "what") or None)
    source = _source(tr, view.sources.get(row["source_id"]))
    return Entry(title, amount, (*(note for note in notes if note.text), source))


def _money(tr: Words, one: Promise) -> Cell:
    cell = words.money_cell(tr, one.purse)
    return Cell(tr("Money in the totals: %(money)s", money=_whole(cell)) if cell.text else cell.note)


def _price(tr: Words, one: Promise) -> Cell:
    cell = words.price_cell(tr, one)
    if not cell.text:
        return Cell(tr("No price of one: %(why)s", why=cell.note))
    return Cell(tr("One of them cost %(bounds)s. %(assumed)s", bounds=cell.text, assumed=cell.note))


def _whole(cell: Cell) -> str:
    """Return a value and its remark in one line: paper has no room for two."""
    return (" " if cell.text.endswith(".") else "; ").join(filter(None, (cell.text, cell.note)))


def _source(tr: Words, row: Row | None) -> Cell:
    cell = source_cell(tr, row)
    return Cell(tr("Source: %(source)s", source=", ".join(filter(None, (cell.text, cell.note)))), href=cell.href)


def _record_ids(one: Promise) -> Sequence[str]:
    ids: Sequence[str] = one.about["record_ids"] if one.row["about_kind"] == "system" else [one.row["about_id"]]
    return ids


def _makers(page: Page, several: Iterable[Promise]) -> dict[str, Row]:
    """Return the records that promises were made in."""
    ids = [record_id for one in several for record_id in _record_ids(one)]
    return rows_by_id(page.asked.store, "records", "record_id", ids)


def _by_whom(page: Page, one: Promise, records: Mapping[str, Row]) -> str:
    """Say who promised it to whom."""
    tr, rows = page.tr, [records[record_id] for record_id in _record_ids(one) if record_id in records]
    buyers, suppliers = (dict.fromkeys(filter(None, (row[key] for row in rows))) for key in PARTIES)
    parties = page.names_of(parties=[*buyers, *suppliers]).parties
    buyer, supplier = (", ".join(name_of(tr, parties, one) for one in several) for several in (buyers, suppliers))
    if not buyer:
        return tr("Supplier: %(supplier)s. No buyer is named.", supplier=supplier) if supplier else ""
    if supplier:
        return tr("Buyer: %(buyer)s. Supplier: %(supplier)s.", buyer=buyer, supplier=supplier)
    return tr("Buyer: %(buyer)s. No supplier is named.", buyer=buyer)


def _report(page: Page, view: PromisesView, one: Reported) -> Entry:
    """Return one system: what was promised of it beside what a source reports, in words and in numbers."""
    tr, notes = page.tr, []
    if any(one.system[name] for name in TEXTS):
        (told,) = told_table(page, [one]).rows
        notes.append(Cell(tr("Promised: %(text)s", text=_whole(told["promised"]))))
        notes.append(Cell(tr("Reported: %(text)s", text=told["reported"].text)))
    notes += _counts(page, view, one)
    title = Cell(tr.pick(one.system, "name"), href=page.plain_link("/system", id=one.system["system_id"]))
    return Entry(title, notes=tuple(notes))


def _counts(page: Page, view: PromisesView, one: Reported) -> Iterator[Cell]:
    """Yield what was counted of a system beside what was promised, then the sources of it, each once."""
    tr, rows = page.tr, counted_table(page, [one], view.sources).rows
    for row, counted in zip(rows, one.counted, strict=True):
        yield Cell(_counted(tr, row, counted))
        if row["price"].text:
            bounds, assumed = row["price"].text, row["price"].note
            yield Cell(tr("One of them cost %(bounds)s. %(assumed)s", bounds=bounds, assumed=assumed))
    for source in dict.fromkeys(counted["source_id"] for counted in one.counted):
        yield _source(tr, view.sources.get(source))


def _counted(tr: Words, row: Mapping[str, Cell], counted: Row) -> str:
    told = {"what": row["what"].text, "number": row["reported"].text}
    when = tr.date(counted["as_of"] or counted["period"])
    if not row["promised"].text:
        return tr("%(what)s: reported %(number)s (%(when)s); no number was promised", when=when, **told)
    promised = row["promised"].text
    return tr("%(what)s: reported %(number)s (%(when)s); promised %(promised)s", when=when, promised=promised, **told)
