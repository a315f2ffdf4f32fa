"""One record in words: its fields, its system, its source, and the ways on from it."""

from collections.abc import Sequence
from typing import Final

from dashboard import labels
from dashboard.html.inputs import Cell, Fact, Key
from dashboard.names import Names
from dashboard.page import Page
from dashboard.sentences import name_of
from dashboard.store import Row
from dashboard.stories.asking import correction_links, question_link
from dashboard.stories.corrections import disputed_title
from dashboard.stories.record_counting import standing
from dashboard.tables import party_cell, place_cell
from dashboard.to_hearing import to_hearing
from dashboard.views.record import RecordView, Relation
from dashboard.words import Words
from pipelines.marks import N_

CONFIDENCE: Final = {
    "high": N_("High: the source states it plainly"),
    "medium": N_("Medium: something had to be read out of the text"),
    "low": N_("Low: the source is vague or second-hand"),
}


def title(page: Page, record: Row) -> str:
    """Return what was bought and for how much, and that it is disputed where it is."""
    tr = page.tr
    finding = tr("%(what)s (%(sum)s)", what=tr.pick(record, "title"), sum=short_sum(tr, record))
    return disputed_title(tr, finding) if record["disputed"] else finding


def short_sum(tr: Words, record: Row, none: str = "") -> str:
    """Write the record's sum in short; where there is none at all, `none` or a phrase that says so."""
    if record["amount_kzt"] is not None:
        return _amount(tr, record, short=True)
    if record["amount_usd"] is not None:
        return tr("%(number)s US dollars", number=tr.number(record["amount_usd"]))
    return none or tr("sum not known")


def _amount(tr: Words, record: Row, *, short: bool = False) -> str:
    return tr.amount(
        record["amount_kzt"], record["amount_precision"], record["amount_low"], record["amount_high"], short=short
    )


def keys(page: Page, record: Row) -> list[Key]:
    """Return the key numbers: the sum, what of it is in the totals, the years, what was paid so far."""
    tr = page.tr
    exact = _amount(tr, record) if record["amount_kzt"] is not None else short_sum(tr, record, tr("not known"))
    items = [
        Key(tr("Amount"), exact, labels.kind(tr, record["kind"])),
        Key(
            tr("In the totals"),
            tr.money(record["counted_kzt"]) if record["counted"] else tr("not counted"),
            tr("counted once") if _plainly(record) else tr("the reason stands below"),
        ),
        Key(
            tr("Budget years"),
            tr.years(record["year_from"], record["year_to"]),
            tr("the year follows from the text around") if record["year_inferred"] else "",
        ),
    ]
    if record["signed_kzt"] is not None:
        items.append(Key(tr("Signed"), tr.money(record["signed_kzt"]), tr("ended early: what was paid counts")))
    elif record["paid_kzt"] is not None:
        items.append(Key(tr("Paid, as the source tells"), tr.money(record["paid_kzt"])))
    return items


def _plainly(record: Row) -> bool:
    return bool(record["counted"]) and not record["not_counted_why"]


def lead(page: Page, record: Row) -> str:
    """Return the sentences under the title: who pays whom and, where it is not plain, how the sum counts."""
    told = [
        text for text in (_who_pays_whom(page, record), "" if _whole(record) else standing(page.tr, record)) if text
    ]
    return " ".join(told)


def _whole(record: Row) -> bool:
    return bool(record["counted"]) and record["counted_kzt"] == record["amount_kzt"]


def _who_pays_whom(page: Page, record: Row) -> str:
    tr, ids = page.tr, [one for one in (record["customer_id"], record["contractor_id"]) if one]
    parties = page.names_of(parties=ids).parties
    buyer, supplier = (
        name_of(tr, parties, record[f"{side}_id"]) if record[f"{side}_id"] in parties else ""
        for side in ("customer", "contractor")
    )
    if buyer and supplier:
        return tr("Buyer: %(buyer)s. Supplier: %(supplier)s.", buyer=buyer, supplier=supplier)
    return tr("Buyer: %(buyer)s. No supplier is named.", buyer=buyer) if buyer else ""


def record_facts(page: Page, view: RecordView) -> list[Fact]:
    """Return every field of the record in plain words."""
    record = view.record
    if record is None:
        return []
    names = page.names_of(
        places=[record["place"]] if record["place"] else [],
        parties=[one for one in (record["customer_id"], record["contractor_id"]) if one],
    )
    return [*_money_facts(page.tr, record), *_people_facts(page, names, record), *_how_facts(page.tr, record)]


def _money_facts(tr: Words, record: Row) -> list[Fact]:
    facts = [
        Fact(
            tr("Amount"), Cell(_amount(tr, record)) if record["amount_kzt"] is not None else None, _no_sum(tr, record)
        ),
        Fact(tr("What the amount is"), Cell(labels.kind(tr, record["kind"]), note=labels.stage(tr, record["stage"]))),
        Fact(tr("What the record reports"), Cell(labels.nature(tr, record["nature"]))),
        _state(tr, record["state"]),
    ]
    if record["amount_usd"] is not None:
        dollars = tr("%(number)s US dollars", number=tr.number(record["amount_usd"]))
        facts.insert(1, Fact(tr("Amount in the source"), Cell(dollars)))
    if record["paid_kzt"] is not None:
        facts.insert(1, Fact(tr("Paid, as the source tells"), Cell(tr.money(record["paid_kzt"]))))
    if record["signed_kzt"] is not None:
        facts.insert(1, Fact(tr("Signed"), Cell(tr.money(record["signed_kzt"]))))
    return facts


def _state(tr: Words, state: str | None) -> Fact:
    known = state not in (None, "unknown")
    return Fact(tr("State"), Cell(labels.state(tr, state)) if known else None, "" if known else tr("not known"))


def _no_sum(tr: Words, record: Row) -> str:
    return "" if record["amount_kzt"] is not None else tr("the source gives no sum in tenge for the whole")


def _people_facts(page: Page, names: Names, record: Row) -> list[Fact]:
    tr = page.tr
    buyer = party_cell(page, names, record["customer_id"], record["customer_as_written"], buyer=True)
    supplier = party_cell(page, names, record["contractor_id"], record["contractor_as_written"], buyer=False)
    unnamed = tr("not named: the source does not name it, or it is a private person")
    return [
        Fact(tr("Who pays"), buyer if buyer.text or buyer.note else None, "" if buyer.text else tr("not stated")),
        Fact(tr("Whose money"), Cell(labels.level(tr, record["level"]))),
        Fact(tr("Who is paid"), supplier if supplier.text else None, "" if supplier.text else unnamed),
        Fact(tr("Where"), place_cell(page, names, record["region"], record["place"], "name")),
        Fact(tr("Category"), _category(tr, record)),
    ]


def _category(tr: Words, record: Row) -> Cell:
    return Cell(labels.category(tr, record["category"]), note=labels.group(tr, record["headline_group"]))


def _how_facts(tr: Words, record: Row) -> list[Fact]:
    inferred = tr("The source does not print the year; it follows from the text around.")
    return [
        Fact(
            tr("Budget years"),
            Cell(tr.years(record["year_from"], record["year_to"])),
            inferred if record["year_inferred"] else "",
        ),
        Fact(tr("Period of the work"), _period(tr, record), tr("not stated") if not record["period_start"] else ""),
        Fact(tr("How it was bought"), Cell(labels.method(tr, record["method"]))),
        Fact(tr("How well it is evidenced"), Cell(labels.tier(tr, record["tier"]))),
        Fact(tr("How sure we are"), Cell(tr(CONFIDENCE[record["confidence"]]))),
    ]


def _period(tr: Words, record: Row) -> Cell | None:
    start, end = record["period_start"], record["period_end"]
    if start is None and end is None:
        return None
    if end is None or start == end:
        return Cell(tr.date(start))
    if start is None or str(end).startswith(str(start)):  # "2020" says nothing beside "25 December 2020"
        return Cell(tr("until %(end)s", end=tr.date(end)))
    return Cell(tr("from %(start)s to %(end)s", start=tr.date(start), end=tr.date(end)))


def told_facts(page: Page, record: Row) -> list[Fact]:
    """Return what the source tells in sentences: evidence, what residents wished for instead, how it ended."""
    tr = page.tr
    fields = {
        "evidence": tr("What the source says"),
        "citizen_alternative": tr("What residents wished for instead"),
        "outcome": tr("What followed"),
    }
    facts = [Fact(label, _text(tr, record, field)) for field, label in fields.items() if tr.pick(record, field)]
    if record["title_original"]:
        facts.append(Fact(tr("The purchase's own wording"), Cell(record["title_original"])))
    return facts


def _text(tr: Words, row: Row, field: str) -> Cell:
    return Cell(tr.pick(row, field), lang=tr.picked_language(row, field) or None)


def editors_notes(page: Page, record: Row, relations: Sequence[Relation] = ()) -> list[Fact]:
    """Return what editors noted in English: doubts, why it is filed there, how it was bought, why it is related."""
    tr = page.tr
    fields = {
        "notes": tr("Doubts and changes"),
        "category_note": tr("Why it is filed in this category"),
        "method_text": tr("How it was bought, as told"),
        "place_as_written": tr("The place as recorded"),
    }
    notes = [Fact(label, Cell(record[field], lang="en")) for field, label in fields.items() if record[field]]
    return notes + [
        Fact(tr("Why it is related to «%(id)s»", id=one.other_id), Cell(one.why, lang="en"))
        for one in relations
        if one.why
    ]


def system_facts(page: Page, system: Row) -> list[Fact]:
    """Return the named thing the record belongs to: what it is, what is reported as delivered, its other records."""
    tr = page.tr
    others = page.plain_link("/records", system=(system["system_id"],), level="all", counted="all")
    count = len(system["record_ids"])
    text = tr.plural("%(count)s record of this system", "%(count)s records of this system", count)
    reported = _text(tr, system, "reported") if tr.pick(system, "reported") else None
    return [
        Fact(tr("Name"), Cell(tr.pick(system, "name"), href=page.plain_link("/system", id=system["system_id"]))),
        Fact(tr("What it is"), _text(tr, system, "what")),
        Fact(tr("Reported as delivered"), reported, "" if reported else tr("no report of delivery found so far")),
        Fact(tr("Records"), Cell(text, href=others)),
    ]


def ways_on(page: Page, view: RecordView) -> list[Cell]:
    """Return the ways on: what else the money would have bought, a letter about it, a correction, a reply."""
    record, tr = view.record, page.tr
    if record is None:
        return []
    ways = []
    if ids := _counted_ids(view):
        href = page.plain_link("/needs", record=ids, level=record["level"])
        ways.append(Cell(tr("What else would this money have bought?"), href=href))
    ways += to_hearing(page)
    ways.append(question_link(page, "record", record["record_id"]))
    return [*ways, *correction_links(page, "record", record["record_id"])]


def _counted_ids(view: RecordView) -> Sequence[str]:
    """Return the records whose counted money is this record's: itself, its parts, or the one that stands for it."""
    record = view.record
    if record is None:
        return ()
    itself = (record["record_id"],) if record["counted"] else ()
    stands = "covered_by_parts" in record["not_counted_why"] or "same_money" in record["not_counted_why"]
    return (*itself, *record["counted_with"]) if stands else itself


def absent(page: Page) -> tuple[str, str, list[Cell]]:
    """Return the answer to a link without a record, or with one that is not known."""
    tr, asked = page.tr, page.filters.id
    sentence = tr("The link names no record.")
    if asked:
        sentence = tr("No record is called «%(id)s» in this data edition. Ids are never used again.", id=asked)
    links = [
        Cell(tr("All records"), href=page.plain_link("/records", level="all", counted="all")),
        Cell(tr("How we count"), href=page.plain_link("/method")),
    ]
    return tr("There is no such record"), sentence, links


def unused_filters(page: Page) -> str:
    """Say that filters of the link play no part on a page about one thing; "" where the link has none."""
    if not page.filters.active():
        return ""
    return page.tr("This page shows everything known of one subject; the other filters of the link play no part here.")
